/** What benches have in common: medians, rounding. */

export const median = (values: readonly number[]): number => percentile(values, 0.5)

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const round = (n: number): number => (n >= 100 ? Math.round(n) : Math.round(n * 100) / 100)

import type { Words2 } from '#app/kernel/refusal.ts'
import { type MetricKey, metricKeys } from '#app/measures/metrics/index.ts'

/** How a bound target writes its unit, by the unit of its measure. */
const UNITS = { PERCENT: '%', DOSSIERS: 'hồ sơ', HOURS: 'giờ' } as const

const known = new Map<string, (typeof metricKeys)[number]>(metricKeys.map(one => [one.key, one]))

export const isMetric = (key: string | null | undefined): key is MetricKey =>
  key !== null && key !== undefined && known.has(key)

export function unitOf(metric: MetricKey): string {
  const unit = known.get(metric)?.unit
  return unit ? UNITS[unit] : '%'
}

/** The measure's name and how it is counted, for screens. */
export function metricWords(metric: string): { name: Words2; formula: Words2 } | null {
  return known.get(metric) ?? null
}

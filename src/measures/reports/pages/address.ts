import type { Report } from '../views.ts'

/** Place and days of a report as its address carries them. */
export function spanOf(report: Pick<Report, 'place' | 'from' | 'to'>, more: Record<string, string> = {}): string {
  const { place, from, to } = report
  return String(new URLSearchParams({ ...(place.code ? { agency: place.code } : {}), from, to, ...more }))
}

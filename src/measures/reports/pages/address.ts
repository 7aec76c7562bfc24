import { withQuery } from '#app/kernel/http/query.ts'
import type { Report } from '../views.ts'

/** An address with the place and days of a report. */
export function withSpan(
  path: string,
  { place, from, to }: Pick<Report, 'place' | 'from' | 'to'>,
  more: Record<string, string | null> = {},
): string {
  return withQuery(path, { agency: place.code, from, to, ...more })
}

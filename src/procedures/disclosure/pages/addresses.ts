import type { MatrixQuery } from '../input.ts'

/** Where the screens of this room are. */

export function matrixHref(query: Partial<MatrixQuery>, base = '/disclosure'): string {
  const search = new URLSearchParams()
  for (const name of ['agency', 'sector', 'state', 'q', 'after'] as const) {
    const value = query[name]
    if (value) search.set(name, value)
  }
  return search.size > 0 ? `${base}?${search}` : base
}

export function recordHref(agency: string, codes: readonly string[], place?: string): string {
  const search = new URLSearchParams({ agency, codes: codes.join(',') })
  if (place) search.set('place', place)
  return `/disclosure/record?${search}`
}

export const procedureHref = (code: string, agency?: string): string =>
  agency ? `/disclosure/${code}?${new URLSearchParams({ agency })}` : `/disclosure/${code}`

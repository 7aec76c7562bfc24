/** Addresses of this room's screens: what is empty is left out. */
export function addressOf(path: string, query: Record<string, string | undefined>): string {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[key, value]])),
  ).toString()
  return search === '' ? path : `${path}?${search}`
}

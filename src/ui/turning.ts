/**
 * Turning back in lists that are read by cursors. A cursor leads on, never back; so every link to a next page carries the
 * cursors of the pages before it, and the page before is the last of these. Pure.
 */

const FIELD = 'trail'
/** Cursors hold neither of these: they are base64url. */
const [JOIN, CUT] = ['.', '~']
/** A longer trail forgets its beginning: addresses stay short enough for every server between. */
const LONGEST = 1_500

const read = (address: string): URLSearchParams => new URL(address, 'http://page').searchParams

function written(href: string, fields: Record<string, string | undefined>): string {
  const url = new URL(href, 'http://page')
  for (const [name, value] of Object.entries(fields)) {
    if (value) url.searchParams.set(name, value)
    else url.searchParams.delete(name)
  }
  return `${url.pathname}${url.search}${url.hash}`
}

function shortened(trail: readonly string[]): string {
  const kept = [...trail]
  while (kept.join(JOIN).length > LONGEST) kept.shift()
  return [...(kept.length < trail.length ? [CUT] : []), ...kept.filter(one => one !== CUT)].join(JOIN)
}

export interface Turns {
  first?: string
  previous?: string
  next?: string
}

/**
 * The links of a list's page.
 * @param address  of this page, with its query
 * @param firstHref  of the first page; left out on it
 * @param nextHref  of the page after this one; left out on the last
 */
export function turnsOf(address: string, firstHref: string | undefined, nextHref: string | undefined): Turns {
  const query = read(address)
  const after = query.get('after')
  const trail = query.get(FIELD)?.split(JOIN) ?? []
  const next = nextHref === undefined ? {} : { next: onward(nextHref, after, trail) }
  if (firstHref === undefined || after === null || after === '') return firstHref ? { first: firstHref, ...next } : next
  const before = trail.at(-1)
  if (before === undefined) return { previous: firstHref, ...next }
  if (before === CUT) return { first: firstHref, ...next }
  const previous = written(firstHref, { after: before, [FIELD]: trail.slice(0, -1).join(JOIN) })
  return { first: firstHref, previous, ...next }
}

const onward = (href: string, after: string | null, trail: readonly string[]): string =>
  after ? written(href, { [FIELD]: shortened([...trail, after]) }) : href

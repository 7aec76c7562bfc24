import type { Ctx } from '#app/kernel/context.ts'
import { decodeCursor, encodeCursor } from '#app/kernel/paging.ts'
import { dayOf, fold } from '#app/kernel/text.ts'
import type { ProvisionQuery } from './input.ts'
import { type Provided, provided } from './views.ts'

/** The list of procedures with how they are provided: narrowed, sorted, a page of it. */

export interface ProvisionList {
  day: string
  items: Provided[]
  next: string | null
  found: number
  sectors: string[]
  homes: string[]
}

const alphabet = new Intl.Collator('vi')

/** Whether a procedure is one of those asked for. Pure. */
export function fits(row: Provided, query: ProvisionQuery): boolean {
  const text = fold(`${row.code} ${row.name} ${row.sector}`)
  const { old } = query
  return (
    fold(query.q ?? '')
      .split(/\s+/)
      .every(word => text.includes(word)) &&
    (!query.sector || row.sector === query.sector) &&
    (!query.home || row.home === query.home) &&
    (!query.centre || (row.centre?.value ?? 'UNKNOWN') === query.centre) &&
    (!query.onSite || String(row.onSite ?? 0) === query.onSite) &&
    (!query.online || row.online === query.online) &&
    (!old || (old === 'DIFFERS' ? differs(row) : String(row.oldLevel ?? 0) === old)) &&
    (!query.iso || (row.iso !== null) === (query.iso === 'YES'))
  )
}

/** Whether the mapping proposes another level than the version has. */
export const differs = (row: Provided): boolean => row.proposed !== null && row.proposed !== row.ownLevel

/** One page, as of the day of `ctx.now`. @throws Refusal BAD_CURSOR */
export async function provisionList(ctx: Ctx, query: ProvisionQuery): Promise<ProvisionList> {
  const day = dayOf(ctx.now)
  const all = (await provided(ctx.db, day)).filter(row => row.scope === 'PUBLIC')
  const found = ordered(
    all.filter(row => fits(row, query)),
    query,
  )
  const last = query.after ? decodeCursor(query.after, 1)[0] : undefined
  const begin = last === undefined ? 0 : found.findIndex(row => row.procedureId === last) + 1
  const items = found.slice(begin, begin + query.limit)
  const end = items.at(-1)
  return {
    day,
    items,
    next: end && begin + items.length < found.length ? encodeCursor([end.procedureId]) : null,
    found: found.length,
    sectors: [...new Set(all.map(row => row.sector))].sort(alphabet.compare),
    homes: [...new Set(all.flatMap(row => row.home ?? []))].sort(),
  }
}

/** By name as they come; else by code or sector, the name deciding between equals. */
function ordered(rows: Provided[], { sort, direction }: ProvisionQuery): Provided[] {
  const key = sort === 'code' || sort === 'sector' ? sort : null
  const sorted = key ? rows.toSorted((a, b) => alphabet.compare(a[key], b[key])) : rows
  return direction === 'down' ? sorted.toReversed() : sorted
}

import type { Ctx } from '#app/kernel/context.ts'
import { decodeCursor, encodeCursor } from '#app/kernel/paging.ts'
import { dayOf, fold } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import * as places from '../places/index.ts'
import type { ListQuery } from './input.ts'
import type { FigureCode, InventoryRow } from './rules.ts'
import { type Inventory, inventory } from './views.ts'

/** The inventory of a place somebody may see, and the list a figure opens to. */

export interface PlacedInventory extends Inventory {
  place: places.Place
}

/** @throws Refusal UNKNOWN_AGENCY, NOT_YOUR_AGENCY */
export async function inventoryFor(
  ctx: Ctx,
  query: { agency?: string | undefined; day?: string | undefined },
): Promise<PlacedInventory> {
  const today = dayOf(ctx.now)
  const place = places.placeFor(ctx.actor, await agencyTree(ctx.db, today), query.agency)
  const found = await inventory(ctx.db, { day: query.day ?? today, agencyId: place.id })
  return { ...found, place }
}

export interface ListView {
  day: string
  place: places.Place
  figure: FigureCode
  without: boolean
  items: InventoryRow[]
  next: string | null
  found: number
  /** What can be chosen to narrow it. */
  sectors: string[]
  homes: Map<string, string>
}

const alphabet = new Intl.Collator('vi')

/** One page of the procedures behind a figure. @throws Refusal UNKNOWN_AGENCY, NOT_YOUR_AGENCY, BAD_CURSOR */
export async function listView(ctx: Ctx, query: ListQuery, limit = query.limit): Promise<ListView> {
  const { place, day, behind } = await inventoryFor(ctx, query)
  const figure = query.figure ?? 'ALL'
  const without = query.without === '1'
  const all = behind(figure, without)
  const words = fold(query.q ?? '').split(/\s+/)
  const chosen = all.filter(row => {
    const text = fold(`${row.code} ${row.name}`)
    return (
      (!query.sector || row.sector === query.sector) &&
      (!query.level || row.level === query.level) &&
      (!query.home || row.home === query.home) &&
      words.every(word => text.includes(word))
    )
  })
  const key = query.sort === 'code' || query.sort === 'sector' ? query.sort : null
  const sorted = key ? chosen.toSorted((a, b) => alphabet.compare(a[key], b[key])) : chosen
  const found = query.direction === 'down' ? sorted.toReversed() : sorted
  const last = query.after ? decodeCursor(query.after, 1)[0] : undefined
  const begin = last === undefined ? 0 : found.findIndex(row => row.procedureId === last) + 1
  const items = found.slice(begin, begin + limit)
  const end = items.at(-1)
  const tree = await agencyTree(ctx.db, day)
  return {
    day,
    place,
    figure,
    without,
    items,
    next: end && begin + items.length < found.length ? encodeCursor([end.procedureId]) : null,
    found: found.length,
    sectors: [...new Set(all.map(row => row.sector))].sort(alphabet.compare),
    homes: new Map(items.flatMap(({ home }) => (home ? [[home, tree.byCode(home)?.name ?? home]] : []))),
  }
}

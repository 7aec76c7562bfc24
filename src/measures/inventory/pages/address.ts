import { withQuery } from '#app/kernel/http/query.ts'
import type { PlacedInventory } from '../lists.ts'
import type { FigureCode } from '../rules.ts'
import { inventoryHref } from '../views.ts'

/** Where a figure of what is shown opens to. */
export const hrefIn =
  ({ place, day }: PlacedInventory) =>
  (figure: FigureCode, more: { sector?: string; without?: boolean } = {}): string =>
    inventoryHref(figure, { day, agency: place.code, ...more })

/** An address with the place and day of what is shown. */
export const withSpan = (path: string, { place, day }: Pick<PlacedInventory, 'place' | 'day'>): string =>
  withQuery(path, { agency: place.code, day })

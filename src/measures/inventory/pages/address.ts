import type { PlacedInventory } from '../lists.ts'
import type { FigureCode } from '../rules.ts'
import { inventoryHref } from '../views.ts'

/** Where a figure of what is shown opens to. */
export const hrefIn =
  ({ place, day }: PlacedInventory) =>
  (figure: FigureCode, more: { sector?: string; without?: boolean } = {}): string =>
    inventoryHref(figure, { day, agency: place.code, ...more })

/** The place and day of what is shown, as an address carries them. */
export const spanOf = ({ place, day }: Pick<PlacedInventory, 'place' | 'day'>): string =>
  String(new URLSearchParams({ ...(place.code ? { agency: place.code } : {}), day }))

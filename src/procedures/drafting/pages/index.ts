import type { House } from '#app/kernel/http/house.ts'
import { deepDoors } from './deep-doors.tsx'
import { listDoors } from './list-doors.tsx'
import { oneDoors } from './one-doors.tsx'
import { publicDraftDoors } from './public-doors.tsx'
import { requestDoors } from './request-doors.tsx'

/** All screens of drafting, the officers' and the public's. */
export function draftingPages(house: House): void {
  publicDraftDoors(house)
  listDoors(house)
  requestDoors(house)
  deepDoors(house)
  oneDoors(house)
}

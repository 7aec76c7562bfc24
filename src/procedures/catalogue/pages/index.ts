import type { House } from '#app/kernel/http/house.ts'
import { publicProcedureDoors } from './public-doors.tsx'

/** All screens of the catalogue. */
export function catalogueDoors(house: House): void {
  publicProcedureDoors(house)
}

import type { House } from '#app/kernel/http/house.ts'
import { publicProcedureDoors } from './public-doors.tsx'
import { workDoors } from './work-doors.tsx'

/** All screens of the catalogue: the public's and the officers'. */
export function catalogueDoors(house: House): void {
  publicProcedureDoors(house)
  workDoors(house)
}

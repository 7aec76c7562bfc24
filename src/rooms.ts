import type { House } from '#app/kernel/http/house.ts'
import { dossierApi } from '#app/onestop/dossiers/api.ts'

/** Who lives in the house: the doors of every room, in the order of the wings. */
const doors: readonly ((house: House) => void)[] = [dossierApi]

export function furnish(house: House): void {
  for (const open of doors) open(house)
}

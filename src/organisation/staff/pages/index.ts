import type { House } from '#app/kernel/http/house.ts'
import { accountDoors } from './account.tsx'
import { machinesDoors } from './machines.tsx'
import { officersDoors } from './officers.tsx'
import { secondFactorDoors } from './second-factor.tsx'
import { signInDoors } from './sign-in.tsx'

/** All screens of the staff room. */
export function staffDoors(house: House): void {
  signInDoors(house)
  accountDoors(house)
  secondFactorDoors(house)
  officersDoors(house)
  machinesDoors(house)
}

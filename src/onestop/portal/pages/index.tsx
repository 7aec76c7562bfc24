import type { House } from '#app/kernel/http/house.ts'
import { eligibilityDoors } from './eligibility.tsx'
import { filingDoors } from './filing.tsx'
import { openDoors } from './open.tsx'
import { ownDoors } from './own.tsx'

/** The citizens' side: everybody's pages, filing, one's own dossiers. */
export function portalPages(house: House): void {
  openDoors(house)
  eligibilityDoors(house)
  filingDoors(house)
  ownDoors(house)
}

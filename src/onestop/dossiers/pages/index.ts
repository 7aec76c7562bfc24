import type { House } from '#app/kernel/http/house.ts'
import { bulkDoors } from './bulk-doors.tsx'
import { moveDoors } from './move-doors.tsx'
import { oneDoors } from './one-doors.tsx'
import { opinionDoors } from './opinion-doors.tsx'
import { queueDoors } from './queue-doors.tsx'
import { searchDoors } from './search-doors.tsx'
import { verbDoors } from './verb-doors.tsx'

/** The officers' screens of dossiers: lists of work, one dossier, the form of every verb. */
export function dossierDoors(house: House): void {
  for (const doors of [queueDoors, opinionDoors, searchDoors, bulkDoors, verbDoors, moveDoors, oneDoors]) doors(house)
}

/** The front door of the staff: who acts, who sits where, and how they come to be. */

export { actorOf, recognise } from './recognise.ts'
export type { Role } from './rules.ts'
export { addPosition, createOfficer, endPosition } from './service.ts'
export { type OfficerAt, officersOf } from './views.ts'

import { permission } from '#app/kernel/permission.ts'

/** Who may do what with officers and accounts. Pure. */

/** Roles of positions: what a person may do where they sit. */
export const roles = [
  'RECEPTION',
  'SPECIALIST',
  'DIVISION_HEAD',
  'LEADER',
  'CLERK',
  'CONTROL',
  'REFORM',
  'INSPECTOR',
  'ADMIN',
] as const
export type Role = (typeof roles)[number]

export const signInHere = permission('staff.signIn', 'PUBLIC')
export const ownAccount = permission('staff.ownAccount', 'OFFICER', 'CITIZEN')
export const lookAtOfficers = permission('staff.look', 'OFFICER')
export const manageOfficers = permission('staff.manage', 'ADMIN')
export const manageMachines = permission('staff.machines', 'ADMIN')

/** A position as it bears on who somebody is today. */
export interface HeldPosition {
  unitId: number
  title: string
  roles: readonly string[]
}

/**
 * Who somebody is at work: the first position (the main one) says where; roles are those of all positions in that same agency,
 * so that a second post elsewhere gives no power here.
 * @param homeOf  the agency a unit belongs to
 */
export function placeOf(held: readonly HeldPosition[], homeOf: (unitId: number) => number) {
  const main = held[0]
  if (!main) return { unitId: null, agencyId: null, roles: [] }
  const agencyId = homeOf(main.unitId)
  const here = held.filter(position => homeOf(position.unitId) === agencyId)
  return { unitId: main.unitId, agencyId, roles: [...new Set(here.flatMap(position => position.roles))] }
}

/** Where to go after signing in: a path of this site, or null. '//host', '/\host' and anything with a scheme lead elsewhere. */
export function localPath(next: string | undefined): string | null {
  if (!next || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return null
  return next.length <= 500 && !next.startsWith('/sign-in') ? next : null
}

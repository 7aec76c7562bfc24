import type { Actor, Reader } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree, type AgencyTree } from '#app/organisation/agencies/index.ts'

/** Positions that look after the whole province; in a commune they look after the commune. */
const WHOLE = ['CONTROL', 'ADMIN', 'REFORM']

/**
 * Agencies whose voice an actor may read: an officer's own agency with everything below it; control, reform and
 * administration above the communes everything (null). Machines read everything: their token is scoped.
 */
export function visibleAgencies(tree: AgencyTree, actor: Actor): readonly number[] | null {
  if (actor.kind === 'MACHINE' || actor.kind === 'SYSTEM') return null
  if (actor.agencyId === null || !tree.get(actor.agencyId)) return []
  const home = tree.homeOf(actor.agencyId)
  if (tree.get(home)?.kind !== 'COMMUNE' && actor.roles.some(role => WHOLE.includes(role))) return null
  return tree.subtree(home)
}

/** `visibleAgencies` on the day of the act. */
export async function scopeOf(db: Reader, actor: Actor, now: Date): Promise<readonly number[] | null> {
  return visibleAgencies(await agencyTree(db, dayOf(now)), actor)
}

export const isWithin = (scope: readonly number[] | null, agencyId: number): boolean =>
  scope === null || scope.includes(agencyId)

/** Agencies of the province that people write to: what has a head of its own, not its divisions. */
const ADDRESSED = ['PROVINCE', 'DEPARTMENT', 'COMMUNE', 'SERVICE_CENTRE']

export interface Addressee {
  id: number
  name: string
  kind: string
}

/** Every agency of this province that feedback can be sent or passed on to, province first. */
export function addressees(tree: AgencyTree): Addressee[] {
  return tree
    .subtree(tree.province())
    .flatMap(id => tree.get(id) ?? [])
    .filter(node => ADDRESSED.includes(node.kind))
    .map(({ id, name, kind }) => ({ id, name, kind }))
    .sort((a, b) => ADDRESSED.indexOf(a.kind) - ADDRESSED.indexOf(b.kind) || a.name.localeCompare(b.name, 'vi'))
}

import type { Actor } from '#app/kernel/context.ts'
import type { AgencyTree } from './tree.ts'

/**
 * Agencies whose work an actor may see: an officer's own with everything below it; the province's control, reform,
 * inspection and administration, the system and machines (their token is scoped) the whole province.
 */
export function visibleAgencies(actor: Actor, tree: AgencyTree): readonly number[] {
  const all =
    ['CONTROL', 'REFORM', 'INSPECTOR', 'ADMIN'].some(role => actor.roles.includes(role)) || actor.kind === 'SYSTEM'
  if (all || actor.kind === 'MACHINE') return tree.subtree(tree.province())
  return actor.agencyId === null ? [] : tree.subtree(actor.agencyId)
}

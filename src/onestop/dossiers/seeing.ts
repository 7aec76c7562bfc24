import type { Actor, Ctx } from '#app/kernel/context.ts'
import { type AgencyTree, visibleAgencies } from '#app/organisation/agencies/index.ts'
import { wasAsked } from './opinion-views.ts'

/** Which officers may see a dossier. */

/** Whoever handles it, received it, once held a step of it or was asked for an opinion may open a dossier. */
export async function mayOpen(
  ctx: Ctx,
  tree: AgencyTree,
  row: Parameters<typeof maySee>[2] & { id: number },
): Promise<boolean> {
  if (maySee(ctx.actor, tree, row)) return true
  const visible = visibleAgencies(ctx.actor, tree)
  if (visible.length === 0) return false
  const held = await ctx.db
    .selectFrom('onestop.step_log')
    .select('no')
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .where('unit_id', 'in', visible)
    .limit(1)
    .executeTakeFirst()
  return held !== undefined || (await wasAsked(ctx.db, row, visible))
}

export function maySee(
  actor: Actor,
  tree: AgencyTree,
  row: { agency_id: number; receiving_agency_id: number; step_agency_id: number | null },
): boolean {
  const visible = new Set(visibleAgencies(actor, tree))
  return (
    visible.has(row.agency_id) ||
    visible.has(row.receiving_agency_id) ||
    (row.step_agency_id !== null && visible.has(row.step_agency_id))
  )
}

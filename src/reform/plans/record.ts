import type { NewEvent } from '#app/kernel/act.ts'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Reader, Tx } from '#app/kernel/context.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { after, type PlanAction, type PlanState, type Standing } from './rules.ts'

/** How every verb of a plan loads it, asks the tables, and says what happened. */

export interface PlanRow {
  id: number
  agency_id: number
  year: number
  status: PlanState
  area_set: string
  version: number
}

/** Where the actor stands towards a plan's agency. */
export function standingFor(tree: AgencyTree, ctx: Ctx, planAgencyId: number): Standing & { below: readonly number[] } {
  const { agencyId } = ctx.actor
  if (agencyId === null || !tree.get(agencyId))
    return { atCommune: false, ownPlan: ctx.actor.kind === 'SYSTEM', below: [] }
  const home = tree.homeOf(agencyId)
  const below = tree.subtree(home)
  return { atCommune: tree.get(home)?.kind === 'COMMUNE', ownPlan: below.includes(planAgencyId), below }
}

export const treeOf = async (db: Reader, ctx: Ctx): Promise<AgencyTree> => await agencyTree(db, dayOf(ctx.now))

const noPlan = () => notFound({ vi: 'kế hoạch này', en: 'This plan' })

export interface Changing {
  tx: Tx
  plan: PlanRow
  tree: AgencyTree
  standing: ReturnType<typeof standingFor>
  emit: (type: string, data: Record<string, unknown>) => void
}

/**
 * Runs a verb on a plan: locks it, refuses what its state does not allow, lets `fn` write, moves the state, raises the version.
 * @param may  whether this actor may do it here
 * @throws Refusal NOT_FOUND, NOT_ALLOWED, WRONG_STATE
 */
export async function change<R>(
  ctx: Ctx,
  action: PlanAction,
  input: { planId: number },
  may: (standing: Changing['standing']) => boolean,
  fn: (changing: Changing) => Promise<R>,
): Promise<R> {
  return await act(ctx, `reform.${action}`, input, async ({ tx, emit }) => {
    const row = await tx
      .selectFrom('reform.plan')
      .select(['id', 'agency_id', 'year', 'status', 'area_set', 'version'])
      .where('id', '=', input.planId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw noPlan()
    const plan: PlanRow = { ...row, status: row.status as PlanState }
    const tree = await treeOf(tx, ctx)
    const standing = standingFor(tree, ctx, plan.agency_id)
    if (ctx.actor.kind !== 'SYSTEM' && !may(standing)) notYours()
    const next = after(plan.status, action)
    if (!next) wrongState(plan.status)
    const result = await fn({ tx, plan, tree, standing, emit: (type, data) => emit(eventOf(plan, type, data)) })
    await tx
      .updateTable('reform.plan')
      .set({ status: next, version: plan.version + 1 })
      .where('id', '=', plan.id)
      .execute()
    return result
  })
}

export const eventOf = (
  plan: { id: number; agency_id: number },
  type: string,
  data: Record<string, unknown>,
): NewEvent => ({
  agencyId: plan.agency_id,
  stream: `plan:${plan.id}`,
  type: `reform.plan.${type}`,
  data: { planId: plan.id, ...data },
})

export function notYours(): never {
  refuse('NOT_ALLOWED', 403, {
    vi: 'Kế hoạch hoặc nhiệm vụ này thuộc cơ quan khác.',
    en: 'This plan or task belongs to another agency.',
  })
}

function wrongState(state: PlanState): never {
  const words = {
    DRAFT: {
      vi: 'Kế hoạch chưa được phê duyệt, chưa làm được việc này.',
      en: 'The plan is not approved yet, so this cannot be done.',
    },
    APPROVED: {
      vi: 'Kế hoạch đã phê duyệt. Muốn thay đổi, hãy điều chỉnh và ghi lý do.',
      en: 'The plan is approved. Amend it and give the reason.',
    },
    CLOSED: {
      vi: 'Kế hoạch đã kết thúc, không thay đổi được nữa.',
      en: 'The plan is closed and can no longer change.',
    },
  }[state]
  return refuse('WRONG_STATE', 409, words)
}

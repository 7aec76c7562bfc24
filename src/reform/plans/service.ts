import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { notFound, refuse, type Words2 } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { areasOfYear, areaSet } from './areas.ts'
import type {
  AddTargetInput,
  AmendTargetInput,
  CreatePlanInput,
  EditPlanInput,
  EditTargetInput,
  EnterValueInput,
  PlanInput,
} from './input.ts'
import { change, type Changing, eventOf, notYours, standingFor, treeOf } from './record.ts'
import { mayApprove, mayEdit, problemsOf, type TaskState } from './rules.ts'
import { unitOf } from './units.ts'

/** The verbs of a plan and its targets; those of tasks are in tasks.ts. */

/** Begins a plan, as a draft. @throws Refusal AGENCY_UNKNOWN, NUMBER_TAKEN */
export async function createPlan(ctx: Ctx, input: CreatePlanInput): Promise<{ planId: number }> {
  return await act(ctx, 'reform.createPlan', input, async ({ tx, emit }) => {
    const tree = await treeOf(tx, ctx)
    if (!tree.get(input.agencyId)) unknownAgency('agencyId')
    if (ctx.actor.kind !== 'SYSTEM' && !mayEdit(ctx.actor, standingFor(tree, ctx, input.agencyId))) notYours()
    await refuseTaken(tx, input.agencyId, input.number, null)
    const { id } = await tx
      .insertInto('reform.plan')
      .values({
        agency_id: input.agencyId,
        year: input.year,
        number: input.number,
        title: input.title,
        signed_on: input.signedOn ?? null,
        signer: input.signer,
        basis: input.basis,
        purpose: input.purpose,
        area_set: areasOfYear(input.year).key,
        status: 'DRAFT',
        illustrative: input.illustrative,
        created_at: ctx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    emit({
      ...eventOf({ id, agency_id: input.agencyId }, 'created', {
        number: input.number,
        title: input.title,
        year: input.year,
      }),
      isNew: true,
    })
    return { planId: id }
  })
}

async function refuseTaken(tx: Tx, agencyId: number, number: string, except: number | null): Promise<void> {
  const other = await tx
    .selectFrom('reform.plan')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!other || other.id === except) return
  const words = { vi: 'Cơ quan này đã có kế hoạch mang số đó.', en: 'This agency already has a plan with that number.' }
  refuse('NUMBER_TAKEN', 409, words, { fields: { number: words } })
}

export function unknownAgency(field: string): never {
  const words = { vi: 'Hãy chọn một cơ quan trong danh sách.', en: 'Choose an agency of the list.' }
  refuse('AGENCY_UNKNOWN', 422, words, { fields: { [field]: words } })
}

/** Changes number, date, basis and purpose while it is a draft. */
export async function editPlan(ctx: Ctx, input: EditPlanInput): Promise<PlanInput> {
  return await change(ctx, 'editPlan', input, own(ctx), async ({ tx, plan, emit }) => {
    await refuseTaken(tx, plan.agency_id, input.number, plan.id)
    await tx
      .updateTable('reform.plan')
      .set({
        number: input.number,
        title: input.title,
        signed_on: input.signedOn ?? null,
        signer: input.signer,
        basis: input.basis,
        purpose: input.purpose,
      })
      .where('id', '=', plan.id)
      .execute()
    emit('edited', { number: input.number, title: input.title })
    return { planId: plan.id }
  })
}

const own =
  (ctx: Ctx) =>
  (standing: Changing['standing']): boolean =>
    mayEdit(ctx.actor, standing)

/** Adds a target to a draft. @throws Refusal AREA_UNKNOWN, BAD_PERIOD, AGENCY_UNKNOWN */
export async function addTarget(ctx: Ctx, input: AddTargetInput): Promise<{ planId: number; no: number }> {
  return await change(ctx, 'addTarget', input, own(ctx), async changing => {
    const { tx, plan, emit } = changing
    const values = targetValues(changing, input)
    const last = await tx
      .selectFrom('reform.target')
      .select(eb => eb.fn.max('no').as('no'))
      .where('plan_id', '=', plan.id)
      .executeTakeFirst()
    const no = (last?.no ?? 0) + 1
    await tx
      .insertInto('reform.target')
      .values({ plan_id: plan.id, no, ...values })
      .execute()
    emit('target_added', { no, ...values })
    return { planId: plan.id, no }
  })
}

/** A target's columns from what was typed; a bound target takes the unit of its measure. */
function targetValues({ plan, tree }: Changing, input: Omit<AddTargetInput, 'planId'>) {
  requireArea(plan.area_set, input.area)
  if (input.periodTo < input.periodFrom) {
    const words = { vi: 'Ngày cuối kỳ phải sau ngày đầu kỳ.', en: 'The period must end after it begins.' }
    refuse('BAD_PERIOD', 422, words, { fields: { periodTo: words } })
  }
  if (input.metricAgencyId !== undefined && !tree.get(input.metricAgencyId)) unknownAgency('metricAgencyId')
  return {
    area: input.area,
    text: input.text,
    operator: input.operator,
    value: input.value,
    unit: input.metric ? unitOf(input.metric) : input.unit,
    period_from: input.periodFrom,
    period_to: input.periodTo,
    metric: input.metric ?? null,
    metric_agency_id: input.metric ? (input.metricAgencyId ?? null) : null,
  }
}

/** @throws Refusal AREA_UNKNOWN */
export function requireArea(set: string, area: string): void {
  if (areaSet(set).areas.some(one => one.code === area)) return
  const words = { vi: 'Hãy chọn một lĩnh vực trong danh sách.', en: 'Choose an area of the list.' }
  refuse('AREA_UNKNOWN', 422, words, { fields: { area: words } })
}

/** Changes a target of a draft. */
export async function editTarget(ctx: Ctx, input: EditTargetInput): Promise<{ planId: number; no: number }> {
  return await change(ctx, 'editTarget', input, own(ctx), async changing => await rewriteTarget(changing, input, null))
}

/** Changes a target of an approved plan; before, after and the reason stay in the history. */
export async function amendTarget(ctx: Ctx, input: AmendTargetInput): Promise<{ planId: number; no: number }> {
  return await change(
    ctx,
    'amendTarget',
    input,
    own(ctx),
    async changing => await rewriteTarget(changing, input, input.reason),
  )
}

async function rewriteTarget(changing: Changing, input: EditTargetInput, reason: string | null) {
  const { tx, plan, emit } = changing
  const before = await targetOf(tx, plan.id, input.no)
  const values = targetValues(changing, input)
  await tx.updateTable('reform.target').set(values).where('id', '=', before.id).execute()
  if (reason === null) emit('target_edited', { no: input.no, ...values })
  else {
    const { text, operator, value, unit } = before
    emit('target_amended', { no: input.no, before: { text, operator, value, unit }, after: values, reason })
  }
  return { planId: plan.id, no: input.no }
}

async function targetOf(tx: Tx, planId: number, no: number) {
  const row = await tx
    .selectFrom('reform.target')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('no', '=', no)
    .executeTakeFirst()
  if (!row) throw notFound({ vi: 'chỉ tiêu này', en: 'This target' })
  return row
}

/**
 * Records the approval: from here on the plan counts.
 * @throws Refusal PLAN_EMPTY; PLAN_NOT_READY naming every task without one lead or without a person
 */
export async function approvePlan(ctx: Ctx, input: PlanInput): Promise<PlanInput> {
  return await change(
    ctx,
    'approve',
    input,
    standing => mayApprove(ctx.actor, standing),
    async ({ tx, plan, emit }) => {
      const tasks = await tx
        .selectFrom('reform.task')
        .selectAll()
        .where('plan_id', '=', plan.id)
        .orderBy('code')
        .execute()
      const targets = await tx.selectFrom('reform.target').select('no').where('plan_id', '=', plan.id).execute()
      if (tasks.length + targets.length === 0) {
        refuse('PLAN_EMPTY', 422, {
          vi: 'Kế hoạch chưa có chỉ tiêu và nhiệm vụ nào. Hãy thêm trước khi phê duyệt.',
          en: 'The plan has no target and no task yet. Add some first.',
        })
      }
      const fields: Record<string, Words2> = {}
      for (const task of tasks) {
        const problems = problemsOf(
          {
            leadAgencyId: task.lead_agency_id,
            leadOfficer: task.lead_officer,
            status: task.status as TaskState,
            dueOn: task.due_on,
          },
          null,
        )
        if (problems.includes('NO_LEAD')) {
          fields[task.code] = {
            vi: `Nhiệm vụ ${task.code} chưa có cơ quan chủ trì.`,
            en: `Task ${task.code} has no lead agency.`,
          }
        } else if (problems.includes('NO_PERSON')) {
          fields[task.code] = {
            vi: `Nhiệm vụ ${task.code} chưa có người chịu trách nhiệm.`,
            en: `Task ${task.code} names nobody responsible.`,
          }
        }
      }
      if (Object.keys(fields).length > 0) {
        refuse(
          'PLAN_NOT_READY',
          422,
          {
            vi: `Chưa phê duyệt được: ${Object.values(fields)
              .map(words => words.vi)
              .join(' ')}`,
            en: `Cannot be approved yet: ${Object.values(fields)
              .map(words => words.en)
              .join(' ')}`,
          },
          { fields },
        )
      }
      await tx.updateTable('reform.plan').set({ approved_at: ctx.now }).where('id', '=', plan.id).execute()
      emit('approved', { targets: targets.length, tasks: tasks.length })
      return { planId: plan.id }
    },
  )
}

/**
 * Enters a value of a target no measure fills, with the evidence for it. Earlier values stay.
 * @throws Refusal TARGET_BOUND, DAY_AHEAD
 */
export async function enterValue(ctx: Ctx, input: EnterValueInput): Promise<{ planId: number; no: number }> {
  return await change(ctx, 'enterValue', input, own(ctx), async ({ tx, plan, emit }) => {
    const target = await targetOf(tx, plan.id, input.no)
    if (target.metric !== null) {
      refuse('TARGET_BOUND', 409, {
        vi: 'Chỉ tiêu này tự tính từ số liệu, không nhập tay.',
        en: 'This target measures itself; nothing is entered.',
      })
    }
    refuseAhead(ctx, 'asOf', input.asOf)
    await tx
      .insertInto('reform.target_value')
      .values({
        target_id: target.id,
        as_of: input.asOf,
        value: input.value,
        evidence: input.evidence,
        entered_at: ctx.now,
        entered_by: ctx.actor.name,
      })
      .execute()
    emit('value_entered', { no: input.no, asOf: input.asOf, value: input.value, evidence: input.evidence })
    return { planId: plan.id, no: input.no }
  })
}

/** @throws Refusal DAY_AHEAD */
export function refuseAhead(ctx: Ctx, field: string, day: string): void {
  if (day <= dayOf(ctx.now)) return
  const words = { vi: 'Ngày này chưa đến.', en: 'This day has not come yet.' }
  refuse('DAY_AHEAD', 422, words, { fields: { [field]: words } })
}

/** Ends a plan: nothing in it changes any more. */
export async function closePlan(ctx: Ctx, input: PlanInput): Promise<PlanInput> {
  return await change(
    ctx,
    'close',
    input,
    standing => mayApprove(ctx.actor, standing),
    async ({ tx, plan, emit }) => {
      await tx
        .updateTable('reform.plan')
        .set({ closed_at: ctx.now, status: 'CLOSED' })
        .where('id', '=', plan.id)
        .execute()
      emit('closed', {})
      return { planId: plan.id }
    },
  )
}

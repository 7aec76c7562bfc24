import type { Ctx, Tx } from '#app/kernel/context.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import type { AddTaskInput, AmendTaskInput, DropTaskInput, FinishTaskInput, TaskInput } from './input.ts'
import { change, type Changing, notYours } from './record.ts'
import { mayEdit, mayUpdateTask, type TaskAction, taskAfter, type TaskState } from './rules.ts'
import { refuseAhead, requireArea, unknownAgency } from './service.ts'

/** The verbs of a plan's tasks. */

interface TaskDone {
  planId: number
  code: string
}

const own =
  (ctx: Ctx) =>
  (standing: Changing['standing']): boolean =>
    mayEdit(ctx.actor, standing)

/** Adds a task to a draft. @throws Refusal CODE_TAKEN, AREA_UNKNOWN, AGENCY_UNKNOWN */
export async function addTask(ctx: Ctx, input: AddTaskInput): Promise<TaskDone> {
  return await change(ctx, 'addTask', input, own(ctx), async changing => {
    const { tx, plan, emit } = changing
    const values = taskValues(changing, input)
    const added = await tx
      .insertInto('reform.task')
      .values({ plan_id: plan.id, code: input.code, status: 'TODO', ...values })
      .onConflict(oc => oc.columns(['plan_id', 'code']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) {
      const words = { vi: `Đã có nhiệm vụ ${input.code}.`, en: `There already is a task ${input.code}.` }
      refuse('CODE_TAKEN', 409, words, { fields: { code: words } })
    }
    emit('task_added', { code: input.code, ...values })
    return { planId: plan.id, code: input.code }
  })
}

function taskValues({ plan, tree }: Changing, input: AddTaskInput) {
  requireArea(plan.area_set, input.area)
  if (input.leadAgencyId !== undefined && !tree.get(input.leadAgencyId)) unknownAgency('leadAgencyId')
  if (input.coordinating.some(id => !tree.get(id))) unknownAgency('coordinating')
  return {
    area: input.area,
    text: input.text,
    product: input.product,
    lead_agency_id: input.leadAgencyId ?? null,
    lead_officer: input.leadOfficer,
    // Who leads does not also coordinate with itself.
    coordinating: input.coordinating.filter(id => id !== input.leadAgencyId),
    due_on: input.dueOn,
  }
}

/** Changes a task of a draft. */
export async function editTask(ctx: Ctx, input: AddTaskInput): Promise<TaskDone> {
  return await change(ctx, 'editTask', input, own(ctx), async changing => await rewriteTask(changing, input, null))
}

/**
 * Changes a task of an approved plan, with the reason; a lead and a person stay named.
 * @throws Refusal LEAD_NEEDED
 */
export async function amendTask(ctx: Ctx, input: AmendTaskInput): Promise<TaskDone> {
  return await change(ctx, 'amendTask', input, own(ctx), async changing => {
    const field = input.leadAgencyId === undefined ? 'leadAgencyId' : input.leadOfficer === '' ? 'leadOfficer' : null
    if (field) {
      const words = {
        vi: 'Nhiệm vụ của kế hoạch đã phê duyệt phải có một cơ quan chủ trì và một người chịu trách nhiệm.',
        en: 'A task of an approved plan has one lead agency and one person responsible.',
      }
      refuse('LEAD_NEEDED', 422, words, { fields: { [field]: words } })
    }
    return await rewriteTask(changing, input, input.reason)
  })
}

async function rewriteTask(changing: Changing, input: AddTaskInput, reason: string | null): Promise<TaskDone> {
  const { tx, plan, emit } = changing
  const before = await taskOf(tx, plan.id, input.code)
  const values = taskValues(changing, input)
  await tx
    .updateTable('reform.task')
    .set({ ...values, version: before.version + 1 })
    .where('id', '=', before.id)
    .execute()
  if (reason === null) emit('task_edited', { code: input.code, ...values })
  else {
    const { text, due_on, lead_agency_id, lead_officer } = before
    emit('task_amended', {
      code: input.code,
      before: { text, due_on, lead_agency_id, lead_officer },
      after: values,
      reason,
    })
  }
  return { planId: plan.id, code: input.code }
}

async function taskOf(tx: Tx, planId: number, code: string) {
  const row = await tx
    .selectFrom('reform.task')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('code', '=', code)
    .executeTakeFirst()
  if (!row) throw notFound({ vi: 'nhiệm vụ này', en: 'This task' })
  return { ...row, status: row.status as TaskState }
}

/** Work on it has begun. */
export async function startTask(ctx: Ctx, input: TaskInput): Promise<TaskDone> {
  return await move(ctx, 'start', input, () => ({ set: {}, event: 'task_started', data: {} }))
}

/** It is done, with the evidence; late when after its day. @throws Refusal DAY_AHEAD */
export async function finishTask(ctx: Ctx, input: FinishTaskInput): Promise<TaskDone> {
  refuseAhead(ctx, 'doneOn', input.doneOn)
  return await move(ctx, 'finish', input, dueOn => ({
    set: { done_on: input.doneOn, evidence: input.evidence },
    event: 'task_done',
    data: { doneOn: input.doneOn, evidence: input.evidence, late: input.doneOn > dueOn },
  }))
}

/** It will not be done, for a reason that stays. */
export async function dropTask(ctx: Ctx, input: DropTaskInput): Promise<TaskDone> {
  return await move(ctx, 'drop', input, () => ({
    set: { drop_reason: input.reason },
    event: 'task_dropped',
    data: { reason: input.reason },
  }))
}

async function move(
  ctx: Ctx,
  action: TaskAction,
  input: TaskInput,
  what: (dueOn: string) => { set: Record<string, string>; event: string; data: Record<string, unknown> },
): Promise<TaskDone> {
  const anyTask = (): boolean => true
  return await change(ctx, 'updateTask', input, anyTask, async ({ tx, plan, standing, emit }) => {
    const task = await taskOf(tx, plan.id, input.code)
    const mine = ctx.actor.kind === 'SYSTEM' || mayUpdateTask(ctx.actor, standing, task.lead_agency_id, standing.below)
    if (!mine) notYours()
    const next = taskAfter(task.status, action)
    if (!next) {
      refuse('TASK_ENDED', 409, {
        vi: `Nhiệm vụ ${task.code} không còn ở trạng thái làm được việc này.`,
        en: `Task ${task.code} is no longer in a state that allows this.`,
      })
    }
    const { set, event, data } = what(task.due_on)
    await tx
      .updateTable('reform.task')
      .set({ ...set, status: next, version: task.version + 1 })
      .where('id', '=', task.id)
      .execute()
    emit(event, { code: task.code, leadAgencyId: task.lead_agency_id, ...data })
    return { planId: plan.id, code: task.code }
  })
}

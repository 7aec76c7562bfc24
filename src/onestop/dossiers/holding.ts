import type { Selectable } from 'kysely'
import { act, type Acting } from '#app/kernel/act.ts'
import type { Ctx, Reader, Tx } from '#app/kernel/context.ts'
import type { OnestopDossier } from '#app/kernel/db/types.ts'
import { conflict, notFound, refuse } from '#app/kernel/refusal.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import {
  type Calendar,
  addWorkingMinutes,
  calendarFor,
  workingMinutesBetween,
} from '#app/organisation/calendar/index.ts'
import { type ProcessStep, processSteps } from '#app/procedures/processes/index.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type DossierEventType } from './events.ts'
import { abilities, type Action, nextStatus, type Standing, type Status, stepBefore, stepKind } from './rules.ts'
import { dossierWords } from './words.ts'

/** Loading a dossier for a verb and writing down what became of it: the part all verbs on a dossier share. */

export type DossierRow = Selectable<OnestopDossier>

/** A dossier locked for one verb. */
export interface Held {
  ctx: Ctx
  tx: Tx
  row: DossierRow
  steps: readonly ProcessStep[]
  calendar: Calendar
  calendarVersionId: number | null
  next: Status
  emit: Acting['emit']
}

/** What every verb answers. */
export interface Done {
  code: string
  status: Status
  version: number
}

/**
 * Runs one verb on one dossier: locks it, asks the rules, lets `change` write, in one transaction.
 * @throws Refusal NOT_FOUND, CHANGED_MEANWHILE, ACTION_NOT_POSSIBLE, ACTION_NOT_YOURS, and what `change` refuses
 */
export async function onDossier(
  ctx: Ctx,
  action: Action,
  code: string,
  input: { version?: number | undefined },
  change: (held: Held) => Promise<void>,
): Promise<Done> {
  return await act(ctx, `onestop.${action}`, { code, ...input }, async ({ tx, emit }) => {
    const row = await tx
      .selectFrom('onestop.dossier')
      .selectAll()
      .where('code', '=', code)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound({ vi: `hồ sơ ${code}`, en: `Dossier ${code}` })
    if (input.version !== undefined && input.version !== row.version) throw conflict()
    const steps = row.process_version_id === null ? [] : await processSteps(tx, row.process_version_id)
    const next = await checkAllowed(ctx, tx, row, steps, action)
    const { calendar, versionId } = await calendarFor(tx, row.agency_id)
    const held: Held = { ctx, tx, row, steps, calendar, calendarVersionId: versionId, next, emit }
    await change(held)
    return { code, status: held.next, version: row.version + 1 }
  })
}

async function checkAllowed(
  ctx: Ctx,
  tx: Tx,
  row: DossierRow,
  steps: readonly ProcessStep[],
  action: Action,
): Promise<Status> {
  const next = nextStatus(row.status as Status, action)
  if (next === null) notPossible(row.status as Status, action)
  if (ctx.actor.kind === 'SYSTEM') return next
  const standing = standingOf(row, steps, await extensionsOf(tx, row))
  if (!abilities(standing, ctx.actor).includes(action)) notYours()
  return next
}

export function notPossible(status: Status, action: Action): never {
  const { vi, en } = dossierWords
  refuse('ACTION_NOT_POSSIBLE', 409, {
    vi: `Hồ sơ đang ở trạng thái "${vi[`status_${status}`]}", không thể ${vi[`do_${action}`].toLowerCase()}.`,
    en: `The dossier is "${en[`status_${status}`]}": ${en[`do_${action}`].toLowerCase()} is not possible now.`,
  })
}

export function notYours(): never {
  refuse('ACTION_NOT_YOURS', 403, {
    vi: 'Việc này thuộc người giữ bước hiện tại của hồ sơ. Hãy nhận việc trước, hoặc chuyển cho đúng người.',
    en: 'This belongs to whoever holds the current step. Take the work first, or pass it to the right person.',
  })
}

export async function extensionsOf(tx: Tx | Ctx['db'], row: Pick<DossierRow, 'agency_id' | 'id'>): Promise<number> {
  const found = await tx
    .selectFrom('onestop.slip')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .where('form_no', '=', '04')
    .executeTakeFirstOrThrow()
  return found.n
}

/** What permission is decided by. */
export type StandingRow = Pick<
  DossierRow,
  | 'agency_id'
  | 'status'
  | 'step_no'
  | 'step_role'
  | 'step_agency_id'
  | 'assignee_id'
  | 'supplement_count'
  | 'result_no'
  | 'receiving_agency_id'
  | 'citizen_account_id'
>

/** The dossier as far as permission goes. */
export function standingOf(row: StandingRow, steps: readonly ProcessStep[], extensionCount: number): Standing {
  const no = row.step_no
  return {
    status: row.status as Status,
    stepRole: row.step_role,
    stepKind: no === null ? null : stepKind(steps, no),
    hasStepBefore: no !== null && stepBefore(steps, no) !== undefined,
    assigneeId: row.assignee_id,
    supplementCount: row.supplement_count,
    extensionCount,
    hasResult: row.result_no !== null,
    stepAgencyId: row.step_agency_id,
    receivingAgencyId: row.receiving_agency_id,
    homeAgencyId: row.agency_id,
    citizenAccountId: row.citizen_account_id,
  }
}

type Patch = Partial<Omit<DossierRow, 'agency_id' | 'id' | 'code' | 'version' | 'status' | 'remaining' | 'form'>> & {
  remaining?: string | null
}

/** Writes the new state and says what happened. Facts about people stay out of the event: the log is for ever. */
export async function record(
  held: Held,
  type: DossierEventType,
  patch: Patch,
  facts: Record<string, unknown> = {},
): Promise<void> {
  const { row, tx, next } = held
  await tx
    .updateTable('onestop.dossier')
    .set({ ...patch, status: next, version: row.version + 1 })
    .where('agency_id', '=', row.agency_id)
    .where('id', '=', row.id)
    .execute()
  const dueAfter = 'due_at' in patch ? (patch.due_at ?? null) : row.due_at
  held.emit({
    agencyId: row.agency_id,
    stream: `dossier:${row.id}`,
    type,
    data: {
      dossierId: row.id,
      code: row.code,
      procedureId: row.procedure_id,
      sector: row.sector,
      channel: row.channel,
      dueBefore: running(row.status as Status) ? (row.due_at?.toISOString() ?? null) : null,
      dueAfter: running(next) ? (dueAfter?.toISOString() ?? null) : null,
      ...(row.step_no === null ? {} : { stepNo: row.step_no, stepName: row.step_name }),
      ...facts,
    },
  })
}

const running = (status: Status): boolean => status === 'RECEIVED' || status === 'PROCESSING'

/** Ends the step that runs now: how long it took in working time, and by whom. */
export async function endStep(held: Held, action: string, note: string): Promise<number> {
  const { row, tx, ctx, calendar } = held
  const used = row.step_started_at ? workingMinutesBetween(calendar, row.step_started_at, ctx.now) : 0
  await tx
    .updateTable('onestop.step_log')
    .set({
      ended_at: ctx.now,
      used_minutes: used,
      action,
      note,
      ...(ctx.actor.kind === 'CITIZEN'
        ? {}
        : { officer_id: ctx.actor.officerId ?? row.assignee_id, officer_name: ctx.actor.name }),
    })
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .where('ended_at', 'is', null)
    .execute()
  return used
}

/** Begins a step: a line in the ledger, and what the dossier's row must say of it. */
export async function beginStep(held: Held, step: ProcessStep, assigneeId: number | null): Promise<Patch> {
  const { row, tx, ctx, calendar } = held
  const unitId = await placeOf(tx, ctx.now, step, row)
  await tx
    .insertInto('onestop.step_log')
    .values(eb => ({
      agency_id: row.agency_id,
      dossier_id: row.id,
      no: eb
        .selectFrom('onestop.step_log as before')
        .select(e => e(e.fn.coalesce(e.fn.max('before.no'), e.val(0)), '+', 1).as('n'))
        .where('before.agency_id', '=', row.agency_id)
        .where('before.dossier_id', '=', row.id),
      step_no: step.no,
      step_code: step.code,
      step_name: step.name,
      role: step.role,
      unit_id: unitId,
      officer_id: assigneeId,
      hours: step.hours,
      started_at: ctx.now,
    }))
    .execute()
  return {
    step_no: step.no,
    step_code: step.code,
    step_name: step.name,
    step_role: step.role,
    step_agency_id: unitId,
    step_started_at: ctx.now,
    step_due_at: addWorkingMinutes(calendar, ctx.now, step.hours * 60),
    assignee_id: assigneeId,
  }
}

/** What the row says once nobody works on it any more. */
export const noStep: Patch = {
  step_no: null,
  step_code: null,
  step_name: null,
  step_role: null,
  step_agency_id: null,
  step_started_at: null,
  step_due_at: null,
  assignee_id: null,
}

/**
 * The agency that does a step: the dossier's home, the place of reception, or another agency by its own code.
 * @param db  within a verb its transaction: a second connection there could wait for ever for itself
 */
export async function placeOf(
  db: Reader,
  now: Date,
  step: ProcessStep,
  row: Pick<DossierRow, 'agency_id' | 'receiving_agency_id'>,
): Promise<number> {
  if (step.place === 'HOME') return row.agency_id
  if (step.place === 'RECEPTION') return row.receiving_agency_id
  const tree = await agencyTree(db, dayOf(now))
  const agency = tree.byCode(step.place)
  if (!agency) {
    refuse('STEP_PLACE_UNKNOWN', 422, {
      vi: `Bước "${step.name}" giao cho cơ quan ${step.place}, không có trong danh mục. Bộ phận kiểm soát cần sửa quy trình.`,
      en: `Step "${step.name}" is for agency ${step.place}, which does not exist. The process must be corrected.`,
    })
  }
  return agency.id
}

/** Closes the running line of the clock and, while the promise goes on, opens the next. */
export async function turnClock(
  held: Held,
  next: { state: 'RUNNING' | 'PAUSED'; dueAt: Date | null; reason: string } | null,
): Promise<void> {
  const { row, tx, ctx } = held
  await tx
    .updateTable('onestop.clock')
    .set({ to_at: ctx.now })
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .where('to_at', 'is', null)
    .execute()
  if (!next) return
  await tx
    .insertInto('onestop.clock')
    .values(eb => ({
      agency_id: row.agency_id,
      dossier_id: row.id,
      no: eb
        .selectFrom('onestop.clock as before')
        .select(e => e(e.fn.coalesce(e.fn.max('before.no'), e.val(0)), '+', 1).as('n'))
        .where('before.agency_id', '=', row.agency_id)
        .where('before.dossier_id', '=', row.id),
      from_at: ctx.now,
      state: next.state,
      due_at: next.dueAt,
      reason: next.reason,
    }))
    .execute()
}

/** Issues an official form: its number counts per dossier and form. */
export async function issueSlip(held: Held, formNo: string, data: Record<string, unknown>): Promise<string> {
  const { row, tx, ctx } = held
  const before = await tx
    .selectFrom('onestop.slip')
    .select('form_no')
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .execute()
  const number = `${row.code}/${formNo}-${before.filter(s => s.form_no === formNo).length + 1}`
  await tx
    .insertInto('onestop.slip')
    .values({
      agency_id: row.agency_id,
      dossier_id: row.id,
      no: before.length + 1,
      form_no: formNo,
      number,
      issued_at: ctx.now,
      issued_by: ctx.actor.name,
      data: JSON.stringify(data),
    })
    .execute()
  return number
}

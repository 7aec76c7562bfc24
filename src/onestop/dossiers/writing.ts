import type { Reader } from '#app/kernel/context.ts'
import { refuse } from '#app/kernel/refusal.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { addWorkingMinutes, workingMinutesBetween } from '#app/organisation/calendar/index.ts'
import { type ProcessStep, sumHours } from '#app/procedures/processes/index.ts'
import { dayOf } from '#app/kernel/text.ts'
import { askedBeside, type AskedOpinion } from './asking.ts'
import type { Held, DossierRow, Patch } from './holding.ts'

/** What a verb wants written beside the dossier's row: steps begun and ended, the clock turned, official forms. */

/** Ends the step that runs now: how long it took in working time, and by whom. @returns working minutes */
export function endStep(held: Held, action: string, note: string): number {
  const { row, ctx, calendar } = held
  const used = row.step_started_at ? workingMinutesBetween(calendar, row.step_started_at, ctx.now) : 0
  held.writing.step_ends = {
    ended_at: ctx.now,
    used_minutes: used,
    action,
    note,
    ...(ctx.actor.kind === 'CITIZEN'
      ? {}
      : { officer_id: ctx.actor.officerId ?? row.assignee_id, officer_name: ctx.actor.name }),
  }
  return used
}

/** Puts the running step into somebody's hands. */
export function setHolder(held: Held, officerId: number | null, name: string): void {
  held.writing.step_holder = { officer_id: officerId, officer_name: name, claimed_at: held.ctx.now }
}

/** Begins a step: a line in the ledger, and what the dossier's row must say of it. */
export async function beginStep(held: Held, step: ProcessStep, assigneeId: number | null): Promise<Patch> {
  const { row, ctx, calendar } = held
  const unitId = await placeOf(ctx.db, ctx.now, step, row)
  ask(held, await askedBeside(ctx, step))
  held.writing.step_begins = {
    step_no: step.no,
    step_code: step.code,
    step_name: step.name,
    role: step.role,
    unit_id: unitId,
    officer_id: assigneeId,
    hours: sumHours([step]),
    started_at: ctx.now,
  }
  return {
    step_no: step.no,
    step_code: step.code,
    step_name: step.name,
    step_role: step.role,
    step_agency_id: unitId,
    step_started_at: ctx.now,
    step_due_at: addWorkingMinutes(calendar, ctx.now, sumHours([step]) * 60),
    assignee_id: assigneeId,
  }
}

function ask({ writing }: Held, opinions: readonly AskedOpinion[]): void {
  if (opinions.length > 0) writing.opinions = { ...writing.opinions, ask: opinions }
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

/** The agency that does a step: the dossier's home, the place of reception, or another agency by its own code. */
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
export function turnClock(
  held: Held,
  next: { state: 'RUNNING' | 'PAUSED'; dueAt: Date | null; reason: string } | null,
): void {
  held.writing.clock = {
    at: held.ctx.now,
    next: next && { state: next.state, due_at: next.dueAt, reason: next.reason },
  }
}

/** Issues an official form. @returns its number, which counts per dossier and form */
export function issueSlip(held: Held, formNo: string, data: Record<string, unknown>): string {
  const number = `${held.row.code}/${formNo}-${(held.slips[formNo] ?? 0) + 1}`
  held.writing.slip = { form_no: formNo, number, issued_at: held.ctx.now, issued_by: held.ctx.actor.name, data }
  return number
}

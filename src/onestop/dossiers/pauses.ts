import type { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { refuse } from '#app/kernel/refusal.ts'
import { addDays, dayOf, formatDateTime, startOfDay } from '#app/kernel/text.ts'
import { addWorkingMinutes, dueAt, type Pause, workingMinutesBetween } from '#app/organisation/calendar/index.ts'
import { dossierEvents } from './events.ts'
import { type Done, type Held, onDossier, record } from './holding.ts'
import { issueSlip, turnClock } from './writing.ts'
import type { extendInput, sendSupplementInput, supplementInput, takeSupplementInput } from './input.ts'
import { addPapers } from './papers.ts'

/** The verbs that stop, restart or move the clock. */

/** Asks the applicant to complete the papers (form 02); the clock stands still until they come. */
export async function requestSupplement(
  ctx: Ctx,
  code: string,
  input: z.output<typeof supplementInput>,
): Promise<Done> {
  return await onDossier(ctx, 'requestSupplement', code, input, async held => {
    const { row, calendar } = held
    const left = row.due_at ? workingMinutesBetween(calendar, ctx.now, row.due_at) : 0
    const slip = issueSlip(held, '02', { items: input.items, reason: input.reason })
    turnClock(held, { state: 'PAUSED', dueAt: null, reason: slip })
    record(
      held,
      dossierEvents.supplementRequested,
      {
        due_at: null,
        remaining: { workingMinutes: left, dueAt: row.due_at },
        supplement_count: row.supplement_count + 1,
      },
      { slip, items: input.items.length, leftMinutes: left, time: row.supplement_count + 1 },
    )
  })
}

/**
 * The applicant sends what was asked for on-line. The clock stays where it is: whether the papers are what was asked
 * for is an officer's word (`takeSupplement`).
 */
export async function sendSupplement(
  ctx: Ctx,
  code: string,
  input: z.output<typeof sendSupplementInput>,
): Promise<Done> {
  return await onDossier(ctx, 'sendSupplement', code, input, async held => {
    addPapers(held, 'SUPPLEMENT', input.papers)
    record(held, dossierEvents.supplementSent, {}, { papers: input.papers.length })
  })
}

/** The missing papers have come: the clock runs again with what was left of the promise. */
export async function takeSupplement(
  ctx: Ctx,
  code: string,
  input: z.output<typeof takeSupplementInput>,
): Promise<Done> {
  return await onDossier(ctx, 'takeSupplement', code, input, async held => {
    addPapers(held, 'SUPPLEMENT', input.papers)
    const due = await dueAfterPause(held)
    turnClock(held, { state: 'RUNNING', dueAt: due, reason: '' })
    record(
      held,
      dossierEvents.supplemented,
      { due_at: due, remaining: null },
      { papers: input.papers.length, ...(input.note ? { note: input.note } : {}) },
    )
  })
}

/** From the facts: reception, limit and all pauses; after an extension, from what was left of the new date. */
async function dueAfterPause(held: Held): Promise<Date> {
  const { row, ctx, calendar, slips } = held
  const left = row.remaining as { workingMinutes: number; dueAt: string } | null
  const alreadyLate = left !== null && left.workingMinutes <= 0
  if (left !== null && (alreadyLate || (slips['04'] ?? 0) > 0)) {
    return alreadyLate ? new Date(left.dueAt) : addWorkingMinutes(calendar, ctx.now, left.workingMinutes)
  }
  const due = dueAt(calendar, row.received_at as Date, limitOf(row), await pausesOf(held), {})
  return due.dueAt as Date
}

export function limitOf(row: { limit_unit: string | null; limit_amount: number | null }): Limit {
  return { unit: row.limit_unit as Limit['unit'], amount: row.limit_amount as number }
}

async function pausesOf(held: Held): Promise<Pause[]> {
  const rows = await held.ctx.db
    .selectFrom('onestop.clock')
    .select(['from_at', 'to_at'])
    .where('agency_id', '=', held.row.agency_id)
    .where('dossier_id', '=', held.row.id)
    .where('state', '=', 'PAUSED')
    .orderBy('no')
    .execute()
  return rows.map(r => ({ from: r.from_at, to: r.to_at ?? held.ctx.now }))
}

/** The agency says sorry in writing and promises a new day (form 04), once. */
export async function extend(ctx: Ctx, code: string, input: z.output<typeof extendInput>): Promise<Done> {
  return await onDossier(ctx, 'extend', code, input, async held => {
    const { row, calendar } = held
    const due = endOfWork(held, input.newDay)
    if (row.due_at && due.getTime() <= Math.max(row.due_at.getTime(), ctx.now.getTime())) {
      refuse(
        'NEW_DATE_NOT_LATER',
        422,
        {
          vi: 'Ngày hẹn mới phải sau hạn cũ và sau hôm nay.',
          en: 'The new date must be after the old one and after today.',
        },
        {
          fields: {
            newDay: {
              vi: `Hạn cũ là ${formatDateTime(row.due_at)}.`,
              en: `The old date is ${formatDateTime(row.due_at)}.`,
            },
          },
        },
      )
    }
    const slip = issueSlip(held, '04', { reason: input.reason, from: row.due_at, to: due })
    turnClock(held, { state: 'RUNNING', dueAt: due, reason: slip })
    const lateMinutes = row.due_at ? Math.max(0, workingMinutesBetween(calendar, row.due_at, ctx.now)) : 0
    record(held, dossierEvents.extended, { due_at: due }, { slip, reason: input.reason, lateMinutes })
  })
}

/** When work ends on a day; the day itself must be a working day. */
function endOfWork(held: Held, day: string): Date {
  const next = startOfDay(addDays(day, 1))
  const end = addWorkingMinutes(held.calendar, next, -1)
  const close = new Date(end.getTime() + 60_000)
  if (dayOf(end) !== day) {
    refuse(
      'NOT_A_WORKING_DAY',
      422,
      {
        vi: 'Ngày hẹn mới là ngày nghỉ. Hãy chọn một ngày làm việc.',
        en: 'The new date is a day off. Choose a working day.',
      },
      { fields: { newDay: { vi: 'Ngày nghỉ.', en: 'A day off.' } } },
    )
  }
  return close
}

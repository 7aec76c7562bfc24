import type { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { dossierEvents } from './events.ts'
import { type Done, type Held, onDossier, record } from './holding.ts'
import { beginStep, endStep, issueSlip, noStep, turnClock } from './writing.ts'
import type { endInput, handOverInput, refuseInput } from './input.ts'
import { closeOpinions } from './opinions.ts'
import { handlingSteps, outcomeOf, type Status } from './rules.ts'

/** The verbs that end a dossier, or take an ending back. */

/** Not accepted (form 03): papers outside the agency's competence or beyond repair. Never counted as received. */
export async function refuseDossier(ctx: Ctx, code: string, input: z.output<typeof refuseInput>): Promise<Done> {
  return await onDossier(ctx, 'refuse', code, input, async held => {
    const slip = issueSlip(held, '03', { reason: input.reason })
    record(held, dossierEvents.refused, {}, { slip, reason: input.reason })
  })
}

/** The applicant takes the dossier back. */
export async function withdraw(ctx: Ctx, code: string, input: z.output<typeof endInput>): Promise<Done> {
  return await onDossier(ctx, 'withdraw', code, input, async held => {
    end(held, 'WITHDRAWN', input.reason)
  })
}

/** The agency stops handling (form 05) on a ground it must name. */
export async function stop(ctx: Ctx, code: string, input: z.output<typeof endInput>): Promise<Done> {
  return await onDossier(ctx, 'stop', code, input, async held => {
    end(held, 'STOPPED', input.reason)
  })
}

function end(held: Held, how: 'WITHDRAWN' | 'STOPPED', reason: string): void {
  const { row, ctx } = held
  const event = how === 'WITHDRAWN' ? dossierEvents.withdrawn : dossierEvents.stopped
  const slip = how === 'STOPPED' ? { slip: issueSlip(held, '05', { reason }) } : {}
  if (row.received_at === null) {
    record(held, event, {}, { how, reason, beforeReception: true, ...slip })
    return
  }
  const outcome = outcomeOf(ctx.now, row.due_at ?? lateAlready(row.remaining), how)
  closeOpinions(held, 'ENDED', reason)
  endStep(held, how, reason)
  turnClock(held, null)
  record(held, event, { ...noStep, finished_at: ctx.now, outcome, remaining: null }, { outcome, how, reason, ...slip })
}

/** A dossier that was late when its clock was stopped stays late: waiting does not heal it. */
function lateAlready(remaining: unknown): Date | null {
  const held = remaining as { workingMinutes: number; dueAt: string } | null
  return held && held.workingMinutes < 0 ? new Date(held.dueAt) : null
}

/** The result is handed over at the counter, by post or on-line. Being late never blocks it. */
export async function handOver(ctx: Ctx, code: string, input: z.output<typeof handOverInput>): Promise<Done> {
  return await onDossier(ctx, 'handOver', code, input, async held => {
    const delivery = input.delivery ?? held.row.result_delivery
    record(
      held,
      dossierEvents.returned,
      { returned_at: ctx.now, returned_to: input.receivedBy, result_delivery: delivery },
      { delivery, ...(input.note ? { note: input.note } : {}) },
    )
  })
}

/** A finished dossier is opened again because the result was wrong: recorded, with the promise as it was. */
export async function correct(ctx: Ctx, code: string, input: z.output<typeof endInput>): Promise<Done> {
  return await onDossier(ctx, 'correct', code, input, async held => {
    const { row, steps } = held
    const undoes = { outcome: row.outcome, finishedAt: row.finished_at, how: 'COMPLETED' satisfies Status }
    const lastClock = await held.ctx.db
      .selectFrom('onestop.clock')
      .select('due_at')
      .where('agency_id', '=', row.agency_id)
      .where('dossier_id', '=', row.id)
      .orderBy('no', 'desc')
      .executeTakeFirstOrThrow()
    const due = lastClock.due_at as Date
    turnClock(held, { state: 'RUNNING', dueAt: due, reason: input.reason })
    const lastStep = handlingSteps(steps).at(-1)
    const patch = lastStep ? await beginStep(held, lastStep, null) : {}
    record(
      held,
      dossierEvents.corrected,
      { ...patch, finished_at: null, outcome: null, result_no: null, due_at: due },
      { undoes, reason: input.reason },
    )
  })
}

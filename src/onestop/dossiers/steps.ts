import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { requireAuthority } from '#app/organisation/delegations/index.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'
import { dossierEvents } from './events.ts'
import { type Done, type Held, onDossier, record } from './holding.ts'
import { beginStep, endStep, noStep, placeOf, setHolder, turnClock } from './writing.ts'
import type { approveInput, assignInput, claimInput, completeInput, forwardInput, sendBackInput } from './input.ts'
import { closeOpinions, refuseWhileOut } from './opinions.ts'
import { addPapers } from './papers.ts'
import { isDecision, nextStatus, outcomeOf, type Status, stepAfter, stepBefore } from './rules.ts'

/** The verbs of handling: take, give, hand on, decide, finish, send back. */

/** An officer takes the work of the current step. */
export async function claim(ctx: Ctx, code: string, input: z.output<typeof claimInput>): Promise<Done> {
  return await onDossier(ctx, 'claim', code, input, async held => {
    setHolder(held, ctx.actor.officerId, ctx.actor.name)
    record(held, dossierEvents.claimed, { assignee_id: ctx.actor.officerId }, { officer: ctx.actor.name })
  })
}

/** A head gives the work of the current step to an officer of the same agency. */
export async function assign(ctx: Ctx, code: string, input: z.output<typeof assignInput>): Promise<Done> {
  return await onDossier(ctx, 'assign', code, input, async held => {
    const { step_role: role, step_agency_id: place } = held.row
    const officer = await officerFor(held, input.officerId, 'officerId', role ?? '', place ?? held.row.agency_id)
    setHolder(held, officer.id, officer.full_name)
    record(held, dossierEvents.assigned, { assignee_id: officer.id }, { officer: officer.full_name })
  })
}

/** Somebody who holds the step's role, today, in the agency that does the step. */
async function officerFor(
  held: Held,
  officerId: number,
  field: 'officerId' | 'assigneeId',
  role: string,
  agencyId: number,
): Promise<{ id: number; full_name: string }> {
  const day = dayOf(held.ctx.now)
  const units = (await agencyTree(held.ctx.db, day)).subtree(agencyId)
  const officer = await held.ctx.db
    .selectFrom('organisation.officer as o')
    .innerJoin('organisation.position as p', 'p.officer_id', 'o.id')
    .select(['o.id', 'o.full_name'])
    .where('o.id', '=', officerId)
    .where('p.agency_id', 'in', units.length > 0 ? units : [agencyId])
    .where(sql<boolean>`${role} = any(p.roles)`)
    .where('p.valid_from', '<=', day)
    .where(eb => eb.or([eb('p.valid_to', 'is', null), eb('p.valid_to', '>', day)]))
    .executeTakeFirst()
  if (!officer) {
    const words = {
      vi: 'Người được giao không giữ vai trò của bước này tại cơ quan làm bước. Hãy chọn người khác.',
      en: 'This officer does not hold the role of the step in the agency that does it. Choose somebody else.',
    }
    refuse('OFFICER_NOT_FIT', 422, words, { fields: { [field]: words } })
  }
  return officer
}

/** Hands the dossier on to the next step. */
export async function forward(ctx: Ctx, code: string, input: z.output<typeof forwardInput>): Promise<Done> {
  return await onDossier(ctx, 'forward', code, input, async held => {
    await refuseWhileOut(held)
    const next = stepAfter(held.steps, held.row.step_no ?? 0) as ProcessStep
    const officer =
      input.assigneeId === undefined
        ? null
        : await officerFor(
            held,
            input.assigneeId,
            'assigneeId',
            next.role,
            await placeOf(held.ctx.db, ctx.now, next, held.row),
          )
    const facts = officer ? { officer: officer.full_name } : {}
    await moveTo(held, next, 'FORWARDED', input.note, officer?.id ?? null, dossierEvents.forwarded, facts)
  })
}

async function moveTo(
  held: Held,
  step: ProcessStep,
  action: string,
  note: string,
  assigneeId: number | null,
  event: (typeof dossierEvents)[keyof typeof dossierEvents],
  facts: Record<string, unknown> = {},
): Promise<void> {
  const usedMinutes = endStep(held, action, note)
  const patch = await beginStep(held, step, assigneeId)
  record(held, event, patch, {
    usedMinutes,
    toStepNo: step.no,
    toStepName: step.name,
    ...(note ? { note } : {}),
    ...facts,
  })
}

/**
 * The leader's decision. Where further handling follows (the clerk numbers and stamps), the dossier moves on; where
 * nothing follows, it ends the handling and needs the number of the result.
 */
export async function approve(ctx: Ctx, code: string, input: z.output<typeof approveInput>): Promise<Done> {
  const done = await onDossier(ctx, 'approve', code, input, async held => {
    await refuseWhileOut(held)
    const next = stepAfter(held.steps, held.row.step_no ?? 0)
    const facts = { approved: true, ...(await signedBy(held)) }
    if (next) {
      await moveTo(held, next, 'APPROVED', input.note, null, dossierEvents.forwarded, facts)
      return
    }
    // Nothing follows: the decision is also the end of the handling, and goes where `complete` goes.
    held.next = nextStatus(held.row.status as Status, 'complete') as Status
    finish(held, 'APPROVED', input.note, needNumber(input.resultNo), facts)
  })
  return done
}

/**
 * By which delegation the decision is signed, where the procedure needs another agency's signature.
 * @throws Refusal NO_VALID_DELEGATION
 */
async function signedBy({ ctx, row, steps }: Held): Promise<Record<string, unknown>> {
  if (!isDecision(steps, row.step_no ?? 0)) return {}
  const procedure = await ctx.db
    .selectFrom('procedures.procedure')
    .select('code')
    .where('id', '=', row.procedure_id)
    .executeTakeFirst()
  const { agencyId, officerId } = ctx.actor
  const by = procedure && (await requireAuthority(ctx.db, { ...procedure, agencyId, officerId, day: dayOf(ctx.now) }))
  return by ? { delegationId: by.delegationId, delegation: by.decisionNo, onBehalfOf: by.onBehalfOf } : {}
}

function needNumber(resultNo: string): string {
  if (!resultNo) noNumber()
  return resultNo
}

function noNumber(): never {
  refuse(
    'RESULT_NUMBER_NEEDED',
    422,
    { vi: 'Hãy ghi số của kết quả trước khi hoàn thành.', en: 'Give the number of the result before finishing.' },
    { fields: { resultNo: { vi: 'Hãy ghi số, ký hiệu của kết quả.', en: 'Give the number of the result.' } } },
  )
}

/** The last handling step: the result exists, the clock ends, the counter can hand it over. */
export async function complete(ctx: Ctx, code: string, input: z.output<typeof completeInput>): Promise<Done> {
  return await onDossier(ctx, 'complete', code, input, async held => {
    await refuseWhileOut(held)
    if (input.resultFile) {
      addPapers(held, 'RESULT', [
        {
          name: input.resultNo,
          originals: 1,
          copies: 0,
          fileSha256: input.resultFile.sha256,
          fileName: input.resultFile.name,
        },
      ])
    }
    finish(held, 'COMPLETED', input.note, input.resultNo, {})
  })
}

function finish(held: Held, action: string, note: string, resultNo: string, facts: Record<string, unknown>): void {
  const { row, ctx } = held
  const outcome = outcomeOf(ctx.now, row.due_at, 'COMPLETED')
  const usedMinutes = endStep(held, action, note)
  turnClock(held, null)
  record(
    held,
    dossierEvents.completed,
    { ...noStep, finished_at: ctx.now, outcome, result_no: resultNo },
    { outcome, how: 'COMPLETED', resultNo, usedMinutes, ...facts },
  )
}

/** Back to the step before, with a reason its holder can act on. */
export async function sendBack(ctx: Ctx, code: string, input: z.output<typeof sendBackInput>): Promise<Done> {
  return await onDossier(ctx, 'sendBack', code, input, async held => {
    const before = stepBefore(held.steps, held.row.step_no ?? 0) as ProcessStep
    closeOpinions(held, 'SENT_BACK', input.reason)
    const lastHolder = await held.ctx.db
      .selectFrom('onestop.step_log')
      .select('officer_id')
      .where('agency_id', '=', held.row.agency_id)
      .where('dossier_id', '=', held.row.id)
      .where('step_no', '=', before.no)
      .where('role', '=', before.role)
      .orderBy('no', 'desc')
      .executeTakeFirst()
    await moveTo(held, before, 'SENT_BACK', input.reason, lastHolder?.officer_id ?? null, dossierEvents.sentBack)
  })
}

import { act, type Acting } from '#app/kernel/act.ts'
import type { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { fold } from '#app/kernel/text.ts'
import { deadlinesOf } from '../deadlines/index.ts'
import { type CreateDecisionInput, createDecisionInput, type RepealInput, repealInput } from './input.ts'
import {
  catalogueEvents,
  decisionStream,
  knownProcedure,
  openDecision,
  openVersion,
  provinceOf,
  validitiesOf,
} from './loading.ts'
import { decisionNumberTaken, decisionPublished, decisionSealed, effectBeforeSigning, notInForce } from './refusals.ts'

/** The verbs that prepare a publication decision: what it is, and what it will end. */

/** Prepares a publication decision; drafts and repeals are attached to it, then it is published. @throws Refusal DECISION_NUMBER_TAKEN, EFFECT_BEFORE_SIGNING */
export async function createDecision(ctx: Ctx, input: CreateDecisionInput): Promise<{ decisionId: number }> {
  const wanted = parse(createDecisionInput, input)
  if (wanted.effectiveOn < wanted.signedOn) effectBeforeSigning()
  const agencyId = await provinceOf(ctx)
  return await act(
    ctx,
    'procedures.createDecision',
    wanted,
    async acting => await enterDecision(ctx, acting, agencyId, wanted),
  )
}

/**
 * Writes a decision with the deadlines it is measured by. Part of the act of whoever calls.
 * @throws Refusal DECISION_NUMBER_TAKEN
 */
export async function enterDecision(
  ctx: Ctx,
  { tx, emit }: Acting,
  agencyId: number,
  wanted: z.output<typeof createDecisionInput>,
): Promise<{ decisionId: number }> {
  const deadlines = await deadlinesOf(ctx.db, {
    agencyId,
    basisEffectiveOn: wanted.basisEffectiveOn ?? null,
    signedOn: wanted.signedOn,
    on: wanted.signedOn,
  })
  const made = await tx
    .insertInto('procedures.publication_decision')
    .values({
      agency_id: agencyId,
      number: wanted.number,
      title: wanted.title,
      signed_on: wanted.signedOn,
      signer: wanted.signer,
      effective_on: wanted.effectiveOn,
      illustrative: wanted.illustrative,
      kind: wanted.kind,
      basis_no: wanted.basisNo ?? null,
      basis_effective_on: wanted.basisEffectiveOn ?? null,
      decision_due_on: wanted.kind === 'FULL' ? (deadlines?.decisionDueOn ?? null) : null,
      public_due_on: deadlines?.publicDueOn ?? null,
      search_text: fold([wanted.number, wanted.title, wanted.basisNo ?? ''].join(' ')),
      created_at: ctx.now,
    })
    .onConflict(oc => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) decisionNumberTaken(wanted.number)
  emit({
    agencyId,
    stream: decisionStream(made.id),
    type: catalogueEvents.decisionCreated,
    data: { number: wanted.number, effectiveOn: wanted.effectiveOn },
    isNew: true,
  })
  return { decisionId: made.id }
}

/** Plans that a decision repeals a procedure; it ends when the decision is published. @throws Refusal NOT_IN_FORCE, DECISION_PUBLISHED */
export async function repeal(ctx: Ctx, input: RepealInput): Promise<{ code: string; decisionId: number }> {
  const wanted = parse(repealInput, input)
  return await act(ctx, 'procedures.repeal', wanted, async ({ tx, emit }) => {
    const procedureId = await knownProcedure(tx, wanted.code)
    const decision = await openDecision(tx, wanted.decisionId)
    if (decision.published_at !== null) decisionPublished(decision.number)
    if (decision.sealed) decisionSealed(decision.number)
    if (!openVersion((await validitiesOf(tx, [procedureId])).get(procedureId) ?? [])) notInForce(wanted.code)
    await tx
      .insertInto('procedures.repeal')
      .values({ decision_id: decision.id, procedure_id: procedureId, basis: wanted.basis })
      .onConflict(oc => oc.columns(['decision_id', 'procedure_id']).doUpdateSet({ basis: wanted.basis }))
      .execute()
    emit({
      agencyId: decision.agency_id,
      stream: decisionStream(decision.id),
      type: catalogueEvents.repealPlanned,
      data: { code: wanted.code, basis: wanted.basis },
    })
    return { code: wanted.code, decisionId: decision.id }
  })
}

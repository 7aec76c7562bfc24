import type { Acting } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import type { z } from 'zod'
import { enterDecision } from './decisions.ts'
import { draftOf } from './drafts.ts'
import type { createDecisionInput } from './input.ts'
import {
  catalogueEvents,
  decisionStream,
  knownProcedure,
  openVersion,
  procedureStream,
  validitiesOf,
} from './loading.ts'
import { type Published, publishWithin } from './putting-in-force.ts'
import { notInForce } from './refusals.ts'

export { type DecisionKind as Kind, decisionKinds as kinds } from './rules.ts'

/** What the room of publications does to the catalogue, within its own act: sign a decision whole, put it in force. */

export interface SignedContent {
  /** Codes whose drafts the decision publishes. */
  drafts: readonly string[]
  repeals: readonly { code: string; basis: string }[]
}

/**
 * Writes a signed decision with all it publishes and ends; from now on none of it changes.
 * @throws Refusal DECISION_NUMBER_TAKEN, NO_DRAFT, DECISION_SEALED, NOT_IN_FORCE
 */
export async function sign(
  ctx: Ctx,
  acting: Acting,
  agencyId: number,
  wanted: z.output<typeof createDecisionInput>,
  { drafts, repeals }: SignedContent,
): Promise<{ decisionId: number }> {
  const { tx, emit } = acting
  const { decisionId } = await enterDecision(ctx, acting, agencyId, wanted)
  for (const code of drafts) {
    const draft = await draftOf(tx, code)
    await tx
      .updateTable('procedures.procedure_version')
      .set({ decision_id: decisionId })
      .where('id', '=', draft.versionId)
      .execute()
    emit({
      agencyId,
      stream: procedureStream(code),
      type: catalogueEvents.attached,
      data: { ...draft, decision: wanted.number },
    })
  }
  for (const { code, basis } of repeals) {
    const procedureId = await knownProcedure(tx, code)
    if (!openVersion((await validitiesOf(tx, [procedureId])).get(procedureId) ?? [])) notInForce(code)
    await tx
      .insertInto('procedures.repeal')
      .values({ decision_id: decisionId, procedure_id: procedureId, basis })
      .execute()
    emit({
      agencyId,
      stream: decisionStream(decisionId),
      type: catalogueEvents.repealPlanned,
      data: { code, basis },
    })
  }
  await tx.updateTable('procedures.publication_decision').set({ sealed: true }).where('id', '=', decisionId).execute()
  return { decisionId }
}

/**
 * Publishes a signed decision and links what was replaced under another code to what takes its place.
 * @throws Refusal as publishDecision
 */
export async function publish(
  ctx: Ctx,
  acting: Acting,
  decisionId: number,
  successions: readonly { code: string; successor: string }[],
): Promise<Published> {
  const published = await publishWithin(ctx, acting, decisionId)
  for (const { code, successor } of successions) {
    await acting.tx
      .insertInto('procedures.succession')
      .values({
        procedure_id: await knownProcedure(acting.tx, code),
        successor_id: await knownProcedure(acting.tx, successor),
        decision_id: decisionId,
        since: published.effectiveOn,
      })
      .onConflict(oc =>
        oc.column('procedure_id').doUpdateSet(eb => ({
          successor_id: eb.ref('excluded.successor_id'),
          decision_id: eb.ref('excluded.decision_id'),
          since: eb.ref('excluded.since'),
        })),
      )
      .execute()
  }
  return published
}

import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import {
  type EndInput,
  endInput,
  type ProposalInput,
  proposalInput,
  type SkipNumbersInput,
  skipNumbersInput,
} from './input.ts'
import { explainNumbers, giveNumber, passOver } from './numbering.ts'
import { mayDo } from './preparing.ts'
import {
  homeOf,
  type Item,
  itemsOf,
  lockedProposal,
  type Proposal,
  proposalStream,
  publicationEvents,
  seesAll,
} from './record.ts'
import { incomplete, noItems, notYours, wrongStage } from './refusals.ts'
import { type Action, afterAction, lacksOf, type Stage } from './rules.ts'
import { publicationWords } from './words.ts'

/** The verbs that take a publication from submission to its number, or back, or out. */

export interface Moved {
  proposalId: number
  stage: Stage
}

/** Every item, when none of them lacks anything. @throws Refusal NO_ITEMS, PUBLICATION_INCOMPLETE */
export async function completeItems(tx: Tx, proposal: Proposal): Promise<Item[]> {
  const items = await itemsOf(tx, proposal)
  if (items.length === 0) noItems()
  const lacking = items
    .map(item => ({ no: item.no, label: item.code ?? item.name, lacks: lacksOf(proposal.kind, item) }))
    .filter(item => item.lacks.length > 0)
  if (lacking.length > 0) incomplete(lacking)
  return items
}

/**
 * Submits a publication to the province, with a number of the submitting agency's series.
 * @throws Refusal NOT_YOURS, WRONG_STAGE, NO_ITEMS, PUBLICATION_INCOMPLETE
 */
export async function submitProposal(ctx: Ctx, input: ProposalInput): Promise<Moved & { submissionNo: string }> {
  const wanted = parse(proposalInput, input)
  return await act(ctx, 'procedures.submitProposal', wanted, async ({ tx, emit }) => {
    const proposal = await lockedProposal(tx, wanted.proposalId)
    const stage = await mayDo(ctx, proposal, 'submit')
    await completeItems(tx, proposal)
    const { written } = await giveNumber(ctx, tx, {
      agencyId: proposal.agencyId,
      kind: 'SUBMISSION',
      sign: await submissionSign(ctx, proposal.agencyId),
      proposalId: proposal.id,
    })
    await tx
      .updateTable('procedures.proposal')
      .set({ stage, submission_no: written, submitted_on: dayOf(ctx.now), submitted_by: ctx.actor.name })
      .where('id', '=', proposal.id)
      .execute()
    emit({
      agencyId: proposal.agencyId,
      stream: proposalStream(proposal.id),
      type: publicationEvents.submitted,
      data: { submissionNo: written },
    })
    return { proposalId: proposal.id, stage, submissionNo: written }
  })
}

/** 'TTr-SNV': the sign of an agency's submissions, by its local code. */
async function submissionSign(ctx: Ctx, agencyId: number): Promise<string> {
  const day = dayOf(ctx.now)
  const { code } =
    (await ctx.db
      .selectFrom('organisation.agency_code')
      .select('code')
      .where('agency_id', '=', agencyId)
      .where('scheme', '=', 'LOCAL')
      .where('valid_from', '<=', day)
      .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
      .orderBy('valid_from', 'desc')
      .executeTakeFirst()) ?? {}
  const kind = (await agencyTree(ctx.db, day)).get(agencyId)?.kind
  return `${publicationWords.vi.signSubmission}-${code ?? (kind === 'DEPARTMENT' ? 'S' : 'UBND')}`
}

/**
 * Gives a submitted publication back with a reason; a number it had is explained by it.
 * @throws Refusal WRONG_STAGE
 */
export async function giveBack(ctx: Ctx, input: EndInput): Promise<Moved> {
  const wanted = parse(endInput, input)
  return await act(ctx, 'procedures.giveProposalBack', wanted, async ({ tx, emit }) => {
    const proposal = await lockedProposal(tx, wanted.proposalId)
    const stage = await byProvince(ctx, proposal, 'giveBack')
    await explainNumbers(tx, proposal.id, ['DECISION', 'SUBMISSION'], publicationWords.vi.gaveBack(wanted.reason))
    await tx
      .updateTable('procedures.proposal')
      .set({
        stage,
        submission_no: null,
        submitted_on: null,
        submitted_by: null,
        decision_no: null,
        end_reason: wanted.reason,
      })
      .where('id', '=', proposal.id)
      .execute()
    emit({
      agencyId: proposal.agencyId,
      stream: proposalStream(proposal.id),
      type: publicationEvents.givenBack,
      data: { reason: wanted.reason, submissionNo: proposal.submissionNo, decisionNo: proposal.decisionNo },
    })
    return { proposalId: proposal.id, stage }
  })
}

/** Gives the decision the next number of the province's series of the year. @throws Refusal WRONG_STAGE, NOT_YOURS */
export async function numberDecision(ctx: Ctx, input: ProposalInput): Promise<Moved & { decisionNo: string }> {
  const wanted = parse(proposalInput, input)
  return await act(ctx, 'procedures.numberDecision', wanted, async ({ tx, emit }) => {
    const proposal = await lockedProposal(tx, wanted.proposalId)
    const stage = await byProvince(ctx, proposal, 'number')
    const { written } = await giveNumber(ctx, tx, {
      agencyId: proposal.provinceId,
      kind: 'DECISION',
      sign: publicationWords.vi.signDecision,
      proposalId: proposal.id,
    })
    await tx
      .updateTable('procedures.proposal')
      .set({ stage, decision_no: written })
      .where('id', '=', proposal.id)
      .execute()
    emit({
      agencyId: proposal.agencyId,
      stream: proposalStream(proposal.id),
      type: publicationEvents.numbered,
      data: { decisionNo: written },
    })
    return { proposalId: proposal.id, stage, decisionNo: written }
  })
}

/** Ends a publication that is not signed; numbers it had are explained. @throws Refusal NOT_YOURS, WRONG_STAGE */
export async function cancelProposal(ctx: Ctx, input: EndInput): Promise<Moved> {
  const wanted = parse(endInput, input)
  return await act(ctx, 'procedures.cancelProposal', wanted, async ({ tx, emit }) => {
    const proposal = await lockedProposal(tx, wanted.proposalId)
    const stage = await mayDo(ctx, proposal, 'cancel')
    await explainNumbers(tx, proposal.id, ['DECISION', 'SUBMISSION'], publicationWords.vi.cancelled(wanted.reason))
    await tx
      .updateTable('procedures.proposal')
      .set({ stage, end_reason: wanted.reason })
      .where('id', '=', proposal.id)
      .execute()
    emit({
      agencyId: proposal.agencyId,
      stream: proposalStream(proposal.id),
      type: publicationEvents.cancelled,
      data: { reason: wanted.reason, decisionNo: proposal.decisionNo },
    })
    return { proposalId: proposal.id, stage }
  })
}

/** Passes over numbers of the province's series that other documents use. @throws Refusal NOT_YOURS, NUMBERS_PAST */
export async function skipNumbers(ctx: Ctx, input: SkipNumbersInput): Promise<{ from: number; through: number }> {
  const wanted = parse(skipNumbersInput, input)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const agencyId = wanted.kind === 'DECISION' ? tree.province() : (homeOf(tree, ctx.actor) ?? tree.province())
  if (!seesAll(ctx.actor) && homeOf(tree, ctx.actor) !== agencyId) notYours()
  return await act(ctx, 'procedures.skipNumbers', wanted, async ({ tx, emit }) => {
    const passed = await passOver(ctx, tx, { ...wanted, agencyId })
    emit({
      agencyId,
      stream: `series:${agencyId}:${wanted.kind}`,
      type: publicationEvents.numbersPassed,
      data: { ...passed, reason: wanted.reason },
    })
    return passed
  })
}

/** What the province's office does: its clerks and the control unit. @throws Refusal NOT_YOURS, WRONG_STAGE */
export async function byProvince(ctx: Ctx, proposal: Proposal, action: Action): Promise<Stage> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  if (!seesAll(ctx.actor) && homeOf(tree, ctx.actor) !== proposal.provinceId) notYours()
  return afterAction(proposal.stage, action) ?? wrongStage(proposal.stage, action)
}

import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { requireHead } from '#app/organisation/delegations/index.ts'
import { catalogueChanged, publishSigned, signDecision } from '../catalogue/index.ts'
import { affectedProcedures } from '../drafting/index.ts'
import {
  type EndInput,
  endInput,
  type ProposalInput,
  proposalInput,
  type SignInput,
  signInput,
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
import { effectTooEarly, incomplete, noItems, notLeader, notYours, wrongStage } from './refusals.ts'
import { type Action, afterAction, lacksOf, type Stage } from './rules.ts'
import { publicationWords } from './words.ts'

/** The verbs that take a publication from submission to the public. */

export interface Moved {
  proposalId: number
  stage: Stage
}

/** Every item, when none of them lacks anything. @throws Refusal NO_ITEMS, PUBLICATION_INCOMPLETE */
async function completeItems(tx: Tx, proposal: Proposal): Promise<Item[]> {
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

/**
 * The chairman of the province signs, or a deputy or another leader who may by a record of the delegations: the decision is
 * written with everything it publishes and ends, and stays so.
 * law: ND-63-2010#13
 * @throws Refusal NOT_LEADER, NO_VALID_DELEGATION, WRONG_STAGE, PUBLICATION_INCOMPLETE, EFFECT_BEFORE_SIGNING, DECISION_NUMBER_TAKEN
 */
export async function signProposal(ctx: Ctx, input: SignInput): Promise<Moved & { decisionId: number }> {
  const wanted = parse(signInput, input)
  return await act(ctx, 'procedures.signProposal', wanted, async acting => {
    const { tx, emit } = acting
    const proposal = await lockedProposal(tx, wanted.proposalId)
    const tree = await agencyTree(ctx.db, dayOf(ctx.now))
    if (!ctx.actor.roles.includes('LEADER')) notLeader()
    const stage = afterAction(proposal.stage, 'sign') ?? wrongStage(proposal.stage, 'sign')
    const as = await signsAs(ctx, tree, proposal.provinceId)
    const items = await completeItems(tx, proposal)
    const text = proposal.draftId === null ? null : await affectedProcedures(tx, proposal.draftId)
    const signedOn = dayOf(ctx.now)
    const effectiveOn =
      wanted.effectiveOn ?? (proposal.basisEffectiveOn > signedOn ? proposal.basisEffectiveOn : signedOn)
    if (effectiveOn < signedOn) effectTooEarly(signedOn)
    const { decisionId } = await signDecision(
      ctx,
      acting,
      proposal.provinceId,
      {
        number: proposal.decisionNo as string,
        title: publicationWords.vi.decisionTitle(`${proposal.basisNo} (${proposal.title})`).slice(0, 500),
        signedOn,
        signer: tree.get(proposal.provinceId)?.name ?? publicationWords.vi.chairman,
        effectiveOn,
        // What a text of the demo changes is no more real than the text.
        illustrative: text?.illustrative ?? false,
        kind: proposal.kind,
        basisNo: proposal.basisNo,
        basisEffectiveOn: proposal.basisEffectiveOn,
      },
      {
        drafts: items.flatMap(item => item.publishedCode ?? []),
        repeals: items.flatMap(endedBy),
      },
    )
    await tx
      .updateTable('procedures.proposal')
      .set({
        stage,
        decision_id: decisionId,
        signed_by: ctx.actor.name,
        signed_at: ctx.now,
        signed_title: as.title,
        sign_mark: as.mark,
        signed_for: as.of,
        delegation_no: as.decisionNo,
        end_reason: null,
      })
      .where('id', '=', proposal.id)
      .execute()
    emit({
      agencyId: proposal.agencyId,
      stream: proposalStream(proposal.id),
      type: publicationEvents.signed,
      data: { decisionNo: proposal.decisionNo, decisionId, effectiveOn, mark: as.mark, delegation: as.decisionNo },
    })
    return { proposalId: proposal.id, stage, decisionId }
  })
}

/** How the actor signs for the province. @throws Refusal NO_VALID_DELEGATION */
export async function signsAs(ctx: Ctx, tree: AgencyTree, provinceId: number) {
  const { officerId, unitId } = ctx.actor
  const signer = { officerId, unitId, agencyId: homeOf(tree, ctx.actor) }
  return await requireHead(ctx.db, {
    work: publicationWords.vi.signingWork,
    agencyId: provinceId,
    signer,
    day: dayOf(ctx.now),
  })
}

/** What an item ends without a version that follows it: what is repealed, and what goes on under another code. */
function endedBy(item: Item): { code: string; basis: string }[] {
  if (item.code === null) return []
  if (item.change === 'REPEALED') return [{ code: item.code, basis: item.basis }]
  if (item.successorCode === null) return []
  const basis = publicationWords.vi.replacedBy(item.successorCode, item.basis).slice(0, 500)
  return [{ code: item.code, basis }]
}

/**
 * Makes a signed publication public: new versions from the day of effect, those before end, replaced codes lead on.
 * @throws Refusal WRONG_STAGE, and as publishDecision
 */
export async function publishProposal(
  ctx: Ctx,
  input: ProposalInput,
): Promise<Moved & { published: string[]; closed: string[] }> {
  const wanted = parse(proposalInput, input)
  const done = await act(ctx, 'procedures.publishProposal', wanted, async acting => {
    const { tx, emit } = acting
    const proposal = await lockedProposal(tx, wanted.proposalId)
    const stage = await byProvince(ctx, proposal, 'publish')
    const items = await itemsOf(tx, proposal)
    const successions = items.flatMap(({ code, successorCode }) =>
      code !== null && successorCode !== null ? [{ code, successor: successorCode }] : [],
    )
    const { published, closed } = await publishSigned(ctx, acting, proposal.decisionId as number, successions)
    await tx.updateTable('procedures.proposal').set({ stage }).where('id', '=', proposal.id).execute()
    emit({
      agencyId: proposal.agencyId,
      stream: proposalStream(proposal.id),
      type: publicationEvents.published,
      data: { decisionNo: proposal.decisionNo, published: published.length, closed: closed.length },
    })
    return { proposalId: proposal.id, stage, published, closed }
  })
  catalogueChanged(ctx.db)
  return done
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
async function byProvince(ctx: Ctx, proposal: Proposal, action: Action): Promise<Stage> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  if (!seesAll(ctx.actor) && homeOf(tree, ctx.actor) !== proposal.provinceId) notYours()
  return afterAction(proposal.stage, action) ?? wrongStage(proposal.stage, action)
}

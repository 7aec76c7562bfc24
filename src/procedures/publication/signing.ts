import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { requireHead } from '#app/organisation/delegations/index.ts'
import { decisions } from '../catalogue/index.ts'
import { affectedProcedures } from '../drafting/index.ts'
import { byProvince, completeItems, type Moved } from './deciding.ts'
import { type ProposalInput, proposalInput, type SignInput, signInput } from './input.ts'
import { homeOf, type Item, itemsOf, lockedProposal, proposalStream, publicationEvents } from './record.ts'
import { effectTooEarly, notLeader, wrongStage } from './refusals.ts'
import { afterAction } from './rules.ts'
import { publicationWords } from './words.ts'

/** The verbs that make a numbered publication a decision, and make it public. */

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
    const { decisionId } = await decisions.sign(
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
  return await act(ctx, 'procedures.publishProposal', wanted, async acting => {
    const { tx, emit } = acting
    const proposal = await lockedProposal(tx, wanted.proposalId)
    const stage = await byProvince(ctx, proposal, 'publish')
    const items = await itemsOf(tx, proposal)
    const successions = items.flatMap(({ code, successorCode }) =>
      code !== null && successorCode !== null ? [{ code, successor: successorCode }] : [],
    )
    const { published, closed } = await decisions.publish(ctx, acting, proposal.decisionId as number, successions)
    await tx.updateTable('procedures.proposal').set({ stage }).where('id', '=', proposal.id).execute()
    emit({
      agencyId: proposal.agencyId,
      stream: proposalStream(proposal.id),
      type: publicationEvents.published,
      data: { decisionNo: proposal.decisionNo, published: published.length, closed: closed.length },
    })
    return { proposalId: proposal.id, stage, published, closed }
  })
}

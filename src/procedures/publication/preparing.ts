import { act, type Acting } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf, fold } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { deadlinesOf } from '../deadlines/index.ts'
import { affectedProcedures } from '../drafting/index.ts'
import {
  type FromDraftInput,
  fromDraftInput,
  type OpenProposalInput,
  openProposalInput,
  type RemoveItemInput,
  removeItemInput,
  type SetItemInput,
  setItemInput,
} from './input.ts'
import { actsFor, homeOf, lockedProposal, type Proposal, proposalStream, publicationEvents, seesAll } from './record.ts'
import {
  deadlineUnknown,
  draftProposed,
  itemTwice,
  notYours,
  successorNotHere,
  textNotAdopted,
  wrongStage,
} from './refusals.ts'
import { type Action, afterAction, type Change, type Stage } from './rules.ts'
import { publicationWords } from './words.ts'

/** The verbs that prepare a publication: begin it from a text, say which procedures it concerns. */

interface Head {
  agencyId: number | null
  kind: 'FULL' | 'LIST'
  draftId: number | null
  title: string
  basisNo: string
  basisTitle: string
  basisEffectiveOn: string
}
interface NewItem {
  change: Change
  code: string | null
  name: string
  successorCode: string | null
  basis: string | null
}

/**
 * Begins a publication by hand.
 * @throws Refusal NOT_YOURS, DEADLINE_UNKNOWN, ITEM_TWICE, SUCCESSOR_WRONG
 */
export async function openProposal(ctx: Ctx, input: OpenProposalInput): Promise<{ proposalId: number }> {
  const { items, ...head } = parse(openProposalInput, input)
  for (const item of items) checkSuccessor(item)
  return await act(
    ctx,
    'procedures.openProposal',
    { ...head, items },
    async acting => await open(ctx, acting, { ...head, draftId: null }, items),
  )
}

/**
 * Begins a publication with the procedures an adopted text of the register touches, in the law's four kinds.
 * @throws Refusal NOT_FOUND, TEXT_NOT_ADOPTED, DRAFT_PROPOSED, NOT_YOURS, DEADLINE_UNKNOWN
 */
export async function fromDraft(ctx: Ctx, input: FromDraftInput): Promise<{ proposalId: number }> {
  const wanted = parse(fromDraftInput, input)
  return await act(ctx, 'procedures.proposalFromDraft', wanted, async acting => {
    const text = await affectedProcedures(acting.tx, wanted.draftId)
    if (text.number === null || text.effectiveOn === null) textNotAdopted()
    const earlier = await acting.tx
      .selectFrom('procedures.proposal')
      .select('id')
      .where('draft_id', '=', wanted.draftId)
      .where('stage', '<>', 'CANCELLED')
      .executeTakeFirst()
    if (earlier) draftProposed(earlier.id)
    const head = {
      agencyId: wanted.agencyId ?? text.agencyId,
      kind: wanted.kind,
      draftId: text.draftId,
      title: text.title,
      basisNo: text.number,
      basisTitle: text.title,
      basisEffectiveOn: text.effectiveOn,
    }
    const { number } = text
    const items = text.procedures.map(({ change, code, name, articles }) => ({
      change,
      code,
      name,
      successorCode: null,
      basis: articles.length > 0 ? publicationWords.vi.articlesOf(articles.join(', '), number).slice(0, 500) : null,
    }))
    return await open(ctx, acting, head, items)
  })
}

async function open(
  ctx: Ctx,
  { tx, emit }: Acting,
  head: Head,
  items: readonly NewItem[],
): Promise<{ proposalId: number }> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const provinceId = tree.province()
  const own = homeOf(tree, ctx.actor)
  const agencyId = head.agencyId ?? own ?? provinceId
  if (!tree.get(agencyId) || (!seesAll(ctx.actor) && agencyId !== own)) notYours()
  const deadlines = await deadlinesOf(ctx.db, {
    agencyId: provinceId,
    basisEffectiveOn: head.basisEffectiveOn,
    signedOn: null,
    on: day,
  })
  if (!deadlines?.decisionDueOn) deadlineUnknown()
  const { id } = await tx
    .insertInto('procedures.proposal')
    .values({
      agency_id: agencyId,
      province_id: provinceId,
      kind: head.kind,
      stage: 'PREPARING' satisfies Stage,
      draft_id: head.draftId,
      title: head.title,
      basis_no: head.basisNo,
      basis_title: head.basisTitle,
      basis_effective_on: head.basisEffectiveOn,
      decision_due_on: deadlines.decisionDueOn,
      created_at: ctx.now,
      created_by: ctx.actor.name,
      search_text: fold([head.title, head.basisNo, head.basisTitle].join(' ')),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const codes = new Set<string>()
  for (const item of items) {
    if (item.code !== null && codes.has(item.code)) itemTwice(item.code)
    if (item.code !== null) codes.add(item.code)
  }
  if (items.length > 0) {
    await tx
      .insertInto('procedures.proposal_item')
      .values(items.map((item, at) => rowOf(id, at + 1, item, head.basisNo)))
      .execute()
  }
  emit({
    agencyId,
    stream: proposalStream(id),
    type: publicationEvents.opened,
    data: { kind: head.kind, basisNo: head.basisNo, draftId: head.draftId, items: items.length },
    isNew: true,
  })
  return { proposalId: id }
}

const rowOf = (proposalId: number, no: number, item: NewItem, basisNo: string) => ({
  proposal_id: proposalId,
  no,
  change: item.change,
  code: item.code,
  name: item.name,
  successor_code: item.successorCode,
  basis: item.basis ?? basisNo,
})

function checkSuccessor({ change, code, successorCode }: NewItem): void {
  if (successorCode !== null && (change !== 'REPLACED' || successorCode === code)) successorNotHere()
}

/**
 * Writes an item of a publication that is being prepared.
 * @throws Refusal NOT_YOURS, WRONG_STAGE, ITEM_TWICE, SUCCESSOR_WRONG, NOT_FOUND
 */
export async function setItem(ctx: Ctx, input: SetItemInput): Promise<{ proposalId: number; no: number }> {
  const wanted = parse(setItemInput, input)
  checkSuccessor(wanted)
  return await act(ctx, 'procedures.setProposalItem', wanted, async ({ tx, emit }) => {
    const proposal = await lockedProposal(tx, wanted.proposalId)
    await mayDo(ctx, proposal, 'edit')
    const items = await tx
      .selectFrom('procedures.proposal_item')
      .select(['no', 'code'])
      .where('proposal_id', '=', proposal.id)
      .execute()
    const no = wanted.no ?? Math.max(0, ...items.map(item => item.no)) + 1
    const other = items.find(item => item.no !== no && item.code !== null && item.code === wanted.code)
    if (other?.code) itemTwice(other.code)
    const row = rowOf(proposal.id, no, wanted, proposal.basisNo)
    await tx
      .insertInto('procedures.proposal_item')
      .values(row)
      .onConflict(oc => oc.columns(['proposal_id', 'no']).doUpdateSet(row))
      .execute()
    emit({
      agencyId: proposal.agencyId,
      stream: proposalStream(proposal.id),
      type: publicationEvents.itemSet,
      data: { no, change: wanted.change, code: wanted.code, successorCode: wanted.successorCode },
    })
    return { proposalId: proposal.id, no }
  })
}

/** Takes an item out of a publication that is being prepared. @throws Refusal NOT_YOURS, WRONG_STAGE */
export async function removeItem(ctx: Ctx, input: RemoveItemInput): Promise<{ proposalId: number; no: number }> {
  const wanted = parse(removeItemInput, input)
  return await act(ctx, 'procedures.removeProposalItem', wanted, async ({ tx, emit }) => {
    const proposal = await lockedProposal(tx, wanted.proposalId)
    await mayDo(ctx, proposal, 'edit')
    await tx
      .deleteFrom('procedures.proposal_item')
      .where('proposal_id', '=', proposal.id)
      .where('no', '=', wanted.no)
      .execute()
    emit({
      agencyId: proposal.agencyId,
      stream: proposalStream(proposal.id),
      type: publicationEvents.itemRemoved,
      data: { no: wanted.no },
    })
    return { proposalId: proposal.id, no: wanted.no }
  })
}

/** The stage an action of the agency that submits leads to. @throws Refusal NOT_YOURS, WRONG_STAGE */
export async function mayDo(ctx: Ctx, proposal: Proposal, action: Action): Promise<Stage> {
  if (!(await actsFor(ctx, proposal.agencyId))) notYours()
  return afterAction(proposal.stage, action) ?? wrongStage(proposal.stage, action)
}

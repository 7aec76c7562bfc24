import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { draftEvents } from './events.ts'
import type { AnswerInput, OpinionsInput, PublicOpinionInput } from './input.ts'
import { articlesOf, isControl, lockDraft } from './record.ts'
import { refusals } from './refusals.ts'
import { opinionsOf, type RequestRow, type RoundRow, roundsOf } from './rounds.ts'
import { after } from './rules.ts'
import { type Done, handle, type Handling, streamOf, unknownDraft } from './service.ts'

/** Opinions: giving them, accepting or explaining each. */

/** Who may answer a request: the control unit its own, the asked agency its own, the drafting agency for bodies outside. */
export function mayAnswerRequest(
  { row, tree, home }: Pick<Handling, 'row' | 'tree' | 'home'>,
  actor: Ctx['actor'],
  round: Pick<RoundRow, 'kind'>,
  request: Pick<RequestRow, 'agencyId'>,
): boolean {
  if (actor.kind === 'MACHINE' || actor.kind === 'SYSTEM') return true
  if (round.kind === 'CONTROL') return isControl(tree, actor, home)
  // The control unit's role alone answers for no agency.
  if (!actor.roles.some(role => ['SPECIALIST', 'DIVISION_HEAD', 'LEADER'].includes(role))) return false
  return home !== null && home === (request.agencyId ?? row.agency_id)
}

/**
 * Answers a request for opinions, once: by article or on the whole. The drafting agency enters the letter of a body outside the
 * province's agencies, with its number.
 * @throws Refusal NOT_ASKED, ROUND_CLOSED, ANSWERED_ALREADY, ARTICLE_UNKNOWN, BODY_NEEDED, DOCUMENT_NEEDED
 */
export async function giveOpinions(ctx: Ctx, input: OpinionsInput): Promise<Done> {
  return await handle(ctx, 'giveOpinions', 'opine', input, async handling => {
    const { tx, row, move } = handling
    const rounds = await roundsOf(tx, row.id)
    const round = rounds.find(one => one.requests.some(each => each.id === input.requestId))
    const request = round?.requests.find(one => one.id === input.requestId)
    if (!round || !request) throw notFound({ vi: 'yêu cầu góp ý này', en: 'This request' })
    if (!mayAnswerRequest(handling, ctx.actor, round, request)) refusals.notAsked()
    if (round.closedAt) refusals.roundClosed()
    if (request.answeredAt) refusals.answeredAlready()
    if (request.agencyId === null && !input.documentNo) refusals.documentNeeded()
    await checkOpinions(tx, row.id, round.textNo, input.opinions)
    await tx
      .insertInto('procedures.opinion')
      .values(
        input.opinions.map(one => ({
          draft_id: row.id,
          round_id: round.id,
          request_id: request.id,
          article_no: one.articleNo ?? null,
          stance: one.stance,
          body: one.body,
          author: request.name,
          given_at: ctx.now,
        })),
      )
      .execute()
    await tx
      .updateTable('procedures.opinion_request')
      .set({ answered_at: ctx.now, answered_by: ctx.actor.name, document_no: input.documentNo ?? null })
      .where('id', '=', request.id)
      .execute()
    return await move('opine', {}, draftEvents.opined, {
      roundId: round.id,
      requestId: request.id,
      kind: round.kind,
      by: request.name,
      documentNo: input.documentNo ?? null,
      opinions: input.opinions.length,
      late: ctx.now > request.dueAt,
    })
  })
}

async function checkOpinions(
  tx: Tx,
  draftId: number,
  textNo: number,
  opinions: readonly { articleNo?: string | undefined; stance: string; body: string }[],
): Promise<void> {
  const numbers = (await articlesOf(tx, draftId, textNo)).map(one => one.no)
  opinions.forEach((one, at) => {
    if (one.articleNo !== undefined && !numbers.includes(one.articleNo)) {
      refusals.articleUnknown(opinions.length === 1 ? 'articleNo' : `opinions.${at}.articleNo`)
    }
    if (one.stance !== 'AGREE' && one.body === '') {
      refusals.bodyNeeded(opinions.length === 1 ? 'body' : `body.${one.articleNo ?? 'all'}`)
    }
  })
}

/**
 * What somebody of the public thinks of a draft that is open to everybody. No name is needed.
 * @throws Refusal NOT_OPEN, ARTICLE_UNKNOWN, BODY_NEEDED
 */
export async function sendPublicOpinion(ctx: Ctx, input: PublicOpinionInput): Promise<{ opinionId: number }> {
  return await act(ctx, 'procedures.sendPublicOpinion', input, async ({ tx, emit }) => {
    const row = await lockDraft(tx, input.draftId)
    const round = row && (await roundsOf(tx, row.id)).findLast(one => one.kind === 'PUBLIC')
    if (!row || !round) throw notFound(unknownDraft)
    if (round.closedAt || after(row.stage, 'opine') === undefined) refusals.notOpenToPublic()
    await checkOpinions(tx, row.id, round.textNo, [input])
    const { id } = await tx
      .insertInto('procedures.opinion')
      .values({
        draft_id: row.id,
        round_id: round.id,
        article_no: input.articleNo ?? null,
        stance: input.stance,
        body: input.body,
        author: input.author,
        given_at: ctx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    emit({
      agencyId: row.agency_id,
      stream: streamOf(row.id),
      type: draftEvents.publicOpined,
      data: {
        draftId: row.id,
        opinionId: id,
        roundId: round.id,
        article: input.articleNo ?? null,
        stance: input.stance,
      },
    })
    return { opinionId: id }
  })
}

/**
 * Accepts an opinion, wholly or in part, or explains why not; until the appraisal this may be put otherwise.
 * law: ND-63-2010#9.4
 * @throws Refusal ANSWER_NEEDED, NOTHING_OWED
 */
export async function answerOpinion(ctx: Ctx, input: AnswerInput): Promise<Done> {
  return await handle(ctx, 'answerOpinion', 'answer', input, async ({ tx, row, move }) => {
    const opinion = (await opinionsOf(tx, row.id)).find(one => one.id === input.opinionId)
    if (!opinion) throw notFound({ vi: 'ý kiến này', en: 'This opinion' })
    if (!opinion.owed && opinion.disposition === null) refusals.nothingOwed()
    if (input.disposition !== 'ACCEPTED' && input.answer === '') refusals.answerNeeded()
    await tx
      .updateTable('procedures.opinion')
      .set({
        disposition: input.disposition,
        answer: input.answer,
        answered_at: ctx.now,
        answered_by: ctx.actor.name,
      })
      .where('id', '=', opinion.id)
      .execute()
    return await move('answer', {}, draftEvents.answered, {
      opinionId: opinion.id,
      kind: opinion.kind,
      article: opinion.articleNo,
      // People who wrote as themselves are named in the room's own tables only.
      by: opinion.kind === 'PUBLIC' ? null : opinion.author,
      disposition: input.disposition,
    })
  })
}

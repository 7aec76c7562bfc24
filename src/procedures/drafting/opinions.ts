import { sql } from 'kysely'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { askedUntil, dayName, daysOn } from './clock.ts'
import { draftEvents } from './events.ts'
import type { AnswerInput, CloseRoundInput, OpenRoundInput, OpinionsInput, PublicOpinionInput } from './input.ts'
import {
  addressees,
  articlesOf,
  isControl,
  lockDraft,
  opinionsOf,
  readinessOf,
  type RequestRow,
  type RoundRow,
  roundsOf,
} from './record.ts'
import { refusals, refuseMissing } from './refusals.ts'
import { after, missingAssessments, whyNotClose } from './rules.ts'
import { type Done, handle, type Handling, streamOf, unknownDraft } from './service.ts'
import { closingWords, standingNames } from './words.ts'

/** Opinions: asking for them, giving them, accepting or explaining each. */

const unknownRound = { vi: 'đợt lấy ý kiến này', en: 'This round of opinions' }

interface Asked {
  agencyId: number | null
  name: string
}

/**
 * Asks for opinions on the text as it stands, which from now on stays as it is. The control unit is given the signed assessments
 * with it, so without them it is not asked.
 *
 * law: ND-63-2010#9.1, #9.2, #9.3
 * @throws Refusal NO_ARTICLES, NOT_READY, ROUND_OPEN_ALREADY, TOO_FEW_DAYS, DAYS_FIXED, NOBODY_ASKED, AGENCY_UNKNOWN
 */
export async function openRound(ctx: Ctx, input: OpenRoundInput): Promise<Done & { roundId: number }> {
  return await handle(ctx, 'openRound', 'openRound', input, async handling => {
    const { tx, row, move } = handling
    const facts = await readinessOf(tx, row)
    if (facts.articles === 0) refusals.noArticles('kind')
    if (input.kind === 'CONTROL') {
      const missing = missingAssessments(facts)
      if (missing.length > 0) {
        refuseMissing(missing, {
          vi: 'Hồ sơ gửi đơn vị kiểm soát thủ tục phải có bản đánh giá tác động. Còn thiếu:',
          en: 'The control unit has to be given the assessments. Missing:',
        })
      }
    }
    if (input.kind !== 'AGENCY' && facts.rounds.some(one => one.open && one.kind === input.kind)) {
      refusals.roundOpenAlready()
    }
    const { days, remind } = await daysFor(ctx, handling, input)
    const asked = whomToAsk(handling, input)
    const roundId = await writeRound(ctx, handling, input, days, remind, asked)
    await tx
      .updateTable('procedures.legal_draft_text')
      .set({ sealed_at: sql`coalesce(sealed_at, ${ctx.now})` })
      .where('draft_id', '=', row.id)
      .where('no', '=', row.text_no)
      .execute()
    const done = await move('openRound', {}, draftEvents.roundOpened, {
      roundId,
      kind: input.kind,
      textNo: row.text_no,
      days,
      asked: asked.map(one => one.name),
    })
    return { ...done, roundId }
  })
}

async function daysFor(
  ctx: Ctx,
  { tx, row }: Handling,
  input: OpenRoundInput,
): Promise<{ days: number; remind: number }> {
  const { days } = await daysOn(tx, dayOf(ctx.now))
  const least = days[dayName(input.kind, row.kind)]
  if (input.days !== undefined && input.kind === 'CONTROL' && input.days !== least) refusals.daysFixed(least)
  if (input.days !== undefined && input.days < least) refusals.tooFewDays(least)
  return { days: input.days ?? least, remind: days.remind }
}

function whomToAsk({ row, tree }: Handling, input: OpenRoundInput): Asked[] {
  if (input.kind === 'PUBLIC') return []
  if (input.kind === 'CONTROL') return [{ agencyId: tree.province(), name: standingNames.control }]
  const others = [...new Set(input.others)].map(name => ({ agencyId: null, name }))
  if (input.kind === 'FRONT') return others.length > 0 ? others : [{ agencyId: null, name: standingNames.front }]
  const known = addressees(tree)
  const agencies = [...new Set(input.agencyIds)].map((id): Asked => {
    const agency = known.find(one => one.id === id)
    if (!agency || id === row.agency_id) return refusals.agencyUnknown('agencyIds')
    return { agencyId: id, name: agency.name }
  })
  const all = [...agencies, ...others.filter(one => !agencies.some(agency => agency.name === one.name))]
  return all.length > 0 ? all : refusals.nobodyAsked()
}

async function writeRound(
  ctx: Ctx,
  { tx, row }: Handling,
  input: OpenRoundInput,
  days: number,
  remind: number,
  asked: readonly Asked[],
): Promise<number> {
  const until = await Promise.all(
    asked.map(async one => ({
      ...one,
      ...(await askedUntil(tx, one.agencyId ?? row.agency_id, ctx.now, days, remind)),
    })),
  )
  const own = await askedUntil(tx, row.agency_id, ctx.now, days, remind)
  const dueAt = until.map(one => one.dueAt).reduce((a, b) => (b > a ? b : a), until[0]?.dueAt ?? own.dueAt)
  const { id } = await tx
    .insertInto('procedures.opinion_round')
    .values({
      draft_id: row.id,
      text_no: row.text_no,
      kind: input.kind,
      question: input.question,
      days,
      opened_at: ctx.now,
      opened_by: ctx.actor.name,
      due_at: dueAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (until.length > 0) {
    await tx
      .insertInto('procedures.opinion_request')
      .values(
        until.map(one => ({
          round_id: id,
          agency_id: one.agencyId,
          name: one.name,
          due_at: one.dueAt,
          soon_at: one.soonAt,
        })),
      )
      .execute()
  }
  return id
}

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

/**
 * Ends a round of opinions: everybody has answered, or the time promised to them is over and a note says who stayed silent.
 * @throws Refusal ROUND_CLOSED, STILL_WAITING, CONTROL_WAITING, PUBLIC_TIME naming who is waited for
 */
export async function closeRound(ctx: Ctx, input: CloseRoundInput): Promise<Done> {
  return await handle(ctx, 'closeRound', 'closeRound', input, async ({ tx, row, move }) => {
    const rounds = await roundsOf(tx, row.id)
    const round = rounds.find(one => one.id === input.roundId)
    if (!round) throw notFound(unknownRound)
    if (round.closedAt) refusals.roundClosed()
    const silent = round.requests.filter(one => !one.answeredAt).map(one => one.name)
    const reason = whyNotClose({ kind: round.kind, dueAt: round.dueAt, unanswered: silent }, ctx.now)
    if (reason) refuse(reason, 409, closingWords(reason, round.dueAt, silent))
    await tx
      .updateTable('procedures.opinion_round')
      .set({ closed_at: ctx.now, closed_by: ctx.actor.name, close_note: input.note })
      .where('id', '=', round.id)
      .execute()
    const last = rounds.every(one => one.id === round.id || one.closedAt !== null)
    return await move(last ? 'closeLastRound' : 'closeRound', {}, draftEvents.roundClosed, {
      roundId: round.id,
      kind: round.kind,
      silent,
    })
  })
}

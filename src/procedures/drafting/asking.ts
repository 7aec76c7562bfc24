import type { Ctx } from '#app/kernel/context.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { askedUntil, dayName, daysOn } from './clock.ts'
import { draftEvents } from './events.ts'
import type { CloseRoundInput, OpenRoundInput } from './input.ts'
import { readinessOf } from './readiness.ts'
import { addressees } from './record.ts'
import { refusals, refuseMissing } from './refusals.ts'
import { roundsOf } from './rounds.ts'
import { missingAssessments, whyNotClose } from './rules.ts'
import { type Done, handle, type Handling } from './service.ts'
import { sealText } from './texts.ts'
import { closingWords, standingNames } from './words.ts'

/** Rounds of opinions: asking, and ending them. */

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
    await sealText(tx, row, ctx.now)
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

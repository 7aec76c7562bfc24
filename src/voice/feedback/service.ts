import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import { dayOf, fold, formatDateTime } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { clockAt } from './clock.ts'
import { feedbackEvents } from './events.ts'
import type { InformInput, LookUpInput, SendInput, VoteInput } from './input.ts'
import { addNote, loadFor, type FeedbackRow } from './record.ts'
import { after, numberOf, secretOf } from './rules.ts'
import { addressees } from './scope.ts'

/** What the public does: send, give information, vote. */

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

export interface Sent {
  number: string
  /** Given once, here; only its hash is kept. */
  secret: string
}

/**
 * Takes in what somebody writes: gives it a number and a secret for looking it up, and starts the clock.
 * @throws Refusal AGENCY_UNKNOWN, DOSSIER_UNKNOWN, PROCEDURE_UNKNOWN naming the field
 */
export async function sendFeedback(ctx: Ctx, input: SendInput, channel: 'WEB' | 'API' = 'WEB'): Promise<Sent> {
  return await act(ctx, 'voice.sendFeedback', input, async ({ tx, emit }) => {
    const tree = await agencyTree(tx, dayOf(ctx.now))
    if (!addressees(tree).some(one => one.id === input.agencyId)) agencyUnknown()
    const about = await subjectOf(tx, input)
    const day = dayOf(ctx.now)
    const number = numberOf(
      tree.get(input.agencyId)?.code ?? `A${input.agencyId}`,
      day,
      await nextNumber(tx, input.agencyId, day),
    )
    const secret = secretOf(ctx.random(10))
    const clock = await clockAt(tx, input.agencyId, ctx.now)
    const { id } = await tx
      .insertInto('voice.feedback')
      .values({
        agency_id: input.agencyId,
        number,
        kind: input.kind,
        channel,
        status: 'NEW',
        handler_id: input.agencyId,
        subject: input.subject,
        body: input.body,
        sender_name: input.senderName ?? '',
        sender_phone: input.senderPhone ?? '',
        sender_email: input.senderEmail ?? '',
        sender_address: input.senderAddress ?? '',
        dossier_code: about.dossierCode,
        procedure_id: about.procedureId,
        secret_hash: hashOf(secret),
        sent_at: ctx.now,
        clock_from: ctx.now,
        due_at: clock.dueAt,
        soon_at: clock.soonAt,
        refuse_by: clock.refuseBy,
        ask_by: clock.askBy,
        search_text: fold(`${number} ${input.subject} ${input.body} ${about.dossierCode ?? ''}`),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    emit({
      agencyId: input.agencyId,
      stream: `feedback:${id}`,
      type: feedbackEvents.received,
      data: {
        feedbackId: id,
        number,
        kind: input.kind,
        channel,
        procedureId: about.procedureId,
        dossierCode: about.dossierCode,
        handlerId: input.agencyId,
        dueAt: clock.dueAt.toISOString(),
      },
      isNew: true,
    })
    return { number, secret }
  })
}

/** The dossier and procedure it is about, where the sender named them. */
async function subjectOf(
  tx: Tx,
  input: SendInput,
): Promise<{ dossierCode: string | null; procedureId: number | null }> {
  const dossier = input.dossierCode
    ? await tx
        .selectFrom('onestop.dossier')
        .select(['code', 'procedure_id'])
        .where('code', '=', input.dossierCode.toUpperCase())
        .executeTakeFirst()
    : undefined
  if (input.dossierCode && !dossier) {
    fieldUnknown('DOSSIER_UNKNOWN', 'dossierCode', {
      vi: 'Không có hồ sơ mang mã này. Hãy xem lại trên giấy tiếp nhận, hoặc để trống.',
      en: 'There is no dossier with this code. Check the receipt, or leave it empty.',
    })
  }
  const procedure = input.procedureCode
    ? await tx
        .selectFrom('procedures.procedure')
        .select('id')
        .where('code', '=', input.procedureCode.toUpperCase())
        .executeTakeFirst()
    : undefined
  if (input.procedureCode && !procedure) {
    fieldUnknown('PROCEDURE_UNKNOWN', 'procedureCode', {
      vi: 'Không có thủ tục mang mã này. Hãy xem lại mã, hoặc để trống.',
      en: 'There is no procedure with this code. Check it, or leave it empty.',
    })
  }
  return { dossierCode: dossier?.code ?? null, procedureId: procedure?.id ?? dossier?.procedure_id ?? null }
}

function fieldUnknown(code: string, field: string, words: { vi: string; en: string }): never {
  refuse(code, 422, words, { fields: { [field]: words } })
}

function agencyUnknown(): never {
  fieldUnknown('AGENCY_UNKNOWN', 'agencyId', {
    vi: 'Hãy chọn một cơ quan của tỉnh trong danh sách.',
    en: 'Choose an agency of the province from the list.',
  })
}

/** The next number of an agency's day; the row's lock makes two at once take two numbers. */
async function nextNumber(tx: Tx, agencyId: number, day: string): Promise<number> {
  const { n } = await tx
    .insertInto('voice.feedback_counter')
    .values({ agency_id: agencyId, day, n: 1 })
    .onConflict(oc => oc.columns(['agency_id', 'day']).doUpdateSet({ n: sql`voice.feedback_counter.n + 1` }))
    .returning('n')
    .executeTakeFirstOrThrow()
  return n
}

const unknownFeedback = { vi: 'phản ánh với số và mã tra cứu này', en: 'Feedback with this number and code' }

/** Whether a secret is the one given out with this feedback. Takes the same time whatever is wrong with it. */
export function opens(row: { secret_hash: string }, secret: string): boolean {
  return timingSafeEqual(Buffer.from(row.secret_hash), Buffer.from(hashOf(secret)))
}

/** @throws Refusal NOT_FOUND, the same for a wrong number and a wrong secret */
export function requireSecret(row: FeedbackRow | undefined, { secret }: LookUpInput): FeedbackRow {
  if (!row || !opens(row, secret)) throw notFound(unknownFeedback)
  return row
}

/** The sender gives the information asked for; the clock goes on from here. */
export async function giveInfo(ctx: Ctx, input: InformInput): Promise<{ number: string; status: string }> {
  return await act(ctx, 'voice.giveInfo', input, async ({ tx, emit }) => {
    const row = requireSecret(await loadFor(tx, input.number), input)
    const next = after(row.status, 'inform')
    if (!next || !row.asked_at) {
      return refuse('NO_INFO_ASKED', 409, {
        vi: 'Hiện không có đề nghị bổ sung thông tin nào đang chờ trả lời.',
        en: 'No request for information is waiting for an answer.',
      })
    }
    const clock = await clockAt(tx, row.handler_id, row.clock_from, { from: row.asked_at, to: ctx.now })
    const note = await addNote(tx, row, 'INFO_GIVEN', input.text, ctx.now, '')
    await tx
      .updateTable('voice.feedback')
      .set({ status: next, informed_at: ctx.now, due_at: clock.dueAt, soon_at: clock.soonAt, version: row.version + 1 })
      .where('agency_id', '=', row.agency_id)
      .where('id', '=', row.id)
      .execute()
    emit({
      agencyId: row.agency_id,
      stream: `feedback:${row.id}`,
      type: feedbackEvents.infoGiven,
      data: {
        feedbackId: row.id,
        number: row.number,
        handlerId: row.handler_id,
        note,
        dueAt: clock.dueAt.toISOString(),
      },
    })
    return { number: row.number, status: next }
  })
}

/**
 * A like or a dislike of a published answer, once for each browser.
 * @throws Refusal NOT_PUBLISHED (404), VOTED_ALREADY (409)
 */
export async function vote(ctx: Ctx, input: VoteInput): Promise<{ likes: number; dislikes: number }> {
  return await act(ctx, 'voice.vote', input, async ({ tx, emit }) => {
    const row = await loadFor(tx, input.number)
    if (!row || after(row.status, 'vote') === undefined) {
      throw notFound({ vi: 'phản ánh đã công khai này', en: 'This published feedback' })
    }
    const voter = hashOf(input.voter)
    const earlier = await tx
      .selectFrom('voice.feedback_vote')
      .select('at')
      .where('agency_id', '=', row.agency_id)
      .where('feedback_id', '=', row.id)
      .where('voter_hash', '=', voter)
      .executeTakeFirst()
    if (earlier) {
      refuse('VOTED_ALREADY', 409, {
        vi: `Bạn đã đánh giá câu trả lời này lúc ${formatDateTime(earlier.at)}. Mỗi người đánh giá một lần.`,
        en: `You rated this answer at ${formatDateTime(earlier.at)}. Everybody rates once.`,
      })
    }
    await tx
      .insertInto('voice.feedback_vote')
      .values({ agency_id: row.agency_id, feedback_id: row.id, voter_hash: voter, liked: input.liked, at: ctx.now })
      .execute()
    const counted = { likes: row.likes + (input.liked ? 1 : 0), dislikes: row.dislikes + (input.liked ? 0 : 1) }
    await tx
      .updateTable('voice.feedback')
      .set(counted)
      .where('agency_id', '=', row.agency_id)
      .where('id', '=', row.id)
      .execute()
    emit({
      agencyId: row.agency_id,
      stream: `feedback:${row.id}`,
      type: feedbackEvents.liked,
      data: { feedbackId: row.id, number: row.number, handlerId: row.handler_id, liked: input.liked, ...counted },
    })
    return counted
  })
}

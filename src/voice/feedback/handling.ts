import type { Updateable } from 'kysely'
import { act, type NewEvent } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import type { VoiceFeedback } from '#app/kernel/db/types.ts'
import { conflict, notFound, refuse, type Words2 } from '#app/kernel/refusal.ts'
import { dayOf, fold, mask } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { clockAt, publishBy, type Wait } from './clock.ts'
import { feedbackEvents, type FeedbackEventType } from './events.ts'
import type {
  ApproveInput,
  AskInput,
  AssignInput,
  DraftInput,
  PublishInput,
  RejectInput,
  SendBackInput,
  TransferInput,
} from './input.ts'
import { personalTraces } from './personal.ts'
import { addNote, factsOf, type FeedbackRow, loadFor } from './record.ts'
import { after, type FeedbackState, type OfficerAction, whyNot, whyNotWords } from './rules.ts'
import { addressees, isWithin, scopeOf } from './scope.ts'

/** What officers do with feedback. Every verb: load under lock → may they, now → row, note, event. */

interface Done {
  number: string
  status: FeedbackState
}

interface Handling {
  tx: Tx
  row: FeedbackRow
  /** Writes the new state with what else changes, and says what happened. */
  move: (set: Updateable<VoiceFeedback>, type: FeedbackEventType, data?: Record<string, unknown>) => Promise<Done>
}

async function handle(
  ctx: Ctx,
  action: OfficerAction,
  input: { number: string; version?: number },
  fn: (handling: Handling) => Promise<Done>,
): Promise<Done> {
  return await act(ctx, `voice.${action}Feedback`, input, async ({ tx, emit }) => {
    const row = await loadFor(tx, input.number)
    const scope = await scopeOf(tx, ctx.actor, ctx.now)
    // Feedback of another agency is not shown to exist.
    if (!row || !isWithin(scope, row.handler_id)) throw notFound({ vi: 'phản ánh này', en: 'This feedback' })
    if (input.version !== undefined && input.version !== row.version) throw conflict()
    const reason = whyNot(action, factsOf(row), ctx.actor, true, ctx.now)
    if (reason) refuse(reason, whyNotWords[reason].status, whyNotWords[reason].words)
    const next = after(row.status, action) as FeedbackState
    const move: Handling['move'] = async (set, type, data = {}) => {
      await tx
        .updateTable('voice.feedback')
        .set({ ...set, status: next, version: row.version + 1 })
        .where('agency_id', '=', row.agency_id)
        .where('id', '=', row.id)
        .execute()
      emit(eventOf(row, type, data))
      return { number: row.number, status: next }
    }
    return await fn({ tx, row, move })
  })
}

const eventOf = (row: FeedbackRow, type: FeedbackEventType, data: Record<string, unknown>): NewEvent => ({
  agencyId: row.agency_id,
  stream: `feedback:${row.id}`,
  type,
  data: { feedbackId: row.id, number: row.number, kind: row.kind, handlerId: row.handler_id, ...data },
})

/** Gives it to an officer of the handling agency. @throws Refusal OFFICER_UNKNOWN */
export async function assignFeedback(ctx: Ctx, input: AssignInput): Promise<Done> {
  return await handle(ctx, 'assign', input, async ({ tx, row, move }) => {
    const tree = await agencyTree(tx, dayOf(ctx.now))
    const officer = await officerIn(tx, input.officerId, tree.subtree(row.handler_id), dayOf(ctx.now))
    if (!officer) {
      const words = { vi: 'Hãy chọn một người của cơ quan xử lý.', en: 'Choose somebody of the handling agency.' }
      return refuse('OFFICER_UNKNOWN', 422, words, { fields: { officerId: words } })
    }
    return await move({ assignee_id: officer.id, assignee_name: officer.full_name }, feedbackEvents.assigned, {
      officerId: officer.id,
      officer: officer.full_name,
    })
  })
}

async function officerIn(tx: Tx, officerId: number, units: readonly number[], day: string) {
  return await tx
    .selectFrom('organisation.officer as o')
    .innerJoin('organisation.position as p', 'p.officer_id', 'o.id')
    .select(['o.id', 'o.full_name'])
    .where('o.id', '=', officerId)
    .where('p.agency_id', 'in', units)
    .where('p.valid_from', '<=', day)
    .where(eb => eb.or([eb('p.valid_to', 'is', null), eb('p.valid_to', '>', day)]))
    .executeTakeFirst()
}

/** Asks the sender for information, once, within the days for it; the clock waits for the answer. */
export async function askForInfo(ctx: Ctx, input: AskInput): Promise<Done> {
  return await handle(ctx, 'ask', input, async ({ tx, row, move }) => {
    const note = await addNote(tx, row, 'INFO_ASKED', input.text, ctx.now, ctx.actor.name)
    return await move(
      { asked_at: ctx.now, informed_at: null, due_at: null, soon_at: null },
      feedbackEvents.infoRequested,
      { note },
    )
  })
}

/** Writes the answer, for a head to approve. Answering while the sender was asked ends the wait. */
export async function draftAnswer(ctx: Ctx, input: DraftInput): Promise<Done> {
  return await handle(ctx, 'draft', input, async ({ tx, row, move }) => {
    const note = await addNote(tx, row, 'DRAFT', input.answer, ctx.now, ctx.actor.name)
    const clock = row.due_at === null ? await clockAt(tx, row.handler_id, row.clock_from, waitOf(row, ctx.now)) : null
    return await move(
      { answer: input.answer, ...(clock ? { due_at: clock.dueAt, soon_at: clock.soonAt } : {}) },
      feedbackEvents.drafted,
      { note },
    )
  })
}

/** The sender's wait so far: until the information came, or until now. */
function waitOf(row: FeedbackRow, now: Date): Wait | null {
  return row.asked_at ? { from: row.asked_at, to: row.informed_at ?? now } : null
}

/** A head approves the draft: the sender can read it, and the days for publishing begin. */
export async function approveAnswer(ctx: Ctx, input: ApproveInput): Promise<Done> {
  return await handle(ctx, 'approve', input, async ({ tx, row, move }) => {
    const publish = await publishBy(tx, row.handler_id, ctx.now)
    const late = row.due_at !== null && ctx.now > row.due_at
    return await move(
      { answered_at: ctx.now, answered_by: ctx.actor.name, closed_at: ctx.now, publish_by: publish },
      feedbackEvents.answered,
      { late, procedureId: row.procedure_id, dossierCode: row.dossier_code },
    )
  })
}

/** A head gives the draft back with what has to change. */
export async function sendBackAnswer(ctx: Ctx, input: SendBackInput): Promise<Done> {
  return await handle(ctx, 'sendBack', input, async ({ tx, row, move }) => {
    const note = await addNote(tx, row, 'SENT_BACK', input.reason, ctx.now, ctx.actor.name)
    return await move({}, feedbackEvents.sentBack, { note })
  })
}

/**
 * Makes question and answer public in the words given here, which the officer has freed of personal data.
 * @throws Refusal PERSONAL_DATA_LEFT naming the fields and what was found in them
 */
export async function publishFeedback(ctx: Ctx, input: PublishInput): Promise<Done> {
  return await handle(ctx, 'publish', input, async ({ row, move }) => {
    const fields = tracesLeft(row, input)
    if (Object.keys(fields).length > 0) {
      refuse(
        'PERSONAL_DATA_LEFT',
        422,
        {
          vi: 'Nội dung công khai còn thông tin cá nhân. Hãy xóa hoặc thay bằng “…” rồi gửi lại.',
          en: 'The public text still has personal data. Remove it and send again.',
        },
        { fields },
      )
    }
    const late = row.publish_by !== null && ctx.now > row.publish_by
    return await move(
      {
        public_subject: input.subject,
        public_body: input.body,
        public_answer: input.answer,
        published_at: ctx.now,
        public_search: fold(`${row.number} ${input.subject} ${input.body} ${input.answer}`),
      },
      feedbackEvents.published,
      { late },
    )
  })
}

/** Per field of the public text: what in it would tell who wrote. Also asked by the page before anybody presses the button. */
export function tracesLeft(
  row: { sender_name: string; sender_address: string },
  text: { subject: string; body: string; answer: string },
): Record<string, Words2> {
  const known = [row.sender_name, row.sender_address].filter(Boolean)
  return Object.fromEntries(
    (['subject', 'body', 'answer'] as const).flatMap(field => {
      const traces = personalTraces(text[field], known)
      if (traces.length === 0) return []
      const shown = [...new Set(traces.map(trace => `“${mask(trace.text, 3, 2)}”`))].join(', ')
      return [[field, { vi: `Còn thông tin cá nhân: ${shown}.`, en: `Personal data left: ${shown}.` }]]
    }),
  )
}

/** Refuses to take it in, with the reason the sender will read; only within the days for it. */
export async function rejectFeedback(ctx: Ctx, input: RejectInput): Promise<Done> {
  return await handle(ctx, 'reject', input, async ({ tx, row, move }) => {
    const note = await addNote(tx, row, 'REJECTED', input.reason, ctx.now, ctx.actor.name)
    return await move({ closed_at: ctx.now }, feedbackEvents.rejected, { note })
  })
}

/** Passes it on to the agency whose matter it is. The limits run anew from here. @throws Refusal AGENCY_UNKNOWN */
export async function transferFeedback(ctx: Ctx, input: TransferInput): Promise<Done> {
  return await handle(ctx, 'transfer', input, async ({ tx, row, move }) => {
    const tree = await agencyTree(tx, dayOf(ctx.now))
    const to = addressees(tree).find(one => one.id === input.agencyId && one.id !== row.handler_id)
    if (!to) {
      const words = { vi: 'Hãy chọn một cơ quan khác của tỉnh.', en: 'Choose another agency of the province.' }
      return refuse('AGENCY_UNKNOWN', 422, words, { fields: { agencyId: words } })
    }
    const clock = await clockAt(tx, to.id, ctx.now)
    const note = await addNote(tx, row, 'TRANSFERRED', input.reason, ctx.now, ctx.actor.name)
    return await move(
      {
        handler_id: to.id,
        assignee_id: null,
        assignee_name: '',
        asked_at: null,
        informed_at: null,
        clock_from: ctx.now,
        due_at: clock.dueAt,
        soon_at: clock.soonAt,
        refuse_by: clock.refuseBy,
        ask_by: clock.askBy,
      },
      feedbackEvents.transferred,
      { note, fromId: row.handler_id, handlerId: to.id, to: to.name, from: tree.get(row.handler_id)?.name ?? '' },
    )
  })
}

/** Uncovers who sent it, for the one who asks; the asking is kept in the read log and in the history. */
export async function openSender(ctx: Ctx, input: { number: string }): Promise<{ number: string }> {
  return await act(ctx, 'voice.openSender', input, async ({ tx, emit }) => {
    const row = await loadFor(tx, input.number)
    const scope = await scopeOf(tx, ctx.actor, ctx.now)
    if (!row || !isWithin(scope, row.handler_id)) throw notFound({ vi: 'phản ánh này', en: 'This feedback' })
    await tx
      .insertInto('kernel.read_log')
      .values({
        at: ctx.now,
        account_id: ctx.actor.accountId,
        actor_name: ctx.actor.name,
        agency_id: row.agency_id,
        subject: `feedback:${row.id}`,
        fields: ['sender_name', 'sender_phone', 'sender_email', 'sender_address'],
        request_id: ctx.requestId,
      })
      .execute()
    emit(eventOf(row, feedbackEvents.senderOpened, {}))
    return { number: row.number }
  })
}

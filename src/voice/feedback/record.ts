import type { Selectable } from 'kysely'
import type { Tx } from '#app/kernel/context.ts'
import type { VoiceFeedback } from '#app/kernel/db/types.ts'
import type { FeedbackFacts, FeedbackState } from './rules.ts'

/** A feedback as the verbs load it. */
export type FeedbackRow = Omit<Selectable<VoiceFeedback>, 'status'> & { status: FeedbackState }

/** The row under its number, locked: whoever comes next decides on what this verb leaves. */
export async function loadFor(tx: Tx, number: string): Promise<FeedbackRow | undefined> {
  const row = await tx
    .selectFrom('voice.feedback')
    .selectAll()
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst()
  return row && { ...row, status: row.status as FeedbackState }
}

export const factsOf = (
  row: Pick<FeedbackRow, 'status' | 'assignee_id' | 'asked_at' | 'ask_by' | 'refuse_by'>,
): FeedbackFacts => ({
  status: row.status,
  assigneeId: row.assignee_id,
  askedAt: row.asked_at,
  askBy: row.ask_by,
  refuseBy: row.refuse_by,
})

export const noteKinds = ['INFO_ASKED', 'INFO_GIVEN', 'DRAFT', 'SENT_BACK', 'REJECTED', 'TRANSFERRED'] as const
export type NoteKind = (typeof noteKinds)[number]

/** Keeps a text that belongs to an event; the row's lock makes the numbers follow each other. */
export async function addNote(
  tx: Tx,
  row: FeedbackRow,
  kind: NoteKind,
  text: string,
  at: Date,
  by: string,
): Promise<number> {
  const last = await tx
    .selectFrom('voice.feedback_note')
    .select(eb => eb.fn.max('no').as('no'))
    .where('agency_id', '=', row.agency_id)
    .where('feedback_id', '=', row.id)
    .executeTakeFirst()
  const no = (last?.no ?? 0) + 1
  await tx
    .insertInto('voice.feedback_note')
    .values({ agency_id: row.agency_id, feedback_id: row.id, no, kind, text, at, by_name: by })
    .execute()
  return no
}

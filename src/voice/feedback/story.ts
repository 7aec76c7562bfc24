import type { Reader } from '#app/kernel/context.ts'
import type { FeedbackEventType } from './events.ts'
import type { FeedbackRow } from './record.ts'

/** One line of a feedback's history: what happened, who did it, and the text that went with it. */
export interface StoryLine {
  type: FeedbackEventType
  at: Date
  /** Empty for the sender and the public. */
  actor: string
  data: Record<string, unknown>
  text: string | null
}

/** The whole history, newest first, votes left out. */
export async function storyOf(db: Reader, row: Pick<FeedbackRow, 'agency_id' | 'id'>): Promise<StoryLine[]> {
  const [events, notes] = await Promise.all([
    db
      .selectFrom('kernel.event')
      .select(['type', 'at', 'actor_kind', 'actor_name', 'data'])
      .where('agency_id', '=', row.agency_id)
      .where('stream', '=', `feedback:${row.id}`)
      .where('type', '<>', 'voice.feedback.liked')
      .orderBy('seq', 'desc')
      .execute(),
    db
      .selectFrom('voice.feedback_note')
      .select(['no', 'text'])
      .where('agency_id', '=', row.agency_id)
      .where('feedback_id', '=', row.id)
      .execute(),
  ])
  const texts = new Map(notes.map(note => [note.no, note.text]))
  return events.map(event => {
    const data = event.data as Record<string, unknown>
    return {
      type: event.type as FeedbackEventType,
      at: event.at,
      actor: event.actor_kind === 'ANONYMOUS' || event.actor_kind === 'CITIZEN' ? '' : event.actor_name,
      data,
      text: typeof data['note'] === 'number' ? (texts.get(data['note']) ?? null) : null,
    }
  })
}

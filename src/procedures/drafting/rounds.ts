import type { Reader } from '#app/kernel/context.ts'
import { type Disposition, owesAnswer, type RoundKind, type Stance } from './rules.ts'

/** Rounds of opinions, who was asked and what came, as verbs and views load them. */

export interface RequestRow {
  id: number
  roundId: number
  agencyId: number | null
  name: string
  dueAt: Date
  soonAt: Date
  answeredAt: Date | null
  answeredBy: string | null
  documentNo: string | null
  soonNotedAt: Date | null
  lateNotedAt: Date | null
}
export interface RoundRow {
  id: number
  kind: RoundKind
  textNo: number
  question: string
  days: number
  openedAt: Date
  openedBy: string
  dueAt: Date
  closedAt: Date | null
  closedBy: string | null
  closeNote: string
  requests: RequestRow[]
}

/** All rounds of opinions, oldest first, with everybody who was asked. */
export async function roundsOf(db: Reader, draftId: number): Promise<RoundRow[]> {
  const rounds = await db
    .selectFrom('procedures.opinion_round')
    .selectAll()
    .where('draft_id', '=', draftId)
    .orderBy('id')
    .execute()
  if (rounds.length === 0) return []
  const requests = await db
    .selectFrom('procedures.opinion_request')
    .selectAll()
    .where(
      'round_id',
      'in',
      rounds.map(one => one.id),
    )
    .orderBy('id')
    .execute()
  return rounds.map(row => ({
    id: row.id,
    kind: row.kind as RoundKind,
    textNo: row.text_no,
    question: row.question,
    days: row.days,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    dueAt: row.due_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    closeNote: row.close_note,
    requests: requests
      .filter(one => one.round_id === row.id)
      .map(one => ({
        id: one.id,
        roundId: one.round_id,
        agencyId: one.agency_id,
        name: one.name,
        dueAt: one.due_at,
        soonAt: one.soon_at,
        answeredAt: one.answered_at,
        answeredBy: one.answered_by,
        documentNo: one.document_no,
        soonNotedAt: one.soon_noted_at,
        lateNotedAt: one.late_noted_at,
      })),
  }))
}

export interface OpinionRow {
  id: number
  roundId: number
  requestId: number | null
  kind: RoundKind
  textNo: number
  articleNo: string | null
  stance: Stance
  body: string
  author: string
  givenAt: Date
  disposition: Disposition | null
  answer: string
  answeredAt: Date | null
  answeredBy: string | null
  owed: boolean
}

/** All opinions in the order of the accept-and-explain table: the draft as a whole first, then by article and time. */
export async function opinionsOf(db: Reader, draftId: number): Promise<OpinionRow[]> {
  const rows = await db
    .selectFrom('procedures.opinion as o')
    .innerJoin('procedures.opinion_round as r', 'r.id', 'o.round_id')
    .selectAll('o')
    .select(['r.kind', 'r.text_no'])
    .where('o.draft_id', '=', draftId)
    .orderBy('o.id')
    .execute()
  const rank = (no: string | null): number => (no === null ? 0 : Number.parseInt(no, 10))
  return rows
    .map((row): OpinionRow => {
      const stance = row.stance as Stance
      const disposition = row.disposition as Disposition | null
      return {
        id: row.id,
        roundId: row.round_id,
        requestId: row.request_id,
        kind: row.kind as RoundKind,
        textNo: row.text_no,
        articleNo: row.article_no,
        stance,
        body: row.body,
        author: row.author,
        givenAt: row.given_at,
        disposition,
        answer: row.answer,
        answeredAt: row.answered_at,
        answeredBy: row.answered_by,
        owed: owesAnswer({ stance, body: row.body, disposition }),
      }
    })
    .sort((a, b) => rank(a.articleNo) - rank(b.articleNo) || (a.articleNo ?? '').localeCompare(b.articleNo ?? '', 'vi'))
}

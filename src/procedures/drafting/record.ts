import type { Selectable } from 'kysely'
import type { Actor, Reader, Tx } from '#app/kernel/context.ts'
import type { ProceduresLegalDraft } from '#app/kernel/db/types.ts'
import { type AgencyTree } from '#app/organisation/agencies/index.ts'
import { type Article, fingerprintOf } from './articles.ts'
import type { Answers, AssessmentForm, Change, Verdict } from './questionnaire.ts'
import {
  assessed,
  type DraftFacts,
  type DraftKind,
  owesAnswer,
  type ReadinessFacts,
  type RoundKind,
  type Stage,
  type Disposition,
  type Stance,
} from './rules.ts'

/** Drafts and what belongs to them, as verbs and views load them. */

export type DraftRow = Omit<Selectable<ProceduresLegalDraft>, 'stage' | 'kind'> & { stage: Stage; kind: DraftKind }

const asDraft = (row: Selectable<ProceduresLegalDraft>): DraftRow => ({
  ...row,
  stage: row.stage as Stage,
  kind: row.kind as DraftKind,
})

/** The row, locked: whoever comes next decides on what this verb leaves. */
export async function lockDraft(tx: Tx, id: number): Promise<DraftRow | undefined> {
  const row = await tx
    .selectFrom('procedures.legal_draft')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && asDraft(row)
}

export async function readDraft(db: Reader, id: number): Promise<DraftRow | undefined> {
  const row = await db.selectFrom('procedures.legal_draft').selectAll().where('id', '=', id).executeTakeFirst()
  return row && asDraft(row)
}

export const factsOf = (row: DraftRow): DraftFacts => ({
  stage: row.stage,
  agencyId: row.agency_id,
  appraiserId: row.appraiser_id,
})

/** The agency an actor works for on the tree's day; null for those who work for none. */
export function homeOf(tree: AgencyTree, actor: Actor): number | null {
  return actor.agencyId === null || !tree.get(actor.agencyId) ? null : tree.homeOf(actor.agencyId)
}

/** Agencies of the province that can be asked or can appraise: what has a head of its own. */
const ADDRESSED = ['PROVINCE', 'DEPARTMENT', 'COMMUNE', 'SERVICE_CENTRE']
export function addressees(tree: AgencyTree): { id: number; name: string; kind: string }[] {
  return tree
    .subtree(tree.province())
    .flatMap(id => tree.get(id) ?? [])
    .filter(node => ADDRESSED.includes(node.kind))
    .map(({ id, name, kind }) => ({ id, name, kind }))
    .sort((a, b) => ADDRESSED.indexOf(a.kind) - ADDRESSED.indexOf(b.kind) || a.name.localeCompare(b.name, 'vi'))
}

/** The control unit answers for the province; a commune's own control staff do not. */
export const isControl = (tree: AgencyTree, actor: Actor, home: number | null): boolean =>
  actor.roles.includes('CONTROL') && home !== null && tree.get(home)?.kind !== 'COMMUNE'

export interface TextRow {
  no: number
  note: string
  createdAt: Date
  createdBy: string
  sealedAt: Date | null
}

export async function textsOf(db: Reader, draftId: number): Promise<TextRow[]> {
  const rows = await db
    .selectFrom('procedures.legal_draft_text')
    .select(['no', 'note', 'created_at as createdAt', 'created_by as createdBy', 'sealed_at as sealedAt'])
    .where('draft_id', '=', draftId)
    .orderBy('no', 'desc')
    .execute()
  return rows
}

export async function articlesOf(db: Reader, draftId: number, textNo: number): Promise<Article[]> {
  return await db
    .selectFrom('procedures.legal_draft_article')
    .select(['no', 'heading', 'body'])
    .where('draft_id', '=', draftId)
    .where('text_no', '=', textNo)
    .orderBy('position')
    .orderBy('no')
    .execute()
}

export interface AssessmentRow {
  id: number
  form: AssessmentForm
  subject: string
  questionnaire: number
  answers: Answers
  complete: boolean
  verdict: Verdict | null
  signed: boolean
  fingerprint: string | null
  signedAt: Date | null
  signedBy: string | null
  reopenedAt: Date | null
  updatedAt: Date
  updatedBy: string
}

/** A procedure that articles of a text touch, with its assessments. */
export interface Affected {
  id: number
  change: Change
  procedureId: number | null
  code: string | null
  name: string
  forms: string[]
  requirements: string[]
  declared: boolean
  /** Numbers of the articles of this text. */
  articles: string[]
  fingerprint: string
  assessments: AssessmentRow[]
}

const FORM_ORDER: readonly string[] = ['PROCEDURE', 'FORM', 'REQUIREMENT']

/** Every procedure the articles of a text touch, in the order of the law's four kinds, then of the articles. */
export async function affectedOf(db: Reader, draftId: number, textNo: number): Promise<Affected[]> {
  const articles = await articlesOf(db, draftId, textNo)
  const [tags, procedures, assessments] = await Promise.all([
    db
      .selectFrom('procedures.article_change')
      .select(['article_no', 'affected_id'])
      .where('draft_id', '=', draftId)
      .where('text_no', '=', textNo)
      .execute(),
    db
      .selectFrom('procedures.affected_procedure as a')
      .leftJoin('procedures.procedure as p', 'p.id', 'a.procedure_id')
      .selectAll('a')
      .select('p.code')
      .where('a.draft_id', '=', draftId)
      .orderBy('a.id')
      .execute(),
    assessmentsOf(db, draftId),
  ])
  const order: readonly string[] = ['NEW', 'AMENDED', 'REPLACED', 'REPEALED']
  return procedures
    .map((row): Affected => {
      const mine = articles.filter(one => tags.some(tag => tag.affected_id === row.id && tag.article_no === one.no))
      const change = row.change as Change
      return {
        id: row.id,
        change,
        procedureId: row.procedure_id,
        code: row.code,
        name: row.name,
        forms: row.forms,
        requirements: row.requirements,
        declared: row.declared_at !== null,
        articles: mine.map(one => one.no),
        fingerprint: fingerprintOf(change, mine),
        assessments: assessed[change]
          ? assessments
              .filter(one => one.affectedId === row.id)
              .sort((a, b) => FORM_ORDER.indexOf(a.form) - FORM_ORDER.indexOf(b.form) || a.id - b.id)
          : [],
      }
    })
    .filter(one => one.articles.length > 0)
    .sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change))
}

async function assessmentsOf(db: Reader, draftId: number): Promise<(AssessmentRow & { affectedId: number })[]> {
  const rows = await db
    .selectFrom('procedures.impact_assessment as s')
    .innerJoin('procedures.affected_procedure as a', 'a.id', 's.affected_id')
    .selectAll('s')
    .where('a.draft_id', '=', draftId)
    .execute()
  return rows.map(row => ({
    id: row.id,
    affectedId: row.affected_id,
    form: row.form as AssessmentForm,
    subject: row.subject,
    questionnaire: row.questionnaire,
    answers: row.answers as Answers,
    complete: row.complete,
    verdict: row.verdict as Verdict | null,
    signed: row.state === 'SIGNED',
    fingerprint: row.fingerprint,
    signedAt: row.signed_at,
    signedBy: row.signed_by,
    reopenedAt: row.reopened_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  }))
}

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

/** What readiness for appraisal is decided on. */
export async function readinessOf(db: Reader, row: Pick<DraftRow, 'id' | 'text_no'>): Promise<ReadinessFacts> {
  const [articles, procedures, rounds, opinions] = [
    await articlesOf(db, row.id, row.text_no),
    await affectedOf(db, row.id, row.text_no),
    await roundsOf(db, row.id),
    await opinionsOf(db, row.id),
  ]
  return {
    articles: articles.length,
    procedures,
    rounds: rounds.map(round => ({
      kind: round.kind,
      open: round.closedAt === null,
      unanswered: round.requests.filter(one => !one.answeredAt).map(one => one.name),
      answered: round.requests.filter(one => one.answeredAt).length,
    })),
    owed: opinions.filter(one => one.owed),
  }
}

import type { Reader } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { fingerprintOf } from './articles.ts'
import type { Answers, AssessmentForm, Change, Verdict } from './questionnaire.ts'
import { articlesOf, readDraft } from './record.ts'
import { assessed } from './rules.ts'

/** What a text does to procedures, with their assessments: where publication begins. */

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

export interface AffectedProcedure {
  id: number
  change: Change
  /** In the catalogue; null for a new one. */
  procedureId: number | null
  /** Of the procedure that is changed, replaced or repealed. */
  code: string | null
  /** Of a new or replacing one a working name. */
  name: string
  /** Articles of the text, in its order. */
  articles: string[]
}

export interface AffectedList {
  draftId: number
  agencyId: number
  title: string
  /** Null until the text is adopted. */
  number: string | null
  adoptedOn: string | null
  /** Invented for the demo. */
  illustrative: boolean
  effectiveOn: string | null
  /** All of them: new, amended, replaced, repealed. */
  procedures: AffectedProcedure[]
  /** How many of each kind. */
  counts: Record<Change, number>
}

/**
 * The procedures a draft touches by its present text, in the law's four kinds; of an adopted one what has to be published.
 * law: ND-63-2010#14
 * @throws Refusal NOT_FOUND
 */
export async function affectedProcedures(db: Reader, draftId: number): Promise<AffectedList> {
  const row = await readDraft(db, draftId)
  if (!row) throw notFound({ vi: 'dự thảo này', en: 'This draft' })
  const procedures = (await affectedOf(db, row.id, row.text_no)).map(
    ({ id, change, procedureId, code, name, articles }) => ({ id, change, procedureId, code, name, articles }),
  )
  const counts: Record<Change, number> = { NEW: 0, AMENDED: 0, REPLACED: 0, REPEALED: 0 }
  for (const { change } of procedures) counts[change] += 1
  return {
    draftId: row.id,
    agencyId: row.agency_id,
    title: row.title,
    number: row.adopted_no,
    adoptedOn: row.adopted_on,
    illustrative: row.illustrative,
    effectiveOn: row.effective_on,
    procedures,
    counts,
  }
}

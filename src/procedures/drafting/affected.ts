import type { Reader } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import type { Change } from './questionnaire.ts'
import { affectedOf, readDraft } from './record.ts'

/** What a text does to procedures: where publication begins. */

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

import { sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import type { FormDefinition } from './definition.ts'
import { type FormState, type FormVersion, versionComing, versionOn } from './rules.ts'

/** What pages and machines see of a procedure's form. */

export interface FormVersionView extends FormVersion {
  definition: FormDefinition
  note: string
  revision: number
  /** How many changes of a draft can be taken back. */
  undoSteps: number
  createdAt: Date
  createdBy: string
  changedAt: Date
  publishedAt: Date | null
  publishedBy: string | null
  /** Ended without a next one: when that was said, by whom and why. */
  withdrawn: { at: Date; by: string; reason: string } | null
}

export interface FormView {
  procedureId: number
  code: string
  name: string
  sector: string
  /** The cases of the papers the procedure asks for today. */
  cases: string[]
  /** Whether the procedure is in force here today: only then a form can be published. */
  published: boolean
  inForce: FormVersionView | null
  /** Published for a day to come. */
  coming: FormVersionView | null
  draft: FormVersionView | null
  /** Newest first. */
  versions: FormVersionView[]
}

interface Head {
  procedureId: number
  code: string
  name: string
  sector: string
  cases: string[]
  published: boolean
}

/** @throws Refusal NOT_FOUND */
export async function formPage(db: Reader, code: string, day: string): Promise<FormView> {
  const { rows } = await sql<Head>`
    select p.id as "procedureId", p.code, v.name, v.sector, v.state in ('PUBLISHED', 'CLOSED') and s.id is not null as published,
           array(select distinct c ->> 'case' from jsonb_array_elements(v.content -> 'components') c where c ->> 'case' is not null
                  order by 1) as cases
      from procedures.procedure p
      left join procedures.shown_on(${day}::date) s on s.procedure_id = p.id
      join procedures.procedure_version v on v.id = coalesce(s.id,
           (select l.id from procedures.procedure_version l where l.procedure_id = p.id order by l.no desc limit 1))
     where p.code = ${code}`.execute(db)
  const head = rows[0]
  if (!head) throw notFound({ vi: `thủ tục ${code.slice(0, 40)}`, en: `Procedure ${code.slice(0, 40)}` })
  const versions = await versionsOf(db, head.procedureId)
  return {
    ...head,
    inForce: versionOn(versions, day),
    coming: versionComing(versions, day),
    draft: versions.find(one => one.state === 'DRAFT') ?? null,
    versions,
  }
}

async function versionsOf(db: Reader, procedureId: number): Promise<FormVersionView[]> {
  const rows = await db
    .selectFrom('procedures.form_version')
    .selectAll()
    .select(sql<number>`jsonb_array_length(undo)`.as('undoSteps'))
    .where('procedure_id', '=', procedureId)
    .orderBy('no', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    no: row.no,
    state: row.state as FormState,
    from: row.effective_from,
    to: row.effective_to,
    definition: row.definition as unknown as FormDefinition,
    note: row.note,
    revision: row.revision,
    undoSteps: row.undoSteps,
    createdAt: row.created_at,
    createdBy: row.created_by,
    changedAt: row.changed_at,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    withdrawn: row.withdrawn_at && {
      at: row.withdrawn_at,
      by: row.withdrawn_by ?? '',
      reason: row.withdraw_reason ?? '',
    },
  }))
}

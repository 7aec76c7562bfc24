import { sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { type Layout, storedLayout } from './form.ts'

/** Layouts of forms kept as dated data. None is ever changed: another reading of a form is a further version from a day on. */

/** The layout of a day, or of a version. @throws Error where a form has none */
export async function storedLayoutOf(db: Reader, form: string, day: string, version?: number): Promise<Layout> {
  const row = await db
    .selectFrom('measures.report_layout')
    .select(['version', 'heads', 'checks', 'basis', 'verified'])
    .where('form', '=', form)
    .where(eb => (version === undefined ? eb('valid_from', '<=', day) : eb('version', '=', version)))
    .orderBy('valid_from', 'desc')
    .executeTakeFirst()
  if (!row) throw new Error(`form ${form} has no layout on ${day}`)
  const { heads, checks } = parse(storedLayout, { heads: row.heads, checks: row.checks })
  return { version: row.version, heads, checks, basis: row.basis, verified: row.verified }
}

export interface LayoutVersion extends Layout {
  form: string
  validFrom: string
  /** First day another one holds; null: none follows. */
  validTo: string | null
}

/** Every stored layout, form by form, the newest first. */
export async function storedLayouts(db: Reader): Promise<LayoutVersion[]> {
  const { rows } = await sql<LayoutVersion>`
    select form, version, heads, checks, basis, verified, valid_from as "validFrom",
           lead(valid_from) over (partition by form order by valid_from) as "validTo"
      from measures.report_layout order by form, valid_from desc`.execute(db)
  return rows.map(row => ({ ...row, ...parse(storedLayout, { heads: row.heads, checks: row.checks }) }))
}

/** One of them. @throws Refusal NOT_FOUND */
export async function storedLayoutVersion(db: Reader, form: string, version: number): Promise<LayoutVersion> {
  const found = (await storedLayouts(db)).find(one => one.form === form && one.version === version)
  if (!found) throw notFound({ vi: `bố cục ${version} của biểu ${form}`, en: `Layout ${version} of form ${form}` })
  return found
}

import type { Reader } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { type Layout, storedLayout } from './form.ts'

/** Layouts of forms kept as dated data: the one of a day, or of a version. @throws Error where a form has none */
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

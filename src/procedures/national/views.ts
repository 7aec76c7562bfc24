import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import type { ReviewCode } from './shape.ts'

/** What the imports of the national catalogue did. */

export interface ImportRun {
  id: number
  source: string
  at: Date
  by: string
  read: number
  imported: number
  changed: number
  unchanged: number
  rejected: number
  warnings: Partial<Record<ReviewCode, number>>
  rejections: { line: number; code: string | null; reason: string; message: string }[]
}

/** The last runs of the import, newest first. */
export async function importRuns(ctx: Ctx): Promise<ImportRun[]> {
  const { rows } = await sql<ImportRun>`
    select id, source, at, by_name as "by", read, imported, changed, unchanged, rejected, warnings, rejections
      from procedures.import_run order by at desc, id desc limit 20`.execute(ctx.db)
  return rows
}

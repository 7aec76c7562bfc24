import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, pageQuery, toPage } from '#app/kernel/paging.ts'
import { notFound } from '#app/kernel/refusal.ts'
import type { ImportReject } from './import.ts'
import { readSoFar } from './service.ts'
import type { ReviewCode } from './shape.ts'

/** What the imports of the national catalogue did. */

export const runsQuery = z.object({ after: pageQuery.shape.after, limit: pageQuery.shape.limit })
export type RunsQuery = z.output<typeof runsQuery>

export interface RunLine {
  id: number
  source: string
  at: Date
  by: string
  state: 'RUNNING' | 'DONE' | 'FAILED'
  read: number
  imported: number
  changed: number
  unchanged: number
  rejected: number
}

const columns = sql`id, source, at, by_name as "by", state, read, imported, changed, unchanged, rejected`

/** The runs of the import, newest first. */
export async function importRuns(ctx: Ctx, query: RunsQuery): Promise<Page<RunLine>> {
  const key = [{ column: sql`id`, type: 'int' as const }]
  const from = query.after ? afterKey(key, 'desc', decodeCursor(query.after, key.length)) : sql<boolean>`true`
  const { rows } = await sql<RunLine>`
    select ${columns} from procedures.import_run where ${from} order by id desc limit ${query.limit + 1}`.execute(
    ctx.db,
  )
  return toPage(rows, query.limit, row => [row.id])
}

export interface Rejection {
  line: number
  code: string | null
  reason: ImportReject
  message: string
}

export interface ImportRun extends RunLine {
  /** What stopped it, where it failed. */
  failure: string | null
  warnings: Partial<Record<ReviewCode, number>>
  /** The first thousand. */
  rejections: Rejection[]
  /** Records read so far by this server, while it runs. */
  soFar: number | null
  /** It began long ago and nobody here reads it: the server that did was stopped. */
  stalled: boolean
}

const STALLED_MS = 30 * 60_000

/** One run, with what a person should look at. @throws Refusal NOT_FOUND */
export async function importRun(ctx: Ctx, id: number): Promise<ImportRun> {
  const { rows } = await sql<Omit<ImportRun, 'soFar' | 'stalled'>>`
    select ${columns}, failure, warnings, rejections from procedures.import_run where id = ${id}`.execute(ctx.db)
  const run = rows[0]
  if (!run) throw notFound({ vi: 'lần nhập này', en: 'This import' })
  const soFar = readSoFar(ctx, id)
  const isOld = ctx.now.getTime() - run.at.getTime() > STALLED_MS
  return { ...run, soFar, stalled: run.state === 'RUNNING' && soFar === null && isOld }
}

import { sql } from 'kysely'
import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { openCopies } from '../catalogue/index.ts'
import { parseCrawled, type RejectCode } from './crawl.ts'
import { type FileLine, linesOf } from './import-file.ts'
import { isNationalRecord, nationalCodeOf, parseNational, recordsOf } from './service-record.ts'
import type { ReviewCode } from './shape.ts'

/** The national catalogue comes in: every record is imported or rejected with a named reason. */

export type ImportReject = RejectCode | 'NOT_JSON' | 'CODE_TWICE' | 'TEXT_NOT_STORABLE'

/**
 * What a run did. `imported` are the records whose content is in the catalogue afterwards, so that
 * read = imported + rejected in every run; of them some were `added`, some `changed`, the rest `unchanged`.
 */
export interface ImportSummary {
  runId: number
  read: number
  imported: number
  rejected: number
  added: number
  changed: number
  unchanged: number
  /** Records with something for a person to look at, by what it is. */
  warnings: Partial<Record<ReviewCode, number>>
  /** Rejected records by reason. */
  rejections: Partial<Record<ImportReject, number>>
}

export const nationalEvents = {
  started: 'procedures.import.started',
  imported: 'procedures.import.done',
  failed: 'procedures.import.failed',
} as const

export interface ImportOptions {
  /** The run this is, where it has begun; else it becomes one. */
  runId?: number
  /** How the file is called in the list of runs; the last part of its path when left out. */
  name?: string
  /** Told after every batch. */
  onProgress?: (progress: { read: number; imported: number; rejected: number }) => void
}

const BATCH = 200
const KEPT_REJECTIONS = 1_000

/**
 * Imports a file of national procedures (one JSON record a line, .ndjson or .ndjson.gz), crawled from the portal's pages or in
 * the structure of the national database's service; the shape of each record tells which. Each becomes the national
 * copy of its procedure. A record whose content is there already changes nothing; one that differs becomes the next
 * copy. All or nothing.
 * @throws Refusal FILE_UNREADABLE
 */
export async function importProcedures(ctx: Ctx, file: string, options: ImportOptions = {}): Promise<ImportSummary> {
  const agencyId = await streamOwner(ctx)
  const source = options.name ?? file.split(/[\\/]/).at(-1) ?? file
  return await act(ctx, 'procedures.importProcedures', { source }, async ({ tx, emit }) => {
    const copies = await openCopies(ctx, tx)
    const run = startRun(copies)
    let lines = 0
    const flush = async (): Promise<void> => {
      await copies.flush()
      const { read, imported, rejected } = run.summary
      options.onProgress?.({ read, imported, rejected })
    }
    for await (const line of linesOf(file, source)) {
      take(run, line)
      lines += 1
      if (lines % BATCH === 0) await flush()
    }
    await flush()
    // Two thousand rows at once: until the planner has seen them, the lists are read fifty times slower.
    await sql`analyze procedures.procedure_version`.execute(tx)
    const { summary } = run
    const row = {
      source,
      at: ctx.now,
      by_name: ctx.actor.name,
      state: 'DONE',
      read: summary.read,
      imported: summary.imported,
      rejected: summary.rejected,
      changed: summary.added + summary.changed,
      unchanged: summary.unchanged,
      warnings: JSON.stringify(summary.warnings),
      rejections: JSON.stringify(run.rejections),
    }
    const { id } = await (options.runId === undefined
      ? tx.insertInto('procedures.import_run').values(row).returning('id')
      : tx.updateTable('procedures.import_run').set(row).where('id', '=', options.runId).returning('id')
    ).executeTakeFirstOrThrow()
    emit({
      agencyId,
      stream: `import:${id}`,
      type: nationalEvents.imported,
      data: { ...summary },
      isNew: options.runId === undefined,
    })
    return { runId: id, ...summary }
  })
}

/** The province, or 0 where none is set up yet: the catalogue may be filled first. */
export async function streamOwner(ctx: Ctx): Promise<number> {
  try {
    return (await agencyTree(ctx.db, dayOf(ctx.now))).province()
  } catch (cause) {
    if (cause instanceof Refusal && cause.code === 'PROVINCE_NOT_SET') return 0
    throw cause
  }
}

interface Run {
  summary: Omit<ImportSummary, 'runId'>
  rejections: { line: number; code: string | null; reason: ImportReject; message: string }[]
  copies: Awaited<ReturnType<typeof openCopies>>
  seen: Set<string>
}

function startRun(copies: Run['copies']): Run {
  return {
    summary: { read: 0, imported: 0, rejected: 0, added: 0, changed: 0, unchanged: 0, warnings: {}, rejections: {} },
    rejections: [],
    copies,
    seen: new Set(),
  }
}

/** Reads one line: a record, or an answer of the national service with its records. */
function take(run: Run, line: FileLine): void {
  let value: unknown
  try {
    value = JSON.parse(line.text)
  } catch {
    run.summary.read += 1
    reject(run, line.no, null, 'NOT_JSON', 'the line is not JSON')
    return
  }
  for (const record of recordsOf(value)) takeRecord(run, line.no, record)
}

/** Reads one record by its shape and puts it among the copies, or rejects it. */
function takeRecord(run: Run, line: number, record: unknown): void {
  const { summary } = run
  summary.read += 1
  const national = isNationalRecord(record)
  const outcome = national ? parseNational(record) : parseCrawled(record)
  if (!outcome.ok) {
    const claimed = (record as { ma_thu_tuc?: unknown } | null)?.ma_thu_tuc
    const code = national ? nationalCodeOf(record) : typeof claimed === 'string' ? claimed.slice(0, 40) : null
    reject(run, line, code, outcome.reason, outcome.message)
    return
  }
  const { code } = outcome.content
  if (run.seen.has(code)) {
    reject(run, line, code, 'CODE_TWICE', `procedure ${code} was read before in this file`)
    return
  }
  const fate = run.copies.put(outcome.content)
  if (fate === 'NOT_STORABLE') {
    reject(run, line, code, 'TEXT_NOT_STORABLE', `${code} has characters no text holds`)
    return
  }
  run.seen.add(code)
  summary.imported += 1
  for (const warning of outcome.warnings) summary.warnings[warning] = (summary.warnings[warning] ?? 0) + 1
  summary[countedAs[fate]] += 1
}

const countedAs = { ADDED: 'added', CHANGED: 'changed', UNCHANGED: 'unchanged' } as const

function reject(run: Run, line: number, code: string | null, reason: ImportReject, message: string): void {
  run.summary.rejected += 1
  run.summary.rejections[reason] = (run.summary.rejections[reason] ?? 0) + 1
  if (run.rejections.length < KEPT_REJECTIONS) run.rejections.push({ line, code, reason, message })
}

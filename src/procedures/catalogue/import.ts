import { sql } from 'kysely'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { parseCrawled, type RejectCode } from './crawl.ts'
import { type FileLine, linesOf } from './import-file.ts'
import { catalogueEvents, provinceOf } from './loading.ts'
import { isNationalRecord, nationalCodeOf, parseNational, recordsOf } from './national.ts'
import { columnsOf } from './row.ts'
import type { ReviewCode } from './shape.ts'

/** The national catalogue comes in: every record is imported or rejected with a named reason. */

export type ImportReject = RejectCode | 'NOT_JSON' | 'CODE_TWICE' | 'TEXT_NOT_STORABLE'

/**
 * What a run did. `imported` are the records whose content is in the catalogue afterwards, so that
 * read = imported + rejected in every run; of them some were `added`, some `changed`, the rest `unchanged`.
 */
export interface ImportSummary {
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

export interface ImportOptions {
  /** Told after every batch. */
  onProgress?: (progress: { read: number; imported: number; rejected: number }) => void
}

const BATCH = 200
const KEPT_REJECTIONS = 1_000

/**
 * Imports a file of national procedures (one JSON record a line, .ndjson or .ndjson.gz), crawled from the portal's pages or in
 * the structure of the national database's service; the shape of each record tells which. Each becomes the national
 * copy of its procedure: a version IMPORTED, readable and never in force, so that what is published here is not touched.
 * A record whose content is there already changes nothing; one that differs becomes the next IMPORTED version. All or nothing.
 * @throws Refusal FILE_UNREADABLE
 */
export async function importProcedures(ctx: Ctx, file: string, options: ImportOptions = {}): Promise<ImportSummary> {
  const agencyId = await streamOwner(ctx)
  return await act(ctx, 'procedures.importProcedures', { file }, async ({ tx, emit }) => {
    await sql`select pg_advisory_xact_lock(hashtext('procedures.import'))`.execute(tx)
    const run = startRun(await knownCopies(tx))
    let batch: FileLine[] = []
    const flush = async (): Promise<void> => {
      await store(ctx, tx, run, batch)
      batch = []
      const { read, imported, rejected } = run.summary
      options.onProgress?.({ read, imported, rejected })
    }
    for await (const line of linesOf(file)) {
      batch.push(line)
      if (batch.length === BATCH) await flush()
    }
    await flush()
    // Two thousand rows at once: until the planner has seen them, the lists are read fifty times slower.
    await sql`analyze procedures.procedure_version`.execute(tx)
    const { id } = await tx
      .insertInto('procedures.import_run')
      .values({
        source: file.split(/[\\/]/).at(-1) ?? file,
        at: ctx.now,
        by_name: ctx.actor.name,
        read: run.summary.read,
        imported: run.summary.imported,
        rejected: run.summary.rejected,
        changed: run.summary.added + run.summary.changed,
        unchanged: run.summary.unchanged,
        warnings: JSON.stringify(run.summary.warnings),
        rejections: JSON.stringify(run.rejections),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    emit({ agencyId, stream: `import:${id}`, type: catalogueEvents.imported, data: { ...run.summary }, isNew: true })
    return run.summary
  })
}

/** The province, or 0 where none is set up yet: the catalogue may be filled first. */
async function streamOwner(ctx: Ctx): Promise<number> {
  try {
    return await provinceOf(ctx)
  } catch (cause) {
    if (cause instanceof Refusal && cause.code === 'PROVINCE_NOT_SET') return 0
    throw cause
  }
}

interface Copy {
  procedureId: number
  lastNo: number
  hash: string | null
}

interface Run {
  summary: ImportSummary
  rejections: { line: number; code: string | null; reason: ImportReject; message: string }[]
  copies: Map<string, Copy>
  seen: Set<string>
}

function startRun(copies: Map<string, Copy>): Run {
  return {
    summary: { read: 0, imported: 0, rejected: 0, added: 0, changed: 0, unchanged: 0, warnings: {}, rejections: {} },
    rejections: [],
    copies,
    seen: new Set(),
  }
}

/** What is known of each procedure: its newest number, and the digest of its newest national copy. */
async function knownCopies(tx: Tx): Promise<Map<string, Copy>> {
  const { rows } = await sql<Copy & { code: string }>`
    select p.code, p.id as "procedureId", coalesce(max(v.no), 0) as "lastNo",
           (array_agg(v.content_hash order by v.no desc) filter (where v.state = 'IMPORTED'))[1] as hash
      from procedures.procedure p left join procedures.procedure_version v on v.procedure_id = p.id
     group by p.id`.execute(tx)
  return new Map(rows.map(({ code, ...copy }) => [code, copy]))
}

type NewVersion = ReturnType<typeof columnsOf> & { code: string; no: number }

async function store(ctx: Ctx, tx: Tx, run: Run, lines: readonly FileLine[]): Promise<void> {
  const versions = lines.flatMap(line => take(run, line))
  if (versions.length === 0) return
  const codes = JSON.stringify(versions.map(version => version.code))
  await sql`insert into procedures.procedure (code, created_at)
            select code, ${ctx.now} from jsonb_array_elements_text(${codes}::jsonb) as code
            on conflict (code) do nothing`.execute(tx)
  const rows = JSON.stringify(
    versions.map(version => ({
      ...version,
      content: JSON.parse(version.content) as unknown,
      tightest: parsed(version.tightest),
    })),
  )
  await sql`
    insert into procedures.procedure_version (procedure_id, no, state, change_kind, name, sector, levels, scope, subjects,
                content, content_hash, tightest, review_notes, search_text, created_at)
    select p.id, v.no, 'IMPORTED', case when v.no = 1 then 'NEW' else 'AMENDED' end, v.name, v.sector, v.levels, v.scope, v.subjects,
           v.content, v.content_hash, nullif(v.tightest, 'null'::jsonb), v.review_notes, v.search_text, ${ctx.now}
      from jsonb_to_recordset(${rows}::jsonb) as v(code text, no int, name text, sector text, levels text[], scope text,
           subjects text[], content jsonb, content_hash text, tightest jsonb, review_notes text[], search_text text)
      join procedures.procedure p on p.code = v.code`.execute(tx)
}

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text))

/** Reads one line: a record, or an answer of the national service with its records. */
function take(run: Run, line: FileLine): NewVersion[] {
  let value: unknown
  try {
    value = JSON.parse(line.text)
  } catch {
    run.summary.read += 1
    reject(run, line.no, null, 'NOT_JSON', 'the line is not JSON')
    return []
  }
  return recordsOf(value).flatMap(record => takeRecord(run, line.no, record) ?? [])
}

/** Reads one record by its shape; what it has to become, or null when it is rejected or changes nothing. */
function takeRecord(run: Run, line: number, record: unknown): NewVersion | null {
  const { summary } = run
  summary.read += 1
  const national = isNationalRecord(record)
  const outcome = national ? parseNational(record) : parseCrawled(record)
  if (!outcome.ok) {
    const claimed = (record as { ma_thu_tuc?: unknown } | null)?.ma_thu_tuc
    const code = national ? nationalCodeOf(record) : typeof claimed === 'string' ? claimed.slice(0, 40) : null
    return reject(run, line, code, outcome.reason, outcome.message)
  }
  const { code } = outcome.content
  if (run.seen.has(code)) return reject(run, line, code, 'CODE_TWICE', `procedure ${code} was read before in this file`)
  const columns = columnsOf(outcome.content, null)
  if (!storable(columns.content))
    return reject(run, line, code, 'TEXT_NOT_STORABLE', `${code} has characters no text holds`)
  run.seen.add(code)
  summary.imported += 1
  for (const warning of outcome.warnings) summary.warnings[warning] = (summary.warnings[warning] ?? 0) + 1
  const copy = run.copies.get(code)
  if (copy?.hash === columns.content_hash) {
    summary.unchanged += 1
    return null
  }
  if (copy?.hash) summary.changed += 1
  else summary.added += 1
  return { code, no: (copy?.lastNo ?? 0) + 1, ...columns }
}

function reject(run: Run, line: number, code: string | null, reason: ImportReject, message: string): null {
  run.summary.rejected += 1
  run.summary.rejections[reason] = (run.summary.rejections[reason] ?? 0) + 1
  if (run.rejections.length < KEPT_REJECTIONS) run.rejections.push({ line, code, reason, message })
  return null
}

/** Whether PostgreSQL can hold a JSON text: no NUL, no half of a surrogate pair (JSON.stringify writes both as escapes). */
const storable = (json: string): boolean => !/(^|[^\\])(\\\\)*\\u(0000|d[89a-f])/.test(json)

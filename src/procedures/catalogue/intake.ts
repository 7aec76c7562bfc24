import { sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import { type FormDefinition, formGeneration, formOfVersion } from '../forms/index.ts'
import { processGeneration, type ProcessStep, processSteps } from '../processes/index.ts'
import type { Promises } from './limits.ts'
import type { OnlineLevel, ProcedureContent, Scope } from './shape.ts'
import { storedContent, storedPromises } from './stored.ts'

/** What receiving a dossier asks of the catalogue: the version in force on a day, with its form and process. Kept in memory. */

export interface Intake {
  procedureId: number
  versionId: number
  code: string
  name: string
  sector: string
  scope: Scope
  /** Who decides: COMMUNE, or the local code of a department. */
  home: string | null
  onlineLevel: OnlineLevel
  content: ProcedureContent
  promised: Promises | null
  /** The form in force that day; null: none, and `form` is empty. */
  formVersionId: number | null
  form: FormDefinition
  process: { versionId: number; steps: readonly ProcessStep[] } | null
}

interface Span {
  id: number
  from: string
  to: string | null
}
/** Which versions, forms and processes of a procedure hold when; looked up again after some seconds. */
interface Spans {
  procedureId: number
  versions: Span[]
  forms: Span[]
  processes: Span[]
  lookAgainAt: number
  generation: number
}
type Version = Omit<Intake, 'process' | 'form' | 'formVersionId'>

const LOOK_AGAIN_MS = 3_000
const KEPT = 2_000
const kept = perDatabase(() => ({ spans: new Map<string, Spans>(), versions: new Map<number, Version>() }))

/** What those who have just changed the catalogue say, so that the next look is a fresh one. */
export function catalogueChanged(db: Reader): void {
  kept(db).spans.clear()
}

/**
 * The published version of a procedure on a day, with the form and the process of that day; null when it is not published
 * then. Versions never change and stay in memory; which one holds may be three seconds old after a change elsewhere.
 */
export async function procedureForIntake(db: Reader, code: string, day: string): Promise<Intake | null> {
  const spans = await spansOf(db, code)
  const versionId = spans && holding(spans.versions, day)
  if (!spans || !versionId) return null
  const version = await versionOf(db, versionId)
  const formVersionId = holding(spans.forms, day)
  const dated = { ...version, formVersionId, form: await formOfVersion(db, formVersionId) }
  const processId = holding(spans.processes, day)
  if (!processId) return { ...dated, process: null }
  return { ...dated, process: { versionId: processId, steps: await processSteps(db, processId) } }
}

const holding = (spans: readonly Span[], day: string): number | null =>
  spans.find(span => span.from <= day && (span.to === null || span.to > day))?.id ?? null

async function spansOf(db: Reader, code: string): Promise<Spans | null> {
  const memory = kept(db).spans
  const known = memory.get(code)
  const now = performance.now()
  // Both only rise: their sum stays the same only while both do.
  const generation = processGeneration(db) + formGeneration(db)
  if (known && now < known.lookAgainAt && known.generation === generation) return known
  const { rows } = await sql<Omit<Spans, 'lookAgainAt' | 'generation'>>`
    select p.id as "procedureId",
           (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'from', v.effective_from, 'to', v.effective_to)), '[]')
              from procedures.procedure_version v where v.procedure_id = p.id and v.state in ('PUBLISHED', 'CLOSED')) as versions,
           (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'from', f.effective_from, 'to', f.effective_to)), '[]')
              from procedures.form_version f where f.procedure_id = p.id and f.state in ('PUBLISHED', 'CLOSED')) as forms,
           (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'from', s.effective_from, 'to', s.effective_to)), '[]')
              from procedures.process_version s where s.procedure_id = p.id and s.state in ('APPROVED', 'CLOSED')) as processes
      from procedures.procedure p where p.code = ${code}`.execute(db)
  const found = rows[0]
  if (!found) return null
  const spans = { ...found, lookAgainAt: now + LOOK_AGAIN_MS, generation }
  if (memory.size >= KEPT) memory.clear()
  memory.set(code, spans)
  return spans
}

async function versionOf(db: Reader, id: number): Promise<Version> {
  const memory = kept(db).versions
  const known = memory.get(id)
  if (known) return known
  const row = await db
    .selectFrom('procedures.procedure_version as v')
    .innerJoin('procedures.procedure as p', 'p.id', 'v.procedure_id')
    .select([
      'p.code',
      'v.procedure_id',
      'v.name',
      'v.sector',
      'v.scope',
      'v.home',
      'v.online_level',
      'v.content',
      'v.promised',
    ])
    .where('v.id', '=', id)
    .executeTakeFirstOrThrow()
  const version: Version = {
    procedureId: row.procedure_id,
    versionId: id,
    code: row.code,
    name: row.name,
    sector: row.sector,
    scope: row.scope as Scope,
    home: row.home,
    onlineLevel: row.online_level as OnlineLevel,
    content: storedContent(row.content),
    promised: storedPromises(row.promised),
  }
  if (memory.size >= KEPT) memory.clear()
  memory.set(id, version)
  return version
}

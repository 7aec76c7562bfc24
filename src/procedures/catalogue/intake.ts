import type { Reader } from '#app/kernel/context.ts'
import { datedVersions } from '#app/kernel/db/dated.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import { formOn } from '../forms/index.ts'
import { processOn } from '../processes/index.ts'
import type { Promises } from './limits.ts'
import type { OnlineLevel, ProcedureContent, Scope } from './shape.ts'
import { storedContent, storedPromises } from './stored.ts'

/** What receiving a dossier asks of the catalogue: the version in force on a day, with its form and process. Kept in memory. */

type FormOn = Awaited<ReturnType<typeof formOn>>

export interface ProcedureForIntake extends FormOn {
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
  process: Awaited<ReturnType<typeof processOn>>
}

type Version = Omit<ProcedureForIntake, 'process' | 'form' | 'formVersionId'>

const KEPT = 2_000
const kept = perDatabase(() => new Map<number, Version>())

const versions = datedVersions<string>(
  async (db, code) =>
    await db
      .selectFrom('procedures.procedure_version as v')
      .innerJoin('procedures.procedure as p', 'p.id', 'v.procedure_id')
      .select(['v.id', 'v.effective_from as from', 'v.effective_to as to'])
      .where('p.code', '=', code)
      .where('v.state', 'in', ['PUBLISHED', 'CLOSED'])
      .where('v.effective_from', 'is not', null)
      .$narrowType<{ from: string }>()
      .execute(),
)

/** What those who have just changed the catalogue say, so that the next look is a fresh one. */
export const catalogueChanged = (db: Reader): void => versions.changed(db)

/**
 * The published version of a procedure on a day, with the form and the process of that day; null when it is not published
 * then. Versions never change and stay in memory; which one holds may be three seconds old after a change elsewhere.
 */
export async function procedureForIntake(db: Reader, code: string, day: string): Promise<ProcedureForIntake | null> {
  const versionId = await versions.on(db, code, day)
  if (versionId === null) return null
  const version = await versionOf(db, versionId)
  const { procedureId } = version
  const [form, process] = await Promise.all([formOn(db, procedureId, day), processOn(db, procedureId, day)])
  return { ...version, ...form, process }
}

async function versionOf(db: Reader, id: number): Promise<Version> {
  const memory = kept(db)
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

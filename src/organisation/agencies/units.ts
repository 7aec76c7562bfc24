import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { line } from '#app/kernel/input.ts'
import { refuse } from '#app/kernel/refusal.ts'
import { searchText } from './search.ts'
import { agencyEvents } from './service.ts'
import { treeChanged } from './tree.ts'

/** The administrative map: provinces and communes from a file, as agencies with territory codes. */

/** The 34 provinces and their communes stand since this day. */
const SINCE = '2025-07-01'

const communeRecord = z.object({ Code: z.string().regex(/^\d{5}$/), FullName: line(200, 2), ProvinceCode: z.string() })
const provinceRecord = z.object({
  Code: z.string().regex(/^\d{2}$/),
  FullName: line(200, 2),
  Wards: z.array(z.unknown()).max(2_000),
})

interface Unit {
  code: string
  name: string
  parent: string | null
}

/** Why a record was not taken in. */
type Reason = 'UNREADABLE' | 'TWICE' | 'WRONG_PROVINCE' | 'NAME_DIFFERS' | 'PARENT_DIFFERS'

export interface UnitsSummary {
  read: number
  created: number
  unchanged: number
  rejected: number
  reasons: Partial<Record<Reason, number>>
  /** The first rejected records, to look at. */
  examples: { code: string; reason: Reason }[]
}

/**
 * Takes in a file of provinces with their communes: [{Code, FullName, Wards: [{Code, FullName, ProvinceCode}]}].
 * What is there already is left alone, so running it again changes nothing; a name that differs from ours is rejected, for
 * a renaming has a day and a decision that the file does not tell.
 * @throws Refusal FILE_UNREADABLE
 */
export async function importUnits(ctx: Ctx, path: string): Promise<UnitsSummary> {
  const summary: UnitsSummary = { read: 0, created: 0, unchanged: 0, rejected: 0, reasons: {}, examples: [] }
  const units = readUnits(await readJson(path), summary)
  const known = await knownUnits(ctx)
  const fresh: Unit[] = []
  for (const unit of units) {
    const there = known.get(unit.code)
    if (!there) fresh.push(unit)
    else if (there.name !== unit.name) reject(summary, unit.code, 'NAME_DIFFERS')
    else if (there.parent !== unit.parent) reject(summary, unit.code, 'PARENT_DIFFERS')
    else summary.unchanged++
  }
  if (fresh.length === 0) return summary
  await act(ctx, 'organisation.importUnits', { codes: fresh.map(unit => unit.code) }, async ({ tx, emit }) => {
    await insertUnits(
      tx,
      fresh.filter(unit => unit.parent === null),
    )
    await insertUnits(
      tx,
      fresh.filter(unit => unit.parent !== null),
    )
    emit({
      agencyId: 0,
      stream: 'agency:import',
      type: agencyEvents.imported,
      data: { created: fresh.length, codes: fresh.map(unit => unit.code) },
    })
  })
  treeChanged(ctx.db)
  summary.created = fresh.length
  return summary
}

async function readJson(path: string): Promise<unknown[]> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (Array.isArray(content)) return content
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code !== undefined) unreadable(path, code)
  }
  return unreadable(path, 'not a JSON list')
}

function unreadable(path: string, why: string): never {
  refuse('FILE_UNREADABLE', 422, {
    vi: `Không đọc được tệp ${path} (${why}).`,
    en: `The file ${path} cannot be read (${why}).`,
  })
}

function readUnits(records: unknown[], summary: UnitsSummary): Unit[] {
  const units: Unit[] = []
  const codes = new Set<string>()
  const take = (unit: Unit): void => {
    if (codes.has(unit.code)) return reject(summary, unit.code, 'TWICE')
    codes.add(unit.code)
    units.push(unit)
  }
  for (const record of records) {
    summary.read++
    const province = provinceRecord.safeParse(record)
    if (!province.success) {
      reject(summary, codeOf(record), 'UNREADABLE')
      continue
    }
    const { Code, FullName, Wards } = province.data
    take({ code: Code, name: capital(FullName), parent: null })
    for (const ward of Wards) {
      summary.read++
      const commune = communeRecord.safeParse(ward)
      if (!commune.success) reject(summary, codeOf(ward), 'UNREADABLE')
      else if (commune.data.ProvinceCode !== Code) reject(summary, commune.data.Code, 'WRONG_PROVINCE')
      else take({ code: commune.data.Code, name: capital(commune.data.FullName), parent: Code })
    }
  }
  return units
}

function reject(summary: UnitsSummary, code: string, reason: Reason): void {
  summary.rejected++
  summary.reasons[reason] = (summary.reasons[reason] ?? 0) + 1
  if (summary.examples.length < 20) summary.examples.push({ code, reason })
}

const codeOf = (record: unknown): string => {
  const code = (record as { Code?: unknown } | null)?.Code
  return typeof code === 'string' ? code.slice(0, 20) : '?'
}

/** 'xã Bắc Sơn' stands once among thousands of 'Xã …'. */
const capital = (name: string): string => name.charAt(0).toLocaleUpperCase('vi') + name.slice(1)

async function knownUnits(ctx: Ctx): Promise<Map<string, { name: string; parent: string | null }>> {
  const { rows } = await sql<{ code: string; name: string; parent: string | null }>`
    select c.code, v.name, p.code as parent
      from organisation.agency_code c
      join organisation.agency_version v on v.agency_id = c.agency_id and v.valid_to is null
      left join organisation.agency_code p on p.agency_id = v.parent_id and p.scheme = 'TERRITORY' and p.valid_to is null
     where c.scheme = 'TERRITORY' and c.valid_to is null`.execute(ctx.db)
  return new Map(rows.map(({ code, ...unit }) => [code, unit]))
}

/** One statement for all of them: ids are handed out first, then everything else hangs on them. */
async function insertUnits(tx: Tx, units: readonly Unit[]): Promise<void> {
  if (units.length === 0) return
  const rows = JSON.stringify(units.map(unit => ({ ...unit, search: searchText(unit.name, '') })))
  await sql`
    with given as (
      select row_number() over () as no, x.*
        from jsonb_to_recordset(${rows}::jsonb) as x(code text, name text, parent text, search text)
    ), ids as (
      insert into organisation.agency (illustrative) select false from given returning id
    ), numbered as (
      select id, row_number() over (order by id) as no from ids
    ), coded as (
      insert into organisation.agency_code (agency_id, scheme, code, valid_from)
      select n.id, 'TERRITORY', g.code, ${SINCE}::date from given g join numbered n using (no)
    )
    insert into organisation.agency_version (agency_id, valid_from, kind, name, short_name, parent_id, search_text)
    select n.id, ${SINCE}::date, case when g.parent is null then 'PROVINCE' else 'COMMUNE' end, g.name, g.name, p.agency_id, g.search
      from given g
      join numbered n using (no)
      left join organisation.agency_code p on p.scheme = 'TERRITORY' and p.code = g.parent and p.valid_to is null`.execute(
    tx,
  )
}

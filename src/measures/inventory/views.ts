import { parameterOn } from '#app/kernel/parameter.ts'
import { sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { percentOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { shortenedFigures } from '#app/procedures/catalogue/index.ts'
import { provided } from '#app/procedures/provision/index.ts'
import {
  averageCut,
  type FigureCode,
  figureCodes,
  holds,
  type InventoryRow,
  levelOf,
  type Share,
  shareOf,
} from './rules.ts'

/** The procedures of a day with everything that is counted of them, and the counts. */

export interface Asked {
  day: string
  /** Who decides, with everything below; null: the whole province. */
  agencyId: number | null
}

/** A procedure or another task that one agency lets another sign. */
export interface DelegatedWork {
  code: string | null
  title: string
  from: string
  to: string
  decisionNo: string
  validFrom: string
  /** First day it no longer holds. */
  endsOn: string
}

export interface Inventory extends Asked {
  /** By name. */
  rows: readonly InventoryRow[]
  figures: Record<FigureCode, Share>
  sectors: { sector: string; n: number; percent: number | null }[]
  /** Mean cut of the shortened ones in percent. */
  averageCut: number | null
  works: readonly DelegatedWork[]
  /** Whether there was a district level on that day. */
  hasDistricts: boolean
  /** What a figure counts; without: the others. */
  behind: (code: FigureCode, without?: boolean) => InventoryRow[]
}

const alphabet = new Intl.Collator('vi')

/** Every count of procedures on a day. */
export async function inventory(db: Reader, asked: Asked): Promise<Inventory> {
  const { day, agencyId } = asked
  const [all, tree, { items }, works, hasDistricts] = await Promise.all([
    provided(db, day),
    agencyTree(db, day),
    shortenedFigures(db, day, agencyId),
    delegatedWorks(db, asked),
    districtsOn(db, day),
  ])
  const cuts = new Map(items.map(({ code, percent, decision }) => [code, { percent, decision }]))
  const delegated = new Set(works.map(work => work.code))
  const decides = tree.decides(agencyId)
  const rows = all
    .filter(row => row.scope === 'PUBLIC' && decides(row.home))
    .map(row => ({
      ...row,
      level: levelOf(row.home),
      shortened: cuts.get(row.code) ?? null,
      delegated: delegated.has(row.code),
    }))
  return {
    ...asked,
    rows,
    figures: Object.fromEntries(figureCodes.map(code => [code, shareOf(code, rows)])) as Record<FigureCode, Share>,
    sectors: sectorsOf(rows),
    averageCut: averageCut(rows),
    works,
    hasDistricts,
    behind: (code, without = false) => rows.filter(row => holds(code, row) !== without),
  }
}

function sectorsOf(rows: readonly InventoryRow[]): Inventory['sectors'] {
  return [...Map.groupBy(rows, row => row.sector)]
    .map(([sector, own]) => ({ sector, n: own.length, percent: percentOf(own.length, rows.length) }))
    .sort((a, b) => b.n - a.n || alphabet.compare(a.sector, b.sector))
}

/**
 * Works delegated on a day, each once for giver and receiver as `countDelegated` counts them.
 * @param agencyId  to whom, with everything below; null or the province: all
 */
export async function delegatedWorks(db: Reader, { day, agencyId }: Asked): Promise<DelegatedWork[]> {
  const tree = await agencyTree(db, day)
  const units = agencyId === null || tree.get(agencyId)?.kind === 'PROVINCE' ? null : [...tree.subtree(agencyId)]
  const { rows } = await sql<Omit<DelegatedWork, 'from' | 'to'> & { fromId: number; toId: number }>`
    select distinct on (w.work_key, d.from_agency_id, d.to_agency_id) w.code, w.title, d.from_agency_id as "fromId",
           d.to_agency_id as "toId", d.decision_no as "decisionNo", d.valid_from as "validFrom", d.ends_on as "endsOn"
      from organisation.delegation d join organisation.delegated_work w on w.delegation_id = d.id
     where d.valid_from <= ${day}::date and d.ends_on > ${day}::date
       and (${units}::int[] is null or d.to_agency_id = any(${units}::int[]))
     order by w.work_key, d.from_agency_id, d.to_agency_id, d.ends_on desc, d.id`.execute(db)
  const nameOf = (id: number): string => tree.get(id)?.shortName ?? ''
  return rows
    .map(({ fromId, toId, ...work }) => ({ ...work, from: nameOf(fromId), to: nameOf(toId) }))
    .sort((a, b) => alphabet.compare(a.title, b.title))
}

/** Whether there was a district level on a day: a dated parameter. */
export async function districtsOn(db: Reader, day: string): Promise<boolean> {
  const value = await parameterOn(db, 'levels.district_until', day)
  return typeof value === 'string' && day < value
}

interface Narrowed {
  day: string
  agency?: string | null
  sector?: string | null
  level?: string | null
  home?: string | null
  /** Those the figure does not count. */
  without?: boolean
}

/** Address of the procedures behind a figure. */
export function inventoryHref(figure: FigureCode, { day, without, agency, ...narrowed }: Narrowed): string {
  return withQuery('/inventory/list', { figure, day, agency, ...narrowed, without: without ? '1' : null })
}

/** What a metric measures: one figure of a day, with the address of the procedures behind it. */
export async function inventoryShare(
  db: Reader,
  asked: Asked & { figure: FigureCode },
): Promise<Share & { href: string }> {
  const { day, agencyId, figure } = asked
  const { figures } = await inventory(db, { day, agencyId })
  const tree = await agencyTree(db, day)
  const agency = agencyId === null ? null : (tree.get(agencyId)?.code ?? null)
  return { ...figures[figure], href: inventoryHref(figure, { day, agency }) }
}

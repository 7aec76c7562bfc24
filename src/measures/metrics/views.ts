import { sql } from 'kysely'
import type { Database, Reader } from '#app/kernel/context.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { dayOf, startOfDay, addDays } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { inventoryShare, procedureMetrics } from '../inventory/index.ts'
import { countBehind, figureCondition } from './behind.ts'
import { addTallies, countOf, type Tally, worthOf } from './counting.ts'
import {
  type CountingRule,
  type FigureCode,
  figures,
  isProcedureMetric,
  type Metric,
  type MetricKey,
  type MetricUnit,
  metrics,
} from './definitions.ts'
import type { Period } from './periods.ts'
import { type Reading, reading } from './reading.ts'
import { countingRule, type Slice, tallies, within } from './tally.ts'

/** Figures and metrics of a place and a period. */

export interface MetricQuery extends Period {
  key: MetricKey
  /** Whose figure, everything below it included; null: the whole province. */
  agencyId: number | null
  /** What "now" is for a period that is not over; the database's clock when left out. */
  now?: Date
}

export interface MetricValue {
  /** Percent with two decimals, a count, or hours; null where nothing was counted. */
  value: number | null
  unit: MetricUnit
  numerator: number
  /** Null for plain counts. */
  denominator: number | null
  /** The dossiers or procedures behind it. */
  href: string
}

/** One metric: of dossiers from cells (satisfaction and hours from their rows), of procedures from the inventory of the last day. */
export async function metricValue(db: Database, query: MetricQuery): Promise<MetricValue> {
  const { key, agencyId, from, to } = query
  const now = query.now ?? (await databaseNow(db))
  if (isProcedureMetric(key)) {
    const day = to < dayOf(now) ? to : dayOf(now)
    const { figure } = procedureMetrics[key]
    const { n, of, percent, href } = await inventoryShare(db, { day, agencyId, figure })
    return { value: percent, unit: 'PERCENT', numerator: n, denominator: of, href }
  }
  const tree = await agencyTree(db, dayOf(now))
  const slice: Slice = { from, to, now, agencyIds: agencyId === null ? null : subtreeOf(tree, agencyId) }
  const metric: Metric = metrics[key]
  const shareOf = metric.per === undefined || metric.per === 'hours' ? [] : [metric.per]
  const [counted, hours] = await reading(db, async look => [
    await figuresOf(look, slice, [...metric.of, ...shareOf]),
    metric.per === 'hours' ? await workedHours(look.db, slice) : 0,
  ])
  const count = metric.of.reduce((sum, code) => sum + (counted[code] ?? 0), 0)
  const code = agencyId === null ? null : (tree.get(agencyId)?.code ?? null)
  const href = figureHref(metric.opens, { agency: code, from, to })
  const [numerator, denominator] =
    metric.per === 'hours' ? [hours, count] : [count, metric.per ? (counted[metric.per] ?? 0) : null]
  return { value: worthOf(key, numerator, denominator), unit: metric.unit, numerator, denominator, href }
}

async function databaseNow(db: Reader): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db)
  return rows[0]?.now as Date
}

/** Ids of an agency and what is below it; an agency that is no more still has its dossiers. */
export function subtreeOf(tree: AgencyTree, id: number): readonly number[] {
  return tree.get(id) ? tree.subtree(id) : [id]
}

/** Some figures of one slice. */
export async function figuresOf(
  look: Reading,
  slice: Slice,
  codes: readonly FigureCode[],
): Promise<Partial<Record<FigureCode, number>>> {
  const { db } = look
  const rule = await countingRule(db, slice.to)
  const fromCells = codes.some(code => figures[code].cells !== 'facts')
  const tally = fromCells ? addTallies((await tallies(look, slice, 'all')).values()) : null
  const found: Partial<Record<FigureCode, number>> = {}
  for (const code of new Set(codes)) found[code] = await figureOf(db, code, slice, tally, rule)
  return found
}

async function figureOf(
  db: Reader,
  code: FigureCode,
  slice: Slice,
  tally: Tally | null,
  rule: CountingRule,
): Promise<number> {
  if (figures[code].cells === 'facts' || !tally)
    return await countBehind(db, figureCondition({ ...slice, figure: code, rule }))
  return countOf(code, tally, rule)
}

/** Working hours all steps of the dossiers finished in a slice took together. */
async function workedHours(db: Reader, slice: Slice): Promise<number> {
  const { rows } = await sql<{ hours: number }>`
    select coalesce(sum(s.used_minutes), 0)::float8 / 60 as hours
      from onestop.dossier d join onestop.step_log s on s.agency_id = d.agency_id and s.dossier_id = d.id
     where d.received_at is not null and d.outcome is not null and ${within(sql.ref('d.agency_id'), slice)}
       and d.finished_at >= ${startOfDay(slice.from)} and d.finished_at < ${startOfDay(addDays(slice.to, 1))}`.execute(
    db,
  )
  return rows[0]?.hours ?? 0
}

/** Address of the dossiers behind a figure. */
export function figureHref(
  figure: FigureCode,
  query: { agency: string | null; from: string; to: string; sector?: string | null },
): string {
  const { from, to, agency, sector } = query
  return withQuery('/dossier-figures', { figure, from, to, agency, sector })
}

import type { Ctx, Database, Reader } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { counted, type places } from '../metrics/index.ts'
import {
  type Cells,
  type Check,
  checkReport,
  columnNumbers,
  columns,
  type Drift,
  driftOf,
  FORM,
  type Line,
} from './form.ts'
import { say } from '#app/kernel/words.ts'
import { reportWords } from './words.ts'

/** Form II.06a of a place and a period: live from the cells, or as it was closed. */

type Place = places.Place

export interface Report {
  form: typeof FORM
  place: Place
  from: string
  to: string
  /** Set while the period is not over: figures are as of this instant. */
  asOf: Date | null
  formulaVersion: number
  lines: Line[]
  total: Line
  /** Checks that do not hold; shown, never hidden. */
  failed: Check[]
  /** Set when these are the frozen figures of a closed period. */
  closed: Closed | null
}

export interface Closed {
  version: number
  closedAt: Date
  closedBy: string
  reason: string
  /** How live figures differ from the frozen ones by now. */
  drift: Drift[]
}

export interface Wanted {
  place: Place
  from: string
  to: string
}

/** The report as it stands: the frozen one of a closed period, the live one otherwise or when asked. */
export async function report(
  ctx: Pick<Ctx, 'db' | 'now'>,
  wanted: Wanted,
  options: { live?: boolean } = {},
): Promise<Report> {
  const live = await liveReport(ctx.db, ctx.now, wanted)
  if (options.live) return live
  const [snapshot] = await snapshots(ctx.db, wanted)
  if (!snapshot) return live
  const all = snapshot.rows
  const total = all.at(-1) ?? live.total
  const lines = all.slice(0, -1)
  return {
    ...live,
    asOf: null,
    formulaVersion: snapshot.formulaVersion,
    lines,
    total,
    failed: checkReport(lines, total),
    closed: { ...snapshot, drift: driftOf(all, [...live.lines, live.total]) },
  }
}

/** Counted now. Labels of lines are the fields' own names, in any language the same. */
export async function liveReport(db: Database, now: Date, { place, from, to }: Wanted): Promise<Report> {
  const { rule, keys, figure } = await counted(db, { agencyIds: place.agencyIds, from, to, now }, 'sector')
  const cellsOf = (key?: string): Cells =>
    Object.fromEntries(columnNumbers.map(column => [column, figure(columns[column], key)])) as Cells
  const lines = keys
    .map((sector): Line => ({ label: sector, sector, cells: cellsOf(sector) }))
    .filter(line => columnNumbers.some(column => line.cells[column] !== 0))
    .sort((a, b) => a.label.localeCompare(b.label, 'vi'))
  const total: Line = { label: say(reportWords, 'vi').total, sector: null, cells: cellsOf() }
  return {
    form: FORM,
    place,
    from,
    to,
    asOf: to >= dayOf(now) ? now : null,
    formulaVersion: rule.version,
    lines,
    total,
    failed: checkReport(lines, total),
    closed: null,
  }
}

interface Snapshot {
  version: number
  formulaVersion: number
  rows: Line[]
  closedAt: Date
  closedBy: string
  reason: string
}

/** The closings of one period, newest first. */
export async function snapshots(db: Reader, { place, from, to }: Wanted): Promise<Snapshot[]> {
  const rows = await db
    .selectFrom('measures.snapshot')
    .select(['version', 'formula_version', 'rows', 'closed_at', 'closed_by', 'reason'])
    .where('form', '=', FORM)
    .where('agency_id', place.id === null ? 'is' : '=', place.id)
    .where('from_day', '=', from)
    .where('to_day', '=', to)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(row => ({
    version: row.version,
    formulaVersion: row.formula_version,
    rows: row.rows as unknown as Line[],
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    reason: row.reason,
  }))
}

export interface ClosedPeriod {
  agency: { code: string | null; name: string }
  from: string
  to: string
  version: number
  closedAt: Date
  closedBy: string
}

/** The latest closings within a scope, newest first; `agencyIds` null: all. */
export async function closedPeriods(
  db: Database,
  now: Date,
  agencyIds: readonly number[] | null,
): Promise<ClosedPeriod[]> {
  const tree = await agencyTree(db, dayOf(now))
  let query = db
    .selectFrom('measures.snapshot')
    .distinctOn(['from_day', 'to_day', 'agency_id'])
    .select(['agency_id', 'from_day', 'to_day', 'version', 'closed_at', 'closed_by'])
    .where('form', '=', FORM)
    .orderBy('to_day', 'desc')
    .orderBy('from_day', 'desc')
    .orderBy('agency_id')
    .orderBy('version', 'desc')
    .limit(100)
  if (agencyIds !== null) query = query.where('agency_id', 'in', agencyIds.length > 0 ? [...agencyIds] : [0])
  const rows = await query.execute()
  return rows.map(row => ({
    agency: agencyOf(tree, row.agency_id),
    from: row.from_day,
    to: row.to_day,
    version: row.version,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
  }))
}

function agencyOf(tree: AgencyTree, id: number | null): { code: string | null; name: string } {
  const node = tree.get(id ?? tree.province())
  return { code: id === null ? null : (node?.code ?? null), name: node?.name ?? `#${id}` }
}

import type { Ctx, Database, Reader } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import type * as places from '../places/index.ts'
import { type Check, checkReport, type Drift, driftOf, type Layout, leavesOf, type Line, type Wanted } from './form.ts'
import { type FormCode, formOf } from './forms.ts'
import { reportWords } from './words.ts'

/** A form of a place and a period: counted live, or as it was closed. */

/** Which form of whom for when. */
export interface Asked extends Wanted {
  form: FormCode
}

export interface Report extends Asked {
  place: places.Place
  /** Set while the period is not over: figures are as of this instant. */
  asOf: Date | null
  layout: Layout
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

/** The report as it stands: the frozen one of a closed period, the live one otherwise or when asked. */
export async function report(
  ctx: Pick<Ctx, 'db' | 'now'>,
  asked: Asked,
  options: { live?: boolean } = {},
): Promise<Report> {
  const live = await liveReport(ctx.db, ctx.now, asked)
  if (options.live) return live
  const [snapshot] = await snapshots(ctx.db, asked)
  if (!snapshot) return live
  const all = snapshot.rows
  const total = all.at(-1) ?? live.total
  const lines = all.slice(0, -1)
  const layout = await formOf(asked.form).layout(ctx.db, asked.to, snapshot.formulaVersion)
  const columns = leavesOf(layout.heads).map(leaf => leaf.column)
  return {
    ...live,
    asOf: null,
    layout,
    formulaVersion: snapshot.formulaVersion,
    lines,
    total,
    failed: checkReport(layout, lines, total),
    closed: { ...snapshot, drift: driftOf(columns, all, [...live.lines, live.total]) },
  }
}

/** Counted now. Labels of lines are as the official form writes them, in any language the same. */
export async function liveReport(db: Database, now: Date, asked: Asked): Promise<Report> {
  const form = formOf(asked.form)
  const { place, from, to } = asked
  const [layout, counted] = await Promise.all([form.layout(db, to), form.count({ db, now }, { place, from, to })])
  const leaves = leavesOf(layout.heads)
  const lines = counted.lines.map(({ label, key, of }): Line => {
    const cells = leaves.flatMap(({ column, measure, totalOnly }) => (totalOnly ? [] : [[column, of(measure)]]))
    return { label, key, cells: Object.fromEntries(cells) }
  })
  const total: Line = {
    label: say(reportWords, 'vi').total,
    key: null,
    cells: Object.fromEntries(leaves.map(({ column, measure }) => [column, counted.total(measure)])),
  }
  return {
    form: asked.form,
    place,
    from,
    to,
    asOf: to >= dayOf(now) ? now : null,
    layout,
    formulaVersion: counted.formulaVersion ?? layout.version,
    lines,
    total,
    failed: checkReport(layout, lines, total),
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

/** A line as it was frozen; the first closings called a line's key its sector. */
type Frozen = Omit<Line, 'key'> & { key?: string | null; sector?: string | null }

/** The closings of one period, newest first. */
export async function snapshots(db: Reader, { form, place, from, to }: Asked): Promise<Snapshot[]> {
  const rows = await db
    .selectFrom('measures.snapshot')
    .select(['version', 'formula_version', 'rows', 'closed_at', 'closed_by', 'reason'])
    .where('form', '=', form)
    .where('agency_id', place.id === null ? 'is' : '=', place.id)
    .where('from_day', '=', from)
    .where('to_day', '=', to)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(row => ({
    version: row.version,
    formulaVersion: row.formula_version,
    rows: (row.rows as unknown as Frozen[]).map(({ label, key, sector, cells }) => ({
      label,
      key: key ?? sector ?? null,
      cells,
    })),
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    reason: row.reason,
  }))
}

export interface ClosedPeriod {
  form: string
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
    .distinctOn(['to_day', 'from_day', 'form', 'agency_id'])
    .select(['form', 'agency_id', 'from_day', 'to_day', 'version', 'closed_at', 'closed_by'])
    .orderBy('to_day', 'desc')
    .orderBy('from_day', 'desc')
    .orderBy('form')
    .orderBy('agency_id')
    .orderBy('version', 'desc')
    .limit(100)
  if (agencyIds !== null) query = query.where('agency_id', 'in', agencyIds.length > 0 ? [...agencyIds] : [0])
  const rows = await query.execute()
  return rows.map(row => ({
    form: row.form,
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

import type { Ctx, Reader } from '#app/kernel/context.ts'
import { decodeCursor, encodeCursor } from '#app/kernel/paging.ts'
import { dayOf, fold } from '#app/kernel/text.ts'
import { deadlineState, type DeadlineState } from '../deadlines/index.ts'
import { type AgencyNode, agencyTree } from '#app/organisation/agencies/index.ts'
import {
  agencyBy,
  countCells,
  type Duty,
  duties,
  type InForce,
  inForceOn,
  inSight,
  type Place,
  placesOn,
} from './duty.ts'
import type { MatrixQuery } from './input.ts'
import { partsMissing } from './parts.ts'
import { noAgency } from './refusals.ts'
import { addUp, type CellState, type Counted, coverage, nothingCounted, type PartLetter, stateOfMany } from './rules.ts'

/** The matrix of procedures and places, for one agency or all one may see, and what it adds up to. */

export interface MatrixCell extends Counted {
  placeId: number
  state: CellState
}

export interface MatrixRow extends InForce {
  cells: MatrixCell[]
  /** Scored parts that the version lacks. */
  missing: readonly PartLetter[]
  decision: { number: string; signedOn: string } | null
  /** Last day to make it public by the decision behind it, and whether it was. */
  dueOn: string | null
  publicOn: string
  timing: DeadlineState
}

export interface Covered extends Counted {
  percent: number | null
}

export interface AgencyCoverage extends Covered {
  agency: AgencyNode
  places: Map<number, Counted>
}

export interface Matrix {
  day: string
  places: Place[]
  rows: MatrixRow[]
  next: string | null
  found: number
  /** The agency asked for; null: all in sight. */
  agency: AgencyNode | null
  /** Agencies that must disclose something, for the choice. */
  choices: AgencyNode[]
  sectors: string[]
  total: Covered
  /** Per place, over the rows found. */
  columns: Map<number, Covered>
  /** Per agency, lowest coverage first; empty when one is asked for. */
  agencies: AgencyCoverage[]
  complete: { n: number; of: number }
  inTime: { n: number; of: number }
}

const covered = (counted: Counted): Covered => ({ ...counted, percent: coverage(counted) })

/** What one page of the matrix says on the day of `ctx.now`. @throws Refusal NOT_FOUND for an agency out of sight */
export async function matrix(ctx: Ctx, query: MatrixQuery): Promise<Matrix> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const [places, inForce] = await Promise.all([placesOn(ctx.db, day), inForceOn(ctx.db, day)])
  const seen = duties(
    tree,
    inForce.map(one => one.home),
    inSight(ctx.actor, tree),
  )
  const choices = [...new Map(seen.map(one => [one.agency.id, one.agency])).values()].sort(byName)
  const agency = query.agency ? agencyBy(tree, query.agency) : choices.length === 1 ? choices[0] : undefined
  if (query.agency && !(agency && choices.includes(agency))) throw noAgency()
  const owed = agency ? seen.filter(one => one.agency.id === agency.id) : seen
  const homes = new Set(owed.map(one => one.home))
  const owing = inForce.filter(one => one.home !== null && homes.has(one.home))
  const sectors = [...new Set(owing.map(one => one.sector))].sort(new Intl.Collator('vi').compare)
  const words = fold(query.q ?? '').split(/\s+/)
  const chosen = owing.filter(one => {
    const text = fold(`${one.code} ${one.name} ${one.sector}`)
    return (!query.sector || one.sector === query.sector) && words.every(word => text.includes(word))
  })
  const all = await withCells(ctx.db, day, owed, chosen, places)
  const filtered = query.state ? all.filter(row => row.cells.some(cell => cell.state === query.state)) : all
  const ids = filtered.map(row => row.procedureId)
  const columns = columnsOf(filtered, places)
  const [facts, agencies] = await Promise.all([
    published(ctx.db, day, filtered),
    agency ? Promise.resolve([]) : coverageByAgency(ctx.db, day, owed, ids),
  ])
  const rows = filtered.map(row => ({ ...row, ...(facts.get(row.versionId) as Published) }))
  const timed = rows.filter(row => row.timing === 'MET' || row.timing === 'LATE')
  const page = pageOf(rows, query)
  return {
    day,
    places,
    rows: page.items,
    next: page.next,
    found: rows.length,
    agency: agency ?? null,
    choices,
    sectors,
    total: covered(addUp([...columns.values()])),
    columns,
    agencies,
    complete: { n: rows.filter(row => row.missing.length === 0).length, of: rows.length },
    inTime: { n: timed.filter(row => row.timing === 'MET').length, of: timed.length },
  }
}

const alphabet = new Intl.Collator('vi')
const byName = (a: AgencyNode, b: AgencyNode): number => alphabet.compare(a.name, b.name)

/** Rows are in order of name: the cursor is the last procedure seen. */
function pageOf(rows: MatrixRow[], query: MatrixQuery): { items: MatrixRow[]; next: string | null } {
  const last = query.after ? decodeCursor(query.after, 1)[0] : undefined
  const from = last === undefined ? 0 : rows.findIndex(row => row.procedureId === last) + 1
  const items = rows.slice(from, from + query.limit)
  const end = items.at(-1)
  return { items, next: end && from + items.length < rows.length ? encodeCursor([end.procedureId]) : null }
}

type Uncounted = InForce & { cells: MatrixCell[] }

async function withCells(
  db: Reader,
  day: string,
  owed: readonly Duty[],
  chosen: readonly InForce[],
  places: readonly Place[],
): Promise<Uncounted[]> {
  const ids = chosen.map(one => one.procedureId)
  const counted = await countCells(db, day, owed, ids, { procedure: true })
  const byCell = new Map(counted.map(one => [`${one.procedureId} ${one.placeId}`, one]))
  return chosen.map(one => ({
    ...one,
    cells: places.map(({ id }) => {
      const { required, current, stale } = byCell.get(`${one.procedureId} ${id}`) ?? nothingCounted
      return { placeId: id, required, current, stale, state: stateOfMany({ required, current, stale }) }
    }),
  }))
}

function columnsOf(rows: readonly Uncounted[], places: readonly Place[]): Map<number, Covered> {
  return new Map(
    places.map(({ id }) => [id, covered(addUp(rows.flatMap(row => row.cells.filter(cell => cell.placeId === id))))]),
  )
}

async function coverageByAgency(
  db: Reader,
  day: string,
  owed: readonly Duty[],
  procedureIds: readonly number[],
): Promise<AgencyCoverage[]> {
  const counted = await countCells(db, day, owed, procedureIds, { agency: true })
  const agencies = new Map(owed.map(one => [one.agency.id, one.agency]))
  const found = [...agencies.values()].flatMap((agency): AgencyCoverage[] => {
    const own = counted.filter(one => one.agencyId === agency.id)
    if (own.length === 0) return []
    return [{ agency, ...covered(addUp(own)), places: new Map(own.map(one => [one.placeId, one])) }]
  })
  return found.sort((a, b) => (a.percent ?? 101) - (b.percent ?? 101) || byName(a.agency, b.agency))
}

type Published = Pick<MatrixRow, 'missing' | 'decision' | 'dueOn' | 'publicOn' | 'timing'>

/** What versions say of themselves: their parts, the decision behind them, and whether they were public in time. */
async function published(db: Reader, day: string, rows: readonly InForce[]): Promise<Map<number, Published>> {
  if (rows.length === 0) return new Map()
  const ids = rows.map(row => row.versionId)
  const [parts, versions] = await Promise.all([
    partsMissing(db, ids),
    db
      .selectFrom('procedures.procedure_version as v')
      .leftJoin('procedures.publication_decision as d', 'd.id', 'v.decision_id')
      .select(['v.id', 'v.published_at', 'd.number', 'd.signed_on', 'd.public_due_on as dueOn'])
      .where('v.id', 'in', ids)
      .execute(),
  ])
  return new Map(
    versions.map(({ id, number, signed_on: signedOn, dueOn, published_at: publishedAt }) => {
      const publicOn = publishedAt ? dayOf(publishedAt) : day
      const decision = number !== null && signedOn !== null ? { number, signedOn } : null
      const timing = deadlineState(dueOn, publicOn, day)
      return [id, { missing: parts.get(id) ?? [], decision, dueOn, publicOn, timing }]
    }),
  )
}

export interface DisclosureCoverage extends Covered {
  places: (Covered & { code: string; name: string })[]
}

/**
 * How much of what must be disclosed is, on a day: cells with evidence of the version in force over cells required.
 * @param agencyId  with everything below it; null: the whole province
 * @returns `percent` null where nothing is required, 100 only when every cell is current
 */
export async function disclosureCoverage(
  db: Reader,
  { agencyId, day }: { agencyId: number | null; day: string },
): Promise<DisclosureCoverage> {
  const tree = await agencyTree(db, day)
  const [places, inForce] = await Promise.all([placesOn(db, day), inForceOn(db, day)])
  const within = agencyId === null ? null : tree.subtree(agencyId)
  const owed = duties(
    tree,
    inForce.map(one => one.home),
    within,
  )
  const ids = inForce.map(one => one.procedureId)
  const counted = await countCells(db, day, owed, ids, {})
  return {
    ...covered(addUp(counted)),
    places: places.map(({ id, code, name }) => ({
      code,
      name,
      ...covered(addUp(counted.filter(one => one.placeId === id))),
    })),
  }
}

/** Cells of the actor's own agency, and none below it, that are not current: for the side list. Null where there are none. */
export async function openCells(ctx: Ctx): Promise<number | null> {
  const { agencyId } = ctx.actor
  if (agencyId === null) return null
  const day = dayOf(ctx.now)
  const [tree, inForce] = await Promise.all([agencyTree(ctx.db, day), inForceOn(ctx.db, day)])
  const homes = inForce.map(one => one.home)
  const ids = inForce.map(one => one.procedureId)
  const { required, current } = addUp(await countCells(ctx.db, day, duties(tree, homes, [agencyId]), ids, {}))
  return required > current ? required - current : null
}

import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { addDays, dayOf, startOfDay } from '#app/kernel/text.ts'
import type { Ending } from './cells.ts'
import { emptyTally, type Tally } from './counting.ts'
import type { Channel, CountingRule } from './definitions.ts'
import { deltaRows } from './listener.ts'
import type { Period } from './periods.ts'
import { cellsOf, type Reading } from './reading.ts'
import { stocksBefore } from './stock.ts'

/** Reading the cells: sums of them, by sector, agency or procedure, and by week or month. */

/** Whose dossiers, when, seen when. `agencyIds` null: all of the province. */
export interface Slice extends Period {
  agencyIds: readonly number[] | null
  /** A period that is not over is counted as of now. */
  now: Date
  sector?: string | null
}

export type GroupBy = 'all' | 'sector' | 'agency'

const groupColumn = {
  all: { cell: sql`''`, dossier: sql`''` },
  sector: { cell: sql`c.sector`, dossier: sql`d.sector` },
  agency: { cell: sql`c.agency_id`, dossier: sql`d.agency_id` },
} as const

/**
 * What the cells tell of a slice, in groups (key: sector, agency id; '' for all).
 * The due day of cells is exact for every day that is over; of today's, dossiers say which hours have passed.
 */
export async function tallies(reading: Reading, slice: Slice, by: GroupBy): Promise<Map<string, Tally>> {
  const { from, to, now } = slice
  const today = dayOf(now)
  const isOver = to < today
  const lateUntil = isOver ? to : addDays(today, -1)
  const { rows } = await sql<{ key: string; kind: string; dim: string; before: number; within: number }>`
    select ${groupColumn[by].cell}::text as key, c.kind,
           case when c.kind <> 'DUE' then c.dim when c.dim <= ${lateUntil} then 'OVERDUE' else 'IN_TIME' end as dim,
           coalesce(sum(c.n) filter (where c.day < ${from}), 0)::bigint as before,
           coalesce(sum(c.n) filter (where c.day >= ${from}), 0)::bigint as within
      from (${await sumsOf(reading, slice)}) c
     where ${within(sql.ref('c.agency_id'), slice)} and ${ofSector(sql.ref('c.sector'), slice)}
     group by 1, 2, 3`.execute(reading.db)
  const groups = new Map<string, Tally>()
  const tallyOf = (key: string): Tally => {
    const tally = groups.get(key) ?? emptyTally()
    groups.set(key, tally)
    return tally
  }
  for (const row of rows) addCells(tallyOf(row.key), row)
  if (!isOver) {
    for (const { key, n } of await passedToday(reading.db, slice, by)) {
      tallyOf(key).overdue += n
      tallyOf(key).inTime -= n
    }
  }
  return groups
}

/**
 * Everything a slice's sums are made of: what came in and ended since the stock before the period, due instants and pauses since
 * the stock before its end, those stocks, and what is not folded yet. A stock stands on the day before its month.
 */
async function sumsOf({ db, pending }: Reading, { from, to }: Slice): Promise<RawBuilder<unknown>> {
  const stock = await stocksBefore(db, from, to)
  const unfolded =
    pending.length === 0
      ? sql``
      : sql`union all select agency_id, day, sector, kind, dim, n from ${deltaRows(pending)} where day <= ${to}`
  return sql`
    select agency_id, day, sector, kind, dim, n from measures.cell
     where kind in ('RECEIVED', 'FINISHED') and day <= ${to} and day >= coalesce(${stock.from}::date, '-infinity')
    union all
    select agency_id, day, sector, kind, dim, n from measures.cell
     where kind in ('DUE', 'PAUSED') and day <= ${to} and day >= coalesce(${stock.to}::date, '-infinity')
    union all
    select agency_id, month - 1, sector, kind, dim, n from measures.stock
     where (month = ${stock.from}::date and kind = 'OPEN') or (month = ${stock.to}::date and kind in ('DUE', 'PAUSED'))
    ${unfolded}`
}

function addCells(
  tally: Tally,
  { kind, dim, before, within }: { kind: string; dim: string; before: number; within: number },
): void {
  switch (kind) {
    case 'RECEIVED':
      tally.received[dim as Channel] += within
      tally.openBefore += before
      break
    case 'FINISHED':
      tally.finished[dim as Ending] += within
      tally.openBefore -= before
      break
    case 'OPEN':
      tally.openBefore += before
      break
    case 'DUE':
      if (dim === 'OVERDUE') tally.overdue += before + within
      else tally.inTime += before + within
      break
    case 'PAUSED':
      tally.paused += before + within
  }
}

/** Running dossiers whose due hour of today has passed. */
async function passedToday(db: Reader, slice: Slice, by: GroupBy): Promise<{ key: string; n: number }[]> {
  const { rows } = await sql<{ key: string; n: number }>`
    select ${groupColumn[by].dossier}::text as key, count(*)::int as n
      from onestop.dossier d
     where d.status in ('RECEIVED', 'PROCESSING') and d.due_at >= ${startOfDay(dayOf(slice.now))} and d.due_at < ${slice.now}
       and ${within(sql.ref('d.agency_id'), slice)} and ${ofSector(sql.ref('d.sector'), slice)}
     group by 1`.execute(db)
  return rows
}

/** How many are overdue at this instant, for counts beside links: one short query over open dossiers. */
export async function overdueNow(db: Reader, now: Date, agencyIds: readonly number[] | null): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from onestop.dossier d
     where d.status in ('RECEIVED', 'PROCESSING') and d.due_at < ${now} and ${within(sql.ref('d.agency_id'), { agencyIds })}`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

export function within(column: RawBuilder<unknown>, { agencyIds }: Pick<Slice, 'agencyIds'>): RawBuilder<boolean> {
  return agencyIds === null ? sql<boolean>`true` : sql<boolean>`${column} = any(${[...agencyIds]}::int[])`
}

export function ofSector(column: RawBuilder<unknown>, { sector }: Pick<Slice, 'sector'>): RawBuilder<boolean> {
  return sector ? sql<boolean>`${column} = ${sector}` : sql<boolean>`true`
}

/** What came in and what was ended in each part of a period; parts without anything are there with zeros. */
export async function flows(
  reading: Reading,
  slice: Slice,
  parts: readonly Period[],
  by: Extract<GroupBy, 'all' | 'agency'> = 'all',
): Promise<{ key: string; part: number; tally: Tally }[]> {
  const { rows } = await sql<{ key: string; part: number; kind: string; dim: string; n: number }>`
    select ${groupColumn[by].cell}::text as key, p.part, c.kind, c.dim, sum(c.n)::bigint as n
      from jsonb_to_recordset(${JSON.stringify(parts.map((p, part) => ({ ...p, part })))}::jsonb) as p(part int, "from" date, "to" date)
      join ${cellsOf(reading)} on c.day between p."from" and p."to" and c.kind in ('RECEIVED', 'FINISHED')
     where ${within(sql.ref('c.agency_id'), slice)} and ${ofSector(sql.ref('c.sector'), slice)}
     group by 1, 2, 3, 4`.execute(reading.db)
  const found = new Map<string, { key: string; part: number; tally: Tally }>()
  for (const { key, part, kind, dim, n } of rows) {
    const id = `${part} ${key}`
    const entry = found.get(id) ?? { key, part, tally: emptyTally() }
    found.set(id, entry)
    addCells(entry.tally, { kind, dim, before: 0, within: n })
  }
  if (by === 'all') {
    for (let part = 0; part < parts.length; part++) {
      if (!found.has(`${part} `)) found.set(`${part} `, { key: '', part, tally: emptyTally() })
    }
  }
  return [...found.values()].sort((a, b) => a.part - b.part)
}

/** The rule in force on a day. */
export async function countingRule(db: Reader, day: string): Promise<CountingRule> {
  const row = await db
    .selectFrom('measures.counting_rule')
    .select(['version', 'endings', 'waiting', 'basis', 'verified'])
    .where('valid_from', '<=', day)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return {
    version: row.version,
    endings: row.endings as CountingRule['endings'],
    waiting: row.waiting as CountingRule['waiting'],
    basis: row.basis,
    verified: row.verified,
  }
}

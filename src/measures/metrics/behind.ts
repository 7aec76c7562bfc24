import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type KeyPart, type Page, toPage } from '#app/kernel/paging.ts'
import { badInput } from '#app/kernel/input.ts'
import { addDays, startOfDay } from '#app/kernel/text.ts'
import { endingsAs } from './counting.ts'
import { type CountingRule, type FigureCode, figures, type Selection } from './definitions.ts'
import { ofSector, type Slice, within } from './tally.ts'

/** The dossiers behind a figure: the same selection as its cells, written as a condition over dossiers and clocks. */

/** What is listed: a figure of a slice, narrowed further if asked. */
export interface BehindQuery extends Slice {
  figure: FigureCode
  procedureId?: number | null
  rule: CountingRule
}

/** Dossiers a step of which took longer than it was given: what "why late" opens to. */
export interface StepQuery extends Slice {
  stepName: string
  unitId: number
}

export interface BehindRow {
  agencyId: number
  id: number
  code: string
  procedureName: string
  sector: string
  channel: string
  status: string
  receivedAt: Date
  dueAt: Date | null
  finishedAt: Date | null
  outcome: string | null
}

export const sorts = ['received', 'due', 'finished', 'code', 'procedure'] as const
export type SortBy = (typeof sorts)[number]

/** Columns to sort by, never null; the id makes the order whole. */
const sortColumn = {
  received: { column: sql`coalesce(d.received_at, 'epoch'::timestamptz)`, type: 'timestamptz' },
  due: { column: sql`coalesce(d.due_at, '9999-12-31'::timestamptz)`, type: 'timestamptz' },
  finished: { column: sql`coalesce(d.finished_at, '9999-12-31'::timestamptz)`, type: 'timestamptz' },
  code: { column: sql`d.code`, type: 'text' },
  procedure: { column: sql`d.procedure_name`, type: 'text' },
} as const satisfies Record<SortBy, { column: RawBuilder<unknown>; type: 'timestamptz' | 'text' }>

export interface Paging {
  sort: SortBy
  direction: 'asc' | 'desc'
  limit: number
  after?: string | undefined
}

/** The condition a figure is, over `onestop.dossier d`. */
export function figureCondition(query: BehindQuery): RawBuilder<boolean> {
  const any = figures[query.figure].select.map(selection => sql`(${condition(selection, query)})`)
  const procedure = query.procedureId ? sql`d.procedure_id = ${query.procedureId}` : sql`true`
  return sql<boolean>`(${sql.join(any, sql` or `)}) and ${procedure} and ${place(query)}`
}

export function stepCondition(query: StepQuery): RawBuilder<boolean> {
  return sql<boolean>`${place(query)} and exists (
    select from onestop.step_log s
     where s.agency_id = d.agency_id and s.dossier_id = d.id and s.step_name = ${query.stepName} and s.unit_id = ${query.unitId}
       and s.ended_at >= ${startOfDay(query.from)} and s.ended_at < ${endOf(query)} and s.used_minutes > s.hours * 60)`
}

const place = (slice: Slice) =>
  sql`${within(sql.ref('d.agency_id'), slice)} and ${ofSector(sql.ref('d.sector'), slice)}`

/** The first instant after the period. */
const endOf = ({ to }: Slice): Date => startOfDay(addDays(to, 1))

function condition(selection: Selection, query: BehindQuery): RawBuilder<unknown> {
  const start = startOfDay(query.from)
  const end = endOf(query)
  switch (selection.of) {
    case 'RECEIVED': {
      const channel = selection.channels ? sql`and d.channel = any(${[...selection.channels]}::text[])` : sql``
      return sql`d.received_at >= ${start} and d.received_at < ${end} ${channel}`
    }
    case 'FINISHED': {
      const as = selection.as ? sql`and ${endingOf} = any(${endingsAs(selection.as, query.rule)}::text[])` : sql``
      return sql`d.received_at is not null and d.outcome is not null and d.finished_at >= ${start} and d.finished_at < ${end} ${as}`
    }
    case 'OPEN_BEFORE':
      return sql`d.received_at < ${start} and (d.finished_at is null or d.finished_at >= ${start})`
    case 'OPEN': {
      const open = sql`d.received_at < ${end} and (d.finished_at is null or d.finished_at >= ${end})`
      return selection.as ? sql`${open} and ${standing(query)} = ${selection.as}` : open
    }
    default:
      return sql`exists (select from voice.satisfaction v where v.agency_id = d.agency_id and v.dossier_id = d.id
                    and v.score >= ${selection.from} and v.given_at >= ${start} and v.given_at < ${end})`
  }
}

/** 'COMPLETED.EARLY', from the facts of a dossier that ended after it was received. */
export const endingOf = sql`case d.status when 'WITHDRAWN' then 'WITHDRAWN.' when 'STOPPED' then 'STOPPED.' else 'COMPLETED.' end || d.outcome`

/**
 * Where an open dossier stood at the end of the period (now, if that is earlier), by its ledger. The line in force is the first
 * that had not ended by then: after a correction the time between belongs to the line that takes the promise up again.
 */
function standing(query: BehindQuery): RawBuilder<unknown> {
  const end = endOf(query)
  const late = query.now < end ? query.now : end
  return sql`(select case when k.state = 'PAUSED' then ${query.rule.waiting} when k.due_at < ${late} then 'OVERDUE' else 'IN_TIME' end
    from onestop.clock k where k.agency_id = d.agency_id and k.dossier_id = d.id and (k.to_at is null or k.to_at >= ${end})
   order by k.no limit 1)`
}

export async function countBehind(db: Reader, where: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from onestop.dossier d where ${where}`.execute(db)
  return rows[0]?.n ?? 0
}

/** One page of the dossiers, keyset-paged in any order. */
export async function listBehind(db: Reader, where: RawBuilder<boolean>, paging: Paging): Promise<Page<BehindRow>> {
  const { sort, direction, limit, after } = paging
  const { column, type } = sortColumn[sort]
  const keys = [
    { column, type },
    { column: sql`d.agency_id`, type: 'int' },
    { column: sql`d.id`, type: 'bigint' },
  ] as const
  const from = after === undefined ? sql`true` : afterKey(keys, direction, keyOf(after, type))
  const way = sql.raw(direction)
  const { rows } = await sql<BehindRow & { key: string }>`
    select d.agency_id as "agencyId", d.id, d.code, d.procedure_name as "procedureName", d.sector, d.channel, d.status,
           d.received_at as "receivedAt", d.due_at as "dueAt", d.finished_at as "finishedAt", d.outcome, ${type === 'text' ? column : sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`} as key
      from onestop.dossier d
     where ${where} and ${from}
     order by ${column} ${way}, d.agency_id ${way}, d.id ${way}
     limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, row => [row.key, row.agencyId, row.id])
}

/** The sort key of a cursor; one that was tampered with is bad input, not an error of the database. */
function keyOf(cursor: string, type: 'timestamptz' | 'text'): KeyPart[] {
  const key = decodeCursor(cursor, 3)
  const [first, ...ids] = key
  const fits =
    typeof first === 'string' && (type === 'text' || (/^\d{4}-/.test(first) && !Number.isNaN(Date.parse(first))))
  if (fits && ids.every(id => Number.isSafeInteger(id))) return key
  throw badInput({
    after: {
      vi: 'Trang này không còn. Hãy quay lại trang đầu.',
      en: 'This page does not exist. Go back to the first.',
    },
  })
}

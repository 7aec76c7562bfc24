import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { addDays, startOfDay } from '#app/kernel/text.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { type Calendar, calendarFor, type Pause } from '#app/organisation/calendar/index.ts'
import { type Past, type Reel, reelOf } from './rules.ts'
import type { Stay } from './steps.ts'

/** Finished dossiers of a procedure with what a replay needs, each kind of fact in one query. */

export interface Wanted {
  procedureId: number
  /** Ids of home agencies; null: the whole province. */
  agencyIds: readonly number[] | null
  /** Days of finishing, ends included. */
  from: string
  to: string
  channel: string | null
}

/** More than these are not looked at: the newest are. */
export const MOST = 50_000

export interface Loaded {
  reels: Reel[]
  /** Withdrawn or stopped in the period: they have no result to be in time with. */
  ended: number
  /** Whose limit or calendar cannot be computed with. */
  unreadable: number
  /** Whether there are more than `MOST`. */
  more: boolean
}

interface Row {
  agencyId: number
  id: number
  code: string
  channel: string
  receivedAt: Date
  finishedAt: Date
  dueAt: Date | null
  outcome: string
  unit: Limit['unit'] | null
  amount: number | null
}

const chosen = ({ procedureId, agencyIds, from, to, channel }: Wanted): RawBuilder<boolean> => sql<boolean>`
  d.procedure_id = ${procedureId} and d.finished_at >= ${startOfDay(from)} and d.finished_at < ${startOfDay(addDays(to, 1))}
  and d.received_at is not null and d.outcome is not null
  and ${agencyIds === null ? sql`true` : sql`d.agency_id = any(${[...agencyIds]}::int[])`}
  and ${channel === null ? sql`true` : sql`d.channel = ${channel}`}`
const withResult = sql`d.status in ('COMPLETED', 'RETURNED')`

export async function loadReels(db: Reader, wanted: Wanted): Promise<Loaded> {
  const { rows } = await sql<Row>`
    select d.agency_id as "agencyId", d.id, d.code, d.channel, d.received_at as "receivedAt", d.finished_at as "finishedAt",
           d.due_at as "dueAt", d.outcome, d.limit_unit as unit, d.limit_amount as amount
      from onestop.dossier d where ${chosen(wanted)} and ${withResult}
     order by d.finished_at desc, d.id desc limit ${MOST + 1}`.execute(db)
  const ended = await sql<{ n: number }>`
    select count(*)::int as n from onestop.dossier d where ${chosen(wanted)} and not ${withResult}`.execute(db)
  const pauses = await pausesOf(db, wanted)
  const calendars = new Map<number, Calendar>()
  for (const id of new Set(rows.map(row => row.agencyId))) calendars.set(id, (await calendarFor(db, id)).calendar)
  const reels = rows.slice(0, MOST).flatMap(row => {
    const past = pastOf(row, pauses.get(row.id) ?? [])
    return (past && reelOf(past, calendars.get(row.agencyId) as Calendar)) ?? []
  })
  return {
    reels,
    ended: ended.rows[0]?.n ?? 0,
    unreadable: Math.min(rows.length, MOST) - reels.length,
    more: rows.length > MOST,
  }
}

function pastOf({ unit, amount, dueAt, outcome, ...row }: Row, pauses: readonly Pause[]): Past | null {
  if (unit === null || amount === null || dueAt === null) return null
  return { ...row, dueAt, late: outcome === 'LATE', limit: { unit, amount }, pauses }
}

/** Closed pauses by dossier, in order. */
async function pausesOf(db: Reader, wanted: Wanted): Promise<Map<number, Pause[]>> {
  const { rows } = await sql<{ id: number; from: Date; to: Date }>`
    select k.dossier_id as id, k.from_at as "from", k.to_at as "to"
      from onestop.clock k join onestop.dossier d on d.agency_id = k.agency_id and d.id = k.dossier_id
     where k.state = 'PAUSED' and k.to_at is not null and ${chosen(wanted)} and ${withResult}
     order by k.dossier_id, k.no`.execute(db)
  const found = new Map<number, Pause[]>()
  for (const { id, from, to } of rows) listIn(found, id).push({ from, to })
  return found
}

/** What a dossier did: the process it went along, its answers, its stays at steps. */
export interface Went {
  processVersionId: number | null
  answers: Readonly<Record<string, unknown>>
  stays: Stay[]
}

/** @param withAnswers  whether the process to try asks about the form */
export async function loadWent(db: Reader, wanted: Wanted, withAnswers: boolean): Promise<Map<number, Went>> {
  const { rows } = await sql<{ id: number; processVersionId: number | null; answers: Went['answers'] | null }>`
    select d.id, d.process_version_id as "processVersionId", ${withAnswers ? sql`d.form` : sql`null::jsonb`} as answers
      from onestop.dossier d where ${chosen(wanted)} and ${withResult}`.execute(db)
  const went = new Map<number, Went>(
    rows.map(row => [row.id, { processVersionId: row.processVersionId, answers: row.answers ?? {}, stays: [] }]),
  )
  const stays = await sql<Stay & { id: number }>`
    select s.dossier_id as id, s.step_no as "stepNo", s.started_at as "from", s.ended_at as "to"
      from onestop.step_log s join onestop.dossier d on d.agency_id = s.agency_id and d.id = s.dossier_id
     where s.ended_at is not null and ${chosen(wanted)} and ${withResult}
     order by s.dossier_id, s.no`.execute(db)
  for (const { id, ...stay } of stays.rows) went.get(id)?.stays.push(stay)
  return went
}

function listIn<T>(lists: Map<number, T[]>, id: number): T[] {
  const known = lists.get(id)
  if (known) return known
  const list: T[] = []
  lists.set(id, list)
  return list
}

import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { likeText } from '#app/kernel/search.ts'
import { addDays, dayOf, startOfDay } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type RequestScope, requestScopes, type RequestsQuery, type RequestState } from './input.ts'
import { homeOf, isControl } from './record.ts'
import { type RequestTiming, requestTiming, type RoundKind } from './rules.ts'

/** Requests for opinions, of all drafts: who owes an answer, who was late, which reminders were made. */

/** Whose requests count as "asked of us". */
export interface Me {
  home: number | null
  control: boolean
}

export async function meOf(ctx: Ctx): Promise<Me> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const home = homeOf(tree, ctx.actor)
  return { home, control: isControl(tree, ctx.actor, home) }
}

const waits = sql<boolean>`(q.answered_at is null and r.closed_at is null)`
const askedOf = ({ home, control }: Me): RawBuilder<boolean> =>
  sql<boolean>`((r.kind <> 'CONTROL' and q.agency_id = ${home}::int) or (r.kind = 'CONTROL' and ${control}::boolean))`

/** Open requests that this agency, or the control unit one belongs to, still owes an answer. */
export const ours = (me: Me): RawBuilder<boolean> => sql<boolean>`(${waits} and coalesce(${askedOf(me)}, false))`

const scopeIs = (scope: RequestScope, me: Me): RawBuilder<boolean> => {
  if (scope === 'all') return sql<boolean>`true`
  return scope === 'ours' ? sql<boolean>`coalesce(${askedOf(me)}, false)` : sql<boolean>`d.agency_id = ${me.home}::int`
}

/** The same as `requestTiming`, for what the database narrows and counts by. */
function stateIs(state: RequestState, now: Date): RawBuilder<boolean> {
  switch (state) {
    case 'waiting':
      return waits
    case 'soon':
      return sql<boolean>`(${waits} and q.soon_at <= ${now} and q.due_at >= ${now})`
    case 'late':
      return sql<boolean>`(${waits} and q.due_at < ${now})`
    case 'answered':
      return sql<boolean>`(q.answered_at is not null and q.answered_at <= q.due_at)`
    case 'answeredLate':
      return sql<boolean>`(q.answered_at is not null and q.answered_at > q.due_at)`
    case 'silent':
      // A round that ended before the time was over, as of a withdrawn draft, leaves nobody to blame.
      return sql<boolean>`(q.answered_at is null and r.closed_at > q.due_at)`
    default:
      return sql<boolean>`true`
  }
}

const sentIn = (from: string | undefined, to: string | undefined): RawBuilder<boolean> =>
  sql<boolean>`(${from ? sql`r.opened_at >= ${startOfDay(from)}` : sql`true`}
    and ${to ? sql`r.opened_at < ${startOfDay(addDays(to, 1))}` : sql`true`})`

const requests = sql`procedures.opinion_request q
      join procedures.opinion_round r on r.id = q.round_id
      join procedures.legal_draft d on d.id = r.draft_id`

export interface RequestLine {
  id: number
  draftId: number
  title: string
  agency: string
  kind: RoundKind
  asked: string
  openedAt: Date
  dueAt: Date
  timing: RequestTiming
  answeredAt: Date | null
  documentNo: string | null
  remindedAt: Date | null
  overdueNotedAt: Date | null
  /** Whether it is ours to answer, now. */
  ours: boolean
}

interface Row extends Omit<RequestLine, 'timing' | 'agency'> {
  soonAt: Date
  closedAt: Date | null
  agencyId: number
  key: string
}

/** Requests as filtered, by the instant they are due, with the reminders made. */
export async function listRequests(ctx: Ctx, query: RequestsQuery): Promise<Page<RequestLine>> {
  const me = await meOf(ctx)
  const direction = query.direction === 'up' ? 'asc' : 'desc'
  const keys = [
    { column: sql`q.due_at`, type: 'timestamptz' as const },
    { column: sql`q.id`, type: 'int' as const },
  ]
  const { rows } = await sql<Row>`
    select q.id, d.id as "draftId", d.title, d.agency_id as "agencyId", r.kind, q.name as asked, r.opened_at as "openedAt",
           q.due_at as "dueAt", q.soon_at as "soonAt", q.answered_at as "answeredAt", r.closed_at as "closedAt",
           q.document_no as "documentNo", q.soon_noted_at as "remindedAt", q.late_noted_at as "overdueNotedAt",
           ${ours(me)} as ours, to_char(q.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key
      from ${requests}
     where ${scopeIs(query.scope, me)} and ${stateIs(query.state, ctx.now)} and ${sentIn(query.from, query.to)}
       and ${query.kind ? sql`r.kind = ${query.kind}` : sql`true`}
       and ${query.asked ? sql`q.agency_id = ${query.asked}` : sql`true`}
       and ${query.q?.trim() ? sql`d.search_text like ${`%${likeText(query.q)}%`}` : sql`true`}
       and ${query.after ? afterKey(keys, direction, decodeCursor(query.after, 2)) : sql`true`}
     order by q.due_at ${sql.raw(direction)}, q.id ${sql.raw(direction)} limit ${query.limit + 1}`.execute(ctx.db)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const page = toPage(rows, query.limit, row => [row.key, row.id])
  return {
    items: page.items.map(({ soonAt, closedAt, agencyId, key: _key, ...one }) => ({
      ...one,
      agency: tree.get(agencyId)?.name ?? '',
      timing: requestTiming({ dueAt: one.dueAt, soonAt, answeredAt: one.answeredAt, closedAt }, ctx.now),
    })),
    next: page.next,
  }
}

/** How many wait in each scope, how many of them are due soon and how many are late. */
export type Waiting = Record<RequestScope, { waiting: number; soon: number; late: number }>

export async function waitingRequests(ctx: Ctx): Promise<Waiting> {
  const me = await meOf(ctx)
  const count = (scope: RequestScope, state: RequestState) =>
    sql`count(*) filter (where ${scopeIs(scope, me)} and ${stateIs(state, ctx.now)})::int`
  const counts = requestScopes.map(
    scope => sql`json_build_object('waiting', ${count(scope, 'waiting')}, 'soon', ${count(scope, 'soon')},
      'late', ${count(scope, 'late')}) as ${sql.ref(scope)}`,
  )
  const { rows } = await sql<Waiting>`select ${sql.join(counts)} from ${requests} where ${waits}`.execute(ctx.db)
  return rows[0] as Waiting
}

/** How agencies and bodies answered what they were asked in a period. */
export interface Punctuality {
  /** Null for bodies outside the province's agencies, told apart by their name. */
  agencyId: number | null
  control: boolean
  asked: string
  requests: number
  inTime: number
  answeredLate: number
  /** Never answered, though the time was over when the round ended. */
  silent: number
  waiting: number
  /** Of those waiting, past their time. */
  overdue: number
  /** Late in any way: answered late, silent or overdue. */
  late: number
}

/** A civil year, the present one when none is named. */
export function yearOf(ctx: Ctx, named: number | undefined): { year: string; from: string; to: string } {
  const year = String(named ?? dayOf(ctx.now).slice(0, 4))
  return { year, from: `${year}-01-01`, to: `${year}-12-31` }
}

/** Requests sent in a period by whom was asked, whoever was late most often first. */
export async function punctuality(ctx: Ctx, period: { from: string; to: string }): Promise<Punctuality[]> {
  const count = (state: RequestState) => sql`count(*) filter (where ${stateIs(state, ctx.now)})::int`
  const { rows } = await sql<Punctuality>`
    select *, "answeredLate" + silent + overdue as late from (
      select q.agency_id as "agencyId", r.kind = 'CONTROL' as control, max(q.name) as asked, count(*)::int as requests,
             ${count('answered')} as "inTime", ${count('answeredLate')} as "answeredLate", ${count('silent')} as silent,
             ${count('waiting')} as waiting, ${count('late')} as overdue
        from ${requests} where ${sentIn(period.from, period.to)}
       group by q.agency_id, r.kind = 'CONTROL', case when q.agency_id is null then q.name end) k
     order by late desc, requests desc, asked`.execute(ctx.db)
  return rows
}

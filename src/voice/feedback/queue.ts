import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { likeText } from '#app/kernel/search.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type Calendar, calendarFor, workingMinutesBetween } from '#app/organisation/calendar/index.ts'
import { type FeedbackKind, type ListQuery, type QueueQuery, type QueueTab, queueTabs } from './input.ts'
import { coverTraces } from './personal.ts'
import type { FeedbackRow } from './record.ts'
import { type FeedbackState, type Timing, timingOf } from './rules.ts'
import { scopeOf } from './scope.ts'

/** The officers' queue of feedback: tabs with counts, one page of rows. */

export interface QueueRow {
  number: string
  subject: string
  kind: FeedbackKind
  status: FeedbackState
  handler: string
  assignee: string
  sentAt: Date
  dueAt: Date | null
  timing: Timing
  /** Working minutes left (negative: over) while the clock runs, and how many make a working day there. */
  left: { minutes: number; perDay: number } | null
  publishBy: Date | null
  likes: number
  dislikes: number
}

const running = sql`status in ('NEW', 'ASSIGNED', 'DRAFTED')`

/** What each tab holds; the counts and the lists use the same words. */
function tabIs(tab: QueueTab, now: Date): RawBuilder<boolean> {
  switch (tab) {
    case 'new':
      return sql<boolean>`status = 'NEW'`
    case 'doing':
      return sql<boolean>`status in ('ASSIGNED', 'DRAFTED')`
    case 'waiting':
      return sql<boolean>`status = 'NEED_INFO'`
    case 'due':
      return sql<boolean>`(${running} and soon_at <= ${now})`
    case 'answered':
      return sql<boolean>`status = 'ANSWERED'`
    case 'published':
      return sql<boolean>`status = 'PUBLISHED'`
    default:
      return sql<boolean>`status = 'REJECTED'`
  }
}

const within = (scope: readonly number[] | null): RawBuilder<boolean> =>
  scope === null ? sql<boolean>`true` : sql<boolean>`handler_id = any(${[...scope]}::int[])`

export type QueueCounts = Record<QueueTab, number> & { late: number }

/** Counts of all tabs in one look, for tabs and side list alike. */
export async function queueCounts(ctx: Ctx): Promise<QueueCounts> {
  const scope = await scopeOf(ctx.db, ctx.actor, ctx.now)
  const { rows } = await sql<QueueCounts>`
    select ${sql.join(queueTabs.map(tab => sql`count(*) filter (where ${tabIs(tab, ctx.now)})::int as ${sql.ref(tab)}`))},
           count(*) filter (where ${running} and due_at < ${ctx.now})::int as late
      from voice.feedback where ${within(scope)}`.execute(ctx.db)
  return rows[0] as QueueCounts
}

const soonestFirst: readonly QueueTab[] = ['new', 'doing', 'due']
/** Sort key as text, exact to the microsecond; what has no due instant comes last. */
const dueKey = sql<string>`coalesce(to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'infinity')`
const sentKey = sql<string>`to_char(sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** One tab of the officers' queue, soonest due first where something is owed, newest first otherwise. */
export async function queue(ctx: Ctx, query: QueueQuery): Promise<Page<QueueRow>> {
  const scope = await scopeOf(ctx.db, ctx.actor, ctx.now)
  const ascending = soonestFirst.includes(query.tab)
  const column = ascending ? sql`coalesce(due_at, 'infinity')` : sql`sent_at`
  const conditions = [
    within(scope),
    tabIs(query.tab, ctx.now),
    ...(query.kind ? [sql<boolean>`kind = ${query.kind}`] : []),
    ...(query.agency ? [sql<boolean>`handler_id = ${query.agency}`] : []),
    ...(query.q?.trim() ? [sql<boolean>`search_text like ${`%${likeText(query.q)}%`}`] : []),
    ...(query.after
      ? [
          afterKey(
            [
              { column, type: 'timestamptz' },
              { column: sql`id`, type: 'bigint' },
            ],
            ascending ? 'asc' : 'desc',
            decodeCursor(query.after, 2),
          ),
        ]
      : []),
  ]
  const order = ascending ? sql`coalesce(due_at, 'infinity'), id` : sql`sent_at desc, id desc`
  const { rows } = await sql<FeedbackRow & { key: string }>`
    select *, ${ascending ? dueKey : sentKey} as key from voice.feedback
     where ${sql.join(conditions, sql` and `)} order by ${order} limit ${query.limit + 1}`.execute(ctx.db)
  const page = toPage(rows, query.limit, row => [row.key, row.id])
  return { items: await asQueueRows(ctx, page.items), next: page.next }
}

/** Feedback as its queue shows it: with who handles it and what is left of the promise. */
export async function asQueueRows(ctx: Ctx, rows: readonly FeedbackRow[]): Promise<QueueRow[]> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const calendars = new Map<number, Calendar>()
  for (const id of new Set(rows.map(row => row.handler_id))) calendars.set(id, (await calendarFor(ctx.db, id)).calendar)
  return rows.map(row => ({
    number: row.number,
    subject: coverTraces(row.subject, knownOf(row)),
    kind: row.kind as FeedbackKind,
    status: row.status,
    handler: tree.get(row.handler_id)?.name ?? '',
    assignee: row.assignee_name,
    sentAt: row.sent_at,
    dueAt: row.due_at,
    timing: timing(row, ctx.now),
    left: leftOf(row, calendars.get(row.handler_id), ctx.now),
    publishBy: row.publish_by,
    likes: row.likes,
    dislikes: row.dislikes,
  }))
}

/** Nothing runs while the sender is asked, once it is closed, and beyond the years the calendar knows. */
function leftOf(row: FeedbackRow, calendar: Calendar | undefined, now: Date): QueueRow['left'] {
  if (!calendar || row.due_at === null || row.closed_at !== null) return null
  return { minutes: workingMinutesBetween(calendar, now, row.due_at), perDay: calendar.workingDayMinutes }
}

/** What names the sender: looked for in texts, in whatever way it is written. */
export const knownOf = (row: FeedbackRow): string[] => [row.sender_name, row.sender_address].filter(Boolean)

const timing = (row: FeedbackRow, now: Date): Timing =>
  timingOf({ status: row.status, dueAt: row.due_at, soonAt: row.soon_at, closedAt: row.closed_at }, now)

/** The list machines read: newest first, no personal data. */
export async function listFeedback(ctx: Ctx, query: ListQuery): Promise<Page<QueueRow>> {
  const scope = await scopeOf(ctx.db, ctx.actor, ctx.now)
  const conditions = [
    within(scope),
    ...(query.status ? [sql<boolean>`status = ${query.status}`] : []),
    ...(query.kind ? [sql<boolean>`kind = ${query.kind}`] : []),
    ...(query.agency ? [sql<boolean>`handler_id = ${query.agency}`] : []),
    ...(query.after
      ? [
          afterKey(
            [
              { column: sql`sent_at`, type: 'timestamptz' },
              { column: sql`id`, type: 'bigint' },
            ],
            'desc',
            decodeCursor(query.after, 2),
          ),
        ]
      : []),
  ]
  const { rows } = await sql<FeedbackRow & { key: string }>`
    select *, ${sentKey} as key from voice.feedback
     where ${sql.join(conditions, sql` and `)} order by sent_at desc, id desc limit ${query.limit + 1}`.execute(ctx.db)
  const page = toPage(rows, query.limit, row => [row.key, row.id])
  return { items: await asQueueRows(ctx, page.items), next: page.next }
}

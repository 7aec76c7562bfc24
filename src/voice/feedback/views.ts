import { type RawBuilder, sql } from 'kysely'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf, fold, mask } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type Calendar, calendarFor, workingMinutesBetween } from '#app/organisation/calendar/index.ts'
import { type FeedbackLimits, limitsOn } from './clock.ts'
import { type FeedbackKind, type ListQuery, type QueueQuery, type QueueTab, queueTabs } from './input.ts'
import { coverTraces } from './personal.ts'
import { factsOf, type FeedbackRow } from './record.ts'
import {
  abilities,
  type FeedbackState,
  openSenderPermission,
  type OfficerAction,
  type Timing,
  timingOf,
} from './rules.ts'
import { type Addressee, addressees, isWithin, scopeOf } from './scope.ts'
import { may } from '#app/kernel/permission.ts'
import { storyOf, type StoryLine } from './story.ts'

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

const likeText = (text: string): string => fold(text.trim()).replaceAll(/[\\%_]/g, sign => `\\${sign}`)

async function asQueueRows(ctx: Ctx, rows: readonly FeedbackRow[]): Promise<QueueRow[]> {
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
const knownOf = (row: FeedbackRow): string[] => [row.sender_name, row.sender_address].filter(Boolean)

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

export interface Sender {
  /** False: masked; asking for it is recorded. */
  open: boolean
  mayOpen: boolean
  name: string
  phone: string
  email: string
  address: string
}

export interface FeedbackView extends QueueRow {
  id: number
  agencyId: number
  handlerId: number
  version: number
  body: string
  dossierCode: string | null
  procedure: { code: string; name: string } | null
  sender: Sender
  answer: string | null
  answeredAt: Date | null
  answeredBy: string | null
  assigneeId: number | null
  refuseBy: Date
  askBy: Date
  published: { subject: string; body: string; answer: string; at: Date } | null
  /** What the public form starts from: the text with what looks personal covered. */
  proposed: { subject: string; body: string; answer: string }
  can: Record<OfficerAction, boolean>
  story: StoryLine[]
  officers: { id: number; name: string; unit: string }[]
  addressees: Addressee[]
  limits: FeedbackLimits
}

/** How long after asking the sender stays uncovered for the one who asked. */
const OPEN_FOR_MS = 15 * 60_000

/** One feedback with everything its page shows. @throws Refusal NOT_FOUND, also for another agency's */
export async function feedbackOf(ctx: Ctx, number: string): Promise<FeedbackView> {
  const found = await ctx.db.selectFrom('voice.feedback').selectAll().where('number', '=', number).executeTakeFirst()
  const scope = await scopeOf(ctx.db, ctx.actor, ctx.now)
  if (!found || !isWithin(scope, found.handler_id)) throw notFound({ vi: 'phản ánh này', en: 'This feedback' })
  const row: FeedbackRow = { ...found, status: found.status as FeedbackState }
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const [listed] = await asQueueRows(ctx, [row])
  const known = knownOf(row)
  const sender = await senderOf(ctx, row)
  /** What the sender wrote tells as much as the sender's own fields: covered until these are opened. */
  const shown = (text: string): string => (sender.open ? text : coverTraces(text, known))
  return {
    ...(listed as QueueRow),
    id: row.id,
    agencyId: row.agency_id,
    handlerId: row.handler_id,
    version: row.version,
    subject: shown(row.subject),
    body: shown(row.body),
    dossierCode: row.dossier_code,
    procedure: await procedureName(ctx.db, row.procedure_id),
    sender,
    answer: row.answer,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
    assigneeId: row.assignee_id,
    refuseBy: row.refuse_by,
    askBy: row.ask_by,
    published:
      row.published_at && row.public_subject && row.public_body && row.public_answer
        ? { subject: row.public_subject, body: row.public_body, answer: row.public_answer, at: row.published_at }
        : null,
    proposed: {
      subject: coverTraces(row.subject, known),
      body: coverTraces(row.body, known),
      answer: coverTraces(row.answer ?? '', known),
    },
    can: abilities(factsOf(row), ctx.actor, true, ctx.now),
    story: (await storyOf(ctx.db, row)).map(line => ({ ...line, text: line.text && shown(line.text) })),
    officers: await officersIn(ctx.db, tree.subtree(row.handler_id), dayOf(ctx.now)),
    addressees: addressees(tree).filter(one => one.id !== row.handler_id),
    limits: await limitsOn(ctx.db, dayOf(row.clock_from)),
  }
}

async function senderOf(ctx: Ctx, row: FeedbackRow): Promise<Sender> {
  const mayOpen = may(ctx.actor, openSenderPermission)
  const asked =
    ctx.actor.accountId === null
      ? undefined
      : await ctx.db
          .selectFrom('kernel.read_log')
          .select('id')
          .where('agency_id', '=', row.agency_id)
          .where('subject', '=', `feedback:${row.id}`)
          .where('account_id', '=', ctx.actor.accountId)
          .where('at', '>', new Date(ctx.now.getTime() - OPEN_FOR_MS))
          .executeTakeFirst()
  const open = mayOpen && asked !== undefined
  const shown = (value: string, head: number, tail: number): string => (open ? value : mask(value, head, tail))
  return {
    open,
    mayOpen,
    name: open ? row.sender_name : maskedName(row.sender_name),
    phone: shown(row.sender_phone, 3, 2),
    email: shown(row.sender_email, 2, 3),
    address: shown(row.sender_address, 0, 0),
  }
}

/** N•••• V•• A: first letters tell two senders apart and name nobody. */
const maskedName = (name: string): string =>
  name
    .split(/\s+/)
    .map(part => part.slice(0, 1) + '•'.repeat(Math.max(0, part.length - 1)))
    .join(' ')

export async function procedureName(db: Reader, id: number | null): Promise<{ code: string; name: string } | null> {
  if (id === null) return null
  const row = await db
    .selectFrom('procedures.procedure as p')
    .leftJoin('procedures.procedure_version as v', 'v.procedure_id', 'p.id')
    .select(['p.code', 'v.name'])
    .where('p.id', '=', id)
    .orderBy('v.no', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { code: row.code, name: row.name ?? row.code } : null
}

async function officersIn(db: Reader, units: readonly number[], day: string) {
  const rows = await db
    .selectFrom('organisation.officer as o')
    .innerJoin('organisation.position as p', 'p.officer_id', 'o.id')
    .innerJoin('organisation.agency_version as a', 'a.agency_id', 'p.agency_id')
    .select(['o.id', 'o.full_name as name', 'a.short_name as unit'])
    .where('p.agency_id', 'in', [...units, -1])
    .where('p.valid_from', '<=', day)
    .where(eb => eb.or([eb('p.valid_to', 'is', null), eb('p.valid_to', '>', day)]))
    .where('a.valid_from', '<=', day)
    .where(eb => eb.or([eb('a.valid_to', 'is', null), eb('a.valid_to', '>', day)]))
    .where(sql<boolean>`p.roles && array['SPECIALIST', 'DIVISION_HEAD', 'LEADER']`)
    .orderBy('a.short_name')
    .orderBy('o.full_name')
    .execute()
  return [...new Map(rows.map(row => [row.id, row])).values()]
}

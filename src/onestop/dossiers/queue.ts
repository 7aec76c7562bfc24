import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { likeText } from '#app/kernel/search.ts'
import { mask } from '#app/kernel/text.ts'
import {
  addWorkingMinutes,
  type Calendar,
  calendarFor,
  workingMinutesBetween,
} from '#app/organisation/calendar/index.ts'
import { processSteps } from '#app/procedures/processes/index.ts'
import { type DossierRow, type StandingRow, standingOf } from './holding.ts'
import { type DueState, dueState, type Status } from './rules.ts'
import { isAble } from './abilities.ts'

/** An officer's queue: tabs with counts, one page of rows, what falls due first first. */

export const queueTabs = ['incoming', 'working', 'soon', 'late', 'supplement', 'toReturn', 'unassigned', 'all'] as const
export type QueueTab = (typeof queueTabs)[number]

export interface QueueFilter {
  tab: QueueTab
  /** mine: what I hold; team: all of my agency's work. */
  scope: 'mine' | 'team'
  q?: string | undefined
  sector?: string | undefined
  channel?: string | undefined
  /** Left out: what falls due first; on-line filings and results: what waits longest. */
  sort?: QueueSort | undefined
  desc?: boolean | undefined
  after?: string | undefined
  limit: number
}

export const queueSorts = ['due', 'filed', 'code'] as const
export type QueueSort = (typeof queueSorts)[number]

export interface QueueRow {
  code: string
  status: Status
  channel: 'DIRECT' | 'ONLINE' | 'POST'
  applicantKind: 'CITIZEN' | 'BUSINESS' | 'ORGANISATION'
  applicantName: string
  applicantIdMasked: string
  procedureName: string
  sector: string
  stepName: string | null
  assigneeName: string | null
  submittedAt: Date
  receivedAt: Date | null
  dueAt: Date | null
  due: DueState
  outcome: string | null
  /** Working minutes left; negative when late; null when no clock runs. */
  leftMinutes: number | null
  /** Working minutes of the step left; negative when over. */
  stepLeftMinutes: number | null
  /** The agency that decides, where it is not the asker's. */
  homeId: number
  supplementCount: number
  /** While it waits: since when, and how many working minutes are left when it runs again. */
  pausedAt: Date | null
  pausedLeftMinutes: number | null
  /** The applicant has sent what was asked for; an officer's word lets the clock run again. */
  papersCameAt: Date | null
  /** A letter of apology (form 04) has been written. */
  apologised: boolean
  /** The asker may hand it on now, with nothing but a click. */
  canForward: boolean
  /** Working minutes of a whole day, to say minutes in days. */
  dayMinutes: number
  version: number
}

/** How far "soon" reaches: one working day from now. */
async function soonUntil(ctx: Ctx, agencyId: number): Promise<Date> {
  const { calendar } = await calendarFor(ctx.db, agencyId)
  return addWorkingMinutes(calendar, ctx.now, calendar.workingDayMinutes)
}

/** SQL of one tab for one officer; only stored facts are compared. */
function tabCondition(ctx: Ctx, tab: QueueTab, scope: 'mine' | 'team', soon: Date) {
  const { agencyId, officerId, roles } = ctx.actor
  const atStep = scope === 'mine' ? sql`d.assignee_id = ${officerId}` : sql`d.step_agency_id = ${agencyId}`
  const running = sql`d.status in ('RECEIVED', 'PROCESSING')`
  const conditions = {
    incoming: sql`d.receiving_agency_id = ${agencyId} and d.status = 'SUBMITTED'`,
    working: sql`${atStep} and ${running}`,
    soon: sql`${atStep} and ${running} and d.due_at >= ${ctx.now} and d.due_at <= ${soon}`,
    late: sql`${atStep} and ${running} and d.due_at < ${ctx.now}`,
    supplement: sql`${atStep} and d.status = 'SUPPLEMENT_REQUESTED'`,
    toReturn: sql`d.receiving_agency_id = ${agencyId} and d.status = 'COMPLETED'`,
    unassigned:
      scope === 'mine'
        ? sql`d.step_agency_id = ${agencyId} and ${running} and d.assignee_id is null and d.step_role = any(${[...roles]})`
        : sql`d.step_agency_id = ${agencyId} and ${running} and d.assignee_id is null`,
    all: scope === 'mine' ? atStep : sql`(d.step_agency_id = ${agencyId} or d.receiving_agency_id = ${agencyId})`,
  } as const satisfies Record<QueueTab, unknown>
  return conditions[tab]
}

/** SQL of what a list is sorted by. Rows without a due instant come last; a key is never null, so the keyset is exact. */
function sortKey(filter: QueueFilter) {
  const byAge = filter.tab === 'incoming' || filter.tab === 'toReturn'
  const sort = filter.sort ?? (byAge ? 'filed' : 'due')
  const keys = {
    due: { column: sql`coalesce(d.due_at, 'infinity'::timestamptz)`, type: 'timestamptz' },
    filed: { column: sql`d.submitted_at`, type: 'timestamptz' },
    code: { column: sql`d.code collate "C"`, type: 'text' },
  } as const satisfies Record<QueueSort, unknown>
  return keys[sort]
}

/** Since when a dossier waits, and when papers came since; asked only where one can wait: the inbox itself holds what runs. */
function waits(tab: QueueTab) {
  const never = sql<Date | null>`null::timestamptz`
  if (tab !== 'supplement' && tab !== 'all') return { paused_at: never, papers_came_at: never }
  const pause = sql`from onestop.clock c where c.agency_id = d.agency_id and c.dossier_id = d.id and c.to_at is null and c.state = 'PAUSED'`
  return {
    paused_at: sql<Date | null>`(select c.from_at ${pause})`,
    papers_came_at: sql<Date | null>`(select max(p.added_at) from onestop.paper p
       where p.agency_id = d.agency_id and p.dossier_id = d.id and p.kind = 'SUPPLEMENT' and p.added_at >= (select c.from_at ${pause}))`,
  }
}

/** One page of an officer's queue. */
export async function queue(ctx: Ctx, filter: QueueFilter): Promise<Page<QueueRow>> {
  if (ctx.actor.agencyId === null) return { items: [], next: null }
  const { calendar } = await calendarFor(ctx.db, ctx.actor.agencyId)
  const soon = addWorkingMinutes(calendar, ctx.now, calendar.workingDayMinutes)
  const key = sortKey(filter)
  const direction = filter.desc ? 'desc' : 'asc'
  const waiting = waits(filter.tab)
  let query = ctx.db
    .selectFrom('onestop.dossier as d')
    .leftJoin('organisation.officer as o', 'o.id', 'd.assignee_id')
    .select([
      'd.id',
      'd.agency_id',
      'd.code',
      'd.status',
      'd.channel',
      'd.applicant_kind',
      'd.applicant_name',
      'd.applicant_id_no',
      'd.procedure_name',
      'd.process_version_id',
      'd.sector',
      'd.receiving_agency_id',
      'd.citizen_account_id',
      'd.step_no',
      'd.step_name',
      'd.step_role',
      'd.step_agency_id',
      'd.step_due_at',
      'd.assignee_id',
      'd.submitted_at',
      'd.received_at',
      'd.due_at',
      'd.remaining',
      'd.outcome',
      'd.result_no',
      'd.supplement_count',
      'd.version',
      'o.full_name',
    ])
    .select(sql<string>`(${key.column})::text`.as('sort_key'))
    .select(
      sql<boolean>`exists (select from onestop.slip s where s.agency_id = d.agency_id and s.dossier_id = d.id and s.form_no = '04')`.as(
        'apologised',
      ),
    )
    .select([waiting.paused_at.as('paused_at'), waiting.papers_came_at.as('papers_came_at')])
    .where(sql<boolean>`${tabCondition(ctx, filter.tab, filter.scope, soon)}`)
    .orderBy(key.column, direction)
    .orderBy('d.id', direction)
    .limit(filter.limit + 1)
  if (filter.sector) query = query.where('d.sector', '=', filter.sector)
  if (filter.channel) query = query.where('d.channel', '=', filter.channel)
  if (filter.q) query = query.where('d.search_text', 'like', `%${likeText(filter.q)}%`)
  if (filter.after) {
    const columns = [key, { column: sql`d.id`, type: 'bigint' as const }]
    query = query.where(afterKey(columns, direction, decodeCursor(filter.after, 2)))
  }
  const page = toPage(await query.execute(), filter.limit, r => [r.sort_key, r.id])
  const items: QueueRow[] = []
  for (const row of page.items) items.push(await queueRow(ctx, row, calendar, soon))
  return { next: page.next, items }
}

type Shown =
  | 'id'
  | 'code'
  | 'channel'
  | 'applicant_kind'
  | 'applicant_name'
  | 'applicant_id_no'
  | 'procedure_name'
  | 'sector'
type Timed =
  | 'process_version_id'
  | 'step_name'
  | 'step_due_at'
  | 'submitted_at'
  | 'received_at'
  | 'due_at'
  | 'remaining'
  | 'outcome'
type FoundRow = StandingRow &
  Pick<DossierRow, Shown | Timed | 'version'> & {
    full_name: string | null
    apologised: boolean
    paused_at: Date | null
    papers_came_at: Date | null
  }

async function queueRow(ctx: Ctx, r: FoundRow, calendar: Calendar, soon: Date): Promise<QueueRow> {
  const status = r.status as Status
  const due = dueState(status, r.due_at, ctx.now, soon, r.outcome)
  const runs = due === 'ok' || due === 'soon' || due === 'late'
  const held = due === 'paused' ? (r.remaining as { workingMinutes: number } | null) : null
  // Steps of an approved process never change and are kept in memory: no query once warm.
  const steps = r.process_version_id === null ? [] : await processSteps(ctx.db, r.process_version_id)
  return {
    code: r.code,
    status,
    channel: r.channel as QueueRow['channel'],
    applicantKind: r.applicant_kind as QueueRow['applicantKind'],
    applicantName: r.applicant_name,
    applicantIdMasked: mask(r.applicant_id_no),
    procedureName: r.procedure_name,
    sector: r.sector,
    stepName: r.step_name,
    assigneeName: r.full_name,
    submittedAt: r.submitted_at,
    receivedAt: r.received_at,
    dueAt: r.due_at,
    due,
    outcome: r.outcome,
    leftMinutes: runs && r.due_at ? workingMinutesBetween(calendar, ctx.now, r.due_at) : null,
    stepLeftMinutes: runs && r.step_due_at ? workingMinutesBetween(calendar, ctx.now, r.step_due_at) : null,
    homeId: r.agency_id,
    supplementCount: r.supplement_count,
    pausedAt: r.paused_at,
    pausedLeftMinutes: held?.workingMinutes ?? null,
    papersCameAt: r.papers_came_at,
    apologised: r.apologised,
    canForward: isAble('forward', standingOf(r, steps, 0, []), ctx.actor),
    dayMinutes: calendar.workingDayMinutes,
    version: r.version,
  }
}

/** Sectors of what lies in one tab, to narrow it by. */
export async function queueSectors(ctx: Ctx, tab: QueueTab, scope: 'mine' | 'team'): Promise<string[]> {
  if (ctx.actor.agencyId === null) return []
  const soon = await soonUntil(ctx, ctx.actor.agencyId)
  const rows = await ctx.db
    .selectFrom('onestop.dossier as d')
    .select('d.sector')
    .distinct()
    .where(sql<boolean>`${tabCondition(ctx, tab, scope, soon)}`)
    .execute()
  return rows.map(r => r.sector).sort((a, b) => a.localeCompare(b, 'vi'))
}

export type QueueCounts = Record<QueueTab, number>

/** The numbers on the tabs and in the side list, of both scopes, in one statement. */
export async function workCounts(ctx: Ctx): Promise<{ mine: QueueCounts; team: QueueCounts }> {
  const empty = Object.fromEntries(queueTabs.map(tab => [tab, 0])) as QueueCounts
  if (ctx.actor.agencyId === null) return { mine: empty, team: empty }
  const soon = await soonUntil(ctx, ctx.actor.agencyId)
  const column = (tab: QueueTab, scope: 'mine' | 'team') =>
    sql`(select count(*)::int from onestop.dossier d where ${tabCondition(ctx, tab, scope, soon)}) as ${sql.id(`${scope}_${tab}`)}`
  const columns = queueTabs.flatMap(tab =>
    tab === 'all' ? [] : sameForBoth(tab) ? [column(tab, 'team')] : [column(tab, 'mine'), column(tab, 'team')],
  )
  const { rows } = await sql<Record<string, number>>`select ${sql.join(columns)}`.execute(ctx.db)
  const of = (scope: 'mine' | 'team'): QueueCounts =>
    Object.fromEntries(
      queueTabs.map(tab => [tab, rows[0]?.[`${sameForBoth(tab) ? 'team' : scope}_${tab}`] ?? 0]),
    ) as QueueCounts
  return { mine: of('mine'), team: of('team') }
}

/** What comes in and goes out at the counter is everybody's there. */
const sameForBoth = (tab: QueueTab): boolean => tab === 'incoming' || tab === 'toReturn'

/** The numbers on the tabs of one scope. */
export async function queueCounts(ctx: Ctx, scope: 'mine' | 'team'): Promise<QueueCounts> {
  return (await workCounts(ctx))[scope]
}

import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { fold, mask } from '#app/kernel/text.ts'
import { addWorkingMinutes, calendarFor, remaining } from '#app/organisation/calendar/index.ts'
import { type DueState, dueState, type Status } from './rules.ts'

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
  after?: string | undefined
  limit: number
}

export interface QueueRow {
  code: string
  status: Status
  channel: 'DIRECT' | 'ONLINE' | 'POST'
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
  /** Working minutes left; negative when late; null when no clock runs. */
  leftMinutes: number | null
  supplementCount: number
  version: number
}

/** How far "soon" reaches: one working day from now. */
async function soonUntil(ctx: Ctx, agencyId: number): Promise<Date> {
  const { calendar } = await calendarFor(ctx.db, agencyId)
  return addWorkingMinutes(calendar, ctx.now, calendar.workingDayMinutes)
}

/** SQL of one tab for one officer; only stored facts are compared. */
function tabCondition(ctx: Ctx, tab: QueueTab, scope: 'mine' | 'team', soon: Date) {
  const { agencyId, officerId } = ctx.actor
  const atStep = scope === 'mine' ? sql`d.assignee_id = ${officerId}` : sql`d.step_agency_id = ${agencyId}`
  const running = sql`d.status in ('RECEIVED', 'PROCESSING')`
  const conditions = {
    incoming: sql`d.receiving_agency_id = ${agencyId} and d.status = 'SUBMITTED'`,
    working: sql`${atStep} and ${running}`,
    soon: sql`${atStep} and ${running} and d.due_at >= ${ctx.now} and d.due_at <= ${soon}`,
    late: sql`${atStep} and ${running} and d.due_at < ${ctx.now}`,
    supplement: sql`${atStep} and d.status = 'SUPPLEMENT_REQUESTED'`,
    toReturn: sql`d.receiving_agency_id = ${agencyId} and d.status = 'COMPLETED'`,
    unassigned: sql`d.step_agency_id = ${agencyId} and ${running} and d.assignee_id is null`,
    all: sql`(d.step_agency_id = ${agencyId} or d.receiving_agency_id = ${agencyId})`,
  } as const satisfies Record<QueueTab, unknown>
  return conditions[tab]
}

/** One page of an officer's queue, what falls due first first. */
export async function queue(ctx: Ctx, filter: QueueFilter): Promise<Page<QueueRow>> {
  if (ctx.actor.agencyId === null) return { items: [], next: null }
  const soon = await soonUntil(ctx, ctx.actor.agencyId)
  const byAge = filter.tab === 'incoming' || filter.tab === 'toReturn'
  // Rows without a due instant come last; the sort key is never null so that the keyset stays exact.
  const key = byAge ? sql`d.submitted_at` : sql`coalesce(d.due_at, 'infinity'::timestamptz)`
  let query = ctx.db
    .selectFrom('onestop.dossier as d')
    .leftJoin('organisation.officer as o', 'o.id', 'd.assignee_id')
    .select([
      'd.id',
      'd.code',
      'd.status',
      'd.channel',
      'd.applicant_name',
      'd.applicant_id_no',
      'd.procedure_name',
      'd.sector',
      'd.step_name',
      'o.full_name',
      'd.submitted_at',
      'd.received_at',
      'd.due_at',
      'd.outcome',
      'd.supplement_count',
      'd.version',
    ])
    .select(sql<string>`(${key})::text`.as('sort_key'))
    .where(sql<boolean>`${tabCondition(ctx, filter.tab, filter.scope, soon)}`)
    .orderBy(key)
    .orderBy('d.id')
    .limit(filter.limit + 1)
  if (filter.sector) query = query.where('d.sector', '=', filter.sector)
  if (filter.channel) query = query.where('d.channel', '=', filter.channel)
  if (filter.q) query = query.where('d.search_text', 'like', `%${likeText(filter.q)}%`)
  if (filter.after) {
    const columns = [
      { column: key, type: 'timestamptz' as const },
      { column: sql`d.id`, type: 'bigint' as const },
    ]
    query = query.where(afterKey(columns, 'asc', decodeCursor(filter.after, 2)))
  }
  const rows = await query.execute()
  const page = toPage(rows, filter.limit, r => [r.sort_key, r.id])
  const { calendar } = await calendarFor(ctx.db, ctx.actor.agencyId)
  return {
    next: page.next,
    items: page.items.map(r => {
      const status = r.status as Status
      const due = dueState(status, r.due_at, ctx.now, soon, r.outcome)
      const runs = due === 'ok' || due === 'soon' || due === 'late'
      return {
        code: r.code,
        status,
        channel: r.channel as QueueRow['channel'],
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
        leftMinutes: runs && r.due_at ? remaining(calendar, ctx.now, r.due_at) : null,
        supplementCount: r.supplement_count,
        version: r.version,
      }
    }),
  }
}

/** What a person typed, as the pattern of a `like`. */
export const likeText = (q: string): string => fold(q.trim()).replaceAll(/[\\%_]/g, String.raw`\$&`)

export type QueueCounts = Record<QueueTab, number>

/** The numbers on the tabs and in the side list, in one statement. */
export async function queueCounts(ctx: Ctx, scope: 'mine' | 'team'): Promise<QueueCounts> {
  const empty = Object.fromEntries(queueTabs.map(tab => [tab, 0])) as QueueCounts
  if (ctx.actor.agencyId === null) return empty
  const soon = await soonUntil(ctx, ctx.actor.agencyId)
  const counted = queueTabs.filter(tab => tab !== 'all')
  const columns = counted.map(
    tab =>
      sql`(select count(*)::int from onestop.dossier d where ${tabCondition(ctx, tab, scope, soon)}) as ${sql.id(tab)}`,
  )
  const row = await sql<QueueCounts>`select ${sql.join(columns)}`.execute(ctx.db)
  return { ...empty, ...row.rows[0] }
}

import { type Selectable, sql } from 'kysely'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import type { OnestopOpinion } from '#app/kernel/db/types.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { likeText } from '#app/kernel/search.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { calendarFor, workingMinutesBetween } from '#app/organisation/calendar/index.ts'
import type { OpinionMark } from './asking.ts'
import type { Verdict } from './rules.ts'

/** Opinions asked beside steps: of one dossier, and of one agency. */

export interface OpinionView extends OpinionMark {
  stepNo: number
  stepName: string
  agency: string
  ask: string
  askedAt: Date
  askedBy: string
  dueAt: Date
  /** When the agency asked was last reminded. */
  remindedAt: Date | null
  verdict: Verdict | null
  body: string
  fileName: string | null
  officer: string
  endedAt: Date | null
  endedWhy: string | null
  /** Why it was closed unanswered. */
  reason: string
  /** Answered, closed, or still open after it was due: the agency asked is late, not the holder of the step. */
  late: boolean
}

type Row = Selectable<OnestopOpinion>

const viewOf = (row: Row, tree: AgencyTree, now: Date): OpinionView => ({
  no: row.no,
  agencyId: row.asked_agency_id,
  state: row.state as OpinionView['state'],
  stepNo: row.step_no,
  stepName: row.step_name,
  agency: tree.get(row.asked_agency_id)?.name ?? '',
  ask: row.ask,
  askedAt: row.asked_at,
  askedBy: row.asked_by,
  dueAt: row.due_at,
  remindedAt: row.late_noted_at ?? row.soon_noted_at,
  verdict: row.verdict as Verdict | null,
  body: row.body,
  fileName: row.file_name,
  officer: row.officer_name,
  endedAt: row.ended_at,
  endedWhy: row.ended_why,
  reason: row.reason,
  late: row.late ?? now > row.due_at,
})

/** All opinions of one dossier, oldest first. */
export async function opinionViews(
  ctx: Ctx,
  tree: AgencyTree,
  dossier: { agency_id: number; id: number },
): Promise<OpinionView[]> {
  const rows = await ctx.db
    .selectFrom('onestop.opinion')
    .selectAll()
    .where('agency_id', '=', dossier.agency_id)
    .where('dossier_id', '=', dossier.id)
    .orderBy('no')
    .execute()
  return rows.map(row => viewOf(row, tree, ctx.now))
}

/** Whether any of these agencies was ever asked about a dossier. */
export async function wasAsked(
  db: Reader,
  dossier: { agency_id: number; id: number },
  agencies: readonly number[],
): Promise<boolean> {
  const found = await db
    .selectFrom('onestop.opinion')
    .select('no')
    .where('agency_id', '=', dossier.agency_id)
    .where('dossier_id', '=', dossier.id)
    .where('asked_agency_id', 'in', agencies)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export const opinionTabs = ['open', 'soon', 'late', 'given'] as const
export type OpinionTab = (typeof opinionTabs)[number]

export interface OpinionRow extends OpinionView {
  code: string
  procedureName: string
  /** Who asks: the agency that decides. */
  home: string
  /** Working minutes left by the hours of the agency asked; negative when late; null once answered. */
  leftMinutes: number | null
  dayMinutes: number
}

/** Opinions asked of the actor's own agency: what is open by what falls due first, what was answered the newest first. */
export async function opinionQueue(
  ctx: Ctx,
  filter: { tab: OpinionTab; q?: string | undefined; after?: string | undefined; limit: number },
): Promise<Page<OpinionRow>> {
  const { agencyId } = ctx.actor
  if (agencyId === null) return { items: [], next: null }
  const isGiven = filter.tab === 'given'
  const direction = isGiven ? 'desc' : 'asc'
  const at = isGiven ? sql<Date>`p.ended_at` : sql<Date>`p.due_at`
  let query = ctx.db
    .selectFrom('onestop.opinion as p')
    .innerJoin('onestop.dossier as d', join =>
      join.onRef('d.agency_id', '=', 'p.agency_id').onRef('d.id', '=', 'p.dossier_id'),
    )
    .selectAll('p')
    .select(['d.code', 'd.procedure_name'])
    .select(sql<string>`(${at})::text`.as('sort_key'))
    .where('p.asked_agency_id', '=', agencyId)
    .where('p.state', '=', isGiven ? 'GIVEN' : 'OPEN')
    .orderBy(at, direction)
    .orderBy('p.dossier_id', direction)
    .orderBy('p.no', direction)
    .limit(filter.limit + 1)
  if (filter.tab === 'late') query = query.where('p.due_at', '<', ctx.now)
  if (filter.tab === 'soon') query = query.where('p.soon_at', '<=', ctx.now).where('p.due_at', '>=', ctx.now)
  if (filter.q) query = query.where('d.search_text', 'like', `%${likeText(filter.q)}%`)
  if (filter.after) {
    const keys = [
      { column: at, type: 'timestamptz' as const },
      { column: sql`p.dossier_id`, type: 'bigint' as const },
      { column: sql`p.no`, type: 'int' as const },
    ]
    query = query.where(afterKey(keys, direction, decodeCursor(filter.after, 3)))
  }
  const { items, next } = toPage(await query.execute(), filter.limit, row => [row.sort_key, row.dossier_id, row.no])
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const { calendar } = await calendarFor(ctx.db, agencyId)
  return {
    next,
    items: items.map(row => ({
      ...viewOf(row, tree, ctx.now),
      code: row.code,
      procedureName: row.procedure_name,
      home: tree.get(row.agency_id)?.name ?? '',
      leftMinutes: isGiven ? null : workingMinutesBetween(calendar, ctx.now, row.due_at),
      dayMinutes: calendar.workingDayMinutes,
    })),
  }
}

/** How many wait for an answer of the actor's agency, how many of them are due soon, how many overdue. */
export async function opinionCounts(ctx: Ctx): Promise<{ open: number; soon: number; late: number }> {
  const { agencyId } = ctx.actor
  const none = { open: 0, soon: 0, late: 0 }
  if (agencyId === null) return none
  const { rows } = await sql<typeof none>`
    select count(*)::int as open, count(*) filter (where soon_at <= ${ctx.now} and due_at >= ${ctx.now})::int as soon,
           count(*) filter (where due_at < ${ctx.now})::int as late
      from onestop.opinion where asked_agency_id = ${agencyId} and state = 'OPEN'`.execute(ctx.db)
  return rows[0] ?? none
}

import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { addDays, dayOf, percentOf } from '#app/kernel/text.ts'
import { agencyTree, visibleAgencies } from '#app/organisation/agencies/index.ts'

/** Whether opinions come in time: by the agency asked, and one by one those that did not. */

/** Opinions asked from the first to the last of these days. */
export interface OpinionPeriod {
  from: string
  to: string
}

export interface AgencyOpinions {
  agencyId: number
  agency: string
  asked: number
  /** Answered by when they were due. */
  inTime: number
  /** Answered later. */
  late: number
  /** No longer waited for: the step was sent back, the dossier ended or went on without. */
  closed: number
  /** Still to be answered, not due yet and overdue. */
  waiting: number
  overdue: number
  /** Of those answered or overdue, the share answered in time; null where there are none. */
  rate: number | null
}

export interface LateOpinion {
  code: string
  procedureName: string
  no: number
  agency: string
  /** Who asked: the agency that decides. */
  home: string
  ask: string
  dueAt: Date
  /** When the answer came; null: it is still out. */
  endedAt: Date | null
  remindedAt: Date | null
}

/** Asked within the period, of or by an agency whose work the actor may see. */
async function within(ctx: Ctx, { from, to }: OpinionPeriod): Promise<RawBuilder<boolean>> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const visible = visibleAgencies(ctx.actor, tree)
  return sql<boolean>`p.asked_at >= ${`${from}T00:00:00+07:00`}::timestamptz
    and p.asked_at < ${`${addDays(to, 1)}T00:00:00+07:00`}::timestamptz
    and (p.asked_agency_id = any(${visible}::int[]) or p.agency_id = any(${visible}::int[]))`
}

/** Every agency that was asked, those with most late opinions first. */
export async function opinionsByAgency(ctx: Ctx, period: OpinionPeriod): Promise<AgencyOpinions[]> {
  const { rows } = await sql<Omit<AgencyOpinions, 'agency' | 'rate'>>`
    select p.asked_agency_id as "agencyId", count(*)::int as asked,
           count(*) filter (where p.state = 'GIVEN' and not p.late)::int as "inTime",
           count(*) filter (where p.state = 'GIVEN' and p.late)::int as late,
           count(*) filter (where p.state = 'CLOSED')::int as closed,
           count(*) filter (where p.state = 'OPEN' and p.due_at >= ${ctx.now})::int as waiting,
           count(*) filter (where p.state = 'OPEN' and p.due_at < ${ctx.now})::int as overdue
      from onestop.opinion p where ${await within(ctx, period)} group by 1`.execute(ctx.db)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  return rows
    .map(row => ({
      ...row,
      agency: tree.get(row.agencyId)?.name ?? '',
      rate: percentOf(row.inTime, row.inTime + row.late + row.overdue),
    }))
    .toSorted((a, b) => b.late + b.overdue - (a.late + a.overdue) || a.agency.localeCompare(b.agency, 'vi'))
}

/** Those answered late or overdue now, the latest due first. @throws Refusal BAD_CURSOR */
export async function lateOpinions(
  ctx: Ctx,
  query: OpinionPeriod & { agency?: number | undefined; after?: string | undefined; limit: number },
): Promise<Page<LateOpinion>> {
  const keys = [
    { column: sql`p.due_at`, type: 'timestamptz' as const },
    { column: sql`p.dossier_id`, type: 'bigint' as const },
    { column: sql`p.no`, type: 'int' as const },
  ]
  const from = query.after ? afterKey(keys, 'desc', decodeCursor(query.after, 3)) : sql<boolean>`true`
  const ofAgency = query.agency === undefined ? sql<boolean>`true` : sql<boolean>`p.asked_agency_id = ${query.agency}`
  const { rows } = await sql<
    Omit<LateOpinion, 'agency' | 'home'> & { askedId: number; homeId: number; dossierId: number; key: string }
  >`
    select d.code, d.procedure_name as "procedureName", p.no, p.asked_agency_id as "askedId", p.agency_id as "homeId",
           p.dossier_id as "dossierId", coalesce(nullif(p.ask, ''), p.step_name) as ask, p.due_at as "dueAt",
           p.ended_at as "endedAt", coalesce(p.late_noted_at, p.soon_noted_at) as "remindedAt", p.due_at::text as key
      from onestop.opinion p join onestop.dossier d on d.agency_id = p.agency_id and d.id = p.dossier_id
     where ${await within(ctx, query)} and ${ofAgency} and ${from}
       and (p.state = 'GIVEN' and p.late or p.state = 'OPEN' and p.due_at < ${ctx.now})
     order by p.due_at desc, p.dossier_id desc, p.no desc limit ${query.limit + 1}`.execute(ctx.db)
  const page = toPage(rows, query.limit, row => [row.key, row.dossierId, row.no])
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const name = (id: number): string => tree.get(id)?.name ?? ''
  return {
    ...page,
    items: page.items.map(({ askedId, homeId, dossierId: _d, key: _k, ...row }) => ({
      ...row,
      agency: name(askedId),
      home: name(homeId),
    })),
  }
}

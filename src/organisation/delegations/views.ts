import { type RawBuilder, sql } from 'kysely'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { hasWords } from '#app/kernel/search.ts'
import { addDays, dayOf } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '../agencies/index.ts'
import type { DelegationsQuery } from './input.ts'
import { noDelegation } from './refusals.ts'
import { recorded, type Recorded, warnDaysOn } from './register.ts'
import {
  type DelegationState,
  type DelegationTab,
  delegationTabs,
  lastDayOf,
  mayKeep,
  movesOf,
  seesAll,
  stateOn,
} from './rules.ts'

/** Delegations as pages, the API and other rooms read them. */

export interface DelegationRow {
  id: number
  decisionNo: string
  decidedOn: string
  fromAgencyId: number
  fromName: string
  fromTitle: string
  toAgencyId: number
  toName: string
  toTitle: string
  officer: string | null
  works: number
  /** The first works by name, for a glance. */
  firstWorks: string[]
  validFrom: string
  lastDay: string
  state: DelegationState
  /** Days it still holds, today included; null where it does not. */
  daysLeft: number | null
  illustrative: boolean
}

type Raw = Omit<DelegationRow, 'fromName' | 'toName' | 'lastDay' | 'state' | 'daysLeft'> & {
  endsOn: string
  revoked: boolean
  extended: boolean
}

const never = sql<boolean>`d.ends_on = d.valid_from`

/** What each tab holds, by facts that are stored; `stateOn` says the same of one row, and a test compares them. */
function tabCondition(tab: DelegationTab, day: string, warnDays: number): RawBuilder<boolean> {
  const open = sql<boolean>`(d.ends_on > ${day}::date and not ${never})`
  const conditions = {
    valid: open,
    expiring: sql<boolean>`(${open} and d.valid_from <= ${day}::date and d.ends_on <= ${addDays(day, warnDays + 1)}::date and d.revoked_at is null
                            and not exists (select 1 from organisation.delegation x where x.extends_id = d.id))`,
    expired: sql<boolean>`(not ${open} and d.revoked_at is null)`,
    revoked: sql<boolean>`(not ${open} and d.revoked_at is not null)`,
    all: sql<boolean>`true`,
  } as const satisfies Record<DelegationTab, RawBuilder<boolean>>
  return conditions[tab]
}

/** Delegations an actor may see: all, or those their own agency gives or receives. */
function inSight(ctx: Ctx, tree: AgencyTree): RawBuilder<boolean> {
  const { actor } = ctx
  if (actor.kind === 'SYSTEM' || seesAll(actor.roles)) return sql<boolean>`true`
  const own = actor.agencyId === null ? [] : [...tree.subtree(actor.agencyId)]
  return sql<boolean>`(d.from_agency_id = any(${own}::int[]) or d.to_agency_id = any(${own}::int[]))`
}

function narrowed(query: DelegationsQuery): RawBuilder<boolean> {
  const parts = [hasWords(sql.ref('d.search_text'), query.q)]
  if (query.from) parts.push(sql<boolean>`d.from_agency_id = ${query.from}`)
  if (query.to) parts.push(sql<boolean>`d.to_agency_id = ${query.to}`)
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

export interface DelegationList extends Page<DelegationRow> {
  tabs: Record<DelegationTab, number>
  warnDays: number
  /** Works delegated today, each counted once for each receiver. */
  delegatedWorks: number
}

/** A page of delegations, the soonest end first (or the newest decision), with the number behind each tab. */
export async function delegationList(ctx: Ctx, query: DelegationsQuery): Promise<DelegationList> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const warnDays = await warnDaysOn(ctx.db, day)
  const seen = sql<boolean>`(${inSight(ctx, tree)} and ${narrowed(query)})`
  const byDecision = query.sort === 'decided'
  const column = byDecision ? sql`d.decided_on` : sql`d.ends_on`
  const direction = byDecision ? 'desc' : 'asc'
  const columns = [
    { column, type: 'date' as const },
    { column: sql`d.id`, type: 'int' as const },
  ]
  const after = query.after ? afterKey(columns, direction, decodeCursor(query.after, 2)) : sql<boolean>`true`
  const { rows } = await sql<Raw>`
    select d.id, d.decision_no as "decisionNo", d.decided_on as "decidedOn", d.from_agency_id as "fromAgencyId",
           d.from_title as "fromTitle", d.to_agency_id as "toAgencyId", d.to_title as "toTitle", o.full_name as officer,
           w.n as works, w.first as "firstWorks", d.valid_from as "validFrom", d.ends_on as "endsOn",
           d.revoked_at is not null as revoked, d.illustrative,
           exists (select 1 from organisation.delegation x where x.extends_id = d.id) as extended
      from organisation.delegation d
      left join organisation.officer o on o.id = d.to_officer_id
      cross join lateral (select count(*)::int as n, (array_agg(title order by no))[1:2] as first
                            from organisation.delegated_work where delegation_id = d.id) w
     where ${seen} and ${tabCondition(query.tab ?? 'valid', day, warnDays)} and ${after}
     order by ${column} ${sql.raw(direction)}, d.id ${sql.raw(direction)}
     limit ${query.limit + 1}`.execute(ctx.db)
  const page = toPage(rows, query.limit, row => [byDecision ? row.decidedOn : row.endsOn, row.id])
  const counts = delegationTabs.map(
    tab => sql`count(*) filter (where ${tabCondition(tab, day, warnDays)})::int as ${sql.ref(tab)}`,
  )
  const [{ rows: counted }, delegatedWorks] = await Promise.all([
    sql<Record<DelegationTab, number>>`select ${sql.join(counts)} from organisation.delegation d where ${seen}`.execute(
      ctx.db,
    ),
    countWhere(ctx.db, day, inSight(ctx, tree)),
  ])
  return {
    next: page.next,
    items: page.items.map(row => shown(row, tree, day, warnDays)),
    tabs: counted[0] as Record<DelegationTab, number>,
    warnDays,
    delegatedWorks,
  }
}

function shown({ endsOn, revoked, extended, ...row }: Raw, tree: AgencyTree, day: string, warn: number): DelegationRow {
  const term = { validFrom: row.validFrom, endsOn, revoked, extended }
  const state = stateOn(term, day, warn)
  return {
    ...row,
    fromName: tree.get(row.fromAgencyId)?.name ?? '',
    toName: tree.get(row.toAgencyId)?.name ?? '',
    lastDay: endsOn === row.validFrom ? endsOn : lastDayOf(term),
    state,
    daysLeft: state === 'VALID' || state === 'EXPIRING' ? daysBetween(day, endsOn) : null,
  }
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** How many end soon and are carried on by nothing, for the side list. */
export async function expiringCount(ctx: Ctx): Promise<number> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from organisation.delegation d
     where ${inSight(ctx, tree)} and ${tabCondition('expiring', day, await warnDaysOn(ctx.db, day))}`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

async function countWhere(db: Reader, day: string, which: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct (w.work_key, d.from_agency_id, d.to_agency_id))::int as n
      from organisation.delegation d join organisation.delegated_work w on w.delegation_id = d.id
     where d.valid_from <= ${day}::date and d.ends_on > ${day}::date and ${which}`.execute(db)
  return rows[0]?.n ?? 0
}

/**
 * How many tasks and procedures are delegated on a day: each work once for each giver and receiver.
 * @param agencyId  to whom (with everything below it); null: in the whole province
 */
export async function countDelegated(db: Reader, { agencyId, day }: { agencyId: number | null; day: string }) {
  if (agencyId === null) return await countWhere(db, day, sql<boolean>`true`)
  const units = [...(await agencyTree(db, day)).subtree(agencyId)]
  return await countWhere(db, day, sql<boolean>`d.to_agency_id = any(${units}::int[])`)
}

export interface DelegationLink {
  id: number
  decisionNo: string
}

export interface DelegationView extends Recorded {
  fromName: string
  toName: string
  officer: string | null
  lastDay: string
  state: DelegationState
  daysLeft: number | null
  carriesOn: DelegationLink | null
  carriedOnBy: DelegationLink | null
  can: { revoke: boolean; extend: boolean }
  history: { type: string; at: Date; by: string; data: Record<string, unknown> }[]
}

/** One delegation with its history. @throws Refusal NOT_FOUND, also for what the actor may not see */
export async function delegation(ctx: Ctx, id: number): Promise<DelegationView> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const seen = await sql`select 1 from organisation.delegation d where d.id = ${id} and ${inSight(ctx, tree)}`.execute(
    ctx.db,
  )
  if (seen.rows.length === 0) throw noDelegation()
  const row = await recorded(ctx.db, id)
  const term = { ...row, extended: row.extendedById !== null }
  const state = stateOn(term, day, await warnDaysOn(ctx.db, day))
  const moves = mayKeep(ctx.actor, row.fromAgencyId) ? movesOf(term, day) : []
  const link = async (other: number | null): Promise<DelegationLink | null> =>
    other === null ? null : { id: other, decisionNo: (await recorded(ctx.db, other)).decisionNo }
  const officer = row.toOfficerId
    ? await ctx.db
        .selectFrom('organisation.officer')
        .select('full_name')
        .where('id', '=', row.toOfficerId)
        .executeTakeFirst()
    : undefined
  const events = await ctx.db
    .selectFrom('kernel.event')
    .select(['type', 'at', 'actor_name as by', 'data'])
    .where('agency_id', '=', row.fromAgencyId)
    .where('stream', '=', `delegation:${id}`)
    .orderBy('seq', 'desc')
    .execute()
  return {
    ...row,
    fromName: await nameOf(ctx.db, tree, row.fromAgencyId, row.validFrom),
    toName: await nameOf(ctx.db, tree, row.toAgencyId, row.validFrom),
    officer: officer?.full_name ?? null,
    lastDay: row.endsOn === row.validFrom ? row.endsOn : lastDayOf(row),
    state,
    daysLeft: state === 'VALID' || state === 'EXPIRING' ? daysBetween(day, row.endsOn) : null,
    carriesOn: await link(row.extendsId),
    carriedOnBy: await link(row.extendedById),
    can: { revoke: moves.includes('revoke'), extend: moves.includes('extend') },
    history: events.map(event => ({ ...event, data: event.data as Record<string, unknown> })),
  }
}

/** As it is called today, or as it was called when the delegation began, where it is no more. */
async function nameOf(db: Reader, tree: AgencyTree, id: number, then: string): Promise<string> {
  return tree.get(id)?.name ?? (await agencyTree(db, then)).get(id)?.name ?? ''
}

export interface AuthorityRow {
  id: number
  code: string
  agencyId: number
  agencyName: string
  from: string
  to: string | null
  basis: string
  /** How many delegations let somebody else sign it today. */
  delegated: number
}

/** Whose signature works need, those in force first, by code. */
export async function authorities(ctx: Ctx): Promise<AuthorityRow[]> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const { rows } = await sql<Omit<AuthorityRow, 'agencyName'>>`
    select s.id, s.work_code as code, s.agency_id as "agencyId", s.valid_from as "from", s.valid_to as "to", s.basis,
           (select count(*)::int from organisation.delegated_work w
             where w.work_key = s.work_code and w.from_agency_id = s.agency_id
               and w.valid_from <= ${day}::date and w.ends_on > ${day}::date) as delegated
      from organisation.signing_authority s
     order by (s.valid_to is not null and s.valid_to <= ${day}::date), s.work_code, s.valid_from desc limit 2000`.execute(
    ctx.db,
  )
  return rows.map(row => ({ ...row, agencyName: tree.get(row.agencyId)?.name ?? '' }))
}

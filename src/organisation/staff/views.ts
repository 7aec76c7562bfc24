import { sql } from 'kysely'
import { type AccountStanding, accountStanding } from '#app/kernel/account/index.ts'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { likeText } from '#app/kernel/search.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '../agencies/index.ts'
import type { OfficersQuery } from './input.ts'
import { noOfficer } from './refusals.ts'
import type { Role } from './rules.ts'

/** Officers as pages and other rooms see them. */

export interface OfficerAt {
  officerId: number
  accountId: number
  name: string
  title: string
  /** The division or agency they sit in. */
  unitId: number
  roles: Role[]
}

/**
 * Officers who sit in one of the units, by name.
 * @param role  only those who have it there
 * @param day   who sits there on that day; left out: whose position has no end
 */
export async function officersOf(
  db: Reader,
  unitIds: readonly number[],
  role?: Role,
  day?: string,
): Promise<OfficerAt[]> {
  const { rows } = await sql<OfficerAt>`
    select o.id as "officerId", o.account_id as "accountId", o.full_name as name, p.title, p.agency_id as "unitId", p.roles
      from organisation.position p
      join organisation.officer o on o.id = p.officer_id
      join kernel.account a on a.id = o.account_id and a.disabled_at is null
     where p.agency_id = any(${[...unitIds]}::int[])
       and ${day === undefined ? sql`p.valid_to is null` : sql`p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)`}
       and ${role === undefined ? sql`true` : sql`${role} = any(p.roles)`}
     order by o.full_name collate kernel.vi, p.id`.execute(db)
  return rows
}

export interface OfficerRow {
  officerId: number
  accountId: number
  name: string
  login: string
  title: string
  unitId: number | null
  unitName: string
  homeName: string
  roles: Role[]
  state: AccountStanding['state']
  lastSeenAt: Date | null
}

type Raw = Omit<OfficerRow, 'unitName' | 'homeName' | 'state'> & {
  lockedUntil: Date | null
  disabledAt: Date | null
  sort: string
}

/** Officers with their main position today, by name; as many as `limit`, after `after`. */
export async function officers(
  ctx: Ctx,
  query: OfficersQuery,
  page: { limit: number; after?: string },
): Promise<Page<OfficerRow>> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const after = page.after ? decodeCursor(page.after, 2) : null
  const { rows } = await sql<Raw>`
    select o.id as "officerId", o.account_id as "accountId", o.full_name as name, a.login, coalesce(p.title, '') as title,
           p.agency_id as "unitId", coalesce(p.roles, '{}') as roles, a.locked_until as "lockedUntil", a.disabled_at as "disabledAt",
           (select max(s.last_seen_at) from kernel.session s where s.account_id = a.id) as "lastSeenAt", o.search_text as sort
      from organisation.officer o
      join kernel.account a on a.id = o.account_id
      left join lateral (
        select title, agency_id, roles from organisation.position
         where officer_id = o.id and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
         order by is_main desc, valid_from, id limit 1) p on true
     where ${query.q ? sql`o.search_text like ${`%${likeText(query.q)}%`}` : sql`true`}
       and ${query.agency ? sql`p.agency_id = any(${[...tree.subtree(query.agency)]}::int[])` : sql`true`}
       and ${query.role ? sql`${query.role} = any(p.roles)` : sql`true`}
       and ${stateFilter(query.state, ctx.now)}
       and ${
         after
           ? afterKey(
               [
                 { column: sql`o.search_text collate "C"`, type: 'text' },
                 { column: sql`o.id`, type: 'int' },
               ],
               'asc',
               after,
             )
           : sql`true`
       }
     order by o.search_text collate "C", o.id
     limit ${page.limit + 1}`.execute(ctx.db)
  const cut = toPage(rows, page.limit, row => [row.sort, row.officerId])
  return {
    next: cut.next,
    items: cut.items.map(row => ({
      officerId: row.officerId,
      accountId: row.accountId,
      name: row.name,
      login: row.login,
      title: row.title,
      unitId: row.unitId,
      roles: row.roles,
      lastSeenAt: row.lastSeenAt,
      unitName: row.unitId === null ? '' : (tree.get(row.unitId)?.name ?? ''),
      homeName: row.unitId === null ? '' : (tree.get(tree.homeOf(row.unitId))?.name ?? ''),
      state: accountStanding(row, ctx.now).state,
    })),
  }
}

/** How many officers there are in all, and how many of them cannot sign in. */
export async function officerCounts(ctx: Ctx): Promise<{ all: number; locked: number; disabled: number }> {
  const { rows } = await sql<{ all: number; locked: number; disabled: number }>`
    select count(*)::int as all, count(*) filter (where a.disabled_at is not null)::int as disabled,
           count(*) filter (where a.disabled_at is null and a.locked_until > ${ctx.now})::int as locked
      from organisation.officer o join kernel.account a on a.id = o.account_id`.execute(ctx.db)
  return rows[0] ?? { all: 0, locked: 0, disabled: 0 }
}

function stateFilter(state: OfficersQuery['state'], now: Date) {
  if (state === 'disabled') return sql`a.disabled_at is not null`
  if (state === 'locked') return sql`a.disabled_at is null and a.locked_until > ${now}`
  return state === 'active' ? sql`a.disabled_at is null` : sql`true`
}

export interface PositionView {
  id: number
  title: string
  roles: Role[]
  unitId: number
  unitName: string
  homeName: string
  from: string
  to: string | null
  isMain: boolean
  ended: boolean
}

export interface OfficerView extends AccountStanding {
  officerId: number
  accountId: number
  name: string
  login: string
  email: string
  phone: string
  lockedUntil: Date | null
  secondFactor: boolean
  /** A handed-out password is waiting to be replaced. */
  onceUntil: Date | null
  positions: PositionView[]
}

/** One officer with every position there ever was. @throws Refusal NOT_FOUND */
export async function officer(ctx: Ctx, officerId: number): Promise<OfficerView> {
  const row = await ctx.db
    .selectFrom('organisation.officer as o')
    .innerJoin('kernel.account as a', 'a.id', 'o.account_id')
    .select(['o.id', 'o.account_id', 'o.full_name', 'o.email', 'o.phone'])
    .select(['a.login', 'a.locked_until', 'a.disabled_at', 'a.totp_confirmed_at', 'a.password_once_until'])
    .where('o.id', '=', officerId)
    .executeTakeFirst()
  if (!row) throw noOfficer()
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const held = await sql<Omit<PositionView, 'homeName' | 'ended'>>`
    select p.id, p.title, p.roles, p.agency_id as "unitId", p.valid_from as "from", p.valid_to as "to", p.is_main as "isMain",
           (select v.name from organisation.agency_version v where v.agency_id = p.agency_id
             order by (v.valid_from <= ${day}::date) desc, v.valid_from desc limit 1) as "unitName"
      from organisation.position p where p.officer_id = ${officerId}
     order by (p.valid_to is null) desc, p.is_main desc, p.valid_from desc`.execute(ctx.db)
  const hasSecondFactor = row.totp_confirmed_at !== null
  const facts = { lockedUntil: row.locked_until, disabledAt: row.disabled_at, hasSecondFactor }
  return {
    officerId: row.id,
    accountId: row.account_id,
    name: row.full_name,
    login: row.login,
    email: row.email,
    phone: row.phone,
    lockedUntil: row.locked_until,
    secondFactor: hasSecondFactor,
    onceUntil: row.password_once_until,
    positions: held.rows.map(p => ({
      ...p,
      homeName: tree.get(tree.homeOf(p.unitId))?.name ?? '',
      ended: p.to !== null && p.to <= day,
    })),
    ...accountStanding(facts, ctx.now),
  }
}

/** One's own log-in and the positions in force today. */
export async function ownView(ctx: Ctx): Promise<{ login: string; positions: PositionView[] }> {
  const account = await ctx.db
    .selectFrom('kernel.account')
    .select('login')
    .where('id', '=', ctx.actor.accountId ?? 0)
    .executeTakeFirst()
  if (!account) throw noOfficer()
  if (ctx.actor.officerId === null) return { login: account.login, positions: [] }
  const { positions } = await officer(ctx, ctx.actor.officerId)
  return { login: account.login, positions: positions.filter(position => !position.ended) }
}

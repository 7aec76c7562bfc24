import { sql } from 'kysely'
import { sessions, tokens } from '#app/kernel/account/index.ts'
import { type Actor, anonymous, type Database, type Reader } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '../agencies/index.ts'
import { placeOf } from './rules.ts'

/** Who stands behind a cookie, a token or an account. Runs at every request: one round trip. */

export interface Recognised {
  actor: Actor
  sessionId: number | null
  /** Name of the agency the actor works for. */
  where: string
}

const nobody: Recognised = { actor: anonymous, sessionId: null, where: '' }

interface PersonRow {
  account_id: number
  kind: 'OFFICER' | 'CITIZEN' | 'MACHINE'
  display_name: string
  officer_id: number | null
  unit_id: number | null
  title: string | null
  roles: string[] | null
}
interface SessionRow extends PersonRow {
  session_id: number
  last_seen_at: Date
  idle_seconds: number
}

/** What openHouse() asks at every request. @throws Refusal TOKEN_INVALID for a bearer token that is no good */
export function recognise(db: Database) {
  return async (credentials: { cookie: string | null; bearer: string | null }, now: Date): Promise<Recognised> => {
    if (credentials.bearer !== null) {
      const { accountId, name, scopes } = await tokens.holderOf(db, credentials.bearer, now)
      return { ...nobody, actor: { ...anonymous, kind: 'MACHINE', accountId, name, roles: scopes } }
    }
    if (credentials.cookie === null) return nobody
    const { rows } = await sql<SessionRow>`
      select * from organisation.who_acts(${sessions.tokenHash(credentials.cookie)}, ${dayOf(now)}, ${now})`.execute(db)
    const first = rows[0]
    if (!first) return nobody
    if (sessions.isStale(first.last_seen_at, now)) {
      const { session_id: id, last_seen_at: lastSeenAt, idle_seconds: idleSeconds } = first
      await sessions.seen(db, { id, lastSeenAt, idleSeconds }, now)
    }
    return { ...(await personOf(db, first, rows, now)), sessionId: first.session_id }
  }
}

/** The actor an account is at an instant; anonymous when there is no such account. `account`: id or log-in. */
export async function actorOf(db: Reader, account: number | string, now: Date): Promise<Actor> {
  const day = dayOf(now)
  const { rows } = await sql<PersonRow>`
    select a.id as account_id, a.kind, a.display_name, o.id as officer_id, p.agency_id as unit_id, p.title, p.roles
      from kernel.account a
      left join organisation.officer o on o.account_id = a.id
      left join organisation.position p
        on p.officer_id = o.id and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)
     where ${typeof account === 'number' ? sql`a.id = ${account}` : sql`a.login = ${account}`} and a.disabled_at is null
     order by p.is_main desc, p.valid_from, p.id`.execute(db)
  const first = rows[0]
  return first ? (await personOf(db, first, rows, now)).actor : anonymous
}

/** @param rows  one for each position, the main one first */
async function personOf(db: Reader, first: PersonRow, rows: readonly PersonRow[], now: Date): Promise<Recognised> {
  const person = { ...anonymous, kind: first.kind, accountId: first.account_id, name: first.display_name }
  if (first.kind !== 'OFFICER') return { ...nobody, actor: person }
  const held = rows.flatMap(({ unit_id: unitId, title, roles }) =>
    unitId === null ? [] : [{ unitId, title: title ?? '', roles: roles ?? [] }],
  )
  const tree = await agencyTree(db, dayOf(now))
  const place = placeOf(held, tree.homeOf)
  const where = place.agencyId === null ? '' : (tree.get(place.agencyId)?.name ?? '')
  return { ...nobody, actor: { ...person, officerId: first.officer_id, ...place }, where }
}

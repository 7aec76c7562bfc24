import { sql } from 'kysely'
import { secrets, sessions, tokens } from '#app/kernel/account/index.ts'
import { type Actor, anonymous, type Database, type Reader } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '../agencies/index.ts'
import { type HeldPosition, placeOf } from './rules.ts'

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
  held: HeldPosition[]
}
interface SessionRow extends PersonRow {
  session_id: number
  last_seen_at: Date
  idle_seconds: number
}

/** The positions somebody holds on a day, the main one first. */
const heldOn = (day: string) => sql`
  coalesce((select jsonb_agg(jsonb_build_object('unitId', p.agency_id, 'title', p.title, 'roles', p.roles)
                             order by p.is_main desc, p.valid_from, p.id)
              from organisation.position p
             where p.officer_id = o.id and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)), '[]')`

/** What openHouse() asks at every request. @throws Refusal TOKEN_INVALID for a bearer token that is no good */
export function recognise(db: Database) {
  return async (credentials: { cookie: string | null; bearer: string | null }, now: Date): Promise<Recognised> => {
    if (credentials.bearer !== null) {
      const holder = await tokens.holderOf(db, credentials.bearer, now)
      const { accountId, name, scopes } = holder
      return { ...nobody, actor: { ...anonymous, kind: 'MACHINE', accountId, name, roles: scopes } }
    }
    if (credentials.cookie === null) return nobody
    const row = await openSession(db, credentials.cookie, now)
    if (!row) return nobody
    if (sessions.isStale(row.last_seen_at, now)) {
      await sessions.seen(db, { id: row.session_id, lastSeenAt: row.last_seen_at, idleSeconds: row.idle_seconds }, now)
    }
    return { ...(await personOf(db, row, now)), sessionId: row.session_id }
  }
}

/** A session that counts: not ended, second factor given where there is one, no handed-out password left. */
async function openSession(db: Database, cookie: string, now: Date): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.id as session_id, s.last_seen_at, s.idle_seconds,
           a.id as account_id, a.kind, a.display_name, o.id as officer_id, ${heldOn(dayOf(now))} as held
      from kernel.session s
      join kernel.account a on a.id = s.account_id
      left join organisation.officer o on o.account_id = a.id
     where s.token_hash = ${secrets.tokenHash(cookie)} and s.revoked_at is null and s.expires_at > ${now}
       and a.disabled_at is null and a.password_once_until is null
       and (a.totp_confirmed_at is null or s.second_factor_at is not null)`.execute(db)
  return rows[0]
}

/** The actor an account is at an instant; anonymous when there is no such account. `account`: id or log-in. */
export async function actorOf(db: Reader, account: number | string, now: Date): Promise<Actor> {
  const { rows } = await sql<PersonRow>`
    select a.id as account_id, a.kind, a.display_name, o.id as officer_id, ${heldOn(dayOf(now))} as held
      from kernel.account a
      left join organisation.officer o on o.account_id = a.id
     where ${typeof account === 'number' ? sql`a.id = ${account}` : sql`a.login = ${account}`}
       and a.disabled_at is null`.execute(db)
  const row = rows[0]
  return row ? (await personOf(db, row, now)).actor : anonymous
}

async function personOf(db: Reader, row: PersonRow, now: Date): Promise<Recognised> {
  const person = { ...anonymous, kind: row.kind, accountId: row.account_id, name: row.display_name }
  if (row.kind !== 'OFFICER') return { ...nobody, actor: person }
  const tree = await agencyTree(db, dayOf(now))
  const place = placeOf(row.held, tree.homeOf)
  const where = place.agencyId === null ? '' : (tree.get(place.agencyId)?.name ?? '')
  return { ...nobody, actor: { ...person, officerId: row.officer_id, ...place }, where }
}

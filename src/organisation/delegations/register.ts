import { parameterOn } from '#app/kernel/parameter.ts'
import { sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { noDelegation } from './refusals.ts'
import type { Delegation } from './rules.ts'

/** What the verbs and the signing of this room load before they decide. */

export const delegationEvents = {
  granted: 'organisation.delegation.granted',
  extended: 'organisation.delegation.extended',
  revoked: 'organisation.delegation.revoked',
  authoritySet: 'organisation.authority.set',
  authorityEnded: 'organisation.authority.ended',
} as const

export const delegationStream = (id: number): string => `delegation:${id}`

export interface Work {
  code: string | null
  title: string
  key: string
}

/** A delegation as it stands in the register. */
export interface Recorded extends Delegation {
  fromTitle: string
  toTitle: string
  decisionNo: string
  decidedOn: string
  conditions: string
  validTo: string
  extendsId: number | null
  extendedById: number | null
  revokeNo: string | null
  revokeReason: string | null
  illustrative: boolean
  items: readonly Work[]
}

const columns = sql`
  d.id, d.from_agency_id as "fromAgencyId", d.from_title as "fromTitle", d.to_agency_id as "toAgencyId",
  d.to_officer_id as "toOfficerId", d.to_title as "toTitle", d.decision_no as "decisionNo", d.decided_on as "decidedOn", d.conditions,
  d.valid_from as "validFrom", d.valid_to as "validTo", d.ends_on as "endsOn", d.revoked_at is not null as revoked,
  d.extends_id as "extendsId", (select x.id from organisation.delegation x where x.extends_id = d.id) as "extendedById",
  d.revoke_no as "revokeNo", d.revoke_reason as "revokeReason", d.illustrative,
  (select array_agg(w.work_key order by w.no) from organisation.delegated_work w where w.delegation_id = d.id) as works,
  (select jsonb_agg(jsonb_build_object('code', w.code, 'title', w.title, 'key', w.work_key) order by w.no)
     from organisation.delegated_work w where w.delegation_id = d.id) as items`

/** One record. @throws Refusal NOT_FOUND */
export async function recorded(db: Reader, id: number, lock = false): Promise<Recorded> {
  const { rows } = await sql<Recorded>`
    select ${columns} from organisation.delegation d where d.id = ${id} ${lock ? sql`for update` : sql``}`.execute(db)
  const row = rows[0]
  if (!row) throw noDelegation()
  return row
}

/** Several records, by id. */
export async function recordedAll(db: Reader, ids: readonly number[]): Promise<Map<number, Recorded>> {
  const { rows } = await sql<Recorded>`
    select ${columns} from organisation.delegation d where d.id = any(${[...ids]}::int[])`.execute(db)
  return new Map(rows.map(row => [row.id, row]))
}

/** Every record by which an agency ever let others do one of some works. */
export async function recordsAbout(db: Reader, fromAgencyId: number, works: readonly string[]): Promise<Recorded[]> {
  const { rows } = await sql<Recorded>`
    select ${columns} from organisation.delegation d
     where d.id in (select w.delegation_id from organisation.delegated_work w
                     where w.from_agency_id = ${fromAgencyId} and w.work_key = any(${[...works]}::text[]))
     order by d.valid_from, d.id`.execute(db)
  return rows
}

/** Days before the end on which a delegation is warned of: a dated parameter. */
export async function warnDaysOn(db: Reader, day: string): Promise<number> {
  const value = await parameterOn(db, 'delegation.warn_days', day)
  const days = Number(value ?? 30)
  return Number.isInteger(days) && days >= 0 ? days : 30
}

import { sql } from 'kysely'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type Calendar, type CalendarDefinition, compile } from './compile.ts'
import { defaultCalendar, defaultDefinition } from './default.ts'

/** Which calendar an agency works by. */

interface Assignment {
  agencyId: number
  validFrom: string
  versionId: number
  /** Of the definition's text: equal definitions are compiled once, whatever database they come from. */
  fingerprint: string
}

const LOOK_AGAIN_MS = 2_000
const compiled = new Map<string, Calendar>()
const seen = perDatabase((): { rows: Assignment[]; lookAgainAt: number } => ({ rows: [], lookAgainAt: 0 }))

/** What those who have just changed a calendar say. */
export function calendarsChanged(db: Reader): void {
  seen(db).lookAgainAt = 0
}

async function assignments(db: Reader): Promise<Assignment[]> {
  const last = seen(db)
  const now = performance.now()
  if (now < last.lookAgainAt) return last.rows
  const { rows } = await sql<Assignment>`
    select a.agency_id as "agencyId", a.valid_from as "validFrom", v.id as "versionId", md5(v.definition::text) as fingerprint
      from organisation.agency_calendar a
      join lateral (select * from organisation.calendar_version v where v.calendar_id = a.calendar_id order by v.no desc limit 1) v on true
     order by a.agency_id, a.valid_from desc`.execute(db)
  Object.assign(last, { rows, lookAgainAt: now + LOOK_AGAIN_MS })
  return rows
}

/**
 * The calendar of the nearest agency above (or the agency itself) that has one; the official calendar of the country
 * where none has. Costs no query when warm.
 * @returns `versionId` null for the country's own calendar
 */
export async function calendarFor(
  db: Reader,
  agencyId: number,
  day?: string,
): Promise<{ versionId: number | null; calendar: Calendar }> {
  const rows = await assignments(db)
  if (rows.length === 0) return { versionId: null, calendar: defaultCalendar() }
  const tree = await agencyTree(db, day ?? '9999-12-30')
  for (const agency of [...tree.path(agencyId)].reverse()) {
    const found = rows.find(r => r.agencyId === agency.id && (day === undefined || r.validFrom <= day))
    if (found) return { versionId: found.versionId, calendar: await compiledVersion(db, found) }
  }
  return { versionId: null, calendar: defaultCalendar() }
}

/** Far enough for any promise made on the last day that the holidays of the country are known for. */
const FIRST_DAY = '2024-01-01'
const LAST_DAY = '2027-12-31'

async function compiledVersion(db: Reader, { versionId, fingerprint }: Assignment): Promise<Calendar> {
  const known = compiled.get(fingerprint)
  if (known) return known
  const row = await db
    .selectFrom('organisation.calendar_version')
    .select('definition')
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  const definition = row.definition as unknown as CalendarDefinition
  const calendar = compile(definition, definition.covers?.from ?? FIRST_DAY, definition.covers?.to ?? LAST_DAY)
  compiled.set(fingerprint, calendar)
  return calendar
}

export interface CalendarInForce {
  /** The agency whose own calendar it is; the province where none has one yet. */
  owner: number
  ownerName: string
  name: string
  versionId: number | null
  no: number
  definition: CalendarDefinition
}

/** The definition an agency works by today, for looking at and editing. */
export async function definitionFor(ctx: Ctx, agencyId: number): Promise<CalendarInForce> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const path = tree.path(agencyId).map(agency => agency.id)
  const { rows } = await sql<Omit<CalendarInForce, 'ownerName'>>`
    select a.agency_id as owner, c.name, v.id as "versionId", v.no, v.definition
      from organisation.agency_calendar a
      join organisation.calendar c on c.id = a.calendar_id
      join lateral (select * from organisation.calendar_version v where v.calendar_id = c.id order by v.no desc limit 1) v on true
     where a.agency_id = any(${path}::int[]) and a.valid_from <= ${day}::date
     order by array_position(${path}::int[], a.agency_id) desc, a.valid_from desc
     limit 1`.execute(ctx.db)
  const own = rows[0]
  if (own) return { ...own, ownerName: tree.get(own.owner)?.name ?? '' }
  const owner = tree.province()
  const ownerName = tree.get(owner)?.name ?? ''
  return {
    owner,
    ownerName,
    name: `Lịch làm việc ${tree.get(owner)?.shortName}`,
    versionId: null,
    no: 0,
    definition: defaultDefinition,
  }
}

export interface VersionLine {
  no: number
  reason: string
  at: Date
  by: string
}

/** What was changed in an agency's own calendar, the newest first. */
export async function versionsOf(ctx: Ctx, agencyId: number): Promise<VersionLine[]> {
  const { rows } = await sql<VersionLine>`
    select v.no, v.reason, v.created_at as at, v.created_by as by
      from organisation.calendar_version v
     where v.calendar_id = (select calendar_id from organisation.agency_calendar
                             where agency_id = ${agencyId} order by valid_from desc limit 1)
     order by v.no desc limit 50`.execute(ctx.db)
  return rows
}

/** Agencies with a calendar of their own. */
export async function calendarOwners(ctx: Ctx): Promise<{ id: number; name: string }[]> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const rows = await ctx.db.selectFrom('organisation.agency_calendar').select('agency_id').distinct().execute()
  return rows.flatMap(row => {
    const agency = tree.get(row.agency_id)
    return agency ? [{ id: agency.id, name: agency.name }] : []
  })
}

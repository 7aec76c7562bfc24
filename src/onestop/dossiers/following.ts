import { sql } from 'kysely'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import {
  addWorkingMinutes,
  type Calendar,
  calendarFor,
  dueAt,
  isWorkingDay,
  type Pause,
} from '#app/organisation/calendar/index.ts'
import { dossierEvents } from './events.ts'
import { limitOf } from './pauses.ts'

/**
 * Dossiers follow the calendar: when the working days of an agency change, what its running dossiers are due is computed anew from
 * the facts, and each that moves says so. Dossiers whose clock stands still are computed when it runs again.
 */

export const calendarFollowed = 'onestop.calendar.followed'
const BATCH = 500

export interface Followed {
  /** Running dossiers looked at. */
  dossiers: number
  /** Of them, with another due instant now. */
  moved: number
}

interface Group {
  agencyId: number
  versionId: number | null
}

/** A running dossier, with what its due instant follows from. */
interface Running {
  id: string
  code: string
  procedureId: number
  sector: string
  channel: string
  receivedAt: string
  limitUnit: string
  limitAmount: number
  dueAt: string
  wasExtended: boolean
  pauses: { from: string; to: string }[]
  step: { no: number; name: string; startedAt: string; hours: number } | null
}

/** Brings every running dossier to the calendar its agency works by now. Nothing to do costs one short query. */
export async function followCalendars(ctx: Ctx): Promise<Followed> {
  const { rows: groups } = await sql<Group>`
    select distinct agency_id as "agencyId", calendar_version_id as "versionId" from onestop.dossier
     where status in ('RECEIVED', 'PROCESSING') order by 1, 2`.execute(ctx.db)
  const all: Followed = { dossiers: 0, moved: 0 }
  for (const group of groups) {
    const now = await calendarFor(ctx.db, group.agencyId)
    if (now.versionId === group.versionId) continue
    for (;;) {
      const done = await followBatch(ctx, group, now)
      all.dossiers += done.dossiers
      all.moved += done.moved
      if (done.dossiers < BATCH) break
    }
  }
  return all
}

async function followBatch(
  ctx: Ctx,
  group: Group,
  { calendar, versionId }: { calendar: Calendar; versionId: number | null },
): Promise<Followed> {
  return await act(ctx, 'onestop.followCalendar', { ...group, to: versionId }, async ({ tx, emit }) => {
    const { agencyId } = group
    const running = await runningUnder(tx, group)
    const reason = await reasonOf(tx, versionId)
    const lines = running.map((dossier): Line => {
      const { id, step } = dossier
      const due = dueUnder(calendar, dossier)
      return {
        dossier,
        id,
        due_at: due.getTime() === Date.parse(dossier.dueAt) ? null : due,
        step_due_at: step && addWorkingMinutes(calendar, new Date(step.startedAt), step.hours * 60),
      }
    })
    await write(tx, { agencyId, versionId, reason, now: ctx.now }, lines)
    const moved = lines.filter(line => line.due_at !== null)
    for (const { dossier, due_at: due } of moved) {
      emit({
        agencyId,
        stream: `dossier:${dossier.id}`,
        type: dossierEvents.rescheduled,
        data: {
          dossierId: Number(dossier.id),
          code: dossier.code,
          procedureId: dossier.procedureId,
          sector: dossier.sector,
          channel: dossier.channel,
          dueBefore: new Date(dossier.dueAt).toISOString(),
          dueAfter: due?.toISOString(),
          ...(dossier.step ? { stepNo: dossier.step.no, stepName: dossier.step.name } : {}),
          reason,
          calendarVersionId: versionId,
        },
      })
    }
    const done = { dossiers: lines.length, moved: moved.length }
    emit({
      agencyId,
      stream: `calendar_following:${agencyId}`,
      type: calendarFollowed,
      data: { fromVersionId: group.versionId, toVersionId: versionId, ...done },
    })
    return done
  })
}

/**
 * What a running dossier is due under a calendar: from reception, limit and pauses. A day that was promised in writing (form 04) stays
 * that day, unless nobody works on it any more: then the next working day. Pure.
 */
export function dueUnder(
  calendar: Calendar,
  dossier: Pick<Running, 'receivedAt' | 'limitUnit' | 'limitAmount' | 'pauses' | 'dueAt' | 'wasExtended'>,
): Date {
  const { limitUnit: limit_unit, limitAmount: limit_amount } = dossier
  if (dossier.wasExtended) {
    const promised = new Date(dossier.dueAt)
    if (isWorkingDay(calendar, dayOf(promised))) return promised
    const next = addWorkingMinutes(calendar, promised, 0)
    return endOfDay(calendar, next)
  }
  const pauses = dossier.pauses.map((pause): Pause => ({ from: new Date(pause.from), to: new Date(pause.to) }))
  return dueAt(calendar, new Date(dossier.receivedAt), limitOf({ limit_unit, limit_amount }), pauses).dueAt as Date
}

/** When work ends on the day of an instant at which work begins. */
function endOfDay(calendar: Calendar, start: Date): Date {
  return dueAt(calendar, start, { unit: 'SAME_DAY', amount: 1 }).dueAt as Date
}

async function runningUnder(tx: Tx, { agencyId, versionId }: Group): Promise<Running[]> {
  const { rows } = await sql<Running>`
    select d.id::text, d.code, d.procedure_id as "procedureId", d.sector, d.channel, d.received_at as "receivedAt",
           d.limit_unit as "limitUnit", d.limit_amount as "limitAmount", d.due_at as "dueAt",
           exists (select 1 from onestop.slip s where s.agency_id = d.agency_id and s.dossier_id = d.id and s.form_no = '04') as "wasExtended",
           (select coalesce(jsonb_agg(jsonb_build_object('from', c.from_at, 'to', c.to_at) order by c.no), '[]') from onestop.clock c
             where c.agency_id = d.agency_id and c.dossier_id = d.id and c.state = 'PAUSED' and c.to_at is not null) as pauses,
           (select jsonb_build_object('no', l.step_no, 'name', l.step_name, 'startedAt', l.started_at, 'hours', l.hours)
              from onestop.step_log l where l.agency_id = d.agency_id and l.dossier_id = d.id and l.ended_at is null) as step
      from onestop.dossier d
     where d.agency_id = ${agencyId} and d.status in ('RECEIVED', 'PROCESSING')
       and d.calendar_version_id is not distinct from ${versionId}
     order by d.id limit ${BATCH}
       for no key update of d`.execute(tx)
  return rows
}

/** Why the calendar changed, in the words of whoever changed it. */
async function reasonOf(tx: Tx, versionId: number | null): Promise<string> {
  if (versionId === null) return ''
  const row = await tx
    .selectFrom('organisation.calendar_version')
    .select('reason')
    .where('id', '=', versionId)
    .executeTakeFirst()
  return row?.reason ?? ''
}

/** `due_at` null: it stays. */
interface Line {
  dossier: Running
  id: string
  due_at: Date | null
  step_due_at: Date | null
}

async function write(
  tx: Tx,
  { agencyId, versionId, reason, now }: { agencyId: number; versionId: number | null; reason: string; now: Date },
  lines: readonly Line[],
): Promise<void> {
  const given = JSON.stringify(lines.map(({ id, due_at, step_due_at }) => ({ id, due_at, step_due_at })))
  const rows = sql`jsonb_to_recordset(${given}::jsonb) as x(id bigint, due_at timestamptz, step_due_at timestamptz)`
  await sql`
    update onestop.dossier d set calendar_version_id = ${versionId}, due_at = coalesce(x.due_at, d.due_at),
           step_due_at = coalesce(x.step_due_at, d.step_due_at), version = d.version + (x.due_at is not null)::int
      from ${rows} where d.agency_id = ${agencyId} and d.id = x.id`.execute(tx)
  await sql`
    with closed as (
      update onestop.clock c set to_at = ${now} from ${rows}
       where c.agency_id = ${agencyId} and c.dossier_id = x.id and x.due_at is not null and c.to_at is null
      returning c.dossier_id, c.no, x.due_at)
    insert into onestop.clock (agency_id, dossier_id, no, from_at, state, due_at, reason)
    select ${agencyId}, dossier_id, no + 1, ${now}, 'RUNNING', due_at, ${reason} from closed`.execute(tx)
}

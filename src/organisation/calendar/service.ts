import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { conflict, notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type CalendarDefinition, compile } from './compile.ts'
import { defaultDefinition } from './default.ts'
import { changeDayInput, setCalendarInput, type ChangeDayInput, type SetCalendarInput } from './input.ts'
import { alreadySo, nameNeeded, nameTaken } from './refusals.ts'
import { calendarsChanged, definitionFor } from './views.ts'

/** The verbs of calendars. A version is the whole definition; the newest is in force, dossiers remember theirs and, while they run, follow. */

export const calendarEvents = { changed: 'organisation.calendar.changed' } as const

export interface SetCalendar {
  calendarId: number
  versionId: number
  no: number
}

/**
 * Gives an agency a new version of its calendar, or a calendar of its own.
 * @throws Refusal CALENDAR_DEFINITION where it contradicts itself, CHANGED_MEANWHILE, CALENDAR_ALREADY_SO
 */
export async function setCalendar(ctx: Ctx, input: SetCalendarInput): Promise<SetCalendar> {
  const wanted = parse(setCalendarInput, input)
  const definition: CalendarDefinition = wanted.definition
  const { from, to } = coversOf(definition)
  compile(definition, from, to)
  const done = await act(ctx, 'organisation.setCalendar', wanted, async ({ tx, emit }) => {
    const own = await ownCalendar(tx, wanted.agencyId)
    const calendarId =
      own?.id ?? (await newCalendar(ctx, tx, wanted.agencyId, wanted.name ?? nameNeeded(), wanted.from))
    const last = await tx
      .selectFrom('organisation.calendar_version')
      .select(['id', 'no', 'definition'])
      .where('calendar_id', '=', calendarId)
      .orderBy('no', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last && wanted.basedOn !== null && wanted.basedOn !== last.id) throw conflict()
    if (last && same(last.definition, definition)) alreadySo()
    const no = (last?.no ?? 0) + 1
    const { id } = await tx
      .insertInto('organisation.calendar_version')
      .values({
        calendar_id: calendarId,
        no,
        definition: JSON.stringify(definition),
        reason: wanted.reason,
        created_at: ctx.now,
        created_by: ctx.actor.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    emit({
      agencyId: wanted.agencyId,
      stream: `calendar:${calendarId}`,
      type: calendarEvents.changed,
      data: { calendarId, versionId: id, no, reason: wanted.reason, days: changedDays(last?.definition, definition) },
    })
    return { calendarId, versionId: id, no }
  })
  calendarsChanged(ctx.db)
  return done
}

/** Makes one day special or like any other again, in the calendar the agency works by. */
export async function changeDay(ctx: Ctx, input: ChangeDayInput): Promise<SetCalendar> {
  const wanted = parse(changeDayInput, input)
  const { owner, definition, name } = await definitionFor(ctx, wanted.agencyId)
  const known = definition.exceptions.find(exception => exception.day === wanted.day)
  const others = definition.exceptions.filter(exception => exception.day !== wanted.day)
  const title = wanted.name || { OFF: 'Nghỉ', MAKE_UP: 'Làm bù', HALF: 'Nghỉ nửa ngày', NORMAL: '' }[wanted.kind]
  const exceptions =
    wanted.kind === 'NORMAL'
      ? others
      : [
          ...others,
          {
            day: wanted.day,
            kind: wanted.kind,
            // What is typed is in the language of whoever types; a name that stays keeps its other language too.
            name: known && Object.values(known.name).includes(title) ? known.name : { vi: title, en: title },
            ...(wanted.basis ? { basis: wanted.basis } : {}),
            settled: true,
          },
        ].sort((a, b) => (a.day < b.day ? -1 : 1))
  return await setCalendar(ctx, {
    agencyId: owner,
    name,
    definition: { ...definition, exceptions } as SetCalendarInput['definition'],
    reason: wanted.reason,
    basedOn: wanted.basedOn,
  })
}

/** The days to try it on: its own, or those the official calendar knows. */
function coversOf({ covers, weekly }: CalendarDefinition): { from: string; to: string } {
  const from = weekly[0]?.validFrom ?? '2024-01-01'
  return covers ?? defaultDefinition.covers ?? { from, to: from }
}

async function ownCalendar(tx: Tx, agencyId: number): Promise<{ id: number } | undefined> {
  return await tx
    .selectFrom('organisation.agency_calendar as a')
    .innerJoin('organisation.calendar as c', 'c.id', 'a.calendar_id')
    .select('c.id')
    .where('a.agency_id', '=', agencyId)
    .orderBy('a.valid_from', 'desc')
    .limit(1)
    .forUpdate('c')
    .executeTakeFirst()
}

async function newCalendar(
  ctx: Ctx,
  tx: Tx,
  agencyId: number,
  name: string,
  from: string | undefined,
): Promise<number> {
  const agency = await tx.selectFrom('organisation.agency').select('id').where('id', '=', agencyId).executeTakeFirst()
  if (!agency) throw notFound({ vi: 'cơ quan', en: 'The agency' })
  const row = await tx
    .insertInto('organisation.calendar')
    .values({ name })
    .onConflict(oc => oc.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return nameTaken(name)
  await tx
    .insertInto('organisation.agency_calendar')
    .values({ agency_id: agencyId, calendar_id: row.id, valid_from: from ?? dayOf(ctx.now) })
    .execute()
  return row.id
}

/** JSON in the same order of keys: jsonb sorts them its own way. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

/** Which days differ, for the event; all of them where there was nothing before would say nothing. */
function changedDays(before: unknown, after: CalendarDefinition): string[] {
  if (!before) return []
  const was = new Map((before as CalendarDefinition).exceptions.map(exception => [exception.day, canonical(exception)]))
  const is = new Map(after.exceptions.map(exception => [exception.day, canonical(exception)]))
  return [...new Set([...was.keys(), ...is.keys()])].filter(day => was.get(day) !== is.get(day)).sort()
}

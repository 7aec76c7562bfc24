import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { anonymous, type Actor } from '#app/kernel/context.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { openRooms } from '../../../test/harness/rooms.ts'
import { createAgency } from '../agencies/index.ts'
import type { SetCalendarInput } from './input.ts'
import { calendarFor, isWorkingDay } from './index.ts'
import { compile } from './compile.ts'
import { defaultDefinition } from './default.ts'
import { changeDay, setCalendar } from './service.ts'
import { calendarDoors } from './pages/index.tsx'
import { definitionFor, versionsOf } from './views.ts'
import { hoursOfWeek, yearOf } from './year.ts'

const connection = await testDatabase()
const { db } = connection
const admin: Actor = { ...anonymous, kind: 'OFFICER', name: 'Quản trị', roles: ['ADMIN'] }
const ctx = () => testCtx(connection, '2026-11-23T14:30:00+07:00', admin, { random: n => randomBytes(n) })
const official = defaultDefinition as SetCalendarInput['definition']

let province = 0
let department = 0
let division = 0
beforeAll(async () => {
  const make = async (kind: 'PROVINCE' | 'DEPARTMENT' | 'DIVISION', name: string, parentId: number | null) =>
    (await createAgency(ctx(), { kind, name, shortName: name, parentId, validFrom: '2024-01-01' })).agencyId
  province = await make('PROVINCE', 'tỉnh Thử', null)
  department = await make('DEPARTMENT', 'Sở Thử', province)
  division = await make('DIVISION', 'Phòng Thử', department)
})

describe('a year to look at', () => {
  const calendar = compile(defaultDefinition, '2024-01-01', '2027-12-31')
  test('has every day once, in its week, with what is special about it', () => {
    const year = yearOf(calendar, 2026)
    const days = year?.months.flat(2).filter(day => day !== null) ?? []
    expect(days).toHaveLength(365)
    expect(year?.months[10]?.[0]?.map(day => day?.date ?? null)).toEqual([null, null, null, null, null, null, 1])
    const on = (day: string) => days.find(one => one.day === day)
    expect(on('2026-11-24')).toMatchObject({ works: false, exception: { kind: 'OFF' } })
    expect(on('2026-01-10')).toMatchObject({ works: true, exception: { kind: 'MAKE_UP' } })
    expect(on('2026-11-22')).toMatchObject({ works: false, exception: null })
    expect(year?.workingDays).toBe(days.filter(day => day.works).length)
    expect(year?.workingMinutes).toBe((year?.workingDays ?? 0) * 480)
    expect(yearOf(calendar, 2028)).toBeNull()
  })
  test('gathers weekdays with the same hours', () => {
    const { lines } = hoursOfWeek(defaultDefinition, '2026-11-23')
    expect(lines.map(line => [line.first, line.last, line.hours.length])).toEqual([
      [1, 5, 2],
      [6, 7, 0],
    ])
  })
})

describe('setCalendar', () => {
  test('gives the province a calendar that everybody below works by', async () => {
    expect((await calendarFor(db, division)).versionId).toBeNull()
    const made = await setCalendar(ctx(), {
      agencyId: province,
      name: 'Lịch tỉnh Thử',
      from: '2024-01-01',
      definition: official,
      reason: 'lần đầu',
    })
    expect(made.no).toBe(1)
    expect((await calendarFor(db, division)).versionId).toBe(made.versionId)
    const event = await db
      .selectFrom('kernel.event')
      .selectAll()
      .where('stream', '=', `calendar:${made.calendarId}`)
      .executeTakeFirstOrThrow()
    expect(event).toMatchObject({ type: 'organisation.calendar.changed', agency_id: province, actor_name: 'Quản trị' })
  })

  test('refuses what contradicts itself, what is so already, and a change made from an old version', async () => {
    const { versionId } = await definitionFor(ctx(), province)
    const set = (definition: SetCalendarInput['definition'], basedOn: number | null = versionId) =>
      setCalendar(ctx(), { agencyId: province, definition, reason: 'thử', basedOn })
    await expect(set(official)).rejects.toMatchObject({ code: 'CALENDAR_ALREADY_SO' })
    const twice = { ...official, exceptions: [...official.exceptions, ...official.exceptions.slice(0, 1)] }
    await expect(set(twice)).rejects.toMatchObject({ code: 'CALENDAR_DEFINITION' })
    await expect(set({ ...official, exceptions: [] }, (versionId ?? 0) + 1)).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
      status: 409,
    })
    await expect(
      setCalendar(ctx(), { agencyId: department, definition: official, reason: 'thử' }),
    ).rejects.toMatchObject({
      code: 'CALENDAR_NAME_NEEDED',
    })
    await expect(
      setCalendar(ctx(), { agencyId: department, name: 'Lịch tỉnh Thử', definition: official, reason: 'thử' }),
    ).rejects.toMatchObject({ code: 'CALENDAR_NAME_TAKEN' })
    expect(await versionsOf(ctx(), province)).toHaveLength(1)
  })

  test('a department may have its own; those below it follow', async () => {
    const saturday = {
      ...official,
      weekly: [
        {
          validFrom: '2024-01-01',
          hours: { ...official.weekly[0]?.hours, 6: [['07:30', '11:30'] as [string, string]] },
        },
      ],
    }
    const made = await setCalendar(ctx(), {
      agencyId: department,
      name: 'Lịch Sở Thử',
      from: '2024-01-01',
      definition: saturday,
      reason: 'làm sáng thứ Bảy',
    })
    const { calendar, versionId } = await calendarFor(db, division)
    expect(versionId).toBe(made.versionId)
    expect(isWorkingDay(calendar, '2026-11-21')).toBe(true)
    expect(isWorkingDay((await calendarFor(db, province)).calendar, '2026-11-21')).toBe(false)
  })
})

describe('changeDay', () => {
  test('adds, changes and takes away a day, a version each time, older ones kept', async () => {
    const change = (day: string, kind: 'OFF' | 'MAKE_UP' | 'HALF' | 'NORMAL', name?: string) =>
      changeDay(ctx(), { agencyId: province, day, kind, name, basis: 'Quyết định thử', reason: `${kind} ${day}` })
    const first = await calendarFor(db, province)
    await change('2026-12-25', 'OFF', 'Nghỉ do bão')
    const { calendar } = await calendarFor(db, province)
    expect([isWorkingDay(calendar, '2026-12-25'), isWorkingDay(first.calendar, '2026-12-25')]).toEqual([false, true])
    await change('2026-12-25', 'HALF')
    expect(isWorkingDay((await calendarFor(db, province)).calendar, '2026-12-25')).toBe(true)
    await change('2026-12-25', 'NORMAL')
    await expect(change('2026-12-25', 'NORMAL')).rejects.toMatchObject({ code: 'CALENDAR_ALREADY_SO' })
    expect((await versionsOf(ctx(), province)).map(version => [version.no, version.reason])).toEqual([
      [4, 'NORMAL 2026-12-25'],
      [3, 'HALF 2026-12-25'],
      [2, 'OFF 2026-12-25'],
      [1, 'lần đầu'],
    ])
    const said = await db
      .selectFrom('kernel.event')
      .select('data')
      .where('type', '=', 'organisation.calendar.changed')
      .where('agency_id', '=', province)
      .execute()
    expect(said.map(row => (row.data as { days: string[] }).days)).toEqual([
      [],
      ['2026-12-25'],
      ['2026-12-25'],
      ['2026-12-25'],
    ])
  })
})

describe('the screens', () => {
  const actors: Record<string, Actor> = { admin, officer: { ...admin, roles: ['SPECIALIST'] } }
  const { ask } = openRooms(connection, [calendarDoors], { actors: () => actors })

  test('show the year, its special days and the hours', async () => {
    const page = await ask('/org/calendar', 'officer')
    expect(page.status).toBe(200)
    expect(page.text).toContain('Lịch làm việc năm 2026')
    expect(page.text).toContain('24/11/2026')
    expect(page.text).toContain('07:30–11:30, 13:30–17:30')
    expect(page.text).not.toContain('/org/calendar/day')
    expect((await ask('/org/calendar?year=2025', 'admin')).text).toContain('Lịch làm việc năm 2025')
    expect((await ask('/org/calendar?year=2031', 'admin')).status).toBe(422)
    expect((await ask('/org/calendar?year=abc', 'admin')).status).toBe(422)
    expect((await ask('/org/calendar/day', 'officer')).status).toBe(403)
  })

  test('let the administrator add a day after a look at what changes', async () => {
    const { versionId } = await definitionFor(ctx(), province)
    const form = {
      agencyId: String(province),
      basedOn: String(versionId),
      day: '2026-12-31',
      kind: 'OFF',
      name: 'Nghỉ thử',
      reason: 'theo công văn thử',
    }
    expect((await ask('/org/calendar/day', 'admin', { ...form, reason: '' })).status).toBe(422)
    const asked = await ask('/org/calendar/day', 'admin', form)
    expect(asked.status).toBe(200)
    expect(asked.text).toContain('Hiện nay: Như mọi tuần')
    expect(asked.text).toContain('Sau khi lưu: Nghỉ, Nghỉ thử')
    expect((await definitionFor(ctx(), province)).versionId).toBe(versionId)
    const done = await ask('/org/calendar/day', 'admin', { ...form, confirmed: '1' })
    expect([done.status, done.location]).toEqual([303, `/org/calendar?year=2026&agency=${province}&done=1`])
    const stale = await ask('/org/calendar/day', 'admin', { ...form, kind: 'HALF', confirmed: '1' })
    expect([stale.status, stale.text.includes('Người khác vừa thay đổi')]).toEqual([422, true])
    expect((await ask(`/org/calendar?agency=${province}`, 'admin')).text).toContain('Nghỉ thử')
  })
})

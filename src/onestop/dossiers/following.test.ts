import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { cast, eventsOf, expectChain, received, rowOf } from '../../../test/harness/dossiers.ts'
import { openOffice } from '../../../test/harness/office.ts'
import { isoLocal } from '#app/kernel/text.ts'
import { defaultCalendar, defaultDefinition } from '#app/organisation/calendar/default.ts'
import { setCalendar } from '#app/organisation/calendar/service.ts'
import { calendarFollowed, dueUnder, followCalendars } from './following.ts'
import { sentence } from './history.ts'
import * as service from './service.ts'

const connection = await testDatabase()
const office = await openOffice(connection)
const ADMIN = 'admin'

const clockOf = async (code: string) =>
  await connection.db
    .selectFrom('onestop.clock as c')
    .innerJoin('onestop.dossier as d', join =>
      join.onRef('d.agency_id', '=', 'c.agency_id').onRef('d.id', '=', 'c.dossier_id'),
    )
    .select(['c.no', 'c.state', 'c.from_at', 'c.to_at', 'c.due_at', 'c.reason'])
    .where('d.code', '=', code)
    .orderBy('c.no')
    .execute()
const dueOf = async (code: string): Promise<string> => isoLocal((await rowOf(connection, code)).due_at as Date)
const following = async (at: string) => await followCalendars({ ...(await office.as(ADMIN, at)), idempotencyKey: null })

/** Six working days from Monday 2 November. */
const running = await received(office, '2026-11-02T08:00:00+07:00')
const waiting = await received(office, '2026-11-02T08:00:00+07:00')
const extended = await received(office, '2026-11-02T08:00:00+07:00')
for (const code of [waiting, extended]) {
  await service.forward(await office.as(cast.counter, '2026-11-02T08:30:00+07:00'), code, { note: '' })
  await service.claim(await office.as(cast.specialist, '2026-11-02T08:40:00+07:00'), code, {})
}
await service.requestSupplement(await office.as(cast.specialist, '2026-11-03T08:00:00+07:00'), waiting, {
  items: ['Giấy phép'],
  reason: 'Thiếu giấy phép',
})
await service.extend(await office.as(cast.leader, '2026-11-03T09:00:00+07:00'), extended, {
  newDay: '2026-11-12',
  reason: 'Cần xác minh',
})

describe('a calendar that changes while dossiers run', () => {
  it('moves what is due, and the step with it, and says so', async () => {
    expect(await following('2026-11-04T07:00:00+07:00')).toEqual({ dossiers: 0, moved: 0 })
    const before = await dueOf(running)
    const { agency_id: agencyId } = await rowOf(connection, running)
    const off = (day: string) => ({ day, kind: 'OFF' as const, name: { vi: 'Nghỉ bão', en: 'Storm' }, settled: true })
    const { versionId } = await setCalendar(await office.as(ADMIN, '2026-11-04T07:30:00+07:00'), {
      agencyId,
      name: 'Lịch của sở',
      from: '2026-01-01',
      definition: {
        ...defaultDefinition,
        exceptions: [...defaultDefinition.exceptions, off('2026-11-05'), off('2026-11-12')].toSorted((a, b) =>
          a.day < b.day ? -1 : 1,
        ),
      } as Parameters<typeof setCalendar>[1]['definition'],
      reason: 'Công điện nghỉ tránh bão',
    })
    expect(await following('2026-11-04T08:00:00+07:00')).toEqual({ dossiers: 2, moved: 2 })

    expect(before).toBe('2026-11-10T08:00:00+07:00')
    expect(await dueOf(running)).toBe('2026-11-11T08:00:00+07:00')
    const row = await rowOf(connection, running)
    expect([row.calendar_version_id, row.version]).toEqual([versionId, 2])
    const [first, second] = await clockOf(running)
    expect([first?.to_at, second?.from_at].map(at => at && isoLocal(at))).toEqual(
      Array.from({ length: 2 }, () => '2026-11-04T08:00:00+07:00'),
    )
    expect([second?.state, second?.due_at, second?.reason]).toEqual(['RUNNING', row.due_at, 'Công điện nghỉ tránh bão'])

    const event = (await eventsOf(connection, running)).at(-1)
    expect(event?.type).toBe('onestop.dossier.rescheduled')
    expect(event?.data).toMatchObject({ dueBefore: '2026-11-10T01:00:00.000Z', dueAfter: '2026-11-11T01:00:00.000Z' })
    const told = {
      type: event?.type ?? '',
      at: new Date(0),
      actorKind: 'SYSTEM',
      actorName: '',
      data: event?.data as Record<string, unknown>,
    }
    expect(sentence(told, 'vi', false)).toContain('Lịch làm việc thay đổi (Công điện nghỉ tránh bão)')
    await expectChain(connection, running)
  })

  it('keeps a day promised in writing, unless nobody works on it any more', async () => {
    expect((await dueOf(extended)).slice(0, 10)).toBe('2026-11-13')
  })

  it('leaves alone what waits: its date is made when the papers come', async () => {
    const row = await rowOf(connection, waiting)
    expect([row.due_at, row.version]).toEqual([null, 4])
    await service.takeSupplement(await office.as(cast.specialist, '2026-11-04T08:00:00+07:00'), waiting, {
      papers: [],
      note: '',
    })
    expect(await dueOf(waiting)).toBe('2026-11-13T08:00:00+07:00')
  })

  it('does nothing the second time, and has left one line for each agency', async () => {
    expect((await following('2026-11-04T08:01:00+07:00')).moved).toBe(0)
    const lines = await connection.db
      .selectFrom('kernel.event')
      .select('data')
      .where('type', '=', calendarFollowed)
      .execute()
    expect(lines.map(line => line.data)).toContainEqual(expect.objectContaining({ dossiers: 2, moved: 2 }))
  })
})

describe('what is due under a calendar', () => {
  const facts = {
    receivedAt: '2026-11-02T01:00:00Z',
    limitUnit: 'WORKING_DAY',
    limitAmount: 6,
    pauses: [],
    dueAt: '2026-11-10T01:00:00Z',
    wasExtended: false,
  }

  it('is what it was where the calendar is what it was', () => {
    expect(dueUnder(defaultCalendar(), facts)).toEqual(new Date(facts.dueAt))
  })

  it('counts pauses once', () => {
    const pauses = [{ from: '2026-11-03T01:00:00Z', to: '2026-11-04T01:00:00Z' }]
    expect(isoLocal(dueUnder(defaultCalendar(), { ...facts, pauses }))).toBe('2026-11-11T08:00:00+07:00')
  })
})

import { expect, test } from 'vitest'
import { isoLocal } from '#app/kernel/text.ts'
import { parseLimit } from '#app/kernel/limit.ts'
import { defaultCalendar } from '#app/organisation/calendar/default.ts'
import { everything } from '../../../test/harness/branched-process.ts'
import { pathOf } from './model.ts'
import { numbered } from './rules.ts'
import { simulate } from './simulation.ts'

test('every step has its place in working time, opinions beside it; the spare time is what the limit leaves', () => {
  const at = new Date('2026-11-23T15:30:00+07:00')
  const simulation = simulate(
    defaultCalendar(),
    pathOf(numbered(everything), { inspect: 'YES' }),
    at,
    parseLimit('3wd'),
  )
  const times = simulation.steps.map(one => [one.code, isoLocal(one.startAt), isoLocal(one.endAt)])
  // 24 November 2026 is a day off.
  expect(times).toEqual([
    ['B1', '2026-11-23T15:30:00+07:00', '2026-11-23T17:00:00+07:00'],
    ['B2', '2026-11-23T17:00:00+07:00', '2026-11-25T17:00:00+07:00'],
    ['B3', '2026-11-25T17:00:00+07:00', '2026-11-26T08:30:00+07:00'],
    ['B4', '2026-11-26T08:30:00+07:00', '2026-11-26T10:00:00+07:00'],
    ['B5', '2026-11-26T10:00:00+07:00', '2026-11-26T11:30:00+07:00'],
  ])
  expect(simulation.steps[1]?.opinions.map(one => isoLocal(one.endAt))).toEqual([
    '2026-11-25T17:00:00+07:00',
    '2026-11-25T11:00:00+07:00',
  ])
  expect(isoLocal(simulation.dueAt!)).toBe('2026-11-27T15:30:00+07:00')
  expect(simulation).toMatchObject({ hours: 14, spareMinutes: 10 * 60 })
})

test('filed on a day off, work begins on the next working day; without a limit nothing is due', () => {
  const simulation = simulate(
    defaultCalendar(),
    pathOf(numbered(everything), {}),
    new Date('2026-11-22T10:00:00+07:00'),
    null,
  )
  expect(isoLocal(simulation.steps[0]!.startAt)).toBe('2026-11-23T07:30:00+07:00')
  expect(simulation.steps.map(one => one.code)).toEqual(['B1', 'B2', 'B4', 'B5'])
  expect(simulation).toMatchObject({ dueAt: null, spareMinutes: null })
})

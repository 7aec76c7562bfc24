/**
 * The arithmetic against somebody who counts minutes one by one. The counter shares nothing with the room: it fills a table of
 * every minute from the definition, with the platform's own dates, and walks along it.
 */

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { addWorkingMinutes, type Calendar, dueAt, type Pause, workingMinutesBetween } from './index.ts'
import { type CalendarDefinition, type CalendarException, compile } from './compile.ts'
import { defaultDefinition } from './default.ts'
import type { Limit } from '#app/kernel/limit.ts'

const MINUTE = 60_000
const DAY = 1440
const OFFSET = 7 * 60 * MINUTE

// ── the slow counter ──────────────────────────────────────────────────────────────────────────────────────────────────

interface Table {
  /** Milliseconds of the first midnight in Việt Nam. */
  origin: number
  /** 1 where somebody works, for every minute. */
  working: Uint8Array
}

interface Wait {
  from: number
  to: number
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

function hoursOn(definition: CalendarDefinition, day: string): readonly (readonly [string, string])[] {
  const week = definition.weekly.filter(w => w.validFrom <= day).at(-1)!
  const usual = week.hours[weekdayOf(day)] ?? []
  const exception = definition.exceptions.find(e => e.day === day)
  if (exception === undefined) return usual
  if (exception.kind === 'OFF') return []
  if (exception.intervals !== undefined) return exception.intervals
  if (exception.kind === 'HALF') return [usual[0]!]
  let weekday = weekdayOf(day)
  do weekday = weekday === 1 ? 7 : weekday - 1
  while ((week.hours[weekday] ?? []).length === 0)
  return week.hours[weekday]!
}

function layOut(definition: CalendarDefinition, from: string, days: number): Table {
  const working = new Uint8Array(days * DAY)
  for (let d = 0; d < days; d++) {
    const day = new Date(Date.parse(`${from}T00:00:00Z`) + d * DAY * MINUTE).toISOString().slice(0, 10)
    for (const [start, end] of hoursOn(definition, day)) {
      for (let m = minutesOf(start); m < minutesOf(end); m++) working[d * DAY + m] = 1
    }
  }
  return { origin: Date.parse(`${from}T00:00:00Z`) - OFFSET, working }
}

type Answer = number | 'OUTSIDE' | { left: number }

/** Counts working minutes one by one, leaving out those of a wait. */
function countMinutes(table: Table, received: number, budget: number, waits: Wait[]): Answer {
  let left = budget
  let m = received
  while (left > 0) {
    if (m >= table.working.length) return 'OUTSIDE'
    const wait = waits.find(w => w.from <= m && m < w.to)
    if (wait?.to === Infinity) return { left }
    if (table.working[m] === 1 && wait === undefined) left--
    m++
  }
  return m
}

/** The end of work on a day, or null where nobody works. */
function closingOf(table: Table, day: number): number | null {
  for (let m = (day + 1) * DAY - 1; m >= day * DAY; m--) if (table.working[m] === 1) return m + 1
  return null
}

/**
 * Counts days one by one: a day counts unless the applicant was being waited for when it began; the count over, the first
 * day on which somebody works and nobody is being waited for when work ends.
 */
function countDays(table: Table, received: number, days: number, waits: Wait[]): Answer {
  let day = Math.floor(received / DAY)
  let left = days
  const last = table.working.length / DAY - 1
  while (left > 0) {
    day++
    const wait = waits.find(w => w.from < day * DAY && day * DAY <= w.to)
    if (wait?.to === Infinity) return { left }
    if (wait === undefined) left--
    if (day > last) return 'OUTSIDE'
  }
  for (; day <= last; day++) {
    const end = closingOf(table, day)
    const wait = end === null ? undefined : waits.find(w => Math.max(w.from, received) < end && end < w.to)
    if (wait?.to === Infinity) return { left: 0 }
    if (end !== null && wait === undefined) return end
  }
  return 'OUTSIDE'
}

/** Days from a day to the corresponding day `months` later. */
function daysOfMonths(table: Table, received: number, months: number): number {
  const start = new Date(table.origin + OFFSET + Math.floor(received / DAY) * DAY * MINUTE)
  const end = new Date(start)
  end.setUTCDate(1)
  end.setUTCMonth(end.getUTCMonth() + months + 1)
  end.setUTCDate(0)
  end.setUTCDate(Math.min(end.getUTCDate(), start.getUTCDate()))
  return (end.getTime() - start.getTime()) / (DAY * MINUTE)
}

/** Working minutes to the end of the day of reception, or of the next working day from 15:00 on. */
function sameDayMinutes(table: Table, received: number): number {
  let start = received
  while (table.working[start] === 0) start++
  let day = Math.floor(start / DAY)
  if (start % DAY >= 15 * 60) {
    day++
    while (day < table.working.length / DAY && closingOf(table, day) === null) day++
  }
  const end = closingOf(table, day)
  if (end === null) return Infinity
  return table.working.subarray(received, end).reduce((sum, minute) => sum + minute, 0)
}

function slowly(table: Table, received: number, limit: Limit, waits: Wait[]): Answer {
  switch (limit.unit) {
    case 'WORKING_DAY':
      return countMinutes(table, received, limit.amount * 480, waits)
    case 'WORKING_HOUR':
      return countMinutes(table, received, limit.amount * 60, waits)
    case 'CALENDAR_DAY':
      return countDays(table, received, limit.amount, waits)
    case 'MONTH':
      return countDays(table, received, daysOfMonths(table, received, limit.amount), waits)
    default:
      return countMinutes(table, received, sameDayMinutes(table, received), waits)
  }
}

// ── the room, asked in the counter's numbers ──────────────────────────────────────────────────────────────────────────

const instant = (table: Table, minute: number): Date => new Date(table.origin + minute * MINUTE)
const toPauses = (table: Table, waits: Wait[]): Pause[] =>
  waits.map(({ from, to }) => ({ from: instant(table, from), to: to === Infinity ? null : instant(table, to) }))

function quickly(calendar: Calendar, table: Table, received: number, limit: Limit, waits: Wait[]): Answer {
  const pauses = toPauses(table, waits)
  try {
    const due = dueAt(calendar, instant(table, received), limit, pauses)
    expect(due.steps().at(-1)).toMatchObject(due.dueAt === null ? { kind: 'HELD' } : { kind: 'DUE', at: due.dueAt })
    return due.dueAt === null ? { left: due.remaining.amount } : (due.dueAt.getTime() - table.origin) / MINUTE
  } catch (error) {
    if (error instanceof Refusal && error.code === 'CALENDAR_RANGE') return 'OUTSIDE'
    throw error
  }
}

// ── random calendars, limits, receptions and pauses ───────────────────────────────────────────────────────────────────

const ZONES = [0, 6.5 * 60, 7.5 * 60, 8 * 60, 11.5 * 60, 12 * 60, 13.5 * 60, 15 * 60, 17 * 60, 17.5 * 60, 22 * 60, DAY]
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const minuteOfDay = fc.oneof(fc.constantFrom(...ZONES), fc.integer({ min: 0, max: DAY }))
const intervals = fc
  .uniqueArray(minuteOfDay, { minLength: 2, maxLength: 6 })
  .map(marks => marks.sort((a, b) => a - b))
  .map(marks => marks.slice(0, marks.length - (marks.length % 2)))
  .map(marks =>
    Array.from({ length: marks.length / 2 }, (_, i) => [clock(marks[2 * i]!), clock(marks[2 * i + 1]!)] as const),
  )

const FROM = '2026-01-26'
const DAYS = 150
const dayAt = (d: number): string =>
  new Date(Date.parse(`${FROM}T00:00:00Z`) + d * DAY * MINUTE).toISOString().slice(0, 10)

const week = fc
  .array(fc.option(intervals, { nil: undefined, freq: 4 }), { minLength: 7, maxLength: 7 })
  .filter(days => days.some(day => day !== undefined))
  .map(days => Object.fromEntries(days.flatMap((day, i) => (day === undefined ? [] : [[i + 1, day]]))))
const exceptions = fc.uniqueArray(
  fc.record({
    day: fc.integer({ min: 0, max: DAYS - 1 }).map(dayAt),
    kind: fc.constantFrom('OFF', 'OFF', 'MAKE_UP', 'HALF'),
    given: intervals,
    usual: fc.boolean(),
  }),
  { maxLength: 40, selector: row => row.day },
)
const randomDefinition: fc.Arbitrary<CalendarDefinition> = fc
  .record({ first: week, second: week, change: fc.integer({ min: 1, max: DAYS - 1 }), exceptions })
  .map(({ first, second, change, exceptions: rows }) => ({
    weekly: [
      { validFrom: FROM, hours: first },
      { validFrom: dayAt(change), hours: second },
    ],
    exceptions: rows.map(({ day, kind, given, usual }): CalendarException => {
      const name = { vi: 'ngày thử', en: 'test day' }
      return kind === 'OFF' || (kind === 'MAKE_UP' && usual)
        ? { day, kind, name }
        : { day, kind, name, intervals: given }
    }),
  }))

const limits: fc.Arbitrary<Limit> = fc.oneof(
  fc.integer({ min: 1, max: 24 }).map(n => ({ unit: 'WORKING_DAY' as const, amount: n / 2 })),
  fc.integer({ min: 1, max: 120 }).map(n => ({ unit: 'WORKING_HOUR' as const, amount: n / 4 })),
  fc.integer({ min: 1, max: 40 }).map(amount => ({ unit: 'CALENDAR_DAY' as const, amount })),
  fc.integer({ min: 1, max: 3 }).map(amount => ({ unit: 'MONTH' as const, amount })),
  fc.constant({ unit: 'SAME_DAY' as const, amount: 1 }),
)
/** Minutes with a taste for boundaries: on, just before and just after the hours at which offices open and close. */
const minutes = (days: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: days * DAY - 1 }),
    fc
      .tuple(fc.integer({ min: 0, max: days - 1 }), fc.constantFrom(...ZONES), fc.integer({ min: -1, max: 1 }))
      .map(([day, zone, off]) => Math.min(Math.max(day * DAY + zone + off, 0), days * DAY - 1)),
  )
/** Up to three waits in order, now and then one that begins before reception or stays open. */
const waitsAfter = (received: number): fc.Arbitrary<Wait[]> =>
  fc
    .record({ marks: fc.array(minutes(25), { maxLength: 6 }), open: fc.integer({ min: 0, max: 9 }) })
    .map(({ marks, open }) => {
      const sorted = marks.map(mark => Math.max(received + mark - 2 * DAY, 0)).sort((a, b) => a - b)
      const pairs = Array.from({ length: Math.floor(sorted.length / 2) }, (_, i) => ({
        from: sorted[2 * i]!,
        to: sorted[2 * i + 1]!,
      }))
      const last = pairs.at(-1)
      if (open === 0 && last !== undefined) last.to = Infinity
      return pairs
    })
const questions = (days: number) =>
  minutes(days).chain(received =>
    fc.record({ received: fc.constant(received), limit: limits, waits: waitsAfter(received) }),
  )

const official = {
  calendar: compile(defaultDefinition, '2026-01-01', '2027-06-30'),
  table: layOut(defaultDefinition, '2026-01-01', 546),
}

describe('P05: no answer differs from counting minutes one by one', () => {
  test('official calendar 2026–2027, 15 000 questions', () => {
    const { calendar, table } = official
    fc.assert(
      fc.property(questions(400), ({ received, limit, waits }) => {
        expect(quickly(calendar, table, received, limit, waits)).toEqual(slowly(table, received, limit, waits))
      }),
      { numRuns: 15_000 },
    )
  })

  test('300 random calendars, 50 questions each', () => {
    fc.assert(
      fc.property(randomDefinition, fc.array(questions(60), { minLength: 50, maxLength: 50 }), (definition, asked) => {
        const calendar = compile(definition, FROM, dayAt(DAYS - 1))
        const table = layOut(definition, FROM, DAYS)
        for (const { received, limit, waits } of asked) {
          expect(quickly(calendar, table, received, limit, waits)).toEqual(slowly(table, received, limit, waits))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('every minute of the week around a make-up Saturday, and of the week of 24/11/2026', () => {
    const { calendar, table } = official
    const wrong: number[] = []
    for (const monday of [229, 327]) {
      for (let received = monday * DAY; received < (monday + 7) * DAY; received++) {
        for (const limit of [
          { unit: 'WORKING_DAY' as const, amount: 1 },
          { unit: 'SAME_DAY' as const, amount: 1 },
        ]) {
          if (quickly(calendar, table, received, limit, []) !== slowly(table, received, limit, [])) wrong.push(received)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  test('working minutes between two instants', () => {
    const { calendar, table } = official
    fc.assert(
      fc.property(minutes(300), minutes(40), (a, length) => {
        const between = table.working.subarray(a, a + length).reduce((sum, minute) => sum + minute, 0)
        expect(workingMinutesBetween(calendar, instant(table, a), instant(table, a + length))).toBe(between)
        expect(workingMinutesBetween(calendar, instant(table, a + length), instant(table, a))).toBe(0 - between)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('what must hold for every promise', () => {
  const { calendar, table } = official
  const dueMinute = (received: number, limit: Limit, waits: Wait[] = []): number => {
    const due = dueAt(calendar, instant(table, received), limit, toPauses(table, waits)).dueAt
    return due === null ? Infinity : (due.getTime() - table.origin) / MINUTE
  }

  test('received later, never due earlier', () => {
    fc.assert(
      fc.property(questions(300), minutes(3), ({ received, limit, waits }, later) => {
        const after = waits.filter(wait => wait.from >= received + later)
        expect(dueMinute(received + later, limit, after)).toBeGreaterThanOrEqual(dueMinute(received, limit, after))
      }),
      { numRuns: 3000 },
    )
  })

  test('a longer limit, never due earlier', () => {
    fc.assert(
      fc.property(questions(300), fc.integer({ min: 1, max: 20 }), ({ received, limit, waits }, more) => {
        fc.pre(limit.unit !== 'SAME_DAY')
        const longer = { ...limit, amount: limit.unit === 'MONTH' ? limit.amount + 1 : limit.amount + more }
        expect(dueMinute(received, longer, waits)).toBeGreaterThanOrEqual(dueMinute(received, limit, waits))
      }),
      { numRuns: 3000 },
    )
  })

  test('one more pause, never due earlier', () => {
    fc.assert(
      fc.property(questions(300), fc.nat(), ({ received, limit, waits }, pick) => {
        const fewer = waits.filter((_, i) => i !== pick % Math.max(waits.length, 1))
        expect(dueMinute(received, limit, waits)).toBeGreaterThanOrEqual(dueMinute(received, limit, fewer))
      }),
      { numRuns: 3000 },
    )
  })

  test('nothing remains at the due instant, the whole budget at reception, and back is the way forth', () => {
    fc.assert(
      fc.property(minutes(300), fc.integer({ min: 1, max: 8000 }), (received, budget) => {
        const start = instant(table, received)
        const due = addWorkingMinutes(calendar, start, budget)
        expect(workingMinutesBetween(calendar, due, due)).toBe(0)
        expect(workingMinutesBetween(calendar, start, due)).toBe(budget)
        const back = addWorkingMinutes(calendar, due, -budget)
        expect(workingMinutesBetween(calendar, start, back)).toBe(0)
        expect(back.getTime()).toBeGreaterThanOrEqual(start.getTime())
      }),
      { numRuns: 3000 },
    )
  })
})

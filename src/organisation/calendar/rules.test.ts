import { describe, expect, test } from 'vitest'
import { addWorkingMinutes, dueAt, explain, isWorkingDay, type Pause, workingMinutesBetween } from './index.ts'
import { type CalendarDefinition, compile } from './compile.ts'
import { defaultCalendar, defaultDefinition } from './default.ts'
import { formatLimit, limitInWords, parseLimit } from '#app/kernel/limit.ts'
import { addMonths, dayNumber, dayText, instantOf, minuteOf, parseInstant, weekdayOf } from './civil.ts'
import { isoLocal } from '#app/kernel/text.ts'

const calendar = defaultCalendar()
const at = parseInstant
const local = (instant: Date | null): string | null => (instant === null ? null : isoLocal(instant).slice(0, 16))
const pause = (from: string, to: string | null): Pause => ({ from: at(from), to: to === null ? null : at(to) })
const due = (received: string, limit: string, ...pauses: Pause[]): string | null =>
  local(dueAt(calendar, at(received), parseLimit(limit), pauses).dueAt)
const code = (name: string) => expect.objectContaining({ name: 'Refusal', code: name })

/** The default week with other exceptions. */
const withDays = (...exceptions: CalendarDefinition['exceptions']): CalendarDefinition => ({
  weekly: defaultDefinition.weekly,
  exceptions,
})
const named = { vi: 'ngày thử', en: 'test day' }

describe('working days count working minutes, 8 hours a day', () => {
  test.each([
    ['2026-08-24T09:00', '3wd', '2026-08-27T09:00'],
    ['2026-08-27T16:00', '3wd', '2026-09-04T16:00'],
    ['2026-08-21T10:00', '1wd', '2026-08-22T10:00'],
    ['2026-08-30T09:00', '1wd', '2026-09-03T17:30'],
    ['2026-08-24T10:30', '4wh', '2026-08-24T16:30'],
    ['2026-08-24T12:10', '1wd', '2026-08-25T11:30'],
    ['2026-04-24T09:00', '5wd', '2026-05-06T09:00'],
    ['2026-02-13T16:30', '2wd', '2026-02-24T16:30'],
    ['2026-11-23T14:00', '2wd', '2026-11-26T14:00'],
  ])('%s + %s = %s', (received, limit, expected) => {
    expect(due(received, limit)).toBe(expected)
  })
})

describe('the start is clamped to working time', () => {
  test.each([
    ['2026-08-24T06:00', '2026-08-24T08:30'],
    ['2026-08-24T07:29', '2026-08-24T08:30'],
    ['2026-08-24T07:30', '2026-08-24T08:30'],
    ['2026-08-24T07:31', '2026-08-24T08:31'],
    ['2026-08-24T11:30', '2026-08-24T14:30'],
    ['2026-08-24T13:29', '2026-08-24T14:30'],
    ['2026-08-24T13:31', '2026-08-24T14:31'],
    ['2026-08-24T17:30', '2026-08-25T08:30'],
    ['2026-08-22T17:31', '2026-08-24T08:30'],
    ['2026-11-24T10:00', '2026-11-25T08:30'],
  ])('received %s, 1 working hour: %s', (received, expected) => {
    expect(due(received, '1wh')).toBe(expected)
  })

  test('a budget that ends with an interval ends there, not at the next start', () => {
    expect(due('2026-08-24T07:30', '4wh')).toBe('2026-08-24T11:30')
    expect(due('2026-08-24T07:30', '1wd')).toBe('2026-08-24T17:30')
    expect(due('2026-08-24T07:31', '1wd')).toBe('2026-08-25T07:31')
  })

  test('seconds are dropped, as on the printed slip', () => {
    expect(due('2026-08-24T09:00:59', '1wd')).toBe('2026-08-25T09:00')
  })
})

describe('half days', () => {
  test('of a limit', () => {
    expect(due('2026-08-24T09:00', '0.5wd')).toBe('2026-08-24T15:00')
    expect(due('2026-08-24T09:00', '2.5wd')).toBe('2026-08-26T15:00')
  })

  test('of a calendar count their morning, or the hours they state', () => {
    const morning = compile(
      withDays(
        { day: '2026-08-26', kind: 'HALF', name: named },
        { day: '2026-08-27', kind: 'HALF', intervals: [['13:30', '16:00']], name: named },
      ),
      '2026-08-01',
      '2026-09-30',
    )
    const answer = (limit: string) => local(dueAt(morning, at('2026-08-25T16:30'), parseLimit(limit)).dueAt)
    expect(answer('5wh')).toBe('2026-08-26T11:30')
    expect(answer('6wh')).toBe('2026-08-27T14:30')
    expect(answer('8wh')).toBe('2026-08-28T08:00')
  })

  test('a Saturday morning of reception is half a day, a make-up Saturday a whole one', () => {
    const hours = { ...defaultDefinition.weekly[0]!.hours, 6: [['07:30', '11:30']] as const }
    const open = compile(
      {
        weekly: [{ validFrom: '2026-01-01', hours }],
        exceptions: [{ day: '2026-08-22', kind: 'MAKE_UP', name: named }],
      },
      '2026-08-01',
      '2026-08-31',
    )
    expect(workingMinutesBetween(open, at('2026-08-15T00:00'), at('2026-08-16T00:00'))).toBe(240)
    expect(workingMinutesBetween(open, at('2026-08-22T00:00'), at('2026-08-23T00:00'))).toBe(480)
  })
})

describe('calendar days: the first day does not count, a last day off moves to the end of the next working day', () => {
  test.each([
    ['2026-11-02T09:00', '20cd', '2026-11-23T17:30'], // 22/11 is a Sunday
    ['2026-11-03T09:00', '20cd', '2026-11-23T17:30'],
    ['2026-11-04T09:00', '20cd', '2026-11-25T17:30'], // 24/11 is off
    ['2026-11-05T16:59', '20cd', '2026-11-25T17:30'],
    ['2026-11-05T23:59', '20cd', '2026-11-25T17:30'], // the day of reception is the day, whatever the hour
    ['2026-08-21T09:00', '1cd', '2026-08-22T17:30'], // a make-up Saturday is a working day
    ['2026-08-28T09:00', '1cd', '2026-09-03T17:30'],
    ['2026-02-06T09:00', '10cd', '2026-02-23T17:30'], // Tết and the weekend after it
  ])('%s + %s = %s', (received, limit, expected) => {
    expect(due(received, limit)).toBe(expected)
  })
})

describe('months end on the corresponding day, or the last of a shorter month', () => {
  test.each([
    ['2026-03-10T09:00', '1mo', '2026-04-10T17:30'],
    ['2024-12-31T09:00', '2mo', '2025-02-28T17:30'],
    ['2025-12-31T09:00', '2mo', '2026-03-02T17:30'], // 28/02/2026 is a Saturday
    ['2024-01-31T09:00', '1mo', '2024-02-29T17:30'],
    ['2026-05-24T09:00', '6mo', '2026-11-25T17:30'],
    ['2025-11-10T09:00', '14mo', '2027-01-11T17:30'], // 10/01/2027 is a Sunday
  ])('%s + %s = %s', (received, limit, expected) => {
    expect(due(received, limit)).toBe(expected)
  })
})

describe('same day: before 15:00 by the end of the day, from 15:00 by the end of the next working day', () => {
  test.each([
    ['2026-08-24T07:30', '2026-08-24T17:30'],
    ['2026-08-24T14:59', '2026-08-24T17:30'],
    ['2026-08-24T15:00', '2026-08-25T17:30'],
    ['2026-08-24T20:00', '2026-08-25T17:30'],
    ['2026-08-21T15:00', '2026-08-22T17:30'],
    ['2026-08-23T16:00', '2026-08-24T17:30'], // Sunday: as if received Monday morning
    ['2026-08-28T15:00', '2026-09-03T17:30'],
    ['2026-11-23T15:00', '2026-11-25T17:30'],
  ])('received %s: %s', (received, expected) => {
    expect(due(received, 'sameday')).toBe(expected)
  })

  test('the cut-off is a parameter', () => {
    const answer = (sameDayCutOff: string) =>
      local(dueAt(calendar, at('2026-08-24T14:30'), parseLimit('sameday'), [], { sameDayCutOff }).dueAt)
    expect(answer('14:30')).toBe('2026-08-25T17:30')
    expect(answer('14:31')).toBe('2026-08-24T17:30')
    expect(() => answer('half past two')).toThrow(code('INSTANT_INVALID'))
  })
})

describe('pauses', () => {
  test('shift a working limit by the working minutes they cover', () => {
    expect(due('2026-11-05T10:40', '10wd')).toBe('2026-11-19T10:40')
    expect(due('2026-11-05T10:40', '10wd', pause('2026-11-17T15:20', '2026-11-19T08:00'))).toBe('2026-11-20T15:20')
  })

  test('over a night, a weekend or a day off alone shift nothing', () => {
    expect(due('2026-11-20T10:00', '3wd', pause('2026-11-20T17:30', '2026-11-23T07:30'))).toBe('2026-11-26T10:00')
    expect(due('2026-11-20T10:00', '3wd', pause('2026-11-23T17:30', '2026-11-25T07:30'))).toBe('2026-11-26T10:00')
  })

  test('that begin once time has run out, or ended before reception, change nothing', () => {
    expect(due('2026-08-24T07:30', '1wd', pause('2026-08-24T17:30', '2026-08-26T10:00'))).toBe('2026-08-24T17:30')
    expect(due('2026-08-24T07:30', '1wd', pause('2026-08-24T17:29', '2026-08-26T10:00'))).toBe('2026-08-26T10:01')
    expect(due('2026-08-24T09:00', '1wd', pause('2026-08-20T09:00', '2026-08-21T09:00'))).toBe('2026-08-25T09:00')
    expect(due('2026-08-24T09:00', '1wd', pause('2026-08-20T09:00', '2026-08-24T10:00'))).toBe('2026-08-25T10:00')
  })

  test('add up, also where they touch', () => {
    const apart = [pause('2026-08-24T10:00', '2026-08-24T11:00'), pause('2026-08-25T08:00', '2026-08-25T09:00')]
    expect(due('2026-08-24T09:00', '1wd', ...apart)).toBe('2026-08-25T11:00')
    const touching = [pause('2026-08-24T10:00', '2026-08-24T11:00'), pause('2026-08-24T11:00', '2026-08-24T14:00')]
    expect(due('2026-08-24T09:00', '1wd', ...touching)).toBe('2026-08-25T11:00')
  })

  test('shift a calendar limit by the midnights they cover', () => {
    const plain = due('2026-11-02T09:00', '10cd')
    expect(plain).toBe('2026-11-12T17:30')
    expect(due('2026-11-02T09:00', '10cd', pause('2026-11-05T08:00', '2026-11-05T17:00'))).toBe(plain)
    expect(due('2026-11-02T09:00', '10cd', pause('2026-11-05T23:59', '2026-11-06T00:00'))).toBe('2026-11-13T17:30')
    expect(due('2026-11-02T09:00', '10cd', pause('2026-11-05T15:20', '2026-11-09T08:00'))).toBe('2026-11-16T17:30')
    expect(due('2026-11-02T09:00', '1mo', pause('2026-11-05T15:20', '2026-11-09T08:00'))).toBe('2026-12-07T17:30')
  })

  test('of a calendar limit never leave the due instant inside themselves', () => {
    // The last day, Saturday 14/11, has moved to Monday; the applicant is waited for from Monday to Wednesday.
    expect(due('2026-11-04T09:00', '10cd', pause('2026-11-16T08:00', '2026-11-18T08:00'))).toBe('2026-11-18T17:30')
    // The wait ends after closing time of the last day.
    expect(due('2026-11-02T09:00', '10cd', pause('2026-11-12T08:00', '2026-11-12T18:00'))).toBe('2026-11-13T17:30')
    expect(due('2026-11-02T09:00', '10cd', pause('2026-11-12T08:00', '2026-11-12T17:30'))).toBe('2026-11-12T17:30')
    expect(due('2026-11-02T09:00', '10cd', pause('2026-11-12T17:30', '2026-11-16T17:00'))).toBe('2026-11-12T17:30')
  })

  test('that end as work ends at midnight let a day of that work count', () => {
    const nights: CalendarDefinition = {
      weekly: [{ validFrom: '2026-01-01', hours: { 1: [['00:00', '24:00']] } }],
      exceptions: [],
    }
    const monday = compile(nights, '2026-01-26', '2026-06-30')
    const waited = pause('2026-03-15T00:00', '2026-03-24T00:00')
    expect(local(dueAt(monday, at('2026-03-14T06:30'), parseLimit('1cd'), [waited]).dueAt)).toBe('2026-03-24T00:00')
  })

  test('shift a same-day promise by the working minutes they cover', () => {
    expect(due('2026-08-24T09:00', 'sameday', pause('2026-08-24T10:00', '2026-08-24T11:00'))).toBe('2026-08-25T08:30')
  })

  test('that are open leave no due instant, only what remains', () => {
    const held = dueAt(calendar, at('2026-11-05T10:40'), parseLimit('10wd'), [pause('2026-11-17T15:20', null)])
    expect(held).toMatchObject({ dueAt: null, remaining: { unit: 'WORKING_MINUTE', amount: 800 } })
    const days = dueAt(calendar, at('2026-11-02T09:00'), parseLimit('10cd'), [pause('2026-11-05T15:20', null)])
    expect(days).toMatchObject({ dueAt: null, remaining: { unit: 'CALENDAR_DAY', amount: 7 } })
    expect(
      dueAt(calendar, at('2026-11-02T09:00'), parseLimit('10cd'), [pause('2026-11-05T15:20', null)]).dueAt,
    ).toBeNull()
    expect(due('2026-11-05T10:40', '10wd', pause('2026-11-19T10:40', null))).toBe('2026-11-19T10:40')
  })

  test('that overlap, stand out of order, follow an open one or end before they begin are refused', () => {
    const first = pause('2026-08-25T08:00', '2026-08-25T10:00')
    const ask =
      (...pauses: Pause[]) =>
      () =>
        due('2026-08-24T09:00', '20wd', ...pauses)
    expect(ask(first, pause('2026-08-25T09:59', '2026-08-25T11:00'))).toThrow(code('PAUSES_OVERLAP'))
    expect(ask(first, pause('2026-08-24T10:00', '2026-08-24T11:00'))).toThrow(code('PAUSES_OVERLAP'))
    expect(ask(pause('2026-08-25T08:00', null), pause('2026-08-26T08:00', null))).toThrow(code('PAUSES_OVERLAP'))
    expect(ask(pause('2026-08-25T10:00', '2026-08-25T08:00'))).toThrow(code('PAUSE_INVALID'))
    expect(ask({ from: new Date(Number.NaN), to: null })).toThrow(code('INSTANT_INVALID'))
  })
})

describe('official days off and make-up days', () => {
  test.each([
    ['2024-05-04', true],
    ['2025-04-26', true],
    ['2026-01-10', true],
    ['2026-08-22', true],
    ['2026-08-15', false],
    ['2026-01-02', false],
    ['2026-02-16', false],
    ['2026-02-20', false],
    ['2026-02-23', true],
    ['2026-04-27', false],
    ['2026-08-31', false],
    ['2025-11-24', true],
    ['2026-11-24', false],
    ['2027-11-24', false],
    ['2026-11-23', true],
  ])('%s is a working day: %s', (day, working) => {
    expect(isWorkingDay(calendar, day)).toBe(working)
  })

  test('every row says what it rests on, and what is not decided says so', () => {
    const rows = defaultDefinition.exceptions
    expect(rows.every(row => (row.basis ?? '') !== '' && row.name.vi !== '' && row.name.en !== '')).toBe(true)
    const open = rows.filter(row => row.settled === false).map(row => row.day)
    expect(open.every(day => day.startsWith('2027'))).toBe(true)
    expect(open).toContain('2027-02-05')
  })
})

describe('outside the compiled days nothing is answered', () => {
  const week = compile(defaultDefinition, '2026-08-24', '2026-08-30')
  const ask = (received: string, limit: string, ...pauses: Pause[]) =>
    dueAt(week, at(received), parseLimit(limit), pauses)

  test('neither a reception, nor a pause, nor a due instant', () => {
    expect(() => ask('2026-08-23T23:59', '1wd')).toThrow(code('CALENDAR_RANGE'))
    expect(() => ask('2026-08-23T23:59', '3cd')).toThrow(code('CALENDAR_RANGE'))
    expect(() => ask('2026-08-31T00:00', '1wd')).toThrow(code('CALENDAR_RANGE'))
    expect(local(ask('2026-08-24T07:30', '5wd').dueAt)).toBe('2026-08-28T17:30')
    expect(() => ask('2026-08-24T07:31', '5wd')).toThrow(code('CALENDAR_RANGE'))
    expect(() => ask('2026-08-24T09:00', '5cd')).toThrow(code('CALENDAR_RANGE'))
    expect(() => ask('2026-08-24T09:00', '1mo')).toThrow(code('CALENDAR_RANGE'))
    expect(() => ask('2026-08-28T15:00', 'sameday')).toThrow(code('CALENDAR_RANGE'))
    expect(() => ask('2026-08-24T09:00', '1wd', pause('2026-08-24T10:00', '2026-09-10T10:00'))).toThrow(
      code('CALENDAR_RANGE'),
    )
    expect(() => isWorkingDay(week, '2026-08-31')).toThrow(code('CALENDAR_RANGE'))
    expect(() => workingMinutesBetween(week, at('2026-08-24T09:00'), at('2026-08-31T00:01'))).toThrow(
      code('CALENDAR_RANGE'),
    )
    expect(() => addWorkingMinutes(week, at('2026-08-24T09:00'), -91)).toThrow(code('CALENDAR_RANGE'))
  })

  test('nor are days compiled whose exceptions or hours nobody knows', () => {
    expect(() => compile(defaultDefinition, '2026-01-01', '2028-01-01')).toThrow(code('CALENDAR_RANGE'))
    expect(() => compile(defaultDefinition, '2023-12-31', '2024-12-31')).toThrow(code('CALENDAR_RANGE'))
    expect(() => compile(withDays(), '2023-12-31', '2024-12-31')).toThrow(code('CALENDAR_RANGE'))
    expect(() => compile(defaultDefinition, '2026-02-01', '2026-01-01')).toThrow(code('CALENDAR_RANGE'))
  })
})

describe('a definition that contradicts itself is refused', () => {
  const hours = (...intervals: [string, string][]): CalendarDefinition => ({
    weekly: [{ validFrom: '2026-01-01', hours: { 1: intervals } }],
    exceptions: [],
  })
  test.each<[string, CalendarDefinition]>([
    ['overlapping intervals', hours(['07:30', '11:30'], ['11:00', '17:00'])],
    ['a reversed interval', hours(['11:30', '07:30'])],
    ['a time that does not exist', hours(['07:30', '25:00'])],
    ['no hours at all', { weekly: [], exceptions: [] }],
    [
      'weeks out of order',
      {
        ...hours(),
        weekly: [
          { validFrom: '2026-01-02', hours: {} },
          { validFrom: '2026-01-02', hours: {} },
        ],
      },
    ],
    [
      'a day listed twice',
      withDays({ day: '2026-01-05', kind: 'OFF', name: named }, { day: '2026-01-05', kind: 'HALF', name: named }),
    ],
    ['a half of a day off', withDays({ day: '2026-01-04', kind: 'HALF', name: named })],
    ['an odd working day', { ...hours(), workingDayMinutes: 465 }],
  ])('%s', (_, definition) => {
    expect(() => compile(definition, '2026-01-02', '2026-01-31')).toThrow(code('CALENDAR_DEFINITION'))
  })

  test('and so is a day that does not exist', () => {
    expect(() =>
      compile(withDays({ day: '2026-02-30', kind: 'OFF', name: named }), '2026-01-02', '2026-01-31'),
    ).toThrow(code('DAY_INVALID'))
  })
})

describe('hours valid from a day on', () => {
  test('change on that day, not before', () => {
    const summer = { 1: [['07:00', '11:00']] as const, 2: [['07:00', '11:00']] as const }
    const seasons = compile(
      {
        weekly: [
          { validFrom: '2026-01-01', hours: defaultDefinition.weekly[0]!.hours },
          { validFrom: '2026-06-02', hours: summer },
        ],
        exceptions: [],
      },
      '2026-05-01',
      '2026-07-31',
    )
    expect(local(dueAt(seasons, at('2026-06-01T16:30'), parseLimit('2wh')).dueAt)).toBe('2026-06-02T08:00')
    expect(isWorkingDay(seasons, '2026-06-03')).toBe(false)
  })
})

describe('remaining working time', () => {
  test('is signed and 0 at the due instant', () => {
    const end = at('2026-08-27T09:00')
    expect(workingMinutesBetween(calendar, at('2026-08-26T09:00'), end)).toBe(480)
    expect(workingMinutesBetween(calendar, end, end)).toBe(0)
    expect(workingMinutesBetween(calendar, at('2026-08-27T14:30'), end)).toBe(-210)
  })

  test('goes back as it goes forward', () => {
    expect(local(addWorkingMinutes(calendar, at('2026-08-27T09:00'), -480))).toBe('2026-08-26T09:00')
    expect(local(addWorkingMinutes(calendar, at('2026-09-03T07:30'), -1))).toBe('2026-08-28T17:29')
    expect(local(addWorkingMinutes(calendar, at('2026-08-24T12:00'), 0))).toBe('2026-08-24T13:30')
    expect(local(addWorkingMinutes(calendar, at('2026-08-24T09:00'), 0))).toBe('2026-08-24T09:00')
  })
})

describe('limits', () => {
  test.each(['3wd', '0.5wd', '20cd', '4wh', '1.25wh', '2mo', 'sameday'])('%s is read and written back', text => {
    expect(formatLimit(parseLimit(text))).toBe(text)
  })

  test.each(['0wd', '0cd', '0wh', '0mo', '-1wd', '1.3wd', '0.5cd', '0.5mo', '3', 'wd', '3 wd', '3WD', '1e3wd', ''])(
    '“%s” is refused',
    text => {
      expect(() => parseLimit(text)).toThrow(code('LIMIT_INVALID'))
    },
  )

  test('amount 0 is refused wherever it comes from', () => {
    expect(() => dueAt(calendar, at('2026-08-24T09:00'), { unit: 'WORKING_DAY', amount: 0 })).toThrow(
      code('LIMIT_INVALID'),
    )
    expect(() => dueAt(calendar, at('2026-08-24T09:00'), { unit: 'SAME_DAY', amount: 2 })).toThrow(
      code('LIMIT_INVALID'),
    )
  })

  test('in words', () => {
    expect(limitInWords(parseLimit('2.5wd'), 'vi')).toBe('2,5 ngày làm việc')
    expect(limitInWords(parseLimit('1wd'), 'en')).toBe('1 working day')
    expect(limitInWords(parseLimit('sameday'), 'vi')).toBe('trong ngày')
  })
})

describe('explain says why, in the words of the counter', () => {
  const said = (lang: 'vi' | 'en', received: string, limit: string, ...pauses: Pause[]) =>
    explain(dueAt(calendar, at(received), parseLimit(limit), pauses).steps(), lang)

  test('days off by name, runs of them once, make-up days as counted', () => {
    expect(said('vi', '2026-11-12T10:40', '10wd', pause('2026-11-17T15:20', '2026-11-19T08:00'))).toEqual([
      'Nhận đủ hợp lệ thứ Năm 12/11/2026 10:40',
      'Thời hạn 10 ngày làm việc',
      'Trừ thứ Bảy, Chủ nhật và 24/11/2026 (Ngày Văn hóa Việt Nam)',
      'Dừng từ 17/11/2026 15:20 đến 19/11/2026 08:00, chờ bổ sung (10 giờ 40 phút làm việc)',
      'Hạn trả: thứ Hai 30/11/2026 15:20',
    ])
    expect(said('vi', '2026-08-20T16:00', '8wd')).toEqual([
      'Nhận đủ hợp lệ thứ Năm 20/08/2026 16:00',
      'Thời hạn 8 ngày làm việc',
      'Trừ thứ Bảy, Chủ nhật, 31/08/2026 (nghỉ hoán đổi dịp Quốc khánh) và 01/09/2026–02/09/2026 (Quốc khánh)',
      'Tính cả thứ Bảy 22/08/2026 (làm bù cho ngày 31/08/2026)',
      'Hạn trả: thứ Năm 03/09/2026 16:00',
    ])
  })

  test('a weekday of rest only where one lies in the span', () => {
    expect(said('en', '2026-08-21T10:00', '2wd')).toEqual([
      'Received complete and valid Friday 21/08/2026 10:00',
      'Limit: 2 working days',
      'Not counting Sunday',
      'Counting Saturday 22/08/2026 (made up for 31/08/2026)',
      'Due: Monday 24/08/2026 10:00',
    ])
    expect(said('en', '2026-08-24T10:00', '2wd')).toHaveLength(3)
  })

  test('a start outside working hours, a cut-off, a moved last day, a day not yet decided', () => {
    expect(said('vi', '2026-08-23T09:00', '1wd')[1]).toBe(
      'Ngoài giờ làm việc, bắt đầu tính từ thứ Hai 24/08/2026 07:30',
    )
    expect(said('vi', '2026-08-24T15:00', 'sameday')).toContain('Nhận từ 15:00 trở đi, trả vào ngày làm việc tiếp theo')
    expect(said('vi', '2026-11-04T09:00', '20cd')).toEqual([
      'Nhận đủ hợp lệ thứ Tư 04/11/2026 09:00',
      'Thời hạn 20 ngày, không tính ngày đầu tiên',
      'Ngày cuối thứ Ba 24/11/2026 là ngày nghỉ, chuyển sang thứ Tư 25/11/2026',
      'Trừ 24/11/2026 (Ngày Văn hóa Việt Nam)',
      'Hạn trả: thứ Tư 25/11/2026 17:30',
    ])
    expect(said('vi', '2027-02-03T09:00', '5wd')).toContain(
      'Trừ thứ Bảy, Chủ nhật và 05/02/2027–11/02/2027 (Tết Nguyên đán, dự kiến)',
    )
  })

  test('what remains while a pause is open, and what is waited for', () => {
    const why = { vi: 'chờ nộp phí', en: 'waiting for the fee' }
    const open: Pause = { from: at('2026-11-17T15:20'), to: null, why }
    expect(said('vi', '2026-11-05T10:40', '10wd', open).slice(-2)).toEqual([
      'Đang dừng từ 17/11/2026 15:20, chờ nộp phí; chưa có hạn trả',
      'Còn lại 13 giờ 20 phút làm việc kể từ khi hết dừng',
    ])
    expect(said('en', '2026-11-02T09:00', '10cd', open)).toContain('Due: Thursday 12/11/2026 17:30')
  })

  test('steps survive being stored', () => {
    const steps = dueAt(calendar, at('2026-08-20T16:00'), parseLimit('8wd')).steps()
    expect(JSON.stringify(steps)).toContain('2026-08-22')
  })
})

describe('civil days', () => {
  test('agree with the Gregorian calendar from 1900 to 2100', () => {
    const wrong: string[] = []
    for (let n = dayNumber('1900-01-01'); n < dayNumber('2100-12-31'); n++) {
      const expected = new Date(n * 86_400_000)
      const day = expected.toISOString().slice(0, 10)
      const same = dayText(n) === day && dayNumber(day) === n && weekdayOf(n) % 7 === expected.getUTCDay()
      if (!same) wrong.push(day)
    }
    expect(wrong).toEqual([])
  })

  test('months clamp to their last day', () => {
    expect(dayText(addMonths(dayNumber('2024-02-29'), 12))).toBe('2025-02-28')
    expect(dayText(addMonths(dayNumber('2026-12-15'), 1))).toBe('2027-01-15')
  })

  test('the clock of Việt Nam has no summer time', () => {
    for (const text of ['2026-03-29T02:30', '2026-10-25T02:30', '2026-01-01T00:00', '2026-07-01T23:59']) {
      expect(isoLocal(instantOf(minuteOf(at(text))))).toBe(`${text}:00+07:00`)
    }
    expect(at('2026-08-27T09:00Z')).toEqual(at('2026-08-27T16:00'))
    expect(at('2026-08-27T16:00:30+07:00')).toEqual(new Date('2026-08-27T09:00:30Z'))
  })

  test.each([
    '2026-02-30T09:00',
    '2026-08-27',
    '2026-08-27 16:00',
    '2026-08-27T24:00',
    '2026-08-27T16:60',
    'today',
    '',
  ])('instant “%s” is refused', text => {
    expect(() => at(text)).toThrow(expect.objectContaining({ name: 'Refusal' }))
  })
})

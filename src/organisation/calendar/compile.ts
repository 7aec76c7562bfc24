/**
 * From a definition people edit to arrays a machine searches. Pure.
 * The working minutes of the days asked for are laid out once as prefix sums; every question is then arithmetic.
 */

import type { Words2 } from '#app/kernel/refusal.ts'
import { type Day, dayNumber, dayText, MINUTES_PER_DAY, timeOfDay, weekdayOf } from './civil.ts'
import { badDefinition, outOfRange } from './refusals.ts'

/** Working time within a day, ['07:30', '11:30']; the end is outside it. */
export type Interval = readonly [from: string, to: string]

/** Hours of a week from a day on, by ISO weekday (1 Monday … 7 Sunday); a weekday without hours is a day of rest. */
export interface Weekly {
  readonly validFrom: Day
  readonly hours: Readonly<Partial<Record<number, readonly Interval[]>>>
}

/** A day that differs from its week. */
export interface CalendarException {
  readonly day: Day
  /** OFF: no work. MAKE_UP: work on a day of rest, by the hours of the weekday before. HALF: the first interval only. */
  readonly kind: 'OFF' | 'MAKE_UP' | 'HALF'
  /** Hours of a MAKE_UP or HALF day where they are not the usual ones. */
  readonly intervals?: readonly Interval[]
  readonly name: Words2
  /** The decision or clause the day rests on. */
  readonly basis?: string
  /** false: expected, not yet decided; `explain` says so. */
  readonly settled?: boolean
}

/** What an administrator edits and a version stores. JSON all the way. */
export interface CalendarDefinition {
  /** In order of `validFrom`. */
  readonly weekly: readonly Weekly[]
  readonly exceptions: readonly CalendarException[]
  /** Working minutes in "one working day" of a limit; 480 where not said. Even, so that half a day is whole minutes. */
  readonly workingDayMinutes?: number
  /** The days whose exceptions are known; nothing outside them may be compiled. */
  readonly covers?: { readonly from: Day; readonly to: Day }
}

/** Minutes in one working day of a limit: 8 hours. */
export const WORKING_DAY_MINUTES = 480

/** A compiled calendar: opaque to callers, cheap to ask, valid for `firstDay` … `lastDay` only. */
export interface Calendar {
  readonly firstDay: number
  readonly lastDay: number
  readonly workingDayMinutes: number
  /** Wall-clock minute at which each working interval starts. */
  readonly starts: Int32Array
  /** Working minutes before each interval; one more entry than `starts`, the last being the total. */
  readonly before: Int32Array
  /** The first interval on or after each day, up to two days past the last. */
  readonly firstOfDay: Int32Array
  /** Days of rest on the weekday of day d, before d: a prefix sum in steps of seven. */
  readonly restBefore: Int32Array
  readonly exceptions: readonly CalendarException[]
  /** Exceptions before each day. */
  readonly exceptionsBefore: Int32Array
}

type Hours = readonly (readonly [from: number, to: number])[]

/**
 * Lays out the working minutes of `fromDay` … `toDay` (both included).
 * Refuses CALENDAR_RANGE where the definition does not cover those days, CALENDAR_DEFINITION where it contradicts itself.
 */
export function compile(definition: CalendarDefinition, fromDay: Day, toDay: Day): Calendar {
  const firstDay = dayNumber(fromDay)
  const lastDay = dayNumber(toDay)
  checkCovered(definition, firstDay, lastDay)
  const weeks = definition.weekly.map(readWeek)
  const special = readExceptions(definition.exceptions)
  const days = lastDay - firstDay + 1

  const starts: number[] = []
  const before = [0]
  const firstOfDay = new Int32Array(days + 2)
  const restBefore = new Int32Array(days + 7)
  const exceptions: CalendarException[] = []
  const exceptionsBefore = new Int32Array(days + 1)
  let week = 0
  let total = 0
  for (let d = 0; d < days; d++) {
    const day = firstDay + d
    while ((weeks[week + 1]?.validFrom ?? Infinity) <= day) week++
    const exception = special.get(day)
    const hours = hoursOn(day, weeks[week]?.hours ?? [], exception)
    firstOfDay[d] = starts.length
    for (const [from, to] of hours) {
      starts.push(day * MINUTES_PER_DAY + from)
      before.push((total += to - from))
    }
    restBefore[d + 7] = restBefore[d]! + (hours.length === 0 && exception === undefined ? 1 : 0)
    if (exception !== undefined) exceptions.push(exception)
    exceptionsBefore[d + 1] = exceptions.length
  }
  firstOfDay.fill(starts.length, days)
  return {
    firstDay,
    lastDay,
    workingDayMinutes: readDayMinutes(definition),
    starts: Int32Array.from(starts),
    before: Int32Array.from(before),
    firstOfDay,
    restBefore,
    exceptions,
    exceptionsBefore,
  }
}

function checkCovered(definition: CalendarDefinition, first: number, last: number): void {
  const opening = definition.weekly[0]?.validFrom
  if (opening === undefined) return badDefinition({ vi: 'chưa có giờ làm việc', en: 'it has no working hours' })
  const { from, to } = definition.covers ?? { from: opening, to: dayText(last) }
  if (first > last || first < dayNumber(from) || first < dayNumber(opening) || last > dayNumber(to))
    outOfRange(from, to)
}

function readDayMinutes(definition: CalendarDefinition): number {
  const minutes = definition.workingDayMinutes ?? WORKING_DAY_MINUTES
  if (minutes > 0 && minutes <= MINUTES_PER_DAY && Number.isInteger(minutes / 2)) return minutes
  return badDefinition({
    vi: `một ngày làm việc không thể có ${minutes} phút`,
    en: `a working day cannot have ${minutes} minutes`,
  })
}

/** Hours of the week by weekday − 1, checked against the week before it. */
function readWeek(week: Weekly, i: number, all: readonly Weekly[]): { validFrom: number; hours: Hours[] } {
  const validFrom = dayNumber(week.validFrom)
  const previous = all[i - 1]
  if (previous !== undefined && dayNumber(previous.validFrom) >= validFrom) {
    badDefinition({
      vi: `giờ làm việc từ ${week.validFrom} phải đứng sau giờ làm việc từ ${previous.validFrom}`,
      en: `the hours from ${week.validFrom} must come after those from ${previous.validFrom}`,
    })
  }
  return { validFrom, hours: [1, 2, 3, 4, 5, 6, 7].map(weekday => readHours(week.hours[weekday] ?? [])) }
}

function readHours(intervals: readonly Interval[]): Hours {
  let end = 0
  return intervals.map(([from, to]) => {
    const start = timeOfDay(from)
    const stop = timeOfDay(to)
    if (start === null || stop === null || start < end || stop <= start) {
      return badDefinition({
        vi: `khoảng giờ ${from}–${to} không theo thứ tự hoặc không phải giờ trong ngày`,
        en: `the interval ${from}–${to} is out of order or not a time of day`,
      })
    }
    end = stop
    return [start, stop] as const
  })
}

function readExceptions(exceptions: readonly CalendarException[]): Map<number, CalendarException> {
  const byDay = new Map<number, CalendarException>()
  for (const exception of exceptions) {
    const day = dayNumber(exception.day)
    if (byDay.has(day)) {
      badDefinition({ vi: `ngày ${exception.day} được ghi hai lần`, en: `the day ${exception.day} is listed twice` })
    }
    byDay.set(day, exception)
  }
  return byDay
}

function hoursOn(day: number, week: readonly Hours[], exception: CalendarException | undefined): Hours {
  const usual = week[weekdayOf(day) - 1] ?? []
  if (exception === undefined) return usual
  if (exception.kind === 'OFF') return []
  if (exception.intervals !== undefined && exception.intervals.length > 0) return readHours(exception.intervals)
  return exception.kind === 'HALF' ? firstHalf(usual, exception) : weekdayBefore(day, week)
}

/** Without hours of its own a half day is the morning; a day worked in one piece has no half that could be guessed. */
function firstHalf(usual: Hours, exception: CalendarException): Hours {
  if (usual.length > 1) return usual.slice(0, 1)
  return badDefinition({
    vi: `nửa ngày ${exception.day} cần ghi rõ giờ làm việc`,
    en: `the half day ${exception.day} must state its hours`,
  })
}

/** A make-up Saturday is worked like the Friday before it, even where Saturday mornings have hours of their own. */
function weekdayBefore(day: number, week: readonly Hours[]): Hours {
  for (let back = 1; back <= 7; back++) {
    const hours = week[weekdayOf(day - back) - 1] ?? []
    if (hours.length > 0) return hours
  }
  return []
}

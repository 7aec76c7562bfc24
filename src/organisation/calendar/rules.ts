/**
 * Questions to a compiled calendar. Pure; integers inside, instants at the edge.
 *
 * Working time is a staircase: W(t) = working minutes before t. It is read in one step, because each day knows its first
 * interval, and inverted by one binary search over its corners. Nothing here walks over days.
 */

import type { Calendar } from './compile.ts'
import { permission } from '#app/kernel/permission.ts'
import { type Day, dayNumber, dayOfMinute, dayText, instantOf, minuteOf, MINUTES_PER_DAY } from './civil.ts'
import { outOfRange } from './refusals.ts'

export const lookAtCalendar = permission('calendar.look', 'OFFICER')
export const editCalendar = permission('calendar.edit', 'ADMIN')

/** Refuses CALENDAR_RANGE: the calendar does not know these days, and a guess would be a wrong promise. */
function beyond(calendar: Calendar): never {
  return outOfRange(dayText(calendar.firstDay), dayText(calendar.lastDay))
}

/** The day as an index into the calendar. The day after the last is allowed: midnight is where it begins. */
function indexOf(calendar: Calendar, day: number): number {
  const index = day - calendar.firstDay
  return index >= 0 && day <= calendar.lastDay + 1 ? index : beyond(calendar)
}

/** Refuses CALENDAR_RANGE unless the calendar knows this day. */
export function checkWithin(calendar: Calendar, day: number): void {
  if (day < calendar.firstDay || day > calendar.lastDay) beyond(calendar)
}

/** W(t): working minutes from the beginning of the calendar to a wall-clock minute. */
export function worked(calendar: Calendar, minute: number): number {
  const { starts, before, firstOfDay } = calendar
  const day = dayOfMinute(minute)
  const index = indexOf(calendar, day)
  if (day > calendar.lastDay && minute > day * MINUTES_PER_DAY) return beyond(calendar)
  const end = firstOfDay[index + 1]!
  let i = firstOfDay[index]!
  let sum = before[i]!
  for (; i < end && starts[i]! < minute; i++) sum = Math.min(before[i + 1]!, before[i]! + minute - starts[i]!)
  return sum
}

/** The earliest wall-clock minute before which `sum` working minutes lie: the end of an interval, not the next start. */
export function minuteAfter(calendar: Calendar, sum: number): number {
  const { starts, before } = calendar
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (before[middle + 1]! < sum) low = middle + 1
    else high = middle
  }
  return low < starts.length && sum > 0 ? starts[low]! + sum - before[low]! : beyond(calendar)
}

/** The latest wall-clock minute before which `sum` working minutes lie: where work goes on, never the end of an interval. */
export function minuteBefore(calendar: Calendar, sum: number): number {
  const { starts, before } = calendar
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (before[middle + 1]! <= sum) low = middle + 1
    else high = middle
  }
  return low < starts.length && sum >= 0 ? starts[low]! + sum - before[low]! : beyond(calendar)
}

/** The minute itself in working time, else the next at which work begins: at 11:30 sharp that is 13:30. */
export function clamp(calendar: Calendar, minute: number): number {
  return minuteBefore(calendar, worked(calendar, minute))
}

/** The first working day on or after a day. */
export function workingDayFrom(calendar: Calendar, day: number): number {
  const next = calendar.starts[calendar.firstOfDay[indexOf(calendar, day)]!]
  return next === undefined ? beyond(calendar) : dayOfMinute(next)
}

/** The minute at which work ends on a working day. */
export function closing(calendar: Calendar, workingDay: number): number {
  const last = calendar.firstOfDay[indexOf(calendar, workingDay) + 1]! - 1
  return calendar.starts[last]! + calendar.before[last + 1]! - calendar.before[last]!
}

/** Whether anybody works on this day, make-up days and half days included. Refuses CALENDAR_RANGE. */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  const n = dayNumber(day)
  checkWithin(calendar, n)
  const index = n - calendar.firstDay
  return calendar.firstOfDay[index + 1]! > calendar.firstOfDay[index]!
}

/** Working minutes from a to b, so also those left at a until b: negative where b comes before a. Refuses CALENDAR_RANGE. */
export function workingMinutesBetween(calendar: Calendar, a: Date, b: Date): number {
  return worked(calendar, minuteOf(b)) - worked(calendar, minuteOf(a))
}

/**
 * The instant `minutes` working minutes after `at`. An amount that ends with an interval ends there (17:30, not the next
 * morning); 0 gives the instant itself or, outside working time, the next at which work begins. A negative amount goes back,
 * to the latest instant that still leaves so much working time before `at`. Refuses CALENDAR_RANGE.
 */
export function addWorkingMinutes(calendar: Calendar, at: Date, minutes: number): Date {
  const sum = worked(calendar, minuteOf(at)) + Math.trunc(minutes)
  return instantOf(minutes > 0 ? minuteAfter(calendar, sum) : minuteBefore(calendar, sum))
}

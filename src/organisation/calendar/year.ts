/** A year of a calendar as people look at it: months of weeks of days, and hours in words. Pure. */

import type { Calendar, CalendarDefinition, CalendarException, Interval } from './compile.ts'
import { type Day, dayNumber, dayText, weekdayOf } from './civil.ts'
import { isWorkingDay, workingMinutesBetween } from './rules.ts'
import { startOfDay } from '#app/kernel/text.ts'

export interface DayView {
  day: Day
  /** Day of the month. */
  date: number
  works: boolean
  exception: CalendarException | null
}

export interface YearView {
  /** Twelve months of weeks of seven; null outside the month. */
  months: (DayView | null)[][][]
  workingDays: number
  workingMinutes: number
}

/** The days of a year that the calendar knows; a year it does not know at all is null. */
export function yearOf(calendar: Calendar, year: number): YearView | null {
  const first = dayNumber(`${year}-01-01`)
  const last = dayNumber(`${year}-12-31`)
  if (first < calendar.firstDay || last > calendar.lastDay) return null
  const exceptions = new Map(calendar.exceptions.map(exception => [exception.day, exception]))
  const months = Array.from({ length: 12 }, (): (DayView | null)[][] => [])
  let workingDays = 0
  for (let n = first; n <= last; n++) {
    const day = dayText(n)
    const month = months[Number(day.slice(5, 7)) - 1] as (DayView | null)[][]
    const weekday = weekdayOf(n) - 1
    if (weekday === 0 || month.length === 0) month.push(Array.from({ length: 7 }, () => null))
    const works = isWorkingDay(calendar, day)
    if (works) workingDays++
    const week = month.at(-1) as (DayView | null)[]
    week[weekday] = { day, date: Number(day.slice(8)), works, exception: exceptions.get(day) ?? null }
  }
  return {
    months,
    workingDays,
    workingMinutes: workingMinutesBetween(calendar, startOfDay(`${year}-01-01`), startOfDay(dayText(last + 1))),
  }
}

/** Days of a week with the same hours next to each other: [1, 5] with the hours of Monday to Friday. */
export function hoursOfWeek(
  definition: CalendarDefinition,
  day: Day,
): { from: Day; lines: { first: number; last: number; hours: readonly Interval[] }[] } {
  const week = definition.weekly.findLast(one => one.validFrom <= day) ?? definition.weekly[0]
  const lines: { first: number; last: number; hours: readonly Interval[] }[] = []
  for (let weekday = 1; weekday <= 7; weekday++) {
    const hours = week?.hours[weekday] ?? []
    const line = lines.at(-1)
    if (line && JSON.stringify(line.hours) === JSON.stringify(hours)) line.last = weekday
    else lines.push({ first: weekday, last: weekday, hours })
  }
  return { from: week?.validFrom ?? day, lines }
}

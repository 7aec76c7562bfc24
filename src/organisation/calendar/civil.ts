/**
 * Civil days and wall-clock minutes of Việt Nam as plain integers, so that the calendar can be an array.
 * A day is its distance in days from 01/01/1970; a minute is its distance in minutes from that day's midnight
 * in Việt Nam. The zone is fixed at UTC+7 and has no summer time, so both are exact.
 */

import { badDay, badInstant } from './refusals.ts'

/** A civil day, 'YYYY-MM-DD'. */
export type Day = string

export const MINUTES_PER_DAY = 1440
const ZONE_MINUTES = 7 * 60
const MS_PER_MINUTE = 60_000

/**
 * Number of a civil date in the Gregorian calendar: years begin in March, so that the leap day is the last of its year,
 * and repeat every 400 years (146 097 days).
 */
function numberOf(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Year, month (1–12) and day of month of a day number: the inverse of `numberOf`. */
function partsOf(n: number): { year: number; month: number; day: number } {
  const shifted = n + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  }
}

const two = (n: number): string => String(n).padStart(2, '0')

/** Day number of 'YYYY-MM-DD'. Refuses DAY_INVALID for anything that is not a day of the Gregorian calendar. */
export function dayNumber(day: Day): number {
  const read = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (read === null) return badDay(day)
  const n = numberOf(Number(read[1]), Number(read[2]), Number(read[3]))
  return dayText(n) === day ? n : badDay(day)
}

/** 'YYYY-MM-DD' of a day number. */
export function dayText(n: number): Day {
  const { year, month, day } = partsOf(n)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** 1 Monday … 7 Sunday. Day 0 was a Thursday. */
export function weekdayOf(n: number): number {
  return ((((n + 3) % 7) + 7) % 7) + 1
}

/** The same day of month `months` later, or the last day of that month where it has no such day (31/01 + 1 → 28/02). */
export function addMonths(n: number, months: number): number {
  const { year, month, day } = partsOf(n)
  const first = monthStart(year, month + months)
  const length = monthStart(year, month + months + 1) - first
  return first + Math.min(day, length) - 1
}

function monthStart(year: number, month: number): number {
  return numberOf(year + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1, 1)
}

/** Wall-clock minute of an instant. Seconds are dropped: the promise is counted by the minute printed on the slip. */
export function minuteOf(at: Date): number {
  const minute = Math.floor(at.getTime() / MS_PER_MINUTE) + ZONE_MINUTES
  return Number.isNaN(minute) ? badInstant('Invalid Date') : minute
}

/** Instant of a wall-clock minute. */
export function instantOf(minute: number): Date {
  return new Date((minute - ZONE_MINUTES) * MS_PER_MINUTE)
}

export const dayOfMinute = (minute: number): number => Math.floor(minute / MINUTES_PER_DAY)

/** Minutes after midnight of 'HH:mm', '24:00' included; null where the text is something else. */
export function timeOfDay(text: string): number | null {
  const read = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text)
  if (read === null) return null
  const minute = Number(read[1]) * 60 + Number(read[2])
  return minute <= MINUTES_PER_DAY ? minute : null
}

/**
 * Reads '2026-08-27T16:00', with optional seconds and offset; without an offset it is the wall clock of Việt Nam.
 * Refuses INSTANT_INVALID for anything else, days that do not exist included.
 */
export function parseInstant(text: string): Date {
  const read = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::([0-5]\d)(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text)
  const time = timeOfDay(read?.[2] ?? '')
  const offset = offsetMinutes(read?.[4] ?? '+07:00')
  if (read === null || time === null || time === MINUTES_PER_DAY || offset === null) return badInstant(text)
  const minutes = dayNumber(read[1] ?? '') * MINUTES_PER_DAY + time - offset
  return new Date(minutes * MS_PER_MINUTE + Number(read[3] ?? 0) * 1000)
}

function offsetMinutes(text: string): number | null {
  if (text === 'Z') return 0
  const size = timeOfDay(text.slice(1))
  if (size === null || size > 14 * 60) return null
  return text.startsWith('-') ? -size : size
}

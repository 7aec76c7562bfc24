/**
 * How each kind of limit lets time pass. Pure. All take and give wall-clock minutes.
 * The clauses are in docs/law/working-time.md.
 */

import { dayOfMinute, MINUTES_PER_DAY } from './civil.ts'
import type { Calendar } from './compile.ts'
import { closing, minuteAfter, worked, workingDayFrom } from './rules.ts'

/** What is left while a pause is open. CALENDAR_DAY counts the days after the one on which the pause will end. */
export interface Remainder {
  readonly unit: 'WORKING_MINUTE' | 'CALENDAR_DAY'
  readonly amount: number
}

export interface Clock {
  /** Whether time has run out at a minute. */
  reached(minute: number): boolean
  /** Lets a wait pass uncounted; tells how much was not counted. */
  wait(from: number, to: number): Remainder
  /** What would be left if time stopped at a minute. */
  left(minute: number): Remainder
  /** The minute at which time runs out. */
  due(): number
}

/** Working days, hours and same-day promises: minutes of work. A wait adds the working minutes it covers, to the minute. */
export class WorkingClock implements Clock {
  readonly #calendar: Calendar
  /** Working minutes at which time runs out, on the staircase of the calendar. */
  #target: number

  constructor(calendar: Calendar, target: number) {
    this.#calendar = calendar
    this.#target = target
  }

  reached(minute: number): boolean {
    return worked(this.#calendar, minute) >= this.#target
  }

  wait(from: number, to: number): Remainder {
    const amount = worked(this.#calendar, to) - worked(this.#calendar, from)
    this.#target += amount
    return { unit: 'WORKING_MINUTE', amount }
  }

  left(minute: number): Remainder {
    return { unit: 'WORKING_MINUTE', amount: this.#target - worked(this.#calendar, minute) }
  }

  due(): number {
    return minuteAfter(this.#calendar, this.#target)
  }
}

/**
 * Calendar days and months: civil days, ending when work ends on the last of them.
 * A wait adds the midnights it covers, as the first day of a limit does not count either; one that begins when only days off
 * are left, or ends after closing time, gives the working day on which handling can go on.
 */
export class CalendarClock implements Clock {
  readonly #calendar: Calendar
  #last: number
  /** The day on which the latest wait let handling go on. */
  #resumed: number

  constructor(calendar: Calendar, last: number) {
    this.#calendar = calendar
    this.#last = last
    this.#resumed = last
  }

  /** The day the count ends on, before it moves off a day of rest. */
  get last(): number {
    return Math.max(this.#last, this.#resumed)
  }

  reached(minute: number): boolean {
    return dayOfMinute(minute) >= this.last && minute >= this.due()
  }

  wait(from: number, to: number): Remainder {
    const amount = dayOfMinute(to) - dayOfMinute(from)
    // Once the count is over there is nothing left to put off: only the day on which handling goes on matters.
    if (dayOfMinute(from) < this.#last) this.#last += amount
    this.#resumed = handlingDay(this.#calendar, to)
    return { unit: 'CALENDAR_DAY', amount }
  }

  left(minute: number): Remainder {
    return { unit: 'CALENDAR_DAY', amount: Math.max(this.#last - dayOfMinute(minute), 0) }
  }

  /** law: BLDS-2015#148.5 — a last day that is a day off moves to the end of the next working day. */
  due(): number {
    return closing(this.#calendar, workingDayFrom(this.#calendar, this.last))
  }
}

/** The day of a minute, or the next one where work has ended; midnight is still the day whose work ends at 24:00. */
function handlingDay(calendar: Calendar, minute: number): number {
  const day = dayOfMinute(minute)
  const before = day - 1
  const midnight = minute % MINUTES_PER_DAY === 0 && before >= calendar.firstDay
  if (midnight && workingDayFrom(calendar, before) === before && closing(calendar, before) === minute) {
    return before
  }
  const closed = workingDayFrom(calendar, day) === day && minute > closing(calendar, day)
  return closed ? day + 1 : day
}

/**
 * When a promise falls due. Pure. A clock per kind of limit runs over the pauses; a trace of it is what `explain` puts into
 * words. Recalled rules (the 15:00 cut-off, 8 hours a day) are arguments; the clauses are in docs/law/working-time.md.
 */

import type { Words2 } from '#app/kernel/refusal.ts'
import { formatDateTime, isoLocal } from '#app/kernel/text.ts'
import {
  addMonths,
  type Day,
  dayOfMinute,
  dayText,
  instantOf,
  minuteOf,
  MINUTES_PER_DAY,
  timeOfDay,
  weekdayOf,
} from './civil.ts'
import { CalendarClock, type Clock, type Remainder, WorkingClock } from './clocks.ts'
import type { Calendar, CalendarException } from './compile.ts'
import { checkLimit, type Limit } from '#app/kernel/limit.ts'
import { badInstant, badPause, pausesOverlap } from './refusals.ts'
import { checkWithin, clamp, closing, worked, workingDayFrom } from './rules.ts'

/** Time that does not count, because the agency waits for the applicant; open where `to` is null. */
export interface Pause {
  readonly from: Date
  readonly to: Date | null
  /** What is waited for, in words; the supplement of the dossier where not said. */
  readonly why?: Words2
}

export interface DueOptions {
  /** 'HH:mm'. A same-day procedure received at or after it is due the next working day. Default 15:00. */
  readonly sameDayCutOff?: string
}

/** One thing that made the due instant what it is. Plain data: it can be stored beside the instant. */
export type Step =
  | { readonly kind: 'RECEIVED'; readonly at: Date }
  /** Reception fell outside working time. */
  | { readonly kind: 'STARTED'; readonly at: Date }
  | { readonly kind: 'LIMIT'; readonly limit: Limit }
  | { readonly kind: 'CUT_OFF'; readonly time: string }
  /** Days within the span on which nobody works: the weekdays of rest, and the days with a name. */
  | { readonly kind: 'NOT_COUNTED'; readonly weekdays: readonly number[]; readonly days: readonly CalendarException[] }
  | { readonly kind: 'MADE_UP' | 'HALVED'; readonly days: readonly CalendarException[] }
  | {
      readonly kind: 'PAUSED'
      readonly from: Date
      readonly to: Date
      readonly why?: Words2
      readonly uncounted: Remainder
    }
  | { readonly kind: 'MOVED'; readonly from: Day; readonly to: Day }
  | { readonly kind: 'HELD'; readonly from: Date; readonly why?: Words2; readonly left: Remainder }
  | { readonly kind: 'DUE'; readonly at: Date }

/** A due instant with its reasons, or, while a pause is open, what will be left when it ends. */
export type Due =
  | { readonly dueAt: Date; readonly remaining: null; readonly steps: () => readonly Step[] }
  | { readonly dueAt: null; readonly remaining: Remainder; readonly steps: () => readonly Step[] }

/** Recalled, not read: an argument, and an administrator's setting. */
const SAME_DAY_CUT_OFF = '15:00'

/**
 * The instant at which a dossier received at `receivedAt` falls due, with the steps that lead there.
 *
 * Working days and hours count working minutes from the first working minute on or after reception; a pause adds the working
 * minutes it covers. Calendar days and months count civil days from the day after reception and end when work ends on the
 * last of them; a pause adds the midnights it covers. A same-day promise is the working time left of its day.
 * A pause that begins once time has run out changes nothing, and time before reception never counts.
 *
 * Refuses LIMIT_INVALID, PAUSE_INVALID, PAUSES_OVERLAP (unordered ones too), INSTANT_INVALID, CALENDAR_RANGE.
 */
export function dueAt(
  calendar: Calendar,
  receivedAt: Date,
  limit: Limit,
  pauses: readonly Pause[] = [],
  options: DueOptions = {},
): Due {
  const received = minuteOf(receivedAt)
  const clock = clockFor(calendar, received, limit, options)
  const held = runPauses(clock, received, pauses, null)
  // Most who ask want the instant alone: its steps are told when they are asked for.
  const steps = () => stepsOf(calendar, receivedAt, limit, pauses, options)
  if (held === null) return { dueAt: instantOf(clock.due()), remaining: null, steps }
  return { dueAt: null, remaining: leftWhen(clock, held, received), steps }
}

const leftWhen = (clock: Clock, held: Pause, received: number): Remainder =>
  clock.left(Math.max(minuteOf(held.from), received))

/** The same run once more, noting on the way what made the due instant what it is. */
function stepsOf(
  calendar: Calendar,
  receivedAt: Date,
  limit: Limit,
  pauses: readonly Pause[],
  options: DueOptions,
): readonly Step[] {
  const received = minuteOf(receivedAt)
  const clock = clockFor(calendar, received, limit, options)
  const waits: Step[] = []
  const held = runPauses(clock, received, pauses, waits)
  const opening: Step[] = [{ kind: 'RECEIVED', at: receivedAt }, ...notePromise(calendar, received, limit, options)]
  if (held !== null) return [...opening, ...waits, { kind: 'HELD', ...held, left: leftWhen(clock, held, received) }]
  const due = clock.due()
  const last: Step = { kind: 'DUE', at: instantOf(due) }
  if (clock instanceof CalendarClock) {
    return [...opening, ...waits, ...noteMove(calendar, clock.last, dayOfMinute(due)), last]
  }
  return [...opening, ...noteDays(calendar, dayOfMinute(received), dayOfMinute(due)), ...waits, last]
}

function clockFor(calendar: Calendar, received: number, limit: Limit, options: DueOptions): Clock {
  const { unit, amount } = checkLimit(limit)
  checkWithin(calendar, dayOfMinute(received))
  switch (unit) {
    case 'WORKING_DAY':
      return new WorkingClock(calendar, worked(calendar, received) + amount * calendar.workingDayMinutes)
    case 'WORKING_HOUR':
      return new WorkingClock(calendar, worked(calendar, received) + amount * 60)
    case 'CALENDAR_DAY':
      /** law: BLDS-2015#147.2 — the first day does not count. */
      return new CalendarClock(calendar, dayOfMinute(received) + amount)
    case 'MONTH':
      /** law: BLDS-2015#148.3 — the corresponding day of the last month, or its last day. */
      return new CalendarClock(calendar, addMonths(dayOfMinute(received), amount))
    default:
      return new WorkingClock(calendar, worked(calendar, closing(calendar, promisedDay(calendar, received, options))))
  }
}

/** The working day of a same-day promise: that of reception, or the next one from the cut-off on. */
function promisedDay(calendar: Calendar, received: number, { sameDayCutOff = SAME_DAY_CUT_OFF }: DueOptions): number {
  const cutOff = timeOfDay(sameDayCutOff) ?? badInstant(sameDayCutOff)
  const start = clamp(calendar, received)
  const day = dayOfMinute(start)
  return start % MINUTES_PER_DAY < cutOff ? day : workingDayFrom(calendar, day + 1)
}

/** Runs a clock over the pauses that begin before it runs out; gives back the open one that stops it, if any. */
function runPauses(clock: Clock, received: number, pauses: readonly Pause[], waits: Step[] | null): Pause | null {
  let held: Pause | null = null
  let running = true
  for (const [i, pause] of pauses.entries()) {
    checkPause(pause, pauses[i - 1])
    const from = Math.max(minuteOf(pause.from), received)
    running &&= !clock.reached(from)
    if (!running) continue
    if (pause.to === null) {
      held = pause
      continue
    }
    const to = Math.max(minuteOf(pause.to), received)
    const uncounted = clock.wait(from, to)
    if (waits !== null && to > received) waits.push({ kind: 'PAUSED', ...pause, to: pause.to, uncounted })
  }
  return held
}

/** Pauses stand in order and apart; an open one has no end, so nothing can come after it. */
function checkPause({ from, to }: Pause, previous: Pause | undefined): void {
  minuteOf(from)
  if (to !== null && minuteOf(to) < minuteOf(from)) badPause(`${isoLocal(from)}/${isoLocal(to)}`)
  if (previous !== undefined && (previous.to === null || from < previous.to)) {
    pausesOverlap(formatDateTime(previous.from), formatDateTime(from))
  }
}

/** The limit, and what reception did to its start: outside working time, or past the cut-off. */
function notePromise(calendar: Calendar, received: number, limit: Limit, options: DueOptions): Step[] {
  const promise: Step = { kind: 'LIMIT', limit }
  if (limit.unit === 'CALENDAR_DAY' || limit.unit === 'MONTH') return [promise]
  const start = clamp(calendar, received)
  const steps: Step[] = start === received ? [promise] : [{ kind: 'STARTED', at: instantOf(start) }, promise]
  if (limit.unit === 'SAME_DAY' && promisedDay(calendar, received, options) !== dayOfMinute(start)) {
    steps.push({ kind: 'CUT_OFF', time: options.sameDayCutOff ?? SAME_DAY_CUT_OFF })
  }
  return steps
}

/** The last day of a calendar limit, where it had to move, and what was special about the days it moved over. */
function noteMove(calendar: Calendar, last: number, due: number): Step[] {
  const days = noteDays(calendar, last, due)
  return last === due ? days : [{ kind: 'MOVED', from: dayText(last), to: dayText(due) }, ...days]
}

/** What was special about the days of a span, both ends included. Seven subtractions and the named days; no walk. */
function noteDays(calendar: Calendar, firstDay: number, lastDay: number): Step[] {
  const first = firstDay - calendar.firstDay
  const end = lastDay - calendar.firstDay + 1
  const named = calendar.exceptions.slice(calendar.exceptionsBefore[first], calendar.exceptionsBefore[end])
  const weekdays = restingWeekdays(calendar, first, end)
  const off = named.filter(day => day.kind === 'OFF')
  const madeUp = named.filter(day => day.kind === 'MAKE_UP')
  const halved = named.filter(day => day.kind === 'HALF')
  const steps: Step[] = []
  if (weekdays.length + off.length > 0) steps.push({ kind: 'NOT_COUNTED', weekdays, days: off })
  if (madeUp.length > 0) steps.push({ kind: 'MADE_UP', days: madeUp })
  if (halved.length > 0) steps.push({ kind: 'HALVED', days: halved })
  return steps
}

/** ISO weekdays that were days of rest at least once in the span, by the prefix sums in steps of seven. */
function restingWeekdays({ restBefore, firstDay }: Calendar, first: number, end: number): number[] {
  const resting: number[] = []
  for (let i = 0; i < 7; i++) {
    const from = first + i
    const to = end + ((((from - end) % 7) + 7) % 7)
    if (from < end && restBefore[to]! > restBefore[from]!) resting.push(weekdayOf(firstDay + from))
  }
  return resting.sort((a, b) => a - b)
}

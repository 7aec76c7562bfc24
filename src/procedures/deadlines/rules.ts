import { addDays } from '#app/kernel/text.ts'
import { type Calendar, isWorkingDay } from '#app/organisation/calendar/index.ts'
import data from './deadlines.json' with { type: 'json' }

/** By when a publication has to be decided and made public. The numbers are dated data with their basis. Pure. */

export const publisherLevels = ['PROVINCE', 'MINISTRY'] as const
export type PublisherLevel = (typeof publisherLevels)[number]

export interface DeadlineRule {
  validFrom: string
  level: PublisherLevel
  /** Working days the decision has to come before the newest legal basis takes effect. */
  decisionBeforeEffect: number
  /** Working days after the decision until everybody can read it. */
  publicAfterDecision: number
  basis: string
  /** Whether the basis was read; else it is shown as sample data. */
  verified: boolean
}

const rules = (data.rules as DeadlineRule[]).toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))

/** The rule in force on a day; null before there was one. */
export const deadlineRule = (level: PublisherLevel, day: string): DeadlineRule | null =>
  rules.find(rule => rule.level === level && rule.validFrom <= day) ?? null

/** The n-th working day before (n < 0) or after (n > 0) a day, which itself does not count. @throws Refusal CALENDAR_RANGE */
export function workingDayFrom(calendar: Calendar, day: string, n: number): string {
  const way = Math.sign(n)
  let at = day
  for (let left = Math.abs(n); left > 0; ) {
    at = addDays(at, way)
    if (isWorkingDay(calendar, at)) left -= 1
  }
  return at
}

/**
 * Working days from a day to another, of which the first does not count; negative when the other is past.
 * @throws Refusal CALENDAR_RANGE
 */
export function workingDaysTo(calendar: Calendar, day: string, until: string): number {
  if (until < day) return -workingDaysTo(calendar, until, day)
  let n = 0
  for (let at = addDays(day, 1); at <= until; at = addDays(at, 1)) if (isWorkingDay(calendar, at)) n += 1
  return n
}

/** law: docs/law/procedures.md#766-1.1 — decision day ≤ day of effect of the newest legal basis − n working days. */
export const decisionDue = (calendar: Calendar, rule: DeadlineRule, basisEffectiveOn: string): string =>
  workingDayFrom(calendar, basisEffectiveOn, -rule.decisionBeforeEffect)

/** law: docs/law/procedures.md#766-1.2 — public ≤ decision day + n working days. */
export const publicDue = (calendar: Calendar, rule: DeadlineRule, signedOn: string): string =>
  workingDayFrom(calendar, signedOn, rule.publicAfterDecision)

export const deadlineStates = ['NOT_MEASURED', 'RUNNING', 'MET', 'LATE'] as const
export type DeadlineState = (typeof deadlineStates)[number]

/**
 * Where a deadline stands on a day.
 * @param doneOn  the day it was done; null while it is not
 */
export function deadlineState(due: string | null, doneOn: string | null, day: string): DeadlineState {
  if (due === null) return 'NOT_MEASURED'
  if (doneOn !== null && doneOn <= day) return doneOn <= due ? 'MET' : 'LATE'
  return day <= due ? 'RUNNING' : 'LATE'
}

/**
 * Procedures counted once: one that was late once in a period is late for the whole of it; what still runs is not counted
 * unless it also ended.
 */
export function countedOnce(rows: readonly { code: string; state: DeadlineState }[]): {
  total: number
  onTime: number
  late: number
} {
  const byCode = new Map<string, DeadlineState>()
  for (const { code, state } of rows) {
    if (state === 'LATE' || (state === 'MET' && byCode.get(code) !== 'LATE')) byCode.set(code, state)
  }
  const late = [...byCode.values()].filter(state => state === 'LATE').length
  return { total: byCode.size, onTime: byCode.size - late, late }
}

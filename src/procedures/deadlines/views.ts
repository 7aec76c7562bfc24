import type { Reader } from '#app/kernel/context.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { calendarFor } from '#app/organisation/calendar/index.ts'
import { decisionDue, type DeadlineRule, deadlineRule, publicDue, type PublisherLevel, workingDaysTo } from './rules.ts'

/** The deadlines of one publication, by the calendar of whoever publishes. */

export interface Deadlines {
  level: PublisherLevel
  rule: DeadlineRule
  decisionDueOn: string | null
  publicDueOn: string | null
}

/**
 * The deadlines of a publication by its publisher's calendar. A list of a ministry's procedures has no day before the
 * basis takes effect to be measured by (the ministry decided in time or not), only the one to become public.
 * @param on  the day whose rule counts: of signing, or today while it is not signed
 * @returns null where no rule or no calendar covers these days
 */
export async function deadlinesOf(
  db: Reader,
  one: { agencyId: number; basisEffectiveOn: string | null; signedOn: string | null; on: string },
): Promise<Deadlines | null> {
  const tree = await agencyTree(db, one.on)
  const level: PublisherLevel = tree.get(one.agencyId)?.kind === 'MINISTRY' ? 'MINISTRY' : 'PROVINCE'
  const rule = deadlineRule(level, one.on)
  if (!rule) return null
  const { calendar } = await calendarFor(db, one.agencyId, one.on)
  const { basisEffectiveOn, signedOn } = one
  return {
    level,
    rule,
    decisionDueOn: basisEffectiveOn === null ? null : covered(() => decisionDue(calendar, rule, basisEffectiveOn)),
    publicDueOn: signedOn === null ? null : covered(() => publicDue(calendar, rule, signedOn)),
  }
}

/** Days beyond the years the calendar knows are not measured. */
function covered<T>(count: () => T): T | null {
  try {
    return count()
  } catch (cause) {
    if (cause instanceof Refusal && cause.code === 'CALENDAR_RANGE') return null
    throw cause
  }
}

/** How many working days are left, by the publisher's calendar; null where it does not reach. */
export async function daysLeft(db: Reader, agencyId: number, day: string, due: string): Promise<number | null> {
  const { calendar } = await calendarFor(db, agencyId, day)
  return covered(() => workingDaysTo(calendar, day, due))
}

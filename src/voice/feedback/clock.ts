import type { Reader } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { calendarFor, dueAt, type Calendar } from '#app/organisation/calendar/index.ts'
import defaults from './limits.json' with { type: 'json' }

/** Working days within which each thing must happen; a dated parameter each, `limits.json` where none is set. */
export interface FeedbackDays {
  /** Refusing to take it in. */
  refuse: number
  /** Asking the sender for more information. */
  ask: number
  /** Answering. */
  handle: number
  /** Publishing the answer. */
  publish: number
  /** How long before the end it is listed as due soon. */
  soon: number
}

export interface FeedbackLimits {
  days: FeedbackDays
  /** Where the days come from, for the screen. */
  basis: string
  verified: boolean
}

const names = ['refuse', 'ask', 'handle', 'publish', 'soon'] as const
const parameterName = (name: keyof FeedbackDays): string => `feedback.days.${name}`

/** The limits in force on a day. An administrator's row in `kernel.parameter` goes before the default. */
export async function limitsOn(db: Reader, day: string): Promise<FeedbackLimits> {
  const rows = await db
    .selectFrom('kernel.parameter')
    .select(['name', 'value', 'basis', 'verified'])
    .where('name', 'in', names.map(parameterName))
    .where('valid_from', '<=', day)
    .orderBy('valid_from')
    .execute()
  const days: FeedbackDays = { ...defaults.days, ...defaults.own.days }
  let { basis, verified }: { basis: string; verified: boolean } = defaults
  for (const name of names) {
    const row = rows.findLast(one => one.name === parameterName(name))
    if (!row || typeof row.value !== 'number' || row.value <= 0) continue
    days[name] = row.value
    basis = row.basis
    verified &&= row.verified
  }
  return { days, basis, verified }
}

/** A wait for the sender: from the question to the information, or to the day it was answered without. */
export interface Wait {
  from: Date
  to: Date
}

export interface FeedbackClock {
  dueAt: Date
  soonAt: Date
  refuseBy: Date
  askBy: Date
}

/** All instants that follow from when the limits began to run. The wait moves the answer's due instant, nothing else. */
export function clockOf(calendar: Calendar, from: Date, days: FeedbackDays, wait: Wait | null = null): FeedbackClock {
  const pauses = wait ? [wait] : []
  const after = (amount: number, held: readonly Wait[] = []): Date =>
    // Every pause given here has its end, so a due instant always exists.
    dueAt(calendar, from, { unit: 'WORKING_DAY', amount }, held).dueAt as Date
  return {
    dueAt: after(days.handle, pauses),
    soonAt: after(Math.max(days.handle - days.soon, 0.5), pauses),
    refuseBy: after(days.refuse),
    askBy: after(days.ask),
  }
}

/** `clockOf` by the handling agency's calendar and the limits of the day the clock began. */
export async function clockAt(
  db: Reader,
  agencyId: number,
  from: Date,
  wait: Wait | null = null,
): Promise<FeedbackClock> {
  const { calendar } = await calendarFor(db, agencyId)
  return clockOf(calendar, from, (await limitsOn(db, dayOf(from))).days, wait)
}

/** Until when an answer given at `answeredAt` is to be public. */
export async function publishBy(db: Reader, agencyId: number, answeredAt: Date): Promise<Date> {
  const { calendar } = await calendarFor(db, agencyId)
  const { days } = await limitsOn(db, dayOf(answeredAt))
  return dueAt(calendar, answeredAt, { unit: 'WORKING_DAY', amount: days.publish }).dueAt as Date
}

import { permission } from '#app/kernel/permission.ts'
import { isRefusal } from '#app/kernel/refusal.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { type Calendar, dueAt, type Pause, workingMinutesBetween } from '#app/organisation/calendar/index.ts'

/** Finished dossiers under another promise: nothing of what was done changes, only when it was due. Pure. */

export const permissions = {
  see: permission('replay.see', 'OFFICER'),
  read: permission('replay.read', 'OFFICER', 'measures.read'),
  /** Whose eyes a draft process is for. */
  seeDraft: permission('replay.seeDraft', 'OFFICER', 'procedures.write'),
} as const

/** A dossier with a result, as it really was. */
export interface Past {
  agencyId: number
  id: number
  code: string
  channel: string
  receivedAt: Date
  finishedAt: Date
  /** When it was really due in the end: after pauses, and after a new date if one was promised. */
  dueAt: Date
  late: boolean
  /** What was promised when it was received. */
  limit: Limit
  /** In order and apart. */
  pauses: readonly Pause[]
}

/** A due instant later than all days the calendar knows: nothing finished by now is late against it. */
export const NEVER = new Date(8.64e15)

/** A past dossier with what every replay of it needs. */
export interface Reel {
  past: Past
  calendar: Calendar
  /** When its own limit says it was due, by the calendar as it stands now. */
  ownDue: Date
  /** Working minutes from reception to result, without the pauses. */
  usedMinutes: number
}

/** Makes a dossier ready; null where the calendar does not reach back to it. */
export function reelOf(past: Past, calendar: Calendar): Reel | null {
  try {
    const ownDue = dueAt(calendar, past.receivedAt, past.limit, past.pauses).dueAt
    if (ownDue === null) return null
    return {
      past,
      calendar,
      ownDue,
      usedMinutes: workedBetween(calendar, past.receivedAt, past.finishedAt, past.pauses),
    }
  } catch (cause) {
    if (isRefusal(cause)) return null
    throw cause
  }
}

/** Working minutes from one instant to another that lie in no pause. */
export function workedBetween(calendar: Calendar, from: Date, to: Date, pauses: readonly Pause[]): number {
  let minutes = workingMinutesBetween(calendar, from, to)
  for (const pause of pauses) {
    const begin = pause.from > from ? pause.from : from
    const end = pause.to !== null && pause.to < to ? pause.to : to
    if (begin < end) minutes -= workingMinutesBetween(calendar, begin, end)
  }
  return Math.max(0, minutes)
}

/**
 * When the dossier would have been due under a limit. The same promise leaves it exactly as it was, with whatever else moved
 * its date (a new date promised, a calendar decreed since); a longer one never gives less than that, a shorter one never
 * more. So a longer limit never makes a dossier late.
 */
export function dueUnder({ past, calendar, ownDue }: Reel, limit: Limit): Date {
  const asked = instantUnder(past, calendar, limit)
  if (asked.getTime() === ownDue.getTime()) return past.dueAt
  const isLonger = asked > ownDue
  return asked > past.dueAt === isLonger ? asked : past.dueAt
}

function instantUnder(past: Past, calendar: Calendar, limit: Limit): Date {
  try {
    return dueAt(calendar, past.receivedAt, limit, past.pauses).dueAt ?? NEVER
  } catch (cause) {
    if (isRefusal(cause) && cause.code === 'CALENDAR_RANGE') return NEVER
    throw cause
  }
}

/** Whether it would have been late: as it was where its date does not move, else by the end itself. */
export const lateUnder = ({ past }: Reel, due: Date): boolean =>
  due.getTime() === past.dueAt.getTime() ? past.late : past.finishedAt > due

/** A dossier before and after. */
export interface Replayed {
  reel: Reel
  dueAfter: Date
  lateAfter: boolean
}

export function replayed(reel: Reel, limit: Limit): Replayed {
  const dueAfter = dueUnder(reel, limit)
  return { reel, dueAfter, lateAfter: lateUnder(reel, dueAfter) }
}

/** Dossiers in time, before and after, and those that change sides. */
export interface Tally {
  n: number
  before: number
  after: number
  toLate: number
  toOnTime: number
}

export function tally(items: readonly Replayed[]): Tally {
  const sum: Tally = { n: items.length, before: 0, after: 0, toLate: 0, toOnTime: 0 }
  for (const { reel, lateAfter } of items) {
    const { late } = reel.past
    if (!late) sum.before++
    if (!lateAfter) sum.after++
    if (!late && lateAfter) sum.toLate++
    if (late && !lateAfter) sum.toOnTime++
  }
  return sum
}

/** The smallest of sorted figures that at least this share of them does not exceed; null where there are none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share - 1e-9) - 1)] ?? null
}

/** Amounts of a unit that are tried, from the shortest: half days, half hours, whole days and months, about a year long. */
const tried = {
  WORKING_DAY: { step: 0.5, most: 480 },
  WORKING_HOUR: { step: 0.5, most: 3_840 },
  CALENDAR_DAY: { step: 1, most: 365 },
  MONTH: { step: 1, most: 12 },
  SAME_DAY: { step: 1, most: 1 },
} as const satisfies Record<Limit['unit'], { step: number; most: number }>

/**
 * The shortest limit of a unit that keeps at least a share of the dossiers in time; null where none within a year does.
 * A longer limit keeps no fewer, so it is found by halving.
 */
export function smallestLimit(reels: readonly Reel[], unit: Limit['unit'], share: number): Limit | null {
  const { step, most } = tried[unit]
  const limitAt = (n: number): Limit => ({ unit, amount: n * step })
  const needed = Math.ceil(reels.length * share - 1e-9)
  const keeps = (limit: Limit): boolean => {
    let may = reels.length - needed
    return reels.every(reel => !lateUnder(reel, dueUnder(reel, limit)) || may-- > 0)
  }
  if (reels.length === 0 || !keeps(limitAt(most))) return null
  let low = 1
  let high: number = most
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keeps(limitAt(middle))) high = middle
    else low = middle + 1
  }
  return limitAt(low)
}

/** A bar: dossiers that took from `from` up to below `to` working minutes; null: and longer. */
export interface Bin {
  from: number
  to: number | null
  onTime: number
  late: number
}

const WIDTHS = [60, 120, 240, 480, 960, 2_400, 4_800, 9_600, 24_000]
const MOST_BINS = 12

/** How long they took, in at most twelve bars of round width; the few that took longest are in the last one. */
export function histogram(items: readonly Replayed[]): { width: number; bins: Bin[] } {
  const sorted = items.map(({ reel }) => reel.usedMinutes).sort((a, b) => a - b)
  const reach = percentile(sorted, 0.98) ?? 0
  const width = WIDTHS.find(one => reach / one < MOST_BINS - 1) ?? 48_000
  const count = Math.min(MOST_BINS, Math.floor((sorted.at(-1) ?? 0) / width) + 1)
  const bins = Array.from(
    { length: count },
    (_, at): Bin => ({ from: at * width, to: (at + 1) * width, onTime: 0, late: 0 }),
  )
  for (const { reel, lateAfter } of items) {
    const bin = bins[Math.min(count - 1, Math.floor(reel.usedMinutes / width))] as Bin
    if (lateAfter) bin.late++
    else bin.onTime++
    if (reel.usedMinutes >= count * width) bin.to = null
  }
  return { width, bins }
}

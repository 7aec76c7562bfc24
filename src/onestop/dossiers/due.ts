import type { Ctx } from '#app/kernel/context.ts'
import {
  addWorkingMinutes,
  type Calendar,
  calendarFor,
  dueAt,
  explain,
  type Pause,
  workingMinutesBetween,
} from '#app/organisation/calendar/index.ts'
import type { DossierRow } from './holding.ts'
import { limitOf } from './pauses.ts'
import { type DueState, dueState, isOpen, type Status } from './rules.ts'

/** What is promised to the applicant of one dossier, and how far it is. */
export interface Promised {
  state: DueState
  at: Date | null
  original: Date | null
  leftMinutes: number | null
  limit: { unit: string; amount: number } | null
  explain: string[]
  /** Working minutes used so far and in all, for the bar; `dayMinutes` of them are a whole day. */
  usedMinutes: number
  totalMinutes: number
  dayMinutes: number
  pausedAt: Date | null
  /** When it would fall due if it ran again now. */
  resumedNow: Date | null
}

interface PauseRow {
  from_at: Date
  to_at: Date | null
}

/** The promise of one dossier now: due instant, what is left, and the sentences behind it. */
export async function dueOf(ctx: Ctx, row: DossierRow, pauses: readonly PauseRow[]): Promise<Promised> {
  const { calendar } = await calendarFor(ctx.db, row.agency_id)
  const status = row.status as Status
  const soon = addWorkingMinutes(calendar, ctx.now, calendar.workingDayMinutes)
  const none = {
    state: dueState(status, row.due_at, ctx.now, soon, row.outcome),
    at: row.due_at,
    original: row.due_original_at,
    leftMinutes: null,
    dayMinutes: calendar.workingDayMinutes,
    pausedAt: pauses.find(p => p.to_at === null)?.from_at ?? null,
    resumedNow: null,
  }
  if (row.received_at === null || row.limit_unit === null)
    return { ...none, limit: null, explain: [], usedMinutes: 0, totalMinutes: 0 }
  const limit = limitOf(row)
  const waits: Pause[] = pauses.map(p => ({ from: p.from_at, to: p.to_at }))
  const reasons = dueAt(calendar, row.received_at, limit, waits)
  const end = row.finished_at ?? ctx.now
  const used = workingMinutesBetween(calendar, row.received_at, end) - pausedMinutes(calendar, waits, end)
  const held = row.remaining as { workingMinutes: number } | null
  const left = held
    ? held.workingMinutes
    : row.due_at && isOpen(status)
      ? workingMinutesBetween(calendar, ctx.now, row.due_at)
      : null
  return {
    ...none,
    resumedNow:
      held && held.workingMinutes > 0 && status === 'SUPPLEMENT_REQUESTED'
        ? addWorkingMinutes(calendar, ctx.now, held.workingMinutes)
        : null,
    leftMinutes: left,
    limit,
    explain: explain(reasons.steps(), ctx.lang),
    usedMinutes: used,
    totalMinutes: left === null ? workingMinutesBetween(calendar, row.received_at, row.due_at ?? end) : used + left,
  }
}

function pausedMinutes(calendar: Calendar, pauses: readonly Pause[], end: Date): number {
  return pauses.reduce((sum, p) => sum + workingMinutesBetween(calendar, p.from, p.to ?? end), 0)
}

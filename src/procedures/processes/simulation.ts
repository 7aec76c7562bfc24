import type { Ctx } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import type { Limit } from '#app/kernel/limit.ts'
import {
  addWorkingMinutes,
  type Calendar,
  calendarFor,
  dueAt,
  workingMinutesBetween,
} from '#app/organisation/calendar/index.ts'
import { pathOf, stepSpan } from './model.ts'
import type { ProcessStep } from './rules.ts'
import type { ProcessVersion, ProcessView } from './views.ts'

/** Filed at an instant, it would be due then, with these steps. */

export interface SimulatedStep {
  no: number
  code: string
  name: string
  role: ProcessStep['role']
  place: string
  /** Until the step and the opinions beside it are done. */
  hours: number
  startAt: Date
  endAt: Date
  opinions: { agency: string; ask: string; endAt: Date }[]
}

export interface Simulation {
  at: Date
  limit: Limit | null
  /** By the calendar; null where no limit can be read. */
  dueAt: Date | null
  hours: number
  finishesAt: Date
  /** Working minutes between the end of the last step and the due instant; negative: the steps end too late. */
  spareMinutes: number | null
  steps: SimulatedStep[]
}

/**
 * Every step begins as the one before ends, or as work next begins, and takes all of its hours; waiting for missing papers
 * stops the clock and is left out. Pure.
 * @param steps  the way of one dossier, see `pathOf`
 */
export function simulate(calendar: Calendar, steps: readonly ProcessStep[], at: Date, limit: Limit | null): Simulation {
  let from = addWorkingMinutes(calendar, at, 0)
  const simulated = steps.map((step): SimulatedStep => {
    const startAt = from
    const after = (hours: number): Date => addWorkingMinutes(calendar, startAt, hours * 60)
    const hours = stepSpan(step)
    const endAt = after(hours)
    from = addWorkingMinutes(calendar, endAt, 0)
    const opinions = (step.opinions ?? []).map(({ agency, ask, hours: long }) => ({ agency, ask, endAt: after(long) }))
    const { no, code, name, role, place } = step
    return { no, code, name, role, place, hours, startAt, endAt, opinions }
  })
  const finishesAt = simulated.at(-1)?.endAt ?? at
  const promised = limit && dueAt(calendar, at, limit).dueAt
  return {
    at,
    limit,
    dueAt: promised,
    hours: simulated.reduce((sum, step) => sum + step.hours, 0),
    finishesAt,
    spareMinutes: promised && workingMinutesBetween(calendar, finishesAt, promised),
    steps: simulated,
  }
}

/** A version of a procedure's process simulated by the calendar of who decides. @throws Refusal CALENDAR_RANGE */
export async function simulateVersion(
  ctx: Ctx,
  view: ProcessView,
  version: ProcessVersion,
  at: Date,
  answers: Readonly<Record<string, string>>,
): Promise<Simulation> {
  const day = dayOf(at)
  const tree = await agencyTree(ctx.db, day)
  const home = (view.home === null ? undefined : tree.byCode(view.home))?.id ?? tree.province()
  const { calendar } = await calendarFor(ctx.db, home, day)
  return simulate(calendar, pathOf(version.steps, answers), at, view.limit?.limit ?? null)
}

/** The fields the cases of these steps ask about, with the answers they know. */
export function caseFields(steps: readonly ProcessStep[]): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const { field, value } of steps.flatMap(step => step.cases ?? [])) {
    fields.set(field, [...new Set([...(fields.get(field) ?? []), value])])
  }
  return fields
}

import type { Calendar, Pause } from '#app/organisation/calendar/index.ts'
import { pathOf, type ProcessStep, stepDifference, sumHours } from '#app/procedures/processes/index.ts'
import { percentile, workedBetween } from './rules.ts'

/** Time really spent on the steps of another process. Pure. */

/** A line of the dossier's ledger: one stay at a step, ended. */
export interface Stay {
  stepNo: number
  from: Date
  to: Date
}

/** What one dossier would have done under the process: the steps of its way, and the working minutes spent on each. */
export interface Walk {
  /** Working hours of all steps of its way, the hand-over included. */
  hours: number
  /** By number of the step; a step of its way that no past work matches is absent. */
  minutes: ReadonlyMap<number, number>
}

/** The steps that are handling: the last one, when it is the counter's, hands the result over after the clock has ended. */
export function handlingOf(steps: readonly ProcessStep[]): readonly ProcessStep[] {
  return steps.length > 1 && steps.at(-1)?.role === 'RECEPTION' ? steps.slice(0, -1) : steps
}

/** Number of a past step → number of the step of the other process that is the same work by the same hands. */
export function sameSteps(past: readonly ProcessStep[], other: readonly ProcessStep[]): ReadonlyMap<number, number> {
  return new Map(
    stepDifference(past, other).flatMap(({ before, after }) =>
      before && after ? [[before.no, after.no] as const] : [],
    ),
  )
}

/** @param same  see `sameSteps`, of the process the dossier really went along */
export function walkOf(
  steps: readonly ProcessStep[],
  answers: Readonly<Record<string, unknown>>,
  stays: readonly Stay[],
  same: ReadonlyMap<number, number>,
  { calendar, pauses }: { calendar: Calendar; pauses: readonly Pause[] },
): Walk {
  const path = pathOf(steps, answers)
  const onPath = new Set(handlingOf(path).map(step => step.no))
  const minutes = new Map<number, number>()
  for (const { stepNo, from, to } of stays) {
    const no = same.get(stepNo)
    if (no === undefined || !onPath.has(no)) continue
    minutes.set(no, (minutes.get(no) ?? 0) + workedBetween(calendar, from, to, pauses))
  }
  return { hours: sumHours(path), minutes }
}

/** A step of the process against the past. */
export interface StepReplay {
  no: number
  code: string
  name: string
  role: ProcessStep['role']
  /** Working hours the process gives. */
  hours: number
  /** Dossiers whose past work matches it. */
  n: number
  /** Of them, those that took longer. */
  over: number
  /** Working minutes really spent; null where nothing matches. */
  median: number | null
  p80: number | null
  p95: number | null
  /** Hours, in halves, within which the wanted share of them stays; null where nothing matches. */
  enough: number | null
}

export const isOver = (walk: Walk, { no, hours }: Pick<StepReplay, 'no' | 'hours'>): boolean =>
  (walk.minutes.get(no) ?? 0) > hours * 60

export function stepReplays(steps: readonly ProcessStep[], walks: readonly Walk[], share: number): StepReplay[] {
  return handlingOf(steps).map(step => {
    const taken = walks.flatMap(walk => walk.minutes.get(step.no) ?? []).sort((a, b) => a - b)
    const hours = sumHours([step])
    const wanted = percentile(taken, share)
    return {
      no: step.no,
      code: step.code,
      name: step.name,
      role: step.role,
      hours,
      n: taken.length,
      over: taken.filter(minutes => minutes > hours * 60).length,
      median: percentile(taken, 0.5),
      p80: percentile(taken, 0.8),
      p95: percentile(taken, 0.95),
      enough: wanted === null ? null : Math.max(1, Math.ceil(wanted / 30)) / 2,
    }
  })
}

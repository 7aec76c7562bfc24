import { fold } from '#app/kernel/text.ts'
import type { OnSite, StepInput } from './input.ts'

/**
 * A process as a graph. Each step leads to the line below it, or where `then` says, or where a case of the dossier's form
 * says; everything runs downwards, so the steps of one dossier are always a line again, and that line is what is walked.
 * Only returning a dossier goes upwards. Pure.
 */

/** Where the work ends. */
export const END = 'END'
type Steps = readonly StepInput[]
type Answers = Readonly<Record<string, unknown>>

/** Hours until a step is over: its own, or those of the slowest opinion asked beside it. */
export const stepSpan = ({ hours, opinions = [] }: Pick<StepInput, 'hours' | 'opinions'>): number =>
  Math.max(hours, ...opinions.map(opinion => opinion.hours))

/** Where a step leads when nothing special holds: the code of a step, or END. */
export const mainTarget = (steps: Steps, at: number): string => steps[at]?.then ?? steps[at + 1]?.code ?? END

/** Every place a step can lead to, without doubles; the main way last. */
export const targetsOf = (steps: Steps, at: number): string[] => [
  ...new Set([...(steps[at]?.cases ?? []).map(one => one.to), mainTarget(steps, at)]),
]

/** A process of plain lines: no step leads anywhere but to the next one. */
export const isLine = (steps: Steps): boolean => steps.every(step => step.then === undefined && !step.cases?.length)

const positions = (steps: Steps): Map<string, number> =>
  new Map(steps.map((step, at) => [step.code, at] as const).toReversed())

/**
 * The steps a dossier with these answers goes through, in order: the whole list where the process has no variants.
 * A process that runs in a circle (a draft may) is left at the first step met again.
 */
export function pathOf<S extends StepInput>(steps: readonly S[], answers: Answers): readonly S[] {
  if (isLine(steps)) return steps
  const at = positions(steps)
  const path: S[] = []
  const seen = new Set<number>()
  for (let n: number | undefined = 0; n !== undefined && !seen.has(n); ) {
    const step: S | undefined = steps[n]
    if (!step) break
    seen.add(n)
    path.push(step)
    const holds = step.cases?.find(one => answerText(answers[one.field]) === one.value)
    n = at.get(holds?.to ?? mainTarget(steps, n))
  }
  return path
}

const answerText = (answer: unknown): string =>
  ['string', 'number', 'boolean'].includes(typeof answer) ? `${answer as string | number | boolean}` : ''

/** Working hours of the longest way through. */
export function longestHours(steps: Steps): number {
  if (isLine(steps)) return steps.reduce((sum, step) => sum + stepSpan(step), 0)
  const at = positions(steps)
  const known = new Map<number, number>()
  const from = (n: number, above: ReadonlySet<number>): number => {
    const step = steps[n]
    if (!step || above.has(n)) return 0
    const kept = known.get(n)
    if (kept !== undefined) return kept
    const inside = new Set(above).add(n)
    const rest = targetsOf(steps, n).map(target => {
      const next = at.get(target)
      return next === undefined ? 0 : from(next, inside)
    })
    const sum = stepSpan(step) + Math.max(0, ...rest)
    known.set(n, sum)
    return sum
  }
  return from(0, new Set())
}

/** The answers a form can give: values of a field with choices, null for a field of free text. */
export type FormFields = ReadonlyMap<string, readonly string[] | null>

export type ModelProblem =
  | { code: 'STEP_CODE_TWICE'; stepCode: string }
  | { code: 'TARGET_UNKNOWN'; stepCode: string; target: string }
  | { code: 'CIRCULAR_HANDOVER'; stepCode: string; circle: readonly string[] }
  | { code: 'TARGET_ABOVE'; stepCode: string; target: string }
  | { code: 'UNREACHABLE_STEP'; stepCode: string }
  | { code: 'NO_END' }
  | { code: 'NO_HANDOVER'; stepCode?: string }
  | { code: 'SEND_BACK_NOT_BEFORE'; stepCode: string; target: string }
  | { code: 'FIELD_UNKNOWN'; stepCode: string; field: string }
  | { code: 'ANSWER_UNKNOWN'; stepCode: string; field: string; value: string }

/** What is wrong with the ways through a process; empty for a plain line that ends with a hand-over. */
export function modelProblems(steps: Steps): ModelProblem[] {
  const twice = codesTwice(steps)
  // With a code that means two steps nothing can be said about the ways.
  return [...twice, ...unknownTargets(steps), ...(twice.length > 0 ? [] : wayProblems(steps)), ...endProblems(steps)]
}

function codesTwice(steps: Steps): ModelProblem[] {
  const codes = steps.map(step => step.code)
  return [...new Set(codes.filter((code, at) => codes.indexOf(code) !== at))].map(stepCode => ({
    code: 'STEP_CODE_TWICE',
    stepCode,
  }))
}

function unknownTargets(steps: Steps): ModelProblem[] {
  const at = positions(steps)
  return steps.flatMap((step, n) =>
    [...targetsOf(steps, n), ...(step.sendBackTo ? [step.sendBackTo] : [])]
      .filter(target => target !== END && !at.has(target))
      .map((target): ModelProblem => ({ code: 'TARGET_UNKNOWN', stepCode: step.code, target })),
  )
}

function wayProblems(steps: Steps): ModelProblem[] {
  const at = positions(steps)
  const next = (n: number): number[] => targetsOf(steps, n).flatMap(target => at.get(target) ?? [])
  const reach = (from: number): Set<number> => {
    const seen = new Set<number>()
    const waiting = next(from)
    for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) {
      if (seen.has(n)) continue
      seen.add(n)
      waiting.push(...next(n))
    }
    return seen
  }
  const reached = steps.map((_, n) => reach(n))
  const problems: ModelProblem[] = []
  const told = new Set<number>()
  for (const [n, step] of steps.entries()) {
    if (reached[n]?.has(n)) {
      if (told.has(n)) continue
      const circle = steps.flatMap((_, m) => (reached[n]?.has(m) && reached[m]?.has(n) ? [m] : []))
      for (const m of circle) told.add(m)
      const codes = circle.map(m => steps[m]?.code ?? '')
      problems.push({ code: 'CIRCULAR_HANDOVER', stepCode: step.code, circle: codes })
      continue
    }
    for (const m of next(n)) {
      if (m < n) problems.push({ code: 'TARGET_ABOVE', stepCode: step.code, target: steps[m]?.code ?? '' })
    }
  }
  for (const [n, step] of steps.entries()) {
    if (n > 0 && !reached[0]?.has(n)) problems.push({ code: 'UNREACHABLE_STEP', stepCode: step.code })
    const back = step.sendBackTo === undefined ? undefined : at.get(step.sendBackTo)
    if (back !== undefined && !reached[back]?.has(n)) {
      problems.push({ code: 'SEND_BACK_NOT_BEFORE', stepCode: step.code, target: step.sendBackTo ?? '' })
    }
  }
  const ends = [0, ...(reached[0] ?? [])].some(n => n < steps.length && targetsOf(steps, n).includes(END))
  if (steps.length > 0 && !ends) problems.push({ code: 'NO_END' })
  return problems
}

/** Every way ends with the counter that hands the result over. */
function endProblems(steps: Steps): ModelProblem[] {
  const last = steps.length - 1
  const early = steps.flatMap((step, n): ModelProblem[] =>
    n < last && step.role !== 'RECEPTION' && targetsOf(steps, n).includes(END)
      ? [{ code: 'NO_HANDOVER', stepCode: step.code }]
      : [],
  )
  return steps.at(-1)?.role === 'RECEPTION' ? early : [...early, { code: 'NO_HANDOVER' }]
}

/** Cases that ask for a field the form does not have, or for an answer it cannot give. */
export function caseProblems(steps: Steps, fields: FormFields): ModelProblem[] {
  return steps.flatMap(step =>
    (step.cases ?? []).flatMap(({ field, value }): ModelProblem[] => {
      const choices = fields.get(field)
      if (choices === undefined) return [{ code: 'FIELD_UNKNOWN', stepCode: step.code, field }]
      if (choices !== null && !choices.includes(value)) {
        return [{ code: 'ANSWER_UNKNOWN', stepCode: step.code, field, value }]
      }
      return []
    }),
  )
}

/** Every agency a process names by its code, with the step that names it. */
export const agenciesOf = (steps: Steps): { step: StepInput; agency: string }[] =>
  steps.flatMap(step => [
    ...(step.place === 'HOME' || step.place === 'RECEPTION' ? [] : [{ step, agency: step.place }]),
    ...(step.opinions ?? []).map(opinion => ({ step, agency: opinion.agency })),
  ])

/**
 * What is done at the service centre, read from the steps: a counter's own steps unless they say otherwise, every other
 * step only where it is marked. A kind of work counts when all its steps are there.
 */
export function onSiteFlags(steps: Steps): OnSite[] {
  const there = (step: StepInput): boolean => step.onSite ?? step.place === 'RECEPTION'
  const all = (some: Steps): boolean => some.length > 0 && some.every(there)
  const byRole = (...roles: string[]): StepInput[] => steps.filter(step => roles.includes(step.role))
  const counters = byRole('RECEPTION')
  const flags = {
    receive: all(counters.slice(0, 1)),
    appraise: all(byRole('SPECIALIST', 'DIVISION_HEAD')),
    approve: all(byRole('LEADER')),
    stamp: all(byRole('CLERK')),
    return: counters.length > 1 && all(counters.slice(-1)),
  } as const satisfies Record<OnSite, boolean>
  return (Object.keys(flags) as OnSite[]).filter(flag => flags[flag])
}

/** How many steps are done on the spot, as decisions count them: 3 (receive, appraise, return), 4 with the approval, 5 with the stamp. */
export type OnSiteClass = 3 | 4 | 5
export const onSiteClasses = [3, 4, 5] as const satisfies readonly OnSiteClass[]

/**
 * The class of a process on the spot; null where less than three is done at the centre.
 * law: docs/law/procedures.md, one-stop handling (recalled) — the names of the classes; shown as practice.
 * @param declared  what the version itself says is done at the centre; null: read from the steps
 */
export function onSiteClass(steps: Steps, declared: readonly OnSite[] | null = null): OnSiteClass | null {
  const flags = declared ?? onSiteFlags(steps)
  const has = (...wanted: OnSite[]): boolean => wanted.every(flag => flags.includes(flag))
  if (!has('receive', 'appraise', 'return')) return null
  if (!has('approve')) return 3
  return has('stamp') ? 5 : 4
}

/**
 * The step of another version at which a dossier standing at `step` would go on: the same work by the same hands, else the
 * same code by the same hands.
 */
export function counterpartOf<S extends StepInput>(step: StepInput, others: readonly S[]): S | null {
  const sameHands = others.filter(other => other.role === step.role && other.place === step.place)
  return sameWork(step, others) ?? sameHands.find(other => other.code === step.code) ?? null
}

function sameWork<S extends StepInput>({ name, role, place }: StepInput, others: readonly S[]): S | null {
  const folded = fold(name)
  return others.find(other => other.role === role && other.place === place && fold(other.name) === folded) ?? null
}

export interface StepChange<S extends StepInput> {
  kind: 'SAME' | 'CHANGED' | 'ADDED' | 'REMOVED'
  before: S | null
  after: S | null
}

/** The steps of two versions side by side: those of the new one in order, then those that are gone. */
export function stepDifference<S extends StepInput>(before: readonly S[], after: readonly S[]): StepChange<S>[] {
  const left = [...before]
  const take = (find: () => S | null): S | null => {
    const found = find()
    if (found) left.splice(left.indexOf(found), 1)
    return found
  }
  // By name first, for all: a step put in between must not take the place of the one it pushed down.
  const named = after.map(step => take(() => sameWork(step, left)))
  const kept = after.map((step, at): StepChange<S> => {
    const was = named[at] ?? take(() => counterpartOf(step, left))
    if (!was) return { kind: 'ADDED', before: null, after: step }
    return { kind: substance(was) === substance(step) ? 'SAME' : 'CHANGED', before: was, after: step }
  })
  return [...kept, ...left.map((step): StepChange<S> => ({ kind: 'REMOVED', before: step, after: null }))]
}

/** What makes a step the same work in the same time; its code is only where it stands. */
const substance = ({ name, role, place, hours, output, opinions = [] }: StepInput): string =>
  JSON.stringify([name, role, place, hours, output, opinions])

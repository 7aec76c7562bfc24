import { permission } from '#app/kernel/permission.ts'
import type { StepInput } from './input.ts'
import { longestHours, type ModelProblem, modelProblems } from './model.ts'

/** Handling processes: what makes one fit to be approved, who may. Pure. */

/** A step of an approved process; `no` counts from 1 in the order of work. */
export interface ProcessStep extends StepInput {
  readonly no: number
}

export const processStates = ['DRAFT', 'APPROVED', 'CLOSED'] as const
export type ProcessState = (typeof processStates)[number]
export const processActions = ['edit', 'approve', 'discard', 'close'] as const
export type ProcessAction = (typeof processActions)[number]

/** state × action → next state; DISCARDED: the draft is gone. A new approval closes the process before it. */
export const processTransitions = {
  DRAFT: { edit: 'DRAFT', approve: 'APPROVED', discard: 'DISCARDED' },
  APPROVED: { close: 'CLOSED' },
  CLOSED: {},
} as const satisfies Record<ProcessState, Partial<Record<ProcessAction, ProcessState | 'DISCARDED'>>>

/** The state after an action, or null where the table does not allow it. */
export function afterProcessAction(state: ProcessState, action: ProcessAction): ProcessState | 'DISCARDED' | null {
  return (processTransitions[state] as Partial<Record<ProcessAction, ProcessState | 'DISCARDED'>>)[action] ?? null
}

/** Working hours until these steps are done, each as long as the slowest opinion beside it: of the longest way where there are branches. */
export const sumHours = (steps: readonly StepInput[]): number => longestHours(steps)

export type ProcessProblem =
  | ModelProblem
  | { code: 'NOTHING_HANDLED' }
  | { code: 'LIMIT_UNKNOWN' }
  | { code: 'SUM_EXCEEDS_LIMIT'; sum: number; hours: number }

/**
 * What stands against approving these steps; empty when nothing does.
 * law: docs/law/procedures.md, one-stop handling (recalled) — the time of the steps together stays within the limit of the procedure.
 * @param limitHours  working hours the tightest promised limit of any channel surely holds; null: no limit could be read
 */
export function processProblems(steps: readonly StepInput[], limitHours: number | null): ProcessProblem[] {
  const problems: ProcessProblem[] = []
  if (steps.length < 2) problems.push({ code: 'NOTHING_HANDLED' })
  problems.push(...modelProblems(steps))
  const sum = sumHours(steps)
  if (limitHours === null) problems.push({ code: 'LIMIT_UNKNOWN' })
  else if (sum > limitHours) problems.push({ code: 'SUM_EXCEEDS_LIMIT', sum, hours: limitHours })
  return problems
}

/** Steps with their numbers, as they are stored. */
export const numbered = (steps: readonly StepInput[]): ProcessStep[] =>
  steps.map((step, at) => ({ no: at + 1, ...step }))

export const processPermissions = {
  look: permission('process.look', 'OFFICER'),
  read: permission('process.read', 'PUBLIC'),
  edit: permission('process.edit', 'CONTROL', 'ADMIN'),
  write: permission('process.write', 'CONTROL', 'ADMIN', 'procedures.write'),
  /** Whose eyes a draft is for. */
  seeDraft: permission('process.seeDraft', 'OFFICER', 'procedures.write'),
} as const

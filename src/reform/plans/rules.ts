import type { Actor } from '#app/kernel/context.ts'
import { permission } from '#app/kernel/permission.ts'
import { roundHalfUp } from '#app/kernel/text.ts'

/** Reform plans: what may be done in which state, when a target is met, how a task stands. Pure. */

export const readPermission = permission('reform.plans.read', 'OFFICER', 'plans.read')
/** Doors of the verbs; whose plan and whose task is decided by `mayEdit`, `mayApprove`, `mayUpdateTask`. */
export const editPermission = permission('reform.plans.edit', 'REFORM')
export const approvePermission = permission('reform.plans.approve', 'REFORM', 'LEADER')
export const taskPermission = permission('reform.plans.task', 'REFORM', 'LEADER', 'DIVISION_HEAD')

export const planStates = ['DRAFT', 'APPROVED', 'CLOSED'] as const
export type PlanState = (typeof planStates)[number]

export const planActions = [
  'editPlan',
  'addTarget',
  'editTarget',
  'amendTarget',
  'addTask',
  'editTask',
  'amendTask',
  'approve',
  'enterValue',
  'updateTask',
  'close',
] as const
export type PlanAction = (typeof planActions)[number]

/** State × action → next state. A draft is edited; an approved plan is amended, with a reason that stays. */
export const moves = {
  DRAFT: {
    editPlan: 'DRAFT',
    addTarget: 'DRAFT',
    editTarget: 'DRAFT',
    addTask: 'DRAFT',
    editTask: 'DRAFT',
    approve: 'APPROVED',
  },
  APPROVED: {
    amendTarget: 'APPROVED',
    amendTask: 'APPROVED',
    enterValue: 'APPROVED',
    updateTask: 'APPROVED',
    close: 'CLOSED',
  },
  CLOSED: {},
} as const satisfies Record<PlanState, Partial<Record<PlanAction, PlanState>>>

export function after(state: PlanState, action: PlanAction): PlanState | undefined {
  const row: Partial<Record<PlanAction, PlanState>> = moves[state]
  return row[action]
}

export const taskStates = ['TODO', 'DOING', 'DONE', 'DROPPED'] as const
export type TaskState = (typeof taskStates)[number]
export const taskActions = ['start', 'finish', 'drop'] as const
export type TaskAction = (typeof taskActions)[number]

export const taskMoves = {
  TODO: { start: 'DOING', finish: 'DONE', drop: 'DROPPED' },
  DOING: { finish: 'DONE', drop: 'DROPPED' },
  DONE: {},
  DROPPED: {},
} as const satisfies Record<TaskState, Partial<Record<TaskAction, TaskState>>>

export function taskAfter(state: TaskState, action: TaskAction): TaskState | undefined {
  const row: Partial<Record<TaskAction, TaskState>> = taskMoves[state]
  return row[action]
}

/** Where an actor stands towards a plan: worked out from the tree by whoever asks. */
export interface Standing {
  /** The actor's home is a commune. */
  atCommune: boolean
  /** The plan's agency is the actor's own or below it. */
  ownPlan: boolean
}

/** Reform staff above the communes look after every plan; in a commune, after the commune's. */
export function mayEdit(actor: Actor, { atCommune, ownPlan }: Standing): boolean {
  return actor.roles.includes('REFORM') && (!atCommune || ownPlan)
}

/** Recording the approval: reform staff, or the leader whose plan it is. */
export function mayApprove(actor: Actor, standing: Standing): boolean {
  return mayEdit(actor, standing) || (actor.roles.includes('LEADER') && standing.ownPlan)
}

/**
 * Reporting on a task: reform staff of the plan, a leader of the lead agency, the head of the division that leads.
 * @param below  ids of the actor's home agency and everything under it
 */
export function mayUpdateTask(
  actor: Actor,
  standing: Standing,
  leadAgencyId: number | null,
  below: readonly number[],
): boolean {
  if (mayEdit(actor, standing)) return true
  if (leadAgencyId === null) return false
  return (
    (actor.roles.includes('LEADER') && below.includes(leadAgencyId)) ||
    (actor.roles.includes('DIVISION_HEAD') && actor.unitId === leadAgencyId)
  )
}

export const operators = ['>=', '<=', '=', '>', '<'] as const
export type Operator = (typeof operators)[number]

/**
 * Whether a value meets a target. Both are compared as they are shown, with two decimals half up: a screen that says 70,00 %
 * never says that 70 % was missed.
 */
export function passes(value: number, operator: Operator, goal: number): boolean {
  const [a, b] = [roundHalfUp(value, 2), roundHalfUp(goal, 2)]
  switch (operator) {
    case '>=':
      return a >= b
    case '<=':
      return a <= b
    case '=':
      return a === b
    case '>':
      return a > b
    default:
      return a < b
  }
}

export type TargetResult = 'MET' | 'NOT_MET' | 'NO_DATA'

/** Nothing counted is neither met nor missed. */
export function resultOf(value: number | null, operator: Operator, goal: number): TargetResult {
  if (value === null) return 'NO_DATA'
  return passes(value, operator, goal) ? 'MET' : 'NOT_MET'
}

export interface Gap {
  /** How many of the whole are needed (or, for an upper bound, allowed). */
  needed: number
  /** How many are missing; for an upper bound, how many are too many. */
  missing: number
}

/**
 * What is missing in things, not in percent: 41 of 80 with a target of 70 % needs 56, so 15 are missing. Null where the
 * target is met, cannot be met, or is not a share of a whole.
 */
export function gapOf(numerator: number, denominator: number | null, operator: Operator, goal: number): Gap | null {
  if (denominator === null || denominator <= 0 || operator === '=') return null
  const met = (n: number): boolean => passes((n / denominator) * 100, operator, goal)
  if (met(numerator)) return null
  const upper = operator === '<=' || operator === '<'
  // Near the bound one step either way settles what rounding does.
  let needed = Math.min(Math.max(Math.round((goal / 100) * denominator), 0), denominator)
  if (upper) {
    while (needed < denominator && met(needed + 1)) needed++
    while (needed >= 0 && !met(needed)) needed--
    return needed < 0 ? null : { needed, missing: numerator - needed }
  }
  while (needed > 0 && met(needed - 1)) needed--
  while (needed <= denominator && !met(needed)) needed++
  return needed > denominator ? null : { needed, missing: needed - numerator }
}

export type TaskStanding = 'TODO' | 'DOING' | 'OVERDUE' | 'DONE' | 'DONE_LATE' | 'DROPPED'

/** How a task stands on a day: open past its day is overdue, done after it is done late. */
export function standingOf(
  task: { status: TaskState; dueOn: string; doneOn: string | null },
  today: string,
): TaskStanding {
  if (task.status === 'DONE') return task.doneOn !== null && task.doneOn > task.dueOn ? 'DONE_LATE' : 'DONE'
  if (task.status === 'DROPPED') return 'DROPPED'
  return task.dueOn < today ? 'OVERDUE' : task.status
}

export type TaskProblem = 'NO_LEAD' | 'NO_PERSON' | 'OVERDUE'

/** What is wrong with a task. One lead and one name each: nobody is responsible where several are. */
export function problemsOf(
  task: { leadAgencyId: number | null; leadOfficer: string; status: TaskState; dueOn: string },
  today: string | null,
): TaskProblem[] {
  const problems: TaskProblem[] = []
  if (task.leadAgencyId === null) problems.push('NO_LEAD')
  if (task.leadOfficer === '') problems.push('NO_PERSON')
  const open = task.status === 'TODO' || task.status === 'DOING'
  if (open && today !== null && task.dueOn < today) problems.push('OVERDUE')
  return open ? problems : []
}

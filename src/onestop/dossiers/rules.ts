import { permission } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'

/** The life of a dossier: what may happen next, who may do it, and how it is counted. Pure. */

export const statuses = [
  'SUBMITTED',
  'RECEIVED',
  'REFUSED',
  'PROCESSING',
  'SUPPLEMENT_REQUESTED',
  'FINANCIAL_OBLIGATION',
  'WITHDRAWN',
  'STOPPED',
  'COMPLETED',
  'RETURNED',
] as const
export type Status = (typeof statuses)[number]

/** Codes of the National Portal. Source: docs/law/dossier.md, "Trạng thái hồ sơ". */
export const nationalCode = {
  SUBMITTED: 1,
  RECEIVED: 2,
  REFUSED: 3,
  PROCESSING: 4,
  SUPPLEMENT_REQUESTED: 5,
  FINANCIAL_OBLIGATION: 6,
  WITHDRAWN: 7,
  STOPPED: 8,
  COMPLETED: 9,
  RETURNED: 10,
} as const satisfies Record<Status, number>

export const actions = [
  'receive',
  'refuse',
  'claim',
  'assign',
  'forward',
  'approve',
  'complete',
  'sendBack',
  'requestSupplement',
  'takeSupplement',
  'extend',
  'withdraw',
  'stop',
  'handOver',
  'correct',
  'giveOpinion',
  'goWithoutOpinion',
] as const
export type Action = (typeof actions)[number]

/** What only the applicant does, from their own pages. */
export const ownActions = ['sendSupplement'] as const
export type OwnAction = (typeof ownActions)[number]

/** What only those who control procedures do, from outside the handling. */
export const controlActions = ['moveProcess'] as const
export type ControlAction = (typeof controlActions)[number]

export type AnyAction = Action | OwnAction | ControlAction

/** state × action → next state. An absent action is refused; the view sends what is present as abilities. */
export const transitions = {
  SUBMITTED: { receive: 'RECEIVED', refuse: 'REFUSED', withdraw: 'WITHDRAWN' },
  RECEIVED: {
    claim: 'PROCESSING',
    assign: 'PROCESSING',
    forward: 'PROCESSING',
    approve: 'PROCESSING',
    complete: 'COMPLETED',
    requestSupplement: 'SUPPLEMENT_REQUESTED',
    extend: 'RECEIVED',
    giveOpinion: 'RECEIVED',
    goWithoutOpinion: 'RECEIVED',
    moveProcess: 'RECEIVED',
    withdraw: 'WITHDRAWN',
    stop: 'STOPPED',
  },
  PROCESSING: {
    claim: 'PROCESSING',
    assign: 'PROCESSING',
    forward: 'PROCESSING',
    approve: 'PROCESSING',
    complete: 'COMPLETED',
    sendBack: 'PROCESSING',
    requestSupplement: 'SUPPLEMENT_REQUESTED',
    extend: 'PROCESSING',
    giveOpinion: 'PROCESSING',
    goWithoutOpinion: 'PROCESSING',
    moveProcess: 'PROCESSING',
    withdraw: 'WITHDRAWN',
    stop: 'STOPPED',
  },
  SUPPLEMENT_REQUESTED: {
    sendSupplement: 'SUPPLEMENT_REQUESTED',
    takeSupplement: 'PROCESSING',
    giveOpinion: 'SUPPLEMENT_REQUESTED',
    withdraw: 'WITHDRAWN',
    stop: 'STOPPED',
  },
  FINANCIAL_OBLIGATION: { withdraw: 'WITHDRAWN', stop: 'STOPPED' },
  COMPLETED: { handOver: 'RETURNED', correct: 'PROCESSING' },
  REFUSED: {},
  WITHDRAWN: {},
  STOPPED: {},
  RETURNED: {},
} as const satisfies Record<Status, Partial<Record<AnyAction, Status>>>

/** The state after an action, or null where the table does not allow it. */
export function nextStatus(status: Status, action: AnyAction): Status | null {
  return (transitions[status] as Partial<Record<AnyAction, Status>>)[action] ?? null
}

/** States in which the agency's clock is the agency's own: running or paused, not ended. */
export const openStatuses = ['RECEIVED', 'PROCESSING', 'SUPPLEMENT_REQUESTED', 'FINANCIAL_OBLIGATION'] as const
/** States of an open dossier in which time runs. */
export const runningStatuses = ['RECEIVED', 'PROCESSING'] as const

export const isOpen = (status: Status): boolean => (openStatuses as readonly Status[]).includes(status)

/** What a step asks of its holder: hand on, decide, or finish so that the result can be returned. */
export type StepKind = 'HANDLE' | 'APPROVE' | 'FINISH'

/** The last step is the hand-over at the counter; the one before it finishes the handling. */
export function handlingSteps(steps: readonly ProcessStep[]): readonly ProcessStep[] {
  const last = steps.at(-1)
  return steps.length > 1 && last?.role === 'RECEPTION' ? steps.slice(0, -1) : steps
}

/**
 * A process that lets the place of reception do more than take in and hand over (a commune that checks and decides before
 * passing on) cannot begin at a service centre: nobody there holds such a step.
 */
export function decidesAtReception(steps: readonly ProcessStep[]): boolean {
  return steps.some(step => step.place === 'RECEPTION' && step.role !== 'RECEPTION' && step.role !== 'CLERK')
}

export function stepAt(steps: readonly ProcessStep[], no: number): ProcessStep | undefined {
  return steps.find(step => step.no === no)
}

/** The handling step after `no`; undefined when the next thing is to hand over the result. */
export function stepAfter(steps: readonly ProcessStep[], no: number): ProcessStep | undefined {
  return handlingSteps(steps).find(step => step.no > no)
}

/** The step to which work is sent back from `no`: the one its process names, else the one before; undefined at the first. */
export function stepBefore(steps: readonly ProcessStep[], no: number): ProcessStep | undefined {
  const before = handlingSteps(steps).filter(step => step.no < no)
  const named = stepAt(steps, no)?.sendBackTo
  return before.find(step => step.code === named) ?? before.at(-1)
}

export function stepKind(steps: readonly ProcessStep[], no: number): StepKind {
  if (stepAt(steps, no)?.role === 'LEADER') return 'APPROVE'
  return stepAfter(steps, no) ? 'HANDLE' : 'FINISH'
}

/** Whether approving at step `no` decides the dossier: no later leader approves again (one before only passes it on). */
export function isDecision(steps: readonly ProcessStep[], no: number): boolean {
  return !handlingSteps(steps).some(step => step.no > no && stepKind(steps, step.no) === 'APPROVE')
}

/** What an agency says when it is asked; NEEDS: something must be added or changed first. */
export const verdicts = ['AGREE', 'DISAGREE', 'NEEDS'] as const
export type Verdict = (typeof verdicts)[number]

export type Outcome = 'EARLY' | 'ON_TIME' | 'LATE'

/**
 * How a dossier ended against its promise. Nothing is late at the due instant itself; before the due day is early.
 * law: QD-766#2.1 (end ≤ promised instant is on time); the day as the border of "early" is practice (docs/law/dossier.md).
 * @param how  withdrawn and stopped dossiers are never early: nobody did the work sooner
 * @param dueAt  null while paused: time stood still, so it is in time
 */
export function outcomeOf(finishedAt: Date, dueAt: Date | null, how: 'COMPLETED' | 'WITHDRAWN' | 'STOPPED'): Outcome {
  if (dueAt === null) return 'ON_TIME'
  if (finishedAt.getTime() > dueAt.getTime()) return 'LATE'
  return how === 'COMPLETED' && dayOf(finishedAt) < dayOf(dueAt) ? 'EARLY' : 'ON_TIME'
}

/** Shows how near the promise is. `soon`: less than one working day left. */
export type DueState = 'ok' | 'soon' | 'late' | 'paused' | 'done' | 'none'

export function dueState(
  status: Status,
  dueAt: Date | null,
  now: Date,
  soonUntil: Date,
  outcome: string | null,
): DueState {
  if (status === 'SUPPLEMENT_REQUESTED' || status === 'FINANCIAL_OBLIGATION') return 'paused'
  if (!isOpen(status)) return outcome ? 'done' : 'none'
  if (dueAt === null) return 'none'
  if (dueAt.getTime() < now.getTime()) return 'late'
  return dueAt.getTime() <= soonUntil.getTime() ? 'soon' : 'ok'
}

export const permissions = {
  read: permission('dossier.read', 'OFFICER', 'dossiers.read'),
  receive: permission('dossier.receive', 'RECEPTION', 'dossiers.write'),
  handle: permission('dossier.handle', 'RECEPTION', 'SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'CLERK', 'dossiers.write'),
  /** Moves a running dossier to another version of its process. */
  moveProcess: permission('dossier.moveProcess', 'CONTROL'),
  submit: permission('dossier.submit', 'CITIZEN'),
  own: permission('dossier.own', 'CITIZEN'),
  track: permission('dossier.track', 'PUBLIC'),
} as const

import { permission } from '#app/kernel/permission.ts'
import { addDays } from '#app/kernel/text.ts'

/** Versions of forms: what may be done with them, by whom. Pure. */

export const formStates = ['DRAFT', 'PUBLISHED', 'CLOSED'] as const
export type FormState = (typeof formStates)[number]
export const formActions = ['save', 'undo', 'publish', 'discard', 'close', 'withdraw'] as const
export type FormAction = (typeof formActions)[number]

/** state × action → next state; DISCARDED: the draft is gone. Publishing the next version closes the one before, withdrawing has no next. */
export const formTransitions = {
  DRAFT: { save: 'DRAFT', undo: 'DRAFT', publish: 'PUBLISHED', discard: 'DISCARDED' },
  PUBLISHED: { close: 'CLOSED', withdraw: 'CLOSED' },
  CLOSED: {},
} as const satisfies Record<FormState, Partial<Record<FormAction, FormState | 'DISCARDED'>>>

/** How many steps back the editor can go. */
export const KEPT_STEPS = 30

/** Whether something that ends on a day (null: never) still holds on another or later. */
export const endsAfter = (to: string | null, day: string): boolean => to === null || to > day

export interface FormVersion {
  id: number
  no: number
  state: FormState
  from: string | null
  to: string | null
}

/** The version in force on a day. */
export const versionOn = <V extends FormVersion>(versions: readonly V[], day: string): V | null =>
  versions.find(one => one.state !== 'DRAFT' && one.from !== null && one.from <= day && endsAfter(one.to, day)) ?? null

/** Whether a version holds on any day: one withdrawn before it began does not. */
const everHolds = ({ state, from, to }: FormVersion): boolean => state !== 'DRAFT' && from !== to

/** The version that publishing from a day on would close, or be stopped by. */
export const versionAfter = <V extends FormVersion>(versions: readonly V[], day: string): V | null =>
  versions.find(one => everHolds(one) && endsAfter(one.to, day)) ?? null

/** The version that begins after a day. */
export const versionComing = <V extends FormVersion>(versions: readonly V[], day: string): V | null =>
  versions.find(one => everHolds(one) && (one.from ?? '') > day) ?? null

/** The version that ends on the day another begins: it goes on when the other is withdrawn before that day. */
export const versionBefore = <V extends FormVersion>(versions: readonly V[], next: FormVersion): V | null =>
  versions.find(one => everHolds(one) && one.to !== null && one.to === next.from) ?? null

/**
 * The first day a version can end when it is withdrawn: never before today, for dossiers were filed with it, and not on its
 * first day, on which it holds; one that has not begun never begins.
 */
export function earliestEnd({ from }: FormVersion, today: string): string {
  const begins = from ?? today
  if (begins > today) return begins
  return begins === today ? addDays(today, 1) : today
}

/** Whether the version would have to end before it began, or was to end later anyway. */
export const overlaps = (before: FormVersion, day: string): boolean => before.to !== null || (before.from ?? '') >= day

export const formPermissions = {
  look: permission('form.look', 'OFFICER'),
  read: permission('form.read', 'PUBLIC'),
  edit: permission('form.edit', 'CONTROL', 'ADMIN'),
  write: permission('form.write', 'CONTROL', 'ADMIN', 'procedures.write'),
  /** Whose eyes a draft is for. */
  seeDraft: permission('form.seeDraft', 'OFFICER', 'procedures.write'),
} as const

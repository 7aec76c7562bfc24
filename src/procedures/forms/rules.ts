import { permission } from '#app/kernel/permission.ts'

/** Versions of forms: what may be done with them, by whom. Pure. */

export const formStates = ['DRAFT', 'PUBLISHED', 'CLOSED'] as const
export type FormState = (typeof formStates)[number]
export const formActions = ['save', 'undo', 'publish', 'discard', 'close'] as const
export type FormAction = (typeof formActions)[number]

/** state × action → next state; DISCARDED: the draft is gone. Publishing the next version closes the one before. */
export const formTransitions = {
  DRAFT: { save: 'DRAFT', undo: 'DRAFT', publish: 'PUBLISHED', discard: 'DISCARDED' },
  PUBLISHED: { close: 'CLOSED' },
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

/** The version that publishing from a day on would close, or be stopped by. */
export const versionAfter = <V extends FormVersion>(versions: readonly V[], day: string): V | null =>
  versions.find(one => one.state !== 'DRAFT' && endsAfter(one.to, day)) ?? null

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

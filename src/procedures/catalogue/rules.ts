import { permission } from '#app/kernel/permission.ts'

/** Versions of procedures: their states, what a publication needs, how validities follow each other. Pure. */

export const versionStates = ['DRAFT', 'IMPORTED', 'PUBLISHED', 'CLOSED'] as const
export type VersionState = (typeof versionStates)[number]
export const versionActions = ['attach', 'discard', 'publish', 'adopt', 'amend', 'repeal', 'close'] as const
export type VersionAction = (typeof versionActions)[number]

/** state × action → next state of that version. A draft that is discarded is gone; published content never changes. */
export const versionTransitions = {
  DRAFT: { attach: 'DRAFT', discard: 'DISCARDED', publish: 'PUBLISHED' },
  IMPORTED: { adopt: 'IMPORTED' },
  PUBLISHED: { amend: 'PUBLISHED', repeal: 'CLOSED', close: 'CLOSED' },
  CLOSED: {},
} as const satisfies Record<VersionState, Partial<Record<VersionAction, VersionState | 'DISCARDED'>>>

/** The state after an action, or null where the table does not allow it. */
export function afterVersionAction(state: VersionState, action: VersionAction): VersionState | 'DISCARDED' | null {
  return (versionTransitions[state] as Partial<Record<VersionAction, VersionState | 'DISCARDED'>>)[action] ?? null
}

/**
 * What a decision publishes: procedures of the locality's own, with everything they consist of, or a list of procedures that
 * a ministry has published already.
 * law: docs/law/procedures.md — NĐ 63/2010 Đ.15 as amended by NĐ 92/2017
 */
export const decisionKinds = ['FULL', 'LIST'] as const
export type DecisionKind = (typeof decisionKinds)[number]

/** When a published version holds: from a day on, up to (not including) another; null: until further notice. */
export interface Validity {
  versionId: number
  no: number
  from: string
  to: string | null
}

/** What a new version (or a repeal) from a day on does to those before: closes the open one, or runs into one. */
export type Succession = { ok: true; closes: Validity | null } | { ok: false; overlaps: Validity }

/**
 * How a version in force from `day` follows the published ones, so that on no day two of them hold.
 * A version that begins on that day or later, or that ends after it by an end already set, stands in the way.
 */
export function succeedOn(published: readonly Validity[], day: string): Succession {
  const after = published.filter(version => version.to === null || version.to > day)
  const blocking = after.find(version => version.from >= day || version.to !== null)
  if (blocking) return { ok: false, overlaps: blocking }
  return { ok: true, closes: after[0] ?? null }
}

/** Whether a version holds on a day. */
export const holdsOn = (version: { from: string; to: string | null }, day: string): boolean =>
  version.from <= day && (version.to === null || version.to > day)

export const permissions = {
  read: permission('procedure.read', 'PUBLIC'),
  look: permission('procedure.look', 'OFFICER'),
  edit: permission('procedure.edit', 'CONTROL', 'ADMIN'),
  write: permission('procedure.write', 'CONTROL', 'ADMIN', 'procedures.write'),
} as const

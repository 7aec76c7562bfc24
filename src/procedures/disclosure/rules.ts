import { permission } from '#app/kernel/permission.ts'
import { percentOf } from '#app/kernel/text.ts'
import type { parts } from '../catalogue/index.ts'

/** When a procedure is disclosed at a place, and how much of what must be disclosed is. Pure. */

export const permissions = {
  look: permission('disclosure.look', 'OFFICER', 'disclosure.write'),
  /** Officers for their own agency, the control unit for all. */
  record: permission('disclosure.record', 'CONTROL', 'ADMIN', 'CLERK', 'SPECIALIST', 'RECEPTION', 'disclosure.write'),
  places: permission('disclosure.places', 'CONTROL', 'ADMIN'),
} as const

const EVERYWHERE = ['CONTROL', 'ADMIN', 'REFORM', 'INSPECTOR', 'disclosure.write']
const FOR_ALL = ['CONTROL', 'ADMIN', 'disclosure.write']
const FOR_OWN = ['CLERK', 'SPECIALIST', 'RECEPTION']

interface Asker {
  kind: string
  roles: readonly string[]
  agencyId: number | null
}

/** Whether an actor sees every agency of the province. */
export const seesAll = (actor: Asker): boolean =>
  actor.kind === 'SYSTEM' || actor.roles.some(role => EVERYWHERE.includes(role))

/** Whether an actor may record what an agency has posted. */
export const mayRecord = (actor: Asker, agencyId: number): boolean =>
  actor.kind === 'SYSTEM' ||
  actor.roles.some(role => FOR_ALL.includes(role)) ||
  (actor.agencyId === agencyId && actor.roles.some(role => FOR_OWN.includes(role)))

/** Kinds of agencies a place can be required of. */
export const placeKinds = ['PROVINCE', 'DEPARTMENT', 'COMMUNE', 'SERVICE_CENTRE', 'OTHER'] as const
/** What proves a posting at a place: an address, a photo or scan, either. */
export const proofs = ['URL', 'FILE', 'ANY'] as const
export type Proof = (typeof proofs)[number]

/** What evidence lacks to prove a posting at a place; null when it proves it. */
export function proofLacking(proof: Proof, given: { url: boolean; file: boolean }): 'URL' | 'FILE' | 'ANY' | null {
  if (proof === 'ANY') return given.url || given.file ? null : 'ANY'
  return given[proof === 'URL' ? 'url' : 'file'] ? null : proof
}

export const cellStates = ['CURRENT', 'STALE', 'NONE', 'NOT_REQUIRED'] as const
export type CellState = (typeof cellStates)[number]

/** Evidence as far as the state of a cell asks: of which version, and since when it no longer counts. */
export interface Proven {
  versionNo: number
  day: string
  withdrawnOn: string | null
}

/**
 * One procedure of one agency at one place on a day. CURRENT: evidence of the version in force that day; STALE: only of an
 * older one. Evidence of a version still to come does not count before its time.
 */
export function stateOfCell(
  cell: { required: boolean; versionNo: number; evidence: readonly Proven[] },
  day: string,
): CellState {
  if (!cell.required) return 'NOT_REQUIRED'
  const live = cell.evidence.filter(one => one.day <= day && (one.withdrawnOn === null || day < one.withdrawnOn))
  if (live.some(one => one.versionNo === cell.versionNo)) return 'CURRENT'
  return live.some(one => one.versionNo < cell.versionNo) ? 'STALE' : 'NONE'
}

/** Cells counted: those required, those with evidence of the version in force, those with evidence of an older one only. */
export interface Counted {
  required: number
  current: number
  stale: number
}

export const nothingCounted: Counted = { required: 0, current: 0, stale: 0 }

export const addUp = (all: readonly Counted[]): Counted =>
  all.reduce(
    (sum, one) => ({
      required: sum.required + one.required,
      current: sum.current + one.current,
      stale: sum.stale + one.stale,
    }),
    nothingCounted,
  )

/** The state of several cells taken as one: as good as the worst of them. */
export function stateOfMany({ required, current, stale }: Counted): CellState {
  if (required === 0) return 'NOT_REQUIRED'
  if (current === required) return 'CURRENT'
  return current + stale === required ? 'STALE' : 'NONE'
}

/** Share of required cells that are current, in percent: 100 only when every one is. Null where nothing is required. */
export function coverage({ required, current }: Counted): number | null {
  const percent = percentOf(current, required)
  return percent !== null && current < required ? Math.min(percent, 99.99) : percent
}

/**
 * The parts asked for when completeness is scored, by the letters of the law; the result (h) and what there only may be (i)
 * are not among them.
 * law: ND-63-2010#8.2 — a, b, c, d, đ, e, g
 */
export const SCORED_PARTS = {
  a: 'name',
  b: 'steps',
  c: 'channels',
  d: 'papers',
  đ: 'limit',
  e: 'subjects',
  g: 'agency',
} as const satisfies Record<string, parts.ComponentName>
export type PartLetter = keyof typeof SCORED_PARTS
export const partLetters = Object.keys(SCORED_PARTS) as PartLetter[]

/** The letters of scored parts among the parts a content lacks. */
export const lettersMissing = (missing: readonly parts.ComponentName[]): PartLetter[] =>
  partLetters.filter(letter => missing.includes(SCORED_PARTS[letter]))

import { permission } from '#app/kernel/permission.ts'
import { type FactKind, factValues, type Mechanism } from './input.ts'

/** Facts about how procedures are provided: which of them holds, what one lacks, who may record. Pure. */

export const permissions = {
  look: permission('provision.look', 'OFFICER', 'procedures.write'),
  record: permission('provision.record', 'CONTROL', 'ADMIN', 'procedures.write'),
} as const

const RECORDERS = ['CONTROL', 'ADMIN', 'procedures.write']

/** Whether an actor may record: the facts are the province's, so nobody of a commune. */
export const mayRecord = (actor: { kind: string; roles: readonly string[] }, agencyKind: string | undefined): boolean =>
  actor.kind === 'SYSTEM' || (agencyKind !== 'COMMUNE' && actor.roles.some(role => RECORDERS.includes(role)))

/** A fact as far as the question asks which one holds. */
export interface Dated {
  id: number
  from: string
  /** First day it no longer holds. */
  to: string | null
}

/** The fact that holds on a day: of the latest first day, of two with the same day the newer record; null when it has ended. */
export function heldOn<F extends Dated>(facts: readonly F[], day: string): F | null {
  const begun = facts.filter(one => one.from <= day)
  const last = begun.toSorted((a, b) => (a.from === b.from ? b.id - a.id : a.from < b.from ? 1 : -1))[0]
  return last && (last.to === null || day < last.to) ? last : null
}

export type FactLack = 'VALUE' | 'REASON' | 'BASIS' | 'TO_EARLY' | 'TO_ONLY_ISO'

interface Said {
  kind: FactKind
  from: string
  to?: string | undefined
  value?: string | undefined
  reason: string
  basis: string
}

/** What stands against recording a fact: that something is not so needs its reason, that something is so the decision. */
export function factLacks(said: Said): FactLack[] {
  const { kind, value } = said
  const known: readonly string[] | null = factValues[kind]
  const lacks: FactLack[] = []
  if (known && !known.includes(value ?? '')) lacks.push('VALUE')
  else if (isDenial(kind, value)) {
    if (said.reason.length < 3) lacks.push('REASON')
  } else if (said.basis.length < 3) lacks.push('BASIS')
  if (said.to !== undefined && kind !== 'ISO') lacks.push('TO_ONLY_ISO')
  else if (said.to !== undefined && said.to < said.from) lacks.push('TO_EARLY')
  return lacks
}

/** Whether a fact says that something is not so. */
export const isDenial = (kind: FactKind, value: string | null | undefined): boolean =>
  (kind === 'ISO' && !value) || value === 'NO' || value === 'NONE'

export type OldLevel = 1 | 2 | 3 | 4
export const oldLevels = [1, 2, 3, 4] as const satisfies readonly OldLevel[]
export type NewLevel = 'FULL' | 'PARTIAL' | 'INFORMATION'

/** A line of the mapping of scales. */
export interface Mapped {
  oldLevel: number
  validFrom: string
  newLevel: NewLevel
  basis: string
  verified: boolean
}

/** The day the present scale took the place of the old one; null where no mapping is known. */
export const changeOfScales = (mapping: readonly Mapped[]): string | null =>
  mapping.map(one => one.validFrom).toSorted()[0] ?? null

/** The level of the present scale that is proposed for one of the old, by the mapping of a day, else the first there was. */
export function proposedLevel(mapping: readonly Mapped[], oldLevel: OldLevel | null, day: string): NewLevel | null {
  const own = mapping.filter(one => one.oldLevel === oldLevel).toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  return (own.find(one => one.validFrom <= day) ?? own.at(-1))?.newLevel ?? null
}

/** The level of the present scale on a day: the version's own, and before the change of scales what the old one is read as. */
export function levelOn(mapping: readonly Mapped[], own: NewLevel, oldLevel: OldLevel | null, day: string): NewLevel {
  const since = changeOfScales(mapping)
  return since !== null && day < since ? (proposedLevel(mapping, oldLevel, day) ?? own) : own
}

interface Handled {
  home: string | null
  /** The steps of the process in force; null: there is none. */
  steps: readonly { place: string; role: string; onSite?: boolean | undefined }[] | null
  atCentre: boolean
}

/**
 * The mechanism where none is recorded: interlinked when the process hands the work to another agency, be it one that is named or
 * the one that received and does more than receive. What the deciding agency's people do at the centre is no hand-over.
 */
export function mechanismOf({ home, steps, atCentre }: Handled): Mechanism {
  const byOthers = (steps ?? []).some(({ place, role, onSite }) => {
    if (place === 'HOME' || place === home || onSite) return false
    return place !== 'RECEPTION' || role !== 'RECEPTION'
  })
  if (byOthers) return 'INTERLINKED'
  return steps !== null || atCentre ? 'ONE_STOP' : 'NONE'
}

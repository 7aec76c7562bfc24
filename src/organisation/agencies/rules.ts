import { permission } from '#app/kernel/permission.ts'
import type { AgencyKind } from './input.ts'

/** Who may, and what a line of versions allows. Pure. */

export const lookAtAgencies = permission('agencies.look', 'OFFICER')
export const editAgencies = permission('agencies.edit', 'ADMIN')
export const readAgencies = permission('agencies.read', 'PUBLIC')

/** A stretch of an agency's life: [validFrom, validTo), open where validTo is null. */
export interface Span {
  validFrom: string
  validTo: string | null
}

/** One version of an agency: what it was called and where it stood for a stretch of time. */
export interface AgencyVersion extends Span {
  agencyId: number
  parentId: number | null
}

/** Kinds that are part of another agency: their work is counted where they belong. */
const PARTS: ReadonlySet<AgencyKind> = new Set(['DIVISION', 'COMMUNE_CENTRE'])
export const isPart = (kind: AgencyKind): boolean => PARTS.has(kind)

export const holdsOn = (span: Span, day: string): boolean =>
  span.validFrom <= day && (span.validTo === null || day < span.validTo)

/** Whether `outer` holds on every day on which `inner` does. */
export const covers = (outer: Span, inner: Span): boolean =>
  outer.validFrom <= inner.validFrom &&
  (outer.validTo === null || (inner.validTo !== null && inner.validTo <= outer.validTo))

/** The whole life of an agency from its versions in order: they follow each other without a gap. */
export function lifeOf(versions: readonly Span[]): Span {
  return { validFrom: versions[0]?.validFrom ?? '9999-12-31', validTo: versions.at(-1)?.validTo ?? null }
}

export type PlaceProblem = 'BEFORE_FIRST' | 'ALREADY_CHANGED' | 'CLOSED'

/**
 * Whether a new version may begin on `from`: only after the latest one began and before the agency ends, so that what was
 * said of the past stays said. Null: it may.
 */
export function placeProblem(versions: readonly Span[], from: string): PlaceProblem | null {
  const first = versions[0]
  const last = versions.at(-1)
  if (!first || !last || from < first.validFrom) return 'BEFORE_FIRST'
  if (last.validTo !== null && from >= last.validTo) return 'CLOSED'
  return from <= last.validFrom ? 'ALREADY_CHANGED' : null
}

/**
 * The first day, from `from` on, on which `agencyId` under `parentId` would stand below itself; null when there is none.
 * Structure changes only on days on which a version begins, so only those are looked at.
 * @param byAgency  versions of every agency, in order
 */
export function cycleDay(
  byAgency: ReadonlyMap<number, readonly AgencyVersion[]>,
  agencyId: number,
  parentId: number,
  from: string,
): string | null {
  const days = new Set([from])
  for (const versions of byAgency.values()) {
    for (const version of versions) if (version.validFrom > from) days.add(version.validFrom)
  }
  const parentOn = (id: number, day: string) =>
    byAgency.get(id)?.find(version => holdsOn(version, day))?.parentId ?? null
  for (const day of [...days].sort()) {
    let at: number | null = parentId
    for (let steps = 0; at !== null && steps <= byAgency.size; steps++) {
      if (at === agencyId) return day
      at = parentOn(at, day)
    }
  }
  return null
}

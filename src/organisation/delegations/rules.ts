import { permission } from '#app/kernel/permission.ts'
import { addDays, fold } from '#app/kernel/text.ts'

/** When a delegation holds, for whom and for what; which ones stand in each other's way. Pure. */

export const lookAtDelegations = permission('delegations.look', 'OFFICER', 'delegations.write')
/** The control unit for all; a clerk for what the clerk's own agency delegates. */
export const keepDelegations = permission('delegations.keep', 'CONTROL', 'ADMIN', 'CLERK', 'delegations.write')
export const keepAuthorities = permission('delegations.authorities', 'CONTROL', 'ADMIN')

const EVERYWHERE = ['CONTROL', 'ADMIN', 'REFORM', 'INSPECTOR', 'delegations.write']

/** Whether an actor sees the delegations of all agencies. */
export const seesAll = (roles: readonly string[]): boolean => roles.some(role => EVERYWHERE.includes(role))

/** Whether an actor may keep the delegations that an agency gives. */
export const mayKeep = (actor: { roles: readonly string[]; agencyId: number | null }, fromAgencyId: number): boolean =>
  actor.roles.some(role => role === 'CONTROL' || role === 'ADMIN' || role === 'delegations.write') ||
  (actor.roles.includes('CLERK') && actor.agencyId === fromAgencyId)

/** When a delegation holds: days [validFrom, endsOn). */
export interface Term {
  validFrom: string
  /** First day it no longer holds: by its decision, or by its revocation. */
  endsOn: string
  revoked: boolean
  /** Another one carries it on from its last day. */
  extended: boolean
}

export const delegationStates = ['COMING', 'VALID', 'EXPIRING', 'EXPIRED', 'REVOKED'] as const
export type DelegationState = (typeof delegationStates)[number]

export const holdsOn = (term: Pick<Term, 'validFrom' | 'endsOn'>, day: string): boolean =>
  term.validFrom <= day && day < term.endsOn

/** How a delegation stands on a day; it is expiring while at most `warnDays` days are left and nothing carries it on. */
export function stateOn(term: Term, day: string, warnDays: number): DelegationState {
  const never = term.endsOn === term.validFrom
  if (never || day >= term.endsOn) return term.revoked ? 'REVOKED' : 'EXPIRED'
  if (day < term.validFrom) return 'COMING'
  const near = lastDayOf(term) <= addDays(day, warnDays)
  return near && !term.extended && !term.revoked ? 'EXPIRING' : 'VALID'
}

/** The last day on which it holds. */
export const lastDayOf = (term: Pick<Term, 'endsOn'>): string => addDays(term.endsOn, -1)

/** What can still be done with a delegation in a state; `extended` ones are carried on by their successor. */
export const delegationMoves = {
  COMING: ['revoke', 'extend'],
  VALID: ['revoke', 'extend'],
  EXPIRING: ['revoke', 'extend'],
  EXPIRED: [],
  REVOKED: [],
} as const satisfies Record<DelegationState, readonly ('revoke' | 'extend')[]>

export function movesOf(term: Term, day: string): readonly ('revoke' | 'extend')[] {
  if (term.revoked) return []
  const moves: readonly ('revoke' | 'extend')[] = delegationMoves[stateOn(term, day, 0)]
  return term.extended ? moves.filter(move => move !== 'extend') : moves
}

/** The parts of the list. `valid` holds everything that holds now or will; `expiring` is a part of it. */
export const delegationTabs = ['valid', 'expiring', 'expired', 'revoked', 'all'] as const
export type DelegationTab = (typeof delegationTabs)[number]

export function inTab(state: DelegationState, tab: DelegationTab): boolean {
  const states = {
    valid: ['COMING', 'VALID', 'EXPIRING'],
    expiring: ['EXPIRING'],
    expired: ['EXPIRED'],
    revoked: ['REVOKED'],
    all: delegationStates,
  } as const satisfies Record<DelegationTab, readonly DelegationState[]>
  return (states[tab] as readonly DelegationState[]).includes(state)
}

/** A delegation as far as signing asks: who lets whom do what, when. */
export interface Delegation extends Pick<Term, 'validFrom' | 'endsOn' | 'revoked'> {
  id: number
  fromAgencyId: number
  toAgencyId: number
  /** Null: whoever signs for the agency. */
  toOfficerId: number | null
  works: readonly string[]
}

/** What makes two works the same: the code of a procedure, else the words of the task without case and diacritics. */
export const workKey = (work: { code?: string | undefined; title: string }): string =>
  work.code ?? fold(work.title).replaceAll(/\s+/g, ' ').trim()

/** What somebody is about to sign in another's place. */
export interface Signing {
  work: string
  authorityId: number
  agencyId: number | null
  officerId: number | null
  day: string
}

const fits = (one: Delegation, officerId: number | null): boolean =>
  one.toOfficerId === null || one.toOfficerId === officerId

/** The delegation by which somebody may sign on a day; null when there is none. One that names the officer goes first. */
export function validDelegation<D extends Delegation>(delegations: readonly D[], signing: Signing): D | null {
  const found = about(delegations, signing).filter(
    one => one.toAgencyId === signing.agencyId && holdsOn(one, signing.day) && fits(one, signing.officerId),
  )
  return found.find(one => one.toOfficerId !== null) ?? found[0] ?? null
}

const about = <D extends Delegation>(delegations: readonly D[], signing: Signing): D[] =>
  delegations.filter(one => one.fromAgencyId === signing.authorityId && one.works.includes(signing.work))

export type Lack = 'NONE' | 'OTHER_AGENCY' | 'OTHER_OFFICER' | 'REVOKED' | 'COMING' | 'EXPIRED'

/** Why nobody may sign: what is missing, and the delegation that comes closest. Asked when `validDelegation` found none. */
export function whatIsMissing<D extends Delegation>(
  delegations: readonly D[],
  signing: Signing,
): { lack: Lack; closest: D | null } {
  const all = about(delegations, signing)
  const own = all.filter(one => one.toAgencyId === signing.agencyId)
  const now = own.find(one => holdsOn(one, signing.day))
  if (now) return { lack: 'OTHER_OFFICER', closest: now }
  const coming = own.filter(one => one.validFrom > signing.day && one.endsOn > one.validFrom)
  const past = own.filter(one => one.endsOn <= signing.day || one.endsOn === one.validFrom)
  const latest = past.toSorted((a, b) => (a.endsOn < b.endsOn ? 1 : -1))[0]
  if (latest) return { lack: latest.revoked ? 'REVOKED' : 'EXPIRED', closest: latest }
  const first = coming.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0]
  if (first) return { lack: 'COMING', closest: first }
  return { lack: all.length > 0 ? 'OTHER_AGENCY' : 'NONE', closest: all[0] ?? null }
}

/**
 * Delegations that a new one would overlap: the same giver, the same receiver (an officer's stands in the way of the whole
 * agency's, and the other way round), a work in common, a day in common.
 */
export function overlaps<D extends Delegation>(
  existing: readonly D[],
  wanted: Omit<Delegation, 'id' | 'revoked'>,
): D[] {
  return existing.filter(
    one =>
      one.fromAgencyId === wanted.fromAgencyId &&
      one.toAgencyId === wanted.toAgencyId &&
      (one.toOfficerId === null || wanted.toOfficerId === null || one.toOfficerId === wanted.toOfficerId) &&
      one.validFrom < wanted.endsOn &&
      wanted.validFrom < one.endsOn &&
      one.validFrom < one.endsOn &&
      one.works.some(work => wanted.works.includes(work)),
  )
}

/** Whether a position is that of a deputy: its title begins with "Phó". */
export const isDeputy = (title: string): boolean => /^phó\s/iu.test(title.normalize('NFC'))

/** In whose place something is signed. */
export interface SignedAs {
  /** KT.: a deputy for the head. TUQ.: by delegation. Null: in one's own right. */
  mark: 'KT' | 'TUQ' | null
  /** The signer's own position. */
  title: string
  /** The position signed for. */
  of: string | null
  /** The decision by which it is signed for another. */
  decisionNo: string | null
}

const OFFICE = /\s+((ủy ban nhân dân|UBND)\s.*|Sở)$/iu

/** The head whose deputy somebody is: 'Phó Chủ tịch UBND phường' → 'Chủ tịch UBND phường'. */
const headOf = (title: string): string => title.replace(/^phó\s+/iu, '')

/**
 * The lines above a signature, in capitals: the mark with the position signed for, then the signer's own. The name of the
 * committee stands at the top of the document and is left out here.
 * law: ND-30-2020#phu-luc-I
 */
export function signatureLines({
  title,
  of = null,
  mark = of === null ? (isDeputy(title) ? 'KT' : null) : 'TUQ',
}: {
  title: string
  of?: string | null
  /** Left out: by delegation where somebody is signed for, for the head where a deputy signs. */
  mark?: SignedAs['mark']
}): string[] {
  const short = (position: string): string => position.replace(OFFICE, '').toLocaleUpperCase('vi')
  if (mark === null) return [short(title)]
  return [`${mark}. ${short(of ?? headOf(title))}`, short(title)]
}

const CODED = /^([1-6]\.\d{6}(?:\.[A-Z]\d{2}(?:\.\d{2})*)?)(?:\s*[-–—:;,]\s*|\s+|$)(.*)$/u

/** Works as an annex lists them, one a line: a procedure begins with its code, all else is a task. */
export function worksOf(text: string): { code?: string; title: string }[] {
  return text
    .split('\n')
    .map(line => line.replace(/^\s*(?:[-+•]|\d{1,3}[.)])\s+/u, '').trim())
    .filter(line => line !== '')
    .map(line => {
      const coded = CODED.exec(line)
      return coded?.[1] ? { code: coded[1], title: coded[2]?.trim() ?? '' } : { title: line }
    })
}

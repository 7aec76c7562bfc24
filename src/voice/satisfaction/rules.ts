import type { Actor } from '#app/kernel/context.ts'
import { permission } from '#app/kernel/permission.ts'
import { percentOf, roundHalfUp } from '#app/kernel/text.ts'

/** Who may rate, when, and how a share is counted. Pure. */

/** Anybody with the key printed on the receipt; `whyNoRating` refuses officers. */
export const ratePermission = permission('voice.satisfaction.rate', 'PUBLIC')
export const figuresPermission = permission('voice.satisfaction.figures', 'OFFICER')

export type WhyNoRating = 'NOT_FOR_OFFICERS' | 'NOT_RETURNED_YET' | 'RATED_ALREADY'

/** What of a dossier decides on its slip. */
export interface RatedDossier {
  status: string
  delivery: string
  ratedAt: Date | null
}

/**
 * law: the slip is never a condition for handing the result over, so it exists only afterwards; an officer never rates for
 * the citizen. A result sent on-line is in the citizen's hands once handling is completed.
 */
export function whyNoRating(dossier: RatedDossier, actor: Actor): WhyNoRating | null {
  if (actor.kind === 'OFFICER') return 'NOT_FOR_OFFICERS'
  const inHands = dossier.status === 'RETURNED' || (dossier.status === 'COMPLETED' && dossier.delivery === 'ONLINE')
  if (!inHands) return 'NOT_RETURNED_YET'
  return dossier.ratedAt === null ? null : 'RATED_ALREADY'
}

/** From this level on somebody counts as satisfied: the two upper answers of five. */
export const SATISFIED_FROM = 4

export interface ScoreCount {
  slips: number
  satisfied: number
  total: number
}

/** Satisfied slips in percent of all, and the mean level; null where nobody rated. */
export function sharesOf({ slips, satisfied, total }: ScoreCount): { share: number | null; mean: number | null } {
  return { share: percentOf(satisfied, slips), mean: slips === 0 ? null : roundHalfUp(total / slips, 2) }
}

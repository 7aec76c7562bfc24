import type { Limit } from '#app/kernel/limit.ts'
import type { Channel, ProcedureContent } from './shape.ts'

/** Time limits of a procedure: the legal one by channel, the shorter one promised here, and how they compare. Pure. */

/** What the province promises, by channel; a channel left out keeps the legal limit. */
export type Promises = Partial<Record<Channel, Limit>>

/** The shortest promise of any channel, and the working hours it surely holds. */
export interface Tightest {
  channel: Channel
  limit: Limit
  hours: number
}

/** What a limit is measured by: a version's content and promises. */
export interface Limited {
  content: Pick<ProcedureContent, 'channels'>
  promised: Promises | null
}

/**
 * Working hours a limit surely holds, to compare limits and to fit a process into one: eight to a working day, and of
 * calendar days five in seven, of a month twenty. Holidays are left aside: this plans, it does not promise.
 */
export function surelyHours({ unit, amount }: Limit): number {
  const hours = {
    WORKING_HOUR: amount,
    WORKING_DAY: amount * 8,
    SAME_DAY: 8,
    CALENDAR_DAY: Math.floor((amount * 5) / 7) * 8,
    MONTH: amount * 160,
  } as const satisfies Record<Limit['unit'], number>
  return hours[unit]
}

const shortest = (limits: readonly Limit[]): Limit | null =>
  limits.toSorted((a, b) => surelyHours(a) - surelyHours(b))[0] ?? null

/**
 * The legal limit of a channel: the shortest of its rows, because a promise kept for that is kept in every case. A channel
 * the publication does not list is held to the strictest limit of those it lists. Null when none could be read.
 */
export function legalLimit(content: Limited['content'], channel: Channel): Limit | null {
  const listed = content.channels.filter(rule => rule.channel === channel)
  const rules = listed.length > 0 ? listed : content.channels
  return shortest(rules.flatMap(rule => rule.terms.flatMap(term => (term.limit === null ? [] : [term.limit]))))
}

/** The limit promised for a channel, else the legal one; null when neither can be read. */
export function promisedLimit(version: Limited, channel: Channel): Limit | null {
  return version.promised?.[channel] ?? legalLimit(version.content, channel)
}

/** The shortest promise among the channels listed; null when no limit could be read. */
export function tightestOf(version: Limited): Tightest | null {
  const promises = channelsOf(version).flatMap(channel => {
    const limit = promisedLimit(version, channel)
    return limit === null ? [] : [{ channel, limit, hours: surelyHours(limit) }]
  })
  return promises.toSorted((a, b) => a.hours - b.hours)[0] ?? null
}

function channelsOf({ content, promised }: Limited): Channel[] {
  const listed = content.channels.map(rule => rule.channel)
  const more = Object.keys(promised ?? {}) as Channel[]
  return [...new Set([...listed, ...more])]
}

/**
 * Channels whose promise is longer than the law allows.
 * law: docs/law/procedures.md, ND-63-2010 — the limit is part of the procedure; shortening it is the province's, lengthening is not (reading of the house).
 */
export function promisesOverLegal({ content, promised }: Limited): Channel[] {
  const channels = Object.keys(promised ?? {}) as Channel[]
  return channels.filter(channel => {
    const limit = promised?.[channel]
    const legal = legalLimit(content, channel)
    return limit !== undefined && legal !== null && surelyHours(limit) > surelyHours(legal)
  })
}

import { limiterOf } from '../limiter.ts'
import { refuse, type Words2 } from '../refusal.ts'
import type { C } from './house.ts'

/**
 * Lets so many requests through from one address in a stretch of time. Offices and villages share an address.
 * @param name  of what is paced: 'feedback.send'
 * @throws Refusal TOO_MANY (429) with the seconds to wait
 */
export function pace(name: string, points: number, seconds: number, words: Words2): (c: C) => Promise<void> {
  return async c => {
    const wait = await limiterOf(c.get('ctx').db, name, points, seconds).spend(c.get('address'))
    if (wait > 0) refuse('TOO_MANY', 429, words, { retryAfter: Math.ceil(wait) })
  }
}

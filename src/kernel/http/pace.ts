import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { refuse, type Words2 } from '../refusal.ts'
import type { C } from './house.ts'

/** Whom a request comes from, as far as the connection tells. */
export function addressOf(c: C): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return env?.incoming?.socket?.remoteAddress ?? 'unknown'
}

/**
 * Lets so many requests through from one address in a stretch of time. Offices and villages share an address.
 * @throws Refusal TOO_MANY (429) with the seconds to wait
 */
export function pace(points: number, seconds: number, words: Words2): (c: C) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async c => {
    try {
      await limiter.consume(addressOf(c))
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause
      refuse('TOO_MANY', 429, words, { retryAfter: Math.ceil(cause.msBeforeNext / 1_000) })
    }
  }
}

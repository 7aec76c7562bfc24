import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { C, House } from '#app/kernel/http/house.ts'
import { refuse } from '#app/kernel/refusal.ts'
import { feedbackWords } from './words.ts'

/** Whom a request comes from, as far as the connection tells. */
function addressOf(c: C): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return env?.incoming?.socket?.remoteAddress ?? 'unknown'
}

/**
 * Lets so many requests through from one address in a stretch of time.
 * @throws Refusal TOO_MANY (429) with the seconds to wait
 */
export function pace(points: number, seconds: number): (c: C) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async c => {
    try {
      await limiter.consume(addressOf(c))
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause
      refuse(
        'TOO_MANY',
        429,
        { vi: feedbackWords.vi.tooMany, en: feedbackWords.en.tooMany },
        { retryAfter: Math.ceil(cause.msBeforeNext / 1000) },
      )
    }
  }
}

/** What the public may do how often from one address. Offices and villages share an address. */
const publicPaces = () => ({ send: pace(30, 3_600), lookUp: pace(60, 600), vote: pace(60, 3_600) })
export type PublicPaces = ReturnType<typeof publicPaces>

const ofHouse = new WeakMap<House, PublicPaces>()

/** The same for the screens and the interface of one house. */
export function pacesOf(house: House): PublicPaces {
  const paces = ofHouse.get(house) ?? publicPaces()
  ofHouse.set(house, paces)
  return paces
}

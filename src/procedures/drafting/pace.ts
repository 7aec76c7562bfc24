import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { C } from '#app/kernel/http/house.ts'
import { refuse } from '#app/kernel/refusal.ts'

/**
 * How often the public may send opinions from one address: an office or a village shares one.
 * @throws Refusal TOO_MANY (429) with the seconds to wait
 */
export function opinionPace(points = 30, seconds = 3_600): (c: C) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async c => {
    const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
    try {
      await limiter.consume(env?.incoming?.socket?.remoteAddress ?? 'unknown')
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause
      refuse(
        'TOO_MANY',
        429,
        {
          vi: 'Từ địa chỉ này vừa có nhiều ý kiến được gửi. Hãy gửi lại sau ít phút.',
          en: 'Many opinions were just sent from this address. Send again in a few minutes.',
        },
        { retryAfter: Math.ceil(cause.msBeforeNext / 1_000) },
      )
    }
  }
}

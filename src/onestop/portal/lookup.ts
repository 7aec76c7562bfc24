import { CompiledQuery } from 'kysely'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import { refuse, Refusal } from '#app/kernel/refusal.ts'
import { publicState } from '../dossiers/index.ts'

/**
 * Looking a dossier up by code and four digits. Ten thousand guesses would open any dossier, so wrong ones are counted:
 * by the code that is tried and by the address that tries, in PostgreSQL, so that several servers count together. The
 * windows run on the machine's own clock.
 */

/** Wrong tries at one code in a quarter of an hour, after which even the right digits must wait. */
export const WRONG_PER_CODE = 10
/** Tries of one address in ten minutes; a village may share one. */
export const TRIES_PER_ADDRESS = 60

const limiters = perDatabase(() => new Map<string, RateLimiterPostgres>())

function limiter(db: Reader, keyPrefix: string, points: number, duration: number): RateLimiterPostgres {
  const known = limiters(db).get(keyPrefix)
  if (known) return known
  const made = new RateLimiterPostgres({
    storeClient: {
      query: (q: { text: string; values: unknown[] }) => db.executeQuery(CompiledQuery.raw(q.text, q.values)),
    },
    storeType: 'client',
    schemaName: 'kernel',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
  })
  limiters(db).set(keyPrefix, made)
  return made
}

const perCode = (db: Reader) => limiter(db, 'track-code', WRONG_PER_CODE, 900)
const perAddress = (db: Reader) => limiter(db, 'track-address', TRIES_PER_ADDRESS, 600)

function wait(ms: number): never {
  const minutes = Math.max(1, Math.ceil(ms / 60_000))
  refuse(
    'TOO_MANY_TRIES',
    429,
    {
      vi: `Đã thử quá nhiều lần. Hãy thử lại sau ${minutes} phút, hoặc quét mã QR trên giấy tiếp nhận.`,
      en: `Too many tries. Try again in ${minutes} minutes, or scan the QR code of the receipt.`,
    },
    { retryAfter: Math.ceil(ms / 1000) },
  )
}

/**
 * The key of a dossier for whoever knows its code and the last four digits.
 * @throws Refusal NOT_FOUND in the same words for a wrong code and wrong digits; TOO_MANY_TRIES
 */
export async function lookUp(
  ctx: Ctx,
  input: { code: string; proof: string },
  address: string,
): Promise<{ key: string }> {
  await spend(perAddress(ctx.db), address)
  const codes = perCode(ctx.db)
  const used = await codes.get(input.code)
  if (used && used.remainingPoints <= 0 && used.msBeforeNext > 0) wait(used.msBeforeNext)
  try {
    const { verifyKey } = await publicState(ctx, input.code, { lastFour: input.proof })
    return { key: verifyKey }
  } catch (cause) {
    if (cause instanceof Refusal && cause.code === 'NOT_FOUND') await spend(codes, input.code)
    throw cause
  }
}

async function spend(from: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await from.consume(key)
  } catch (cause) {
    if (cause instanceof RateLimiterRes) wait(cause.msBeforeNext)
    throw cause
  }
}

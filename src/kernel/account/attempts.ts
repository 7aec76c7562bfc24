import { CompiledQuery } from 'kysely'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Database } from '../context.ts'
import { locked, tooManyAttempts } from './refusals.ts'
import { WRONG_BEFORE_LOCK } from './rules.ts'

/**
 * How often somebody may try. Counted in PostgreSQL, so that several servers count together, and in memory while the
 * database does not answer. These windows run on the machine's own clock.
 */

interface Limiters {
  /** One address at one log-in. */
  pair: RateLimiterPostgres
  /** One address at any log-in: guessing one password for everybody. */
  address: RateLimiterPostgres
  /** A log-in that does not exist is locked like one that does, so that nobody learns which is which. */
  nobody: RateLimiterPostgres
}

const made = new WeakMap<Database, Limiters>()

function limitersOf(db: Database): Limiters {
  const known = made.get(db)
  if (known) return known
  const client = {
    query: (q: { text: string; values: unknown[] }) => db.executeQuery(CompiledQuery.raw(q.text, q.values)),
  }
  const limiter = (keyPrefix: string, points: number, duration: number): RateLimiterPostgres =>
    new RateLimiterPostgres({
      storeClient: client,
      storeType: 'client',
      schemaName: 'kernel',
      tableName: 'rate_limit',
      tableCreated: true,
      // Old rows are removed by `forgetOldAttempts`, not by a timer of the library's own.
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
    })
  const limiters = {
    pair: limiter('pair', 20, 600),
    address: limiter('address', 300, 600),
    nobody: limiter('nobody', WRONG_BEFORE_LOCK, 900),
  }
  made.set(db, limiters)
  return limiters
}

/** Counts one attempt. @throws Refusal TOO_MANY_ATTEMPTS with the seconds to wait */
export async function countAttempt(db: Database, address: string, login: string): Promise<void> {
  const { pair, address: from } = limitersOf(db)
  const who = address || 'unknown'
  const wait = Math.max(...(await Promise.all([spent(pair, `${who} ${login}`.slice(0, 200)), spent(from, who)])))
  if (wait > 0) tooManyAttempts(wait)
}

/** Counts a wrong attempt at a log-in that does not exist. @throws Refusal ACCOUNT_LOCKED as for one that does */
export async function countNobody(db: Database, login: string): Promise<void> {
  const wait = await spent(limitersOf(db).nobody, login)
  if (wait > 0) locked(wait)
}

/** After a right sign-in the address starts again. */
export async function forgetAttempts(db: Database, address: string, login: string): Promise<void> {
  await limitersOf(db).pair.delete(`${address || 'unknown'} ${login}`.slice(0, 200))
}

/** Removes counters whose time is over. */
export async function forgetOldAttempts(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('kernel.rate_limit').where('expire', '<', now.getTime()).execute()
}

/** 0, or the seconds until there is a point again. */
async function spent(limiter: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (cause) {
    if (cause instanceof RateLimiterRes) return cause.msBeforeNext / 1000
    throw cause
  }
}

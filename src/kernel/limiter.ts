import { CompiledQuery } from 'kysely'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Database, Reader } from './context.ts'
import { perDatabase } from './db/memory.ts'

/**
 * So many tries in a stretch of time. Counted in PostgreSQL, so that several servers count together, and in memory while the
 * database does not answer. These windows run on the machine's own clock.
 */
export interface Limiter {
  /** Counts one try: 0, or the seconds until there is a point again. */
  spend: (key: string) => Promise<number>
  /** The same without counting. */
  wait: (key: string) => Promise<number>
  forget: (key: string) => Promise<void>
}

const made = perDatabase(() => new Map<string, Limiter>())

/** The limiter of a name; the same one for all who ask with this database. */
export function limiterOf(db: Reader, name: string, points: number, seconds: number): Limiter {
  const known = made(db).get(name)
  if (known) return known
  const limiter = limiterOn(db, name, points, seconds)
  made(db).set(name, limiter)
  return limiter
}

function limiterOn(db: Reader, keyPrefix: string, points: number, duration: number): Limiter {
  const client = {
    query: (q: { text: string; values: unknown[] }) => db.executeQuery(CompiledQuery.raw(q.text, q.values)),
  }
  const counter = new RateLimiterPostgres({
    storeClient: client,
    storeType: 'client',
    schemaName: 'kernel',
    tableName: 'rate_limit',
    tableCreated: true,
    // Old rows are removed by `forgetOldCounts`, not by a timer of the library's own.
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
  })
  return {
    spend: async key => {
      try {
        await counter.consume(key)
        return 0
      } catch (cause) {
        if (cause instanceof RateLimiterRes) return cause.msBeforeNext / 1_000
        throw cause
      }
    },
    wait: async key => {
      const so = await counter.get(key)
      return so && so.remainingPoints <= 0 && so.msBeforeNext > 0 ? so.msBeforeNext / 1_000 : 0
    },
    forget: async key => void (await counter.delete(key)),
  }
}

/** Removes counters whose time is over. */
export async function forgetOldCounts(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('kernel.rate_limit').where('expire', '<', now.getTime()).execute()
}

import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Database } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { DB } from './types.ts'

/** Dates stay 'YYYY-MM-DD'; counts are numbers as long as they are exact. */
const DATE_ARRAY = 1182

/** By type of column; everything else as the driver reads it. */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.DATE, text => text],
  [pg.types.builtins.TIMESTAMPTZ, instant],
  [pg.types.builtins.INT8, exactNumber],
  [pg.types.builtins.NUMERIC, Number],
  [DATE_ARRAY, text => text.slice(1, -1).split(',')],
])

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: string) => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary')
    return parsers.get(oid) ?? pg.types.getTypeParser(oid, 'text')
  }) as typeof pg.types.getTypeParser,
}

const anyInstant = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text')

/** Sessions run in UTC, so instants nearly always come as '2026-11-23 07:30:00.123+00'; the engine's own parser is fast. */
function instant(text: string): unknown {
  if (text.length < 22 || text[4] !== '-' || !text.endsWith('+00')) return anyInstant(text)
  return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
}

function exactNumber(text: string): number {
  const n = Number(text)
  if (!Number.isSafeInteger(n)) throw new Error(`bigint ${text} does not fit a number`)
  return n
}

export interface Connection {
  db: Database
  pool: pg.Pool
  close: () => Promise<void>
}

/**
 * Opens a pool. Nothing is contacted before the first query.
 * @param durable  false: commits do not wait for the disk; only for what can be made again
 */
export function connect(url: string, max = 12, { durable = true }: { durable?: boolean } = {}): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    options: `-c statement_timeout=60000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC${durable ? '' : ' -c synchronous_commit=off'}`,
  })
  // An idle connection that breaks (server restart) is replaced at the next query; that query tells if it cannot be.
  pool.on('error', () => {})
  // One that breaks between two queries of a transaction says so with the next query; unheard, it would end the process.
  pool.on('connect', client => void client.on('error', () => {}))
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
}

const MINIMUM = 150_000

/**
 * Asks the server whether it is there and new enough.
 * @throws Refusal DATABASE_UNREACHABLE, DATABASE_TOO_OLD
 */
export async function checkServer(connection: Connection): Promise<void> {
  let version: number
  try {
    const row = await sql<{ v: number }>`select current_setting('server_version_num')::int as v`.execute(connection.db)
    version = row.rows[0]?.v ?? 0
  } catch (cause) {
    const error = cause as NodeJS.ErrnoException
    throw new Refusal('DATABASE_UNREACHABLE', 503, {
      vi: 'Không kết nối được cơ sở dữ liệu. Hãy kiểm tra DATABASE_URL.',
      en: `The database is unreachable (${error.code ?? error.message}). Check DATABASE_URL and that the server runs.`,
    })
  }
  if (version < MINIMUM) {
    throw new Refusal('DATABASE_TOO_OLD', 503, {
      vi: 'Cần PostgreSQL 15 trở lên.',
      en: `PostgreSQL 15 or later is needed; this server is ${Math.floor(version / 10_000)}.`,
    })
  }
}

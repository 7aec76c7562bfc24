import { sql } from 'kysely'
import type { Database } from './context.ts'
import { perDatabase } from './db/memory.ts'

/**
 * Calls of a writing database function that come while an earlier one is under way go together: one round trip, one transaction,
 * one wait for the disk. Nobody waits for company: a call that finds its lane free goes at once.
 */

/** A batch holds its locks until its last call is done. */
const MOST = 32

interface Call {
  payload: string
  answered: (answer: unknown) => void
  failed: (cause: unknown) => void
}
/** One for each function: one Node thread does not feed more connections with whole batches, and its transactions never wait for each other. */
interface Lane {
  waiting: Call[]
  isBusy: boolean
}

const lanes = perDatabase(() => new Map<string, Lane>())

/**
 * Calls `fn(payload)` and gives its answer. A call that fails takes nothing with it: the others of its transaction are made again, alone.
 * @param fn       schema-qualified function of (jsonb) returns jsonb
 * @param payload  JSON text
 */
export async function callTogether(db: Database, fn: string, payload: string): Promise<unknown> {
  const known = lanes(db)
  const lane = known.get(fn) ?? { waiting: [], isBusy: false }
  known.set(fn, lane)
  return await new Promise((answered, failed) => {
    lane.waiting.push({ payload, answered, failed })
    if (!lane.isBusy) void drain(db, fn, lane)
  })
}

async function drain(db: Database, fn: string, lane: Lane): Promise<void> {
  lane.isBusy = true
  while (lane.waiting.length > 0) await send(db, fn, lane.waiting.splice(0, MOST))
  lane.isBusy = false
}

/** Never throws: every call hears for itself. */
async function send(db: Database, fn: string, calls: readonly Call[]): Promise<void> {
  try {
    const answers = await answersOf(db, fn, calls)
    for (const [i, call] of calls.entries()) call.answered(answers.get(i + 1))
  } catch (cause) {
    if (calls.length > 1 && isRolledBack(cause)) for (const call of calls) await send(db, fn, [call])
    else for (const call of calls) call.failed(cause)
  }
}

/** Answers by place in the batch, from 1. */
async function answersOf(db: Database, fn: string, calls: readonly Call[]): Promise<Map<number, unknown>> {
  const batch = `[${calls.map(call => call.payload).join(',')}]`
  const { rows } = await sql<{ place: number; answer: unknown }>`
    select place::int, ${sql.raw(fn)}(payload) as answer from jsonb_array_elements(${batch}::jsonb) with ordinality as t(payload, place)`.execute(
    db,
  )
  return new Map(rows.map(({ place, answer }) => [place, answer]))
}

/** Only where the server itself says ERROR is it sure that nothing was written; a lost connection leaves that open. */
const isRolledBack = (cause: unknown): boolean => (cause as { severity?: unknown } | null)?.severity === 'ERROR'

import { type RawBuilder, sql } from 'kysely'
import type { Database, Reader } from '#app/kernel/context.ts'
import { catchUp, type HappenedEvent } from '#app/kernel/listeners.ts'
import { type Delta, deltasOf, sumDeltas } from './cells.ts'
import { cellListener, deltaRows } from './listener.ts'

/**
 * One look at everything as of one instant: cells, what has happened and is not folded yet, and the rows themselves, all in one
 * snapshot. What is read is never stale, and figures agree with the dossiers listed behind them.
 */
export interface Reading {
  /** A read-only snapshot. */
  db: Reader
  /** What unfolded events add. */
  pending: readonly Delta[]
}

/** Folds what can be folded without waiting for anybody, then looks. */
export async function reading<R>(db: Database, look: (reading: Reading) => Promise<R>): Promise<R> {
  await catchUp(db, cellListener, { skipIfBusy: true, waitMs: 20 })
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async tx => await look({ db: tx, pending: await notFolded(tx) }))
}

/** What this snapshot's events beyond the cursor add. One that cannot be counted adds nothing: the folder will set it aside. */
async function notFolded(db: Reader): Promise<Delta[]> {
  const { rows } = await sql<HappenedEvent>`
    select e.id, e.agency_id as "agencyId", e.stream, e.type, e.at, e.actor_name as "actorName", e.data
      from kernel.event e
     where e.id > coalesce((select cursor from kernel.listener where name = ${cellListener.name}), 0)
       and e.type = any(${[...cellListener.types]}::text[])`.execute(db)
  return sumDeltas(rows.flatMap(countable))
}

function countable(event: HappenedEvent): Delta[] {
  try {
    return deltasOf(event)
  } catch {
    return []
  }
}

/** The cells of a reading as a table expression `c`, unfolded ones among them. */
export function cellsOf({ pending }: Reading): RawBuilder<unknown> {
  if (pending.length === 0) return sql`measures.cell c`
  return sql`(select agency_id, day, sector, procedure_id, kind, dim, n from measures.cell
               union all select x.* from ${deltaRows(pending)}) c`
}

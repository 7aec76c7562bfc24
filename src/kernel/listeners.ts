import { sql } from 'kysely'
import type { Database, Tx } from './context.ts'
import type { Log } from './log.ts'

/** An event as listeners see it. */
export interface HappenedEvent {
  id: number
  agencyId: number
  stream: string
  type: string
  at: Date
  actorName: string
  data: Record<string, unknown>
}

/**
 * A room that listens. `handle` runs in the transaction that moves the cursor, so each event counts exactly once;
 * it is called with events in order and must write through `tx`.
 */
export interface Listener {
  name: string
  types: readonly string[]
  handle: (tx: Tx, events: HappenedEvent[]) => Promise<void>
}

const BATCH = 2_000

/**
 * The id up to which every event is visible: ids are handed out after a transaction took its number (kernel.append), so
 * once all transactions older than now have ended, nothing at or below today's last id can still appear.
 * @returns -1 when an older transaction is still open after `waitMs`
 */
export async function visibleUpTo(db: Database, waitMs: number): Promise<number> {
  // Two statements, in this order: within one, the snapshot would be older than the sequence's last value. The mark is a number
  // of our own, not the end of a snapshot: that ends at what has last completed, and would not wait for the newest writers.
  const last = await sql<{ h: number }>`
    select case when is_called then last_value else last_value - 1 end as h from kernel.event_id_seq`.execute(db)
  const open = await sql<{ x: string }>`select pg_current_xact_id()::text as x`.execute(db)
  const h = last.rows[0]?.h ?? 0
  const x = open.rows[0]?.x ?? '0'
  for (let waited = 0; ; waited += 10) {
    const ended = await sql<{ ok: boolean }>`
      select pg_snapshot_xmin(pg_current_snapshot()) >= ${x}::xid8 as ok`.execute(db)
    if (ended.rows[0]?.ok) return h
    if (waited >= waitMs) return -1
    await new Promise(done => setTimeout(done, 10))
  }
}

/**
 * Lets a listener take in everything that has happened. Two callers at once are one after the other (row lock).
 * @returns how many events were handled, or null when another one was just at it and `skipIfBusy`
 */
export async function catchUp(
  db: Database,
  listener: Listener,
  options: { skipIfBusy?: boolean; waitMs?: number } = {},
): Promise<number> {
  if (!(await isBehind(db, listener.name))) return 0
  const upTo = await visibleUpTo(db, options.waitMs ?? 300)
  if (upTo < 0) return 0
  let handled = 0
  for (;;) {
    const n = await db.transaction().execute(async tx => {
      const cursor = await takeCursor(tx, listener.name, options.skipIfBusy ?? false)
      if (cursor === null || cursor >= upTo) return 0
      return await takeBatch(tx, listener, cursor, upTo)
    })
    if (n === 0) return handled
    handled += n
  }
}

/** Whether any event was numbered after the cursor: what an idle listener asks, and no more. */
async function isBehind(db: Database, name: string): Promise<boolean> {
  const { rows } = await sql<{ behind: boolean }>`
    select s.is_called and s.last_value > coalesce((select cursor from kernel.listener where name = ${name}), 0) as behind
      from kernel.event_id_seq s`.execute(db)
  return rows[0]?.behind ?? false
}

async function takeCursor(tx: Tx, name: string, skipIfBusy: boolean): Promise<number | null> {
  await tx
    .insertInto('kernel.listener')
    .values({ name })
    .onConflict(oc => oc.doNothing())
    .execute()
  let query = tx.selectFrom('kernel.listener').select('cursor').where('name', '=', name).forUpdate()
  if (skipIfBusy) query = query.skipLocked()
  const row = await query.executeTakeFirst()
  return row ? row.cursor : null
}

async function takeBatch(tx: Tx, listener: Listener, cursor: number, upTo: number): Promise<number> {
  const rows = await tx
    .selectFrom('kernel.event')
    .select(['id', 'agency_id', 'stream', 'type', 'at', 'actor_name', 'data'])
    .where('id', '>', cursor)
    .where('id', '<=', upTo)
    .orderBy('id')
    .limit(BATCH)
    .execute()
  const last = rows.length < BATCH ? upTo : (rows.at(-1)?.id ?? upTo)
  const wanted = rows
    .filter(r => listener.types.includes(r.type))
    .map(r => ({
      id: r.id,
      agencyId: r.agency_id,
      stream: r.stream,
      type: r.type,
      at: r.at,
      actorName: r.actor_name,
      data: r.data as Record<string, unknown>,
    }))
  if (wanted.length > 0) await handleOrSetAside(tx, listener, wanted)
  await sql`update kernel.listener set cursor = ${last}, caught_up_at = now() where name = ${listener.name}`.execute(tx)
  return rows.length
}

/** One event that cannot be handled must not block those behind it: it is set aside with its reason, and shown. */
async function handleOrSetAside(tx: Tx, listener: Listener, events: HappenedEvent[]): Promise<void> {
  await sql`savepoint batch`.execute(tx)
  try {
    await listener.handle(tx, events)
    await sql`release savepoint batch`.execute(tx)
  } catch (cause) {
    await sql`rollback to savepoint batch`.execute(tx)
    if (events.length > 1) {
      for (const event of events) await handleOrSetAside(tx, listener, [event])
      return
    }
    const reason = cause instanceof Error ? cause.message : String(cause)
    await sql`insert into kernel.dead_letter (listener, event_id, failed_at, reason)
              values (${listener.name}, ${events[0]?.id}, now(), ${reason}) on conflict do nothing`.execute(tx)
  }
}

/** Runs all listeners until stopped. Errors are logged and tried again; the cursor has not moved. */
export function startListeners(
  db: Database,
  listeners: readonly Listener[],
  log: Log,
  everyMs = 250,
): () => Promise<void> {
  const stopping = new AbortController()
  const stopped = (): boolean => stopping.signal.aborted
  const loop = async (listener: Listener): Promise<void> => {
    let pause = everyMs
    while (!stopped()) {
      try {
        await catchUp(db, listener, { skipIfBusy: true, waitMs: 1_000 })
        pause = everyMs
      } catch (cause) {
        pause = Math.min(pause * 2, 30_000)
        if (!stopped()) log.error({ err: cause, listener: listener.name }, 'listener failed, will try again')
      }
      await new Promise(done => setTimeout(done, stopped() ? 0 : pause))
    }
  }
  const running = listeners.map(loop)
  return async () => {
    stopping.abort()
    await Promise.all(running)
  }
}

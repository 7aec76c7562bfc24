import { sql } from 'kysely'
import type { Database, Reader } from './context.ts'
import { visibleUpTo } from './listeners.ts'
import { dayOf } from './text.ts'

/**
 * Proof that the event log is as it was written. Each stream is a hash chain (kernel.append), which shows any entry that
 * was changed, put in or taken out of its middle; the daily anchors, themselves a chain over all events in the order of
 * their ids, show an end that was cut off or a stream that was written anew.
 */

/** What is wrong with one entry, the first reason that applies. */
export type Fault =
  /** An entry before this one is missing, or the chain does not begin at 1. */
  | 'GAP'
  /** It does not follow the entry before it: that one was exchanged, or this one put in. */
  | 'LINK'
  /** Its content is not what was hashed. */
  | 'CONTENT'

export interface BrokenEntry {
  agencyId: number
  stream: string
  seq: number
  fault: Fault
}

/** A day whose events are not those that were there when it was anchored, or an anchor that was itself changed. */
export interface BrokenAnchor {
  day: string
  fault: 'CONTENT'
}

export interface Verified {
  streams: number
  events: number
  broken: BrokenEntry[]
  anchors: { days: number; broken: BrokenAnchor[] }
}

interface Checked {
  streams: number
  events: number
  broken: BrokenEntry[]
}

/** Nobody reads more than this many; the first ones tell where to look. */
const SHOWN = 1_000

/** Recomputes the rows of `from`, whole streams each; one pass in the order of the primary key. */
const check = (where: ReturnType<typeof sql>) => sql<Checked>`
  with linked as (
    select e.*, lag(seq) over chain as seq_before, lag(hash) over chain as hash_before
      from kernel.event e where ${where}
    window chain as (partition by agency_id, stream order by seq)
  ), judged as (
    select agency_id, stream, seq,
           case when seq <> coalesce(seq_before, 0) + 1 then 'GAP'
                when prev_hash <> coalesce(hash_before, ''::bytea) then 'LINK'
                when hash <> kernel.event_hash(prev_hash, agency_id, stream, seq, type, at, actor_kind, actor_id, actor_name, data)
                then 'CONTENT' end as fault,
           seq_before is null as first
      from linked
  )
  select count(*) filter (where first) as streams, count(*) as events,
         coalesce((select jsonb_agg(b) from (
           select agency_id as "agencyId", stream, seq, fault from judged where fault is not null
            order by agency_id, stream, seq limit ${SHOWN}) b), '[]') as broken
    from judged`

/** One stream, a dossier's history for instance: cheap enough for a public page. */
export async function verifyStream(
  db: Reader,
  agencyId: number,
  stream: string,
): Promise<{ events: number; broken: BrokenEntry[] }> {
  const { rows } = await check(sql`agency_id = ${agencyId} and stream = ${stream}`).execute(db)
  const { events, broken } = rows[0] as Checked
  return { events, broken }
}

export interface Progress {
  streams: number
  events: number
  broken: number
}

/**
 * The whole log, in pieces of whole streams so that any size fits, then the anchors.
 * @param onProgress  called after each piece with what has been checked so far
 * @param piece       events in one piece, about
 */
export async function verifyAll(
  db: Database,
  { onProgress, piece = 50_000 }: { onProgress?: (done: Progress) => void; piece?: number } = {},
): Promise<Verified> {
  const done: Checked = { streams: 0, events: 0, broken: [] }
  let after: { agencyId: number; stream: string } | null = null
  for (;;) {
    const last = await endOfPiece(db, after, piece)
    if (!last) break
    const from = after ? sql`(agency_id, stream) > (${after.agencyId}, ${after.stream}) and` : sql``
    const { rows } = await check(sql`${from} (agency_id, stream) <= (${last.agencyId}, ${last.stream})`).execute(db)
    const found = rows[0] as Checked
    done.streams += found.streams
    done.events += found.events
    done.broken.push(...found.broken.slice(0, SHOWN - done.broken.length))
    onProgress?.({ streams: done.streams, events: done.events, broken: done.broken.length })
    after = last
  }
  return { ...done, anchors: await verifyAnchors(db) }
}

/** The stream in which a piece that begins after `after` ends; null when nothing is left. */
async function endOfPiece(
  db: Reader,
  after: { agencyId: number; stream: string } | null,
  piece: number,
): Promise<{ agencyId: number; stream: string } | null> {
  const from = after ? sql`where (agency_id, stream) > (${after.agencyId}, ${after.stream})` : sql``
  const { rows } = await sql<{ agencyId: number; stream: string }>`
    select agency_id as "agencyId", stream from (
      select agency_id, stream from kernel.event ${from} order by agency_id, stream, seq limit ${piece}) p
    order by agency_id desc, stream desc limit 1`.execute(db)
  return rows[0] ?? null
}

/**
 * The digest of events with ids in (from, to]: of digests of a thousand ids each, so that no text grows without end.
 * Chained to the digest before, so that an anchor cannot be exchanged alone.
 */
const digest = (
  before: ReturnType<typeof sql>,
  from: ReturnType<typeof sql>,
  to: ReturnType<typeof sql>,
) => sql<Buffer>`
  (select sha256(${before} || coalesce(string_agg(part, ''::bytea order by thousand), ''::bytea)) from (
     select id / 1000 as thousand, sha256(string_agg(int8send(id) || hash, ''::bytea order by id)) as part
       from kernel.event where id > ${from} and id <= ${to} group by 1) parts)`

/**
 * Takes the anchor of the day, once: a digest of every event since the anchor before. To be run daily, and its hash to be
 * kept where nobody who can write to the database can change it (it is also logged).
 * @returns null when the day has its anchor already, or when a transaction is still open that must be waited for
 */
export async function anchor(
  db: Database,
  now: Date,
): Promise<{ day: string; lastEventId: number; hash: string } | null> {
  const upTo = await visibleUpTo(db, 5_000)
  if (upTo < 0) return null
  const before = sql`coalesce((select hash from kernel.anchor order by day desc limit 1), ''::bytea)`
  const from = sql`coalesce((select last_event_id from kernel.anchor order by day desc limit 1), 0)`
  const { rows } = await sql<{ day: string; lastEventId: number; hash: Buffer }>`
    insert into kernel.anchor (day, last_event_id, streams, hash, taken_at)
    select ${dayOf(now)}::date, ${upTo}::bigint,
           (select count(distinct (agency_id, stream)) from kernel.event where id > ${from} and id <= ${upTo}),
           ${digest(before, from, sql`${upTo}::bigint`)}, ${now}
     where not exists (select 1 from kernel.anchor where day >= ${dayOf(now)}::date)
    on conflict do nothing
    returning day, last_event_id as "lastEventId", hash`.execute(db)
  const row = rows[0]
  return row ? { day: row.day, lastEventId: row.lastEventId, hash: row.hash.toString('hex') } : null
}

/** Recomputes every anchor from the events it covers. */
export async function verifyAnchors(db: Reader): Promise<Verified['anchors']> {
  const { rows } = await sql<{ day: string; holds: boolean }>`
    select day, hash = ${digest(sql`hash_before`, sql`id_before`, sql`last_event_id`)} as holds
      from (select day, hash, last_event_id,
                   coalesce(lag(hash) over (order by day), ''::bytea) as hash_before,
                   coalesce(lag(last_event_id) over (order by day), 0) as id_before
              from kernel.anchor) a
     order by day`.execute(db)
  return { days: rows.length, broken: rows.filter(r => !r.holds).map(r => ({ day: r.day, fault: 'CONTENT' as const })) }
}

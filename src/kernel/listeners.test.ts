import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testCtx, testDatabase } from '../../test/harness/database.ts'
import { act } from './act.ts'
import { catchUp, type HappenedEvent, type Listener } from './listeners.ts'

const connection = await testDatabase()
const { db } = connection
await sql`create table public.heard (listener text, event_id bigint)`.execute(db)

const say = async (stream: string, n: number): Promise<void> =>
  await act(testCtx(connection, '2026-11-23T14:30:00+07:00'), 'kernel.say', {}, async ({ emit }) =>
    emit({ agencyId: 1, stream, type: 'kernel.word.said', data: { n } }),
  )

const listener = (name: string, also: (events: HappenedEvent[]) => void = () => {}): Listener => ({
  name,
  types: ['kernel.word.said'],
  handle: async (tx, events) => {
    for (const event of events) await sql`insert into public.heard values (${name}, ${event.id})`.execute(tx)
    also(events)
  },
})
const heardBy = async (name: string): Promise<number[]> =>
  (
    await sql<{
      event_id: number
    }>`select event_id from public.heard where listener = ${name} order by event_id`.execute(db)
  ).rows.map(r => r.event_id)

describe('a listener', () => {
  it('hears every event once, in order, however often it asks', async () => {
    for (let n = 0; n < 5; n++) await say('s:1', n)
    await catchUp(db, listener('a'))
    await catchUp(db, listener('a'))
    const heard = await heardBy('a')
    expect(heard).toEqual([...new Set(heard)].sort((x, y) => x - y))
    expect(heard).toHaveLength(5)
  })

  it('misses nothing while many write at once', async () => {
    const before = (await heardBy('b')).length
    const writing = Promise.all(Array.from({ length: 60 }, (_, n) => say(`s:${n % 7}`, n)))
    const asking = (async () => {
      for (let i = 0; i < 15; i++) await catchUp(db, listener('b'))
    })()
    await Promise.all([writing, asking])
    await catchUp(db, listener('b'))
    const all = await db.selectFrom('kernel.event').select('id').where('type', '=', 'kernel.word.said').execute()
    expect(before).toBe(0)
    expect(await heardBy('b')).toEqual(all.map(e => e.id).sort((x, y) => x - y))
  })

  it('waits for a transaction that still holds an earlier event', async () => {
    const late = connection.pool.connect()
    const client = await late
    await client.query('begin')
    await client.query(
      `select kernel.append('[{"agency_id":1,"stream":"s:slow","type":"kernel.word.said","at":"2026-11-23T07:30:00Z","actor_kind":"SYSTEM","actor_name":"t","request_id":"t","data":{}}]')`,
    )
    await say('s:quick', 1)
    await catchUp(db, listener('c'), { waitMs: 20 })
    const tooEarly = await heardBy('c')
    await client.query('commit')
    client.release()
    await catchUp(db, listener('c'))
    const slow = await db
      .selectFrom('kernel.event')
      .select('id')
      .where('stream', '=', 's:slow')
      .executeTakeFirstOrThrow()
    expect(tooEarly).not.toContain(slow.id)
    expect(await heardBy('c')).toContain(slow.id)
  })

  it('waits for the newest transaction too, though nothing after it has ended', async () => {
    const client = await connection.pool.connect()
    await client.query('begin')
    await client.query(
      `select kernel.append('[{"agency_id":1,"stream":"s:newest","type":"kernel.word.said","at":"2026-11-23T07:30:00Z","actor_kind":"SYSTEM","actor_name":"t","request_id":"t","data":{}}]')`,
    )
    await catchUp(db, listener('f'), { waitMs: 20 })
    await client.query('commit')
    client.release()
    await catchUp(db, listener('f'))
    const newest = await db
      .selectFrom('kernel.event')
      .select('id')
      .where('stream', '=', 's:newest')
      .executeTakeFirstOrThrow()
    expect(await heardBy('f')).toContain(newest.id)
  })

  it('sets aside an event it cannot take and goes on', async () => {
    await say('s:bad', 666)
    await say('s:good', 1)
    const stumbling = listener('d', events => {
      if (events.some(e => e.data['n'] === 666)) throw new Error('cannot take 666')
    })
    await catchUp(db, stumbling)
    const aside = await db.selectFrom('kernel.dead_letter').selectAll().where('listener', '=', 'd').execute()
    const good = await db
      .selectFrom('kernel.event')
      .select('id')
      .where('stream', '=', 's:good')
      .executeTakeFirstOrThrow()
    expect(aside.map(d => d.reason)).toEqual(['cannot take 666'])
    expect(await heardBy('d')).toContain(good.id)
    expect(await heardBy('d')).not.toContain(aside[0]?.event_id)
  })

  it('counts once when two ask at the same time', async () => {
    await say('s:2', 1)
    await Promise.all([
      catchUp(db, listener('e')),
      catchUp(db, listener('e')),
      catchUp(db, listener('e'), { skipIfBusy: true }),
    ])
    const heard = await heardBy('e')
    expect(heard).toHaveLength(new Set(heard).size)
  })
})

import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testCtx, testDatabase } from '../../test/harness/database.ts'
import { act } from './act.ts'
import { anchor, verifyAll, verifyStream } from './verify.ts'

const connection = await testDatabase()
const { db } = connection

/** What only somebody with the rights of the database's owner can do: the trigger stands in everybody's way. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await sql`alter table kernel.event disable trigger user`.execute(db)
  await statement.execute(db)
  await sql`alter table kernel.event enable trigger user`.execute(db)
}

async function happen(stream: string, times: number, agencyId = 7, at = '2026-11-23T09:00:00+07:00'): Promise<void> {
  for (let i = 0; i < times; i++) {
    await act(testCtx(connection, at), 'test.happen', null, async ({ emit }) => {
      emit({ agencyId, stream, type: 'kernel.test.happened', data: { i, tên: 'Bưởi' } })
    })
  }
}

describe('the chain of a stream', () => {
  beforeAll(async () => {
    await happen('test:a', 5)
    await happen('test:b', 3)
    await happen('test:a', 4, 8)
  })

  it('holds for what was written by act', async () => {
    expect(await verifyStream(db, 7, 'test:a')).toEqual({ events: 5, broken: [] })
    const all = await verifyAll(db)
    expect(all).toMatchObject({ streams: 3, events: 12, broken: [] })
  })

  it('is checked piece by piece, whole streams each', async () => {
    const seen: number[] = []
    const all = await verifyAll(db, { piece: 2, onProgress: done => seen.push(done.events) })
    expect(all).toMatchObject({ streams: 3, events: 12, broken: [] })
    expect(seen).toEqual([5, 8, 12])
  })

  it('cannot be changed by an ordinary statement', async () => {
    await expect(sql`update kernel.event set data = '{}' where stream = 'test:b'`.execute(db)).rejects.toThrow(
      /never changed/,
    )
    await expect(sql`delete from kernel.event where stream = 'test:b'`.execute(db)).rejects.toThrow(/never changed/)
    await expect(sql`truncate kernel.event`.execute(db)).rejects.toThrow(/never changed/)
  })

  it('names the very entry whose content was changed', async () => {
    await tamper(
      sql`update kernel.event set data = data || '{"i": 99}' where agency_id = 7 and stream = 'test:a' and seq = 3`,
    )
    const { broken } = await verifyStream(db, 7, 'test:a')
    expect(broken).toEqual([{ agencyId: 7, stream: 'test:a', seq: 3, fault: 'CONTENT' }])
    await tamper(
      sql`update kernel.event set data = data || '{"i": 2}' where agency_id = 7 and stream = 'test:a' and seq = 3`,
    )
    expect((await verifyAll(db)).broken).toEqual([])
  })

  it.each([
    ['the instant', sql`at = at + interval '1 microsecond'`],
    ['the actor', sql`actor_name = 'ai đó'`],
    ['the type', sql`type = 'kernel.test.other'`],
  ])('covers %s', async (_, change) => {
    const where = sql`where agency_id = 7 and stream = 'test:b' and seq = 2`
    const kept = await sql<{
      at: Date
      actor_name: string
      type: string
    }>`select at, actor_name, type from kernel.event ${where}`.execute(db)
    await tamper(sql`update kernel.event set ${change} ${where}`)
    expect((await verifyAll(db)).broken).toEqual([{ agencyId: 7, stream: 'test:b', seq: 2, fault: 'CONTENT' }])
    const row = kept.rows[0]
    await tamper(
      sql`update kernel.event set at = ${row?.at}, actor_name = ${row?.actor_name}, type = ${row?.type} ${where}`,
    )
    expect((await verifyAll(db)).broken).toEqual([])
  })

  it('shows an entry changed together with its hash at the entry after it', async () => {
    await tamper(sql`update kernel.event set data = '{"i": 7}',
      hash = kernel.event_hash(prev_hash, agency_id, stream, seq, type, at, actor_kind, actor_id, actor_name, '{"i": 7}')
      where agency_id = 8 and stream = 'test:a' and seq = 2`)
    expect((await verifyAll(db)).broken).toEqual([{ agencyId: 8, stream: 'test:a', seq: 3, fault: 'LINK' }])
  })

  it('shows an entry taken out of the middle', async () => {
    await tamper(sql`delete from kernel.event where agency_id = 8 and stream = 'test:a' and seq = 3`)
    expect((await verifyAll(db, { piece: 4 })).broken).toEqual([
      { agencyId: 8, stream: 'test:a', seq: 4, fault: 'GAP' },
    ])
    await tamper(sql`delete from kernel.event where agency_id = 8`)
    expect((await verifyAll(db)).broken).toEqual([])
  })
})

describe('the daily anchors', () => {
  it('are taken once a day and hold', async () => {
    const first = await anchor(db, new Date('2026-11-23T23:00:00+07:00'))
    expect(first?.day).toBe('2026-11-23')
    expect(await anchor(db, new Date('2026-11-23T23:30:00+07:00'))).toBeNull()
    await happen('test:c', 3, 7, '2026-11-24T09:00:00+07:00')
    await anchor(db, new Date('2026-11-24T23:00:00+07:00'))
    await anchor(db, new Date('2026-11-25T23:00:00+07:00'))
    expect((await verifyAll(db)).anchors).toEqual({ days: 3, broken: [] })
  })

  it('show an end that was cut off, which no chain can', async () => {
    await tamper(sql`delete from kernel.event where stream = 'test:c' and seq = 3`)
    const all = await verifyAll(db)
    expect(all.broken).toEqual([])
    expect(all.anchors.broken).toEqual([{ day: '2026-11-24', fault: 'CONTENT' }])
  })

  it('show a stream written anew, hashes and all', async () => {
    await tamper(sql`update kernel.event set data = '{"i": 2}',
      hash = kernel.event_hash(prev_hash, agency_id, stream, seq, type, at, actor_kind, actor_id, actor_name, '{"i": 2}')
      where stream = 'test:b' and seq = 3`)
    const all = await verifyAll(db)
    expect(all.broken).toEqual([])
    expect(all.anchors.broken.map(b => b.day)).toContain('2026-11-23')
  })
})

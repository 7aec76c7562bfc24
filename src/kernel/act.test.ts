import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testCtx, testDatabase } from '../../test/harness/database.ts'
import { act } from './act.ts'
import { anonymous } from './context.ts'
import { Refusal, refuse } from './refusal.ts'

const connection = await testDatabase()
const ctx = (more = {}) =>
  testCtx(
    connection,
    '2026-11-23T14:30:00+07:00',
    { ...anonymous, kind: 'OFFICER', accountId: 7, name: 'Trần Thu Mai' },
    more,
  )
const event = { agencyId: 1, stream: 'thing:1', type: 'kernel.thing.made', data: { n: 1 } }
const parameter = (name: string) => ({ name, valid_from: '2026-01-01', value: '1', basis: 'test', verified: true })
const parametersNamed = async (name: string) =>
  await connection.db.selectFrom('kernel.parameter').selectAll().where('name', '=', name).execute()

describe('act', () => {
  it('writes rows and event together, chained to the one before', async () => {
    for (const name of ['a1', 'a2']) {
      await act(ctx(), 'kernel.make', {}, async ({ tx, emit }) => {
        await tx.insertInto('kernel.parameter').values(parameter(name)).execute()
        emit(event)
      })
    }
    const events = await connection.db
      .selectFrom('kernel.event')
      .selectAll()
      .where('stream', '=', 'thing:1')
      .orderBy('seq')
      .execute()
    expect(events.map(e => [e.seq, e.type, e.actor_kind, e.actor_id, e.actor_name])).toEqual([
      [1, 'kernel.thing.made', 'OFFICER', 7, 'Trần Thu Mai'],
      [2, 'kernel.thing.made', 'OFFICER', 7, 'Trần Thu Mai'],
    ])
    expect(events[1]?.prev_hash).toEqual(events[0]?.hash)
    expect(await parametersNamed('a2')).toHaveLength(1)
  })

  it('rolls back what was refused', async () => {
    const refused = act(ctx(), 'kernel.make', {}, async ({ tx, emit }) => {
      await tx.insertInto('kernel.parameter').values(parameter('b')).execute()
      emit(event)
      refuse('NO', 422, { vi: 'Không', en: 'No' })
    })
    await expect(refused).rejects.toThrow(Refusal)
    expect(await parametersNamed('b')).toEqual([])
  })

  it('rolls back a change that says nothing', async () => {
    const silent = act(ctx(), 'kernel.make', {}, async ({ tx }) => {
      await tx.insertInto('kernel.parameter').values(parameter('c')).execute()
    })
    await expect(silent).rejects.toThrow('without saying what happened')
    expect(await parametersNamed('c')).toEqual([])
  })

  it('does what is to be done afterwards when others can see what was written, and only then', async () => {
    const seen: Promise<number>[] = []
    const looked = (name: string) => () => void seen.push(parametersNamed(name).then(rows => rows.length))
    await act(ctx(), 'kernel.make', {}, async ({ tx, emit, after }) => {
      after(looked('d'))
      await tx.insertInto('kernel.parameter').values(parameter('d')).execute()
      emit(event)
    })
    const refused = act(ctx(), 'kernel.make', {}, async ({ after }) => {
      after(looked('d'))
      refuse('NO', 422, { vi: 'Không', en: 'No' })
    })
    await expect(refused).rejects.toThrow(Refusal)
    expect(await Promise.all(seen)).toEqual([1])
  })
})

describe('an idempotency key', () => {
  const make = async (key: string, input: object) =>
    await act(ctx({ idempotencyKey: key }), 'kernel.count', input, async ({ tx, emit }) => {
      const n = await tx
        .selectFrom('kernel.event')
        .select(eb => eb.fn.countAll<number>().as('n'))
        .where('stream', '=', 'count:1')
        .executeTakeFirstOrThrow()
      emit({ ...event, stream: 'count:1' })
      return { n: n.n }
    })

  it('gives the same answer, once', async () => {
    const first = await make('key-0001', { a: 1 })
    expect(await make('key-0001', { a: 1 })).toEqual(first)
    const events = await connection.db
      .selectFrom('kernel.event')
      .select('seq')
      .where('stream', '=', 'count:1')
      .execute()
    expect(events).toHaveLength(1)
  })

  it('is refused for something else', async () => {
    await expect(make('key-0001', { a: 2 })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 409 })
  })

  it('holds for twenty requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => make('key-0002', { b: 1 })))
    expect(new Set(answers.map(a => JSON.stringify(a))).size).toBe(1)
  })

  it('is free again when the verb was refused', async () => {
    const withKey = ctx({ idempotencyKey: 'key-0003' })
    const once = act(withKey, 'kernel.no', {}, async () => refuse('NO', 422, { vi: 'Không', en: 'No' }))
    await expect(once).rejects.toThrow(Refusal)
    await act(withKey, 'kernel.yes', {}, async ({ emit }) => emit(event))
    expect(
      await connection.db.selectFrom('kernel.idempotency').select('verb').where('key', '=', 'key-0003').execute(),
    ).toEqual([{ verb: 'kernel.yes' }])
  })
})

describe('the event log', () => {
  it('refuses update, delete and truncate', async () => {
    for (const change of [
      "update kernel.event set actor_name = 'x'",
      'delete from kernel.event',
      'truncate kernel.event',
    ]) {
      await expect(sql.raw(change).execute(connection.db)).rejects.toThrow('never changed or removed')
    }
    const left = await connection.db.selectFrom('kernel.event').select('actor_name').distinct().execute()
    expect(left.map(e => e.actor_name)).not.toContain('x')
  })
})

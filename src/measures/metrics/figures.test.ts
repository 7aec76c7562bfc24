import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { act } from '#app/kernel/act.ts'
import { catchUp, type Listener } from '#app/kernel/listeners.ts'
import { addDays, dayOf } from '#app/kernel/text.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { BEGIN, type Life, live, plan, SECTORS, slowCount, smallProvince } from '../../../test/harness/histories.ts'
import { type BehindQuery, countBehind, figureCondition, listBehind, sorts } from './behind.ts'
import { counted } from './counted.ts'
import { figureCodes, figures } from './definitions.ts'
import { cellListener } from './listener.ts'
import { rebuild, recount, reconcile } from './service.ts'
import { reading } from './reading.ts'
import { buildStocks } from './stock.ts'
import { countingRule, type Slice } from './tally.ts'
import { figuresOf, metricValue } from './views.ts'

const connection = await testDatabase()
const { db } = connection
const province = await smallProvince(connection)
const lives: Life[] = []
/** Just after the last thing that happened: much is open, something due today has passed and something has not. */
let now = new Date(0)

beforeAll(async () => {
  const plans = fc.sample(plan, { numRuns: 160, seed: 20_261_121 })
  for (let i = 0; i < plans.length; i += 5) {
    const some = plans.slice(i, i + 5).map(one => live(connection, one, province.homes))
    // Folding goes on while others write.
    const [done] = await Promise.all([Promise.all(some), catchUp(db, cellListener), catchUp(db, cellListener)])
    lives.push(...done)
  }
  const { rows } = await sql<{ at: Date }>`select max(at) as at from kernel.event`.execute(db)
  now = new Date((rows[0]?.at ?? new Date(0)).getTime() + 3 * 3_600_000)
  // One more life ends the quiet: received an hour ago, due half an hour ago; another is due tonight.
  for (const due of [30, 120]) {
    const comes = Math.round((now.getTime() - Date.parse(`${BEGIN}T00:00:00+07:00`)) / 60_000) - 60
    const ops = [{ wait: 0, pick: 0, due }]
    lives.push(
      await live(
        connection,
        { agency: 0, procedure: 1, sector: 'Hộ tịch', channel: 'DIRECT', comes, ops, score: null },
        province.homes,
      ),
    )
  }
}, 120_000)

const wanted = fc.record({
  start: fc.integer({ min: -10, max: 160 }),
  days: fc.integer({ min: 1, max: 120 }),
  place: fc.integer({ min: -1, max: 3 }),
  sector: fc.option(fc.constantFrom(...SECTORS), { nil: null }),
})

function sliceOf({
  start,
  days,
  place,
  sector,
}: {
  start: number
  days: number
  place: number
  sector: string | null
}): Slice {
  const from = addDays(BEGIN, start)
  return {
    from,
    to: addDays(from, days - 1),
    now,
    agencyIds: place < 0 ? null : [province.homes[place] as number],
    sector,
  }
}

describe('a figure opens to exactly the dossiers it counts', () => {
  test('every figure of random periods, places and fields', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(wanted, async one => {
        const slice = sliceOf(one)
        const found = await reading(db, async look => await figuresOf(look, slice, figureCodes))
        const rule = await countingRule(db, slice.to)
        for (const figure of figureCodes) {
          expect([figure, await countBehind(db, figureCondition({ ...slice, figure, rule }))]).toEqual([
            figure,
            found[figure],
          ])
        }
      }),
      { numRuns: 25 },
    )
  })

  test('pages follow each other in every order, each dossier once', async () => {
    const slice = sliceOf({ start: 0, days: 150, place: -1, sector: null })
    const query: BehindQuery = { ...slice, figure: 'to_handle', rule: await countingRule(db, slice.to) }
    const total = await countBehind(db, figureCondition(query))
    expect(total).toBeGreaterThan(80)
    for (const sort of sorts) {
      for (const direction of ['asc', 'desc'] as const) {
        const seen: string[] = []
        let after: string | undefined
        do {
          const page = await listBehind(db, figureCondition(query), { sort, direction, limit: 17, after })
          seen.push(...page.items.map(row => row.code))
          after = page.next ?? undefined
        } while (after)
        expect([sort, direction, seen.length, new Set(seen).size]).toEqual([sort, direction, total, total])
      }
    }
  })

  test('a tampered cursor is refused', async () => {
    const slice = sliceOf({ start: 0, days: 150, place: -1, sector: null })
    const where = figureCondition({ ...slice, figure: 'received', rule: await countingRule(db, slice.to) })
    for (const key of [
      ['x', 1, 1],
      ['2026-13-45', 1, 1],
      ['2026-01-01T00:00:00Z', 'a', 1],
      ['2026-01-01T00:00:00Z', 1.5, 1],
      [null, 1, 1],
      {},
    ]) {
      const after = Buffer.from(JSON.stringify(key)).toString('base64url')
      await expect(
        listBehind(db, where, { sort: 'received', direction: 'asc', limit: 5, after }),
      ).rejects.toMatchObject({ status: 422 })
    }
  })
})

describe('a period that is not over', () => {
  test('counts what is late as of now, to the hour', async () => {
    const from = addDays(BEGIN, 60)
    for (const to of [dayOf(now), addDays(dayOf(now), 40)]) {
      const slow = slowCount(lives, from, to, () => true, now)
      const bySector = await counted(db, { from, to, now, agencyIds: null }, 'sector')
      expect({ late: bySector.figure('overdue_open'), inTime: bySector.figure('open_in_time') }).toEqual({
        late: slow['13'],
        inTime: slow['12'],
      })
    }
    const hourEarlier = await counted(
      db,
      { from, to: dayOf(now), now: new Date(now.getTime() - 45 * 60_000), agencyIds: null },
      'all',
    )
    const atNow = await counted(db, { from, to: dayOf(now), now, agencyIds: null }, 'all')
    expect(atNow.figure('overdue_open')).toBeGreaterThan(hourEarlier.figure('overdue_open'))
  })
})

describe('metrics', () => {
  const period = { from: BEGIN, to: addDays(BEGIN, 120) }

  test('a share is its figures, with the dossiers behind', async () => {
    const slow = slowCount(lives, period.from, period.to, () => true)
    const share = await metricValue(db, { key: 'on_time_share', agencyId: null, ...period, now })
    expect(share).toMatchObject({ unit: 'PERCENT', numerator: slow['8'] + slow['9'], denominator: slow['7'] })
    expect(share.value).toBeCloseTo(((slow['8'] + slow['9']) / slow['7']) * 100, 1)
    expect(share.href).toBe(`/dossier-figures?figure=finished&from=${period.from}&to=${period.to}`)
    const own = await metricValue(db, { key: 'received', agencyId: province.homes[2] as number, ...period, now })
    expect(own.value).toBe(
      lives.filter(
        life => life.receivedAt && dayOf(life.receivedAt) <= period.to && life.agencyId === province.homes[2],
      ).length,
    )
    expect(own.href).toContain('agency=H99.03')
  })

  test('nobody gets a share out of nothing', async () => {
    const empty = { agencyId: null, from: '2020-01-01', to: '2020-03-31', now }
    for (const key of [
      'on_time_share',
      'online_share',
      'early_share',
      'satisfaction_share',
      'average_hours',
    ] as const) {
      expect(await metricValue(db, { key, ...empty })).toMatchObject({ value: null, denominator: 0 })
    }
    expect(await metricValue(db, { key: 'overdue_open', ...empty })).toMatchObject({ value: 0, denominator: null })
  })

  test('satisfaction is slips of four and five among all slips', async () => {
    const { rows } = await sql<{ good: number; n: number }>`
      select count(*) filter (where score >= 4)::int as good, count(*)::int as n from voice.satisfaction`.execute(db)
    const value = await metricValue(db, {
      key: 'satisfaction_share',
      agencyId: null,
      from: BEGIN,
      to: addDays(BEGIN, 400),
      now,
    })
    expect(value).toMatchObject({ numerator: rows[0]?.good, denominator: rows[0]?.n })
    expect(value.denominator).toBeGreaterThan(0)
  })

  test('average hours are the working time of steps over finished dossiers', async () => {
    const life = lives.find(one => one.ending !== null) as Life
    await sql`insert into onestop.step_log (agency_id, dossier_id, no, step_no, step_code, step_name, role, unit_id, hours, started_at, ended_at, used_minutes)
              values (${life.agencyId}, ${life.id}, 1, 1, 'B1', 'Thẩm định', 'SPECIALIST', ${life.agencyId}, 4, ${life.receivedAt}, ${life.finishedAt}, 330)`.execute(
      db,
    )
    const day = dayOf(life.finishedAt as Date)
    const ended = lives.filter(one => one.finishedAt && dayOf(one.finishedAt) === day).length
    const value = await metricValue(db, { key: 'average_hours', agencyId: null, from: day, to: day, now })
    expect(value).toMatchObject({ unit: 'HOURS', numerator: 5.5, denominator: ended })
  })

  test('every figure and metric speaks both languages', () => {
    for (const figure of Object.values(figures)) {
      for (const words of [figure.name, figure.formula]) expect(words.vi.length * words.en.length).toBeGreaterThan(0)
    }
  })
})

describe('each event counts exactly once', () => {
  const ctx = testCtx(connection, '2027-03-01T08:00:00+07:00')
  const one = {
    agency: 1,
    procedure: 9,
    sector: 'Thử lỗi',
    channel: 'POST',
    comes: 200 * 1_440,
    ops: [{ wait: 60, pick: 0, due: 600 }],
    score: null,
  } as const

  test('a folder that dies before the end of its transaction leaves nothing half counted', async () => {
    await live(connection, { ...one, ops: [...one.ops] }, province.homes)
    const dying: Listener = {
      ...cellListener,
      handle: async (tx, events) => {
        await cellListener.handle(tx, events)
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
      },
    }
    await expect(catchUp(db, dying)).rejects.toThrow(/connection/i)
    const before = await sql`select 1 from measures.cell where sector = 'Thử lỗi'`.execute(db)
    expect(before.rows).toHaveLength(0)
    await Promise.all([catchUp(db, cellListener), catchUp(db, cellListener), catchUp(db, cellListener)])
    const after = await sql<{
      kind: string
      n: number
    }>`select kind, n from measures.cell where sector = 'Thử lỗi' order by kind`.execute(db)
    expect(after.rows).toEqual([
      { kind: 'DUE', n: 1 },
      { kind: 'RECEIVED', n: 1 },
    ])
    expect((await recount(db)).differences).toEqual([])
  })

  test('the recount adds what is not folded yet, and keeps its result', async () => {
    // Somebody's long transaction keeps the folder from going on; what happens meanwhile is not in the cells.
    await db.transaction().execute(async tx => {
      await sql`select pg_current_xact_id()`.execute(tx)
      await live(connection, { ...one, ops: [...one.ops] }, province.homes)
      expect(await catchUp(db, cellListener, { waitMs: 20 })).toBe(0)
      expect((await recount(db)).differences).toEqual([])
      // And what people read has it all the same.
      const late = { agencyId: null, from: '2026-07-01', to: '2026-08-31', now: ctx.now }
      expect((await metricValue(db, { key: 'received', ...late })).value).toBe(2)
    })
    expect(await reconcile(ctx)).toMatchObject({ differences: [] })
    const kept = await db.selectFrom('measures.reconciliation').selectAll().execute()
    expect(kept).toHaveLength(1)
    const event = await db
      .selectFrom('kernel.event')
      .select('data')
      .where('type', '=', 'measures.cells.reconciled')
      .executeTakeFirstOrThrow()
    expect(event.data).toMatchObject({ differences: 0 })
  })

  test('who reads while the log is folded anew sees the same figures', async () => {
    const look = () => metricValue(db, { key: 'received', agencyId: null, from: BEGIN, to: '2026-12-31', now: ctx.now })
    const { value } = await look()
    const seen: (number | null)[] = []
    const rebuilding = rebuild(ctx).then(() => true)
    do seen.push((await look()).value)
    while (!(await Promise.race([rebuilding, new Promise<boolean>(done => setTimeout(() => done(false), 1))])))
    expect(new Set(seen)).toEqual(new Set([value]))
    expect((await recount(db)).differences).toEqual([])
  })

  test('a stock that is not its cells is a difference', async () => {
    await catchUp(db, cellListener, { waitMs: 10_000 })
    await db.transaction().execute(async tx => await buildStocks(tx, '2026-08-31'))
    const wrong = sql`update measures.stock set n = n + 1 where month = '2026-03-01' and kind = 'OPEN'`
    const { numAffectedRows = 0n } = await wrong.execute(db)
    const { differences } = await recount(db)
    expect(differences.filter(one => one.day === '2026-03-01')).toHaveLength(Number(numAffectedRows))
    expect(Number(numAffectedRows)).toBeGreaterThan(0)
    await rebuild(ctx)
    expect((await recount(db)).differences).toEqual([])
  })

  test('an event that cannot be counted is set aside, and the recount shows what is missing', async () => {
    const life = lives.find(open => open.receivedAt && !open.finishedAt && open.spans.at(-1)?.due) as Life
    await act(ctx, 'test.broken', {}, async ({ tx, emit }) => {
      await sql`update onestop.dossier set finished_at = ${ctx.now}, outcome = 'LATE', status = 'COMPLETED' where id = ${life.id}`.execute(
        tx,
      )
      await sql`update onestop.clock set to_at = ${ctx.now} where dossier_id = ${life.id} and to_at is null`.execute(tx)
      emit({
        agencyId: life.agencyId,
        stream: `dossier:${life.id}`,
        type: 'onestop.dossier.completed',
        data: { code: 'x', dueBefore: 'not a day' },
      })
    })
    const { differences } = await recount(db)
    expect(differences.map(d => d.kind).sort()).toEqual(['DUE', 'FINISHED'])
    const aside = await db
      .selectFrom('kernel.dead_letter')
      .select('reason')
      .where('listener', '=', cellListener.name)
      .execute()
    expect(aside).toHaveLength(1)
    expect(aside[0]?.reason).toContain('procedureId, sector, channel, dueBefore')
  })
})

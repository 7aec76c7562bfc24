import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { addDays } from '#app/kernel/text.ts'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { approveProcess, draftProcess } from '../processes/service.ts'
import { procedureForIntake } from './index.ts'
import { type SeedProcedure, SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import {
  attachDraft,
  closeVersion,
  createDecision,
  discardDraft,
  draftVersion,
  publishDecision,
  repeal,
} from './service.ts'
import type { ProcedureContent } from './shape.ts'

const connection = await testDatabase()
const { db } = connection
const ctx = testCtx(connection, '2026-01-05T08:00:00+07:00')
const seeds = rows.map(row => SeedProcedureSchema.parse(row))

beforeAll(async () => {
  await smallProvince(ctx)
})

const contentOf = ({
  home: _h,
  onlineLevel: _o,
  promised: _p,
  process: _s,
  form: _f,
  ...content
}: SeedProcedure): ProcedureContent => content
let made = 0
/** A content of its own code each time, so that tests do not meet. */
function fresh(from = 0): { code: string; content: ProcedureContent } {
  const code = `3.${String(++made).padStart(6, '0')}`
  return { code, content: { ...contentOf(seeds[from] as SeedProcedure), code } }
}

let decisions = 0
async function decision(effectiveOn: string): Promise<number> {
  const number = `${++decisions}/QĐ-UBND`
  return (
    await createDecision(ctx, {
      number,
      title: `Công bố lần ${decisions}`,
      signedOn: '2020-01-02',
      signer: 'Chủ tịch',
      effectiveOn,
    })
  ).decisionId
}

const plain = { home: 'COMMUNE', onlineLevel: 'FULL' } as const
async function publish(one: { code: string; content: ProcedureContent }, effectiveOn: string, more = {}) {
  const decisionId = await decision(effectiveOn)
  await draftVersion(ctx, { ...one, ...plain, ...more, decisionId })
  return await publishDecision(ctx, { decisionId })
}

async function repealOn(code: string, on: string) {
  const decisionId = await decision(on)
  await repeal(ctx, { code, decisionId, basis: 'Thử bãi bỏ' })
  return await publishDecision(ctx, { decisionId })
}

async function refusal(doing: Promise<unknown>): Promise<Refusal> {
  const failure = await doing.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (failure instanceof Refusal) return failure
  throw failure ?? new Error('nothing was refused')
}

const versionsOf = async (code: string) =>
  (
    await sql<{ no: number; state: string; from: string; to: string | null; kind: string; parts: string[] }>`
      select v.no, v.state, v.effective_from as from, v.effective_to as to, v.change_kind as kind, v.changed_components as parts
        from procedures.procedure_version v join procedures.procedure p on p.id = v.procedure_id
       where p.code = ${code} order by v.no`.execute(db)
  ).rows

const eventsOf = async (stream: string) =>
  (await db
    .selectFrom('kernel.event')
    .select(['type', 'data'])
    .where('stream', '=', stream)
    .orderBy('seq')
    .execute()) as {
    type: string
    data: Record<string, unknown>
  }[]

describe('publishing', () => {
  test('a first version is in force from the day of the decision, with its events', async () => {
    const one = fresh()
    const done = await publish(one, '2026-02-01')
    expect(done).toMatchObject({ published: [one.code], closed: [], effectiveOn: '2026-02-01' })
    expect(await versionsOf(one.code)).toEqual([
      { no: 1, state: 'PUBLISHED', from: '2026-02-01', to: null, kind: 'NEW', parts: [] },
    ])
    expect((await eventsOf(`procedure:${one.code}`)).map(event => event.type)).toEqual([
      'procedures.version.drafted',
      'procedures.version.published',
    ])
    expect((await eventsOf(`decision:${done.decisionId}`)).map(event => event.type)).toEqual([
      'procedures.decision.created',
      'procedures.decision.published',
    ])
    expect(await procedureForIntake(db, one.code, '2026-01-31')).toBeNull()
    expect(await procedureForIntake(db, one.code, '2026-02-01')).toMatchObject({ code: one.code, process: null })
  })

  test('an amendment closes the version before and names what changed', async () => {
    const one = fresh()
    await publish(one, '2026-02-01')
    const done = await publish({ ...one, content: { ...one.content, conditions: 'Điều kiện mới' } }, '2026-03-01', {
      promised: { DIRECT: { unit: 'WORKING_HOUR', amount: 6 } },
    })
    expect(done).toMatchObject({ published: [one.code], closed: [one.code] })
    expect(await versionsOf(one.code)).toEqual([
      { no: 1, state: 'CLOSED', from: '2026-02-01', to: '2026-03-01', kind: 'NEW', parts: [] },
      { no: 2, state: 'PUBLISHED', from: '2026-03-01', to: null, kind: 'AMENDED', parts: ['limit', 'conditions'] },
    ])
    expect((await procedureForIntake(db, one.code, '2026-02-28'))?.content.conditions).not.toBe('Điều kiện mới')
    expect((await procedureForIntake(db, one.code, '2026-03-01'))?.content.conditions).toBe('Điều kiện mới')
  })

  test('an overlap is refused, naming the procedure, the version and the days; nothing of the decision is published', async () => {
    const [one, two] = [fresh(), fresh()]
    await publish(one, '2026-02-01')
    const decisionId = await decision('2026-01-20')
    await draftVersion(ctx, { ...two, ...plain, decisionId })
    await draftVersion(ctx, { ...one, ...plain, changeKind: 'REPLACED', decisionId })
    const refused = await refusal(publishDecision(ctx, { decisionId }))
    expect(refused).toMatchObject({ code: 'VERSION_OVERLAP', status: 409 })
    expect(refused.words.vi).toContain(`${one.code}: phiên bản 1 đã có hiệu lực từ 01/02/2026`)
    expect(Object.keys(refused.fields)).toEqual([one.code])
    expect((await versionsOf(two.code))[0]).toMatchObject({ state: 'DRAFT', from: null })
  })

  test('what is incomplete, promised too long or decided by nobody is refused by name', async () => {
    const one = fresh()
    const long = await refusal(
      draftVersion(ctx, { ...one, ...plain, promised: { POST: { unit: 'WORKING_DAY', amount: 2 } } }),
    )
    expect(long).toMatchObject({ code: 'PROMISE_OVER_LEGAL' })
    expect(long.words.vi).toContain('Bưu chính')
    const holes = { ...one, content: { ...one.content, results: [], steps: [] } }
    const missing = await refusal(publish(holes, '2026-02-01', { home: 'SXD' }))
    expect(missing.code).toBe('COMPONENTS_MISSING')
    expect(missing.words.vi).toContain('trình tự thực hiện, kết quả thực hiện')
    expect(missing.words.vi).toContain('"SXD"')
  })

  test('a decision says its number once, is not empty and is published once', async () => {
    const decisionId = await decision('2026-02-01')
    const { number } = await db
      .selectFrom('procedures.publication_decision')
      .select('number')
      .where('id', '=', decisionId)
      .executeTakeFirstOrThrow()
    const again = {
      number,
      title: 'Công bố lại',
      signedOn: '2020-01-03',
      signer: 'Chủ tịch',
      effectiveOn: '2026-01-01',
    }
    expect((await refusal(createDecision(ctx, again))).code).toBe('DECISION_NUMBER_TAKEN')
    expect((await refusal(createDecision(ctx, { ...again, number: '0/QĐ', signedOn: '2026-01-02' }))).code).toBe(
      'EFFECT_BEFORE_SIGNING',
    )
    expect((await refusal(publishDecision(ctx, { decisionId }))).code).toBe('DECISION_EMPTY')
    const one = fresh()
    await draftVersion(ctx, { ...one, ...plain })
    await attachDraft(ctx, { code: one.code, decisionId })
    await publishDecision(ctx, { decisionId })
    expect((await refusal(publishDecision(ctx, { decisionId }))).code).toBe('DECISION_PUBLISHED')
    expect((await refusal(draftVersion(ctx, { ...fresh(), ...plain, decisionId }))).code).toBe('DECISION_PUBLISHED')
  })

  test('the same key publishes once and gets the same answer', async () => {
    const one = fresh()
    const decisionId = await decision('2026-02-01')
    await draftVersion(ctx, { ...one, ...plain, decisionId })
    const keyed = { ...ctx, idempotencyKey: 'publish-once-1' }
    const first = await publishDecision(keyed, { decisionId })
    expect(await publishDecision(keyed, { decisionId })).toEqual(first)
    expect((await eventsOf(`decision:${decisionId}`)).length).toBe(2)
  })
})

describe('drafts', () => {
  test('one at a time, of the right content, and gone when discarded', async () => {
    const one = fresh()
    await draftVersion(ctx, { ...one, ...plain })
    expect((await refusal(draftVersion(ctx, { ...one, ...plain }))).code).toBe('DRAFT_EXISTS')
    await discardDraft(ctx, one.code)
    expect(await versionsOf(one.code)).toEqual([])
    expect((await refusal(discardDraft(ctx, one.code))).code).toBe('NO_DRAFT')
    expect((await refusal(draftVersion(ctx, { ...one, code: '3.999999', ...plain }))).code).toBe('CODE_DIFFERS')
  })

  test('new and amended are told from what is in force', async () => {
    const one = fresh()
    expect((await refusal(draftVersion(ctx, { ...one, ...plain, changeKind: 'AMENDED' }))).code).toBe('NOT_IN_FORCE')
    await publish(one, '2026-02-01')
    expect((await refusal(draftVersion(ctx, { ...one, ...plain, changeKind: 'NEW' }))).code).toBe('ALREADY_PUBLISHED')
    expect((await refusal(draftVersion(ctx, { ...one, ...plain }))).code).toBe('CHANGES_NOT_NAMED')
  })
})

describe('ends', () => {
  test('a repeal ends a procedure on the day of its decision, with the text that repeals it', async () => {
    const one = fresh()
    await publish(one, '2026-02-01')
    const decisionId = await decision('2026-04-01')
    await repeal(ctx, { code: one.code, decisionId, basis: 'Nghị định 168/2025/NĐ-CP' })
    expect(await versionsOf(one.code)).toMatchObject([{ state: 'PUBLISHED', to: null }])
    expect(await publishDecision(ctx, { decisionId })).toMatchObject({ published: [], closed: [one.code] })
    expect(await versionsOf(one.code)).toMatchObject([{ state: 'CLOSED', to: '2026-04-01' }])
    expect((await eventsOf(`procedure:${one.code}`)).at(-1)).toMatchObject({
      type: 'procedures.version.closed',
      data: { effectiveTo: '2026-04-01', reason: 'Nghị định 168/2025/NĐ-CP' },
    })
    expect(
      (await refusal(repeal(ctx, { code: one.code, decisionId: await decision('2026-05-01'), basis: 'Lần nữa' }))).code,
    ).toBe('NOT_IN_FORCE')
    const shown =
      await sql`select 1 from procedures.shown_on('2026-04-01') s join procedures.procedure p on p.id = s.procedure_id where p.code = ${one.code}`.execute(
        db,
      )
    expect(shown.rows).toEqual([])
  })

  test('a version is closed from today on, and only while it is open', async () => {
    const one = fresh()
    await publish(one, '2025-07-01')
    expect((await refusal(closeVersion(ctx, { code: one.code, on: '2026-01-04', reason: 'Hết hiệu lực' }))).code).toBe(
      'CLOSE_TOO_EARLY',
    )
    await closeVersion(ctx, { code: one.code, on: '2026-01-05', reason: 'Hết hiệu lực' })
    expect(await versionsOf(one.code)).toMatchObject([{ state: 'CLOSED', to: '2026-01-05' }])
    expect((await refusal(closeVersion(ctx, { code: one.code, on: '2026-01-06', reason: 'Lần nữa' }))).code).toBe(
      'NOT_IN_FORCE',
    )
  })

  test('what is published is kept by the database itself', async () => {
    const one = fresh()
    await publish(one, '2026-02-01')
    const change =
      sql`update procedures.procedure_version set sector = 'khác' where search_text like ${`${one.code}%`}`.execute(db)
    await expect(change).rejects.toThrow('never changed')
    const removal = sql`delete from procedures.procedure_version where search_text like ${`${one.code}%`}`.execute(db)
    await expect(removal).rejects.toThrow('never changed')
  })
})

test('a new limit that the process in force does not fit is refused until a shorter one is approved', async () => {
  const seed = seeds.find(one => one.code === '1.004873') as SeedProcedure
  const one = fresh(seeds.indexOf(seed))
  await publish(one, '2025-07-01')
  await draftProcess(ctx, {
    procedureCode: one.code,
    steps: seed.process.map(step => ({ ...step, hours: step.hours + 1 })),
  })
  await approveProcess(ctx, { procedureCode: one.code, decisionNo: '5/QĐ', effectiveFrom: '2025-07-01' })
  const shorter = { promised: { DIRECT: { unit: 'WORKING_DAY', amount: 2 } } }
  const refused = await refusal(publish(one, '2026-02-01', shorter))
  expect(refused).toMatchObject({ code: 'PROCESS_OVER_LIMIT' })
  expect(refused.words.vi).toContain('dài 20,5 giờ, vượt 16 giờ')
})

test('property: whatever is tried in whatever order, on every day at most one version holds', async () => {
  const day = fc.integer({ min: 0, max: 40 }).map(n => addDays('2026-01-05', n))
  const deed = fc.record({ what: fc.constantFrom('publish', 'publish', 'close', 'repeal'), on: day })
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 8 }), async deeds => {
      const one = fresh()
      for (const [at, { what, on }] of deeds.entries()) {
        const doing =
          what === 'publish'
            ? publish({ ...one, content: { ...one.content, conditions: `Lần ${at}` } }, on)
            : what === 'close'
              ? closeVersion(ctx, { code: one.code, on, reason: 'Thử kết thúc' })
              : repealOn(one.code, on)
        const done = await doing.then(
          () => null,
          (cause: unknown) => cause,
        )
        if (done !== null && !(done instanceof Refusal)) throw done
        if (done !== null) await discardDraft(ctx, one.code).catch((cause: unknown) => cause)
      }
      const { rows: doubled } = await sql<{ day: string; n: number }>`
        select d::date::text as day, count(*)::int as n
          from generate_series('2026-01-01'::date, '2026-03-01'::date, '1 day') d
          join procedures.procedure_version v on v.state in ('PUBLISHED', 'CLOSED') and v.effective_from <= d and (v.effective_to is null or v.effective_to > d)
          join procedures.procedure p on p.id = v.procedure_id and p.code = ${one.code}
         group by d having count(*) > 1`.execute(db)
      expect(doubled).toEqual([])
    }),
    { numRuns: 15 },
  )
})

import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { giveProcess, publishAll } from '../../../test/harness/department.ts'
import { officerOf } from '../../../test/harness/doors.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import type { ProvisionQuery, RecordFactsInput } from './input.ts'
import { provisionList } from './list.ts'
import { recordFacts } from './service.ts'
import { provided, provisionOf } from './views.ts'

const connection = await testDatabase()
const { db } = connection
const start = testCtx(connection, '2019-01-02T08:00:00+07:00')
const now = testCtx(connection, '2019-04-24T09:00:00+07:00')
const codes = ['4.000001', '4.000002', '4.000003', '4.000004'] as const
let commune = 0
let province = 0

beforeAll(async () => {
  const places = await smallProvince(start, '2016-01-01')
  commune = places.commune
  province = places.province
  await publishAll(
    start,
    [
      { code: codes[0], home: 'SNV', sector: 'Việc làm', onlineLevel: 'FULL' },
      { code: codes[1], home: 'SNV', sector: 'Lao động' },
      { code: codes[2], home: 'COMMUNE', sector: 'Hộ tịch' },
      { code: codes[3], home: 'SNV', sector: 'Việc làm' },
    ],
    '2019-01-02',
  )
  await giveProcess(start, codes[0], '2019-01-02', { onSite: ['receive', 'appraise', 'return'] })
  await giveProcess(start, codes[2], '2019-01-02', { place: 'SNV' })
})

const centre = (more: Partial<RecordFactsInput> = {}): RecordFactsInput => ({
  codes: [codes[0]],
  kind: 'CENTRE',
  from: '2019-03-01',
  value: 'YES',
  basis: '215/QĐ-UBND ngày 21/02/2019',
  evidenceOn: '2019-02-21',
  ...more,
})

async function refusal(doing: Promise<unknown>): Promise<Refusal> {
  const failure = await doing.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (failure instanceof Refusal) return failure
  throw failure ?? new Error('nothing was refused')
}

const one = async (code: string, day: string) => (await provided(db, day, code))[0]

describe('recording', () => {
  test('writes a fact for each procedure from a day on, with its event', async () => {
    expect(await recordFacts(now, centre({ codes: [codes[0], codes[1], codes[0]] }))).toEqual({ recorded: 2 })
    expect((await one(codes[0], '2019-02-28'))?.centre).toBeNull()
    expect((await one(codes[0], '2019-03-01'))?.centre).toMatchObject({ value: 'YES', evidenceOn: '2019-02-21' })
    const events = await db
      .selectFrom('kernel.event')
      .select(['agency_id', 'data'])
      .where('type', '=', 'procedures.provision.recorded')
      .execute()
    expect(events).toHaveLength(2)
    expect(events[0]).toMatchObject({ agency_id: province, data: { code: codes[0], kind: 'CENTRE', value: 'YES' } })
  })

  test('the same once more is left out, and refused where nothing is left', async () => {
    expect(await recordFacts(now, centre({ codes: [codes[0], codes[2]] }))).toEqual({ recorded: 1 })
    expect((await refusal(recordFacts(now, centre()))).code).toBe('NOTHING_NEW')
  })

  test('a correction is a further row and the first stays', async () => {
    await recordFacts(now, centre({ codes: [codes[1]], value: 'NO', reason: 'Ghi nhầm: vẫn nhận tại Sở', basis: '' }))
    expect((await one(codes[1], '2019-04-24'))?.centre).toMatchObject({
      value: 'NO',
      reason: 'Ghi nhầm: vẫn nhận tại Sở',
    })
    expect((await provisionOf(db, codes[1], '2019-04-24')).facts.map(fact => fact.value)).toEqual(['NO', 'YES'])
    await expect(sql`update procedures.provision_fact set reason = 'x'`.execute(db)).rejects.toThrow(/never changed/)
    await expect(sql`delete from procedures.provision_fact`.execute(db)).rejects.toThrow(/never changed/)
  })

  test('an ISO document holds to its last day, or until there is none', async () => {
    const iso = { kind: 'ISO', from: '2019-01-10', value: 'QT-NV-07' } as const
    await recordFacts(now, centre({ ...iso, to: '2019-06-30' }))
    expect((await one(codes[0], '2019-06-30'))?.iso?.value).toBe('QT-NV-07')
    expect((await one(codes[0], '2019-07-01'))?.iso).toBeNull()
    await recordFacts(now, centre({ kind: 'ISO', from: '2019-05-01', value: undefined, reason: 'Bị thu hồi' }))
    expect((await one(codes[0], '2019-05-01'))?.iso).toBeNull()
    expect((await one(codes[0], '2019-04-30'))?.iso?.value).toBe('QT-NV-07')
  })

  test('levels of the old scale are kept, and both scales stand on any day', async () => {
    await recordFacts(now, centre({ kind: 'OLD_LEVEL', from: '2019-01-02', value: '2' }))
    await recordFacts(now, centre({ kind: 'OLD_LEVEL', from: '2019-04-01', value: '3' }))
    expect(await one(codes[0], '2019-03-31')).toMatchObject({ oldLevel: 2, online: 'INFORMATION' })
    expect(await one(codes[0], '2019-04-24')).toMatchObject({ oldLevel: 3, online: 'PARTIAL', proposed: 'PARTIAL' })
    expect(await one(codes[0], '2026-01-01')).toMatchObject({ oldLevel: 3, online: 'FULL', ownLevel: 'FULL' })
    const late = centre({ kind: 'OLD_LEVEL', from: '2022-08-15', value: '4' })
    expect(await refusal(recordFacts(now, late))).toMatchObject({
      code: 'NEW_SCALE_IN_USE',
      fields: { from: expect.anything() },
    })
  })

  test('the mechanism is read from the process until it is recorded', async () => {
    expect(await one(codes[2], '2019-04-24')).toMatchObject({ mechanism: 'INTERLINKED', mechanismRecorded: false })
    expect(await one(codes[3], '2019-04-24')).toMatchObject({ mechanism: 'NONE', onSite: null, process: null })
    await recordFacts(now, centre({ kind: 'MECHANISM', codes: [codes[2]], value: 'ONE_STOP' }))
    expect(await one(codes[2], '2019-04-24')).toMatchObject({ mechanism: 'ONE_STOP', mechanismRecorded: true })
    expect(await one(codes[0], '2019-04-24')).toMatchObject({ onSite: 3, process: { no: 1 } })
  })
})

describe('refusing', () => {
  test.each([
    ['no reason', { value: 'NO', basis: '' }, 'FACT_INCOMPLETE', ['reason']],
    ['no evidence', { basis: '' }, 'FACT_INCOMPLETE', ['basis']],
    ['an unknown value', { value: 'MAYBE' }, 'FACT_INCOMPLETE', ['value']],
    ['a last day where none belongs', { to: '2020-01-01' }, 'FACT_INCOMPLETE', ['to']],
    ['evidence of tomorrow', { evidenceOn: '2019-04-25' }, 'EVIDENCE_IN_FUTURE', ['evidenceOn']],
    ['a procedure nobody knows', { codes: ['4.999999'] }, 'NOT_FOUND', []],
  ] as const)('%s', async (_, more, code, fields) => {
    const found = await refusal(recordFacts(now, centre(more as Partial<RecordFactsInput>)))
    expect([found.code, Object.keys(found.fields)]).toEqual([code, [...fields]])
  })

  test('what was never published here, and everything with it', async () => {
    await db.insertInto('procedures.procedure').values({ code: '4.000099', created_at: start.now }).execute()
    const found = await refusal(recordFacts(now, centre({ codes: [codes[3], '4.000099'] })))
    expect([found.code, found.words.vi]).toEqual(['NOT_PUBLISHED_HERE', 'Chưa từng được công bố tại tỉnh: 4.000099.'])
    expect((await one(codes[3], '2019-04-24'))?.centre).toBeNull()
  })

  test('the control unit of a commune', async () => {
    const there = testCtx(connection, '2019-04-24T09:00:00+07:00', officerOf(commune, 'CONTROL'))
    expect((await refusal(recordFacts(there, centre()))).code).toBe('NOT_YOUR_AGENCY')
  })
})

test('the list narrows, sorts and pages', async () => {
  const asked = async (query: Partial<ProvisionQuery>) => {
    const { items, found, next } = await provisionList(now, { limit: 50, ...query })
    return { codes: items.map(item => item.code), found, next }
  }
  expect((await asked({ sort: 'code' })).codes).toEqual([...codes])
  expect((await asked({ sort: 'code', direction: 'down' })).codes).toEqual(codes.toReversed())
  expect((await asked({ q: 'viec LAM 4.000004' })).codes).toEqual([codes[3]])
  expect((await asked({ centre: 'NO' })).codes).toEqual([codes[1]])
  expect((await asked({ centre: 'UNKNOWN' })).codes).toEqual([codes[3]])
  expect((await asked({ onSite: '3' })).codes).toEqual([codes[0]])
  expect((await asked({ old: '3' })).codes).toEqual([codes[0]])
  expect((await asked({ old: 'DIFFERS' })).codes).toEqual([codes[0]])
  expect((await asked({ iso: 'YES', home: 'SNV' })).codes).toEqual([codes[0]])
  const first = await asked({ sort: 'code', limit: 3 })
  expect(first).toMatchObject({ codes: codes.slice(0, 3), found: 4 })
  const second = await asked({ sort: 'code', limit: 3, after: first.next ?? '' })
  expect(second).toMatchObject({ codes: [codes[3]], next: null })
})

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '#app/kernel/db/migrate.ts'
import { verifyAll } from '#app/kernel/verify.ts'
import { metrics } from '#app/measures/metrics/index.ts'
import { report } from '#app/measures/reports/index.ts'
import { statuses } from '#app/onestop/dossiers/rules.ts'
import { calendarFor, workingMinutesBetween } from '#app/organisation/calendar/index.ts'
import { testDatabase } from '../../test/harness/database.ts'
import { isHalfSeeded, seed, type Seeded, wipeHalfSeeded } from './index.ts'

const now = new Date('2026-11-23T14:30:00+07:00')
const options = { now, dataDir: mkdtempSync(join(tmpdir(), 'motcua-story-')), publicUrl: 'http://localhost:3000' }
const minute = 60_000

describe('the demo', async () => {
  const connection = await testDatabase()
  const { db } = connection
  let seeded: Seeded

  beforeAll(async () => {
    seeded = await seed(db, { ...options, size: 300 })
  })

  test('has every status there is, except the one no procedure of the demo leads to', async () => {
    const rows = await db.selectFrom('onestop.dossier').select('status').distinct().execute()
    const found = rows.map(row => row.status).sort()
    expect(found).toEqual(statuses.filter(status => status !== 'FINANCIAL_OBLIGATION').toSorted())
    expect(seeded.dossiers).toBe(305)
  })

  test('keeps every chain of the log whole', async () => {
    const { broken, events } = await verifyAll(db)
    expect(broken).toEqual([])
    expect(events).toBeGreaterThan(2_000)
  })

  test('counts the same from cells and from facts, and the report balances', async () => {
    expect((await metrics.recount(db)).differences).toEqual([])
    const place = { id: null, code: null, name: 'Toàn tỉnh', agencyIds: null }
    const { failed, total } = await report({ db, now }, { form: 'II.06a', place, from: '2026-03-15', to: '2026-06-14' })
    expect(failed).toEqual([])
    expect(total.cells['3']).toBeGreaterThan(0)
  })

  test('promises nothing outside working time, and officers act within it', async () => {
    const { calendar } = await calendarFor(db, 1)
    const promises = await db.selectFrom('onestop.clock').select('due_at').where('due_at', 'is not', null).execute()
    const outside = promises.filter(({ due_at: due }) => {
      const at = due as Date
      return workingMinutesBetween(calendar, new Date(at.getTime() - minute), at) !== 1
    })
    expect(outside).toEqual([])
    const acts = await db
      .selectFrom('kernel.event')
      .select(['at', 'type'])
      .where('actor_kind', '=', 'OFFICER')
      .where('type', 'like', 'onestop.%')
      .execute()
    const atNight = acts.filter(({ at }) => {
      const [before, after] = [new Date(at.getTime() - minute), new Date(at.getTime() + minute)]
      return workingMinutesBetween(calendar, before, after) === 0
    })
    expect(atNight).toEqual([])
  })

  test('has nothing after its end, and every dossier in the order of time', async () => {
    const late = await db.selectFrom('kernel.event').select('type').where('at', '>', now).execute()
    expect(late).toEqual([])
    const rows = await db
      .selectFrom('kernel.event')
      .select(['agency_id', 'stream', 'at'])
      .where('stream', 'like', 'dossier:%')
      .orderBy('agency_id')
      .orderBy('stream')
      .orderBy('seq')
      .execute()
    const back = rows.filter((row, i) => {
      const before = rows[i - 1]
      return before?.stream === row.stream && before.agency_id === row.agency_id && before.at > row.at
    })
    expect(back).toEqual([])
  })

  test('leaves the guest something to do', async () => {
    const login = seeded.accounts.find(one => /^\d{12}$/.test(one.login))?.login as string
    const theirs = await db
      .selectFrom('onestop.dossier as d')
      .innerJoin('kernel.account as a', 'a.id', 'd.citizen_account_id')
      .leftJoin('voice.satisfaction as s', 's.code', 'd.code')
      .select(['d.status', 's.score'])
      .where('a.login', '=', login)
      .execute()
    expect(theirs.map(one => one.status).sort()).toEqual(
      ['PROCESSING', 'RETURNED', 'RETURNED', 'SUBMITTED', 'SUPPLEMENT_REQUESTED'].sort(),
    )
    expect(theirs.some(one => one.status === 'RETURNED' && one.score === null)).toBe(true)
    const drafts = await db.selectFrom('onestop.draft').select(['step', 'filed_code']).execute()
    expect(drafts).toEqual([{ step: 'applicant', filed_code: null }])
  })

  test('has feedback in every stage and a plan that is under way', async () => {
    const stages = await db.selectFrom('voice.feedback').select('status').distinct().execute()
    expect(stages.length).toBeGreaterThan(4)
    const plans = await db.selectFrom('reform.plan').select(['year', 'status']).orderBy('year').execute()
    expect(plans).toEqual([
      { year: 2025, status: 'CLOSED' },
      { year: 2026, status: 'APPROVED' },
    ])
  })

  test('is whole, and is never taken away', async () => {
    expect(await isHalfSeeded(db)).toBe(false)
    await expect(wipeHalfSeeded(db)).rejects.toThrow('half-made')
  })
})

describe('the same story', async () => {
  const [one, other] = [await testDatabase(), await testDatabase()]

  test('is told twice for the same end and size', async () => {
    const told = await Promise.all(
      [one, other].map(async ({ db }) => {
        await seed(db, { ...options, size: 60 })
        return await db
          .selectFrom('onestop.dossier')
          .select(['code', 'status', 'due_at', 'finished_at', 'applicant_name', 'form', 'verify_key'])
          .orderBy('code')
          .execute()
      }),
    )
    expect(told[0]?.length).toBe(65)
    expect(told[1]).toEqual(told[0])
  })
})

describe('a seed that was stopped in the middle', async () => {
  const { db } = await testDatabase()

  test('is noticed, taken away and made anew', async () => {
    const stop = new Error('power cut')
    const progress = (stage: string, done: number): void => {
      if (stage.startsWith('Hồ sơ') && done === 5) throw stop
    }
    await expect(seed(db, { ...options, size: 40, progress })).rejects.toThrow('power cut')
    expect(await isHalfSeeded(db)).toBe(true)
    await wipeHalfSeeded(db)
    await migrate(db)
    expect(await isHalfSeeded(db)).toBe(false)
    const { dossiers } = await seed(db, { ...options, size: 40 })
    expect(dossiers).toBeGreaterThanOrEqual(40)
  })
})

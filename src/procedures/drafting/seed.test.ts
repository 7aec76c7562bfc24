import { beforeAll, describe, expect, test } from 'vitest'
import { seedDrafts } from '../../../db/seed/drafts.ts'
import { verifyAll } from '#app/kernel/verify.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { openDoors } from '../../../test/harness/doors.ts'
import { type Office, openOffice } from '../../../test/harness/office.ts'
import { anonymous } from '#app/kernel/context.ts'
import { affectedProcedures, draftingFigures } from './index.ts'
import { draftingPages } from './pages/index.ts'
import { draftView } from './page.ts'
import { punctuality } from './requests.ts'

/** The drafts of the demo. */
describe('the demo’s drafts', async () => {
  const connection = await testDatabase()
  const now = '2026-11-23T14:30:00+07:00'
  let office: Office
  let ids: number[]
  beforeAll(async () => {
    office = await openOffice(connection)
    ids = await seedDrafts(testCtx(connection, now))
  })

  test('one is out for opinions, with a round of every kind', async () => {
    const view = await draftView(await office.as('mai.tran', now), ids[0] ?? 0)
    expect(view.row.stage).toBe('OPINIONS')
    expect(view.rounds.map(one => one.kind)).toEqual(['CONTROL', 'AGENCY', 'FRONT', 'PUBLIC'])
    expect(view.affected.flatMap(one => one.assessments.map(each => each.signed))).toEqual([true, true, true, true])
    expect(view.affected.flatMap(one => one.assessments.map(each => each.verdict))).toEqual(Array(4).fill('KEEP'))
    expect(view.opinions.filter(one => one.kind === 'PUBLIC')).toHaveLength(3)
    expect(view.missing.map(one => one.what)).toContain('ROUND_OPEN')
    const finance = view.rounds.flatMap(one => one.requests).find(one => one.name.startsWith('Sở Tài chính'))
    expect(finance).toMatchObject({ timing: 'SOON', soonNotedAt: new Date('2026-11-23T07:00:00+07:00') })
    const times = view.story.map(line => line.at.getTime())
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  test('one is adopted, and its procedures wait for publication', async () => {
    const list = await affectedProcedures(connection.db, ids[1] ?? 0)
    expect(list.counts).toEqual({ NEW: 1, AMENDED: 1, REPLACED: 0, REPEALED: 0 })
    expect(list.procedures.find(one => one.change === 'AMENDED')?.code).toBe('2.002288')
    const { total } = await draftingFigures(connection.db, { from: '2026-08-01', to: '2026-11-23', agencyId: null })
    expect(total).toMatchObject({
      drafts: 2,
      adopted: 1,
      assessed: { NEW: 2, AMENDED: 2 },
      issued: { NEW: 1, AMENDED: 1 },
    })
    const [worst] = await punctuality(testCtx(connection, now), { from: '2026-01-01', to: '2026-12-31' })
    expect(worst).toMatchObject({ asked: 'Sở Tài chính tỉnh Sông Lam', requests: 2, silent: 1, late: 1 })
    expect((await verifyAll(connection.db)).broken).toEqual([])
  })

  test('both are shown on every screen', async () => {
    const { get } = openDoors(connection, now, draftingPages)
    const reader = await office.actor('lien.pham')
    for (const id of ids) {
      for (const tab of ['', '/articles', '/assessments', '/opinions', '/answers', '/finish', '/history']) {
        expect((await get(reader, `/drafting/${id}${tab}`)).status).toBe(200)
      }
    }
    expect(await (await get(anonymous, '/consultations')).text()).toContain('hỗ trợ học nghề')
    const page = await get(anonymous, `/consultations/${ids[0]}`)
    expect(page.status).toBe(200)
  })
})

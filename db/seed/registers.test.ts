import { expect, it } from 'vitest'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { countDelegated } from '#app/organisation/delegations/index.ts'
import { delegationList } from '#app/organisation/delegations/views.ts'
import { disclosureCoverage } from '#app/procedures/disclosure/index.ts'
import { matrix } from '#app/procedures/disclosure/matrix.ts'
import { changesOf } from '#app/procedures/catalogue/changes.ts'
import { procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { proposalPage } from '#app/procedures/publication/views.ts'
import { testCtx, testDatabase } from '../../test/harness/database.ts'
import { openOffice } from '../../test/harness/office.ts'
import { seedDelegations } from './delegations.ts'
import { seedDisclosure } from './disclosure.ts'
import { seedDrafts } from './drafts.ts'
import { seedPublications } from './publications.ts'

/** The registers of the demo: what the seeds promise of them. */

const connection = await testDatabase()
const { db } = connection
const NOW = '2026-11-23T14:30:00+07:00'
await openOffice(connection)
const end = testCtx(connection, NOW)
await seedDelegations(testCtx(connection, '2025-08-01T08:00:00+07:00'), '2026-11-23')
await seedDisclosure(end)
const [, adopted = 0] = await seedDrafts(end)
const publications = await seedPublications(end, adopted)

it('has nineteen works delegated on the last day, and every kind of record', async () => {
  expect(await countDelegated(db, { agencyId: null, day: dayOf(end.now) })).toBe(19)
  const { tabs } = await delegationList(end, { tab: 'expiring', limit: 50 })
  expect(tabs).toEqual({ valid: 8, expiring: 2, expired: 2, revoked: 1, all: 11 })
})

it('has most cells current, some stale, some missing', async () => {
  const view = await matrix(end, { limit: 200 })
  const { required, current, stale } = view.total
  expect(current / required).toBeGreaterThan(0.9)
  expect(stale).toBeGreaterThan(5)
  expect(required - current - stale).toBeGreaterThan(20)
  expect(view.complete.n).toBe(view.complete.of)
  const tree = await agencyTree(db, dayOf(end.now))
  const share = async (code: string) =>
    (await disclosureCoverage(db, { agencyId: tree.byCode(code)?.id ?? 0, day: dayOf(end.now) })).percent
  expect(await share('H71.30')).toBe(100)
  expect(await share('H71.41')).toBeLessThan(100)
})

it('has one publication made public in time under a deputy’s signature, and one that says what it lacks', async () => {
  const done = await proposalPage(end, publications.published)
  expect(done).toMatchObject({
    stage: 'PUBLISHED',
    decisionNo: '2508/QĐ-UBND',
    signMark: 'KT',
    decided: { state: 'MET' },
    public: { state: 'MET' },
  })
  const versions = done.items.map(item => item.version?.id ?? 0)
  const changes = await changesOf(db, versions, 'vi')
  expect([...changes.values()].map(one => one.parts.map(each => each.part))).toEqual([['papers', 'legalBasis']])
  // What is announced holds from the day of its text on.
  expect(await procedureForIntake(db, '5.000201', dayOf(end.now))).toBeNull()
  expect(await procedureForIntake(db, '5.000201', done.effectiveOn ?? '')).toMatchObject({ home: 'SXD' })
  const underWay = await proposalPage(end, publications.underWay)
  expect(underWay.stage).toBe('PREPARING')
  expect(underWay.items.every(item => item.lacks.length > 0)).toBe(true)
  const decision = await db
    .selectFrom('procedures.publication_decision')
    .select('illustrative')
    .where('id', '=', done.decisionId)
    .executeTakeFirstOrThrow()
  expect(decision.illustrative).toBe(true)
})

import { expect, it } from 'vitest'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { countDelegated } from '#app/organisation/delegations/index.ts'
import { delegationList } from '#app/organisation/delegations/views.ts'
import { disclosureCoverage } from '#app/procedures/disclosure/index.ts'
import { matrix } from '#app/procedures/disclosure/matrix.ts'
import { testCtx, testDatabase } from '../../test/harness/database.ts'
import { openOffice } from '../../test/harness/office.ts'
import { seedDelegations } from './delegations.ts'
import { seedDisclosure } from './disclosure.ts'

/** The registers of the demo: what the seeds promise of them. */

const connection = await testDatabase()
const { db } = connection
const NOW = '2026-11-23T14:30:00+07:00'
await openOffice(connection)
const end = testCtx(connection, NOW)
await seedDelegations(testCtx(connection, '2025-08-01T08:00:00+07:00'), '2026-11-23')
await seedDisclosure(end)

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

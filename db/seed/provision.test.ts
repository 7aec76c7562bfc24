import { expect, it } from 'vitest'
import { inventory } from '#app/measures/inventory/index.ts'
import { testCtx, testDatabase } from '../../test/harness/database.ts'
import { openOffice } from '../../test/harness/office.ts'
import { seedProvision } from './provision.ts'

/** How the demo's procedures are provided: what the inventory of the demo shows. */

const connection = await testDatabase()
await openOffice(connection)
await seedProvision(testCtx(connection, '2025-08-01T08:00:00+07:00'))

it('has procedures at the centre and elsewhere, in both scales, on the spot, with ISO documents and interlinked', async () => {
  const { figures, behind } = await inventory(connection.db, { day: '2026-11-23', agencyId: null })
  expect([figures['CENTRE.YES'].n, figures['CENTRE.NO'].n, figures['CENTRE.UNKNOWN'].n]).toEqual([34, 3, 0])
  for (const row of behind('CENTRE.NO')) expect(row).toMatchObject({ onSite: null, centre: { illustrative: true } })
  expect([figures['ON_SITE.3'].n, figures['ON_SITE.4'].n, figures['ON_SITE.5'].n]).toEqual([4, 6, 2])
  expect(figures['OLD.3_UP'].n).toBeGreaterThan(20)
  expect(figures['OLD.UNKNOWN'].n).toBeGreaterThan(0)
  expect(figures['ISO.YES'].n).toBe(15)
  expect(behind('MECHANISM.INTERLINKED').map(row => row.code)).toEqual(
    expect.arrayContaining(['1.010803', '2.000986', '3.000579']),
  )
})

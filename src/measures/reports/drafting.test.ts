import { expect, test } from 'vitest'
import { seedDrafts } from '../../../db/seed/drafts.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { openOffice } from '../../../test/harness/office.ts'
import type { FormCode } from './forms.ts'
import { report } from './views.ts'

/** Forms II.01 and II.02 over the demo's two drafts: four procedures assessed, one text with two procedures adopted. */

const connection = await testDatabase()
const now = '2026-11-23T14:30:00+07:00'
await openOffice(connection)
const ctx = testCtx(connection, now)
await seedDrafts(ctx)
const place = { id: null, code: null, name: 'Toàn tỉnh', agencyIds: null }

const lineOf = async (form: FormCode) => {
  const { lines, total, failed } = await report(ctx, { form, place, from: '2026-08-01', to: '2026-11-22' })
  expect(failed).toEqual([])
  return { labels: lines.map(line => line.label), total: total.cells }
}

test('II.01 counts drafts and the procedures assessed in them', async () => {
  const { labels, total } = await lineOf('II.01')
  expect(total).toEqual({ '3': 2, '4': 4, '5': 2, '6': 2, '7': 0, '8': 0 })
  expect(labels.length).toBeGreaterThan(0)
})

test('II.02 counts adopted texts and the procedures in them', async () => {
  const { labels, total } = await lineOf('II.02')
  expect(total).toMatchObject({ '3': 1, '4': 2, '5': 1, '6': 1, '7': 0, '8': 0 })
  expect(labels).toHaveLength(1)
})

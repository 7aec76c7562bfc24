import { expect, test } from 'vitest'
import { seedDrafts } from '../../../db/seed/drafts.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { openOffice } from '../../../test/harness/office.ts'
import { leavesOf } from './form.ts'
import { type FormCode, formOf } from './forms.ts'
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

test('every figure of II.01 and II.02 opens to as many texts or procedures', async () => {
  const wanted = { place, from: '2026-08-01', to: '2026-11-22' }
  for (const form of [formOf('II.01'), formOf('II.02')]) {
    const found = await report(ctx, { form: form.code, ...wanted })
    for (const line of [...found.lines, found.total]) {
      for (const { measure, column } of leavesOf(found.layout.heads)) {
        const value = line.cells[column]
        if (value === undefined) continue
        const items = await form.behind?.items(ctx, wanted, { measure, key: line.key })
        expect([form.code, column, items?.length]).toEqual([form.code, column, value])
      }
    }
  }
})

test('II.02 counts adopted texts and the procedures in them', async () => {
  const { labels, total } = await lineOf('II.02')
  expect(total).toMatchObject({ '3': 1, '4': 2, '5': 1, '6': 1, '7': 0, '8': 0 })
  expect(labels).toHaveLength(1)
})

import { expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { seedDrafts } from '../../../db/seed/drafts.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { openOffice } from '../../../test/harness/office.ts'
import { fromDraft } from './service.ts'
import { adoptedTexts, proposalPage } from './views.ts'

/** A publication begun from a text that the register of drafts knows. */

const connection = await testDatabase()
const NOW = '2026-11-23T14:30:00+07:00'
const office = await openOffice(connection)
const [asked = 0, adopted = 0] = await seedDrafts(testCtx(connection, NOW))
const control = await office.as('lien.pham', NOW)

async function refusal(doing: Promise<unknown>): Promise<Refusal> {
  const failure = await doing.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (failure instanceof Refusal) return failure
  throw failure ?? new Error('nothing was refused')
}

test('takes its procedures, in the kinds and articles of the text, once', async () => {
  const offered = await adoptedTexts(connection.db)
  expect(offered.map(text => text.id)).toEqual([adopted])
  const stranger = await office.as('mai.tran', NOW)
  expect((await refusal(fromDraft(stranger, { draftId: adopted, kind: 'FULL' }))).code).toBe('NOT_YOURS')
  const { proposalId } = await fromDraft(control, { draftId: adopted, kind: 'FULL' })
  const view = await proposalPage(control, proposalId)
  expect(view).toMatchObject({
    stage: 'PREPARING',
    draftId: adopted,
    agency: 'Sở Xây dựng tỉnh Sông Lam',
    basisNo: offered[0]?.number,
    title: offered[0]?.title,
  })
  const items = view.items.map(({ change, code, basis, lacks }) => ({ change, code, basis, lacks }))
  expect(items.toSorted((a, b) => a.basis.localeCompare(b.basis))).toEqual([
    { change: 'AMENDED', code: '2.002288', basis: `Điều 2 ${view.basisNo}`, lacks: [{ what: 'DRAFT' }] },
    { change: 'NEW', code: null, basis: `Điều 3 ${view.basisNo}`, lacks: [{ what: 'CODE' }] },
  ])
  expect([view.counts.AMENDED.PROVINCE, view.counts.NEW.PROVINCE]).toEqual([1, 1])
  expect(await adoptedTexts(connection.db)).toEqual([])
  expect((await refusal(fromDraft(control, { draftId: adopted, kind: 'FULL' }))).code).toBe('DRAFT_PROPOSED')
})

test('is refused for a text that is not adopted and for one nobody knows', async () => {
  expect((await refusal(fromDraft(control, { draftId: asked, kind: 'FULL' }))).code).toBe('TEXT_NOT_ADOPTED')
  expect((await refusal(fromDraft(control, { draftId: 999_999, kind: 'FULL' }))).status).toBe(404)
})

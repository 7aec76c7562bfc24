import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { codeOf, draftingOffice, title } from '../../../test/harness/drafting.ts'
import { listQuery, registerInput } from './input.ts'
import { draftView } from './page.ts'
import { editDraft, registerDraft } from './service.ts'
import { sentenceOf } from './story.ts'
import { draftCounts, listDrafts } from './views.ts'

const { place, as, eventsOf, written } = await draftingOffice(await testDatabase())

describe('the register', () => {
  it('takes in a draft of one’s own agency, with its first text', async () => {
    const draftId = await written()
    const view = await draftView(as('reception'), draftId)
    expect(view).toMatchObject({ agency: 'Sở Lao động', sealed: false, row: { stage: 'DRAFTING', text_no: 1 } })
    expect(view.articles.map(one => [one.no, one.heading])).toEqual([
      ['1', 'Phạm vi'],
      ['2', 'Hồ sơ'],
      ['3', 'Bãi bỏ'],
    ])
    expect(await eventsOf(draftId)).toEqual(['registered', 'text_written'])
    expect(view.story.map(line => sentenceOf(line, 'vi'))[0]).toBe(
      'Chuyên viên Việc làm ghi lại toàn văn phiên bản 1 với 3 điều.',
    )
  })

  it('refuses another agency’s, other positions, and what somebody else has just changed', async () => {
    const input = registerInput.parse({ kind: 'COMMITTEE_DECISION', title })
    expect(await codeOf(registerDraft(as('author'), { ...input, agencyId: place.justice }))).toBe('NOT_YOUR_AGENCY')
    expect(await codeOf(registerDraft(as('reception'), input))).toBe('NOT_YOUR_POSITION')
    expect(await codeOf(registerDraft(as('control'), input))).toBe('NOT_YOUR_POSITION')
    const draftId = await written()
    const edit = { draftId, kind: 'CIRCULAR' as const, title: 'Tên khác của dự thảo', purpose: '' }
    expect(await codeOf(editDraft(as('justice'), edit))).toBe('NOT_YOUR_AGENCY')
    expect(await codeOf(editDraft(as('author'), { ...edit, version: 1 }))).toBe('CHANGED_MEANWHILE')
    expect(await editDraft(as('author'), { ...edit, version: 2 })).toMatchObject({ stage: 'DRAFTING', version: 3 })
    expect(await codeOf(editDraft(as('author'), { ...edit, draftId: 999_999 }))).toBe('NOT_FOUND')
  })

  it('the same request twice is one draft', async () => {
    const input = registerInput.parse({ kind: 'COMMITTEE_DECISION', title })
    const ctx = { ...as('author'), idempotencyKey: 'mot-lan-thoi' }
    expect((await registerDraft(ctx, input)).draftId).toBe((await registerDraft(ctx, input)).draftId)
  })

  it('lists, searches without diacritics, filters, pages both ways', async () => {
    for (const name of ['Nghị quyết về phí hộ tịch', 'Nghị quyết về lệ phí đất đai', 'Nghị quyết về hỗ trợ']) {
      await registerDraft(as('author'), registerInput.parse({ kind: 'COUNCIL_RESOLUTION', title: name }))
    }
    const list = async (more: object) => await listDrafts(as('reception'), listQuery.parse(more))
    expect((await list({ q: 'le phi dat' })).items.map(one => one.title)).toEqual(['Nghị quyết về lệ phí đất đai'])
    expect((await list({ q: '100%' })).items).toEqual([])
    expect((await list({ kind: 'COUNCIL_RESOLUTION' })).items).toHaveLength(3)
    expect((await list({ agency: place.justice })).items).toEqual([])
    for (const sort of ['moved', 'title']) {
      const one = { kind: 'COUNCIL_RESOLUTION', sort, limit: 2 }
      const page = await list(one)
      const next = await list({ ...one, after: page.next })
      expect(new Set([...page.items, ...next.items].map(each => each.id)).size).toBe(3)
      expect(next.next).toBeNull()
    }
    const other = (await list({ kind: 'COUNCIL_RESOLUTION', sort: 'title', limit: 1 })).next
    expect(await codeOf(list({ after: other }))).toBe('BAD_CURSOR')
    expect((await draftCounts(as('reception'))).open).toBeGreaterThanOrEqual(3)
  })
})

import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { codeOf, draftingOffice, refusalOf } from '../../../test/harness/drafting.ts'
import { affectedProcedures } from './affected.ts'
import { tagArticle, untagArticle } from './tagging.ts'
import { pasteText, removeArticle, saveArticle, writeArticles } from './texts.ts'

const { db, as, written, affected } = await draftingOffice(await testDatabase())

describe('texts and tags', () => {
  it('writes, changes and takes out articles; tags go with their article’s number', async () => {
    const draftId = await written()
    await tagArticle(as('author'), { draftId, articleNo: '2', change: 'AMENDED', code: '1.000101' })
    await saveArticle(as('author'), { draftId, no: '2a', heading: 'Thời hạn', body: '3 ngày làm việc.' })
    await tagArticle(as('author'), { draftId, articleNo: '2a', change: 'AMENDED', code: '1.000101' })
    expect((await affected(draftId))[0]).toMatchObject({
      code: '1.000101',
      name: 'Cấp giấy phép lao động',
      articles: ['2', '2a'],
    })
    await writeArticles(as('author'), {
      draftId,
      articles: [
        { no: '1', heading: 'Một', body: 'x' },
        { no: '2a', heading: 'Thời hạn', body: '2 ngày làm việc.' },
      ],
    })
    expect((await affected(draftId))[0]?.articles).toEqual(['2a'])
    await removeArticle(as('author'), { draftId, no: '2a' })
    expect(await affected(draftId)).toEqual([])
    expect(await codeOf(removeArticle(as('author'), { draftId, no: '2a' }))).toBe('ARTICLE_UNKNOWN')
    const twice = { no: '1', heading: '', body: '' }
    expect(await codeOf(writeArticles(as('author'), { draftId, articles: [twice, twice] }))).toBe('ARTICLE_DOUBLED')
    expect(await codeOf(pasteText(as('author'), { draftId, text: 'không có điều nào cả' }))).toBe('NO_ARTICLES')
  })

  it('tags in four kinds and refuses what cannot be', async () => {
    const draftId = await written()
    const tag = async (more: object) =>
      await codeOf(tagArticle(as('author'), { draftId, articleNo: '2', change: 'NEW', ...more }))
    expect(await tag({})).toBe('NAME_NEEDED')
    expect(await tag({ name: 'Hỗ trợ học nghề' })).toBe('done')
    expect(await tag({ name: 'hỗ trợ học nghề' })).toBe('TAGGED_ALREADY')
    expect(await tag({ articleNo: '9', name: 'Khác' })).toBe('ARTICLE_UNKNOWN')
    expect(await tag({ change: 'AMENDED' })).toBe('CODE_NEEDED')
    expect(await tag({ change: 'AMENDED', code: '9.999999' })).toBe('PROCEDURE_UNKNOWN')
    expect(await tag({ change: 'AMENDED', code: '1.000101' })).toBe('done')
    expect(await tag({ change: 'REPLACED', code: '1.000102' })).toBe('NAME_NEEDED')
    expect(await tag({ change: 'REPLACED', code: '1.000102', name: 'Gia hạn trực tuyến' })).toBe('done')
    expect(await tag({ articleNo: '3', change: 'REPEALED', code: '1.000103' })).toBe('done')
    const conflict = await refusalOf(
      tagArticle(as('author'), { draftId, articleNo: '3', change: 'REPEALED', code: '1.000101' }),
    )
    expect(conflict.code).toBe('CHANGE_CONFLICT')
    expect(conflict.words.vi).toContain('Điều 2 đã ghi thủ tục này là “Sửa đổi, bổ sung”')
    const amended = (await affected(draftId)).find(one => one.change === 'AMENDED')
    await untagArticle(as('author'), { draftId, articleNo: '2', affectedId: amended?.id ?? 0 })
    expect(await tag({ articleNo: '3', change: 'REPEALED', code: '1.000101' })).toBe('done')
    const list = await affectedProcedures(db, draftId)
    expect(list.counts).toEqual({ NEW: 1, AMENDED: 0, REPLACED: 1, REPEALED: 2 })
    expect(list.procedures.map(one => [one.change, one.code, one.name, one.articles])).toEqual([
      ['NEW', null, 'Hỗ trợ học nghề', ['2']],
      ['REPLACED', '1.000102', 'Gia hạn trực tuyến', ['2']],
      ['REPEALED', '1.000101', 'Cấp giấy phép lao động', ['3']],
      ['REPEALED', '1.000103', 'Thu hồi giấy phép lao động', ['3']],
    ])
    expect(list.number).toBeNull()
  })
})

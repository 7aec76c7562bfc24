import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { codeOf, draftingOffice, goodAnswers, refusalOf } from '../../../test/harness/drafting.ts'
import { declareParts, reopenAssessment, saveAnswers, signAssessment } from './assessing.ts'
import { draftView } from './page.ts'
import { sentenceOf } from './story.ts'
import { tagArticle } from './tagging.ts'
import { saveArticle } from './texts.ts'

const { as, written, affected } = await draftingOffice(await testDatabase())

describe('assessment', () => {
  it('is complete by the answers, signed by a leader, and opened again when its article changes', async () => {
    const draftId = await written()
    const { affectedId } = await tagArticle(as('author'), { draftId, articleNo: '2', change: 'NEW', name: 'Cấp thẻ' })
    const assessmentId = (await affected(draftId))[0]?.assessments[0]?.id ?? 0
    const answer = async (answers: Record<string, string | string[]>) =>
      await saveAnswers(as('author'), { draftId, assessmentId, answers })
    expect(await codeOf(answer({ '4a': 'MAYBE' }))).toBe('BAD_ANSWER')
    expect((await answer({ '1a': 'Mục tiêu', '1b': 'YES', '1c': 'Vì', '2a': 'YES', '2b': 'Vì' })).complete).toBe(false)
    expect(await answer({ '3a': 'NO', '4a': 'NO' })).toMatchObject({ complete: false, missing: ['4x'] })
    expect(await answer({ '4x': 'Quy định khác đã đủ' })).toMatchObject({ complete: true, missing: [] })
    expect((await affected(draftId))[0]?.assessments[0]?.verdict).toBe('DROP')
    expect((await answer({ '4a': 'YES', '4x': '' })).complete).toBe(false)
    const incomplete = await refusalOf(signAssessment(as('leader'), { draftId, assessmentId }))
    expect(incomplete.code).toBe('ASSESSMENT_INCOMPLETE')
    expect(incomplete.fields['answers.5a']?.vi).toContain('Câu 5')
    await answer(goodAnswers)
    expect(await codeOf(signAssessment(as('author'), { draftId, assessmentId }))).toBe('NOT_YOUR_POSITION')
    expect(await codeOf(signAssessment(as('justiceLeader'), { draftId, assessmentId }))).toBe('NOT_YOUR_AGENCY')
    await signAssessment(as('leader'), { draftId, assessmentId })
    expect(await codeOf(signAssessment(as('leader'), { draftId, assessmentId }))).toBe('SIGNED_ALREADY')
    expect(await codeOf(answer({ '1a': 'Khác' }))).toBe('SIGNED_ALREADY')

    const signed = async () => (await affected(draftId))[0]?.assessments[0]?.signed
    await saveArticle(as('author'), { draftId, no: '1', heading: 'Phạm vi', body: 'Không liên quan.' })
    expect(await signed()).toBe(true)
    await saveArticle(as('author'), { draftId, no: '2', heading: 'Hồ sơ', body: 'Thêm một giấy tờ.' })
    expect(await signed()).toBe(false)
    const story = (await draftView(as('author'), draftId)).story.map(line => sentenceOf(line, 'vi'))
    expect(story[0]).toBe('Chuyên viên Việc làm viết Điều 2. Phải ký lại bản đánh giá của Cấp thẻ.')
    await signAssessment(as('leader'), { draftId, assessmentId })
    await reopenAssessment(as('author'), { draftId, assessmentId })
    expect(await signed()).toBe(false)
    expect(await codeOf(reopenAssessment(as('author'), { draftId, assessmentId }))).toBe('NOT_SIGNED')
    expect(affectedId).toBeGreaterThan(0)
  })

  it('asks for one of each form and requirement declared, and lets go of those taken back', async () => {
    const draftId = await written()
    const { affectedId } = await tagArticle(as('author'), { draftId, articleNo: '2', change: 'NEW', name: 'Cấp thẻ' })
    const declare = async (forms: string[], requirements: string[]) =>
      await declareParts(as('author'), { draftId, affectedId, forms, requirements })
    const kinds = async () => (await affected(draftId))[0]?.assessments.map(one => [one.form, one.subject])
    await declare(['Đơn đề nghị', 'Tờ khai', 'Tờ khai'], ['Có bằng nghề'])
    expect(await kinds()).toEqual([
      ['PROCEDURE', ''],
      ['FORM', 'Đơn đề nghị'],
      ['FORM', 'Tờ khai'],
      ['REQUIREMENT', 'Có bằng nghề'],
    ])
    await declare(['Tờ khai'], [])
    expect(await kinds()).toEqual([
      ['PROCEDURE', ''],
      ['FORM', 'Tờ khai'],
    ])
    await tagArticle(as('author'), { draftId, articleNo: '3', change: 'REPEALED', code: '1.000103' })
    const repealed = (await affected(draftId)).find(one => one.change === 'REPEALED')
    expect(repealed?.assessments).toEqual([])
    expect(
      await codeOf(declareParts(as('author'), { draftId, affectedId: repealed?.id ?? 0, forms: [], requirements: [] })),
    ).toBe('NO_ASSESSMENT_NEEDED')
  })
})

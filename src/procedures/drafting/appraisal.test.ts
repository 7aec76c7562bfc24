import { describe, expect, it, test } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { codeOf, draftingOffice, refusalOf } from '../../../test/harness/drafting.ts'
import { affectedProcedures } from './affected.ts'
import { adoptDraft, appraise, requestAppraisal, reviseDraft } from './appraisal.ts'
import { closeRound, openRound } from './asking.ts'
import { signAssessment } from './assessing.ts'
import { draftingFigures } from './figures.ts'
import { answerOpinion, giveOpinions, sendPublicOpinion } from './opinions.ts'
import { draftView } from './page.ts'
import { publicDraft } from './public.ts'
import { withdrawDraft } from './service.ts'
import { sentenceOf } from './story.ts'
import { tagArticle } from './tagging.ts'
import { beginText, saveArticle } from './texts.ts'
import { requestsQuery } from './input.ts'
import { listRequests } from './requests.ts'

const { db, place, as, affected, assessedDraft, ask, requestIn, roundIn } = await draftingOffice(await testDatabase())

describe('from assessment to an adopted text', () => {
  it('names everything that is missing, then goes the whole way', async () => {
    const draftId = await assessedDraft()
    await tagArticle(as('author'), { draftId, articleNo: '3', change: 'REPEALED', code: '1.000103' })
    const request = async () => await requestAppraisal(as('leader'), { draftId, appraiserId: place.justice })
    expect(await codeOf(requestAppraisal(as('author'), { draftId, appraiserId: place.justice }))).toBe(
      'NOT_YOUR_POSITION',
    )
    expect((await refusalOf(request())).words.vi).toBe(
      'Chưa gửi thẩm định được. Còn thiếu: chưa lấy ý kiến đơn vị kiểm soát thủ tục hành chính.',
    )
    await openRound(as('author'), ask(draftId, { kind: 'CONTROL' }))
    await openRound(as('author'), ask(draftId, { kind: 'FRONT' }))
    const open = await refusalOf(request())
    expect(Object.values(open.fields).map(one => one.vi)).toEqual([
      'đợt lấy ý kiến “Đơn vị kiểm soát thủ tục hành chính” còn chờ Đơn vị kiểm soát thủ tục hành chính của tỉnh',
      'đợt lấy ý kiến “Phản biện của Mặt trận Tổ quốc” còn chờ Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh',
    ])
    await giveOpinions(as('control'), {
      draftId,
      requestId: await requestIn(draftId, 'CONTROL'),
      opinions: [{ articleNo: '2', stance: 'COMMENT', body: 'Nên bớt giấy tờ.' }],
    })
    await giveOpinions(as('author'), {
      draftId,
      requestId: await requestIn(draftId, 'FRONT'),
      documentNo: '15/MTTQ-BTT',
      opinions: [{ stance: 'DISAGREE', body: 'Chưa rõ mức hỗ trợ.' }],
    })
    expect(
      await closeRound(as('author'), { draftId, roundId: await roundIn(draftId, 'CONTROL'), note: '' }),
    ).toMatchObject({
      stage: 'OPINIONS',
    })
    expect(
      await closeRound(as('author'), { draftId, roundId: await roundIn(draftId, 'FRONT'), note: '' }),
    ).toMatchObject({
      stage: 'REVISION',
    })
    const owed = await refusalOf(request())
    expect(owed.code).toBe('NOT_READY')
    expect(Object.keys(owed.fields)).toHaveLength(2)
    expect(owed.words.vi).toContain('về Điều 2 chưa được tiếp thu hoặc giải trình')

    const [front, control] = (await draftView(as('author'), draftId)).opinions
    const answer = async (opinionId: number, disposition: 'ACCEPTED' | 'EXPLAINED', text: string) =>
      await codeOf(answerOpinion(as('author'), { draftId, opinionId, disposition, answer: text }))
    expect(await answer(front?.id ?? 0, 'EXPLAINED', '')).toBe('ANSWER_NEEDED')
    expect(await answer(front?.id ?? 0, 'EXPLAINED', 'Mức hỗ trợ ở văn bản khác.')).toBe('done')
    expect(await answer(control?.id ?? 0, 'ACCEPTED', '')).toBe('done')

    expect(await codeOf(saveArticle(as('author'), { draftId, no: '2', heading: 'Hồ sơ', body: 'Ít hơn.' }))).toBe(
      'TEXT_SEALED',
    )
    await beginText(as('author'), { draftId, note: 'Tiếp thu ý kiến' })
    await saveArticle(as('author'), { draftId, no: '2', heading: 'Hồ sơ', body: 'Ít hơn.' })
    const resign = await refusalOf(request())
    expect(resign.words.vi).toContain('bản đánh giá Phụ lục I của “Hỗ trợ học nghề” chưa ký')
    await signAssessment(as('leader', '2026-11-18T09:00:00+07:00'), {
      draftId,
      assessmentId: (await affected(draftId))[0]?.assessments[0]?.id ?? 0,
    })
    expect(await request()).toMatchObject({ stage: 'APPRAISAL' })

    const report = { draftId, number: '99/BC-STP', note: 'Đủ điều kiện trình.' }
    expect(await codeOf(appraise(as('leader'), { ...report, passed: true }))).toBe('NOT_YOUR_AGENCY')
    expect(await codeOf(appraise(as('justice'), { ...report, passed: true }))).toBe('NOT_YOUR_POSITION')
    expect(await appraise(as('justiceLeader'), { ...report, passed: false })).toMatchObject({ stage: 'REVISION' })
    await request()
    expect(await appraise(as('justiceLeader'), { ...report, passed: true })).toMatchObject({ stage: 'APPRAISED' })
    expect(await reviseDraft(as('leader'), { draftId, reason: 'Sửa lỗi câu chữ' })).toMatchObject({ stage: 'REVISION' })
    await request()
    await appraise(as('justiceLeader'), { ...report, passed: true })

    const adopt = { draftId, number: '45/2026/QĐ-UBND', adoptedOn: '2026-11-16', effectiveOn: '2026-12-01' }
    expect(await codeOf(adoptDraft(as('author'), adopt))).toBe('NOT_YOUR_POSITION')
    expect(await codeOf(adoptDraft(as('leader'), { ...adopt, effectiveOn: '2026-11-15' }))).toBe(
      'EFFECT_BEFORE_ADOPTION',
    )
    expect(await codeOf(adoptDraft(as('leader'), { ...adopt, adoptedOn: '2026-11-17' }))).toBe('ADOPTED_LATER')
    const adopted = await adoptDraft(as('leader'), adopt)
    expect(adopted).toMatchObject({
      stage: 'ADOPTED',
      affected: { number: '45/2026/QĐ-UBND', counts: { NEW: 1, REPEALED: 1 } },
    })
    expect(await affectedProcedures(db, draftId)).toMatchObject({
      number: '45/2026/QĐ-UBND',
      effectiveOn: '2026-12-01',
    })
    expect(await codeOf(withdrawDraft(as('leader'), { draftId, reason: 'Không cần nữa' }))).toBe('WRONG_STAGE')
    const event = await db
      .selectFrom('kernel.event')
      .select('data')
      .where('stream', '=', `legal_draft:${draftId}`)
      .where('type', '=', 'procedures.draft.adopted')
      .executeTakeFirstOrThrow()
    expect(event.data).toMatchObject({ affected: [{ change: 'NEW' }, { change: 'REPEALED', code: '1.000103' }] })
    const lines = (await draftView(as('reception'), draftId)).story
    for (const lang of ['vi', 'en'] as const) {
      expect(lines.map(line => sentenceOf(line, lang)).join('\n')).not.toMatch(/undefined|\bnull\b|“”|: \.|NaN/)
    }
  })

  it('counts drafts and procedures assessed, and those of adopted texts, by day and agency', async () => {
    const all = { from: '2026-11-01', to: '2026-11-30', agencyId: null }
    const before = await draftingFigures(db, all)
    await assessedDraft()
    const then = await draftingFigures(db, all)
    expect(then.total.drafts).toBe(before.total.drafts + 1)
    expect(then.total.assessed.NEW).toBe(before.total.assessed.NEW + 1)
    expect(then.rows.map(one => one.kind)).toEqual(['COMMITTEE_DECISION'])
    expect(then.total).toMatchObject({ adopted: 1, issued: { NEW: 1, AMENDED: 0, REPLACED: 0, REPEALED: 1 } })
    expect((await draftingFigures(db, { ...all, agencyId: place.labour })).total).toEqual(then.total)
    expect((await draftingFigures(db, { ...all, agencyId: place.justice })).rows).toEqual([])
    expect((await draftingFigures(db, { ...all, from: '2026-11-17' })).total.drafts).toBe(1)
    expect((await draftingFigures(db, { ...all, to: '2026-11-15' })).total).toMatchObject({ drafts: 0, adopted: 0 })
  })

  test('a withdrawn draft waits for nobody', async () => {
    const draftId = await assessedDraft()
    await openRound(as('author'), ask(draftId, { kind: 'AGENCY', agencyIds: [place.justice] }))
    await openRound(as('author'), ask(draftId, { kind: 'PUBLIC' }))
    await withdrawDraft(as('leader'), { draftId, reason: 'Chuyển sang năm sau' })
    expect(
      (await listRequests(as('justice'), requestsQuery.parse({}))).items.some(one => one.draftId === draftId),
    ).toBe(false)
    expect(await codeOf(publicDraft(as('nobody'), draftId))).toBe('NOT_FOUND')
    expect(
      await codeOf(sendPublicOpinion(as('nobody'), { draftId, stance: 'COMMENT', body: 'Sao lại rút?', author: '' })),
    ).toBe('NOT_OPEN')
  })
})

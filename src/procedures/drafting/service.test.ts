import { beforeAll, describe, expect, it, test } from 'vitest'
import { anonymous } from '#app/kernel/context.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { type StaffedProvince, staffedProvince, type TestOfficer } from '../../../test/harness/staffed.ts'
import { affectedProcedures } from './affected.ts'
import { adoptDraft, appraise, requestAppraisal, reviseDraft } from './appraisal.ts'
import { declareParts, reopenAssessment, saveAnswers, signAssessment } from './assessing.ts'
import { draftingFigures } from './figures.ts'
import { openRoundInput, registerInput } from './input.ts'
import { remindOfOpinions } from './jobs.ts'
import { closeRound, openRound } from './asking.ts'
import { answerOpinion, giveOpinions, sendPublicOpinion } from './opinions.ts'
import { draftView } from './page.ts'
import { publicDraft, publicDrafts } from './public.ts'
import { type Affected, affectedOf } from './affected.ts'
import { editDraft, registerDraft, withdrawDraft } from './service.ts'
import { draftCounts, listDrafts, openRequests } from './views.ts'
import { listQuery } from './input.ts'
import { sentenceOf } from './story.ts'
import { tagArticle, untagArticle } from './tagging.ts'
import { beginText, pasteText, removeArticle, saveArticle, writeArticles } from './texts.ts'

const connection = await testDatabase()
const { db } = connection
let place: StaffedProvince
let who: Record<
  'author' | 'leader' | 'justice' | 'justiceLeader' | 'control' | 'communeControl' | 'reception',
  TestOfficer
>
beforeAll(async () => {
  place = await staffedProvince(connection)
  who = {
    author: await place.officer('Chuyên viên Việc làm', place.labourDivision, 'SPECIALIST'),
    leader: await place.officer('Giám đốc Sở Lao động', place.labour, 'LEADER'),
    justice: await place.officer('Chuyên viên Hộ tịch', place.justiceDivision, 'SPECIALIST'),
    justiceLeader: await place.officer('Giám đốc Sở Tư pháp', place.justice, 'LEADER'),
    control: await place.officer('Kiểm soát viên', place.province, 'CONTROL'),
    communeControl: await place.officer('Đầu mối xã', place.commune, 'CONTROL'),
    reception: await place.officer('Tiếp nhận', place.labour, 'RECEPTION'),
  }
  await place.procedure('1.000101', 'Cấp giấy phép lao động')
  await place.procedure('1.000102', 'Gia hạn giấy phép lao động')
  await place.procedure('1.000103', 'Thu hồi giấy phép lao động')
})

const NOW = '2026-11-16T08:00:00+07:00'
const as = (one: keyof typeof who | 'nobody', now = NOW) =>
  testCtx(connection, now, one === 'nobody' ? anonymous : who[one])
const codeOf = async (doing: Promise<unknown>): Promise<string> => {
  try {
    await doing
    return 'done'
  } catch (cause) {
    if (cause instanceof Refusal) return cause.code
    throw cause
  }
}
const refusalOf = async (doing: Promise<unknown>): Promise<Refusal> => {
  try {
    await doing
  } catch (cause) {
    if (cause instanceof Refusal) return cause
    throw cause
  }
  throw new Error('was not refused')
}
const eventsOf = async (draftId: number): Promise<string[]> =>
  (
    await db
      .selectFrom('kernel.event')
      .select('type')
      .where('stream', '=', `legal_draft:${draftId}`)
      .orderBy('seq')
      .execute()
  ).map(one => one.type.replace('procedures.draft.', ''))

const TEXT = 'Điều 1. Phạm vi\nQuyết định này quy định.\nĐiều 2. Hồ sơ\n1. Đơn.\nĐiều 3. Bãi bỏ\nBãi bỏ thủ tục.'
const title = 'Quyết định quy định thủ tục về việc làm'

async function written(): Promise<number> {
  const { draftId } = await registerDraft(as('author'), registerInput.parse({ kind: 'COMMITTEE_DECISION', title }))
  await pasteText(as('author'), { draftId, text: TEXT })
  return draftId
}
const affected = async (draftId: number): Promise<Affected[]> => {
  const row = await db
    .selectFrom('procedures.legal_draft')
    .select('text_no')
    .where('id', '=', draftId)
    .executeTakeFirstOrThrow()
  return await affectedOf(db, draftId, row.text_no)
}
const TEXTS = ['1a', '1c', '2b', '9b', '13c']
const YES = ['1b', '2a', '4a', '5a', '6a', '7a', '8a', '9a', '12a', '15a']
const NO = ['3a', '9c', '10a', '11a', '14a', '16a']
const goodAnswers = {
  ...Object.fromEntries(TEXTS.map(key => [key, 'Nội dung trả lời.'])),
  ...Object.fromEntries(YES.map(key => [key, 'YES'])),
  ...Object.fromEntries(NO.map(key => [key, 'NO'])),
  '13a': 'RIGHT',
}

/** Tagged with a new procedure, declared, answered and signed. */
async function assessedDraft(): Promise<number> {
  const draftId = await written()
  const { affectedId } = await tagArticle(as('author'), {
    draftId,
    articleNo: '2',
    change: 'NEW',
    name: 'Hỗ trợ học nghề',
  })
  await declareParts(as('author'), { draftId, affectedId, forms: [], requirements: [] })
  const assessmentId = (await affected(draftId))[0]?.assessments[0]?.id ?? 0
  await saveAnswers(as('author'), { draftId, assessmentId, answers: goodAnswers })
  await signAssessment(as('leader'), { draftId, assessmentId })
  return draftId
}
const ask = (draftId: number, more: object) =>
  openRoundInput.parse({ draftId, question: 'Xin ý kiến về các thủ tục trong dự thảo.', ...more })
const requestIn = async (draftId: number, kind: string): Promise<number> =>
  (await draftView(as('author'), draftId)).rounds.findLast(one => one.kind === kind)?.requests[0]?.id ?? 0
const roundIn = async (draftId: number, kind: string): Promise<number> =>
  (await draftView(as('author'), draftId)).rounds.findLast(one => one.kind === kind)?.id ?? 0

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

describe('opinions', () => {
  it('asks the control unit only with signed assessments, for the days of the law, and seals the text', async () => {
    const draftId = await written()
    const early = await refusalOf(openRound(as('author'), ask(draftId, { kind: 'CONTROL' })))
    expect(early.code).toBe('NOT_READY')
    expect(early.words.vi).toContain('chưa đánh dấu thủ tục nào')
    const ready = await assessedDraft()
    expect(await codeOf(openRound(as('author'), ask(ready, { kind: 'CONTROL', days: 5 })))).toBe('DAYS_FIXED')
    expect(await openRound(as('author'), ask(ready, { kind: 'CONTROL' }))).toMatchObject({ stage: 'OPINIONS' })
    const [round] = (await draftView(as('control'), ready)).rounds
    // 10 working days from Monday 16/11 08:00; 24/11 is a day off.
    expect(round).toMatchObject({ kind: 'CONTROL', days: 10, dueAt: new Date('2026-12-01T08:00:00+07:00') })
    expect(round?.requests[0]).toMatchObject({ mine: true, timing: 'RUNNING' })
    expect(await codeOf(openRound(as('author'), ask(ready, { kind: 'CONTROL' })))).toBe('ROUND_OPEN_ALREADY')
    expect(await codeOf(saveArticle(as('author'), { draftId: ready, no: '1', heading: '', body: 'x' }))).toBe(
      'WRONG_STAGE',
    )
    await expect(
      db.updateTable('procedures.legal_draft_article').set({ body: 'x' }).where('draft_id', '=', ready).execute(),
    ).rejects.toThrow('never changed')
  })

  it('is answered by those who were asked, once, by article', async () => {
    const draftId = await assessedDraft()
    await openRound(as('author'), ask(draftId, { kind: 'CONTROL' }))
    const requestId = await requestIn(draftId, 'CONTROL')
    const opinions = [
      { articleNo: '2', stance: 'COMMENT' as const, body: 'Nên bớt một giấy tờ.' },
      { stance: 'AGREE' as const, body: '' },
    ]
    const give = async (one: keyof typeof who, more: object = {}) =>
      await codeOf(giveOpinions(as(one), { draftId, requestId, opinions, ...more }))
    expect(await give('justice')).toBe('NOT_ASKED')
    expect(await give('communeControl')).toBe('NOT_ASKED')
    expect(await give('reception')).toBe('NOT_YOUR_POSITION')
    expect(await give('control', { opinions: [{ articleNo: '77', stance: 'AGREE', body: '' }] })).toBe(
      'ARTICLE_UNKNOWN',
    )
    expect(await give('control', { opinions: [{ stance: 'DISAGREE', body: '' }] })).toBe('BODY_NEEDED')
    expect(
      await codeOf(closeRound(as('author'), { draftId, roundId: await roundIn(draftId, 'CONTROL'), note: '' })),
    ).toBe('CONTROL_WAITING')
    expect((await draftCounts(as('control'))).asked).toBeGreaterThan(0)
    expect(await give('control')).toBe('done')
    expect(await give('control')).toBe('ANSWERED_ALREADY')
    const closed = await closeRound(as('author'), { draftId, roundId: await roundIn(draftId, 'CONTROL'), note: '' })
    expect(closed.stage).toBe('REVISION')
    const view = await draftView(as('author'), draftId)
    expect(view.opinions.map(one => [one.articleNo, one.stance, one.owed])).toEqual([
      [null, 'AGREE', false],
      ['2', 'COMMENT', true],
    ])
  })

  it('each agency by its own calendar; bodies outside by their letter; a round closes over silence when its time is over', async () => {
    const draftId = await assessedDraft()
    expect(await codeOf(openRound(as('author'), ask(draftId, { kind: 'AGENCY' })))).toBe('NOBODY_ASKED')
    expect(await codeOf(openRound(as('author'), ask(draftId, { kind: 'AGENCY', agencyIds: [place.labour] })))).toBe(
      'AGENCY_UNKNOWN',
    )
    const few = ask(draftId, { kind: 'AGENCY', agencyIds: [place.justice], days: 2 })
    expect(await codeOf(openRound(as('author'), few))).toBe('TOO_FEW_DAYS')
    await openRound(
      as('author'),
      ask(draftId, {
        kind: 'AGENCY',
        agencyIds: [place.justice, place.commune],
        others: ['Hiệp hội doanh nghiệp tỉnh'],
      }),
    )
    const round = (await draftView(as('author'), draftId)).rounds[0]
    const of = (name: string) => round?.requests.find(one => one.name === name)?.id ?? 0
    const letter = {
      draftId,
      requestId: of('Hiệp hội doanh nghiệp tỉnh'),
      opinions: [{ stance: 'DISAGREE' as const, body: 'Hồ sơ còn nhiều.' }],
    }
    expect(await codeOf(giveOpinions(as('justice'), { ...letter, documentNo: '12/HH' }))).toBe('NOT_ASKED')
    expect(await codeOf(giveOpinions(as('author'), letter))).toBe('DOCUMENT_NEEDED')
    await giveOpinions(as('author'), { ...letter, documentNo: '12/HH' })
    await giveOpinions(as('justice'), {
      draftId,
      requestId: of('Sở Tư pháp'),
      opinions: [{ stance: 'AGREE', body: '' }],
    })
    const roundId = round?.id ?? 0
    const waiting = await refusalOf(closeRound(as('author'), { draftId, roundId, note: '' }))
    expect(waiting.code).toBe('STILL_WAITING')
    expect(waiting.words.vi).toContain('còn chờ Ủy ban nhân dân xã An Bình')
    const later = '2026-12-02T08:00:00+07:00'
    expect(await closeRound(as('author', later), { draftId, roundId, note: 'Xã không trả lời' })).toMatchObject({
      stage: 'REVISION',
    })
    expect(await codeOf(closeRound(as('author', later), { draftId, roundId, note: '' }))).toBe('WRONG_STAGE')
    const silent = (await draftView(as('author', later), draftId)).rounds[0]?.requests.map(one => one.timing)
    expect(silent).toContain('SILENT')
  })

  it('reminds two working days before and when overdue, once each', async () => {
    const draftId = await assessedDraft()
    await openRound(as('author'), ask(draftId, { kind: 'AGENCY', agencyIds: [place.justice] }))
    const remind = async (now: string) => {
      await remindOfOpinions(testCtx(connection, now))
      return (await eventsOf(draftId)).filter(type => type.startsWith('opinion_')).join(' ')
    }
    expect(await remind('2026-11-27T07:20:00+07:00')).toBe('')
    expect(await remind('2026-11-28T07:20:00+07:00')).toBe('opinion_due_soon')
    expect(await remind('2026-11-30T07:20:00+07:00')).toBe('opinion_due_soon')
    expect(await remind('2026-12-01T08:00:01+07:00')).toBe('opinion_due_soon opinion_overdue')
    expect(await remind('2026-12-05T07:20:00+07:00')).toBe('opinion_due_soon opinion_overdue')
    const [line] = (await openRequests(as('justice', '2026-12-05T08:00:00+07:00'), 'ours')).filter(
      one => one.draftId === draftId,
    )
    expect(line).toMatchObject({ timing: 'LATE', ours: true, overdueNotedAt: new Date('2026-12-01T08:00:01+07:00') })
    expect((await openRequests(as('author'), 'ours')).some(one => one.draftId === draftId)).toBe(false)
    expect((await openRequests(as('author'), 'all')).some(one => one.draftId === draftId)).toBe(true)
  })

  it('lets everybody say something while the public is asked, about the text it was asked about', async () => {
    const draftId = await assessedDraft()
    const opinion = { draftId, stance: 'COMMENT' as const, body: 'Nên cho nộp qua bưu điện.', author: '' }
    expect(await codeOf(sendPublicOpinion(as('nobody'), opinion))).toBe('NOT_FOUND')
    expect(await codeOf(publicDraft(as('nobody'), draftId))).toBe('NOT_FOUND')
    await openRound(as('author'), ask(draftId, { kind: 'PUBLIC' }))
    const ctx = { ...as('nobody'), idempotencyKey: 'gui-mot-lan' }
    const sent = await sendPublicOpinion(ctx, opinion)
    expect(await sendPublicOpinion(ctx, opinion)).toEqual(sent)
    expect(await codeOf(sendPublicOpinion(as('nobody'), { ...opinion, articleNo: '9' }))).toBe('ARTICLE_UNKNOWN')
    expect(await codeOf(sendPublicOpinion(as('nobody'), { ...opinion, body: '' }))).toBe('BODY_NEEDED')
    const roundId = await roundIn(draftId, 'PUBLIC')
    expect(await codeOf(closeRound(as('author'), { draftId, roundId, note: '' }))).toBe('PUBLIC_TIME')
    const later = '2026-12-30T08:00:00+07:00'
    await closeRound(as('author', later), { draftId, roundId, note: '' })
    expect(await codeOf(sendPublicOpinion(as('nobody', later), opinion))).toBe('NOT_OPEN')
    await beginText(as('author', later), { draftId, note: 'Tiếp thu ý kiến' })
    await saveArticle(as('author', later), { draftId, no: '2', heading: 'Hồ sơ', body: 'Khác hẳn.' })
    const shown = await publicDraft(as('nobody', later), draftId)
    expect(shown.articles.find(one => one.no === '2')?.body).toBe('1. Đơn.')
    expect(shown).toMatchObject({ open: false, opinions: 1, answered: { ACCEPTED: 0 } })
    expect((await publicDrafts(as('nobody', later), { limit: 50 })).items.map(one => one.id)).toContain(draftId)
    expect(
      await codeOf(publicDrafts(as('nobody'), { limit: 1, after: Buffer.from('["a",1]').toString('base64url') })),
    ).toBe('BAD_CURSOR')
  })
})

describe('from assessment to an adopted text', () => {
  it('names everything that is missing, then goes the whole way', async () => {
    const draftId = await assessedDraft()
    await tagArticle(as('author'), { draftId, articleNo: '3', change: 'REPEALED', code: '1.000103' })
    const request = async (now = NOW) =>
      await requestAppraisal(as('leader', now), { draftId, appraiserId: place.justice })
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
    expect((await openRequests(as('justice'), 'all')).some(one => one.draftId === draftId)).toBe(false)
    expect(await codeOf(publicDraft(as('nobody'), draftId))).toBe('NOT_FOUND')
    expect(
      await codeOf(sendPublicOpinion(as('nobody'), { draftId, stance: 'COMMENT', body: 'Sao lại rút?', author: '' })),
    ).toBe('NOT_OPEN')
  })
})

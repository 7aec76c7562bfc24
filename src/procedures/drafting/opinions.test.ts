import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { codeOf, draftingOffice, refusalOf } from '../../../test/harness/drafting.ts'
import { closeRound, openRound } from './asking.ts'
import { giveOpinions, sendPublicOpinion } from './opinions.ts'
import { draftView } from './page.ts'
import { publicDraft, publicDrafts } from './public.ts'
import { beginText, saveArticle } from './texts.ts'
import { draftCounts } from './views.ts'

const { db, place, as, written, assessedDraft, ask, requestIn, roundIn } = await draftingOffice(await testDatabase())

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
    const give = async (one: Parameters<typeof as>[0], more: object = {}) =>
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

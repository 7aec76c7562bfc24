import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { type StaffedProvince, staffedProvince, type TestOfficer } from '../../../test/harness/staffed.ts'
import { giveInfo, sendFeedback, vote } from './index.ts'
import {
  approveAnswer,
  askForInfo,
  assignFeedback,
  draftAnswer,
  openSender,
  publishFeedback,
  rejectFeedback,
  sendBackAnswer,
  transferFeedback,
} from './handling.ts'
import { sendInput, type SendInput } from './input.ts'
import { publishedList, publishedOne, trackView } from './public.ts'
import { feedbackOf } from './views.ts'
import { listFeedback, queue, queueCounts } from './queue.ts'

const connection = await testDatabase()
const { db } = connection
let place: StaffedProvince
let head: TestOfficer
let clerk: TestOfficer
let elsewhere: TestOfficer
let control: TestOfficer
beforeAll(async () => {
  place = await staffedProvince(connection)
  head = await place.officer('Trưởng phòng Việc làm', place.labourDivision, 'DIVISION_HEAD')
  clerk = await place.officer('Chuyên viên Việc làm', place.labourDivision, 'SPECIALIST')
  elsewhere = await place.officer('Trưởng phòng Hộ tịch', place.justiceDivision, 'DIVISION_HEAD')
  control = await place.officer('Cán bộ kiểm soát', place.province, 'CONTROL')
})

const START = '2026-11-23T14:30:00+07:00'
const at = (now: string, actor: Actor = anonymous, more = {}) => testCtx(connection, now, actor, more)
const text = 'Tôi nộp hồ sơ đã lâu mà chưa được hẹn ngày trả kết quả.'
const input = (more: Partial<SendInput> = {}): SendInput => ({
  ...sendInput.parse({ kind: 'BEHAVIOUR', agencyId: place.labour, subject: 'Chậm hẹn ngày trả', body: text }),
  ...more,
})
const sent = async (more: Partial<SendInput> = {}, now = START) =>
  await sendFeedback(
    at(now, anonymous, { random: (n: number) => crypto.getRandomValues(new Uint8Array(n)) }),
    input(more),
  )
const rowOf = async (number: string) =>
  await db.selectFrom('voice.feedback').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
const typesOf = async (number: string) => {
  const { id } = await rowOf(number)
  const rows = await db
    .selectFrom('kernel.event')
    .select('type')
    .where('stream', '=', `feedback:${id}`)
    .orderBy('seq')
    .execute()
  return rows.map(row => row.type.replace('voice.feedback.', ''))
}
const answer = 'Sở đã kiểm tra và trả kết quả trong ngày; xin cảm ơn ý kiến của ông bà.'
const publicText = { subject: 'Chậm hẹn ngày trả', body: 'Hồ sơ nộp đã lâu mà chưa được hẹn ngày trả.', answer }

/** Sent, assigned, answered: ready to publish. */
async function answered(more: Partial<SendInput> = {}) {
  const one = await sent(more)
  await assignFeedback(at(START, head), { number: one.number, officerId: clerk.officerId })
  await draftAnswer(at(START, clerk), { number: one.number, answer })
  await approveAnswer(at(START, head), { number: one.number })
  return one
}

describe('sending', () => {
  test('writes the row, the clock and the event; the secret is kept as a hash only', async () => {
    const one = await sent({ senderName: 'Trần Thị Mai', senderPhone: '0912345678' })
    expect(one.number).toMatch(/^PAKN-H90\.06-20261123-\d{4}$/)
    const row = await rowOf(one.number)
    expect(row).toMatchObject({ status: 'NEW', handler_id: place.labour, channel: 'WEB', answer: null })
    expect(row.due_at).toEqual(new Date('2026-12-15T14:30:00+07:00'))
    expect(row.refuse_by).toEqual(new Date('2026-11-26T14:30:00+07:00'))
    expect(JSON.stringify(row)).not.toContain(one.secret)
    const event = await db
      .selectFrom('kernel.event')
      .selectAll()
      .where('stream', '=', `feedback:${row.id}`)
      .executeTakeFirstOrThrow()
    expect(event.type).toBe('voice.feedback.received')
    expect(JSON.stringify(event.data)).not.toMatch(/Mai|0912345678/)
  })

  test('numbers stay unique when many come at once', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => sent({}, '2026-11-25T09:00:00+07:00')))
    expect(new Set(all.map(one => one.number)).size).toBe(12)
    expect(
      all
        .map(one => one.number)
        .sort()
        .at(-1),
    ).toBe('PAKN-H90.06-20261125-0012')
  })

  test('the same key sends once and gives the same number and secret', async () => {
    const key = { idempotencyKey: 'one-form-sent-twice' }
    const first = await sendFeedback(at(START, anonymous, key), input())
    const again = await sendFeedback(at(START, anonymous, key), input())
    expect(again).toEqual(first)
    await expect(sendFeedback(at(START, anonymous, key), input({ subject: 'Nội dung khác' }))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    })
  })

  test('names the dossier and its procedure; refuses what there is not, field by field', async () => {
    const procedureId = await place.procedure('1.009811', 'Cấp giấy phép lao động')
    const dossier = await place.dossier({ procedureId })
    expect(await rowOf((await sent({ dossierCode: dossier.code.toLowerCase() })).number)).toMatchObject({
      dossier_code: dossier.code,
      procedure_id: procedureId,
    })
    await expect(sent({ dossierCode: 'H90.06-20200101-0000001' })).rejects.toMatchObject({
      code: 'DOSSIER_UNKNOWN',
      fields: { dossierCode: expect.anything() },
    })
    await expect(sent({ procedureCode: '9.999999' })).rejects.toMatchObject({ code: 'PROCEDURE_UNKNOWN' })
    await expect(sent({ agencyId: place.labourDivision })).rejects.toMatchObject({ code: 'AGENCY_UNKNOWN' })
    await expect(sent({ agencyId: 999_999 })).rejects.toMatchObject({ code: 'AGENCY_UNKNOWN' })
  })
})

describe('handling', () => {
  test('assign, draft, send back, draft, approve, publish, vote: rows, events, history', async () => {
    const one = await sent({ senderName: 'Trần Thị Mai' })
    const { number } = one
    await assignFeedback(at('2026-11-25T08:00:00+07:00', head), { number, officerId: clerk.officerId })
    await draftAnswer(at('2026-11-26T08:00:00+07:00', clerk), { number, answer: 'Bản đầu của câu trả lời này.' })
    expect((await trackView(at(START), { number, secret: one.secret })).answer).toBeNull()
    await sendBackAnswer(at('2026-11-26T09:00:00+07:00', head), { number, reason: 'Nêu rõ ngày trả' })
    await draftAnswer(at('2026-11-27T08:00:00+07:00', clerk), { number, answer })
    await approveAnswer(at('2026-11-27T09:00:00+07:00', head), { number })
    expect(await rowOf(number)).toMatchObject({
      status: 'ANSWERED',
      answered_by: head.name,
      answer,
      publish_by: new Date('2026-12-01T09:00:00+07:00'),
    })
    expect((await trackView(at(START), { number, secret: one.secret })).answer?.text).toBe(answer)
    await publishFeedback(at('2026-11-27T10:00:00+07:00', head), { number, ...publicText })
    await vote(at('2026-11-28T10:00:00+07:00'), { number, liked: true, voter: 'a'.repeat(32) })
    await vote(at('2026-11-28T10:00:00+07:00'), { number, liked: false, voter: 'b'.repeat(32) })
    await expect(
      vote(at('2026-11-29T10:00:00+07:00'), { number, liked: false, voter: 'a'.repeat(32) }),
    ).rejects.toMatchObject({
      code: 'VOTED_ALREADY',
      status: 409,
    })
    expect(await rowOf(number)).toMatchObject({ status: 'PUBLISHED', likes: 1, dislikes: 1 })
    expect(await typesOf(number)).toEqual([
      'received',
      'assigned',
      'drafted',
      'sent_back',
      'drafted',
      'answered',
      'published',
      'liked',
      'liked',
    ])
    const view = await feedbackOf(at('2026-11-28T10:00:00+07:00', head), number)
    expect(view.story.map(line => line.type)).not.toContain('voice.feedback.liked')
    expect(view.story.find(line => line.type === 'voice.feedback.sent_back')?.text).toBe('Nêu rõ ngày trả')
    expect(Object.values(view.can)).not.toContain(true)
  })

  test('asking stops the clock, the answer starts it again', async () => {
    const { number, secret } = await sent()
    await assignFeedback(at('2026-11-23T15:00:00+07:00', head), { number, officerId: clerk.officerId })
    await askForInfo(at('2026-11-25T09:00:00+07:00', clerk), { number, text: 'Xin cho biết mã hồ sơ đã nộp.' })
    expect(await rowOf(number)).toMatchObject({ status: 'NEED_INFO', due_at: null, soon_at: null })
    const asked = await trackView(at(START), { number, secret })
    expect(asked).toMatchObject({ mayInform: true, question: 'Xin cho biết mã hồ sơ đã nộp.' })
    await giveInfo(at('2026-11-27T09:00:00+07:00'), { number, secret, text: 'Mã hồ sơ là H90.06-20261101-0000001' })
    expect(await rowOf(number)).toMatchObject({ status: 'ASSIGNED', due_at: new Date('2026-12-17T14:30:00+07:00') })
    await expect(giveInfo(at('2026-11-27T10:00:00+07:00'), { number, secret, text: 'Thêm nữa' })).rejects.toMatchObject(
      { code: 'NO_INFO_ASKED' },
    )
    await expect(
      askForInfo(at('2026-11-27T10:00:00+07:00', clerk), { number, text: 'Xin hỏi thêm lần nữa.' }),
    ).rejects.toMatchObject({
      code: 'ASKED_ALREADY',
    })
  })

  test('a question nobody answers ends with an answer all the same', async () => {
    const { number } = await sent()
    await assignFeedback(at(START, head), { number, officerId: clerk.officerId })
    await askForInfo(at('2026-11-25T09:00:00+07:00', clerk), { number, text: 'Xin cho biết mã hồ sơ đã nộp.' })
    await draftAnswer(at('2026-12-25T09:00:00+07:00', clerk), { number, answer })
    expect((await rowOf(number)).due_at?.getTime()).toBeGreaterThan(new Date('2026-12-25T09:00:00+07:00').getTime())
  })

  test('a transfer moves it to the other agency, whose limits run anew', async () => {
    const { number } = await sent()
    await transferFeedback(at('2026-11-25T09:00:00+07:00', head), {
      number,
      agencyId: place.justice,
      reason: 'Thuộc Sở Tư pháp',
    })
    expect(await rowOf(number)).toMatchObject({
      agency_id: place.labour,
      handler_id: place.justice,
      status: 'NEW',
      due_at: new Date('2026-12-16T09:00:00+07:00'),
    })
    await expect(feedbackOf(at(START, head), number)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await assignFeedback(at('2026-11-25T10:00:00+07:00', elsewhere), { number, officerId: elsewhere.officerId })
    await expect(
      transferFeedback(at('2026-11-25T10:00:00+07:00', elsewhere), {
        number,
        agencyId: place.justice,
        reason: 'Về chính nó',
      }),
    ).rejects.toMatchObject({ code: 'AGENCY_UNKNOWN' })
  })

  test('refusing gives the reason, and only within its two working days', async () => {
    const first = await sent()
    await rejectFeedback(at('2026-11-26T14:30:00+07:00', head), {
      number: first.number,
      reason: 'Đây là khiếu nại, xin gửi thanh tra Sở.',
    })
    expect((await trackView(at(START), first)).rejection).toContain('khiếu nại')
    const second = await sent()
    await expect(
      rejectFeedback(at('2026-11-26T14:31:00+07:00', head), { number: second.number, reason: 'Quá muộn để từ chối.' }),
    ).rejects.toMatchObject({ code: 'TOO_LATE_TO_REFUSE', status: 409 })
    expect(await rowOf(second.number)).toMatchObject({ status: 'NEW', version: 1 })
  })

  test('another agency is not shown that it exists; a page left open is told of the change', async () => {
    const { number } = await sent()
    await expect(assignFeedback(at(START, elsewhere), { number, officerId: clerk.officerId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(assignFeedback(at(START, head), { number, officerId: elsewhere.officerId })).rejects.toMatchObject({
      code: 'OFFICER_UNKNOWN',
    })
    await assignFeedback(at(START, head), { number, officerId: clerk.officerId, version: 1 })
    await expect(
      assignFeedback(at(START, head), { number, officerId: clerk.officerId, version: 1 }),
    ).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    })
  })

  test('two heads approving at once: one does, the other is refused, one event', async () => {
    const { number } = await sent()
    await assignFeedback(at(START, head), { number, officerId: clerk.officerId })
    await draftAnswer(at(START, clerk), { number, answer })
    const both = await Promise.allSettled([
      approveAnswer(at(START, head), { number }),
      approveAnswer(at(START, head), { number }),
    ])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await typesOf(number)).filter(type => type === 'answered')).toHaveLength(1)
  })
})

describe('publishing', () => {
  test.each([
    ['body', { body: 'Gọi cho tôi số 0912 345 678 nhé, cảm ơn.' }],
    ['answer', { answer: 'Sở đã trả lời qua thư mai@vi-du.vn cho bà.' }],
    ['subject', { subject: 'Ý kiến của bà Trần Thị Mai' }],
  ])('is refused while the %s still has personal data', async (field, wrong) => {
    const { number } = await answered({ senderName: 'Trần Thị Mai' })
    await expect(publishFeedback(at(START, head), { number, ...publicText, ...wrong })).rejects.toMatchObject({
      code: 'PERSONAL_DATA_LEFT',
      fields: { [field]: expect.anything() },
    })
    expect(await rowOf(number)).toMatchObject({ status: 'ANSWERED', public_body: null })
  })

  test('shows only the public words, found without diacritics, page by page', async () => {
    const codes: string[] = []
    for (let i = 0; i < 3; i++) {
      const { number } = await answered({ body: 'Nguyên văn có chữ bímật-riêng của người gửi.' })
      await publishFeedback(at(`2026-11-25T0${8 + i}:00:00+07:00`.replace('010', '10'), head), {
        number,
        ...publicText,
        subject: `Đề nghị rút ngắn thời gian ${i}`,
      })
      codes.unshift(number)
    }
    const query = { limit: 2, q: 'rut ngan' }
    const first = await publishedList(at(START), query)
    expect(first.items.map(one => one.number)).toEqual(codes.slice(0, 2))
    const second = await publishedList(at(START), { ...query, after: first.next ?? '' })
    expect(second.items.map(one => one.number)).toEqual(codes.slice(2))
    expect(second.next).toBeNull()
    expect((await publishedList(at(START), { limit: 20, q: 'bimat-rieng' })).items).toEqual([])
    expect(JSON.stringify(await publishedOne(at(START), codes[0] ?? ''))).not.toContain('bímật-riêng')
  })

  test('what is not published is not there for the public', async () => {
    const { number } = await answered()
    await expect(publishedOne(at(START), number)).rejects.toMatchObject({ status: 404 })
    await expect(vote(at(START), { number, liked: true, voter: 'c'.repeat(32) })).rejects.toMatchObject({ status: 404 })
  })
})

describe('the sender', () => {
  test('is masked until somebody asks; the asking is recorded and lasts 15 minutes', async () => {
    const { number } = await sent({
      senderName: 'Trần Thị Mai',
      senderPhone: '0912345678',
      senderEmail: 'mai@vi-du.vn',
      subject: 'Ý kiến của Trần Thị Mai',
      body: 'Tôi là tran thi mai, xin gọi 0912 345 678 để trao đổi thêm.',
    })
    const before = await feedbackOf(at(START, head), number)
    expect(before).toMatchObject({ subject: 'Ý kiến của •••', body: 'Tôi là •••, xin gọi ••• để trao đổi thêm.' })
    expect(JSON.stringify(before)).not.toMatch(/Mai|345678|345 678|mai@vi/)
    const listed = await queue(at(START, head), { tab: 'new', limit: 200 })
    expect(listed.items.find(row => row.number === number)).toMatchObject({ subject: 'Ý kiến của •••' })
    await openSender(at(START, head), { number })
    expect((await feedbackOf(at(START, head), number)).body).toContain('0912 345 678')
    expect((await feedbackOf(at('2026-11-23T14:44:00+07:00', head), number)).sender).toMatchObject({
      open: true,
      phone: '0912345678',
    })
    expect((await feedbackOf(at('2026-11-23T14:46:00+07:00', head), number)).sender.open).toBe(false)
    expect((await feedbackOf(at(START, clerk), number)).sender.open).toBe(false)
    const { id } = await rowOf(number)
    const log = await db.selectFrom('kernel.read_log').selectAll().where('subject', '=', `feedback:${id}`).execute()
    expect(log).toMatchObject([{ actor_name: head.name, account_id: head.accountId, agency_id: place.labour }])
    expect(await typesOf(number)).toEqual(['received', 'sender_opened'])
  })

  test('a wrong secret and a wrong number are the same to a stranger', async () => {
    const { number } = await sent()
    await expect(trackView(at(START), { number, secret: 'AAAAAAAAAA' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      trackView(at(START), { number: 'PAKN-H90.06-20200101-0001', secret: 'AAAAAAAAAA' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(giveInfo(at(START), { number, secret: 'AAAAAAAAAA', text: 'Không phải tôi' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('the queue', () => {
  test('says what is left in working time; nothing is left to say while the sender is asked', async () => {
    const { number } = await sent({}, '2026-11-23T14:30:00+07:00')
    const left = async (now: string) => (await feedbackOf(at(now, head), number)).left
    expect(await left('2026-11-23T14:30:00+07:00')).toEqual({ minutes: 15 * 480, perDay: 480 })
    expect(await left('2026-12-15T15:00:00+07:00')).toEqual({ minutes: -30, perDay: 480 })
    await assignFeedback(at(START, head), { number, officerId: clerk.officerId })
    await askForInfo(at(START, head), { number, text: 'Xin cho biết thêm đôi điều.' })
    expect(await left('2026-11-25T14:30:00+07:00')).toBeNull()
  })

  test('counts equal what the tabs list, within what an officer may see', async () => {
    const query = { tab: 'new' as const, limit: 200 }
    for (const actor of [head, elsewhere, control]) {
      const ctx = at('2026-12-14T08:00:00+07:00', actor)
      const counts = await queueCounts(ctx)
      for (const tab of ['new', 'doing', 'waiting', 'due', 'answered', 'published', 'rejected'] as const) {
        expect((await queue(ctx, { ...query, tab })).items).toHaveLength(counts[tab])
      }
    }
    const all = (await db.selectFrom('voice.feedback').select('id').execute()).length
    expect((await listFeedback(at(START, control), { limit: 200 })).items).toHaveLength(all)
    expect((await listFeedback(at(START, elsewhere), { limit: 200 })).items).toHaveLength(1)
  })

  test('pages by key without a gap, soonest due first', async () => {
    const ctx = at('2026-12-14T08:00:00+07:00', control)
    const whole = (await queue(ctx, { tab: 'due', limit: 200 })).items.map(row => row.number)
    const walked: string[] = []
    let after: string | undefined
    do {
      const page = await queue(ctx, { tab: 'due', limit: 3, after })
      walked.push(...page.items.map(row => row.number))
      after = page.next ?? undefined
    } while (after)
    expect(walked).toEqual(whole)
    expect(whole.length).toBeGreaterThan(6)
  })
})

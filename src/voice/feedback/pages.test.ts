import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openRooms } from '../../../test/harness/rooms.ts'
import { type StaffedProvince, staffedProvince, type TestOfficer } from '../../../test/harness/staffed.ts'
import { feedbackApi } from './api.ts'
import { feedbackDoors } from './pages/index.ts'

const connection = await testDatabase()
let place: StaffedProvince
let actors: Record<string, TestOfficer>
let now = new Date('2026-11-23T14:30:00+07:00')
const { house, ask } = openRooms(connection, [feedbackDoors, feedbackApi], { actors: () => actors, clock: () => now })
beforeAll(async () => {
  place = await staffedProvince(connection)
  actors = {
    head: await place.officer('Trưởng phòng Việc làm', place.labourDivision, 'DIVISION_HEAD'),
    clerk: await place.officer('Chuyên viên Việc làm', place.labourDivision, 'SPECIALIST'),
    elsewhere: await place.officer('Trưởng phòng Hộ tịch', place.justiceDivision, 'DIVISION_HEAD'),
  }
})

const head = { authorization: 'Bearer head' }
const typed = () => ({
  kind: 'BEHAVIOUR',
  agencyId: String(place.labour),
  subject: 'Chậm hẹn ngày trả',
  body: 'Tôi nộp hồ sơ đã lâu mà chưa được hẹn ngày trả kết quả.',
  senderName: 'Trần Thị Mai',
  senderPhone: '0912 345 678',
})
async function send(): Promise<{ number: string; secret: string }> {
  const sent = await ask('/feedback', '', typed())
  expect(sent.status).toBe(303)
  const found = /receipt\/(PAKN-[^?]+)\?secret=(\w+)/.exec(sent.location)
  return { number: found?.[1] ?? '', secret: found?.[2] ?? '' }
}

describe('the public form', () => {
  test('says what it is not for, offers agencies and no divisions, in both languages', async () => {
    const { status, text } = await ask('/feedback')
    expect(status).toBe(200)
    expect(text).toContain('Khiếu nại, tố cáo là việc khác')
    expect(text).toContain('Sở Lao động')
    expect(text).not.toContain('Phòng Việc làm')
    expect((await ask('/feedback?lang=en')).text).toContain('Complaints and denunciations')
  })

  test('checks the answers, gives them back to be changed, and sends without JavaScript', async () => {
    const checked = await ask('/feedback/check', '', typed())
    expect(checked.status).toBe(200)
    expect(checked.text).toContain('Chưa gửi')
    expect(checked.text).toContain('name="senderPhone" value="0912 345 678"')
    const edited = await ask('/feedback/edit', '', typed())
    expect(edited.text).toContain('value="Chậm hẹn ngày trả"')
    expect(edited.text).toContain('Tôi nộp hồ sơ đã lâu')
    const { number, secret } = await send()
    const receipt = await ask(`/feedback/receipt/${number}?secret=${secret}`)
    expect(receipt.text).toContain(number)
    expect(receipt.text).toContain(`${secret.slice(0, 5)}-${secret.slice(5)}`)
    expect(receipt.text).toContain('15/12/2026 14:30')
    expect((await ask(`/feedback/receipt/${number}/print?secret=${secret}`)).text).toContain('PHIẾU TIẾP NHẬN')
  })

  test('keeps what was typed and names what is wrong', async () => {
    for (const path of ['/feedback/check', '/feedback']) {
      const wrong = await ask(path, '', { ...typed(), subject: '', senderPhone: '12' })
      expect(wrong.status).toBe(422)
      expect(wrong.text).toContain('Số điện thoại gồm 9–11 chữ số')
      expect(wrong.text).toContain('Tôi nộp hồ sơ đã lâu')
    }
    const unknown = await ask('/feedback', '', { ...typed(), dossierCode: 'H90.06-20200101-0000001' })
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain('Không có hồ sơ mang mã này')
  })

  test('the same form sent twice is one feedback', async () => {
    const form = { ...typed(), idempotencyKey: 'a-form-sent-twice' }
    const [first, again] = [await ask('/feedback', '', form), await ask('/feedback', '', form)]
    expect(again.location).toBe(first.location)
  })
})

describe('looking it up', () => {
  test('needs number and secret; any way of writing the secret will do', async () => {
    const { number, secret } = await send()
    const found = await ask('/feedback/track', '', {
      number: number.toLowerCase(),
      secret: `${secret.slice(0, 5)} - ${secret.slice(5)}`.toLowerCase(),
    })
    expect(found.status).toBe(303)
    expect((await ask(found.location)).text).toContain('Đã nhận, đang chờ phân công')
    expect((await ask('/feedback/track', '', { number, secret: 'AAAAA-AAAAA' })).status).toBe(404)
    expect((await ask('/feedback/track', '', { number: 'x', secret: '' })).status).toBe(422)
    expect((await ask(`/feedback/track/${number}`)).status).toBe(404)
    expect((await ask(`/feedback/track/${number}?secret=AAAAAAAAAA`)).status).toBe(404)
  })
})

describe('from new to published', () => {
  test('through the officers’ screens', async () => {
    const { number, secret } = await send()
    const page = `/work/feedback/${number}`
    const queue = await ask('/work/feedback', 'head')
    expect(queue.text).toContain(number)
    expect((await ask('/work/feedback', 'elsewhere')).text).not.toContain(number)
    expect((await ask(page, 'elsewhere')).status).toBe(404)

    const fresh = await ask(page, 'head')
    expect(fresh.text).not.toContain('Trần Thị Mai')
    expect(fresh.text).not.toContain('0912345678')
    expect((await ask(`${page}/open-sender`, 'head', {})).status).toBe(303)
    const opened = await ask(page, 'head')
    expect(opened.text).toContain('Trần Thị Mai')
    expect(opened.text).toContain('mở thông tin người gửi')

    const officerId = String(actors['clerk']?.officerId)
    expect((await ask(`${page}/assign`, 'head', { officerId, version: '1' })).status).toBe(303)
    const stale = await ask(`${page}/assign`, 'head', { officerId, version: '1' })
    expect(stale.status).toBe(409)
    expect(stale.text).toContain('Người khác vừa thay đổi')

    expect((await ask(`${page}/ask`, 'clerk', { text: 'Xin cho biết mã hồ sơ.' })).status).toBe(303)
    const asked = await ask(`/feedback/track/${number}?secret=${secret}`)
    expect(asked.text).toContain('Xin cho biết mã hồ sơ.')
    expect(asked.text).not.toContain('Chuyên viên Việc làm')
    expect((await ask(`/feedback/track/${number}/info`, '', { secret, text: '' })).status).toBe(422)
    expect((await ask(`/feedback/track/${number}/info`, '', { secret, text: 'Hồ sơ nộp tháng trước.' })).status).toBe(
      303,
    )

    const answer = 'Sở đã kiểm tra và trả kết quả trong ngày; xin cảm ơn ý kiến.'
    expect((await ask(`${page}/draft`, 'clerk', { answer })).status).toBe(303)
    expect((await ask(`${page}/approve`, 'clerk', {})).status).toBe(403)
    expect((await ask(`${page}/approve`, 'head', {})).status).toBe(303)
    const text = { subject: 'Chậm hẹn ngày trả', body: 'Hồ sơ nộp đã lâu mà chưa được hẹn.', answer }
    const refused = await ask(`${page}/publish`, 'head', {
      ...text,
      body: 'Gọi tôi số 0912345678 hoặc gặp bà Trần Thị Mai.',
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Còn thông tin cá nhân')
    expect(refused.text).toContain('hoặc gặp bà')
    expect((await ask(`/feedback/published/${number}`)).status).toBe(404)
    expect((await ask(`${page}/publish`, 'head', text)).status).toBe(303)

    const shown = await ask(`/feedback/published/${number}`)
    expect(shown.text).toContain('Sở đã kiểm tra')
    expect(shown.text).not.toContain('Mai')
    expect((await ask('/feedback/published?q=cham hen')).text).toContain(number)
    expect((await ask('/feedback/published?q=khong co gi')).text).toContain('Không tìm thấy phản ánh nào')

    const voted = await ask(`/feedback/published/${number}/vote`, '', { liked: 'yes' })
    expect(voted.status).toBe(303)
    const cookie = voted.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/mc_voter=[0-9a-f]{32}.*HttpOnly/)
    const again = await ask(
      `/feedback/published/${number}/vote`,
      '',
      { liked: 'no' },
      { cookie: cookie.split(';')[0] ?? '' },
    )
    expect(again.status).toBe(409)
    expect(again.text).toContain('1 hài lòng, 0 không hài lòng')
    expect((await ask(`/feedback/published/${number}/vote`, '', {})).status).toBe(422)
  })

  test('every tab opens, and the queue is exported', async () => {
    for (const tab of ['new', 'doing', 'waiting', 'due', 'answered', 'published', 'rejected', 'none-of-these']) {
      expect((await ask(`/work/feedback?tab=${tab}`, 'head')).status).toBe(200)
    }
    const sheet = await house.app.request('/work/feedback/export.xlsx?tab=published', { headers: head })
    expect(sheet.headers.get('content-type')).toContain('spreadsheetml')
    expect((await sheet.arrayBuffer()).byteLength).toBeGreaterThan(1_000)
  })
})

describe('the interface for machines', () => {
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    await house.app.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  const body = () => ({ kind: 'REGULATION', agencyId: place.labour, subject: 'Mẫu đơn khó điền', body: typed().body })

  test('sends once under a key, reads back with the secret, lists without senders', async () => {
    const key = { 'idempotency-key': 'machine-key-0001' }
    const [first, again] = [await post('/api/v1/feedback', body(), key), await post('/api/v1/feedback', body(), key)]
    expect(first.status).toBe(201)
    const sent = (await first.json()) as { number: string; secret: string }
    expect(await again.json()).toEqual(sent)
    const mine = await house.app.request(`/api/v1/feedback/${sent.number}?secret=${sent.secret}`)
    expect(await mine.json()).toMatchObject({ status: 'NEW', agency: 'Sở Lao động', answer: null })
    expect((await house.app.request('/api/v1/feedback')).status).toBe(401)
    const listed = await house.app.request('/api/v1/feedback?status=NEW', { headers: head })
    const text = await listed.text()
    expect(text).toContain(sent.number)
    expect(text).not.toContain('Mai')
    expect(text).not.toContain('publishBy')
  })

  test('refuses with a problem document', async () => {
    const wrong = await post('/api/v1/feedback', { ...body(), subject: '', kind: 'OTHER' })
    expect(wrong.status).toBe(422)
    expect(await wrong.json()).toMatchObject({
      code: 'BAD_INPUT',
      fields: expect.arrayContaining([expect.objectContaining({ path: 'kind' })]),
    })
    expect((await house.app.request('/api/v1/feedback?after=eyJ4', { headers: head })).status).toBe(422)
  })

  test('refuses a forged place in a list', async () => {
    const after = Buffer.from(JSON.stringify(['no instant', 'no number'])).toString('base64url')
    for (const path of [
      `/api/v1/feedback?after=${after}`,
      `/work/feedback?after=${after}`,
      `/feedback/published?after=${after}`,
    ]) {
      expect([path, (await house.app.request(path, { headers: head })).status]).toEqual([path, 422])
    }
  })

  test('holds back who sends too much', async () => {
    let last = 201
    for (let i = 0; i < 40 && last === 201; i++) last = (await post('/api/v1/feedback', body())).status
    expect(last).toBe(429)
  })
})

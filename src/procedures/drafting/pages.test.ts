import { beforeAll, describe, expect, test } from 'vitest'
import { anonymous } from '#app/kernel/context.ts'
import { testDatabase } from '../../../test/harness/database.ts'
import { openDoors } from '../../../test/harness/doors.ts'
import { type StaffedProvince, staffedProvince, type TestOfficer } from '../../../test/harness/staffed.ts'
import { draftingApi } from './api.ts'
import { draftingPages } from './pages/index.ts'

/** A draft's life through the screens, as people click it. */

const connection = await testDatabase()
const doors = openDoors(connection, '2026-11-16T08:00:00+07:00', draftingPages, draftingApi)
const later = openDoors(connection, '2026-12-30T08:00:00+07:00', draftingPages, draftingApi)
let place: StaffedProvince
let who: Record<'author' | 'leader' | 'justice' | 'justiceLeader' | 'control' | 'reception', TestOfficer>
beforeAll(async () => {
  place = await staffedProvince(connection)
  who = {
    author: await place.officer('Chuyên viên Việc làm', place.labourDivision, 'SPECIALIST'),
    leader: await place.officer('Giám đốc Sở Lao động', place.labour, 'LEADER'),
    justice: await place.officer('Chuyên viên Hộ tịch', place.justiceDivision, 'SPECIALIST'),
    justiceLeader: await place.officer('Giám đốc Sở Tư pháp', place.justice, 'LEADER'),
    control: await place.officer('Kiểm soát viên', place.province, 'CONTROL'),
    reception: await place.officer('Tiếp nhận', place.labour, 'RECEPTION'),
  }
  await place.procedure('1.000103', 'Thu hồi giấy phép lao động')
})

interface Answer {
  status: number
  text: string
  location: string
}
const read = async (response: Response): Promise<Answer> => ({
  status: response.status,
  text: await response.text(),
  location: response.headers.get('location') ?? '',
})
const see = async (one: keyof typeof who | 'nobody', path: string, at = doors) =>
  await read(await at.get(one === 'nobody' ? anonymous : who[one], path))
const send = async (one: keyof typeof who | 'nobody', path: string, fields: Record<string, string>, at = doors) =>
  await read(await at.post(one === 'nobody' ? anonymous : who[one], path, fields))
/** Sends a form that must be taken, and gives back the page it leads to. */
const done = async (one: keyof typeof who, path: string, fields: Record<string, string> = {}, at = doors) => {
  const sent = await send(one, path, fields, at)
  expect([path, sent.status, sent.status === 303 ? '' : sent.text]).toEqual([path, 303, ''])
  return await see(one, sent.location, at)
}

const TEXT = 'Điều 1. Phạm vi\nQuy định này.\nĐiều 2. Hồ sơ\n<script>alert(1)</script>\nĐiều 3. Bãi bỏ\nBãi bỏ.'
async function registered(): Promise<string> {
  const { location } = await send('author', '/drafting', {
    kind: 'COMMITTEE_DECISION',
    title: 'Quyết định về việc làm',
  })
  await done('author', `${location}/text`, { text: TEXT })
  return location
}
const idIn = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? 'none'
const answers = {
  ...Object.fromEntries(['1a', '1c', '2b', '9b', '13c', '16b'].map(key => [`answers.${key}`, 'Nội dung trả lời.'])),
  ...Object.fromEntries(
    ['1b', '2a', '4a', '5a', '6a', '7a', '8a', '9a', '12a', '15a', '16a', '16c'].map(key => [`answers.${key}`, 'YES']),
  ),
  ...Object.fromEntries(['3a', '9c', '10a', '11a', '14a'].map(key => [`answers.${key}`, 'NO'])),
  'answers.13a': 'RIGHT',
  'answers.16e': '1.500.000',
}

async function assessed(): Promise<string> {
  const draft = await registered()
  await done('author', `${draft}/tag`, { articleNo: '2', change: 'NEW', name: 'Hỗ trợ học nghề' })
  const tab = await see('author', `${draft}/assessments`)
  await done('author', `${draft}/declare/${idIn(tab.text, /declare\/(\d+)/)}`, { forms: '', requirements: '' })
  const assessment = `${draft}/assessments/${idIn(tab.text, /assessments\/(\d+)"/)}`
  await done('author', assessment, answers)
  await done('leader', `${assessment}/sign`)
  return draft
}

describe('officers', () => {
  test('register a draft, keep what was typed when refused, find it in the list and as a sheet', async () => {
    const wrong = await send('author', '/drafting', { kind: 'COMMITTEE_DECISION', title: 'x', purpose: 'Để dễ hơn' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Để dễ hơn')
    const draft = await registered()
    const list = await see('reception', '/drafting?q=viec+lam')
    expect(list.text).toContain(`href="${draft}"`)
    expect(list.text).not.toContain('href="/drafting/new"')
    expect((await see('reception', '/drafting?tab=adopted')).text).toContain('Không có dự thảo nào ở đây')
    const asked = 'q=viec+lam&amp;sort=title&amp;direction='
    const byTitle = await see('reception', '/drafting?q=viec+lam&sort=title')
    expect(byTitle.text).toContain(`href="/drafting/export.xlsx?tab=open&amp;${asked}up"`)
    expect(byTitle.text).toContain(`href="/drafting?tab=open&amp;${asked}down"`)
    expect((await see('reception', '/drafting?tab=nonsense&kind=x&direction=z')).status).toBe(200)
    expect((await see('reception', '/drafting?lang=en')).text).toContain('Draft legal texts with procedures')
    const sheet = await doors.get(who.author, '/drafting/export.xlsx')
    expect(sheet.headers.get('content-type')).toContain('spreadsheetml')
    expect(
      Buffer.from(await sheet.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })

  test('are reminded of what they owe and what is owed to them, and see who is late, as list and as sheet', async () => {
    const draft = await assessed()
    await done('author', `${draft}/rounds`, {
      kind: 'AGENCY',
      question: 'Xin ý kiến về hồ sơ.',
      'agencyIds[]': String(place.justice),
    })
    expect((await see('justice', '/drafting')).text).not.toContain('Nhắc việc góp ý')
    const owing = await see('justice', '/drafting', later)
    expect(owing.text).toContain('1 yêu cầu gửi cơ quan bạn đã quá hạn góp ý')
    const owed = await see('author', '/drafting', later)
    expect(owed.text).toContain('1 nơi được cơ quan bạn hỏi đã quá hạn mà chưa trả lời')
    expect(owed.text).toContain('Góp ý theo nơi được hỏi, năm 2026')
    expect((await see('control', '/drafting', later)).text).toContain('1 yêu cầu trên toàn tỉnh đã quá hạn')
    for (const lang of ['vi', 'en']) {
      for (const path of [
        '?scope=sent&state=late',
        '?scope=all&state=all&kind=AGENCY',
        '?state=x&from=y',
        '/agencies',
      ]) {
        const page = await see(
          'author',
          `/drafting/requests${path}${path.includes('?') ? '&' : '?'}lang=${lang}`,
          later,
        )
        expect([path, page.status]).toEqual([path, 200])
        expect(page.text).not.toMatch(/undefined|NaN/)
      }
    }
    expect((await see('author', '/drafting/requests?scope=sent&state=late', later)).text).toContain('Sở Tư pháp')
    expect((await see('author', '/drafting/requests/agencies?year=2020', later)).text).toContain('Năm này chưa hỏi')
    for (const [path, name] of [
      ['export.xlsx?scope=sent', 'opinions-2026-12-30.xlsx'],
      ['agencies.xlsx', 'opinions-by-agency-2026.xlsx'],
    ] as const) {
      const sheet = await later.get(who.author, `/drafting/requests/${path}`)
      expect(sheet.headers.get('content-disposition')).toContain(name)
    }
    const figures = await later.get(who.author, '/api/v1/opinion-punctuality?year=2026')
    expect(await figures.json()).toMatchObject({ items: [{ asked: 'Sở Tư pháp', requests: 1, overdue: 1, late: 1 }] })
    const requests = await later.get(who.author, '/api/v1/opinion-requests?state=late')
    expect(await requests.json()).toMatchObject({ items: [{ asked: 'Sở Tư pháp', timing: 'LATE' }], next: null })
  })

  test('see every tab in both languages, and no others’ buttons', async () => {
    const draft = await assessed()
    for (const lang of ['vi', 'en']) {
      for (const tab of ['', '/articles', '/assessments', '/opinions', '/answers', '/finish', '/history']) {
        const page = await see('reception', `${draft}${tab}?lang=${lang}`)
        expect([tab, page.status]).toEqual([tab, 200])
        expect(page.text).not.toContain('undefined')
        expect(page.text).not.toContain(`action="${draft}`)
      }
    }
    expect((await see('reception', draft)).text).toContain('&lt;script&gt;')
    expect((await see('reception', `${draft}/nonsense`)).status).toBe(404)
    expect((await see('reception', '/drafting/999999')).status).toBe(404)
    expect((await see('reception', '/drafting/abc')).status).toBe(404)
    expect((await send('justice', `${draft}/edit`, { kind: 'CIRCULAR', title: 'Của người khác' })).status).toBe(403)
  })

  test('tag articles, with errors beside the field and the typed text kept', async () => {
    const draft = await registered()
    const wrong = await send('author', `${draft}/tag`, { articleNo: '3', change: 'REPEALED', code: '9.999999' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Không có thủ tục mang mã này')
    expect(wrong.text).toContain('value="9.999999"')
    const tagged = await done('author', `${draft}/tag`, { articleNo: '3', change: 'REPEALED', code: '1.000103' })
    expect(tagged.text).toContain('Thu hồi giấy phép lao động')
    const affectedId = idIn(tagged.text, /name="affectedId" value="(\d+)"/)
    const untagged = await done('author', `${draft}/untag`, { articleNo: '3', affectedId })
    expect(untagged.text).not.toContain('Thu hồi giấy phép lao động')
    const stale = await send('author', `${draft}/articles`, { no: '4', heading: 'Mới', version: '1' })
    expect(stale.status).toBe(409)
    expect(stale.text).toContain('Người khác vừa thay đổi')
    await done('author', `${draft}/articles`, { no: '4', heading: 'Hiệu lực' })
    expect((await done('author', `${draft}/articles/remove`, { no: '4' })).text).not.toContain('Hiệu lực')
  })

  test('fill in a questionnaire: skipped groups are said, money is read, an emptied answer is taken back', async () => {
    const draft = await registered()
    await done('author', `${draft}/tag`, { articleNo: '2', change: 'NEW', name: 'Hỗ trợ học nghề' })
    const tab = await see('author', `${draft}/assessments`)
    const page = `${draft}/assessments/${idIn(tab.text, /assessments\/(\d+)"/)}`
    const ended = await done('author', page, { ...answers, 'answers.4a': 'NO', 'answers.4x': 'Đã có quy định khác' })
    expect(ended.text).toContain('Không phải trả lời phần này')
    expect(ended.text).toContain('Không cần thiết')
    const again = await done('author', page, { ...answers, 'answers.4a': 'YES' })
    expect(again.text).toContain('Đã trả lời 25/25 mục được hỏi')
    expect(again.text).toContain('value="1500000"')
    expect((await done('author', page, { ...answers, 'answers.1a': '' })).text).toContain('Đã trả lời 24/25')
    const wrong = await send('author', page, { ...answers, 'answers.16e': 'nhiều' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Hãy ghi một số tiền bằng đồng')
    expect((await send('author', `${page}/sign`, {})).status).toBe(403)
    const unsigned = await send('leader', `${page}/sign`, {})
    expect(unsigned.status).toBe(409)
    expect(unsigned.text).toContain('Câu 1: Mục tiêu')
    await done('author', page, answers)
    expect((await done('leader', `${page}/sign`)).text).toContain('Đã ký: Giám đốc Sở Lao động')
    const paper = await see('reception', page.replace('/assessments/', '/print/assessments/'))
    expect(paper.text).toContain('Phụ lục I')
    expect(paper.text).toContain('[x] Có')
    expect(paper.text).toContain('1.500.000')
  })

  test('go from text to adoption, with the public in between', async () => {
    const draft = await assessed()
    await done('author', `${draft}/tag`, { articleNo: '3', change: 'REPEALED', code: '1.000103' })
    const early = await send('leader', `${draft}/request-appraisal`, { appraiserId: String(place.justice) })
    expect(early.status).toBe(409)
    expect(early.text).toContain('chưa lấy ý kiến đơn vị kiểm soát thủ tục hành chính')
    const ask = { question: 'Xin ý kiến về các thủ tục.' }
    await done('author', `${draft}/rounds`, { ...ask, kind: 'CONTROL' })
    await done('author', `${draft}/rounds`, {
      ...ask,
      kind: 'AGENCY',
      'agencyIds[]': String(place.justice),
      others: 'Hội A\n\nHội B',
    })
    await done('author', `${draft}/rounds`, { ...ask, kind: 'PUBLIC' })

    const waiting = await see('control', '/drafting/requests')
    expect(waiting.text).toContain('Đơn vị kiểm soát thủ tục hành chính của tỉnh')
    expect(waiting.text).not.toContain('Hội A')
    const request = idIn(waiting.text, new RegExp(`${draft}/requests/(\\d+)"`))
    const nothing = await send('control', `${draft}/requests/${request}`, {})
    expect(nothing.status).toBe(422)
    const empty = await send('control', `${draft}/requests/${request}`, { 'stance.2': 'DISAGREE' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Hãy ghi rõ ý kiến')
    await done('control', `${draft}/requests/${request}`, {
      'stance.2': 'DISAGREE',
      'body.2': 'Bớt giấy tờ.',
      'stance.all': 'AGREE',
    })
    expect((await send('control', `${draft}/requests/${request}`, { 'stance.all': 'AGREE' })).status).toBe(409)

    const id = draft.split('/').at(-1) ?? ''
    expect((await see('nobody', '/consultations')).text).toContain(`href="/consultations/${id}"`)
    const open = await see('nobody', `/consultations/${id}`)
    expect(open.text).toContain('Hỗ trợ học nghề')
    expect(open.text).not.toContain('Bớt giấy tờ.')
    const bad = await send('nobody', `/consultations/${id}`, { stance: 'COMMENT', author: 'Bà Tư' })
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('value="Bà Tư"')
    const typed = {
      stance: 'COMMENT',
      body: 'Cho nộp qua bưu điện.',
      articleNo: '2',
      idempotencyKey: 'gui-mot-lan-thoi',
    }
    for (const sent of [
      await send('nobody', `/consultations/${id}`, typed),
      await send('nobody', `/consultations/${id}`, typed),
    ]) {
      expect(sent.location).toBe(`/consultations/${id}?sent=1`)
    }
    expect((await see('nobody', `/consultations/${id}?sent=1`)).text).toContain('1 ý kiến đã gửi')
    expect((await see('nobody', `/consultations/${id}`)).text).not.toContain('Cho nộp qua bưu điện')

    const tab = await see('author', `${draft}/opinions`)
    const rounds = [...tab.text.matchAll(/rounds\/(\d+)\/close/g)].map(found => found[1] ?? '')
    expect(rounds).toHaveLength(3)
    const soon = await send('author', `${draft}/rounds/${rounds[1]}/close`, {})
    expect(soon.status).toBe(409)
    expect(soon.text).toContain('còn chờ Sở Tư pháp, Hội A, Hội B')
    for (const round of rounds) await done('author', `${draft}/rounds/${round}/close`, { note: 'Hết hạn' }, later)

    const owed = await see('author', `${draft}/answers`, later)
    expect(owed.text).toContain('Còn 2 ý kiến phải tiếp thu hoặc giải trình')
    const opinions = [...owed.text.matchAll(/opinions\/(\d+)\/answer/g)].map(found => found[1] ?? '')
    const unexplained = await send(
      'author',
      `${draft}/opinions/${opinions[0]}/answer`,
      { disposition: 'EXPLAINED' },
      later,
    )
    expect(unexplained.status).toBe(422)
    expect(unexplained.text).toContain('thì phải giải trình')
    for (const opinion of opinions) {
      await done(
        'author',
        `${draft}/opinions/${opinion}/answer`,
        { disposition: 'EXPLAINED', answer: 'Giữ để đối chiếu.' },
        later,
      )
    }
    const paper = await see('author', `${draft}/print/answers`, later)
    expect(paper.text).toContain('Bảng tiếp thu, giải trình')
    expect(paper.text).toContain('Giữ để đối chiếu.')
    expect(paper.text).toContain('Độc lập – Tự do – Hạnh phúc')

    await done('leader', `${draft}/request-appraisal`, { appraiserId: String(place.justice) }, later)
    await done(
      'justiceLeader',
      `${draft}/appraise`,
      { passed: 'yes', number: '9/BC-STP', note: 'Đủ điều kiện.' },
      later,
    )
    const adopted = await done(
      'leader',
      `${draft}/adopt`,
      { number: '46/2026/QĐ-UBND', adoptedOn: '2026-12-29', effectiveOn: '2027-01-10' },
      later,
    )
    expect(adopted.text).toContain('1 ban hành mới; 1 bãi bỏ')
    expect((await see('nobody', `/consultations/${id}`, later)).text).toContain('Đã ban hành: 46/2026/QĐ-UBND')
    const history = await see('reception', `${draft}/history`, later)
    expect(history.text).toContain('ghi nhận ban hành văn bản 46/2026/QĐ-UBND, có hiệu lực từ 10/01/2027')
    expect(history.text).toContain('Một người dân gửi ý kiến về Điều 2.')
  })

  test('withdraw a draft: it leaves the public’s list', async () => {
    const draft = await assessed()
    await done('author', `${draft}/rounds`, { kind: 'PUBLIC', question: 'Xin ý kiến rộng rãi.' })
    const id = draft.split('/').at(-1) ?? ''
    expect((await see('nobody', `/consultations/${id}`)).status).toBe(200)
    await done('leader', `${draft}/withdraw`, { reason: 'Chuyển sang năm sau' })
    expect((await see('nobody', `/consultations/${id}`)).status).toBe(404)
  })
})

describe('machines', () => {
  const machine = {
    ...anonymous,
    kind: 'MACHINE' as const,
    accountId: 9,
    name: 'máy',
    roles: ['drafting.write', 'drafting.read'],
  }
  const call = async (method: string, path: string, body?: object) => {
    const response = await doors.get(machine, path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const said = (await response.json()) as Record<string, unknown>
    return { status: response.status, said }
  }

  test('register, write, tag, answer and read; they neither appraise nor adopt', async () => {
    const made = await call('POST', '/api/v1/drafts', {
      agencyId: place.labour,
      kind: 'COUNCIL_RESOLUTION',
      title: 'Nghị quyết về hỗ trợ việc làm',
    })
    expect(made.status).toBe(201)
    const path = `/api/v1/drafts/${String(made.said['draftId'])}`
    await call('POST', `${path}/articles`, { articles: [{ no: '1', heading: 'Phạm vi', body: 'Nội dung.' }] })
    expect(
      (await call('POST', `${path}/changes`, { articleNo: '1', change: 'NEW', name: 'Hỗ trợ vay vốn' })).status,
    ).toBe(201)
    const whole = await call('GET', path)
    expect(whole.said).toMatchObject({
      stage: 'DRAFTING',
      affected: [
        { change: 'NEW', name: 'Hỗ trợ vay vốn', articles: ['1'], assessments: [{ form: 'PROCEDURE', signed: false }] },
      ],
    })
    const assessmentId = (whole.said['affected'] as { assessments: { id: number }[] }[])[0]?.assessments[0]?.id
    const answered = await call('POST', `${path}/answers`, { assessmentId, answers: { '4a': 'NO', '1a': 'Mục tiêu' } })
    expect(answered.said).toMatchObject({ complete: false, missing: ['1b', '1c', '2a', '2b', '3a'] })
    const wrong = await call('POST', `${path}/answers`, { assessmentId, answers: { zz: 'x' } })
    expect(wrong.said).toMatchObject({ code: 'BAD_ANSWER', status: 422 })
    expect((await call('GET', `${path}/affected`)).said).toMatchObject({ number: null, counts: { NEW: 1 } })
    expect((await call('GET', '/api/v1/drafts?kind=COUNCIL_RESOLUTION')).said['items']).toHaveLength(1)
    expect((await call('GET', '/api/v1/drafts?kind=NONSENSE')).status).toBe(422)
    expect((await call('GET', '/api/v1/assessment-questions')).said).toMatchObject({ version: 1 })
    const appraisal = await call('POST', `${path}/appraisal`, { appraiserId: place.justice })
    expect(appraisal.said).toMatchObject({ code: 'NOT_YOUR_POSITION' })
    const adoption = { number: '1/NQ', adoptedOn: '2026-11-01', effectiveOn: '2026-12-01' }
    expect((await call('POST', `${path}/adoption`, adoption)).said).toMatchObject({ code: 'NOT_YOUR_POSITION' })
    expect((await call('POST', `${path}/opinions`, { stance: 'COMMENT', body: 'Tốt' })).status).toBe(404)
    expect((await call('POST', `${path}/rounds`, { kind: 'PUBLIC', question: 'Xin ý kiến.' })).status).toBe(201)
    expect((await call('POST', `${path}/opinions`, { stance: 'COMMENT', body: 'Tốt' })).status).toBe(201)
  })
})

// Last, for what is spent of an address is spent for the whole file.
describe('the public', () => {
  test('sees no draft it was not asked about, and is slowed down', async () => {
    const draft = await registered()
    expect((await see('nobody', draft.replace('/drafting/', '/consultations/'))).status).toBe(404)
    const busy = openDoors(connection, '2026-11-16T08:00:00+07:00', draftingPages)
    const statuses: number[] = []
    for (let n = 0; n < 32; n += 1)
      statuses.push((await send('nobody', '/consultations/999999', { stance: 'AGREE' }, busy)).status)
    expect([statuses[0], ...statuses.slice(-2)]).toEqual([404, 429, 429])
  })
})

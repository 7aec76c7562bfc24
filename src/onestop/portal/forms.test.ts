import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openOffice, people } from '../../../test/harness/office.ts'
import {
  OWN_PAPER,
  publishRichForm,
  RENTED_PAPER,
  RESIDENCE,
  richAnswers,
  richForm,
} from '../../../test/harness/rich-form.ts'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { createLog } from '#app/kernel/log.ts'
import { errorPage } from '#app/ui/error.tsx'
import { catalogueChanged } from '#app/procedures/catalogue/intake.ts'
import { portalPages } from './pages/index.tsx'
import { startDraft } from './service.ts'

/** A form with everything a form can have, filed by a browser without JavaScript. */

const connection = await testDatabase()
const { db } = connection
const office = await openOffice(connection)
const control = await office.as('lien.pham', '2026-10-30T08:00:00+07:00')
await publishRichForm(control, '2026-11-01')

const now = '2026-11-23T09:00:00+07:00'
const citizen = await office.actor(people.citizen)
const house = new House()
openHouse(house, {
  db,
  log: createLog('silent'),
  clock: () => new Date(now),
  dataDir: control.dataDir,
  publicUrl: 'http://localhost:3000',
  secure: false,
  recognise: async ({ cookie }) => ({
    actor: ({ owner: citizen } as Record<string, Actor>)[cookie ?? ''] ?? anonymous,
    sessionId: null,
    where: '',
  }),
  errorPage,
})
portalPages(house)

const head = (who: string) => ({ origin: 'http://localhost', ...(who ? { cookie: `mc_session=${who}` } : {}) })
const get = async (path: string, who = 'owner') => await house.app.request(path, { headers: head(who) })
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ')
async function page(path: string, who = 'owner'): Promise<{ html: string; text: string }> {
  const answer = await get(path, who)
  expect([path, answer.status]).toEqual([path, 200])
  const html = await answer.text()
  return { html, text: textOf(html) }
}
async function post(path: string, fields: Record<string, string | string[] | File>, who = 'owner'): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
  }
  return await house.app.request(path, { method: 'POST', headers: head(who), body })
}
const to = (answer: Response): string => answer.headers.get('location') ?? `stayed, ${answer.status}`

const APPLY = `/apply/${RESIDENCE}`
const ASK = `${APPLY}/eligibility`

async function begin(): Promise<string> {
  const started = to(await post(APPLY, { 'q.hasHome': 'YES', 'q.isBanned': 'NO' }))
  expect(started).toMatch(/^\/drafts\/[\w-]+\/agency$/)
  return started.split('/')[2] as string
}
const draftRow = async (id: string) =>
  await db.selectFrom('onestop.draft').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const pdf = (content: string) =>
  new File([`%PDF-1.7\n${content}\n%%EOF\n`], `${content}.pdf`, { type: 'application/pdf' })

describe('before filing', () => {
  it('says how long it takes and that there are questions first', async () => {
    const { text, html } = await page(APPLY, '')
    expect(text).toMatch(/Khoảng \d+ phút/)
    expect(text).toContain('2 câu hỏi ngắn')
    expect(text).toMatch(/\d–\d giấy tờ/)
    expect(html).toContain(`href="${ASK}"`)
    expect(html).not.toContain('/sign-in?next=%2Fapply')
  })

  it('asks one question a page, of anybody, and keeps the answers in the address', async () => {
    const first = await page(ASK, '')
    expect(first.text).toContain('Câu 1 trên 2')
    expect(first.html).toContain('method="get"')
    expect(first.html).not.toContain('name="_csrf"')
    const missed = await get(`${ASK}?asked=hasHome`, '')
    expect([missed.status, (await missed.text()).includes('Hãy chọn Có hoặc Không.')]).toEqual([422, true])
    const second = await page(`${ASK}?asked=hasHome&q.hasHome=YES`, '')
    expect(second.text).toContain('Bạn có đang bị cấm đi khỏi nơi cư trú không?')
    expect(second.html).toContain('name="q.hasHome" value="YES"')
    const crooked = await page(`${ASK}?q.hasHome=MAYBE&q.__proto__=YES`, '')
    expect(crooked.text).toContain('Câu 1 trên 2')
  })

  it('stops at once, in the agency’s own words, and says what to do instead', async () => {
    const { text, html } = await page(`${ASK}?q.hasHome=NO`, '')
    expect(text).toContain('Chưa có chỗ ở hợp pháp thì chưa đăng ký thường trú được.')
    expect(html).toContain(`href="/procedures/${RESIDENCE}"`)
    expect(html).not.toContain('Bắt đầu nộp hồ sơ')
    expect(html).toContain(`href="${ASK}"`)
  })

  it('lets go on otherwise, and remembers the answers through signing in', async () => {
    const all = `${ASK}?q.hasHome=YES&q.isBanned=NO`
    expect((await page(all, '')).html).toContain(`/sign-in?next=${encodeURIComponent(all)}`)
    const mine = await page(all)
    expect(mine.html).toContain('name="q.hasHome" value="YES"')
    expect(mine.text).toContain('Bắt đầu nộp hồ sơ')
  })

  it('asks whoever skipped the questions, and begins nothing for whom they stop', async () => {
    expect(to(await post(APPLY, {}))).toBe(ASK)
    expect(to(await post(APPLY, { 'q.hasHome': 'NO', 'q.isBanned': 'NO' }))).toContain('q.hasHome=NO')
    const ctx = await office.as(people.citizen, now)
    await expect(startDraft(ctx, { code: RESIDENCE, eligibility: { hasHome: 'NO' } })).rejects.toMatchObject({
      code: 'NOT_ELIGIBLE',
      words: richForm.eligibility?.[0]?.words,
    })
  })
})

describe('the form', () => {
  it('shows every part with when it applies, and its island', async () => {
    const { html, text } = await page(`/drafts/${await begin()}/answers`)
    expect(text).toContain('Chỉ điền khi: “Chỗ ở hiện nay” là “Thuê, mượn, ở nhờ”.')
    expect(text).toContain('Chỉ điền khi: “Sinh” từ 2008 trở đi.')
    expect(html).toContain('name="form.member.0.memberName"')
    expect(html).toContain('<option value="99004">Phường Trường Vinh</option>')
    expect(html).toMatch(/src="\/assets\/answers[^"]*\.js"/)
  })

  it('takes rows and gives them back by its own buttons, keeping everything typed', async () => {
    const id = await begin()
    const path = `/drafts/${id}/answers`
    const more = await post(path, { ...richAnswers, addRow: 'form.member.2' })
    const html = await more.text()
    expect(more.status).toBe(200)
    expect(html).toContain('name="form.member.2.memberName"')
    expect(html).toContain('value="Lê Bình"')
    expect(html).toMatch(/autofocus="" data-row="2"/i)
    const kept = await page(path)
    expect(kept.html).toContain('value="Lê Bình"')
    const less = await (await post(path, { ...richAnswers, removeRow: 'form.member.0' })).text()
    expect(less).not.toContain('value="Lê An"')
    expect(less).toContain('name="form.member.0.memberName" value="Lê Bình"')
    expect((await draftRow(id)).data).toMatchObject({ form: { member: { 0: { memberName: 'Lê Bình' } } } })
  })

  it('writes out the commune of a province it does not know, and lists those of one it does', async () => {
    const path = `/drafts/${await begin()}/answers`
    const elsewhere = { ...richAnswers, 'form.before.province': 'ELSEWHERE', 'form.before.commune': '' }
    const html = await (await post(path, { ...elsewhere, showList: 'form.before' })).text()
    expect(html).toMatch(/<input[^>]*type="text"[^>]*name="form.before.commune"/)
    const written = { ...elsewhere, 'form.before.commune': 'Xã Bắc Sơn, tỉnh Thử' }
    expect(to(await post(path, written))).toMatch(/\/papers$/)
    const wrong = await post(path, { ...richAnswers, 'form.before.province': '98', 'form.before.commune': '99004' })
    expect([wrong.status, (await wrong.text()).includes('Hãy chọn xã, phường thuộc tỉnh đã chọn.')]).toEqual([
      422,
      true,
    ])
  })

  it('says what is wrong beside each box and first, by its label', async () => {
    const path = `/drafts/${await begin()}/answers`
    const answer = await post(path, {
      ...richAnswers,
      'form.member.1.memberBorn': 'năm ngoái',
      'form.area': 'rộng',
      'form.registrant.citizenId': '12',
    })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('href="#f-form_member_1_memberBorn"')
    expect(textOf(html)).toContain('Người cùng đăng ký (2), Sinh: Hãy ghi ngày')
    expect(html).toContain('id="f-form_registrant_citizenId-err"')
    expect(html).toContain('value="năm ngoái"')
  })
})

describe('a whole filing', () => {
  it('keeps answers only to what was asked, typed right, and the papers of their case', async () => {
    const id = await begin()
    await post(`/drafts/${id}/agency`, { agencyCode: 'H71.30' })
    await post(`/drafts/${id}/applicant`, {
      'applicant.kind': 'CITIZEN',
      'applicant.name': 'Võ Thị Lan',
      'applicant.idNo': people.citizen,
      'applicant.phone': '0912345678',
      'applicant.address': 'Tổ 4, phường Trường Vinh',
    })
    // First as an owner: another part is asked, other papers.
    expect(to(await post(`/drafts/${id}/answers`, { ...richAnswers, 'form.housing': 'OWN' }))).toBe(
      `/drafts/${id}/papers`,
    )
    const owner = await page(`/drafts/${id}/papers`)
    expect(owner.text).toContain(OWN_PAPER)
    expect(owner.text).not.toContain(RENTED_PAPER)
    await post(`/drafts/${id}/upload`, { paper: OWN_PAPER, file: pdf('sổ hồng') })

    expect(to(await post(`/drafts/${id}/answers`, richAnswers))).toBe(`/drafts/${id}/papers`)
    const renter = await page(`/drafts/${id}/papers`)
    expect(renter.text).toContain(RENTED_PAPER)
    expect(renter.text).toContain('không còn được yêu cầu')
    expect(renter.text).toContain('sổ hồng.pdf')
    await post(`/drafts/${id}/papers`, { 'onPaper[]': [RENTED_PAPER] })
    await post(`/drafts/${id}/delivery`, { resultDelivery: 'COUNTER', copies: '1' })

    const check = await page(`/drafts/${id}/check`)
    for (const part of [
      'Võ Thị Lan, số căn cước: 040090000017, ngày sinh: 09/1987',
      'Số 12 đường Lam Thành, phường Trường Vinh, tỉnh Sông Lam',
      '1.500.000 đ',
      '42,5',
      '05/09/2015',
      'Cấp lại căn cước; Nhận thông báo số định danh',
      '(không còn được yêu cầu, vẫn gửi kèm)',
    ]) {
      expect(check.text).toContain(part)
    }
    expect(check.text).not.toContain('không hỏi người lớn')
    expect(check.html).toContain(`href="/drafts/${id}/answers?goto=check#f-form_member"`)

    const code = to(await post(`/drafts/${id}/submit`, {})).split('/')[3] as string
    const row = await db.selectFrom('onestop.dossier').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
    expect(row.form).toEqual({
      registrant: { name: 'Võ Thị Lan', citizenId: '040090000017', born: '1987-09', phone: '0912345678' },
      before: { province: '99', commune: '99004', street: 'Số 12 đường Lam Thành' },
      since: '2019',
      housing: 'RENT',
      landlord: { name: 'Lê Văn Bưởi', citizenId: '040091000025' },
      area: 42.5,
      rent: 1_500_000,
      withFamily: 'YES',
      member: [
        {
          memberName: 'Lê An',
          carer: { name: 'Lê Thị Chanh', citizenId: '040091000033' },
          memberBorn: '2015-09-05',
          school: 'Tiểu học Bến Thủy',
        },
        { memberName: 'Lê Bình', memberBorn: '1990' },
      ],
      wishes: ['CARD', 'NOTE'],
    })
    expect(row.form_version_id).not.toBeNull()
    const papers = await db
      .selectFrom('onestop.paper')
      .select('name')
      .where('dossier_id', '=', row.id)
      .orderBy('no')
      .execute()
    expect(papers.map(one => one.name)).toEqual([RENTED_PAPER, OWN_PAPER])
  })

  it('asks nothing of a part that does not apply', async () => {
    const id = await begin()
    const alone = Object.fromEntries(
      Object.entries(richAnswers).filter(([name]) => !/landlord|area|rent|member/.test(name)),
    )
    const sent = { ...alone, 'form.housing': 'OWN', 'form.withFamily': 'NO' }
    expect(to(await post(`/drafts/${id}/answers`, sent))).toBe(`/drafts/${id}/papers`)
    expect(to(await post(`/drafts/${id}/answers`, { ...sent, 'form.withFamily': 'YES' }))).toBe('stayed, 422')
  })
})

describe('a draft begun under an older form', () => {
  it('says what changed, keeps what still fits, and is no mistake for the rest', async () => {
    const id = await begin()
    await post(`/drafts/${id}/answers`, richAnswers)
    // As drafts were kept when forms were flat.
    const old = { ...((await draftRow(id)).data as { form: object }).form, goneLongAgo: 'x' }
    await db
      .updateTable('onestop.draft')
      .set({ data: JSON.stringify({ ...((await draftRow(id)).data as object), form: old }) })
      .where('id', '=', id)
      .execute()
    const [about, ...others] = richForm.sections
    if (!about) throw new Error('the form has no section')
    const nickname = {
      key: 'nickname',
      label: { vi: 'Tên gọi khác', en: 'Also called' },
      type: 'text' as const,
      required: false,
    }
    await publishRichForm(await office.as('lien.pham', '2026-11-22T08:00:00+07:00'), '2026-11-23', {
      ...richForm,
      sections: [{ ...about, fields: [...about.fields, nickname] }, ...others],
    })
    catalogueChanged(db)
    const { text } = await page(`/drafts/${id}/delivery`)
    expect(text).toContain('Tờ khai đã đổi từ khi bạn điền')
    expect(text).toContain('Hỏi thêm: Người đăng ký › Tên gọi khác')
    expect((await page(`/drafts/${id}/check`)).text).not.toContain('Mẫu đơn không có mục này')
    expect(to(await post(`/drafts/${id}/answers`, { ...richAnswers, 'form.nickname': 'Lan Anh' }))).toBe(
      `/drafts/${id}/papers`,
    )
    expect((await page(`/drafts/${id}/delivery`)).text).not.toContain('Tờ khai đã đổi')
  })
})

import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openOffice, people } from '../../../test/harness/office.ts'
import { pdfText } from '../../../test/harness/pdf.ts'
import { accounts } from '#app/kernel/account/index.ts'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { createLog } from '#app/kernel/log.ts'
import { actorOf } from '#app/organisation/staff/index.ts'
import { errorPage } from '#app/ui/error.tsx'
import { sql } from 'kysely'
import { dossiers, queue } from '../dossiers/index.ts'
import { WRONG_PER_CODE } from './lookup.ts'
import { portalPages } from './pages/index.tsx'
import { MAX_DRAFTS } from './rules.ts'
import { expireDrafts } from './service.ts'

/** The citizens' side through its doors, as a browser without JavaScript uses it. */

const connection = await testDatabase()
const { db } = connection
const office = await openOffice(connection)
const setting = await office.as(people.citizen, '2026-11-23T08:00:00+07:00')
await accounts.createCitizen(
  { ...setting, random: n => new Uint8Array(n).fill(9) },
  { citizenId: '040091000025', name: 'Hoàng Văn Chuối' },
)

let now = '2026-11-23T09:00:00+07:00'
const actors: Record<string, Actor> = {
  owner: await actorOf(db, people.citizen, new Date(now)),
  stranger: await actorOf(db, '040091000025', new Date(now)),
}
const house = new House()
openHouse(house, {
  db,
  log: createLog('silent'),
  clock: () => new Date(now),
  dataDir: setting.dataDir,
  publicUrl: 'http://localhost:3000',
  secure: false,
  recognise: async ({ cookie }) => ({ actor: actors[cookie ?? ''] ?? anonymous, sessionId: null, where: '' }),
  errorPage,
})
portalPages(house)

const head = (who: string): Record<string, string> => ({
  origin: 'http://localhost',
  ...(who ? { cookie: `mc_session=${who}` } : {}),
})
const get = async (path: string, who = '') => await house.app.request(path, { headers: head(who) })
const text = async (path: string, who = ''): Promise<string> => {
  const answer = await get(path, who)
  expect([path, answer.status]).toEqual([path, 200])
  return await answer.text()
}
async function post(path: string, fields: Record<string, string | string[] | File>, who = ''): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
  }
  return await house.app.request(path, { method: 'POST', headers: head(who), body })
}
const to = (answer: Response): string => answer.headers.get('location') ?? `stayed, ${answer.status}`
const pdf = (content: string, name = `${content}.pdf`) =>
  new File([`%PDF-1.7\n${content}\n%%EOF\n`], name, { type: 'application/pdf' })

const applicant = {
  'applicant.kind': 'CITIZEN',
  'applicant.name': 'Võ Thị Lan',
  'applicant.idNo': people.citizen,
  'applicant.phone': '0912345678',
  'applicant.address': 'Tổ 4, phường Trường Vinh',
}
const answers = {
  'form.childName': 'Lê Minh An',
  'form.childGender': 'FEMALE',
  'form.childBirthDate': '2026-11-10',
  'form.childBirthPlace': 'Bệnh viện đa khoa tỉnh',
  'form.motherName': 'Võ Thị Lan',
  'form.motherId': people.citizen,
}
const PAPER = 'Giấy chứng sinh, hoặc văn bản của người làm chứng, hoặc giấy cam đoan về việc sinh'

async function begin(who = 'owner'): Promise<string> {
  const started = to(await post('/apply/1.001193', {}, who))
  return started.split('/')[2] as string
}

/** A whole filing, as fast as one can click. @returns the code */
async function fileAll(who = 'owner'): Promise<string> {
  const id = await begin(who)
  await post(`/drafts/${id}/agency`, { agencyCode: 'H71.30' }, who)
  await post(`/drafts/${id}/applicant`, applicant, who)
  await post(`/drafts/${id}/answers`, answers, who)
  await post(`/drafts/${id}/upload`, { paper: PAPER, file: pdf('chứng sinh') }, who)
  await post(`/drafts/${id}/papers`, {}, who)
  await post(`/drafts/${id}/delivery`, { resultDelivery: 'COUNTER', copies: '1' }, who)
  return to(await post(`/drafts/${id}/submit`, {}, who)).split('/')[3] as string
}

describe('filing', () => {
  it('tells everybody what is needed, and asks only those who begin to sign in', async () => {
    const page = await text('/apply/1.001193')
    for (const part of ['Đăng ký khai sinh', 'Trong ngày', 'Không thu', PAPER, '/sign-in?next=%2Fapply%2F1.001193']) {
      expect(page).toContain(part)
    }
    expect(to(await post('/apply/1.001193', {}))).toContain('/sign-in')
    expect((await get('/apply/9.999999')).status).toBe(404)
  })

  it('does not begin what cannot be filed on-line', async () => {
    expect(await text('/apply/2.000815', 'owner')).toContain('Chưa nhận trực tuyến')
    expect((await post('/apply/2.000815', {}, 'owner')).status).toBe(422)
  })

  it('goes step by step to a dossier, keeping everything typed', async () => {
    const id = await begin()
    expect(await text(`/drafts/${id}/agency`, 'owner')).toContain('Ủy ban nhân dân phường Trường Vinh')

    const wrong = await post(`/drafts/${id}/agency`, { agencyCode: 'H71.06' }, 'owner')
    expect(wrong.status).toBe(422)
    expect(to(await post(`/drafts/${id}/agency`, { agencyCode: 'H71.30' }, 'owner'))).toBe(`/drafts/${id}/applicant`)

    // What is known of the citizen stands there already.
    const known = await text(`/drafts/${id}/applicant`, 'owner')
    expect(known).toContain('value="Võ Thị Lan"')
    expect(known).toContain(`value="${people.citizen}"`)
    const half = await post(`/drafts/${id}/applicant`, { ...applicant, 'applicant.phone': '12' }, 'owner')
    expect(half.status).toBe(422)
    expect(await half.text()).toContain('Số điện thoại gồm 9–11 chữ số')
    expect(await text(`/drafts/${id}/applicant`, 'owner')).toContain('value="12"')
    expect(to(await post(`/drafts/${id}/applicant`, applicant, 'owner'))).toBe(`/drafts/${id}/answers`)

    const some = await post(`/drafts/${id}/answers`, { 'form.childName': 'Lê Minh An <b>' }, 'owner')
    expect(some.status).toBe(422)
    expect(await text(`/drafts/${id}/answers`, 'owner')).toContain('value="Lê Minh An &lt;b&gt;"')
    expect(to(await post(`/drafts/${id}/answers`, answers, 'owner'))).toBe(`/drafts/${id}/papers`)

    expect(to(await post(`/drafts/${id}/upload`, { paper: PAPER, file: pdf('chứng sinh') }, 'owner'))).toBe(
      `/drafts/${id}/papers#paper-0`,
    )
    const evil = await post(`/drafts/${id}/upload`, { paper: PAPER, file: new File(['<script>'], 'a.pdf') }, 'owner')
    expect(evil.status).toBe(415)
    expect(await evil.text()).toContain('Chỉ nhận tệp PDF')
    expect((await post(`/drafts/${id}/upload`, { paper: PAPER }, 'owner')).status).toBe(422)
    const papers = await text(`/drafts/${id}/papers`, 'owner')
    expect(papers).toContain('chứng sinh.pdf')
    expect(papers).not.toContain('a.pdf')
    await post(`/drafts/${id}/upload`, { paper: 'Biên bản về việc trẻ bị bỏ rơi', file: pdf('nhầm') }, 'owner')
    const stored = await sql<{
      sha256: string
    }>`select f->>'sha256' as sha256 from onestop.draft, jsonb_array_elements(files) f
      where id = ${id} and f->>'name' = 'nhầm.pdf'`.execute(db)
    await post(
      `/drafts/${id}/detach`,
      { paper: 'Biên bản về việc trẻ bị bỏ rơi', sha256: stored.rows[0]?.sha256 ?? '' },
      'owner',
    )
    expect(await text(`/drafts/${id}/papers`, 'owner')).not.toContain('nhầm.pdf')
    const brought = 'Văn bản của cơ sở y tế xác nhận mang thai hộ'
    expect(to(await post(`/drafts/${id}/papers`, { 'onPaper[]': [brought] }, 'owner'))).toBe(`/drafts/${id}/delivery`)

    expect((await post(`/drafts/${id}/delivery`, { resultDelivery: 'POST', copies: '1' }, 'owner')).status).toBe(422)
    // Not ready: the check says which step, and filing is refused.
    expect(await text(`/drafts/${id}/check`, 'owner')).toContain('Sửa mục Nhận kết quả')
    expect((await post(`/drafts/${id}/submit`, {}, 'owner')).status).toBe(422)
    const fixed = await post(
      `/drafts/${id}/delivery`,
      { resultDelivery: 'COUNTER', copies: '2', goto: 'check' },
      'owner',
    )
    expect(to(fixed)).toBe(`/drafts/${id}/check`)
    const check = await text(`/drafts/${id}/check`, 'owner')
    for (const part of [
      'Lê Minh An',
      'Nữ',
      '10/11/2026',
      'chứng sinh.pdf',
      'nộp bản giấy',
      'Nhận tại bộ phận một cửa',
      'goto=check',
    ]) {
      expect(check).toContain(part)
    }

    // Pressed twice: one dossier.
    const [first, second] = await Promise.all([
      post(`/drafts/${id}/submit`, {}, 'owner'),
      post(`/drafts/${id}/submit`, {}, 'owner'),
    ])
    const filed = [to(first), to(second)].filter(t => t.startsWith('/my/'))
    expect(filed.length).toBeGreaterThanOrEqual(1)
    expect(new Set(filed).size).toBe(1)
    const code = filed[0]?.split('/')[3] as string
    const rows = await db
      .selectFrom('onestop.dossier')
      .select(['code', 'status', 'applicant_name', 'citizen_account_id'])
      .execute()
    expect(rows).toEqual([
      { code, status: 'SUBMITTED', applicant_name: 'Võ Thị Lan', citizen_account_id: actors['owner']?.accountId },
    ])
    const kept = await db.selectFrom('onestop.paper').select(['name', 'originals', 'file_name']).orderBy('no').execute()
    expect(kept).toEqual([
      { name: PAPER, originals: 0, file_name: 'chứng sinh.pdf' },
      { name: brought, originals: 1, file_name: null },
    ])
    // The draft keeps nothing but the code, and leads to the dossier.
    const draft = await db
      .selectFrom('onestop.draft')
      .select(['data', 'files', 'filed_code'])
      .where('id', '=', id)
      .executeTakeFirst()
    expect(draft).toEqual({ data: {}, files: [], filed_code: code })
    expect(to(await get(`/drafts/${id}/check`, 'owner'))).toBe(`/my/dossiers/${code}`)

    expect(await text(`/my/dossiers/${code}/filed`, 'owner')).toContain(code)
    const confirmation = await get(`/my/dossiers/${code}/receipt.pdf`, 'owner')
    expect(confirmation.headers.get('content-type')).toBe('application/pdf')
    expect(pdfText(new Uint8Array(await confirmation.arrayBuffer()))).toContain('XÁC NHẬN ĐÃ NỘP HỒ SƠ TRỰC TUYẾN')
    expect(await text('/my', 'owner')).toContain(code)
  })

  it('fills in next time how one was reached last time', async () => {
    expect(await text(`/drafts/${await begin()}/applicant`, 'owner')).toContain('value="0912345678"')
  })
})

describe('a draft', () => {
  it('is nobody else’s', async () => {
    const id = await begin()
    for (const path of [`/drafts/${id}/agency`, `/drafts/${id}/check`, `/drafts/${id}/delete`]) {
      expect((await get(path, 'stranger')).status).toBe(404)
    }
    for (const path of ['agency', 'submit', 'delete', 'upload', 'detach']) {
      const fields = { agencyCode: 'H71.30', paper: PAPER, sha256: '0'.repeat(64), file: pdf('kẻ trộm') }
      expect([path, (await post(`/drafts/${id}/${path}`, fields, 'stranger')).status]).toEqual([path, 404])
    }
    const stolen = await db.selectFrom('kernel.file').select('sha256').where('size', '=', pdf('kẻ trộm').size).execute()
    expect(stolen).toEqual([])
    expect(to(await get(`/drafts/${id}/agency`))).toContain('/sign-in')
  })

  it('is left and found again, or thrown away after asking', async () => {
    const id = await begin()
    expect(to(await post(`/drafts/${id}/agency`, { agencyCode: 'H71.31', leave: '1' }, 'owner'))).toBe('/my?done=saved')
    expect(await text('/my', 'owner')).toContain(`/drafts/${id}/agency`)
    expect(await text(`/drafts/${id}/agency`, 'owner')).toContain('<option value="H71.31" selected="">')
    expect(await text(`/drafts/${id}/delete`, 'owner')).toContain('không lấy lại được')
    expect(to(await post(`/drafts/${id}/delete`, {}, 'owner'))).toBe('/my?done=deleted')
    expect((await get(`/drafts/${id}/agency`, 'owner')).status).toBe(404)
  })

  it('lives thirty days from when it was last kept, then it is gone', async () => {
    const id = await begin()
    expect(await text(`/drafts/${id}/agency`, 'owner')).toContain('23/12/2026')
    now = '2026-12-20T09:00:00+07:00'
    await post(`/drafts/${id}/agency`, { agencyCode: 'H71.30' }, 'owner')
    expect(await text(`/drafts/${id}/agency`, 'owner')).toContain('19/01/2027')
    now = '2027-01-19T09:00:00+07:00'
    expect((await get(`/drafts/${id}/agency`, 'owner')).status).toBe(404)
    expect((await post(`/drafts/${id}/agency`, { agencyCode: 'H71.30' }, 'owner')).status).toBe(404)
    const { expired } = await expireDrafts(await office.as(people.citizen, now))
    expect(expired).toBeGreaterThanOrEqual(1)
    expect(await db.selectFrom('onestop.draft').select('id').where('id', '=', id).execute()).toEqual([])
    const said = await db
      .selectFrom('kernel.event')
      .select('type')
      .where('stream', '=', `draft:${id}`)
      .orderBy('seq')
      .execute()
    expect(said.map(e => e.type)).toEqual(['onestop.draft.started', 'onestop.draft.saved', 'onestop.draft.expired'])
    now = '2026-11-23T09:00:00+07:00'
  })

  it('is one of so many', async () => {
    const key = 'the-same-click-twice'
    const twice = await Promise.all(
      [1, 2].map(async () => to(await post('/apply/1.001193', { idempotencyKey: key }, 'stranger'))),
    )
    expect(twice[0]).toBe(twice[1])
    for (let n = 1; n < MAX_DRAFTS; n++) await begin('stranger')
    expect((await post('/apply/1.001193', {}, 'stranger')).status).toBe(422)
  })
})

describe('one’s own dossier', () => {
  it('is followed, completed when papers are missing, and rated', async () => {
    const code = await fileAll()
    const counter = await office.as(people.counter, '2026-11-23T10:00:00+07:00')
    await dossiers.accept(counter, code, { note: '' })
    const page = await text(`/my/dossiers/${code}`, 'owner')
    expect(page).toContain('Đã tiếp nhận. Hẹn trả kết quả 23/11/2026 17:30.')
    expect(page).toContain('Vì sao hẹn ngày này?')
    expect(page).toContain('Giấy tiếp nhận hồ sơ và hẹn trả kết quả')
    expect((await get(`/my/dossiers/${code}`, 'stranger')).status).toBe(404)
    expect(
      pdfText(new Uint8Array(await (await get(`/my/dossiers/${code}/slips/1.pdf`, 'owner')).arrayBuffer())),
    ).toContain('Mẫu số 01')

    await dossiers.requestSupplement(counter, code, {
      items: ['Bản chính giấy chứng sinh', 'Giấy ủy quyền'],
      reason: 'Bản chụp không rõ.',
    })
    expect(await text(`/my/dossiers/${code}`, 'owner')).toContain('Gửi giấy tờ bổ sung')
    const [asked] = (await queue(counter, { tab: 'supplement', scope: 'team', limit: 1 })).items
    expect([asked?.code, asked?.papersCameAt]).toEqual([code, null])
    expect((await get(`/my/dossiers/${code}/supplement`, 'stranger')).status).toBe(404)
    expect((await post(`/my/dossiers/${code}/supplement`, {}, 'owner')).status).toBe(422)
    const mixed = await post(
      `/my/dossiers/${code}/supplement`,
      { file0: pdf('rõ'), file1: new File(['MZ'], 'a.pdf') },
      'owner',
    )
    expect(mixed.status).toBe(422)
    expect(await db.selectFrom('kernel.file').select('sha256').where('size', '=', pdf('rõ').size).execute()).toEqual([])
    expect((await post(`/my/dossiers/${code}/supplement`, { file0: pdf('kẻ trộm') }, 'stranger')).status).toBe(404)

    now = '2026-11-23T11:00:00+07:00'
    const sent = await post(
      `/my/dossiers/${code}/supplement`,
      { file0: pdf('rõ'), idempotencyKey: 'supplement-once' },
      'owner',
    )
    expect(to(sent)).toBe(`/my/dossiers/${code}?done=supplement`)
    await post(`/my/dossiers/${code}/supplement`, { file0: pdf('rõ'), idempotencyKey: 'supplement-once' }, 'owner')
    const after = await text(`/my/dossiers/${code}`, 'owner')
    expect(after).toContain('Bạn đã gửi 1 giấy tờ.')
    expect(after).toContain('gửi 1 giấy tờ bổ sung trực tuyến')
    const row = await db
      .selectFrom('onestop.dossier')
      .select(['status', 'due_at'])
      .where('code', '=', code)
      .executeTakeFirst()
    expect(row).toEqual({ status: 'SUPPLEMENT_REQUESTED', due_at: null })

    const waiting = await queue(counter, { tab: 'supplement', scope: 'team', limit: 20 })
    expect(waiting.items.find(item => item.code === code)?.papersCameAt).toEqual(new Date(now))

    await dossiers.takeSupplement({ ...counter, now: new Date(now) }, code, { papers: [], note: '' })
    expect((await get(`/my/dossiers/${code}/supplement`, 'owner')).status).toBe(303)
    const own = await get(`/my/dossiers/${code}/papers/1/file`, 'owner')
    expect(own.headers.get('content-disposition')).toContain('attachment')
    expect((await get(`/my/dossiers/${code}/papers/1/file`, 'stranger')).status).toBe(404)

    expect(await text(`/my/dossiers/${code}/withdraw`, 'owner')).toContain('Rút hồ sơ này?')
    expect((await post(`/my/dossiers/${code}/withdraw`, { reason: '' }, 'owner')).status).toBe(422)
    expect((await post(`/my/dossiers/${code}/withdraw`, { reason: 'Không cần nữa' }, 'stranger')).status).not.toBe(303)
    expect(to(await post(`/my/dossiers/${code}/withdraw`, { reason: 'Không cần nữa' }, 'owner'))).toBe(
      `/my/dossiers/${code}?done=withdrawn`,
    )
    expect(await text(`/my/dossiers/${code}?done=withdrawn`, 'owner')).toContain('Đã rút hồ sơ.')
    now = '2026-11-23T09:00:00+07:00'
  })
})

describe('looking a dossier up', () => {
  const keyOf = async (code: string): Promise<string> =>
    (await db.selectFrom('onestop.dossier').select('verify_key').where('code', '=', code).executeTakeFirstOrThrow())
      .verify_key

  it('takes the code and four digits, and answers wrong ones alike', async () => {
    const code = await fileAll()
    expect(to(await post('/track', { code: code.toLowerCase(), proof: people.citizen.slice(-4) }))).toBe(
      `/track/${code}/${await keyOf(code)}`,
    )
    expect(to(await post('/track', { code, proof: '5678' }))).toBe(`/track/${code}/${await keyOf(code)}`)
    const wrongDigits = await post('/track', { code, proof: '0000' })
    const wrongCode = await post('/track', { code: 'H71.30-20261123-9999999', proof: '0000' })
    expect([wrongDigits.status, wrongCode.status]).toEqual([404, 404])
    const plain = (page: string): string => page.replaceAll(/H71\.30-\d{8}-\d{7}/g, 'CODE')
    expect(plain(await wrongDigits.text())).toBe(plain(await wrongCode.text()))
    expect((await post('/track', { code: 'x', proof: 'y' })).status).toBe(422)
  })

  it('shows the holder of the key the state, without a name or a number', async () => {
    const code = await fileAll()
    const key = await keyOf(code)
    const page = await text(`/track/${code}/${key}`)
    expect(page).toContain('đang chờ cán bộ kiểm tra')
    for (const secret of ['Võ Thị Lan', people.citizen, '0912345678', 'Lê Minh An']) expect(page).not.toContain(secret)
    const receipt = pdfText(new Uint8Array(await (await get(`/track/${code}/${key}/receipt.pdf`)).arrayBuffer()))
    expect(receipt).toContain(code)
    expect(receipt).not.toContain('Võ Thị Lan')
    expect((await get(`/track/${code}/${'x'.repeat(16)}`)).status).toBe(404)
    expect((await get(`/track/${code}/${'x'.repeat(16)}/receipt.pdf`)).status).toBe(404)
  })

  it('stops whoever guesses, even when at last they guess right', async () => {
    const code = await fileAll()
    for (let n = 0; n < WRONG_PER_CODE; n++) {
      expect((await post('/track', { code, proof: String(n).padStart(4, '9') })).status).toBe(404)
    }
    const right = await post('/track', { code, proof: people.citizen.slice(-4) })
    expect(right.status).toBe(429)
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await right.text()).toContain('Đã thử quá nhiều lần')
  })

  it('verifies a paper and the log it comes from', async () => {
    const code = await fileAll()
    const path = `/verify/${code}/${await keyOf(code)}`
    const page = await text(path)
    for (const part of [
      'Giấy thật',
      'Nhật ký nguyên vẹn',
      '1 mục trong nhật ký',
      'Đăng ký khai sinh',
      `/feedback?dossier=${code}`,
    ]) {
      expect(page).toContain(part)
    }
    expect(page).not.toContain('Võ Thị Lan')
    const wrong = await get(`/verify/${code}/${'x'.repeat(16)}`)
    expect(wrong.status).toBe(404)
    expect(await wrong.text()).toContain('Không xác thực được')

    await sql`alter table kernel.event disable trigger user`.execute(db)
    await sql`update kernel.event set at = at - interval '3 days' where data->>'code' = ${code} and type = 'onestop.dossier.submitted'`.execute(
      db,
    )
    await sql`alter table kernel.event enable trigger user`.execute(db)
    expect(await text(path)).toContain('Nhật ký có dấu hiệu bị sửa')
  })
})

describe('the front page', () => {
  it('leads to the procedures people use, in both languages', async () => {
    const page = await text('/')
    for (const part of [
      'Bạn cần làm giấy tờ gì?',
      '/procedures/1.001193',
      'Gia đình, hộ tịch',
      '/track',
      '/feedback',
      '/statistics',
      'Số 16 đường Trường Thi',
    ]) {
      expect(page).toContain(part)
    }
    expect(await text('/?lang=en')).toContain('What do you need?')
  })
})

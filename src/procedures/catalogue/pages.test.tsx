import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { createLog } from '#app/kernel/log.ts'
import { errorPage } from '#app/ui/error.tsx'
import { seedOrganisation } from '../../../db/seed/organisation.ts'
import { seedProcedures } from '../../../db/seed/procedures.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { formsApi } from '../forms/api.ts'
import { processesApi } from '../processes/api.ts'
import { processesDoors } from '../processes/pages/index.tsx'
import { catalogueApi } from './api.ts'
import { importProcedures } from '../national/index.ts'
import { nationalDoors } from '../national/pages/index.tsx'
import { catalogueDoors } from './pages/index.ts'
import { closeVersion } from './service.ts'

const connection = await testDatabase()
const NOW = '2026-11-23T14:30:00+07:00'
const ctx = testCtx(connection, '2025-07-01T07:30:00+07:00')

const officer = (...roles: string[]): Actor => ({
  ...anonymous,
  kind: 'OFFICER',
  accountId: null,
  officerId: 1,
  name: 'Cán bộ',
  roles,
  unitId: 1,
  agencyId: 1,
})
const actors: Record<string, Actor> = {
  reader: officer('SPECIALIST'),
  control: officer('CONTROL'),
  machine: { ...anonymous, kind: 'MACHINE', accountId: null, name: 'máy', roles: ['procedures.write'] },
}
const house = new House()
openHouse(house, {
  db: connection.db,
  log: createLog('silent'),
  clock: () => new Date(NOW),
  dataDir: ctx.dataDir,
  publicUrl: 'http://motcua.example',
  secure: false,
  recognise: async ({ bearer }) => ({ actor: actors[bearer ?? ''] ?? anonymous, sessionId: null, where: '' }),
  errorPage,
})
nationalDoors(house)
catalogueApi(house)
catalogueDoors(house)
processesApi(house)
formsApi(house)
processesDoors(house)

const get = async (path: string, who?: string) => {
  const answer = await house.app.request(path, { headers: who ? { authorization: `Bearer ${who}` } : {} })
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
}
const post = async (path: string, fields: Record<string, string>, who = 'control') => {
  const answer = await house.app.request(path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${who}`,
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'http://localhost',
    },
    body: new URLSearchParams(fields).toString(),
  })
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
}
const rowsIn = (html: string): string[] =>
  [...html.matchAll(/<th scope="row">.*?\/(\d\.\d{6})"/g)].map(found => found[1] as string)

const folder = mkdtempSync(join(tmpdir(), 'motcua-pages-'))
const national = (code: string, name: string) =>
  JSON.stringify({
    ma_thu_tuc: code,
    ten_thu_tuc: name,
    so_quyet_dinh: '12/QĐ-BNV',
    cap_thuc_hien: 'Cấp tỉnh',
    loai_thu_tuc: 'TTHC được giao luật quy định chi tiết',
    linh_vuc: 'Lưu trữ',
    doi_tuong_thuc_hien: 'Công dân Việt Nam',
    co_quan_co_tham_quyen: 'Sở Nội vụ',
    dia_chi_tiep_nhan: '',
    co_quan_phoi_hop: '',
    trinh_tu_thuc_hien: 'Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả.',
    cach_thuc_thuc_hien: '',
    thanh_phan_ho_so: '',
    can_cu_phap_ly: '',
    co_quan_thuc_hien: 'Sở Nội vụ',
    yeu_cau_dieu_kien: '',
    ket_qua_xu_ly: '',
    raw_text: `Mã thủ tục ${code}`,
  })

beforeAll(async () => {
  await seedOrganisation(ctx)
  await seedProcedures(ctx)
  const file = join(folder, 'national.ndjson')
  writeFileSync(
    file,
    [national('1.900001', 'Sử dụng tài liệu lưu trữ'), national('1.001193', 'Đăng ký khai sinh, bản mới của bộ')].join(
      '\n',
    ),
  )
  await importProcedures(testCtx(connection, '2026-11-01T08:00:00+07:00'), file)
})

const weigh = (html: string): number => brotliCompressSync(html).byteLength

describe('the public list', () => {
  test('shows what is handled here, page by page, each procedure once', async () => {
    const seen: string[] = []
    let path: string | undefined = '/procedures'
    while (path) {
      const { status, html } = await get(path)
      expect(status).toBe(200)
      seen.push(...rowsIn(html))
      path = /<a class="btn" href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen.length).toBe(37)
    expect(new Set(seen).size).toBe(37)
  })

  test('is found without diacritics, by code and by sector; national copies only when asked for', async () => {
    expect(rowsIn((await get('/procedures?q=dang+KY+khai+sinh')).html)).toEqual(['1.001193', '2.000986'])
    expect(rowsIn((await get('/procedures?q=1.013225')).html)).toEqual(['1.013225'])
    expect(rowsIn((await get('/procedures?home=SNV&online=FULL&sort=code')).html)).toEqual([
      '1.010803',
      '1.014199',
      '2.001955',
      '3.000579',
    ])
    const none = await get('/procedures?q=luu+tru')
    expect(rowsIn(none.html)).toEqual([])
    expect(none.html).toContain('Tìm trong tất cả (1 thủ tục)')
    expect(rowsIn((await get('/procedures?q=luu+tru&scope=all')).html)).toEqual(['1.900001'])
    expect(rowsIn((await get('/procedures?scope=national')).html)).toEqual(['1.900001'])
    expect((await get('/procedures?level=NOWHERE')).status).toBe(422)
    expect((await get('/procedures?q=%25%5C')).html).toContain('Không tìm thấy thủ tục nào')
  })
})

describe('the public page', () => {
  test('answers first how long, how much, what to bring and how far on-line', async () => {
    const { status, html } = await get('/procedures/1.001193')
    expect(status).toBe(200)
    for (const words of [
      'Đăng ký khai sinh',
      'Trong ngày',
      '0 đ',
      'bản sao: 8.000 đ',
      'Toàn trình',
      'sau 15 giờ',
      '1128/QĐ-UBND',
      'href="/apply/1.001193"',
      'href="#where"',
    ]) {
      expect(html).toContain(words)
    }
    expect(html).toContain('dữ liệu minh họa')
    expect(html).not.toContain('bản mới của bộ')
  })

  test('a promise stands before the legal limit; channels with other limits are told apart', async () => {
    const promised = (await get('/procedures/1.004873')).html
    expect(promised).toContain('2 ngày làm việc')
    expect(promised).toContain('quy định: 3 ngày làm việc')
    const byChannel = (await get('/procedures/1.013225')).html
    expect(byChannel).toContain('15–20 ngày')
    expect(byChannel).toContain('Trực tuyến, bưu chính: 20 ngày; trực tiếp: 15 ngày')
  })

  test('no on-line button where only information is given', async () => {
    const { html } = await get('/procedures/2.000815')
    expect(html).not.toContain('/apply/')
    expect(html).toContain('Cung cấp thông tin')
  })

  test('a national copy says that it is one', async () => {
    const { html } = await get('/procedures/1.900001')
    expect(html).toContain('Bản sao từ cơ sở dữ liệu quốc gia, chưa công bố tại tỉnh')
    expect(html).not.toContain('/apply/')
  })

  test('the national form of a local code leads to it; what is not known is not found; English speaks English', async () => {
    expect(await get('/procedures/1.001193.000.00.00.H71')).toMatchObject({
      status: 302,
      location: '/procedures/1.001193.H71',
    })
    expect((await get('/procedures/1.999999')).status).toBe(404)
    expect((await get('/procedures/xyz')).status).toBe(404)
    expect((await get('/procedures/1.001193/versions/9')).status).toBe(404)
    expect((await get('/procedures/1.001193?lang=en')).html).toContain('Papers needed')
  })

  test('its versions are listed, and each can be read; one that ended says so', async () => {
    await closeVersion(testCtx(connection, '2026-11-01T08:00:00+07:00'), {
      code: '2.002288',
      on: '2026-11-10',
      reason: 'Nghị định mới bãi bỏ',
    })
    const { html } = await get('/procedures/2.002288')
    expect(html).toContain('Không còn hiệu lực từ 10/11/2026')
    expect(html).toContain('Nghị định mới bãi bỏ')
    expect((await get('/procedures/1.001193/versions/2')).html).toContain('bản mới của bộ')
  })

  test('the sheet to post has the code that leads to the live page', async () => {
    const { status, html } = await get('/procedures/1.001193/print')
    expect(status).toBe(200)
    expect(html).toContain('http://motcua.example/procedures/1.001193')
    expect(html).toContain('<svg')
    expect(html).not.toContain('class="bar')
  })

  test('pages are light: html, with room for styles and script in 20 KB', async () => {
    for (const path of ['/procedures', '/procedures/1.001193', '/procedures/1.013225', '/procedures/3.000579']) {
      expect({ path, light: weigh((await get(path)).html) < 8 * 1024 }).toEqual({ path, light: true })
    }
  })
})

describe("the officers' pages", () => {
  test('every officer reads, only the control unit edits', async () => {
    for (const path of [
      '/catalogue',
      '/catalogue/1.001193',
      '/catalogue/decisions',
      '/catalogue/import',
      '/catalogue/1.001193/versions/1',
    ]) {
      expect((await get(path)).location).toMatch(/^\/sign-in/)
      expect({ path, status: (await get(path, 'reader')).status }).toEqual({ path, status: 200 })
    }
    expect((await get('/catalogue/1.900001', 'reader')).html).not.toContain('Chuẩn bị phiên bản mới')
    expect((await post('/catalogue/1.900001/draft', {}, 'reader')).status).toBe(403)
  })

  test('tabs count, filters narrow, the sheet holds what is filtered', async () => {
    const { html } = await get('/catalogue?tab=review', 'control')
    expect(html).toContain('1.900001')
    expect(html).toContain('Điểm cần xem')
    expect((await get('/catalogue?tab=ended', 'control')).html).toContain('2.002288')
    const sheet = await house.app.request('/catalogue/export?tab=national', {
      headers: { authorization: 'Bearer control' },
    })
    expect(sheet.headers.get('content-type')).toContain('spreadsheetml')
    expect((await sheet.arrayBuffer()).byteLength).toBeGreaterThan(1_000)
  })

  test('from the national copy to what holds: draft, decision, what is missing', async () => {
    const wrong = await post('/catalogue/1.900001/draft', {
      source: 'national',
      onlineLevel: 'FULL',
      'amount.DIRECT': 'hai',
      'unit.DIRECT': 'WORKING_DAY',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('value="hai"')
    const made = await post('/catalogue/decisions', {
      number: '2000/QĐ-UBND',
      title: 'Công bố thủ tục lưu trữ',
      signedOn: '2026-11-20',
      effectiveOn: '2026-12-01',
      signer: 'Chủ tịch Ủy ban nhân dân tỉnh',
    })
    expect(made.status).toBe(303)
    const decision = made.location ?? ''
    const id = decision.split('/').at(-1) ?? ''
    const draft = await post('/catalogue/1.900001/draft', {
      source: 'national',
      home: 'SNV',
      onlineLevel: 'PARTIAL',
      decisionId: id,
    })
    expect(draft.location).toBe('/catalogue/1.900001?saved=1')
    expect((await get('/catalogue/1.900001', 'control')).html).toContain('Dự thảo phiên bản 2')
    expect((await get('/catalogue/decisions', 'control')).html).toContain('Thủ tục đặc thù của địa phương')
    expect((await get(`${decision}/publish`, 'control')).html).toContain('Công bố Quyết định 2000/QĐ-UBND?')
    const refused = await post(`${decision}/publish`, {})
    expect(refused.status).toBe(422)
    expect(refused.html).toContain(
      '1.900001: thiếu cách thức thực hiện, thành phần hồ sơ, thời hạn giải quyết, kết quả thực hiện.',
    )
    expect((await post('/catalogue/1.900001/discard', {})).status).toBe(303)
    const again = await post('/catalogue/decisions', {
      number: '2000/QĐ-UBND',
      title: 'Lần nữa',
      signedOn: '2026-11-20',
      effectiveOn: '2026-12-01',
      signer: 'Chủ tịch',
    })
    expect(again.status).toBe(422)
    expect(again.html).toContain('Quyết định số 2000/QĐ-UBND đã có trong danh mục.')
  })

  test('a shorter promise for what is in force, published', async () => {
    const made = await post('/catalogue/decisions', {
      number: '2001/QĐ-UBND',
      title: 'Rút ngắn thời hạn',
      signedOn: '2026-11-20',
      effectiveOn: '2026-12-01',
      signer: 'Chủ tịch Ủy ban nhân dân tỉnh',
      illustrative: 'on',
    })
    const id = made.location?.split('/').at(-1) ?? ''
    const draft = await post('/catalogue/1.014632/draft', {
      source: 'current',
      home: 'COMMUNE',
      onlineLevel: 'FULL',
      'amount.DIRECT': '4,5',
      'unit.DIRECT': 'WORKING_DAY',
      promiseBasis: '88/QĐ-UBND ngày 02/11/2026',
      decisionId: id,
    })
    expect(draft.status).toBe(303)
    expect((await get('/catalogue/1.014632/versions/2', 'control')).html).toContain('88/QĐ-UBND ngày 02/11/2026')
    expect((await post(`/catalogue/decisions/${id}/publish`, {})).status).toBe(303)
    const { html } = await get('/procedures/1.014632')
    expect(html).toContain('từ 01/07/2025 đến trước 01/12/2026')
    expect(html).toContain('sửa đổi, bổ sung: thời hạn giải quyết')
  })

  test('the content of what is in force is written anew, component by component', async () => {
    const form = await get('/catalogue/1.004837/content', 'control')
    expect(form.html).not.toContain('&amp;')
    const field = (name: string) =>
      new RegExp(`name="${name}"[^>]*>([^<]*)</textarea>`).exec(form.html)?.[1]?.replace(/^\n/, '') ?? ''
    const inputs = Object.fromEntries(
      [...form.html.matchAll(/<input[^>]*name="([\w.]+)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    )
    const units = Object.fromEntries(
      [
        ...form.html.matchAll(/<select[^>]*name="(channel\.\w+\.unit)"[^>]*>.*?<option value="(\w+)" selected=""/gs),
      ].map(([, name, value]) => [name, value]),
    )
    const texts = ['steps', 'papers', 'subjects', 'results', 'conditions', 'legalBases']
    const notes = ['DIRECT', 'ONLINE', 'POST'].map(channel => `channel.${channel}.note`)
    const same = {
      ...inputs,
      ...units,
      ...Object.fromEntries([...texts, ...notes].map(name => [name, field(name.replaceAll('.', '\\.'))])),
      idempotencyKey: '',
    } as Record<string, string>
    const nothing = await post('/catalogue/1.004837/content', same)
    expect(nothing.status).toBe(422)
    expect(nothing.html).toContain('Nội dung chưa có gì thay đổi.')
    const wrong = await post('/catalogue/1.004837/content', { ...same, papers: 'Đơn | nhiều' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('Dòng &quot;Đơn | nhiều&quot;')
    const more = await post('/catalogue/1.004837/content', {
      ...same,
      conditions: 'Có chỗ ở',
      'channel.DIRECT.amount': '2,3',
    })
    expect(more.status).toBe(422)
    const made = await post('/catalogue/1.004837/content', { ...same, conditions: 'Có chỗ ở tại địa bàn' })
    expect(made.location).toBe('/catalogue/1.004837?saved=1')
    expect((await get('/catalogue/1.004837', 'control')).html).toContain('yêu cầu, điều kiện')
    // A second time it is the draft that changes.
    expect((await post('/catalogue/1.004837/content', { ...same, conditions: 'Điều kiện khác' })).status).toBe(303)
    const { html } = await get('/catalogue/1.004837/versions/2', 'control')
    expect(html).toContain('Điều kiện khác')
    expect((await post('/catalogue/1.004837/discard', {})).status).toBe(303)
    expect((await get('/catalogue/1.004837/content', 'reader')).status).toBe(403)
  })

  test('a procedure of the locality’s own is entered as a draft', async () => {
    const fields = { code: '5.000777', home: 'SNV', onlineLevel: 'FULL', name: 'Hỗ trợ học nghề', sector: 'Việc làm' }
    const wrong = await post('/catalogue/new', { ...fields, code: '77' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('value="Hỗ trợ học nghề"')
    const made = await post('/catalogue/new', {
      ...fields,
      steps: 'Nộp hồ sơ\nNhận kết quả',
      papers: 'Đơn đề nghị | 1 | 0 | Mẫu số 1',
      'channel.DIRECT.amount': '5',
      'channel.DIRECT.unit': 'WORKING_DAY',
      'channel.DIRECT.fee': '15.000',
    })
    expect(made.location).toBe('/catalogue/5.000777?saved=1')
    const { html } = await get('/catalogue/5.000777/versions/1', 'control')
    for (const part of ['Mẫu số 1', 'Nhận kết quả', '5 ngày làm việc', '15.000']) expect(html).toContain(part)
    expect((await post('/catalogue/new', fields)).status).toBe(422)
    expect((await post('/catalogue/5.000777/discard', {})).status).toBe(303)
  })

  test('closing asks for a day that is not past', async () => {
    const refused = await post('/catalogue/2.000815/close', { on: '2026-11-01', reason: 'Thử' })
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('Phiên bản chỉ kết thúc được từ 23/11/2026')
  })

  test('imports show what they did and lead to the records concerned', async () => {
    expect((await get('/catalogue/import', 'reader')).html).toContain('national.ndjson')
    const { html } = await get('/catalogue/import/1', 'reader')
    expect(html).toContain('/catalogue?tab=review&amp;note=RESULT_MISSING')
  })
})

describe('the API', () => {
  const json = async (path: string) => {
    const answer = await house.app.request(path)
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  test('reads the list, a procedure, its versions and its form', async () => {
    const list = await json('/api/v1/procedures?q=khai+sinh&sort=code&limit=1')
    expect(list.body).toMatchObject({
      items: [{ code: '1.001193', state: 'PUBLISHED', limit: { unit: 'SAME_DAY', amount: 1 } }],
    })
    expect(list.body['next']).toBeTypeOf('string')
    const one = await json('/api/v1/procedures/1.001193')
    expect(one.body).toMatchObject({
      code: '1.001193',
      standing: 'IN_FORCE',
      handled: true,
      home: 'COMMUNE',
      content: { sector: 'Hộ tịch' },
    })
    expect((await json('/api/v1/procedures/1.001193/versions')).body).toMatchObject({
      items: [
        { no: 2, state: 'IMPORTED' },
        { no: 1, from: '2025-07-01', decision: '1128/QĐ-UBND' },
      ],
    })
    const form = await json('/api/v1/procedures/1.001193/form')
    expect(form.body).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
    })
    expect((await json('/api/v1/procedures/1.001193/process')).body).toMatchObject({
      process: { no: 1, steps: [{ code: 'B1', place: 'RECEPTION' }, {}, {}, {}, {}] },
    })
    expect((await json('/api/v1/procedures/nothing')).status).toBe(422)
    expect((await json('/api/v1/procedures/1.999999')).status).toBe(404)
  })

  test('a machine with the scope publishes; one without is refused', async () => {
    const send = async (path: string, body: unknown, who: string) => {
      const answer = await house.app.request(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${who}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
    const decision = {
      number: '2002/QĐ-UBND',
      title: 'Qua máy',
      signedOn: '2026-11-20',
      signer: 'Chủ tịch',
      effectiveOn: '2026-12-01',
    }
    expect((await send('/api/v1/decisions', decision, 'reader')).status).toBe(403)
    const made = await send('/api/v1/decisions', decision, 'machine')
    expect(made.status).toBe(201)
    const id = String(made.body['decisionId'])
    expect(
      (await send(`/api/v1/decisions/${id}/repeals`, { code: '2.000884', basis: 'Nghị định mới' }, 'machine')).status,
    ).toBe(200)
    expect(await send(`/api/v1/decisions/${id}/publish`, {}, 'machine')).toMatchObject({
      status: 200,
      body: { closed: ['2.000884'], published: [] },
    })
    expect(await send(`/api/v1/decisions/${id}/publish`, {}, 'machine')).toMatchObject({
      status: 409,
      body: { code: 'DECISION_PUBLISHED' },
    })
  })

  test('is described whole', () => {
    const described = house.app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'test', version: '1' } })
    expect(Object.keys(described.paths ?? {})).toEqual(
      expect.arrayContaining([
        '/api/v1/procedures',
        '/api/v1/procedures/{code}/draft',
        '/api/v1/procedures/{code}/process/draft',
      ]),
    )
  })
})

describe('the pages of processes', () => {
  test('the table officials know, its sum against the limit, and its picture', async () => {
    const { html } = await get('/processes/1.004873', 'reader')
    for (const words of [
      'B1',
      'Chuyên viên',
      '10 giờ (1¼ ngày)',
      '15,5 giờ',
      'trong 16 giờ của thời hạn ngắn nhất (2 ngày làm việc)',
      'class="flow"',
    ]) {
      expect(html).toContain(words)
    }
    expect((await get('/processes', 'reader')).html).toContain('5 bước')
    expect((await get('/processes/1.999999', 'reader')).status).toBe(404)
    expect((await get('/processes/1.004873/edit', 'reader')).status).toBe(403)
  })

  test('rows are added, moved and removed by sending the form; what is typed stays', async () => {
    const row = (at: number, name: string) => ({
      [`steps.${at}.name`]: name,
      [`steps.${at}.role`]: at === 0 ? 'RECEPTION' : 'SPECIALIST',
      [`steps.${at}.place`]: 'HOME',
      [`steps.${at}.hours`]: '1,5',
      [`steps.${at}.output`]: '',
    })
    const names = (html: string) =>
      [...html.matchAll(/name="steps\.\d+\.name"[^>]*>([^<]*)<\/textarea>/g)].map(found => found[1])
    const two = { ...row(0, 'Một'), ...row(1, 'Hai') }
    const path = '/processes/1.004873/edit'
    expect(names((await post(path, { ...two, do: 'down:0' })).html)).toEqual(['Hai', 'Một'])
    expect(names((await post(path, { ...two, do: 'below:0' })).html)).toEqual(['Một', '', 'Hai'])
    expect(names((await post(path, { ...two, do: 'remove:1' })).html)).toEqual(['Một'])
    const wrong = await post(path, { ...two, 'steps.1.hours': 'nhiều', do: 'save' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('value="nhiều"')
  })

  test('a draft is saved, refused while it does not fit, approved when it does', async () => {
    const steps = (hours: string) => ({
      'steps.0.name': 'Tiếp nhận',
      'steps.0.role': 'RECEPTION',
      'steps.0.place': 'RECEPTION',
      'steps.0.hours': '1',
      'steps.1.name': 'Thẩm tra',
      'steps.1.role': 'SPECIALIST',
      'steps.1.place': 'HOME',
      'steps.1.hours': hours,
      'steps.2.name': 'Trả kết quả',
      'steps.2.role': 'RECEPTION',
      'steps.2.place': 'RECEPTION',
      'steps.2.hours': '0,5',
      do: 'save',
    })
    const approval = { decisionNo: '2100/QĐ-UBND', effectiveFrom: '2026-12-01' }
    expect((await post('/processes/1.004873/edit', steps('20'))).status).toBe(303)
    const refused = await post('/processes/1.004873/approve', approval)
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('Tổng các bước là 21,5 giờ, vượt 16 giờ')
    expect((await post('/processes/1.004873/edit', steps('12'))).status).toBe(303)
    expect((await post('/processes/1.004873/approve', approval)).status).toBe(303)
    expect((await get('/processes/1.004873', 'reader')).html).toContain('đến trước 01/12/2026')
  })
})

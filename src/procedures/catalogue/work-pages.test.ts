import { describe, expect, test } from 'vitest'
import { openCatalogue } from '../../../test/harness/catalogue.ts'
import { testCtx } from '../../../test/harness/database.ts'
import { closeVersion } from './service.ts'

const { connection, house, get, post } = await openCatalogue()

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
    await closeVersion(testCtx(connection, '2026-11-01T08:00:00+07:00'), {
      code: '2.002288',
      on: '2026-11-10',
      reason: 'Nghị định mới bãi bỏ',
    })
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

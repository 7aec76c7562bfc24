import { brotliCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openCatalogue, rowsIn } from '../../../test/harness/catalogue.ts'
import { closeVersion } from './service.ts'
import { testCtx } from '../../../test/harness/database.ts'

const { connection, get } = await openCatalogue()

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

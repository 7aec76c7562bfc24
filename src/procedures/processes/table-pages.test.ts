import { describe, expect, test } from 'vitest'
import { openCatalogue } from '../../../test/harness/catalogue.ts'

const { get, post } = await openCatalogue()

describe('the pages of processes', () => {
  test('the table officials know, its sum against the limit, and its picture', async () => {
    const { html } = await get('/processes/1.004873', 'reader')
    for (const words of [
      'B1',
      'Chuyên viên',
      '10 giờ',
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

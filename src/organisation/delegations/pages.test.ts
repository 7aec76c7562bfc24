import { readSheet } from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openRooms } from '../../../test/harness/rooms.ts'
import { type StaffedProvince, staffedProvince, type TestOfficer } from '../../../test/harness/staffed.ts'
import { delegationsApi } from './api.ts'
import { delegationsDoors } from './pages/index.tsx'

const connection = await testDatabase()
let place: StaffedProvince
let actors: Record<string, TestOfficer>
const { house, ask } = openRooms(connection, [delegationsApi, delegationsDoors], { actors: () => actors })

beforeAll(async () => {
  place = await staffedProvince(connection)
  actors = {
    control: await place.officer('Kiểm soát', place.province, 'CONTROL'),
    specialist: await place.officer('Chuyên viên Sở', place.labour, 'SPECIALIST'),
    stranger: await place.officer('Chuyên viên khác', place.justice, 'SPECIALIST'),
  }
})

const api = async (path: string, body?: unknown) => {
  const response = await house.app.request(path, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: 'Bearer control', 'content-type': 'application/json' },
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}
const filled = () => ({
  fromAgencyId: String(place.province),
  fromTitle: 'Chủ tịch Ủy ban nhân dân tỉnh',
  toAgencyId: String(place.labour),
  toTitle: 'Giám đốc Sở Lao động',
  works: '1.014199 Cấp giấy phép lao động\nKý hợp đồng đặt hàng',
  decisionNo: '1205/QĐ-UBND',
  decidedOn: '2026-01-05',
  validFrom: '2026-01-10',
  lastDay: '2026-12-10',
})

describe('delegations through their screens', () => {
  it('from the form to the warning, the extension and the revocation', async () => {
    expect((await ask('/org/delegations', 'control')).text).toContain('Không có ủy quyền nào ở đây')
    expect((await ask('/org/delegations/new', 'specialist')).refusal).toBe('NOT_ALLOWED')
    expect((await ask('/org/delegations/new', 'control')).status).toBe(200)
    const wrong = await ask('/org/delegations/new', 'control', { ...filled(), works: '1.014199', decisionNo: '' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Giám đốc Sở Lao động')
    const nameless = await ask('/org/delegations/new', 'control', { ...filled(), works: '1.014199' })
    expect([nameless.status, nameless.text.includes('Hãy ghi tên việc sau mã')]).toEqual([422, true])
    const made = await ask('/org/delegations/new', 'control', filled())
    expect(made.status).toBe(303)
    const one = made.location.split('?')[0] ?? ''

    const again = await ask('/org/delegations/new', 'control', filled())
    expect(again.status).toBe(422)
    expect(again.text).toContain('1205/QĐ-UBND (10/01/2026 – 10/12/2026)')

    const list = await ask('/org/delegations?tab=expiring', 'specialist')
    expect(list.text).toContain('còn 18 ngày')
    expect((await ask('/org/delegations?tab=all', 'stranger')).text).toContain('Không có ủy quyền nào ở đây')
    expect((await ask(one, 'stranger')).status).toBe(404)
    const page = await ask(one, 'specialist')
    expect(page.text).toContain('TUQ. Chủ tịch Ủy ban nhân dân tỉnh')
    expect(page.text).not.toContain(`${one}/revoke`)

    expect((await ask(`${one}/extend`, 'control')).status).toBe(200)
    const short = await ask(`${one}/extend`, 'control', {
      decisionNo: '9/QĐ-UBND',
      decidedOn: '2026-11-20',
      lastDay: '2026-12-10',
    })
    expect([short.status, short.text.includes('Ngày cuối mới phải sau 10/12/2026')]).toEqual([422, true])
    const next = await ask(`${one}/extend`, 'control', {
      decisionNo: '9/QĐ-UBND',
      decidedOn: '2026-11-20',
      lastDay: '2027-12-10',
    })
    expect(next.status).toBe(303)
    expect((await ask(one, 'control')).text).toContain('Được gia hạn bởi')
    expect((await ask('/org/delegations?tab=expiring', 'control')).text).toContain('Không có ủy quyền nào ở đây')

    expect((await ask(`${one}/revoke`, 'control')).text).toContain('Không thể hoàn tác')
    expect((await ask(`${one}/revoke`, 'control', { on: '2026-11-23', reason: '' })).status).toBe(422)
    expect((await ask(`${one}/revoke`, 'control', { on: '2026-11-23', reason: 'Sắp xếp lại' })).status).toBe(303)
    const story = (await ask(one, 'control')).text
    expect(story).toContain('Kiểm soát thu hồi từ ngày 23/11/2026: Sắp xếp lại')
    expect(story).toContain('Kiểm soát ghi ủy quyền theo 1205/QĐ-UBND, 2 việc.')
  })

  it('keeps whose signature a procedure needs', async () => {
    const path = '/org/delegations/authorities'
    expect((await ask(path, 'stranger')).text).toContain('Chưa có thủ tục nào cần chữ ký')
    expect((await ask(path, 'stranger', {})).refusal).toBe('NOT_ALLOWED')
    const form = { code: '1.014199', agencyId: String(place.province), from: '2026-01-01', basis: 'Bộ luật Lao động' }
    expect((await ask(path, 'control', { ...form, code: 'x' })).status).toBe(422)
    expect((await ask(path, 'control', form)).status).toBe(303)
    expect((await ask(path, 'control', form)).text).toContain('đã thuộc Ủy ban nhân dân tỉnh Thử từ ngày 01/01/2026')
    const shown = (await ask(path, 'control')).text
    expect(shown).toContain('Bộ luật Lao động')
    const end = /authorities\/\d+\/end/.exec(shown)?.[0]
    expect((await ask(`/org/delegations/${end}`, 'control', {})).status).toBe(303)
    expect((await ask(path, 'control')).text).toContain('đến trước 23/11/2026')
  })

  it('gives the register as filtered, one line for each work', async () => {
    const response = await house.app.request('/org/delegations/export.xlsx?tab=all&q=dat%20hang', {
      headers: { authorization: 'Bearer control' },
    })
    const rows = await readSheet(Buffer.from(await response.arrayBuffer()))
    expect(rows.length).toBe(1 + 2 * 2)
    expect(rows.slice(1).map(row => row[7])).toContain('1.014199')
  })

  it('answers machines', async () => {
    const body = {
      ...filled(),
      fromAgencyId: place.province,
      toAgencyId: place.commune,
      works: [{ code: '1.001193', title: 'Đăng ký khai sinh' }],
      lastDay: '2027-06-30',
    }
    const made = await api('/api/v1/delegations', body)
    expect(made.status).toBe(201)
    const id = Number(made.json['delegationId'])
    expect(await api('/api/v1/delegations', body)).toMatchObject({ status: 409, json: { code: 'DELEGATION_OVERLAP' } })
    expect((await api(`/api/v1/delegations/${id}`)).json).toMatchObject({
      state: 'VALID',
      works: [{ code: '1.001193', title: 'Đăng ký khai sinh' }],
    })
    expect((await api(`/api/v1/delegations?to=${place.commune}`)).json).toMatchObject({ items: [{ id }], next: null })
    expect(
      (
        await api(`/api/v1/delegations/${id}/extend`, {
          decisionNo: '10/QĐ',
          decidedOn: '2026-11-20',
          lastDay: '2027-12-31',
        })
      ).status,
    ).toBe(201)
    expect((await api(`/api/v1/delegations/${id}/revoke`, { on: '2026-11-23', reason: 'Thử' })).status).toBe(200)
    expect((await api('/api/v1/delegations/999999')).status).toBe(404)
    expect((await api('/api/v1/delegations?tab=nothing')).status).toBe(422)
  })
})

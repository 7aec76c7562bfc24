import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openRooms } from '../../../test/harness/rooms.ts'
import { type StaffedProvince, staffedProvince, type TestOfficer } from '../../../test/harness/staffed.ts'
import { planApi } from './api.ts'
import { planDoors } from './pages/index.tsx'

const connection = await testDatabase()
let place: StaffedProvince
let actors: Record<string, TestOfficer>
const { house, ask } = openRooms(connection, [planDoors, planApi], { actors: () => actors })
beforeAll(async () => {
  place = await staffedProvince(connection)
  actors = {
    reform: await place.officer('Chuyên viên cải cách', place.justice, 'REFORM'),
    leader: await place.officer('Giám đốc Sở', place.labour, 'LEADER'),
    clerk: await place.officer('Chuyên viên', place.labourDivision, 'SPECIALIST'),
  }
})

const header = (number: string) => ({
  agencyId: String(place.province),
  year: '2026',
  number,
  title: 'Kế hoạch cải cách hành chính năm 2026',
  basis: 'Nghị quyết của Chính phủ',
})
const target = {
  area: 'PROCEDURES',
  text: 'Thủ tục từ mức độ 3 trở lên',
  operator: '>=',
  value: '70',
  unit: '%',
  periodFrom: '2026-01-01',
  periodTo: '2026-12-31',
}
const task = () => ({
  code: '1.1',
  area: 'PROCEDURES',
  text: 'Rà soát thủ tục hành chính',
  product: 'Báo cáo rà soát',
  leadAgencyId: String(place.labour),
  leadOfficer: '',
  coordinating: String(place.justice),
  dueOn: '2026-10-30',
})

describe('a plan through its screens', () => {
  test('from the form to the paper', async () => {
    expect((await ask('/plans', 'reform')).text).toContain('Chưa có kế hoạch nào')
    expect((await ask('/plans/new', 'clerk')).status).toBe(403)
    expect((await ask('/plans/new', 'reform')).status).toBe(200)
    const wrong = await ask('/plans', 'reform', { ...header(''), title: 'Kế hoạch gõ dở' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Kế hoạch gõ dở')
    const made = await ask('/plans', 'reform', header('12/KH-UBND'))
    expect(made.status).toBe(303)
    const plan = made.location
    expect((await ask(plan, 'clerk')).text).toContain('chưa đối chiếu văn bản')

    expect((await ask(`${plan}/targets/new`, 'reform')).status).toBe(200)
    const bad = await ask(`${plan}/targets/new`, 'reform', { ...target, value: 'bảy mươi' })
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('Hãy nhập một số')
    expect(bad.text).toContain('value="bảy mươi"')
    expect((await ask(`${plan}/targets/new`, 'reform', target)).status).toBe(303)
    expect(
      (
        await ask(`${plan}/targets/new`, 'reform', {
          ...target,
          text: 'Đúng hạn và trước hạn',
          metric: 'on_time_share',
          value: '95',
        })
      ).status,
    ).toBe(303)
    expect((await ask(`${plan}/tasks/new`, 'reform')).status).toBe(200)
    expect((await ask(`${plan}/tasks/new`, 'reform', task())).status).toBe(303)

    expect((await ask(`${plan}/approve`, 'reform')).text).toContain('Ghi nhận phê duyệt')
    const refused = await ask(`${plan}/approve`, 'reform', {})
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Nhiệm vụ 1.1 chưa có người chịu trách nhiệm')
    expect((await ask(`${plan}/tasks/1.1/edit`, 'reform', { ...task(), leadOfficer: 'Phó giám đốc' })).status).toBe(303)
    expect((await ask(`${plan}/approve`, 'reform', {})).status).toBe(303)

    const shown = await ask(`${plan}?done=1`, 'clerk')
    expect(shown.text).toContain('chưa có số liệu')
    expect(shown.text).toContain('≥ 95 %')
    expect(shown.text).toContain('Quá hạn')
    expect(shown.text).toContain('/dossier-figures?figure=')

    const empty = await ask(`${plan}/targets/1/value`, 'reform', { asOf: '2026-11-20', value: '51,25', evidence: '' })
    expect(empty.status).toBe(422)
    expect(
      (
        await ask(`${plan}/targets/1/value`, 'reform', {
          asOf: '2026-11-20',
          value: '51,25',
          evidence: 'Báo cáo 15/BC',
        })
      ).status,
    ).toBe(303)
    const one = await ask(`${plan}/targets/1`, 'clerk')
    expect(one.text).toContain('51,25 %')
    expect(one.text).toContain('chưa đạt')
    expect(one.text).toContain('Báo cáo 15/BC')
    expect((await ask(`${plan}/targets/1/amend`, 'reform', { ...target, value: '50' })).status).toBe(422)
    expect(
      (await ask(`${plan}/targets/1/amend`, 'reform', { ...target, value: '50', reason: 'Theo kết luận họp' })).status,
    ).toBe(303)

    expect((await ask('/plans/problems', 'clerk')).text).toContain('Rà soát thủ tục hành chính')
    expect((await ask(`${plan}/tasks/1.1/done`, 'leader', { doneOn: '2026-11-20', evidence: '' })).status).toBe(422)
    expect(
      (await ask(`${plan}/tasks/1.1/done`, 'leader', { doneOn: '2026-11-20', evidence: 'Báo cáo 16/BC' })).status,
    ).toBe(303)
    const finished = await ask(`${plan}/tasks/1.1`, 'clerk')
    expect(finished.text).toContain('Hoàn thành muộn')
    expect((await ask('/plans/problems', 'clerk')).text).toContain('Mọi nhiệm vụ đều có người chịu trách nhiệm')

    const paper = await ask(`${plan}/print`, 'clerk')
    expect(paper.text).toContain('KẾ HOẠCH')
    expect(paper.text).toContain('Sở Tư pháp')
    const sheet = await house.app.request(`${plan}/export.xlsx`, { headers: { authorization: 'Bearer clerk' } })
    expect((await sheet.arrayBuffer()).byteLength).toBeGreaterThan(1_000)
    expect((await ask('/plans?year=2026', 'clerk')).text).toContain('12/KH-UBND')
    expect((await ask(`${plan}/close`, 'reform')).text).toContain('Kết thúc kế hoạch')
    expect((await ask(`${plan}/close`, 'reform', {})).status).toBe(303)
    expect(
      (await ask(`${plan}/targets/1/value`, 'reform', { asOf: '2026-11-20', value: '60', evidence: 'Báo cáo 17/BC' }))
        .status,
    ).toBe(409)
  })

  test('what is not there is not found', async () => {
    for (const path of [
      '/plans/999999',
      '/plans/x',
      '/plans/1/targets/77',
      '/plans/1/tasks/77',
      '/plans/1/targets/x',
    ]) {
      expect([path, (await ask(path, 'clerk')).status]).toEqual([path, 404])
    }
    expect((await house.app.request('/plans')).status).toBe(303)
  })
})

describe('the interface for machines', () => {
  const call = async (method: string, path: string, body?: unknown, who = 'reform') => {
    const response = await house.app.request(`/api/v1/plans${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${who}` },
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  test('makes, reads and refuses as the screens do', async () => {
    const made = await call('POST', '', {
      ...header('13/KH-UBND'),
      agencyId: place.province,
      year: 2026,
      basis: ['Nghị quyết'],
    })
    expect(made.status).toBe(201)
    const id = String(made.body['planId'])
    expect((await call('POST', `/${id}/targets`, { ...target, value: 70 })).status).toBe(201)
    expect(
      (await call('POST', `/${id}/tasks`, { ...task(), leadOfficer: 'Phó giám đốc', coordinating: [place.justice] }))
        .status,
    ).toBe(201)
    expect((await call('POST', `/${id}/approve`, undefined, 'clerk')).status).toBe(403)
    expect((await call('POST', `/${id}/approve`)).status).toBe(200)
    expect(
      (await call('POST', `/${id}/targets/1/values`, { asOf: '2026-11-20', value: 51.25, evidence: 'Báo cáo 15' }))
        .status,
    ).toBe(200)
    expect((await call('POST', `/${id}/tasks/1.1/start`, {})).status).toBe(200)
    const read = await call('GET', `/${id}`, undefined, 'clerk')
    expect(read.body).toMatchObject({
      status: 'APPROVED',
      targets: [{ result: 'NOT_MET', live: { value: 51.25, entered: { asOf: '2026-11-20' } } }],
      tasks: [{ code: '1.1', status: 'DOING', standing: 'OVERDUE' }],
    })
    expect(read.body).not.toHaveProperty('can')
    expect((await call('GET', '?year=2026', undefined, 'clerk')).body['items']).toHaveLength(2)
    expect(await call('POST', `/${id}/targets`, { ...target, value: 1e300 })).toMatchObject({
      status: 422,
      body: { code: 'BAD_INPUT' },
    })
    expect(await call('POST', `/${id}/close`)).toMatchObject({ status: 200 })
    expect(await call('POST', `/${id}/tasks/1.1/drop`, { reason: 'Không cần nữa' })).toMatchObject({
      status: 409,
      body: { code: 'WRONG_STATE' },
    })
  })
})

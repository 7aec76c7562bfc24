import { Buffer } from 'node:buffer'
import { readSheet } from 'read-excel-file/node'
import { beforeAll, expect, test } from 'vitest'
import { anonymous } from '#app/kernel/context.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { publishAll } from '../../../test/harness/department.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { provisionApi } from './api.ts'
import { provisionDoors } from './pages/index.tsx'

const connection = await testDatabase()
const NOW = '2026-11-23T14:30:00+07:00'
const start = testCtx(connection, '2025-07-01T08:00:00+07:00')
const doors = openDoors(connection, NOW, provisionApi, provisionDoors)
const province = await smallProvince(start)
const control = officerOf(province.province, 'CONTROL')
const clerk = officerOf(province.department, 'CLERK')
const machine = { ...anonymous, kind: 'MACHINE' as const, accountId: 3, name: 'máy', roles: ['procedures.write'] }
const [first, second] = ['4.000001', '4.000002'] as const

beforeAll(async () => {
  await publishAll(
    start,
    [
      { code: first, home: 'SNV' },
      { code: second, home: 'COMMUNE' },
    ],
    '2025-07-01',
  )
})

const text = async (who: Parameters<typeof doors.get>[0], path: string): Promise<string> => {
  const response = await doors.get(who, path)
  expect([path, response.status]).toEqual([path, 200])
  return await response.text()
}
const wanted = { kind: 'CENTRE', value: 'YES', from: '2025-08-01', basis: '77/QĐ-UBND', evidenceOn: '2025-07-20' }

test('officers see the list, the control unit can tick rows', async () => {
  const [seen, ticked] = [await text(clerk, '/provision'), await text(control, '/provision')]
  for (const word of [first, second, 'Chưa ghi', 'Ủy ban nhân dân cấp xã']) expect(seen).toContain(word)
  expect(seen).not.toContain('Ghi nơi tiếp nhận')
  expect(ticked).toContain('Ghi nơi tiếp nhận')
  expect(await text(clerk, '/provision?q=khong-co')).toContain('Không có thủ tục nào như vậy')
})

test('ticked rows lead to the form, which keeps what was typed and says what is wrong', async () => {
  const chosen = await doors.post(control, '/provision/chosen', { kind: 'CENTRE', 'codes[]': first })
  expect([chosen.status, chosen.headers.get('location')]).toEqual([303, `/provision/record?kind=CENTRE&codes=${first}`])
  expect(await text(control, `/provision/record?kind=CENTRE&codes=${first}`)).toContain(`Thủ tục ${first}`)
  const bad = await doors.post(control, '/provision/record', {
    ...wanted,
    'codes[]': first,
    value: 'NO',
    basis: 'Gõ dở',
  })
  const page = await bad.text()
  expect(bad.status).toBe(422)
  for (const word of ['Hãy ghi lý do', 'Gõ dở', `value="${first}"`]) expect(page).toContain(word)
  expect((await doors.post(control, '/provision/record', { ...wanted })).status).toBe(422)
  expect((await doors.post(clerk, '/provision/record', { ...wanted, 'codes[]': first })).status).toBe(403)
  const done = await doors.post(control, '/provision/record', { ...wanted, 'codes[]': first })
  expect([done.status, done.headers.get('location')]).toEqual([303, `/provision/${first}?saved`])
})

test('the page of one tells what holds and every record', async () => {
  const page = await text(clerk, `/provision/${first}?saved`)
  for (const word of ['Đã ghi cho 1 thủ tục', 'từ 01/08/2025', '77/QĐ-UBND', 'suy từ quy trình', 'Cán bộ Thử'])
    expect(page).toContain(word)
  expect((await doors.get(clerk, '/provision/4.999999')).status).toBe(404)
})

test.each(['OLD_LEVEL', 'ISO', 'MECHANISM'])('the form for %s opens for all procedures', async kind => {
  expect(await text(control, `/provision/record?kind=${kind}`)).toContain(`Thủ tục ${second}`)
})

test('as a sheet', async () => {
  const response = await doors.get(clerk, '/provision/export.xlsx?centre=YES')
  const rows = await readSheet(Buffer.from(await response.arrayBuffer()))
  expect(rows.map(row => [row[0], row[4]])).toEqual([
    ['Mã', 'Tại Trung tâm tỉnh'],
    [first, 'Có'],
  ])
})

test('for machines: read on a day, record for one and for many', async () => {
  const ask = async (path: string, body?: unknown) =>
    await doors.get(
      machine,
      path,
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    )
  const before = await ask(`/api/v1/procedures/${first}/provision?day=2025-07-31`)
  expect(await before.json()).toMatchObject({ code: first, atCentre: null, mechanism: 'NONE' })
  const after = await ask(`/api/v1/procedures/${first}/provision`)
  expect(await after.json()).toMatchObject({ atCentre: true, mechanism: 'ONE_STOP', facts: [{ kind: 'CENTRE' }] })
  const iso = { kind: 'ISO', value: 'QT-01', from: '2026-01-01', basis: '12/QĐ-SNV', evidenceOn: '2025-12-20' }
  const one = await ask(`/api/v1/procedures/${first}/provision`, iso)
  expect([one.status, await one.json()]).toEqual([201, { recorded: 1 }])
  const many = await ask('/api/v1/provision', { ...iso, codes: [first, second] })
  expect(await many.json()).toEqual({ recorded: 1 })
  const refused = await ask(`/api/v1/procedures/${first}/provision`, { ...iso, kind: 'CENTRE' })
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([422, 'FACT_INCOMPLETE'])
})

import { beforeAll, expect, test } from 'vitest'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { storedLayoutOf } from './layouts.ts'
import { writeLayout } from './layout-writing.ts'
import { reportsPages } from './pages/index.ts'

const NOW = '2026-11-23T14:30:00+07:00'
const connection = await testDatabase()
const ctx = testCtx(connection, NOW)
const { get, post } = openDoors(connection, NOW, reportsPages)
let control = officerOf(0, 'CONTROL')
let reader = officerOf(0, 'SPECIALIST')
beforeAll(async () => {
  const { province } = await smallProvince(ctx)
  control = officerOf(province, 'CONTROL')
  reader = officerOf(province, 'SPECIALIST')
})

const fields = {
  validFrom: '2027-01-01',
  basis: 'Thông tư thử nghiệm 1/2026',
  verified: 'on',
  heads: '(3) Số dự thảo | Drafts = drafts\nSố TTHC | Procedures\n  (4) Tổng số | Total = assessed',
  checks: '',
}

test('every layout is listed with its days and source; II.06a does not change', async () => {
  const list = await (await get(reader, '/reports/layouts')).text()
  expect(list).toContain('/reports/layouts/II.01/1')
  expect(list).toContain('bố cục cột ghi theo trí nhớ')
  expect(list).toContain('Đã đối chiếu, không đổi')
  expect(list).not.toContain('Lập bản mới')
  const page = await (await get(reader, '/reports/layouts/II.01/1')).text()
  expect(page).toContain('(4) = (5) + (6) + (7) + (8)')
  expect(page).toContain('assessed.NEW')
  expect((await get(reader, '/reports/layouts/II.01/9')).status).toBe(404)
  expect((await get(reader, '/reports/layouts/II.01')).status).toBe(403)
})

test('another reading is a further version from a day on; the one before stays', async () => {
  const form = await (await get(control, '/reports/layouts/II.01')).text()
  expect(form).toContain('(4) Tổng số | Total = assessed')
  const wrong = await post(control, '/reports/layouts/II.01', { ...fields, heads: '(3) Số | Drafts = guesses' })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('Dòng 1: “guesses” — biểu này không tính số liệu ấy.')
  const done = await post(control, '/reports/layouts/II.01', fields)
  expect(done.headers.get('location')).toBe('/reports/layouts/II.01/2?saved')
  expect(await storedLayoutOf(ctx.db, 'II.01', '2026-12-31')).toMatchObject({ version: 1, verified: false })
  expect(await storedLayoutOf(ctx.db, 'II.01', '2027-01-01')).toMatchObject({
    version: 2,
    verified: true,
    checks: [],
    heads: [{ column: '3' }, { vi: 'Số TTHC', parts: [{ column: '4' }] }],
  })
  expect(await storedLayoutOf(ctx.db, 'II.01', '2027-01-01', 1)).toMatchObject({ version: 1 })
  const list = await (await get(control, '/reports/layouts')).text()
  expect(list).toContain('đến trước 01/01/2027')
  const event = await connection.db
    .selectFrom('kernel.event')
    .select('data')
    .where('stream', '=', 'layout:II.01')
    .executeTakeFirstOrThrow()
  expect(event.data).toMatchObject({ version: 2, validFrom: '2027-01-01', verified: true })
})

test('a day that has a layout, and a form without a stored one, are refused by name', async () => {
  const input = { ...fields, verified: true }
  await expect(writeLayout(ctx, { ...input, form: 'II.01' })).rejects.toMatchObject({ code: 'LAYOUT_DAY_TAKEN' })
  await expect(writeLayout(ctx, { ...input, form: 'II.06a' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const unknown = { ...input, form: 'II.01', validFrom: '2028-01-01', checks: '(9) = (3)' } as const
  await expect(writeLayout(ctx, unknown)).rejects.toMatchObject({ code: 'LAYOUT_UNREADABLE' })
})

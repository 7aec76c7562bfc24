import { Buffer } from 'node:buffer'
import { PassThrough } from 'node:stream'
import { Command } from 'commander'
import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { anonymous } from '#app/kernel/context.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { publishAll } from '../../../test/harness/department.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { DAY, year2019 } from '../../../test/harness/year2019.ts'
import { reportsApi } from './api.ts'
import { registerReport, type ReportJson } from './command.ts'
import { leavesOf } from './form.ts'
import { type FormCode, formCodes } from './forms.ts'
import { reportsPages } from './pages/index.ts'
import { closePeriod } from './service.ts'
import { report } from './views.ts'

/** The forms about procedures, over the province of 2019. */

const connection = await testDatabase()
const place = await year2019(connection)
const NOW = `${DAY}T14:30:00+07:00`
const doors = openDoors(connection, NOW, reportsApi, reportsPages)
const control = officerOf(place.province, 'CONTROL')
const clerk = officerOf(place.department, 'CLERK')
const machine = { ...anonymous, kind: 'MACHINE' as const, accountId: 3, name: 'máy', roles: ['reports.read'] }
const [from, to] = ['2018-12-15', '2019-03-14']
const span = `from=${from}&to=${to}`

const text = async (who: Parameters<typeof doors.get>[0], path: string): Promise<string> => {
  const response = await doors.get(who, path)
  expect([path, response.status]).toEqual([path, 200])
  return await response.text()
}
const json = async (form: FormCode, query = span): Promise<ReportJson> =>
  (await (await doors.get(machine, `/api/v1/reports/${form}?${query}`)).json()) as ReportJson

describe('II.07b', () => {
  test('counts by whoever decides, communes once, with the district columns of its day', async () => {
    const { rows, failedChecks, asOf } = await json('II.07b')
    const no = { '5': 0, '9': 0, '13': 0 }
    expect(rows).toEqual([
      {
        label: 'Công an tỉnh',
        cells: { ...no, '3': 3, '4': 3, '6': 0, '7': 0, '8': 0, '10': 0, '11': 0, '12': 0, '14': 0 },
      },
      {
        label: 'Sở Nội vụ',
        cells: { ...no, '3': 80, '4': 80, '6': 0, '7': 77, '8': 77, '10': 0, '11': 77, '12': 77, '14': 0 },
      },
      {
        label: 'Ủy ban nhân dân cấp xã',
        cells: { ...no, '3': 5, '4': 0, '6': 5, '7': 0, '8': 0, '10': 0, '11': 0, '12': 0, '14': 0 },
      },
      {
        label: 'Tổng số',
        cells: { ...no, '3': 88, '4': 83, '6': 5, '7': 77, '8': 77, '10': 0, '11': 77, '12': 77, '14': 0 },
      },
    ])
    expect([failedChecks, asOf]).toEqual([[], null])
  })

  test('without the district columns after 30/06/2025, the numbers of the others stay', async () => {
    const now = new Date('2025-08-01T09:00:00+07:00')
    const all = { id: null, code: null, name: 'Toàn tỉnh', agencyIds: null }
    const asked = { form: 'II.07b', place: all, from: '2025-03-15' } as const
    const columnsOf = async (last: string): Promise<string[]> => {
      const { layout } = await report({ db: connection.db, now }, { ...asked, to: last })
      return leavesOf(layout.heads).map(leaf => leaf.column)
    }
    expect(await columnsOf('2025-06-30')).toHaveLength(12)
    expect(await columnsOf('2025-07-01')).toEqual(['3', '4', '6', '7', '8', '10', '11', '12', '14'])
  })

  test('each figure opens to exactly its procedures', async () => {
    const page = await text(control, `/reports/II.07b?${span}`)
    for (const word of [
      'Cấp huyện',
      '(14)',
      'Các phép kiểm tra đều đúng: (3) = (4) + (5) + (6)',
      `/inventory/list?figure=MECHANISM.NONE&amp;day=${to}&amp;level=PROVINCE&amp;home=SNV&amp;without=1">77</a>`,
      'suy từ quy trình',
    ]) {
      expect(page).toContain(word)
    }
    expect(await text(control, `/reports/II.07b?${span}&lang=en`)).toContain('Communes')
  })

  test('an officer of the department sees the department', async () => {
    const page = await text(clerk, `/reports/II.07b?${span}`)
    expect(page).toContain('Sở Nội vụ')
    expect(page).not.toContain('Công an tỉnh')
  })
})

describe('II.03 and II.02', () => {
  test('what was published, by change and level, with what is behind a figure', async () => {
    const { rows } = await json('II.03')
    expect(rows.map(row => row.label)).toEqual(['Ban hành mới', 'Sửa đổi, bổ sung', 'Thay thế', 'Bãi bỏ', 'Tổng số'])
    expect(rows[0]?.cells).toMatchObject({ '3': 88, '9': 88 })
    expect(rows[0]?.cells).not.toHaveProperty('13')
    expect(rows[4]?.cells).toMatchObject({ '3': 88, '13': expect.any(Number), '14': 0 })
    const page = await text(control, `/reports/II.03?${span}`)
    expect(page).toContain('cần đối chiếu với văn bản gốc')
    expect(page).toContain(`/reports/II.03?from=${from}&amp;to=${to}&amp;column=3&amp;row=NEW#behind">88</a>`)
    const opened = await text(control, `/reports/II.03?${span}&column=3&row=NEW`)
    for (const word of ['Đứng sau số liệu: Ban hành mới, cột (3)', '4.000080', '88 dòng', 'Đóng danh sách'])
      expect(opened).toContain(word)
    expect(await text(control, `/reports/II.03?${span}&column=99`)).not.toContain('Đứng sau số liệu')
  })

  test('published ones stand in the total of II.02 only', async () => {
    const { rows } = await json('II.02')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ label: 'Tổng số', cells: { '3': 0, '4': 0, '9': 88, '10': 88, '11': 0 } })
  })
})

describe('every form', () => {
  test.each(formCodes)('%s comes out as page, paper, sheet and JSON', async form => {
    const [page, paper] = [
      await text(control, `/reports/${form}?${span}`),
      await text(control, `/reports/${form}/print?${span}`),
    ]
    expect(page).toContain(`${form}/VPCP/KSTT`)
    expect(paper).toContain('Thủ trưởng đơn vị')
    expect(paper).not.toContain('<a href="/inventory')
    const { rows } = await json(form)
    const response = await doors.get(control, `/reports/${form}.xlsx?${span}`)
    const sheet = await readSheet(Buffer.from(await response.arrayBuffer()))
    const numbers = sheet.find(row => row[0] === '(1)')?.slice(2) ?? []
    const total = sheet.find(row => row[1] === 'Tổng số')?.slice(2)
    expect(total).toEqual(numbers.map(no => rows.at(-1)?.cells[String(no).slice(1, -1)]))
  })

  test('is in the list, which leads to the one that is chosen', async () => {
    const page = await text(control, '/reports')
    for (const form of formCodes) expect(page).toContain(`href="/reports/${form}"`)
    const chosen = await doors.get(control, `/reports/open?form=II.07b&agency=&${span}`)
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, `/reports/II.07b?${span}`])
    const usual = await doors.get(control, '/reports/open?form=II.01&agency=H99.01&from=&to=')
    expect(usual.headers.get('location')).toBe('/reports/II.01?agency=H99.01')
    expect((await doors.get(control, '/reports/open?form=II.99')).status).toBe(422)
  })

  test('comes from the command line, without days of the quarter that ended last', async () => {
    const stdout = new PassThrough()
    const program = new Command()
    registerReport(program, {
      open: async () => ({ db: connection.db, close: async () => {} }),
      now: () => new Date(NOW),
      stdout,
    })
    await program.parseAsync(['report', 'II.07b', '--json'], { from: 'user' })
    expect(JSON.parse(String(stdout.read()))).toEqual(await json('II.07b'))
    await program.parseAsync(['report', 'II.03'], { from: 'user' })
    const table = String(stdout.read())
    expect(table).toContain('Biểu II.03')
    expect(table).toContain('cần đối chiếu')
  })
})

describe('closing', () => {
  const ctx = testCtx(connection, NOW, control)

  test('freezes any form; what changes later is told cell by cell', async () => {
    const answer = await doors.post(control, '/reports/II.07b/close', { form: 'II.07b', from, to })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/reports/II.07b?${span}`])
    const before = await json('II.07b')
    expect(before.closed).toMatchObject({ version: 1, changedSince: 0 })
    await publishAll(place.begin, [{ code: '4.000999', home: 'COMMUNE', sector: 'Hộ tịch' }], '2019-01-10')
    const after = await json('II.07b')
    expect(after.rows).toEqual(before.rows)
    expect(after.closed?.changedSince).toBe(4)
    expect((await json('II.07b', `${span}&live=1`)).rows.at(-1)?.cells).toMatchObject({ '3': 89, '6': 6 })
    expect(await text(control, `/reports/II.07b?${span}`)).toContain('Tổng số, cột (6): đã chốt 5, nay là 6')
    expect((await json('II.03')).closed).toBeNull()
    expect(await closePeriod(ctx, { form: 'II.03', from, to })).toEqual({ version: 1 })
    const list = await text(control, '/reports')
    for (const form of ['II.03', 'II.07b']) expect(list).toContain(`<td>${form}</td>`)
  })

  test('is refused where a check does not hold, and the check is shown', async () => {
    // Another reading of the form, wrong on purpose: the total is said to be the procedures of the province alone.
    await sql`insert into measures.report_layout
      select form, 9, '2019-03-20', heads, '[{"left": "3", "right": ["4"]}]', basis, verified
        from measures.report_layout where form = 'II.07b' and version = 1`.execute(connection.db)
    const later = { from: '2019-03-15', to: '2019-04-14' }
    await expect(closePeriod(ctx, { form: 'II.07b', ...later })).rejects.toMatchObject({ code: 'CHECKS_FAILED' })
    const page = await text(control, `/reports/II.07b?from=${later.from}&to=${later.to}`)
    expect(page).toContain('Phép kiểm tra không đúng')
    expect(page).toContain('Tổng số: (3) = (4) — 89 khác 83')
    // The closed period keeps the layout it was closed with.
    expect((await json('II.07b')).formulaVersion).toBe(1)
  })

  test('of another form than the address names is not taken', async () => {
    const refused = await doors.get(control, '/api/v1/reports/II.03/closings', {
      method: 'POST',
      body: JSON.stringify({ form: 'II.07b', from, to }),
      headers: { 'content-type': 'application/json' },
    })
    expect(refused.status).toBe(422)
  })
})

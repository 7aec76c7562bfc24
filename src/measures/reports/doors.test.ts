import { Buffer } from 'node:buffer'
import { PassThrough } from 'node:stream'
import { Command, CommanderError } from 'commander'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { anonymous } from '#app/kernel/context.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { type Life, live, plan, slowCount, smallProvince } from '../../../test/harness/histories.ts'
import { reportsApi } from './api.ts'
import { registerReport, type ReportJson } from './command.ts'
import { columnNumbers } from './handling.ts'
import { reportsPages } from './pages/index.ts'
import { closePeriod } from './service.ts'

const connection = await testDatabase()
const province = await smallProvince(connection)
const [labour = 0, , commune = 0] = province.homes
const NOW = '2026-07-20T09:42:00+07:00'
const doors = openDoors(connection, NOW, reportsApi, reportsPages)
const control = officerOf(labour, 'CONTROL')
const leader = officerOf(commune, 'LEADER')
const machine = { ...anonymous, kind: 'MACHINE' as const, accountId: 3, name: 'máy', roles: ['reports.read'] }
const [from, to] = ['2026-02-01', '2026-04-30']
const span = `from=${from}&to=${to}`
const lives: Life[] = []

beforeAll(async () => {
  for (const one of fc.sample(plan, { numRuns: 70, seed: 11 })) lives.push(await live(connection, one, province.homes))
})

const text = async (who: Parameters<typeof doors.get>[0], path: string): Promise<string> => {
  const response = await doors.get(who, path)
  expect([path, response.status]).toEqual([path, 200])
  return await response.text()
}

describe('the form', () => {
  test('as page: heads, numbered columns, each figure with its dossiers, checks said', async () => {
    const page = await text(control, `/reports/II.06a?${span}`)
    const slow = slowCount(lives, from, to, () => true)
    for (const word of ['(13)', 'Từ kỳ trước', 'Tổng số', 'Các phép kiểm tra đều đúng', 'Chốt kỳ này'])
      expect(page).toContain(word)
    expect(page).toContain(`figure=finished&amp;from=${from}&amp;to=${to}">${slow['7']}</a>`)
    expect(await text(leader, `/reports/II.06a?${span}`)).not.toContain('Chốt kỳ này')
    expect((await doors.get(leader, `/reports/II.06a?${span}&agency=H99.01`)).status).toBe(403)
  })

  test('without days it is the reporting quarter that ended last', async () => {
    expect(await text(control, '/reports/II.06a')).toContain('Từ ngày 15/03/2026 đến ngày 14/06/2026')
  })

  test('a period that is not over is counted as of now, and says so', async () => {
    const page = await text(control, '/reports/II.06a?from=2026-06-15&to=2026-09-14')
    expect(page).toContain('số liệu tính đến 20/07/2026 09:42')
    expect(page).not.toContain('Chốt kỳ này')
  })

  test('as paper: number, period, both units, places to sign', async () => {
    const page = await text(leader, `/reports/II.06a/print?${span}`)
    for (const word of [
      'II.06a/VPCP/KSTT',
      'Từ ngày 01/02/2026 đến ngày 30/04/2026',
      'Đơn vị báo cáo',
      'Xã Ba',
      'Đơn vị nhận báo cáo',
      'Thủ trưởng đơn vị',
    ]) {
      expect(page).toContain(word)
    }
    expect(page).not.toContain('/dossier-figures')
  })

  test('as a sheet with real numbers', async () => {
    const response = await doors.get(control, `/reports/II.06a.xlsx?${span}`)
    expect(response.headers.get('content-disposition')).toContain('II.06a_province_2026-02-01_2026-04-30.xlsx')
    const rows = await readSheet(Buffer.from(await response.arrayBuffer()))
    const slow = slowCount(lives, from, to, () => true)
    expect(rows.find(row => row[1] === 'Tổng số')?.slice(2)).toEqual(columnNumbers.map(column => slow[column]))
    expect(rows.some(row => row[12] === '(13)')).toBe(true)
  })

  test('as JSON for machines and the own officers', async () => {
    const slow = slowCount(lives, from, to, life => life.agencyId === commune)
    const response = await doors.get(machine, `/api/v1/reports/II.06a?agency=H99.03&${span}`)
    const report = (await response.json()) as ReportJson
    expect(report).toMatchObject({
      form: 'II.06a',
      agency: 'H99.03',
      from,
      to,
      asOf: null,
      failedChecks: [],
      closed: null,
    })
    expect(report.rows.at(-1)).toEqual({ label: 'Tổng số', cells: slow })
    expect((await doors.get(leader, `/api/v1/reports/II.06a?agency=H99.01&${span}`)).status).toBe(403)
    expect((await doors.get(machine, '/api/v1/reports/II.06a?from=2026-04-30&to=2026-02-01')).status).toBe(422)
  })
})

describe('closing a period', () => {
  const ctx = testCtx(connection, NOW, control)
  const own = { form: 'II.06a', agency: 'H99.04', from, to } as const

  test('freezes the figures; what changes later is told, not mixed in', async () => {
    expect(await text(control, `/reports/II.06a/close?agency=H99.04&${span}`)).toContain('Chốt số liệu kỳ báo cáo')
    const answer = await doors.post(control, '/reports/II.06a/close', { ...own })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/reports/II.06a?agency=H99.04&${span}`])
    const frozen = slowCount(lives, from, to, life => life.agencyId === province.homes[3])
    const event = await connection.db
      .selectFrom('kernel.event')
      .select('data')
      .where('type', '=', 'measures.report.closed')
      .executeTakeFirstOrThrow()
    expect(event.data).toMatchObject({ version: 1, from, to, formulaVersion: 1 })

    // One more dossier is taken in late, dated into the closed period.
    lives.push(
      await live(
        connection,
        {
          agency: 3,
          procedure: 1,
          sector: 'Hộ tịch',
          channel: 'POST',
          comes: 60 * 1_440,
          ops: [{ wait: 5, pick: 0, due: 400 }],
          score: null,
        },
        province.homes,
      ),
    )
    const after = (await (
      await doors.get(machine, `/api/v1/reports/II.06a?agency=H99.04&${span}`)
    ).json()) as ReportJson
    expect(after.rows.at(-1)?.cells).toEqual(frozen)
    expect(after.closed).toMatchObject({ version: 1, closedBy: 'Cán bộ Thử' })
    expect(after.closed?.changedSince).toBeGreaterThan(0)
    const live2 = (await (
      await doors.get(machine, `/api/v1/reports/II.06a?agency=H99.04&live=1&${span}`)
    ).json()) as ReportJson
    expect(live2.rows.at(-1)?.cells['5']).toBe(frozen['5'] + 1)
    const page = await text(control, `/reports/II.06a?agency=H99.04&${span}`)
    expect(page).toContain('Kỳ đã chốt, bản 1')
    expect(page).toContain(`Tổng số, cột (5): đã chốt ${frozen['5']}, nay là ${frozen['5'] + 1}`)
    expect(await text(control, '/reports')).toContain('Phường Bốn')
  })

  test('again only with a reason, as a further version; the first stays', async () => {
    await expect(closePeriod(ctx, own)).rejects.toMatchObject({ code: 'CLOSED_ALREADY', status: 409 })
    const asked = await doors.post(control, '/reports/II.06a/close', { ...own })
    expect(asked.status).toBe(422)
    expect(await asked.text()).toContain('Muốn chốt lại, hãy ghi lý do.')
    expect(await closePeriod(ctx, { ...own, reason: 'Bổ sung hồ sơ nhận qua bưu chính' })).toEqual({ version: 2 })
    const rows = await connection.db
      .selectFrom('measures.snapshot')
      .select(['version', 'reason'])
      .orderBy('version')
      .execute()
    expect(rows).toEqual([
      { version: 1, reason: '' },
      { version: 2, reason: 'Bổ sung hồ sơ nhận qua bưu chính' },
    ])
    await expect(sql`update measures.snapshot set reason = 'x'`.execute(connection.db)).rejects.toThrow(/never changed/)
  })

  test('two at once make one version', async () => {
    const closings = await Promise.allSettled([1, 2, 3].map(() => closePeriod(ctx, { ...own, agency: 'H99.02' })))
    expect(closings.filter(one => one.status === 'fulfilled')).toHaveLength(1)
  })

  test('not before it is over, not by others', async () => {
    await expect(closePeriod(ctx, { ...own, to: '2026-07-20' })).rejects.toMatchObject({ code: 'PERIOD_NOT_OVER' })
    expect((await doors.post(leader, '/reports/II.06a/close', { ...own })).status).toBe(403)
    const body = JSON.stringify({ ...own, agency: 'NO.SUCH' })
    const unknown = await doors.get(control, '/api/v1/reports/II.06a/closings', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect([unknown.status, ((await unknown.json()) as { code: string }).code]).toEqual([422, 'UNKNOWN_AGENCY'])
  })
})

describe('motcua report', () => {
  async function run(...args: string[]): Promise<{ out: string; code: number }> {
    const stdout = new PassThrough()
    const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
    registerReport(program, {
      open: async () => ({ db: connection.db, close: async () => {} }),
      now: () => new Date(NOW),
      stdout,
    })
    for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} })
    const code = await program.parseAsync(['report', ...args], { from: 'user' }).then(
      () => 0,
      (cause: unknown) => (cause instanceof CommanderError ? cause.exitCode : 99),
    )
    return { out: String(stdout.read() ?? ''), code }
  }

  test('prints the whole province as one JSON object', async () => {
    const { out, code } = await run('II.06a', '--from', from, '--to', to, '--json')
    const report = JSON.parse(out) as ReportJson
    expect(code).toBe(0)
    expect(report).toMatchObject({ form: 'II.06a', agency: null, from, to })
    expect(report.rows.at(-1)?.cells).toEqual(slowCount(lives, from, to, () => true))
    for (const { cells } of report.rows) expect(cells['3']).toBe((cells['7'] ?? 0) + (cells['11'] ?? 0))
  })

  test('prints a table to read, of an agency', async () => {
    const { out } = await run('II.06a', '--agency', 'H99.03', '--from', from, '--to', to)
    expect(out).toContain('Biểu II.06a · Xã Ba · 01/02/2026 – 30/04/2026')
    expect(out).toContain('(13)')
  })

  test.each([
    ['II.99', '--from', from, '--to', to],
    ['II.06a', '--from', from],
    ['II.06a', '--from', '2026-02-30', '--to', to],
    ['II.06a', '--from', to, '--to', from],
    ['II.06a', '--from', from, '--to', to, '--agency', 'NO.SUCH'],
  ])('refuses %s %s %s %s %s with exit code 2', async (...args) => {
    expect(await run(...args)).toEqual({ out: '', code: 2 })
  })
})

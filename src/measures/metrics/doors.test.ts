import { Buffer } from 'node:buffer'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { anonymous } from '#app/kernel/context.ts'
import { testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { type Life, live, plan, slowCount, smallProvince } from '../../../test/harness/histories.ts'
import { metricsApi } from './api.ts'
import { metricsPages } from './pages/index.ts'

const connection = await testDatabase()
const province = await smallProvince(connection)
const [labour = 0, , commune = 0] = province.homes
const doors = openDoors(connection, '2026-07-20T09:42:00+07:00', metricsApi, metricsPages)
const control = officerOf(labour, 'CONTROL')
const leader = officerOf(commune, 'LEADER')
const machine = { ...anonymous, kind: 'MACHINE' as const, accountId: 3, name: 'máy', roles: ['measures.read'] }
const span = 'from=2026-02-01&to=2026-04-30'
const lives: Life[] = []

beforeAll(async () => {
  const plans = fc.sample(plan, { numRuns: 90, seed: 7 })
  for (const one of plans) lives.push(await live(connection, one, province.homes))
  const one = lives.find(life => life.finishedAt && life.agencyId === commune) as Life
  await sql`insert into onestop.step_log (agency_id, dossier_id, no, step_no, step_code, step_name, role, unit_id, hours, started_at, ended_at, used_minutes)
            values (${commune}, ${one.id}, 1, 2, 'B2', 'Thẩm định', 'SPECIALIST', ${commune}, 4, '2026-03-02', '2026-03-03', 330)`.execute(
    connection.db,
  )
})

const text = async (who: Parameters<typeof doors.get>[0], path: string): Promise<string> => {
  const response = await doors.get(who, path)
  expect([path, response.status]).toEqual([path, 200])
  return await response.text()
}

describe('the board', () => {
  test('shows the whole province to control, each figure leading to its dossiers', async () => {
    const page = await text(control, `/dashboard?${span}`)
    const slow = slowCount(lives, '2026-02-01', '2026-04-30', () => true)
    expect(page).toContain('Tỉnh Thử Nghiệm')
    expect(page).toContain(`figure=finished&amp;from=2026-02-01&amp;to=2026-04-30">${slow['7']}</a>`)
    expect(page).toContain('Vì sao trễ')
    expect(page).toContain('5,5 / 4')
    for (const name of ['Sở Một', 'Xã Ba']) expect(page).toContain(name)
  })

  test('shows an officer their own agency, and refuses another', async () => {
    const page = await text(leader, '/dashboard')
    expect(page).toContain('<h1>Xã Ba</h1>')
    expect(page).not.toContain('Sở Một')
    expect((await doors.get(leader, '/dashboard?agency=H99.01')).status).toBe(403)
    expect(
      (await doors.get(leader, '/dossier-figures?figure=received&agency=H99.01&from=2026-01-01&to=2026-02-01')).status,
    ).toBe(403)
  })

  test('sorts agencies, and refuses days it cannot read', async () => {
    const page = await text(control, `/dashboard?${span}&sort=received&direction=down`)
    const table = page.slice(page.indexOf('id="agencies"'))
    const counts = [...table.matchAll(/figure=received&amp;[^"]*">(\d+)</g)].map(match => Number(match[1]))
    expect(counts).toEqual([...counts].sort((a, b) => b - a))
    for (const bad of [
      'from=2026-13-01&to=2026-01-01',
      'from=2026-02-02&to=2026-01-01',
      'from=2026-02-02',
      `${span}&sort=x`,
      `${span}&agency=NO`,
    ]) {
      expect([bad, (await doors.get(control, `/dashboard?${bad}`)).status]).toEqual([bad, 422])
    }
  })
})

describe('the dossiers behind a figure', () => {
  test('the list says as many as the board, opens each dossier, and pages on', async () => {
    const slow = slowCount(lives, '2026-02-01', '2026-04-30', () => true)
    const page = await text(control, `/dossier-figures?figure=to_handle&${span}`)
    expect(page).toContain(`${slow['3']} hồ sơ`)
    expect(page.match(/href="\/work\/dossiers\//g)).toHaveLength(Math.min(50, slow['3']))
    expect(page).not.toContain('Bảng đếm ghi')
  })

  test('a step that took too long opens to its dossiers', async () => {
    const search = new URLSearchParams({
      figure: 'step_over',
      from: '2026-03-01',
      to: '2026-03-31',
      step: 'Thẩm định',
      unit: String(commune),
    })
    const page = await text(leader, `/dossier-figures?${search}`)
    expect(page.match(/href="\/work\/dossiers\//g)).toHaveLength(1)
    expect((await doors.get(leader, '/dossier-figures?figure=step_over&from=2026-03-01&to=2026-03-31')).status).toBe(
      422,
    )
  })

  test('the sheet holds the same dossiers, with real dates', async () => {
    const slow = slowCount(lives, '2026-02-01', '2026-04-30', life => life.agencyId === commune)
    const response = await doors.get(leader, `/dossier-figures.xlsx?figure=to_handle&${span}`)
    expect(response.headers.get('content-disposition')).toContain('dossiers-to_handle')
    const rows = await readSheet(Buffer.from(await response.arrayBuffer()))
    expect(rows).toHaveLength(slow['3'] + 1)
    expect(rows[1]?.[4]).toBeInstanceOf(Date)
  })

  test('an empty list says what to do next', async () => {
    const page = await text(leader, '/dossier-figures?figure=late&from=2020-01-01&to=2020-01-31')
    expect(page).toContain('Hãy chọn kỳ hoặc cơ quan khác.')
  })
})

describe('statistics for everybody', () => {
  test('count by agency and month, without a person or a dossier', async () => {
    const page = await text(anonymous, '/statistics')
    for (const word of ['Sở Một', 'Phường Bốn', '3/26', '<svg', '<table']) expect(page).toContain(word)
    expect(page).not.toContain('Người nộp')
    expect(page).not.toMatch(/T00000\d\d/)
  })
})

describe('the API of metrics', () => {
  test('answers a machine about any agency, an officer about their own', async () => {
    const slow = slowCount(lives, '2026-02-01', '2026-04-30', life => life.agencyId === labour)
    const response = await doors.get(machine, `/api/v1/metrics/on_time_share?agency=H99.01&${span}`)
    expect(await response.json()).toMatchObject({
      key: 'on_time_share',
      agency: 'H99.01',
      unit: 'PERCENT',
      numerator: slow['8'] + slow['9'],
      denominator: slow['7'],
    })
    expect((await doors.get(leader, `/api/v1/metrics/received?agency=H99.01&${span}`)).status).toBe(403)
    expect((await doors.get(machine, `/api/v1/metrics/none?${span}`)).status).toBe(422)
    expect((await doors.get(machine, '/api/v1/metrics/received?from=2026-02-01')).status).toBe(422)
    const list = (await (await doors.get(anonymous, '/api/v1/metrics')).json()) as { items: { key: string }[] }
    expect(list.items.map(item => item.key)).toContain('satisfaction_share')
  })
})

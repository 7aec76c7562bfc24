import { Buffer } from 'node:buffer'
import { readSheet } from 'read-excel-file/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { anonymous } from '#app/kernel/context.ts'
import { countDelegated } from '#app/organisation/delegations/index.ts'
import { testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { DAY, year2019 } from '../../../test/harness/year2019.ts'
import { metricValue } from '../metrics/index.ts'
import { inventoryApi } from './api.ts'
import { inventoryDoors } from './pages/index.tsx'
import { goalLine } from './rules.ts'
import { type Inventory, inventory } from './views.ts'

/** The figures a department reported on 24/04/2019, computed from rows the verbs wrote. */

const connection = await testDatabase()
const { db } = connection
const doors = openDoors(connection, `${DAY}T14:30:00+07:00`, inventoryApi, inventoryDoors)
const place = await year2019(connection)
const control = officerOf(place.province, 'CONTROL')
const clerk = officerOf(place.department, 'CLERK')
const machine = { ...anonymous, kind: 'MACHINE' as const, accountId: 3, name: 'máy', roles: ['measures.read'] }
const AGENCY = 'agency=H99.01'
let found: Inventory

beforeAll(async () => {
  found = await inventory(db, { day: DAY, agencyId: place.department })
})

describe('the department', () => {
  test('77/80 at the centre = 96,25 %, the other three with their reason', () => {
    expect(found.figures['CENTRE.YES']).toEqual({ n: 77, of: 80, percent: 96.25 })
    const rest = found.behind('CENTRE.YES', true)
    expect(rest.map(row => row.centre?.reason)).toEqual(Array(3).fill('Tiếp nhận lưu động tại cơ sở'))
    expect(found.behind('CENTRE.YES')).toHaveLength(77)
  })

  test('8 in three steps + 69 in four = 77', () => {
    const { figures } = found
    expect([figures['ON_SITE.3'].n, figures['ON_SITE.4'].n, figures['ON_SITE.5'].n]).toEqual([8, 69, 0])
    expect(figures['ON_SITE.ANY'].n).toBe(77)
  })

  test('73/80 promised shorter, by a third on average', () => {
    expect(found.figures['SHORTENED.YES']).toEqual({ n: 73, of: 80, percent: 91.25 })
    expect(found.averageCut).toBe(33.33)
  })

  test('41 at level 3 + 39 at level 2 = 80, and both scales on the same day', () => {
    const { figures } = found
    expect([figures['OLD.3'].n, figures['OLD.2'].n, figures['OLD.UNKNOWN'].n]).toEqual([41, 39, 0])
    expect(figures['OLD.3_UP']).toEqual({ n: 41, of: 80, percent: 51.25 })
    expect([figures['ONLINE.PARTIAL'].n, figures['ONLINE.INFORMATION'].n]).toEqual([41, 39])
  })

  test('70 % are 56, 15 are missing, and 39 could be taken in', () => {
    expect(goalLine(found.figures['OLD.3_UP'], 70)).toMatchObject({ needed: 56, missing: 15, percent: 51.25 })
    expect(found.behind('OLD.3_UP', true)).toHaveLength(39)
  })

  test('19 works delegated, as the delegations count them', async () => {
    expect(found.works).toHaveLength(19)
    expect(await countDelegated(db, { agencyId: place.department, day: DAY })).toBe(19)
    expect(found.figures['DELEGATED.YES'].n).toBe(12)
  })

  test('with process, without, with ISO document', () => {
    expect([found.figures['PROCESS.YES'].n, found.figures['PROCESS.NO'].n]).toEqual([77, 3])
    expect(found.figures['ISO.YES']).toEqual({ n: 60, of: 80, percent: 75 })
  })
})

describe('other places and days', () => {
  test('the province has everything, a commune what communes decide', async () => {
    const all = await inventory(db, { day: DAY, agencyId: null })
    expect([all.rows.length, all.figures['LEVEL.PROVINCE'].n, all.figures['LEVEL.COMMUNE'].n]).toEqual([88, 83, 5])
    expect(await inventory(db, { day: DAY, agencyId: place.province })).toMatchObject({ figures: all.figures })
    expect((await inventory(db, { day: DAY, agencyId: place.commune })).rows).toHaveLength(5)
    expect(all.hasDistricts).toBe(true)
  })

  test('before the decision nothing is at the centre, before the publication there is nothing', async () => {
    const before = await inventory(db, { day: '2019-01-31', agencyId: place.department })
    expect(before.figures['CENTRE.UNKNOWN'].n).toBe(80)
    const nothing = await inventory(db, { day: '2019-01-01', agencyId: null })
    expect(nothing.figures.ALL).toEqual({ n: 0, of: 0, percent: null })
  })

  test('today the old levels are as last recorded, the present ones the versions own, ISO has ended', async () => {
    const today = await inventory(db, { day: '2026-11-23', agencyId: place.department })
    expect([today.figures['OLD.3'].n, today.figures['ONLINE.INFORMATION'].n, today.figures['ISO.YES'].n]).toEqual([
      41, 80, 0,
    ])
    expect(today.hasDistricts).toBe(false)
  })
})

describe('on screens and for machines', () => {
  const text = async (who: Parameters<typeof doors.get>[0], path: string): Promise<string> => {
    const response = await doors.get(who, path)
    expect([path, response.status]).toEqual([path, 200])
    return await response.text()
  }

  test('the board shows the figures, each leading to its list', async () => {
    const page = await text(control, `/inventory?${AGENCY}&figure=OLD.3_UP&goal=70`)
    for (const word of [
      '77/80',
      '96,25',
      '8 ba bước, 69 bốn bước',
      '73/80',
      '33,33',
      'là 56 thủ tục, hiện có 41 = 51,25',
      'còn thiếu 15',
      'Không tiếp nhận tại Trung tâm tỉnh: 3',
      'Cấp huyện',
      `/inventory/list?figure=CENTRE.YES&amp;day=${DAY}&amp;agency=H99.01`,
    ]) {
      expect(page).toContain(word)
    }
    expect(page).toMatch(/\/inventory\/works\?agency=H99\.01&amp;day=2019-04-24">19</)
  })

  test('a day without procedures says so; a goal that is no number is refused', async () => {
    expect(await text(control, '/inventory?day=2018-01-01')).toContain('chưa có thủ tục nào có hiệu lực')
    expect((await doors.get(control, '/inventory?goal=abc')).status).toBe(422)
  })

  test('the list behind a figure pages, narrows and comes as a sheet', async () => {
    const rest = await text(control, `/inventory/list?figure=CENTRE.YES&without=1&${AGENCY}`)
    for (const word of ['ngoài “Tiếp nhận tại Trung tâm”', '4.000078', 'Tiếp nhận lưu động', '3 thủ tục'])
      expect(rest).toContain(word)
    const narrowed = await text(control, `/inventory/list?${AGENCY}&sector=Vi%E1%BB%87c+l%C3%A0m&limit=10`)
    expect(narrowed).toContain('20 thủ tục')
    expect(narrowed).toContain('after=')
    const sheet = await doors.get(control, `/inventory/list.xlsx?figure=OLD.3_UP&${AGENCY}&sort=code`)
    const rows = await readSheet(Buffer.from(await sheet.arrayBuffer()))
    expect([rows.length, rows[1]?.[0], rows[1]?.[5]]).toEqual([42, '4.000001', 3])
  })

  test('an officer sees the own agency only', async () => {
    expect(await text(clerk, '/inventory')).toContain('77/80')
    expect((await doors.get(clerk, '/inventory?agency=H99.02')).status).toBe(403)
  })

  test('works and figures as sheets', async () => {
    expect(await text(control, `/inventory/works?${AGENCY}`)).toContain('Công việc được ủy quyền số 7')
    const works = await doors.get(control, `/inventory/works.xlsx?${AGENCY}`)
    expect(await readSheet(Buffer.from(await works.arrayBuffer()))).toHaveLength(20)
    const figures = await doors.get(control, `/inventory/export.xlsx?${AGENCY}`)
    const rows = await readSheet(Buffer.from(await figures.arrayBuffer()))
    expect(rows.find(row => row[1] === 'Tiếp nhận tại Trung tâm')?.slice(2)).toEqual([77, 80, 96.25])
  })

  test('as JSON', async () => {
    const all = (await (await doors.get(machine, `/api/v1/inventory?${AGENCY}&day=${DAY}`)).json()) as {
      figures: { figure: string; n: number; of: number; percent: number }[]
      delegated: number
    }
    expect(all.delegated).toBe(19)
    expect(all.figures.find(one => one.figure === 'CENTRE.YES')).toMatchObject({ n: 77, of: 80, percent: 96.25 })
    const path = `/api/v1/inventory/procedures?figure=CENTRE.YES&without=1&${AGENCY}`
    expect(await (await doors.get(machine, path)).json()).toMatchObject({
      found: 3,
      without: true,
      items: [{ atCentre: false, centreReason: 'Tiếp nhận lưu động tại cơ sở' }, {}, {}],
    })
  })
})

test('a plan measures itself by these shares, on the last day of its period or today', async () => {
  const period = { agencyId: place.department, from: '2019-01-01', to: '2019-12-31' }
  const now = new Date(`${DAY}T09:00:00+07:00`)
  const centre = await metricValue(db, { ...period, key: 'procedures_centre_share', now })
  expect(centre).toEqual({
    value: 96.25,
    unit: 'PERCENT',
    numerator: 77,
    denominator: 80,
    href: `/inventory/list?figure=CENTRE.YES&day=${DAY}&agency=H99.01`,
  })
  const online = await metricValue(db, { ...period, key: 'procedures_online_share', now })
  expect([online.numerator, online.value]).toEqual([41, 51.25])
  const later = new Date('2022-01-05T09:00:00+07:00')
  const iso = await metricValue(db, { ...period, key: 'procedures_iso_share', now: later })
  expect([iso.value, iso.href]).toEqual([75, '/inventory/list?figure=ISO.YES&day=2019-12-31&agency=H99.01'])
})

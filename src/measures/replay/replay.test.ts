import { Buffer } from 'node:buffer'
import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { anonymous } from '#app/kernel/context.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { smallProvince } from '../../../test/harness/histories.ts'
import { encodeCursor } from '#app/kernel/paging.ts'
import { replayApi } from './api.ts'
import { lines } from './lists.ts'
import { replayPages } from './pages/index.ts'
import { replay } from './views.ts'

/**
 * Four dossiers of one procedure, promised three working days (8 hours a day, 7:30–11:30 and 13:30–17:30), all received
 * Monday 05/10/2026 at 8:00. Worked out by hand:
 *
 *   D1 done Tue 10:00    used 210 + 240 + 150 = 600 min (1,25 days)           due Thu 8:00          in time
 *   D2 done Fri 9:00     used 450 + 3 × 480 + 90 = 1 980 (4,125 days)         due Thu 8:00          late, on-line
 *   D3 done Fri 17:30    waited Tue 8:00 – Thu 8:00; used 2 370 − 960 = 1 410  due Mon 12/10 8:00    in time
 *   D4 done Mon 10:00    used 450 + 4 × 480 + 150 = 2 520                     new date Tue 13/10    in time
 *   D5 withdrawn, D6 without a limit: not counted
 */
const CODE = '1.000099'
const NOW = '2026-11-20T09:00:00+07:00'
const connection = await testDatabase()
const { db } = connection
const { homes } = await smallProvince(connection)
const [labour = 0, , commune = 0] = homes
const doors = openDoors(connection, NOW, replayApi, replayPages)
const control = officerOf(labour, 'CONTROL')
const clerk = officerOf(commune, 'CLERK')
const machine = { ...anonymous, kind: 'MACHINE' as const, accountId: 3, name: 'máy', roles: ['measures.read'] }

const step = (no: number, role: string, name: string, hours: number, place = 'HOME') => ({
  no,
  code: `B${no}`,
  name,
  role,
  place,
  hours,
  output: '',
})
const old = [
  step(1, 'RECEPTION', 'Tiếp nhận', 1, 'RECEPTION'),
  step(2, 'SPECIALIST', 'Thẩm tra', 16),
  step(3, 'LEADER', 'Ký duyệt', 6),
  step(4, 'RECEPTION', 'Trả kết quả', 1, 'RECEPTION'),
]
/** The specialist's work has moved down by one, and was given less: fifteen hours in all. */
const draft = [
  step(1, 'RECEPTION', 'Tiếp nhận', 0.5, 'RECEPTION'),
  step(2, 'SPECIALIST', 'Kiểm tra thực địa', 8, 'SXD'),
  step(3, 'SPECIALIST', 'Thẩm tra', 4),
  step(4, 'LEADER', 'Ký duyệt', 2),
  step(5, 'RECEPTION', 'Trả kết quả', 0.5, 'RECEPTION'),
]
const oct = (day: number, time: string): string => `2026-10-${String(day).padStart(2, '0')}T${time}:00+07:00`

beforeAll(async () => {
  const { rows } = await sql<{ id: number }>`
    insert into procedures.procedure (code, created_at) values (${CODE}, ${NOW}) returning id`.execute(db)
  const procedureId = rows[0]?.id as number
  await sql`
    insert into procedures.procedure_version (procedure_id, no, state, change_kind, name, sector, levels, content, content_hash, search_text,
                                              tightest, effective_from, created_at)
    values (${procedureId}, 1, 'IMPORTED', 'NEW', 'Cấp giấy để thử', 'Việc làm', '{PROVINCE}', '{}', 'h', 'cap giay de thu',
            ${JSON.stringify({ channel: 'DIRECT', limit: { unit: 'WORKING_DAY', amount: 3 }, hours: 24 })}, null, ${NOW})`.execute(
    db,
  )
  const process = await sql<{ id: number }>`
    insert into procedures.process_version (procedure_id, no, state, steps, decision_no, approved_at, approved_by, effective_from, created_at)
    values (${procedureId}, 1, 'APPROVED', ${JSON.stringify(old)}, '1/QĐ', ${NOW}, 'Minh họa', '2026-01-01', ${NOW}),
           (${procedureId}, 2, 'DRAFT', ${JSON.stringify(draft)}, null, null, null, null, ${NOW}) returning id`.execute(
    db,
  )
  const dossier = async (
    no: number,
    finished: string,
    due: string,
    outcome: string,
    more: { channel?: string; status?: string; unit?: string | null } = {},
  ): Promise<number> => {
    const { channel = 'DIRECT', status = 'RETURNED', unit = 'WORKING_DAY' } = more
    const made = await sql<{ id: number }>`
      insert into onestop.dossier (agency_id, code, status, channel, procedure_id, procedure_version_id, process_version_id, sector, procedure_name,
        receiving_agency_id, applicant_kind, applicant_name, applicant_id_no, form, result_delivery, submitted_at, received_at, due_at,
        due_original_at, finished_at, outcome, limit_unit, limit_amount, verify_key, search_text)
      values (${labour}, ${`D${no}`}, ${status}, ${channel}, ${procedureId}, 1, ${process.rows[0]?.id}, 'Việc làm', 'Cấp giấy để thử',
        ${labour}, 'CITIZEN', 'Người nộp', '0', '{}', 'COUNTER', ${oct(5, '08:00')}, ${oct(5, '08:00')}, ${due}, ${due}, ${finished}, ${outcome},
        ${unit}, ${unit === null ? null : 3}, 'k', 'd') returning id`.execute(db)
    return made.rows[0]?.id as number
  }
  const stays = async (id: number, ...lines: [no: number, from: string, to: string][]): Promise<void> => {
    for (const [at, [no, from, to]] of lines.entries()) {
      await sql`insert into onestop.step_log (agency_id, dossier_id, no, step_no, step_code, step_name, role, unit_id, hours, started_at, ended_at)
                values (${labour}, ${id}, ${at + 1}, ${no}, ${`B${no}`}, '', '', ${labour}, 1, ${from}, ${to})`.execute(
        db,
      )
    }
  }
  const d1 = await dossier(1, oct(6, '10:00'), oct(8, '08:00'), 'EARLY')
  await stays(
    d1,
    [1, oct(5, '08:00'), oct(5, '08:30')],
    [2, oct(5, '08:30'), oct(6, '09:00')],
    [3, oct(6, '09:00'), oct(6, '10:00')],
  )
  await dossier(2, oct(9, '09:00'), oct(8, '08:00'), 'LATE', { channel: 'ONLINE' })
  const d3 = await dossier(3, oct(9, '17:30'), oct(12, '08:00'), 'EARLY')
  await sql`insert into onestop.clock (agency_id, dossier_id, no, from_at, to_at, state)
            values (${labour}, ${d3}, 2, ${oct(6, '08:00')}, ${oct(8, '08:00')}, 'PAUSED')`.execute(db)
  // The specialist waited too: 2 280 minutes at the desk, 1 320 without the wait.
  await stays(
    d3,
    [1, oct(5, '08:00'), oct(5, '08:30')],
    [2, oct(5, '08:30'), oct(9, '16:30')],
    [3, oct(9, '16:30'), oct(9, '17:30')],
  )
  await dossier(4, oct(12, '10:00'), oct(13, '17:30'), 'EARLY')
  await dossier(5, oct(6, '10:00'), oct(8, '08:00'), 'ON_TIME', { status: 'WITHDRAWN' })
  await dossier(6, oct(6, '10:00'), oct(8, '08:00'), 'ON_TIME', { unit: null })
})

const ctx = testCtx(connection, NOW, control)
const under = async (amount: number, more: { share?: number; unit?: 'WORKING_DAY' | 'CALENDAR_DAY' } = {}) =>
  await replay(ctx, { code: CODE, amount, unit: 'WORKING_DAY', share: 95, ...more })
const codes = ({ items }: Awaited<ReturnType<typeof replay>>, late: boolean): string[] =>
  items
    .filter(item => item.lateAfter === late)
    .map(item => item.reel.past.code)
    .sort()

describe('a limit tried on last year', () => {
  test('that is the present one changes nothing', async () => {
    const found = await under(3)
    expect(found.tally).toEqual({ n: 4, before: 3, after: 3, toLate: 0, toOnTime: 0 })
    expect(found.left).toEqual({ ended: 1, unreadable: 1, more: false })
    expect(found.used).toEqual({ median: 1_410, p80: 2_520, p95: 2_520 })
  })

  test('of two days keeps only the quick one; the wait does not count against the third', async () => {
    const found = await under(2)
    expect(found.tally).toEqual({ n: 4, before: 3, after: 1, toLate: 2, toOnTime: 0 })
    expect(codes(found, false)).toEqual(['D1'])
    const third = found.items.find(item => item.reel.past.code === 'D3')
    expect(third?.dueAfter).toEqual(new Date(oct(9, '08:00')))
  })

  test('of one day keeps none, of five days all; the new date of the fourth is not brought nearer', async () => {
    expect((await under(1)).tally).toMatchObject({ after: 0, toLate: 3 })
    const found = await under(5)
    expect(found.tally).toMatchObject({ after: 4, toOnTime: 1 })
    expect(found.items.find(item => item.reel.past.code === 'D4')?.dueAfter).toEqual(new Date(oct(13, '17:30')))
  })

  test('names the smallest one: 4,5 days for all four, 3 days for three of them', async () => {
    expect((await under(3)).smallest).toEqual({ unit: 'WORKING_DAY', amount: 4.5 })
    expect((await under(3, { share: 75 })).smallest).toEqual({ unit: 'WORKING_DAY', amount: 3 })
  })

  test('counts each channel', async () => {
    expect((await under(5)).byChannel).toEqual([
      { channel: 'DIRECT', n: 3, before: 3, after: 3, toLate: 0, toOnTime: 0 },
      { channel: 'ONLINE', n: 1, before: 0, after: 1, toLate: 0, toOnTime: 1 },
    ])
    expect((await replay(ctx, { code: CODE, channel: 'ONLINE', amount: 5, share: 95 })).tally.n).toBe(1)
  })

  test('looks at the asked period only', async () => {
    expect(
      (await replay(ctx, { code: CODE, amount: 3, share: 95, from: '2026-10-10', to: '2026-10-31' })).tally.n,
    ).toBe(1)
  })
})

describe('a draft process tried on last year', () => {
  test('takes the sum of its steps as the target, and each step against the same work', async () => {
    const found = await replay(ctx, { code: CODE, share: 95 })
    expect(found.proposal).toMatchObject({ kind: 'PROCESS', no: 2, state: 'DRAFT', hours: 15 })
    expect(found.tally).toMatchObject({ before: 3, after: 1 })
    expect(found.steps?.map(({ code, n, over, median, enough }) => ({ code, n, over, median, enough }))).toEqual([
      { code: 'B1', n: 2, over: 0, median: 30, enough: 0.5 },
      { code: 'B2', n: 0, over: 0, median: null, enough: null },
      { code: 'B3', n: 2, over: 2, median: 510, enough: 22 },
      { code: 'B4', n: 2, over: 0, median: 60, enough: 1 },
    ])
  })

  test('is for officers: a machine asks for what is approved', async () => {
    expect((await doors.get(machine, `/api/v1/replay?code=${CODE}&version=draft`)).status).toBe(403)
    const answer = await doors.get(machine, `/api/v1/replay?code=${CODE}&version=1`)
    expect(await answer.json()).toMatchObject({
      process: { no: 1, state: 'APPROVED', hours: 24 },
      n: 4,
      onTimeBefore: 3,
    })
  })
})

describe('doors', () => {
  test('the API says figures and who changes sides', async () => {
    const answer = await doors.get(machine, `/api/v1/replay?code=${CODE}&amount=2&unit=WORKING_DAY`)
    expect(await answer.json()).toMatchObject({
      code: CODE,
      limit: '2wd',
      process: null,
      percentBefore: 75,
      percentAfter: 25,
      toLate: 2,
      smallestLimit: '4.5wd',
      leftOut: { ended: 1, unreadable: 1, more: false },
      flipped: [
        { code: 'D4', lateBefore: false, lateAfter: true },
        { code: 'D3', lateBefore: false, lateAfter: true },
      ],
    })
  })

  test('the page shows before, after, the picture, the dossiers and what is assumed', async () => {
    const page = await (await doors.get(control, `/replay?code=${CODE}&amount=2&unit=WORKING_DAY`)).text()
    for (const words of [
      '75,00 %',
      '25,00 %',
      '50 điểm',
      'Thành trễ',
      '4,5 ngày làm việc',
      'Giả định',
      '/work/dossiers/D3',
    ]) {
      expect(page).toContain(words)
    }
    expect(page).not.toContain('/work/dossiers/D1')
    expect(await (await doors.get(control, `/replay?code=${CODE}&version=draft&show=step&step=B3`)).text()).toContain(
      'Vượt giờ ở B3',
    )
  })

  test('the list goes out as a sheet', async () => {
    const response = await doors.get(control, `/replay.xlsx?code=${CODE}&amount=2&unit=WORKING_DAY&show=toLate`)
    const rows = await readSheet(Buffer.from(await response.arrayBuffer()))
    expect(rows.map(row => row[0])).toEqual(['Mã', 'D4', 'D3'])
    expect(rows[2]?.slice(6)).toEqual(['đúng hạn', 'trễ', 23.5, 7.5])
  })

  test('an officer sees their own agency: nothing there, and no other', async () => {
    expect(await (await doors.get(clerk, `/replay?code=${CODE}`)).text()).toContain(
      'Chưa có hồ sơ nào có kết quả trong kỳ này',
    )
    expect((await doors.get(clerk, `/replay?code=${CODE}&agency=H99.01`)).status).toBe(403)
  })

  test.each([
    ['code=1.999999', 404, 'NOT_FOUND'],
    [`code=${CODE}&version=7`, 404, 'NO_SUCH_PROCESS'],
    [`code=${CODE}&unit=WORKING_DAY`, 422, 'LIMIT_NEEDED'],
    [`code=${CODE}&amount=2.3&unit=WORKING_DAY`, 422, 'LIMIT_INVALID'],
    [`code=${CODE}&amount=2&from=2026-10-10&to=2026-10-01`, 422, 'BAD_INPUT'],
    ['code=abc', 422, 'BAD_INPUT'],
  ])('%s is refused', async (query, status, name) => {
    const response = await doors.get(machine, `/api/v1/replay?${query}`)
    expect([response.status, response.headers.get('x-refusal')]).toEqual([status, name])
  })
})

describe('the list', () => {
  test('goes on from a cursor, and refuses one that was forged', async () => {
    const found = await under(1)
    const listing = { show: 'all', sort: 'code', direction: 'up' } as const
    const after = encodeCursor(['D2'])
    expect(lines(found, { ...listing, after }).items.map(line => line.code)).toEqual(['D3', 'D4'])
    expect(lines(found, { ...listing, sort: 'used' }).items.map(line => line.code)).toEqual(['D1', 'D3', 'D2', 'D4'])
    expect((await doors.get(control, `/replay?code=${CODE}&amount=1&after=xx`)).status).toBe(422)
  })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { openRooms } from '../../../test/harness/rooms.ts'
import { type StaffedProvince, staffedProvince, type TestOfficer } from '../../../test/harness/staffed.ts'
import { satisfactionApi } from './api.ts'
import { rate } from './index.ts'
import { figuresQuery, rateVerbInput } from './input.ts'
import { satisfactionDoors } from './pages/index.tsx'
import { sharesOf, whyNoRating } from './rules.ts'
import { comments, satisfactionFigures, slipView, yearUpTo } from './views.ts'

const connection = await testDatabase()
const { db } = connection
const NOW = '2026-11-23T14:30:00+07:00'
let place: StaffedProvince
let actors: Record<string, TestOfficer>
const { house, ask } = openRooms(connection, [satisfactionDoors, satisfactionApi], { actors: () => actors })
beforeAll(async () => {
  place = await staffedProvince(connection)
  actors = {
    clerk: await place.officer('Chuyên viên Việc làm', place.labourDivision, 'SPECIALIST'),
    control: await place.officer('Cán bộ kiểm soát', place.province, 'CONTROL'),
    elsewhere: await place.officer('Chuyên viên Hộ tịch', place.justiceDivision, 'SPECIALIST'),
  }
})
const at = (now = NOW, actor: Actor = anonymous) => testCtx(connection, now, actor)
const slip = (dossier: { code: string; key: string }, more: Record<string, unknown> = {}) =>
  rateVerbInput.parse({ code: dossier.code, key: dossier.key, score: 5, ...more })

describe('rules', () => {
  const returned = { status: 'RETURNED', delivery: 'COUNTER', ratedAt: null }
  test('only after the result is in hands', () => {
    expect(whyNoRating(returned, anonymous)).toBeNull()
    expect(whyNoRating({ ...returned, status: 'COMPLETED' }, anonymous)).toBe('NOT_RETURNED_YET')
    expect(whyNoRating({ ...returned, status: 'COMPLETED', delivery: 'ONLINE' }, anonymous)).toBeNull()
    for (const status of [
      'SUBMITTED',
      'RECEIVED',
      'PROCESSING',
      'SUPPLEMENT_REQUESTED',
      'REFUSED',
      'WITHDRAWN',
      'STOPPED',
    ]) {
      expect(whyNoRating({ ...returned, status, delivery: 'ONLINE' }, anonymous)).toBe('NOT_RETURNED_YET')
    }
  })
  test('never by an officer, never twice', () => {
    expect(whyNoRating(returned, { ...anonymous, kind: 'OFFICER' })).toBe('NOT_FOR_OFFICERS')
    expect(whyNoRating({ ...returned, ratedAt: new Date(NOW) }, anonymous)).toBe('RATED_ALREADY')
  })
  test('54 of 54 is 100 %; nothing is nothing', () => {
    expect(sharesOf({ slips: 54, satisfied: 54, total: 250 })).toEqual({ share: 100, mean: 4.63 })
    expect(sharesOf({ slips: 3, satisfied: 2, total: 10 })).toEqual({ share: 66.67, mean: 3.33 })
    expect(sharesOf({ slips: 0, satisfied: 0, total: 0 })).toEqual({ share: null, mean: null })
  })
  test('twelve months end with the month of the day', () => {
    expect(yearUpTo('2026-11-23')).toBe('2025-12-01')
    expect(yearUpTo('2026-12-01')).toBe('2026-01-01')
  })
})

describe('rating', () => {
  test('keeps the slip as given, with its event and without the comment in it', async () => {
    const dossier = await place.dossier()
    await rate(at(), slip(dossier, { score: 4, attitude: 5, place: 2, comment: 'Anh cán bộ nhiệt tình' }))
    const row = await db
      .selectFrom('voice.satisfaction')
      .selectAll()
      .where('code', '=', dossier.code)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      score: 4,
      answers: { attitude: 5, place: 2 },
      comment: 'Anh cán bộ nhiệt tình',
      channel: 'WEB',
    })
    const event = await db
      .selectFrom('kernel.event')
      .selectAll()
      .where('stream', '=', `satisfaction:${row.dossier_id}`)
      .executeTakeFirstOrThrow()
    expect(event).toMatchObject({ type: 'voice.satisfaction.given', actor_kind: 'ANONYMOUS', agency_id: place.labour })
    expect(JSON.stringify(event.data)).not.toContain('nhiệt tình')
  })

  test('the second is refused, saying when the first was given', async () => {
    const dossier = await place.dossier()
    await rate(at('2026-11-20T09:05:00+07:00'), slip(dossier))
    await expect(rate(at(), slip(dossier, { score: 1 }))).rejects.toMatchObject({
      code: 'RATED_ALREADY',
      status: 409,
      words: { vi: expect.stringContaining('20/11/2026 09:05') },
    })
    const rows = await db.selectFrom('voice.satisfaction').select('score').where('code', '=', dossier.code).execute()
    expect(rows).toEqual([{ score: 5 }])
  })

  test('two at once: one slip, one event', async () => {
    const dossier = await place.dossier()
    const both = await Promise.allSettled([rate(at(), slip(dossier)), rate(at(), slip(dossier, { score: 2 }))])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const { rows } = {
      rows: await db.selectFrom('voice.satisfaction').select('dossier_id').where('code', '=', dossier.code).execute(),
    }
    const events = await db
      .selectFrom('kernel.event')
      .select('seq')
      .where('stream', '=', `satisfaction:${rows[0]?.dossier_id}`)
      .execute()
    expect([rows.length, events.length]).toEqual([1, 1])
  })

  test('needs the key; an officer is refused whatever they hold', async () => {
    const dossier = await place.dossier()
    await expect(rate(at(), slip({ ...dossier, key: 'not-the-key-of-it' }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(rate(at(NOW, actors['clerk']), slip(dossier))).rejects.toMatchObject({
      code: 'NOT_FOR_OFFICERS',
      status: 403,
    })
    const early = await place.dossier({ status: 'COMPLETED' })
    await expect(rate(at(), slip(early))).rejects.toMatchObject({ code: 'NOT_RETURNED_YET', status: 409 })
  })
})

describe('the slip’s pages', () => {
  test('one click is enough; thanks with figures; a second look says when', async () => {
    const dossier = await place.dossier({ procedureId: 2 })
    const address = `/rate/${dossier.code}?key=${dossier.key}`
    const form = await ask(address)
    expect(form.status).toBe(200)
    expect(form.text.match(/type="radio" name="score"/g)).toHaveLength(5)
    const done = await ask(`/rate/${dossier.code}`, '', { key: dossier.key, score: '5' })
    expect(done.status).toBe(303)
    const thanks = await ask(done.location)
    expect(thanks.text).toContain('Cảm ơn bạn đã đánh giá')
    expect(thanks.text).toMatch(/Trong 12 tháng qua, [\d,]+ % trong \d+ người đánh giá Sở Lao động/)
    expect((await ask(address)).text).toContain('Hồ sơ này đã được đánh giá lúc 23/11/2026 14:30')
    const again = await ask(`/rate/${dossier.code}`, '', { key: dossier.key, score: '1' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('23/11/2026 14:30')
  })

  test('keeps what was typed when nothing was chosen', async () => {
    const dossier = await place.dossier()
    const empty = await ask(`/rate/${dossier.code}`, '', { key: dossier.key, comment: 'Chỉ viết ý kiến', time: '3' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Chỉ viết ý kiến')
    expect(empty.text).toContain('href="#f-score"')
  })

  test('officers are turned away, strangers find nothing, the impatient are told', async () => {
    const dossier = await place.dossier()
    expect((await ask(`/rate/${dossier.code}?key=${dossier.key}`, 'clerk')).status).toBe(403)
    expect((await ask(`/rate/${dossier.code}`, 'clerk', { key: dossier.key, score: '5' })).status).toBe(403)
    expect((await ask(`/rate/${dossier.code}?key=wrong-key-here`)).status).toBe(404)
    expect((await ask('/rate/x?key=y')).status).toBe(404)
    const early = await place.dossier({ status: 'PROCESSING' })
    expect((await ask(`/rate/${early.code}?key=${early.key}`)).text).toContain('Hồ sơ chưa trả kết quả')
    expect((await ask(`/rate/${early.code}`, '', { key: early.key, score: '5' })).status).toBe(409)
  })

  test('machines rate with the key, once', async () => {
    const dossier = await place.dossier()
    const post = async (body: unknown, key: string) =>
      await house.app.request(`/api/v1/dossiers/${dossier.code}/rating`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
      })
    const first = await post({ key: dossier.key, score: 3 }, 'rating-key-1')
    expect(first.status).toBe(201)
    expect(await first.json()).toEqual({ code: dossier.code, score: 3, givenAt: '2026-11-23T14:30:00+07:00' })
    expect((await post({ key: dossier.key, score: 3 }, 'rating-key-1')).status).toBe(201)
    expect((await post({ key: dossier.key, score: 3 }, 'rating-key-2')).status).toBe(409)
    expect((await post({ key: dossier.key, score: 6 }, 'rating-key-3')).status).toBe(422)
  })
})

describe('figures', () => {
  test('per agency, procedure and month, within what an officer may see, each adding up', async () => {
    const permit = await place.procedure('1.009811', 'Cấp giấy phép lao động')
    for (const [month, score] of [
      [3, 5],
      [3, 4],
      [4, 2],
    ] as const) {
      const dossier = await place.dossier({ agencyId: place.justice, procedureId: permit })
      await rate(
        at(`2026-0${month}-31T23:30:00+07:00`.replace('04-31', '04-30')),
        slip(dossier, { score, time: score }),
      )
    }
    const query = figuresQuery.parse({ from: '2026-03-01', to: '2026-04-30' })
    const own = await satisfactionFigures(at(NOW, actors['elsewhere']), query)
    expect(own.all).toMatchObject({ slips: 3, satisfied: 2, share: 66.67, mean: 3.67 })
    expect(own.months.map(line => [line.label, line.slips, line.share])).toEqual([
      ['03/2026', 2, 100],
      ['04/2026', 1, 0],
    ])
    expect(own.agencies.map(line => line.label)).toEqual(['Sở Tư pháp'])
    expect(own.procedures).toMatchObject([{ key: '1.009811', label: 'Cấp giấy phép lao động', slips: 3 }])
    expect(own.questions.find(line => line.question === 'time')).toMatchObject({ answers: 3, mean: 3.67 })
    expect((await satisfactionFigures(at(NOW, actors['clerk']), query)).all.slips).toBe(0)
    const whole = await satisfactionFigures(at(NOW, actors['control']), figuresQuery.parse({}))
    for (const lines of [whole.months, whole.agencies]) {
      expect(lines.reduce((sum, line) => sum + line.slips, 0)).toBe(whole.all.slips)
    }
    expect(whole.levels.reduce((sum, line) => sum + line.slips, 0)).toBe(whole.all.slips)
  })

  test('comments come without codes, with whatever looks personal covered, page by page', async () => {
    for (let i = 0; i < 3; i++) {
      const dossier = await place.dossier()
      await rate(at(`2026-11-0${i + 1}T08:00:00+07:00`), slip(dossier, { comment: `Ý kiến ${i}, gọi 0912345678` }))
    }
    const query = figuresQuery.parse({ limit: 2, from: '2026-11-01', to: '2026-11-05' })
    const first = await comments(at(NOW, actors['clerk']), query)
    expect(first.items.map(row => row.comment)).toEqual(['Ý kiến 2, gọi •••', 'Ý kiến 1, gọi •••'])
    const second = await comments(at(NOW, actors['clerk']), { ...query, after: first.next ?? '' })
    expect(second.items.map(row => row.comment)).toEqual(['Ý kiến 0, gọi •••'])
    expect((await comments(at(NOW, actors['elsewhere']), query)).items).toEqual([])
  })

  test('the officers’ page, its empty state and its sheet', async () => {
    const page = await ask('/satisfaction', 'control')
    expect(page.status).toBe(200)
    expect(page.text).toContain('Theo cơ quan')
    expect(page.text).not.toContain('0912345678')
    expect((await ask('/satisfaction?from=2024-01-01&to=2024-02-01', 'control')).text).toContain('Chưa có phiếu nào')
    expect((await ask('/satisfaction')).status).toBe(303)
    const sheet = await house.app.request('/satisfaction/export.xlsx', { headers: { authorization: 'Bearer control' } })
    expect((await sheet.arrayBuffer()).byteLength).toBeGreaterThan(1_000)
  })

  test('the figures on the thank-you page count the agency’s last twelve months', async () => {
    const dossier = await place.dossier({ agencyId: place.commune })
    expect((await slipView(at(), dossier.code, dossier.key)).figures).toEqual({ slips: 0, share: null })
    await rate(at('2025-01-01T08:00:00+07:00'), slip(dossier))
    expect((await slipView(at(), dossier.code, dossier.key)).figures).toEqual({ slips: 0, share: null })
  })
})

import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/harness/database.ts'
import { openDoors } from '../../../../test/harness/doors.ts'
import { cast, intakeInput, received, rowOf } from '../../../../test/harness/dossiers.ts'
import { openOffice, people } from '../../../../test/harness/office.ts'
import type { Actor } from '#app/kernel/context.ts'
import { anonymous } from '#app/kernel/context.ts'
import { counterDoors } from '#app/onestop/counter/pages/index.ts'
import * as service from '../service.ts'
import { dossierDoors } from './index.ts'

const connection = await testDatabase()
const office = await openOffice(connection)
const NOW = '2026-11-23T14:30:00+07:00'

let queries = 0
const counted = connection.db.withPlugin({
  transformQuery: ({ node }) => {
    queries += 1
    return node
  },
  transformResult: async ({ result }) => result,
})
const doors = openDoors({ ...connection, db: counted }, NOW, dossierDoors, counterDoors)

const actors = Object.fromEntries(
  await Promise.all(
    Object.entries({ ...cast, control: 'lien.pham' }).map(async ([who, login]) => [who, await office.actor(login)]),
  ),
) as Record<keyof typeof cast | 'control', Actor>

/** A page's text without tags, and how many queries it took once everything that is kept in memory is there. */
async function look(who: Actor, path: string, status = 200): Promise<{ html: string; text: string; queries: number }> {
  await doors.get(who, path)
  queries = 0
  const answer = await doors.get(who, path)
  const html = await answer.text()
  expect(`${path} ${answer.status}`).toBe(`${path} ${status}`)
  return { html, text: textOf(html), queries }
}
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&#x27;', "'")

/** The hidden fields of the page's main form, as a browser would send them. */
function hidden(html: string): Record<string, string> {
  const found = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]))
}

/** Handed on to the specialist's step: one late, one due soon, one fresh. */
async function handed(when: string): Promise<string> {
  const code = await received(office, when)
  await service.forward(await office.as(cast.counter, when), code, { note: '' })
  return code
}
const late = await handed('2026-11-12T08:00:00+07:00')
const soon = await handed('2026-11-16T14:00:00+07:00')
const fresh = await handed('2026-11-23T08:10:00+07:00')
await service.claim(await office.as(cast.specialist, '2026-11-16T15:00:00+07:00'), soon, {})

describe('lists of work', () => {
  it('show what an officer holds, with counts, the due in words and the exact instant', async () => {
    const { text, html } = await look(actors.specialist, '/work')
    expect(text).toContain('Hồ sơ của tôi')
    expect(text).toContain(soon)
    expect(text).not.toContain(late)
    expect(text).toMatch(/Còn 7 giờ 30 phút\s+25\/11\/2026 14:00/)
    expect(text).toContain('MST 2900••••12')
    expect(html).not.toContain('2900000412')
    expect(text).toMatch(/Đang xử lý 1 Sắp đến hạn 1 Quá hạn 0 Chờ bổ sung 0 Chờ nhận việc 2/)
  })

  it('show the whole agency, what is late first, and say that nobody has apologised', async () => {
    const { text, html } = await look(actors.head, '/work/team')
    expect(text.indexOf(late)).toBeLessThan(text.indexOf(soon))
    expect(text.indexOf(soon)).toBeLessThan(text.indexOf(fresh))
    expect(text).toMatch(/Quá hạn 1 ngày 4 giờ 30 phút\s+20\/11\/2026 08:00 · chưa có thư xin lỗi/)
    expect(html).toContain('name="officerId"')
    expect((await look(actors.head, '/work/late')).text).toContain(late)
    expect((await look(actors.specialist, '/work/late')).text).toContain('Không có hồ sơ nào quá hạn.')
  })

  it('narrow, sort and turn pages by their address', async () => {
    const find = await look(actors.head, '/work/team?q=may+ben+thuy&channel=DIRECT')
    expect(find.text).toContain(fresh)
    expect(find.text).toContain('Kênh: Trực tiếp')
    expect((await look(actors.head, '/work/team?channel=ONLINE')).text).toContain('Không có hồ sơ nào khớp bộ lọc.')
    const down = (await look(actors.head, '/work/team?sort=due.down')).text
    expect(down.indexOf(fresh)).toBeLessThan(down.indexOf(late))
    expect((await look(actors.head, '/work/team?tab=nonsense&sort=x&channel=y')).text).toContain(fresh)
    expect((await look(actors.head, '/work/team?after=nonsense', 422)).text).toContain('Trang này không còn')
  })

  it('go out as a sheet, as filtered', async () => {
    const answer = await doors.get(actors.head, '/work/export/team?tab=late')
    expect(answer.headers.get('content-type')).toContain('spreadsheetml')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(String.fromCharCode(...bytes.slice(0, 2))).toBe('PK')
    expect((await doors.get(actors.head, '/work/export/nowhere')).status).toBe(404)
  })

  it('cost few queries, the side list’s counts included', async () => {
    // What is kept for two or three seconds (tree, calendars, catalogue) may be asked for again in between.
    const forgotten = 3
    const most: [Actor, string, number][] = [
      [actors.specialist, '/work', 3],
      [actors.head, '/work/team', 4],
      [actors.clerk, '/work/incoming', 3],
      [actors.specialist, `/work/dossiers/${soon}`, 10],
      [actors.specialist, `/work/dossiers/${soon}/forward`, 4],
      [actors.counter, '/counter', 2],
    ]
    for (const [who, path, n] of most) expect((await look(who, path)).queries).toBeLessThanOrEqual(n + forgotten)
  })

  it('are closed to citizens and strangers', async () => {
    for (const path of ['/work', '/work/team', `/work/dossiers/${soon}`, '/counter', '/work/export/team']) {
      expect((await doors.get(anonymous, path)).status).toBe(303)
      expect((await doors.get(await office.actor(people.citizen), path)).status).toBe(403)
    }
    expect((await doors.get(actors.specialist, '/counter')).status).toBe(403)
  })
})

describe('the search of the bar', () => {
  it('leads to a dossier by its code, in any case, from a scanned address too', async () => {
    for (const q of [soon, soon.toLowerCase(), `https://motcua.example/verify/${soon}/abc`]) {
      const answer = await doors.get(actors.specialist, `/work/search?q=${encodeURIComponent(q)}`)
      expect(answer.headers.get('location')).toBe(`/work/dossiers/${soon}`)
    }
  })
  it('lists what the asker may see, without diacritics, and procedures', async () => {
    expect((await look(actors.specialist, '/work/search?q=ben+thuy')).text).toContain(soon)
    expect((await look(actors.otherAgency, '/work/search?q=ben+thuy')).text).toContain('Không tìm thấy hồ sơ nào.')
    expect((await look(actors.control, '/work/search?q=ben+thuy')).text).toContain(soon)
    expect((await look(actors.counter, '/work/search?q=khai+sinh')).text).toContain('1.001193')
    expect((await look(actors.counter, '/work/search?q=%25')).text).toContain('Không tìm thấy hồ sơ nào.')
  })
})

describe('one dossier', () => {
  it('is titled by its procedure, masked, with one primary action, its clock and its history', async () => {
    const { text, html } = await look(actors.specialist, `/work/dossiers/${soon}`)
    expect(text).toContain('Đăng ký nội quy lao động')
    expect(text).toContain('Đã dùng 5 ngày 30 phút trong 6 ngày làm việc.')
    expect(text).toContain('Vì sao ngày này?')
    expect(text).toContain('Ngày Văn hóa Việt Nam')
    expect(text).toMatch(/nhận việc ở bước/)
    expect(html.match(/class="btn pri"/g)).toHaveLength(1)
    expect(html).toContain(`href="/work/dossiers/${soon}/forward"`)
    expect(html).not.toContain('0912345678')
    for (const part of ['papers', 'process', 'slips', 'history']) {
      expect((await doors.get(actors.specialist, `/work/dossiers/${soon}?part=${part}`)).status).toBe(200)
    }
    expect((await look(actors.specialist, `/work/dossiers/${soon}?part=process`)).text).toContain('Văn thư')
    expect((await look(actors.otherAgency, `/work/dossiers/${soon}`, 404)).text).toContain('Không tìm thấy')
    expect((await look(actors.specialist, '/work/dossiers/xyz', 404)).text).toContain('Không tìm thấy')
  })

  it('shows personal data in full when asked by a POST, and writes it down', async () => {
    const { id } = await rowOf(connection, soon)
    const reads = async () =>
      await connection.db
        .selectFrom('kernel.read_log')
        .select('fields')
        .where('subject', '=', `dossier:${id}`)
        .where(sql<boolean>`'idNo' = any(fields)`)
        .execute()
    const before = (await reads()).length
    const answer = await doors.post(actors.specialist, `/work/dossiers/${soon}/reveal`, {})
    expect(await answer.text()).toContain('2900000412')
    expect((await reads()).length).toBe(before + 1)
  })

  it('offers nothing to do to those who may only look', async () => {
    const { html } = await look(actors.control, `/work/dossiers/${soon}`)
    expect(html).not.toContain('class="btn pri"')
    expect((await doors.get(actors.head, `/work/dossiers/${soon}/forward`)).status).toBe(403)
    expect((await doors.get(actors.otherAgency, `/work/dossiers/${soon}/forward`)).status).toBe(404)
    expect((await doors.get(actors.counter, `/work/dossiers/${soon}/hand-over`)).status).toBe(409)
  })
})

describe('the forms of the verbs', () => {
  it('say what will happen, send once, and lead back to the dossier', async () => {
    const code = await handed('2026-11-23T08:20:00+07:00')
    const path = `/work/dossiers/${code}/forward`
    const { html, text } = await look(actors.specialist, path)
    expect(text).toContain('Hồ sơ chuyển sang bước')
    const fields = hidden(html)
    const sent = await Promise.all([
      doors.post(actors.specialist, path, fields),
      doors.post(actors.specialist, path, fields),
    ])
    expect(sent.map(s => [s.status, s.headers.get('location')])).toEqual([
      [303, `/work/dossiers/${code}?done=forward`],
      [303, `/work/dossiers/${code}?done=forward`],
    ])
    expect((await rowOf(connection, code)).step_no).toBe(3)
    expect((await look(actors.specialist, `/work/dossiers/${code}?done=forward`)).text).toContain(
      'Đã xong: chuyển bước.',
    )
  })

  it('keep what was typed beside what is wrong', async () => {
    const code = await handed('2026-11-23T08:30:00+07:00')
    const path = `/work/dossiers/${code}/supplement-request`
    const { html } = await look(actors.specialist, path)
    expect(html).toContain('type="checkbox"')
    const fields = { ...hidden(html), others: '', reason: 'Thiếu chữ ký <b>' }
    const wrong = await doors.post(actors.specialist, path, fields)
    const page = await wrong.text()
    expect(wrong.status).toBe(422)
    expect(page).toContain('Hãy chọn hoặc ghi ít nhất một giấy tờ.')
    expect(page).toContain('Thiếu chữ ký &lt;b&gt;')
    const right = await doors.post(actors.specialist, path, {
      ...hidden(page),
      others: 'Nội quy\n\nQuyết định',
      reason: fields.reason,
    })
    expect(right.status).toBe(303)
    const back = await look(actors.counter, `/work/dossiers/${code}/supplement`)
    expect(back.html.match(/ checked=""/g)).toHaveLength(2)
    expect(back.text).toContain('Quyết định')
    const taken = await doors.post(actors.counter, `/work/dossiers/${code}/supplement`, {
      ...hidden(back.html),
      'items[]': 'Nội quy',
    })
    expect(taken.status).toBe(303)
    expect((await rowOf(connection, code)).status).toBe('PROCESSING')
  })

  it('join a frequent reason and an own one', async () => {
    const code = await handed('2026-11-23T08:35:00+07:00')
    const path = `/work/dossiers/${code}/stop`
    const { html } = await look(actors.leader, path)
    const often = /<option value="([^"]+)"/.exec(html.slice(html.indexOf('name="often"')))?.[1] ?? ''
    await doors.post(actors.leader, path, { ...hidden(html), often, reason: 'Xem biên bản.' })
    const { id } = await rowOf(connection, code)
    const slip = await connection.db
      .selectFrom('onestop.slip')
      .select('data')
      .where('dossier_id', '=', id)
      .where('form_no', '=', '05')
      .executeTakeFirstOrThrow()
    expect(slip.data).toEqual({ reason: `${often} Xem biên bản.` })
  })

  it('say calmly that somebody else was faster, keep the text, and take it the second time', async () => {
    const code = await handed('2026-11-23T08:40:00+07:00')
    const path = `/work/dossiers/${code}/forward`
    const old = hidden((await look(actors.specialist, path)).html)
    await service.claim(await office.as(cast.specialist, '2026-11-23T09:00:00+07:00'), code, {})
    const answer = await doors.post(actors.specialist, path, { ...old, note: 'Đã thẩm định xong' })
    const page = await answer.text()
    expect(answer.status).toBe(409)
    expect(page).toContain('Người khác vừa thay đổi hồ sơ này')
    expect(page).toContain('Đã thẩm định xong')
    expect((await doors.post(actors.specialist, path, hidden(page))).status).toBe(303)
    // The step is the head's by now: what was sent last is neither possible nor lost in silence.
    expect((await doors.post(actors.specialist, path, old)).status).toBe(409)
  })

  it('lead through the rest of a life: assign, approve, finish, hand over, correct', async () => {
    const code = await handed('2026-11-23T08:50:00+07:00')
    const send = async (who: Actor, verb: string, fields: Record<string, string> = {}): Promise<number> => {
      const { html } = await look(who, `/work/dossiers/${code}/${verb}`)
      return (await doors.post(who, `/work/dossiers/${code}/${verb}`, { ...hidden(html), ...fields })).status
    }
    expect(await send(actors.head, 'assign', { officerId: String(actors.specialist.officerId) })).toBe(303)
    expect(await send(actors.leader, 'extend', { newDay: '2026-12-11', reason: 'Cần xác minh thêm.' })).toBe(303)
    expect(await send(actors.specialist, 'forward', { assigneeId: String(actors.head.officerId) })).toBe(303)
    expect(await send(actors.head, 'send-back', { reason: 'Dự thảo còn lỗi.' })).toBe(303)
    expect(await send(actors.specialist, 'forward')).toBe(303)
    expect(await send(actors.head, 'forward')).toBe(303)
    expect(await send(actors.leader, 'approve')).toBe(303)
    expect(await send(actors.clerk, 'complete', { resultNo: '' })).toBe(422)
    expect(await send(actors.clerk, 'complete', { resultNo: '11/TB-SNV' })).toBe(303)
    expect(await send(actors.leader, 'correct', { reason: 'Sai tên tổ chức.' })).toBe(303)
    expect(await send(actors.clerk, 'complete', { resultNo: '12/TB-SNV' })).toBe(303)
    expect((await look(actors.counter, '/work/return')).text).toContain(code)
    const form = await look(actors.counter, `/work/dossiers/${code}/hand-over`)
    // A company sends somebody: the name must be asked.
    expect(form.html).not.toContain('value="Công ty TNHH May Bến Thủy"')
    expect(await send(actors.counter, 'hand-over', { receivedBy: 'Người đại diện', delivery: 'COUNTER' })).toBe(303)
    expect(await rowOf(connection, code)).toMatchObject({ status: 'RETURNED', result_no: '12/TB-SNV' })
  })

  it('take and refuse on-line filings', async () => {
    const citizen = await office.as(people.citizen, '2026-11-22T20:00:00+07:00')
    const input = await intakeInput(citizen)
    const one = await service.submit(citizen, input)
    const two = await service.submit(citizen, { ...input, copies: 2 })
    const list = await look(actors.clerk, '/work/incoming')
    expect(list.text).toContain(one.code)
    const accept = await look(actors.clerk, `/work/dossiers/${one.code}/accept`)
    expect((await doors.post(actors.clerk, `/work/dossiers/${one.code}/accept`, hidden(accept.html))).status).toBe(303)
    const refuse = await look(actors.clerk, `/work/dossiers/${two.code}/refuse`)
    expect(
      (await doors.post(actors.clerk, `/work/dossiers/${two.code}/refuse`, { ...hidden(refuse.html), reason: 'ngắn' }))
        .status,
    ).toBe(422)
    expect(
      (
        await doors.post(actors.clerk, `/work/dossiers/${two.code}/refuse`, {
          ...hidden(refuse.html),
          reason: 'Không thuộc thẩm quyền.',
        })
      ).status,
    ).toBe(303)
    expect((await rowOf(connection, two.code)).status).toBe('REFUSED')
  })
})

describe('several at once', () => {
  it('says which can go, runs each, and tells of each what happened', async () => {
    const [a, b, c] = [
      await handed('2026-11-23T09:00:00+07:00'),
      await handed('2026-11-23T09:01:00+07:00'),
      await handed('2026-11-23T09:02:00+07:00'),
    ]
    const ids = await Promise.all([a, b, c].map(async code => `${code}@${(await rowOf(connection, code)).version}`))
    await service.claim(await office.as(cast.specialist, '2026-11-23T09:30:00+07:00'), c, {})
    const body = (extra: Record<string, string> = {}): string => {
      const params = new URLSearchParams(extra)
      for (const id of ids) params.append('id', id)
      return params.toString()
    }
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    const asked = await (await doors.get(actors.specialist, '/work/bulk/forward', { ...form, body: body() })).text()
    expect(textOf(asked)).toContain('3 hồ sơ được chọn, 2 chuyển được ngay.')
    const key = { idempotencyKey: 'bulk-forward-test' }
    const run = async () =>
      textOf(await (await doors.get(actors.specialist, '/work/bulk/run/forward', { ...form, body: body(key) })).text())
    expect(await run()).toContain('2 hồ sơ đã xong, 1 hồ sơ không làm được.')
    expect(await run()).toContain('2 hồ sơ đã xong, 1 hồ sơ không làm được.')
    expect((await rowOf(connection, a)).step_no).toBe(3)
    expect((await rowOf(connection, c)).step_no).toBe(2)

    const nobody = await doors.get(actors.head, '/work/bulk/run/assign', { ...form, body: body() })
    expect(nobody.status).toBe(422)
    const params = new URLSearchParams({
      officerId: String(actors.specialist.officerId),
      id: `${fresh}@${(await rowOf(connection, fresh)).version}`,
    })
    const given = await doors.get(actors.head, '/work/bulk/run/assign', { ...form, body: params.toString() })
    expect(textOf(await given.text())).toContain('1 hồ sơ đã xong, 0 hồ sơ không làm được.')
    expect((await rowOf(connection, fresh)).assignee_id).toBe(actors.specialist.officerId)
    expect((await doors.post(actors.head, '/work/bulk/run/burn', {})).status).toBe(404)
  })
})

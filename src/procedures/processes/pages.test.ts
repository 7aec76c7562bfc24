import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openDoors } from '../../../test/harness/doors.ts'
import { openOffice } from '../../../test/harness/office.ts'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { processesApi } from './api.ts'
import { readBpmn } from './bpmn-reading.ts'
import { processesDoors } from './pages/index.tsx'
import { processSteps } from './steps.ts'
import { processPage } from './views.ts'

const connection = await testDatabase()
const office = await openOffice(connection)
const doors = openDoors(connection, '2026-11-23T08:00:00+07:00', processesDoors, processesApi)
/** Registering labour rules: five handling steps at a department, six working days promised. */
const CODE = '2.001955'
const HREF = `/processes/${CODE}`
let control: Actor
let specialist: Actor

beforeAll(async () => {
  control = await office.actor('lien.pham')
  specialist = await office.actor('mai.tran')
})

const page = async (who: Actor, path: string, status = 200): Promise<string> => {
  const answer = await doors.get(who, path)
  expect(`${path} ${answer.status}`).toBe(`${path} ${status}`)
  return await answer.text()
}
const upload = async (who: Actor, file: string | Uint8Array<ArrayBuffer>, procedureCode = ''): Promise<Response> => {
  const body = new FormData()
  body.set('procedureCode', procedureCode)
  body.set('file', new File([file], 'process.bpmn'))
  const form = new Response(body)
  const headers = { 'content-type': form.headers.get('content-type') ?? '', origin: 'http://localhost' }
  return await doors.house.app.request(
    new Request('http://localhost/processes/import', {
      method: 'POST',
      headers: { ...headers, ...(await signed(who)) },
      body: await form.arrayBuffer(),
    }),
  )
}
/** The harness keeps who asked last: one look makes the next request theirs. */
async function signed(who: Actor): Promise<Record<string, string>> {
  await doors.get(who, '/processes/import')
  return { authorization: 'Bearer test' }
}
const fieldsOf = (html: string): Record<string, string> => {
  const inputs = [...html.matchAll(/<input[^>]*?name="((?:steps|declared)[^"]*)"[^>]*>/g)].flatMap(
    ([tag, name = '']) =>
      tag.includes('type="checkbox"') && !/\schecked/.test(tag)
        ? []
        : [[name, /value="([^"]*)"/.exec(tag)?.[1] ?? ''] as const],
  )
  const selects = [...html.matchAll(/<select[^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gs)].map(
    ([, name = '', options = '']) =>
      [
        name,
        /<option(?=[^>]*\sselected)[^>]*value="([^"]*)"/.exec(options)?.[1] ??
          /value="([^"]*)"[^>]*selected/.exec(options)?.[1] ??
          '',
      ] as const,
  )
  const areas = [...html.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>(.*?)<\/textarea>/gs)].map(
    ([, name = '', text = '']) => [name, text.replaceAll('&gt;', '>')] as const,
  )
  return Object.fromEntries([...inputs, ...selects, ...areas])
}
const typed = (steps: Record<string, string>[]): Record<string, string> =>
  Object.fromEntries(steps.flatMap((step, at) => Object.entries(step).map(([k, v]) => [`steps.${at}.${k}`, v])))

describe('the editor', () => {
  const rows: Record<string, string>[] = [
    { name: 'Tiếp nhận', role: 'RECEPTION', place: 'RECEPTION', hours: '½ ngày', output: '' },
    {
      name: 'Thẩm định',
      role: 'SPECIALIST',
      place: 'HOME',
      hours: '1,5 ngày',
      output: '',
      supplement: 'on',
      onSite: 'yes',
      opinions: 'STP; 2 ngày; Ý kiến pháp lý',
    },
    { name: 'Ký', role: 'LEADER', place: 'HOME', hours: '4', output: '', sendBackTo: 'B2' },
    { name: 'Trả kết quả', role: 'RECEPTION', place: 'RECEPTION', hours: '0,5', output: '' },
  ]

  test('keeps branches, days with halves and the centre; the page draws and simulates them', async () => {
    const sent = await doors.post(control, `${HREF}/edit`, { ...typed(rows), do: 'save' })
    expect(sent.status).toBe(303)
    const { draft } = await processPage(connection.db, CODE, '2026-11-23')
    expect(draft?.steps.map(one => one.hours)).toEqual([4, 12, 4, 0.5])
    expect(draft?.steps[1]).toMatchObject({
      supplement: true,
      onSite: true,
      opinions: [{ agency: 'STP', hours: 16, ask: 'Ý kiến pháp lý' }],
    })
    expect(draft).toMatchObject({ hours: 24.5, onSiteClass: 3 })
    const html = await page(control, `${HREF}?at=2026-11-23T08:00`)
    expect(html).toContain('3 bước tại chỗ')
    expect(html).toContain('Chưa đạt: trả lại B2')
    expect(html).toContain('stroke-dasharray')
    expect(html).toContain('Nộp 23/11/2026')
  })

  test('a moved row takes along what leads to it; wrong lines are named and nothing typed is lost', async () => {
    const moved = await doors.post(control, `${HREF}/edit`, { ...typed(rows), do: 'up:1' })
    const fields = fieldsOf(await moved.text())
    expect(fields['steps.0.name']).toBe('Thẩm định')
    expect(fields['steps.2.sendBackTo']).toBe('B1')
    const wrong = [rows[0]!, { ...rows[1]!, opinions: 'STP; lâu lắm', cases: 'khi nào đó' }, ...rows.slice(2)]
    const answer = await doors.post(control, `${HREF}/edit`, { ...typed(wrong), do: 'save' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('khi nào đó')
    expect(html).toMatch(/id="f-steps_1_opinions-err"/)
    expect(html).toMatch(/id="f-steps_1_cases-err"/)
  })

  const sent = async (steps: Record<string, string>[], what: string, more: Record<string, string> = {}) =>
    await doors.post(control, `${HREF}/edit`, { ...typed(steps), ...more, do: what })

  test('rows are put in above and below; one taken out comes back with all that was in it', async () => {
    const above = await (await sent(rows, 'above:1')).text()
    expect(fieldsOf(above)).toMatchObject({
      'steps.1.name': '',
      'steps.2.name': 'Thẩm định',
      'steps.3.sendBackTo': 'B3',
    })
    expect(above).toMatch(/name="steps\.1\.name"[^>]*autofocus/i)
    const without = await (await sent(rows, 'remove:1')).text()
    expect(fieldsOf(without)).toMatchObject({ 'steps.1.name': 'Ký', 'steps.1.sendBackTo': '' })
    expect(without).toContain('Đã bỏ bước B2 Thẩm định')
    expect(without).toContain('name="removed.opinions" value="STP; 2 ngày; Ý kiến pháp lý"')
    const removed = Object.fromEntries(Object.entries(rows[1]!).map(([field, value]) => [`removed.${field}`, value]))
    const back = await (await sent(rows.toSpliced(1, 1), 'restore:1', removed)).text()
    expect(fieldsOf(back)).toMatchObject({
      'steps.1.name': 'Thẩm định',
      'steps.1.opinions': 'STP; 2 ngày; Ý kiến pháp lý',
    })
  })

  test('times turn into days and hours; what cannot be read stays as typed', async () => {
    const odd = rows.with(0, { ...rows[0]!, hours: 'chưa rõ' })
    const days = fieldsOf(await (await sent(odd, 'unit:DAY')).text())
    expect([0, 1, 2, 3].map(at => days[`steps.${at}.hours`])).toEqual(['chưa rõ', '1½ ngày', '½ ngày', '0,5 giờ'])
    const hours = fieldsOf(await (await sent(rows, 'unit:HOUR')).text())
    expect([0, 1, 2].map(at => hours[`steps.${at}.hours`])).toEqual(['4 giờ', '12 giờ', '4 giờ'])
  })

  test('looked over, it says what approving would refuse, at the cell and on top, and saves nothing', async () => {
    const before = (await processPage(connection.db, CODE, '2026-11-23')).draft
    const wrong = rows.with(1, { ...rows[1]!, hours: '20 ngày' }).with(2, { ...rows[2]!, then: 'B2' })
    const answer = await sent(wrong, 'check')
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('href="#f-hours"')
    expect(html).toContain('chuyển vòng cho nhau')
    expect(html).toMatch(/id="f-steps_1_then-err"/)
    expect(html).toContain('>B2, Xong thì chuyển: Các bước')
    const fine = await sent(rows, 'check')
    expect(fine.status).toBe(200)
    expect(await fine.text()).toContain('Đã kiểm tra')
    expect((await processPage(connection.db, CODE, '2026-11-23')).draft).toEqual(before)
  })

  test('what cannot be read is said at its cell, with the line it stands in', async () => {
    const odd = { ...rows[1]!, hours: 'vài ngày', opinions: 'STP; ½ ngày; Ý kiến\nSXD; lâu; Gì đó\nsai', cases: 'abc' }
    const answer = await sent(rows.with(1, odd), 'check')
    expect(answer.status).toBe(422)
    const html = await answer.text()
    for (const said of [
      'B2, Thời gian: Không đọc được thời gian.',
      'Dòng 2 (“SXD; lâu; Gì đó”): Không đọc được thời gian.',
      'Dòng 1 (“abc”): Ghi: trường = câu trả lời',
    ]) {
      expect(html).toContain(said)
    }
    const empty = await (await sent(rows.with(1, { ...odd, hours: '', opinions: 'sai', cases: '' }), 'check')).text()
    expect(empty).toContain('B2, Thời gian: Hãy điền mục này.')
    expect(empty).toContain('Dòng 1 (“sai”): Ghi: mã cơ quan; thời gian; nội dung hỏi.')
  })

  test('Enter in a cell presses a button that cannot be pressed', async () => {
    const html = await page(control, `${HREF}/edit`)
    expect(/<form[^>]*action="[^"]*\/edit"[^>]*>.*?<button([^>]*)>/s.exec(html)?.[1]).toContain('disabled')
  })

  test('approving refuses a condition on a field the form does not have, and names the step', async () => {
    const branched = rows.with(1, { ...rows[1]!, cases: 'khongCo = 1 -> B4' })
    await doors.post(control, `${HREF}/edit`, { ...typed(branched), do: 'save' })
    const refused = await doors.post(control, `${HREF}/approve`, { decisionNo: '1/QĐ', effectiveFrom: '2026-12-01' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Bước B2 rẽ nhánh theo trường')
  })
})

describe('files', () => {
  test('what is downloaded is read into the editor, and saved from there as the same draft', async () => {
    const answer = await doors.get(specialist, `${HREF}/bpmn`)
    expect(answer.headers.get('content-type')).toContain('bpmn+xml')
    const xml = await answer.text()
    const { inForce } = await processPage(connection.db, CODE, '2026-11-23')
    const steps = (await processSteps(connection.db, inForce?.id ?? 0)).map(({ no: _no, ...step }) => step)
    expect((await readBpmn(xml)).steps).toEqual(steps)
    const shown = await upload(control, xml)
    expect(shown.status).toBe(200)
    const html = await shown.text()
    expect(html).toContain(`Đã đọc ${steps.length} bước từ tệp`)
    const saved = await doors.post(control, `${HREF}/edit`, { ...fieldsOf(html), do: 'save' })
    expect(saved.status).toBe(303)
    const { draft } = await processPage(connection.db, CODE, '2026-11-23')
    expect(draft?.steps.map(({ no: _no, ...step }) => step)).toEqual(steps)
  })

  test('what is no process is refused beside the field; a file too large before it is read; others may not', async () => {
    const refused = await upload(control, 'không phải XML', CODE)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Tệp không phải BPMN 2.0')
    const big = await upload(control, new Uint8Array(4_000_000), CODE)
    expect(big.status).toBe(413)
    expect((await doors.get(specialist, '/processes/import')).status).toBe(403)
  })
})

describe('the list', () => {
  test('is filtered by steps on the spot', async () => {
    expect(await page(specialist, '/processes?onSite=0')).not.toContain(CODE)
    expect(await page(specialist, '/processes?onSite=4')).toContain(CODE)
    expect(await page(specialist, '/processes?onSite=abc')).toContain(CODE)
  })
})

describe('the simulation for machines', () => {
  const path = `/api/v1/procedures/${CODE}/process/simulation`
  test('says when it would be due and when each step is done', async () => {
    const answer = await doors.get(anonymous, `${path}?at=2026-11-23T08:00:00%2B07:00`)
    expect(answer.status).toBe(200)
    const told = (await answer.json()) as { dueAt: string; finishesAt: string; steps: { startAt: string }[] }
    expect([told.finishesAt, told.dueAt].toSorted()).toEqual([told.finishesAt, told.dueAt])
    expect(told.steps[0]?.startAt).toBe('2026-11-23T01:00:00.000Z')
  })

  test.each([
    ['?at=never', 422],
    ['?at=1000-01-01T00:00:00Z', 422],
    ['?case=x', 422],
    ['?draft=true', 401],
  ])('%s is refused with %s', async (query, status) => {
    expect((await doors.get(anonymous, path + query)).status).toBe(status)
  })
})

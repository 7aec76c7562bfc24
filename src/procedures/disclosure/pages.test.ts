import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSheet } from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { createLog } from '#app/kernel/log.ts'
import { errorPage } from '#app/ui/error.tsx'
import { testDatabase } from '../../../test/harness/database.ts'
import { openOffice } from '../../../test/harness/office.ts'
import { disclosureApi } from './api.ts'
import { disclosureDoors } from './pages/index.tsx'

const connection = await testDatabase()
const { actor } = await openOffice(connection)
const actors: Record<string, Actor> = {}
const house = new House()
openHouse(house, {
  db: connection.db,
  log: createLog('silent'),
  clock: () => new Date('2026-11-23T14:30:00+07:00'),
  dataDir: mkdtempSync(join(tmpdir(), 'motcua-disclosure-')),
  publicUrl: 'http://localhost',
  secure: false,
  recognise: async ({ bearer }) => ({ actor: actors[bearer ?? ''] ?? anonymous, sessionId: null, where: 'Sở' }),
  errorPage,
})
disclosureApi(house)
disclosureDoors(house)

beforeAll(async () => {
  actors['control'] = await actor('lien.pham')
  actors['clerk'] = await actor('xuyen.nguyen')
  actors['commune'] = await actor('hau.le')
  actors['leader'] = await actor('van.bach')
})

interface Sent {
  method?: string
  body?: string | FormData
  headers?: Record<string, string>
}
const send = async (path: string, who: string, init: Sent = {}) => {
  const response = await house.app.request(path, {
    ...init,
    headers: { origin: 'http://localhost', authorization: `Bearer ${who}`, ...init.headers },
  })
  return {
    status: response.status,
    refusal: response.headers.get('x-refusal'),
    location: response.headers.get('location') ?? '',
    disposition: response.headers.get('content-disposition') ?? '',
    text: await response.clone().text(),
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}
const ask = (path: string, who: string) => send(path, who)
const post = (path: string, who: string, form: [string, string | Blob][]) => {
  const body = new FormData()
  for (const [name, value] of form) body.append(name, value)
  return send(path, who, { method: 'POST', body })
}
const api = async (path: string, who: string, body?: unknown) => {
  const json = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const { status, text } = await send(path, who, body === undefined ? {} : json)
  return { status, json: JSON.parse(text) as Record<string, unknown> }
}

/** The smallest picture a browser takes: one dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const photo = () => new File([DOT], 'bảng niêm yết.png', { type: 'image/png' })
const COUNSEL = '1.000426'
const COPY = '2.000908'

describe('disclosure through its screens', () => {
  it('shows the matrix of the own agency, and of all to the control unit', async () => {
    const own = (await ask('/disclosure', 'clerk')).text
    expect(own).toContain('Sở Tư pháp tỉnh Sông Lam')
    expect(own).toContain(COUNSEL)
    expect(own).not.toContain('Đăng ký khai sinh')
    const all = (await ask('/disclosure', 'control')).text
    expect(all).toContain('Đăng ký khai sinh')
    expect(all).toContain('0/12')
    expect(all).toContain('Mức độ công khai theo cơ quan')
    expect((await ask('/disclosure?agency=H71.30', 'clerk')).status).toBe(404)
    expect((await ask('/disclosure?agency=H71.30&sector=H%E1%BB%99%20t%E1%BB%8Bch', 'control')).text).toContain(
      'Chưa có',
    )
    expect((await ask('/disclosure?q=khong-co-gi', 'clerk')).text).toContain('Không có thủ tục nào phải công khai')
    expect((await ask('/disclosure', 'nobody')).status).toBe(303)
  })

  it('records several procedures posted together with one photo, and withdraws one', async () => {
    const chosen = await post('/disclosure/chosen', 'clerk', [
      ['agency', 'H71.05'],
      ['codes[]', COUNSEL],
      ['codes[]', COPY],
      ['go', 'record'],
    ])
    expect([chosen.status, chosen.location]).toEqual([
      303,
      `/disclosure/record?agency=H71.05&codes=${COUNSEL}%2C${COPY}`,
    ])
    const form = (await ask(chosen.location, 'clerk')).text
    expect(form.match(/type="checkbox"[^>]*checked/g)).toHaveLength(2)
    const filled: [string, string][] = [
      ['agency', 'H71.05'],
      ['place', 'SERVICE_CENTRE'],
      ['day', '2026-11-23'],
      ['codes[]', COUNSEL],
      ['codes[]', COPY],
    ]
    const without = await post('/disclosure/record', 'clerk', filled)
    expect([without.status, without.text.includes('Nơi này cần ảnh chụp')]).toEqual([422, true])
    const nothing = await post('/disclosure/record', 'clerk', filled.slice(0, 3))
    expect([nothing.status, nothing.text.includes('Hãy chọn ít nhất một thủ tục')]).toEqual([422, true])
    const wrong = await post('/disclosure/record', 'clerk', [...filled, ['file', new File(['x'], 'x.png')]])
    expect([wrong.status, wrong.text.includes('PDF')]).toEqual([422, true])
    const done = await post('/disclosure/record', 'clerk', [...filled, ['file', photo()]])
    expect([done.status, done.location]).toEqual([303, '/disclosure?agency=H71.05&recorded=2'])
    expect((await ask(done.location, 'clerk')).text).toContain('Đã ghi minh chứng cho 2 thủ tục.')
    expect((await post('/disclosure/record', 'commune', [...filled, ['file', photo()]])).status).toBe(404)
    expect((await post('/disclosure/record', 'leader', filled)).refusal).toBe('NOT_ALLOWED')

    const page = (await ask(`/disclosure/${COUNSEL}`, 'clerk')).text
    expect(page).toContain('Đã niêm yết')
    expect(page).toContain('đã niêm yết phiên bản 1 tại Trung tâm PVHCC ngày 23/11/2026.')
    const file = /\/disclosure\/evidence\/\d+\/file/.exec(page)?.[0] ?? ''
    const photoBack = await ask(file, 'clerk')
    expect(photoBack.disposition).toMatch(/^attachment/)
    expect(photoBack.bytes.equals(DOT)).toBe(true)
    expect((await ask(file, 'commune')).status).toBe(404)

    const withdraw = file.replace(/file$/, 'withdraw')
    expect((await ask(withdraw, 'clerk')).text).toContain('không còn được tính từ hôm nay')
    expect((await post(withdraw, 'clerk', [['reason', '']])).status).toBe(422)
    const gone = await post(withdraw, 'clerk', [['reason', 'Ảnh chụp nhầm bảng']])
    expect([gone.status, gone.location]).toEqual([303, `/disclosure/${COUNSEL}?done=withdrawn`])
    const after = (await ask(`/disclosure/${COUNSEL}?agency=H71.05`, 'clerk')).text
    expect(after).toContain('Ảnh chụp nhầm bảng')
    expect((await post(withdraw, 'clerk', [['reason', 'Lần nữa']])).text).toContain('đã được rút')
  })

  it('prints a list to post with a code for each procedure', async () => {
    const chosen = await post('/disclosure/chosen', 'clerk', [
      ['agency', 'H71.05'],
      ['codes[]', COPY],
      ['go', 'print'],
    ])
    const sheet = (await ask(chosen.location, 'clerk')).text
    expect(sheet).toContain(`Mã QR dẫn tới thủ tục ${COPY}`)
    expect(sheet).not.toContain(COUNSEL)
  })

  it('exports the matrix as filtered', async () => {
    const { bytes } = await ask('/disclosure/export.xlsx?agency=H71.05', 'control')
    const rows = await readSheet(bytes, 1)
    expect(rows[0]?.[0]).toBe('Mã')
    expect(rows.slice(1).map(row => row[0])).toContain(COUNSEL)
    const all = await readSheet((await ask('/disclosure/export.xlsx', 'control')).bytes, 2)
    expect(all.length).toBeGreaterThan(15)
  })

  it('keeps the places', async () => {
    expect((await ask('/disclosure/places', 'clerk')).refusal).toBe('NOT_ALLOWED')
    expect((await ask('/disclosure/places', 'control')).text).toContain('Cổng DVC tỉnh')
    const form: [string, string][] = [
      ['code', 'MEDIA'],
      ['name', 'Đài truyền thanh'],
      ['nameEn', 'Local radio'],
      ['agencyKinds[]', 'COMMUNE'],
      ['proof', 'ANY'],
      ['from', '2026-11-01'],
      ['basis', 'Kế hoạch của tỉnh'],
    ]
    expect((await post('/disclosure/places', 'control', form.slice(1))).status).toBe(422)
    expect((await post('/disclosure/places', 'control', form)).status).toBe(303)
    expect((await post('/disclosure/places', 'control', form)).text).toContain('Mã MEDIA đang dùng')
    const id = /aria-label="[^"]*Đài truyền thanh" formAction="\/disclosure\/places\/(\d+)\/end"/.exec(
      (await ask('/disclosure/places', 'control')).text,
    )?.[1]
    expect((await post(`/disclosure/places/${id}/end`, 'control', [])).status).toBe(303)
    expect((await ask('/disclosure/places', 'control')).text).toContain('đến trước 23/11/2026')
  })

  it('answers machines', async () => {
    const made = await api('/api/v1/disclosure/evidence', 'control', {
      agency: 'H71.30',
      codes: ['1.001193', '1.000894'],
      place: 'SERVICE_PORTAL',
      day: '2026-11-20',
      url: 'https://dichvucong.songlam.example',
    })
    expect(made.status).toBe(201)
    const { evidenceIds } = made.json as { evidenceIds: number[] }
    const got = await api('/api/v1/disclosure?agency=H71.30&q=1.001193', 'commune')
    expect(got.json).toMatchObject({
      agency: 'H71.30',
      total: { required: 3, current: 1, stale: 0, percent: 33.33 },
      items: [
        {
          code: '1.001193',
          version: 1,
          missingParts: [],
          cells: [{ state: 'NONE' }, { state: 'CURRENT' }, {}, { state: 'NOT_REQUIRED' }],
        },
      ],
    })
    const back = await api(`/api/v1/disclosure/evidence/${evidenceIds[0]}/withdraw`, 'commune', {
      reason: 'Nhầm trang',
    })
    expect(back).toMatchObject({ status: 200, json: { code: expect.stringMatching(/^1\.00/) as string } })
    expect((await api('/api/v1/disclosure?agency=NOWHERE', 'control')).status).toBe(404)
    expect((await api('/api/v1/disclosure/evidence', 'control', { codes: [] })).status).toBe(422)
  })
})

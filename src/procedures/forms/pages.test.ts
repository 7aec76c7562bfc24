import { beforeAll, describe, expect, test } from 'vitest'
import readXlsx from 'read-excel-file/node'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { seedForms } from '../../../db/seed/forms.ts'
import { seedOrganisation } from '../../../db/seed/organisation.ts'
import { seedProcedures } from '../../../db/seed/procedures.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { openRooms } from '../../../test/harness/rooms.ts'
import { formsDoors } from './pages/index.tsx'
import { formPage } from './views.ts'

const connection = await testDatabase()
const ctx = testCtx(connection, '2025-07-01T07:30:00+07:00')
const TODAY = '2026-11-23'
const BIRTH = '1.001193'
const GUARDIAN = '1.004837'

const actor = (kind: Actor['kind'], ...roles: string[]): Actor => ({
  ...anonymous,
  kind,
  accountId: null,
  officerId: kind === 'OFFICER' ? 1 : null,
  name: 'Cán bộ',
  roles,
  unitId: 1,
  agencyId: 1,
})
const actors: Record<string, Actor> = {
  reader: actor('OFFICER', 'SPECIALIST'),
  control: actor('OFFICER', 'CONTROL'),
}
const { house, ask } = openRooms(connection, [formsDoors], { actors: () => actors, dataDir: ctx.dataDir })

const bearer = (who: string) => ({ authorization: `Bearer ${who}`, origin: 'http://localhost' })
const said = (text: string): string => text.replaceAll('<!-- -->', '').replaceAll('&quot;', '"')
async function go(path: string, who: string, fields?: Record<string, string>) {
  const { status, location, text } = await ask(path, who, fields)
  return { status, location, html: said(text) }
}
const get = async (path: string, who = 'control') => await go(path, who)
const post = async (path: string, fields: Record<string, string>, who = 'control') => await go(path, who, fields)
const draftOf = async (code: string) => {
  const { draft } = await formPage(connection.db, code, TODAY)
  if (!draft) throw new Error('there is no draft')
  return draft
}
const revision = async (code: string) => ({ revision: String((await draftOf(code)).revision) })

beforeAll(async () => {
  await seedOrganisation(ctx)
  await seedProcedures(ctx)
  await seedForms(ctx)
})

describe('reading', () => {
  test('the list is searched, narrowed, sorted and exported', async () => {
    const all = await get('/forms?q=khai+sinh&sort=code', 'reader')
    expect(all.html).toContain('Đăng ký khai sinh')
    expect(all.html).not.toContain('Đăng ký kết hôn')
    expect((await get('/forms?form=WITHOUT')).html).toContain('Không có thủ tục nào khớp.')
    const first = await get('/forms?limit=5')
    expect(first.html).toMatch(/href="\/forms\?after=/)
    const sheet = await house.app.request('/forms/export.xlsx?q=khai+sinh', { headers: bearer('reader') })
    const { data } = (await readXlsx(Buffer.from(await sheet.arrayBuffer())))[0] ?? { data: [] }
    expect(data[0]?.slice(0, 2)).toEqual(['Mã', 'Thủ tục'])
    expect(data.slice(1).map(row => row[0])).toContain(BIRTH)
  })

  test('a form is drawn with its conditions, versions and what each changed', async () => {
    const { html } = await get(`/forms/${BIRTH}`, 'reader')
    expect(html).toContain('Chỉ hỏi khi “Trường hợp của trẻ” không phải là “Trẻ bị bỏ rơi”')
    expect(html).toContain('Đang áp dụng')
    expect(html).toContain('Đã hết áp dụng')
    expect(html).toContain('Thay đổi so với phiên bản trước')
    expect(html).not.toContain('Soạn phiên bản mới')
    expect((await get(`/forms/${BIRTH}?no=9`)).status).toBe(404)
    expect((await get(`/forms/${BIRTH}/draft`, 'reader')).status).toBe(403)
  })

  test('the preview asks as citizens are asked, and says what is wrong without keeping anything', async () => {
    const { html } = await get(`/forms/${BIRTH}/preview`, 'reader')
    expect(html).toContain('name="form.mother.citizenId"')
    const wrong = await post(
      `/forms/${BIRTH}/preview`,
      { 'form.childName': 'Bưởi', 'form.situation': 'FOUND' },
      'reader',
    )
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('value="Bưởi"')
    const stopped = await post(`/forms/${BIRTH}/preview`, { 'eligibility.registered': 'YES' }, 'reader')
    expect(stopped.html).toContain('Việc sinh đã được đăng ký thì không đăng ký lần nữa.')
  })
})

describe('the editor', () => {
  const at = `/forms/${GUARDIAN}/draft`

  test('begins with the form in force, adds, changes, moves, takes back, publishes', async () => {
    expect((await post(`/forms/${GUARDIAN}/begin`, {})).location).toBe(`${at}?done=begun`)
    expect((await get(at)).html).toContain('dự thảo phiên bản 2')
    const section = await post(`${at}/section`, { ...(await revision(GUARDIAN)), 'title.vi': 'Người cùng giám hộ' })
    expect(section.location).toBe(`${at}?done=saved#section-nguoiCungGiamHo`)
    expect((await get(at)).html).toContain('Người cùng giám hộ: chưa có trường nào.')
    const group = await post(`${at}/field`, {
      ...(await revision(GUARDIAN)),
      section: 'nguoiCungGiamHo',
      type: 'group',
      'label.vi': 'Người cùng',
      'label.en': 'Together with',
      maxRows: '3',
    })
    expect(group.location).toContain('#field-nguoiCung')
    await post(`${at}/field`, {
      ...(await revision(GUARDIAN)),
      section: 'nguoiCungGiamHo',
      group: 'nguoiCung',
      type: 'select',
      'label.vi': 'Quan hệ',
      options: 'Ông | Grandfather | GF\nBà',
      required: 'on',
    })
    const other = await post(`${at}/field`, {
      ...(await revision(GUARDIAN)),
      section: 'nguoiCungGiamHo',
      group: 'nguoiCung',
      type: 'text',
      key: 'detail',
      'label.vi': 'Ghi rõ',
      'tests.0.field': 'quanHe',
      'tests.0.is': 'EQUALS',
      'tests.0.choice': 'quanHe=Bà',
    })
    expect(other.location).toContain('#field-detail')
    const { definition } = await draftOf(GUARDIAN)
    expect(definition.sections.at(-1)).toEqual({
      key: 'nguoiCungGiamHo',
      title: { vi: 'Người cùng giám hộ', en: 'Người cùng giám hộ' },
      fields: [
        {
          key: 'nguoiCung',
          label: { vi: 'Người cùng', en: 'Together with' },
          type: 'group',
          required: false,
          maxRows: 3,
          fields: [
            {
              key: 'quanHe',
              label: { vi: 'Quan hệ', en: 'Quan hệ' },
              type: 'select',
              required: true,
              options: [
                { value: 'GF', label: { vi: 'Ông', en: 'Grandfather' } },
                { value: 'Bà', label: { vi: 'Bà', en: 'Bà' } },
              ],
            },
            {
              key: 'detail',
              label: { vi: 'Ghi rõ', en: 'Ghi rõ' },
              type: 'text',
              required: false,
              when: { match: 'ALL', tests: [{ field: 'quanHe', is: 'EQUALS', value: 'Bà' }] },
            },
          ],
        },
      ],
    })
    const up = await post(`${at}/move`, { ...(await revision(GUARDIAN)), kind: 'field', key: 'detail', by: '-1' })
    expect([up.status, up.html.includes('đứng sau nó')]).toEqual([422, true])
    const gone = { kind: 'field', key: 'quanHe' }
    expect((await get(`${at}/remove?${new URLSearchParams(gone)}`)).html).toContain('Bỏ “Quan hệ” khỏi dự thảo?')
    const needed = await post(`${at}/remove`, { ...(await revision(GUARDIAN)), ...gone })
    expect([needed.status, needed.html.includes('“Ghi rõ” còn đặt điều kiện theo trường này')]).toEqual([422, true])
    await post(`${at}/remove`, { ...(await revision(GUARDIAN)), kind: 'field', key: 'detail' })
    expect((await post(`${at}/undo`, await revision(GUARDIAN))).location).toBe(`${at}?done=undone`)
    await post(`${at}/settings`, { ...(await revision(GUARDIAN)), minutes: '6', note: 'Thêm người cùng giám hộ' })
    expect((await get(at)).html).toContain('điền khoảng 6 phút')
    const early = await post(`${at}/publish`, { ...(await revision(GUARDIAN)), effectiveFrom: '2025-07-01' })
    expect([early.status, early.html.includes('Hãy chọn ngày muộn hơn')]).toEqual([422, true])
    const done = await post(`${at}/publish`, { ...(await revision(GUARDIAN)), effectiveFrom: TODAY })
    expect(done.location).toBe(`/forms/${GUARDIAN}?done=published`)
    const view = await formPage(connection.db, GUARDIAN, TODAY)
    expect(view.inForce).toMatchObject({ no: 2, note: 'Thêm người cùng giám hộ', undoSteps: 0, publishedBy: 'Cán bộ' })
  })

  test('keeps what was typed and says what is wrong; redrawing changes nothing', async () => {
    await post(`/forms/${BIRTH}/begin`, {})
    const editor = `/forms/${BIRTH}/draft`
    const before = (await draftOf(BIRTH)).revision
    const typed = { ...(await revision(BIRTH)), section: 'child', type: 'select', 'label.en': 'Ethnic group' }
    const wrong = await post(`${editor}/field`, typed)
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('value="Ethnic group"')
    expect(wrong.html).toContain('Hãy ghi ít nhất một lựa chọn.')
    const elsewhere = await post(`${editor}/field`, {
      ...typed,
      'label.vi': 'Dân tộc',
      options: 'Kinh',
      'tests.0.field': 'childGender',
      'tests.0.is': 'EQUALS',
      'tests.0.choice': 'situation=FOUND',
    })
    expect(elsewhere.html).toContain('Lựa chọn này thuộc trường khác.')
    const more = await post(`${editor}/field`, { ...typed, do: 'more', 'tests.0.field': 'childGender' })
    expect([more.status, more.html.includes('name="tests.1.field"')]).toEqual([200, true])
    const named = await post(`${editor}/field`, { ...typed, 'label.vi': 'Họ tên', options: 'Kinh', key: 'childName' })
    expect(named.html).toContain('mã "childName" đã dùng ở chỗ khác')
    expect((await draftOf(BIRTH)).revision).toBe(before)
    const stale = await post(`${editor}/section`, { revision: String(before + 5), 'title.vi': 'Khác' })
    expect([stale.status, stale.html.includes('Người khác vừa sửa mẫu đơn này')]).toEqual([422, true])
  })

  test('eligibility questions and papers by case are changed by forms too', async () => {
    const editor = `/forms/${BIRTH}/draft`
    expect((await get(`${editor}/eligibility?key=registered`)).html).toContain('Việc sinh đã được đăng ký')
    await post(`${editor}/eligibility`, {
      ...(await revision(BIRTH)),
      'question.vi': 'Bạn có giấy chứng sinh không?',
      stopOn: 'NO',
      'words.vi': 'Hãy xin giấy chứng sinh trước.',
    })
    const name = encodeURIComponent('Ủy quyền')
    expect((await get(`${editor}/case?key=${name}`)).html).toContain('value="proxy=YES" selected')
    await post(`${editor}/case`, { ...(await revision(BIRTH)), at: 'Ủy quyền' })
    const { definition } = await draftOf(BIRTH)
    expect(definition.eligibility?.map(one => one.key)).toEqual(['registered', 'abroad', 'banCoGiayChungSinhKhong'])
    expect(definition.cases?.map(one => one.case)).toEqual(['Trẻ bị bỏ rơi', 'Sinh ra do mang thai hộ'])
    expect((await post(`${editor}/discard`, await revision(BIRTH))).location).toBe(`/forms/${BIRTH}?done=discarded`)
  })

  test('a definition goes out as a file and comes in again; a wrong one is said with its place', async () => {
    const { text } = await ask(`/forms/${BIRTH}/definition.json`, 'reader')
    await post(`/forms/${GUARDIAN}/begin`, {})
    const send = async (content: string) => {
      const body = new FormData()
      body.set('revision', (await revision(GUARDIAN)).revision)
      body.set('file', new File([content], 'mau.json', { type: 'application/json' }))
      const answer = await house.app.request(`${at}/import`, { method: 'POST', headers: bearer('control'), body })
      return { location: answer.headers.get('location'), html: said(await answer.text()) }
    }
    expect((await send(text)).location).toBe(`${at}?done=saved`)
    expect((await draftOf(GUARDIAN)).definition).toEqual(JSON.parse(text))
    // The cases are those of another procedure: a draft may have them, publishing may not.
    expect((await get(at)).html).toContain('thành phần hồ sơ của thủ tục không có trường hợp "Trẻ bị bỏ rơi"')
    expect((await send('không phải JSON')).html).toContain('Tệp không phải JSON đọc được.')
    const broken = text.replaceAll('"field": "proxy"', '"field": "nowhere"')
    expect((await send(broken)).html).toContain('điều kiện hỏi về trường "nowhere", mẫu đơn không có trường này')
  })
})

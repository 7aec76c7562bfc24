import { beforeAll, expect, test } from 'vitest'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { catalogueApi } from '../catalogue/api.ts'
import { catalogueDoors } from '../catalogue/pages/index.ts'
import { createDecision, draftVersion, publishDecision } from '../catalogue/service.ts'
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import { publicationApi } from './api.ts'
import { publicationDoors } from './pages/index.tsx'

const connection = await testDatabase()
const NOW = '2026-03-02T08:00:00+07:00'
const { get, post } = openDoors(connection, NOW, publicationApi, publicationDoors, catalogueApi, catalogueDoors)
let province = 0
beforeAll(async () => {
  ;({ province } = await smallProvince(testCtx(connection, NOW)))
})

const {
  home: _h,
  onlineLevel: _o,
  promised: _p,
  process: _s,
  form: _f,
  ...content
} = SeedProcedureSchema.parse(rows[0])
const CODE = '4.000001'

test('the whole way on screens: begin, add, submit, number, sign, publish; papers, diff, deadlines, export', async () => {
  const control = officerOf(province, 'CONTROL')
  const leader = officerOf(province, 'LEADER')
  const ctx = testCtx(connection, '2026-01-05T08:00:00+07:00', control)
  const { decisionId } = await createDecision(ctx, {
    number: '1/QĐ-TAY',
    title: 'Công bố nhập tay',
    signedOn: '2026-01-05',
    signer: 'Ủy ban',
    effectiveOn: '2026-01-05',
  })
  const local = { code: CODE, home: 'COMMUNE', onlineLevel: 'FULL' } as const
  await draftVersion(ctx, { ...local, content: { ...content, code: CODE, conditions: 'Điều kiện cũ' }, decisionId })
  await publishDecision(ctx, { decisionId })
  await draftVersion(ctx, { ...local, content: { ...content, code: CODE, conditions: 'Điều kiện mới' } })

  const bad = await post(control, '/catalogue/publications', { kind: 'FULL' })
  expect(bad.status).toBe(422)
  const begun = await post(control, '/catalogue/publications', {
    kind: 'FULL',
    title: 'Nghị quyết về điều kiện',
    basisNo: '12/2026/NQ-HĐND',
    basisTitle: 'quy định điều kiện',
    basisEffectiveOn: '2026-03-16',
  })
  const at = begun.headers.get('location') ?? ''
  expect(begun.status).toBe(303)
  expect((await post(control, `${at}/submit`, {})).status).toBe(422)
  const item = { change: 'AMENDED', code: CODE, name: 'Thủ tục thử', basis: 'Điều 2' }
  expect((await post(control, `${at}/items`, { ...item, code: 'x' })).status).toBe(422)
  expect((await post(control, `${at}/items`, item)).status).toBe(303)
  const preparing = await (await get(control, at)).text()
  expect(preparing).toContain('còn 5 ngày')
  expect(preparing).toContain('hạn 09/03/2026')
  expect(preparing).toContain('yêu cầu, điều kiện')
  const list = await (await get(control, '/catalogue/publications?q=dieu+kien')).text()
  expect(list).toContain('Nghị quyết về điều kiện')
  expect(await (await get(control, '/catalogue/deadlines')).text()).toContain('Nghị quyết về điều kiện')

  expect((await post(control, `${at}/submit`, {})).status).toBe(303)
  expect((await post(control, `${at}/number`, {})).status).toBe(303)
  expect((await post(control, `${at}/sign`, {})).status).toBe(403)
  expect(await (await get(control, `${at}/decision`)).text()).toContain('DỰ THẢO')
  expect((await post(leader, `${at}/sign`, {})).status).toBe(303)
  const submission = await (await get(control, `${at}/submission`)).text()
  expect(submission).toContain('01/TTr-UBND')
  expect(submission).toContain('01 thủ tục sửa đổi, bổ sung')
  const paper = await (await get(leader, `${at}/decision`)).text()
  expect(paper).toContain('01/QĐ-UBND')
  expect(paper).toContain('ngày 02 tháng 03 năm 2026')
  expect(paper).toContain('có hiệu lực từ ngày 16/03/2026')
  expect(paper).not.toContain('DỰ THẢO')
  expect((await post(control, `${at}/publish`, {})).status).toBe(303)

  const publicPage = await (await get(control, `/procedures/${CODE}/versions/2`)).text()
  expect(publicPage).toContain('Thay đổi so với bản trước')
  expect(publicPage).toContain('Điều kiện <del>cũ</del>')
  expect(publicPage).toContain('Điều kiện <ins>mới</ins>')
  const view = (await (await get(control, `/api/v1/decisions/publications/1`)).json()) as {
    decisionId: number
    stage: string
  }
  expect(view).toMatchObject({
    stage: 'PUBLISHED',
    counts: { AMENDED: { COMMUNE: 1 } },
    decided: { state: 'MET' },
    public: { state: 'MET' },
  })
  expect(await (await get(control, `/catalogue/decisions/${view.decisionId}`)).text()).toContain('<ins>mới</ins>')
  expect(await (await get(control, '/catalogue/deadlines?tab=met')).text()).toContain('đúng hạn')
  const sheet = await get(control, '/catalogue/deadlines/export?tab=all')
  expect([sheet.status, (await sheet.arrayBuffer()).byteLength > 1_000]).toEqual([200, true])
  expect((await get(control, '/catalogue/publications/export?tab=all')).status).toBe(200)
  expect(await (await get(control, '/catalogue/publications/numbers')).text()).toContain('Nghị quyết về điều kiện')
  const deadlines = await get(control, '/api/v1/decisions/deadlines?tab=all&limit=1')
  expect(await deadlines.json()).toMatchObject({ items: [{}], next: expect.any(String) as string })
  expect((await get(control, '/catalogue/deadlines?after=xx')).status).toBe(422)
  expect((await get(control, '/catalogue/publications/99999')).status).toBe(404)
  const english = await (await get(control, `${at}?lang=en`)).text()
  expect(english).toContain('Publication')
})

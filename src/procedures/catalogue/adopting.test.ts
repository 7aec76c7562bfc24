import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { nationalRecord as record } from '../../../test/harness/national-record.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { catalogueApi } from './api.ts'
import { comparison } from './changes.ts'
import { importProcedures } from '../national/index.ts'
import { parseNational } from '../national/service-record.ts'
import { procedurePage } from './page.ts'
import { catalogueDoors } from './pages/index.ts'
import {
  adoptComponents,
  adoptNational,
  createDecision,
  draftVersion,
  publishDecision,
  restoreComponents,
} from './service.ts'

const connection = await testDatabase()
const ctx = testCtx(connection, '2026-03-02T08:00:00+07:00')
const { get, post } = openDoors(connection, '2026-03-02T08:00:00+07:00', catalogueApi, catalogueDoors)
let control = officerOf(0, 'CONTROL')
beforeAll(async () => {
  control = officerOf((await smallProvince(ctx)).province, 'CONTROL')
})

async function importLines(...lines: unknown[]) {
  const file = join(await mkdtemp(join(tmpdir(), 'national-')), 'thu-tuc.ndjson')
  await writeFile(file, lines.map(line => JSON.stringify(line)).join('\n'))
  return await importProcedures(ctx, file)
}

function contentOf(code: string) {
  const outcome = parseNational(record({ MATTHC: code }))
  if (!outcome.ok) throw new Error(outcome.message)
  return outcome.content
}

async function refusal(doing: Promise<unknown>): Promise<Refusal> {
  const failure = await doing.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (failure instanceof Refusal) return failure
  throw failure ?? new Error('nothing was refused')
}

describe('adoption', () => {
  test('what the nation changes is shown by component and taken over one by one', async () => {
    const code = '1.990003'
    await importLines(record({ MATTHC: code }))
    const local = {
      home: 'SNV',
      onlineLevel: 'FULL',
      promised: { DIRECT: { unit: 'WORKING_DAY', amount: 2 } },
    } as const
    expect((await refusal(adoptComponents(ctx, { code, parts: ['name'] }))).code).toBe('NOTHING_TO_ADOPT')
    const { decisionId } = await createDecision(ctx, {
      number: '3/QĐ-THU',
      title: 'Công bố thử',
      signedOn: '2026-03-02',
      signer: 'Ủy ban',
      effectiveOn: '2026-03-02',
    })
    await adoptNational(ctx, { code, ...local, decisionId })
    await publishDecision(ctx, { decisionId })
    expect((await comparison(ctx, code)).parts).toEqual([])
    expect((await refusal(adoptComponents(ctx, { code, parts: ['name'] }))).code).toBe('COMPONENTS_EQUAL')
    await importLines(
      record({
        MATTHC: code,
        TENTTHC: 'Cấp giấy đổi tên',
        YEUCAU: 'Đủ 16 tuổi',
        CANCUPHAPLY: [{ SOVANBAN: '2/2026/NĐ-CP', TENVANBAN: 'Nghị định sau' }],
      }),
    )
    expect((await comparison(ctx, code)).parts.map(one => one.part)).toEqual(['name', 'conditions', 'legalBasis'])

    const page = await (await get(control, `/catalogue/${code}/compare`)).text()
    expect(page).toContain('Đủ <del>18</del> tuổi')
    expect(page).toContain('Đủ <ins>16</ins> tuổi')
    expect((await post(control, `/catalogue/${code}/compare`, {})).status).toBe(422)
    const done = await post(control, `/catalogue/${code}/compare`, { 'parts[]': 'conditions' })
    expect(done.headers.get('location')).toBe(`/catalogue/${code}/compare?taken=conditions`)
    const draft = await procedurePage(ctx, code, { no: 4, drafts: true })
    expect(draft.content).toMatchObject({ name: 'Cấp giấy thử nghiệm', conditions: 'Đủ 16 tuổi' })
    expect(draft).toMatchObject({
      promised: local.promised,
      shown: { state: 'DRAFT', home: 'SNV', changedComponents: ['conditions'] },
    })
    // a second time into the draft that is there
    expect(await adoptComponents(ctx, { code, parts: ['legalBasis'] })).toMatchObject({ no: 4, taken: ['legalBasis'] })
    expect((await comparison(ctx, code)).parts.map(one => one.part)).toEqual(['name'])
    const draftPage = await (await get(control, `/catalogue/${code}/versions/4`)).text()
    expect(draftPage).toContain('Thay đổi so với bản trước')
    const api = await get(control, `/api/v1/procedures/${code}/compare`)
    expect(await api.json()).toMatchObject({ localNo: 4, nationalNo: 3, parts: [{ part: 'name' }] })
  })

  test('what was taken over is given back, and a draft that says nothing new is thrown away', async () => {
    const code = '1.990003'
    const asked = await (await get(control, `/catalogue/${code}/compare?taken=conditions,nonsense`)).text()
    expect(asked).toContain('Đã tiếp thu: yêu cầu, điều kiện')
    const undone = await post(control, `/catalogue/${code}/restore`, { parts: 'conditions', part: 'name' })
    expect(undone.headers.get('location')).toBe(`/catalogue/${code}/compare?part=name`)
    expect((await comparison(ctx, code)).parts.map(one => one.part)).toEqual(['name', 'conditions'])
    expect(await restoreComponents(ctx, { code, parts: ['legalBasis'] })).toMatchObject({ discarded: true })
    expect((await comparison(ctx, code)).local).toMatchObject({ no: 2, state: 'PUBLISHED' })
    expect((await refusal(restoreComponents(ctx, { code, parts: ['name'] }))).code).toBe('NO_DRAFT')
    const events = await connection.db
      .selectFrom('kernel.event')
      .select('type')
      .where('stream', '=', `procedure:${code}`)
      .orderBy('id', 'desc')
      .limit(2)
      .execute()
    expect(events.map(event => event.type)).toEqual([
      'procedures.version.discarded',
      'procedures.version.components_restored',
    ])
  })

  test('a promise the nation has overtaken stops it', async () => {
    const code = '1.990004'
    await importLines(record({ MATTHC: code }))
    const promised = { DIRECT: { unit: 'WORKING_DAY', amount: 2 } } as const
    await draftVersion(ctx, {
      code,
      content: contentOf(code),
      home: 'SNV',
      onlineLevel: 'FULL',
      promised,
    })
    const [direct, online] = record().CACHTHUCTHUCHIEN
    const quick = { ...direct, THOIGIAN: [{ THOIGIANGIAIQUYET: '1', DONVITINH: 'Ngày làm việc', PHILEPHI: [] }] }
    await importLines(record({ MATTHC: code, CACHTHUCTHUCHIEN: [quick, online] }))
    expect((await refusal(adoptComponents(ctx, { code, parts: ['limit'] }))).code).toBe('PROMISE_OVER_LEGAL')
  })
  test('every procedure that differs is listed by what differs, each leading to the next', async () => {
    const listed = async (query = '') => {
      const html = await (await get(control, `/catalogue/differences${query}`)).text()
      return [...html.matchAll(/href="\/catalogue\/([\d.]+)\/compare/g)].map(found => found[1])
    }
    expect(await listed()).toEqual(['1.990003', '1.990004'])
    expect(await listed('?part=limit')).toEqual(['1.990004'])
    expect(await listed('?q=doi%20ten')).toEqual([])
    expect(await listed('?q=cap%20giay&limit=1')).toEqual(['1.990003'])
    const first = await (await get(control, '/catalogue/1.990003/compare')).text()
    expect(first).toContain('1 trong 2')
    expect(first).toContain('href="/catalogue/1.990004/compare"')
    const sheet = await get(control, '/catalogue/differences/export?part=limit')
    expect(sheet.headers.get('content-disposition')).toContain('national-differences.xlsx')
  })
})

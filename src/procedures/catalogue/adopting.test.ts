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
import { adoptComponents, adoptNational, createDecision, draftVersion, publishDecision } from './service.ts'

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
    expect(page).toContain('<del lang="vi">Đủ 18 tuổi</del>')
    expect(page).toContain('<ins lang="vi">Đủ 16 tuổi</ins>')
    expect((await post(control, `/catalogue/${code}/compare`, {})).status).toBe(422)
    const done = await post(control, `/catalogue/${code}/compare`, { 'parts[]': 'conditions' })
    expect(done.headers.get('location')).toBe(`/catalogue/${code}/versions/4`)
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
})

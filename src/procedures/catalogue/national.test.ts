import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { catalogueApi } from './api.ts'
import { comparison } from './changes.ts'
import { importProcedures } from './import.ts'
import { parseNational, recordsOf } from './national.ts'
import { procedurePage } from './page.ts'
import { catalogueDoors } from './pages/index.ts'
import { adoptComponents, adoptNational, createDecision, draftVersion, publishDecision } from './service.ts'

/** Records in the structure of the national service, made up: two cases, two channels, several fees to a time. */
const record = (more: Record<string, unknown> = {}) => ({
  ID: '4711',
  MATTHC: '1.990001',
  TENTTHC: 'Cấp giấy thử nghiệm',
  LOAITTHC: '1',
  TRANGTHAI: '1',
  CAPTHUCHIEN: [{ CAPTHUCHIEN: '1', TENCAP: 'Cấp Tỉnh' }, { CAPTHUCHIEN: '3' }],
  LINHVUCTHUCHIEN: [{ MALINHVUC: 'G15-1', TENLINHVUC: 'Thử nghiệm' }],
  COQUANTHUCHIEN: [{ MADONVI: 'H99.01', TENDONVI: 'Sở Thử nghiệm' }],
  COQUANCOTHAMQUYEN: 'Sở Thử nghiệm',
  KETQUATHUCHIEN: [{ MAKETQUA: 'KQ.G15.000001', TENKETQUA: 'Giấy thử nghiệm' }],
  TRINHTUTHUCHIEN: [
    { TRUONGHOP: 'Cấp mới', TRINHTU: [{ TENTRINHTU: 'Nộp hồ sơ' }, { TENTRINHTU: 'Nhận kết quả' }] },
    { TRUONGHOP: 'Cấp lại', TRINHTU: { TENTRINHTU: 'Nộp lại' } },
  ],
  CACHTHUCTHUCHIEN: [
    {
      KENH: '1',
      THOIGIAN: [
        {
          THOIGIANGIAIQUYET: '3',
          DONVITINH: 'Ngày làm việc',
          MOTA: 'Cấp mới',
          PHILEPHI: [
            { MAPHILEPHI: 'P1', SOTIEN: '20000', DONVI: 'VNĐ', MOTA: 'Lệ phí cấp mới' },
            { MAPHILEPHI: 'P2', SOTIEN: 0, DONVI: 'VNĐ', MOTA: '' },
          ],
        },
        { THOIGIANGIAIQUYET: 5, DONVITINH: 'ngày', MOTA: 'Cấp lại', PHILEPHI: [] },
      ],
    },
    { KENH: 2, THOIGIAN: [{ THOIGIANGIAIQUYET: '2', DONVITINH: 'Ngày làm việc', PHILEPHI: null }] },
  ],
  THANHPHANHOSO: [
    {
      TRUONGHOP: '',
      GIAYTO: [
        { MAGIAYTO: 'G1', TENGIAYTO: 'Tờ khai', SOBANCHINH: '1', SOBANSAO: '0', TENMAUDON: 'Mẫu số 01', URL: 'x' },
        { MAGIAYTO: 'G2', TENGIAYTO: 'Bản sao bằng', SOBANCHINH: 0, SOBANSAO: 2 },
      ],
    },
  ],
  DOITUONGTHUCHIEN: [
    { TENDOITUONG: 'Công dân Việt Nam' },
    { TENDOITUONG: 'Tổ chức (không bao gồm doanh nghiệp, HTX)' },
  ],
  CANCUPHAPLY: [{ SOVANBAN: '1/2026/NĐ-CP', TENVANBAN: 'Nghị định thử' }],
  YEUCAU: 'Đủ 18 tuổi',
  IDQUYETDINHCONGBO: '815',
  ...more,
})

const read = (more: Record<string, unknown> = {}) => {
  const outcome = parseNational(record(more))
  if (!outcome.ok) throw new Error(outcome.message)
  return outcome
}

describe('one record', () => {
  test('limit and fee hang on the channel, papers on the case', () => {
    const { content, warnings } = read()
    expect(content).toMatchObject({
      code: '1.990001',
      name: 'Cấp giấy thử nghiệm',
      sector: 'Thử nghiệm',
      levels: ['PROVINCE', 'COMMUNE'],
      conditions: 'Đủ 18 tuổi',
      performingAgencyText: 'Sở Thử nghiệm',
      subjects: [{ subject: 'CITIZEN' }, { subject: 'ORGANISATION' }],
      results: [{ name: 'Giấy thử nghiệm', code: 'KQ.G15.000001' }],
      legalBases: [{ number: '1/2026/NĐ-CP', name: 'Nghị định thử' }],
      steps: [
        { case: 'Cấp mới', items: ['Nộp hồ sơ', 'Nhận kết quả'] },
        { case: 'Cấp lại', items: ['Nộp lại'] },
      ],
    })
    expect(content.channels.map(rule => [rule.channel, rule.terms.map(term => term.limit)])).toEqual([
      [
        'DIRECT',
        [
          { unit: 'WORKING_DAY', amount: 3 },
          { unit: 'CALENDAR_DAY', amount: 5 },
        ],
      ],
      ['ONLINE', [{ unit: 'WORKING_DAY', amount: 2 }]],
    ])
    expect(content.channels[0]?.terms[0]?.fees).toMatchObject([
      { kind: 'CHARGE', status: 'AMOUNT', amount: 20_000, note: 'Lệ phí cấp mới' },
      { status: 'FREE', amount: 0 },
    ])
    expect(content.components[0]?.papers).toMatchObject([
      { name: 'Tờ khai', form: 'Mẫu số 01', originals: 1, copies: 0 },
      { name: 'Bản sao bằng', form: null, originals: 0, copies: 2 },
    ])
    // kinds 1 and 2 mean different things to different clients: kept, not guessed
    expect(content.lawKind).toBeNull()
    expect(content.raw).toEqual([
      { field: 'decision', text: '815' },
      { field: 'lawKind', text: '1' },
    ])
    expect(warnings).toEqual(['LAW_KIND_UNKNOWN', 'FEE_MISSING'])
  })

  test('what cannot be read is named and kept', () => {
    const { content, warnings } = read({
      TRANGTHAI: '0',
      LINHVUCTHUCHIEN: [],
      CAPTHUCHIEN: [{ CAPTHUCHIEN: '2', TENCAP: 'Cấp Huyện' }],
      CACHTHUCTHUCHIEN: [
        { KENH: '9', THOIGIAN: [] },
        { KENH: '3', THOIGIAN: [{ THOIGIANGIAIQUYET: '7', PHILEPHI: [{ SOTIEN: 'theo quy định' }] }] },
      ],
      THANHPHANHOSO: null,
      CANCUPHAPLY: [{ SOVANBAN: '', TENVANBAN: 'Không số' }],
      KETQUATHUCHIEN: [],
    })
    expect(warnings).toEqual(
      expect.arrayContaining([
        'NATIONAL_NOT_PUBLIC',
        'SECTOR_MISSING',
        'LEVEL_UNKNOWN',
        'CHANNEL_UNKNOWN',
        'LIMIT_WITHOUT_UNIT',
        'AMOUNT_UNREADABLE',
        'COMPONENTS_MISSING',
        'LEGAL_BASIS_UNREADABLE',
        'RESULT_MISSING',
      ]),
    )
    expect(content.raw).toEqual(
      expect.arrayContaining([
        { field: 'levels', text: '2 Cấp Huyện' },
        { field: 'fees', text: 'theo quy định' },
      ]),
    )
  })

  test.each([
    [{ MATTHC: '9.1' }, 'CODE_NOT_NATIONAL'],
    [{ TENTTHC: '  ' }, 'NAME_MISSING'],
    [{ CANCUPHAPLY: ['x'] }, 'NOT_A_NATIONAL_RECORD'],
  ])('%j is rejected by name', (more, reason) => {
    expect(parseNational(record(more))).toMatchObject({ ok: false, reason })
  })

  test('a local code is read as its national one, an answer as its records', () => {
    expect(read({ MATTHC: '1.990001.000.00.00.H62' }).content.code).toBe('1.990001')
    expect(recordsOf({ error_code: 0, result: [record(), record()] })).toHaveLength(2)
    expect(recordsOf(record())).toHaveLength(1)
  })
})

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

async function refusal(doing: Promise<unknown>): Promise<Refusal> {
  const failure = await doing.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (failure instanceof Refusal) return failure
  throw failure ?? new Error('nothing was refused')
}

describe('import and adoption', () => {
  test('a file of the service comes in by its shape, and a second time changes nothing', async () => {
    const lines = [{ error_code: 0, result: [record(), record({ MATTHC: '1.990002' })] }, record({ MATTHC: 'x' })]
    expect(await importLines(...lines)).toMatchObject({
      read: 3,
      imported: 2,
      rejected: 1,
      added: 2,
      rejections: { CODE_NOT_NATIONAL: 1 },
    })
    expect(await importLines(...lines)).toMatchObject({ read: 3, imported: 2, added: 0, unchanged: 2 })
  })

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
      content: read({ MATTHC: code }).content,
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

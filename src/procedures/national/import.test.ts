import { createWriteStream, existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { nationalRecord } from '../../../test/harness/national-record.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { procedureForIntake } from '../catalogue/index.ts'
import { adoptNational, createDecision, publishDecision } from '../catalogue/service.ts'
import { importProcedures } from './import.ts'

const connection = await testDatabase()
const { db } = connection
const folder = mkdtempSync(join(tmpdir(), 'motcua-import-'))
const at = (now: string) => testCtx(connection, now)
const NOW = '2026-11-23T14:30:00+07:00'

/** A line as the crawl has it; the page repeats what the fields say. */
function record(code: string, name: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    ma_thu_tuc: code,
    ten_thu_tuc: name,
    so_quyet_dinh: '163/QĐ-BTP',
    cap_thuc_hien: 'Cấp xã',
    loai_thu_tuc: 'TTHC được giao luật quy định chi tiết',
    linh_vuc: 'Hộ tịch',
    doi_tuong_thuc_hien: 'Công dân Việt Nam',
    co_quan_co_tham_quyen: 'Ủy ban nhân dân cấp xã',
    dia_chi_tiep_nhan: '',
    co_quan_phoi_hop: '',
    trinh_tu_thuc_hien: 'Nộp hồ sơ.\nNhận kết quả.',
    cach_thuc_thuc_hien: '',
    thanh_phan_ho_so: '',
    can_cu_phap_ly: '',
    co_quan_thuc_hien: 'Ủy ban nhân dân cấp xã',
    yeu_cau_dieu_kien: '',
    ket_qua_xu_ly: '',
    raw_text: `Mã thủ tục ${code}`,
    ...more,
  }
}

function file(name: string, lines: (string | Record<string, string>)[], packed = false): string {
  const text = lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  const path = join(folder, name)
  writeFileSync(path, packed ? gzipSync(text) : text)
  return path
}

const versions = async (code: string) =>
  (
    await sql<{ no: number; state: string; name: string }>`
      select v.no, v.state, v.name from procedures.procedure_version v join procedures.procedure p on p.id = v.procedure_id
       where p.code = ${code} order by v.no`.execute(db)
  ).rows

describe('a small file', () => {
  const lines = [
    record('1.000001', 'Thủ tục một'),
    '',
    record('1.000002', 'Thủ tục hai'),
    'không phải JSON',
    record('1.000002', 'Thủ tục hai, lần nữa'),
    record('9.000001', 'Mã lạ'),
    record('1.000003', ''),
    record('1.000004', 'Trang của thủ tục khác', { raw_text: 'Mã thủ tục 1.000001' }),
    record('1.000005', `Ký tự \u0000 không lưu được`),
    '{"ma_thu_tuc": "1.000006"}',
  ]
  const path = file('small.ndjson', lines)

  test('every record is imported or rejected with a named reason, before there is a province', async () => {
    const told: number[] = []
    const summary = await importProcedures(at(NOW), path, { onProgress: ({ read }) => told.push(read) })
    expect(summary).toMatchObject({ read: 9, imported: 2, added: 2, changed: 0, unchanged: 0, rejected: 7 })
    expect(summary.rejections).toEqual({
      NOT_JSON: 1,
      CODE_TWICE: 1,
      CODE_NOT_NATIONAL: 1,
      NAME_MISSING: 1,
      TEXT_OF_ANOTHER_PROCEDURE: 1,
      TEXT_NOT_STORABLE: 1,
      NOT_A_CRAWLED_RECORD: 1,
    })
    expect(summary.warnings).toMatchObject({ CHANNEL_TABLE_UNREADABLE: 2 })
    expect(told.at(-1)).toBe(9)
    const run = await db.selectFrom('procedures.import_run').selectAll().executeTakeFirstOrThrow()
    expect(run).toMatchObject({ source: 'small.ndjson', read: 9, imported: 2, rejected: 7, unchanged: 0 })
    expect(run.rejections).toContainEqual(expect.objectContaining({ line: 4, code: null, reason: 'NOT_JSON' }))
    const event = await db
      .selectFrom('kernel.event')
      .selectAll()
      .where('type', '=', 'procedures.import.done')
      .executeTakeFirstOrThrow()
    expect(event.data).toMatchObject({ read: 9, imported: 2, rejected: 7 })
  })

  test('again, and packed: nothing changes', async () => {
    const before = await sql`select * from procedures.procedure_version order by id`.execute(db)
    const summary = await importProcedures(at('2026-11-24T14:30:00+07:00'), file('small.ndjson.gz', lines, true))
    expect(summary).toMatchObject({ read: 9, imported: 2, added: 0, changed: 0, unchanged: 2, rejected: 7 })
    expect((await sql`select * from procedures.procedure_version order by id`.execute(db)).rows).toEqual(before.rows)
  })

  test('another content is the next copy; the one before stays', async () => {
    const summary = await importProcedures(at(NOW), file('next.ndjson', [record('1.000001', 'Thủ tục một, tên mới')]))
    expect(summary).toMatchObject({ read: 1, imported: 1, changed: 1, unchanged: 0 })
    expect(await versions('1.000001')).toEqual([
      { no: 1, state: 'IMPORTED', name: 'Thủ tục một' },
      { no: 2, state: 'IMPORTED', name: 'Thủ tục một, tên mới' },
    ])
  })
})

describe('beside what is published here', () => {
  beforeAll(async () => {
    await smallProvince(at('2026-01-05T08:00:00+07:00'))
  })

  const page = (name: string) =>
    record('1.000010', name, {
      cach_thuc_thuc_hien:
        'Hình thức nộp\tThời hạn giải quyết\tPhí, lệ phí\tMô tả\nTrực tiếp\t3 Ngày làm việc\tKhông\t',
    })

  test('a new copy does not disturb the version in force', async () => {
    await importProcedures(at(NOW), file('own.ndjson', [page('Thủ tục mười')]))
    const [copy] = await sql<{ content: { channels: unknown[]; components: unknown[] } }>`
      select content from procedures.procedure_version v join procedures.procedure p on p.id = v.procedure_id where p.code = '1.000010'`
      .execute(db)
      .then(found => found.rows)
    expect(copy).toBeDefined()
    await adoptNational(at(NOW), { code: '1.000010', home: 'COMMUNE', onlineLevel: 'FULL' })
    const { decisionId } = await createDecision(at(NOW), {
      number: '1/QĐ-UBND',
      title: 'Công bố thủ tục mười',
      signedOn: '2026-11-20',
      signer: 'Chủ tịch',
      effectiveOn: '2026-11-20',
    })
    await sql`update procedures.procedure_version set decision_id = ${decisionId}, content = jsonb_set(jsonb_set(content,
        '{components}', '[{"case":null,"mustShow":false,"illustrative":false,"papers":[{"name":"Đơn","form":null,"originals":1,"copies":0,"kind":"PAPER"}]}]'),
        '{results}', '[{"name":"Quyết định","code":null}]') || '{"channels":[{"channel":"DIRECT","terms":[{"limit":{"unit":"WORKING_DAY","amount":3},"limitText":"3 ngày","fees":[],"note":"","illustrative":false}]}]}'
        where state = 'DRAFT'`.execute(db)
    await publishDecision(at(NOW), { decisionId })
    const inForce = await procedureForIntake(db, '1.000010', '2026-11-23')
    expect(inForce?.name).toBe('Thủ tục mười')
    await importProcedures(at(NOW), file('own2.ndjson', [page('Thủ tục mười, bản mới của bộ')]))
    expect(await procedureForIntake(db, '1.000010', '2026-11-23')).toEqual(inForce)
    expect((await versions('1.000010')).map(version => version.state)).toEqual(['IMPORTED', 'PUBLISHED', 'IMPORTED'])
    const shown = await sql<{ name: string }>`
      select s.name from procedures.shown_on('2026-11-23') s join procedures.procedure p on p.id = s.procedure_id where p.code = '1.000010'`.execute(
      db,
    )
    expect(shown.rows).toEqual([{ name: 'Thủ tục mười' }])
  })
})

describe('files that cannot be read', () => {
  const refused = async (path: string) => {
    const failure = await importProcedures(at(NOW), path).catch((cause: unknown) => cause)
    expect(failure).toBeInstanceOf(Refusal)
    expect((failure as Refusal).code).toBe('FILE_UNREADABLE')
  }

  test('missing', async () => {
    await refused(join(folder, 'none.ndjson'))
    expect(await versions('1.000020')).toEqual([])
  })

  test('packed and cut short: nothing is written', async () => {
    const whole = gzipSync(JSON.stringify(record('1.000020', 'Thủ tục hai mươi')).repeat(50))
    const path = join(folder, 'cut.ndjson.gz')
    writeFileSync(path, whole.subarray(0, whole.length - 20))
    await refused(path)
    expect(await versions('1.000020')).toEqual([])
  })
})

const NATIONAL = join(import.meta.dirname, '../../../../shared/data/national-procedures.ndjson.gz')

/** The real file where it lies beside the project; else as many records made here, so that the same is proved without it. */
async function nationalFile(): Promise<{ path: string; records: number }> {
  if (existsSync(NATIONAL)) return { path: NATIONAL, records: 2_115 }
  const path = join(folder, 'made.ndjson')
  const out = createWriteStream(path)
  for (let n = 0; n < 2_115; n++)
    out.write(`${JSON.stringify(record(`2.${String(n).padStart(6, '0')}`, `Thủ tục ${n}`))}\n`)
  await new Promise<void>(done => out.end(() => done()))
  return { path, records: 2_115 }
}

test('the national catalogue comes in whole, and a second time changes nothing', async () => {
  const { path, records } = await nationalFile()
  const first = await importProcedures(at(NOW), path)
  expect(first.read).toBe(records)
  expect(first.imported + first.rejected).toBe(records)
  expect(first.imported).toBeGreaterThan(records * 0.97)
  const state = async () =>
    (
      await sql<{ n: number; hash: string }>`
      select count(*)::int as n, md5(string_agg(v::text, '' order by v.id)) as hash from procedures.procedure_version v`.execute(
        db,
      )
    ).rows
  const before = await state()
  const second = await importProcedures(at(NOW), path)
  expect(second).toEqual({ ...first, runId: first.runId + 1, added: 0, changed: 0, unchanged: first.imported })
  expect(await state()).toEqual(before)
})

test('a file of the service comes in by its shape, and a second time changes nothing', async () => {
  const lines = [
    { error_code: 0, result: [nationalRecord(), nationalRecord({ MATTHC: '1.990002' })] },
    nationalRecord({ MATTHC: 'x' }),
  ]
  const path = file(
    'service.ndjson',
    lines.map(line => JSON.stringify(line)),
  )
  expect(await importProcedures(at(NOW), path)).toMatchObject({
    read: 3,
    imported: 2,
    rejected: 1,
    added: 2,
    rejections: { CODE_NOT_NATIONAL: 1 },
  })
  expect(await importProcedures(at(NOW), path)).toMatchObject({ read: 3, imported: 2, added: 0, unchanged: 2 })
})

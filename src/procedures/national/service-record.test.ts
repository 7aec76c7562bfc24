import { describe, expect, test } from 'vitest'
import { nationalRecord as record } from '../../../test/harness/national-record.ts'
import { parseNational, recordsOf } from './service-record.ts'

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

import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { splitGluedDigits } from './crawl-channels.ts'
import { type CrawlOutcome, parseCrawled } from './crawl.ts'
import { type ProcedureContent, ProcedureContentSchema } from '../catalogue/index.ts'

const HEADER = 'Hình thức nộpThời gianPhí, lệ phíMô tả'
const PAPER_TITLES = 'Tên giấy tờMẫu đơn, tờ khaiSố lượng'
const LEGAL_TITLES = 'Tên văn bản pháp lýMã văn bản'
const NONE = 'Không có thông tin'
const PICKER = `Từ khóa${NONE}Mô tả${NONE}Chọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành-- Chọn Bộ ngành --Nộp hồ sơ`

type Parts = {
  code?: string
  pageCode?: string
  name?: string
  kind?: string
  levels?: string
  subjects?: string
  decision?: string
  steps?: string
  channels?: string
  papers?: string
  legal?: string
  results?: string
}

/** A small record in the crawl's own shape; the page repeats its fields the way the portal prints them. */
function record(parts: Parts = {}): Record<string, string> {
  const code = parts.code ?? '1.000001'
  const name = parts.name ?? 'Thủ tục thử'
  const channels = HEADER + (parts.channels ?? 'Trực tiếp5 Ngày làm việcMiễn phí')
  const papers = parts.papers ?? `--${PAPER_TITLES}Đơn đề nghị1 bản chính`
  const legal = parts.legal ?? `${LEGAL_TITLES}Luật Thử nghiệm01/2020/QH14`
  const results = (parts.results ?? 'Giấy chứng nhậnMã: KQ.G15.000001') + PICKER
  const steps = parts.steps ?? 'Nộp hồ sơ.\nNhận kết quả.'
  return {
    ma_thu_tuc: code,
    ten_thu_tuc: name,
    so_quyet_dinh: parts.decision ?? '1/QĐ-BTP',
    cap_thuc_hien: parts.levels ?? 'Cấp tỉnh, Cấp xã',
    loai_thu_tuc: parts.kind ?? 'TTHC được giao luật quy định chi tiết',
    linh_vuc: 'Thử nghiệm',
    doi_tuong_thuc_hien: parts.subjects ?? 'Công dân Việt Nam',
    co_quan_co_tham_quyen: '',
    dia_chi_tiep_nhan: '',
    co_quan_phoi_hop: '',
    trinh_tu_thuc_hien: steps,
    cach_thuc_thuc_hien: channels,
    thanh_phan_ho_so: papers,
    can_cu_phap_ly: legal,
    co_quan_thuc_hien: 'Sở Tư pháp',
    yeu_cau_dieu_kien: NONE,
    ket_qua_xu_ly: results,
    raw_text: `${name}Tên thủ tục${name}Mã thủ tục${parts.pageCode ?? code}Trình Tự Thực Hiện ${steps}\nCách Thức Thực Hiện${channels}Thành phần hồ sơ${papers}Căn cứ pháp lý${legal}Cơ quan thực hiệnSở Tư phápYêu cầu, điều kiện thực hiện${NONE}Kết quả xử lý${results}`,
  }
}

function read(parts: Parts = {}): ProcedureContent {
  const outcome = parseCrawled(record(parts))
  if (!outcome.ok) throw new Error(outcome.message)
  expect(ProcedureContentSchema.parse(outcome.content)).toEqual(outcome.content)
  expect(outcome.warnings).toEqual(outcome.content.reviewNotes.map(note => note.code))
  return outcome.content
}

const codesOf = (content: ProcedureContent) => content.reviewNotes.map(note => note.code)
const firstTerm = (content: ProcedureContent) => content.channels[0]!.terms[0]!

describe('channels and limits', () => {
  test('cells that run together are told apart, prose is not', () => {
    const content = read({
      channels:
        'Trực tuyến7 Ngày làm việc10,000 Việt Nam Đồng(10.000 đồng/giấy)Nộp tại Cổng. Trực tiếp tại Sở cũng được trong 7 ngày làm việc.Dịch vụ bưu chính15 NgàyMiễn phíTrực tiếp2 ThángKhông có thông tin',
    })
    expect(content.channels.map(rule => [rule.channel, rule.terms.map(term => term.limit)])).toEqual([
      ['ONLINE', [{ unit: 'WORKING_DAY', amount: 7 }]],
      ['POST', [{ unit: 'CALENDAR_DAY', amount: 15 }]],
      ['DIRECT', [{ unit: 'MONTH', amount: 2 }]],
    ])
    expect(firstTerm(content)).toMatchObject({
      limitText: '7 Ngày làm việc',
      fees: [{ status: 'AMOUNT', amount: 10000, currency: 'VND', per: 'giấy', note: '10.000 đồng/giấy' }],
      note: 'Nộp tại Cổng. Trực tiếp tại Sở cũng được trong 7 ngày làm việc.',
      illustrative: false,
    })
  })

  test('one channel may have several terms, and one term several fees', () => {
    const content = read({
      channels:
        'Trực tiếp2 Ngày làm việc50,000 VNĐ(xe con)Trực tiếp2 Ngày làm việc90,000 VNĐ(xe tải)Trực tiếp7 Ngày làm việcMiễn phíTrực tiếp7 Ngày làm việcMiễn phí',
    })
    expect(content.channels[0]?.terms.map(term => [term.limit?.amount, term.fees.map(fee => fee.amount)])).toEqual([
      [2, [50000, 90000]],
      [7, [0]],
    ])
  })

  test.each([
    ['Trực tuyến5Miễn phí', '5', 'LIMIT_WITHOUT_UNIT'],
    [`Trực tuyến1${NONE}`, '1', 'LIMIT_WITHOUT_UNIT'],
    [`Trực tuyến${NONE}Miễn phí`, NONE, 'LIMIT_MISSING'],
    ['Trực tuyếnKhông quy địnhMiễn phí', 'Không quy định', 'LIMIT_IN_WORDS'],
    ['Trực tuyếnHệ thống trả lời tự độngMiễn phí', 'Hệ thống trả lời tự động', 'LIMIT_IN_WORDS'],
    ['Trực tuyến0 NgàyMiễn phí', '0 Ngày', 'LIMIT_UNUSABLE'],
  ])('a limit that cannot be counted is never guessed: %s', (channels, limitText, code) => {
    const content = read({ channels })
    expect(firstTerm(content)).toMatchObject({ limit: null, limitText })
    expect(codesOf(content)).toContain(code)
  })

  test('half a working day is a limit; hours are taken as working hours and marked', () => {
    expect(firstTerm(read({ channels: 'Trực tiếp1.5 Ngày làm việcMiễn phí' })).limit).toEqual({
      unit: 'WORKING_DAY',
      amount: 1.5,
    })
    const hours = read({ channels: 'Trực tiếp4 GiờMiễn phí' })
    expect(firstTerm(hours).limit).toEqual({ unit: 'WORKING_HOUR', amount: 4 })
    expect(codesOf(hours)).toContain('LIMIT_HOURS_ASSUMED_WORKING')
  })

  test.each([
    ['120,000', { days: '1', amount: '20,000' }],
    ['1100', { days: '1', amount: '100' }],
    ['1100,000', { days: '1', amount: '100,000' }],
    ['10120,000', { days: '10', amount: '120,000' }],
    ['125', { days: '1', amount: '25' }],
  ])('digits of two cells that touch, %s, are split', (digits, expected) => {
    expect(splitGluedDigits(digits)).toEqual(expected)
  })

  test('glued digits give the amount, no limit, and a warning', () => {
    const content = read({ channels: 'Trực tuyến120,000 VNĐ(20.000 vnđ / tờ khai)' })
    expect(firstTerm(content)).toMatchObject({
      limit: null,
      limitText: '1',
      fees: [{ status: 'AMOUNT', amount: 20000, per: 'tờ khai' }],
    })
    expect(codesOf(content)).toEqual(expect.arrayContaining(['LIMIT_DIGITS_GLUED', 'LIMIT_WITHOUT_UNIT']))
  })

  test('a description that names another limit is pointed out', () => {
    const differing = read({ channels: 'Trực tiếp7 NgàyMiễn phí07 ngày làm việc kể từ khi nhận đủ hồ sơ' })
    expect(firstTerm(differing).limit).toEqual({ unit: 'CALENDAR_DAY', amount: 7 })
    expect(codesOf(differing)).toContain('LIMIT_DIFFERS_IN_NOTE')
    const agreeing = read({ channels: 'Trực tiếp7 Ngày làm việcMiễn phí07 ngày làm việc kể từ ngày 01 tháng 7' })
    expect(codesOf(agreeing)).not.toContain('LIMIT_DIFFERS_IN_NOTE')
  })

  test('a table that cannot be read is kept word for word', () => {
    const content = read({ channels: 'Liên hệ cơ quan' })
    expect(content.channels).toEqual([])
    expect(content.raw).toContainEqual({ field: 'channels', text: 'Liên hệ cơ quan' })
    expect(codesOf(content)).toContain('CHANNEL_TABLE_UNREADABLE')
  })
})

describe('fees', () => {
  test.each([
    ['Miễn phí', { status: 'FREE', amount: 0 }],
    ['Miễn phí(Không có)', { status: 'FREE', amount: 0 }],
    ['0 VNĐ', { status: 'FREE', amount: 0 }],
    [
      'Miễn phí(Mức lệ phí do Hội đồng nhân dân cấp tỉnh quyết định)',
      { status: 'LOCAL_COUNCIL', amount: null, kind: 'CHARGE' },
    ],
    [`${NONE}Lệ phí do HĐND cấp tỉnh quy định`, { status: 'LOCAL_COUNCIL', amount: null }],
    ['Miễn phí(áp dụng mức phí 2.500.000 đồng/hồ sơ)', { status: 'UNKNOWN', amount: null, kind: 'FEE' }],
    [NONE, { status: 'UNKNOWN', amount: null }],
    ['10 USD(/bản)', { status: 'AMOUNT', amount: 10, currency: 'USD', per: 'bản' }],
    ['20 VNĐ(20.000 đ/tờ khai)', { status: 'AMOUNT', amount: 20000, per: 'tờ khai' }],
    ['25 VNĐ', { status: 'UNKNOWN', amount: null }],
    ['40 VNĐ(4.000 đ/giấy)', { status: 'UNKNOWN', amount: null }],
  ])('%s', (cell, expected) => {
    expect(firstTerm(read({ channels: `Trực tiếp5 Ngày làm việc${cell}` })).fees[0]).toMatchObject(expected)
  })

  test('đồng and dollars in one procedure are both kept and marked', () => {
    const content = read({
      channels: `Trực tiếp${NONE}2,000 Việt Nam Đồng(/trang)Tại xãTrực tiếp${NONE}10 USD(/bản)Tại cơ quan đại diện`,
    })
    expect(content.channels[0]?.terms.flatMap(term => term.fees.map(fee => [fee.amount, fee.currency]))).toEqual([
      [2000, 'VND'],
      [10, 'USD'],
    ])
    expect(codesOf(content)).toContain('FEE_MIXED_CURRENCIES')
  })

  test('brackets within a note are minded, an unclosed one is marked', () => {
    const closed = firstTerm(read({ channels: 'Trực tiếp5 NgàyMiễn phí((Không (có) thu))Nộp tại xã' }))
    expect([closed.fees[0]?.note, closed.note]).toEqual(['(Không (có) thu)', 'Nộp tại xã'])
    expect(codesOf(read({ channels: 'Trực tiếp5 Ngày9,000 VNĐ(theo biểu' }))).toContain('FEE_NOTE_UNBALANCED')
  })
})

describe('components', () => {
  test('papers, note rows, forms and counts glued to a year', () => {
    const content = read({
      papers: `--${PAPER_TITLES}Đơn theo mẫu.Mau 01 don.docx1 bản chínhBản sao bằng (01 bản chính để đối chiếu)0 bản chính,1 bản saoSố lượng hồ sơ: 01 bộ0 bản chínhTờ khai theo Thông tư ngày 01/01/20262 bản chính`,
    })
    expect(content.components).toEqual([
      {
        case: null,
        mustShow: false,
        illustrative: false,
        papers: [
          { name: 'Đơn theo mẫu.', form: 'Mau 01 don.docx', originals: 1, copies: 0, kind: 'PAPER' },
          { name: 'Bản sao bằng (01 bản chính để đối chiếu)', form: null, originals: 0, copies: 1, kind: 'PAPER' },
          { name: 'Số lượng hồ sơ: 01 bộ', form: null, originals: 0, copies: 0, kind: 'NOTE' },
          { name: 'Tờ khai theo Thông tư ngày 01/01/2026', form: null, originals: 2, copies: 0, kind: 'PAPER' },
        ],
      },
    ])
    expect(codesOf(content)).toEqual(expect.arrayContaining(['COMPONENT_NOTE_ROW', 'COMPONENT_COUNT_GLUED']))
  })

  test('headings name the case, or that papers are only shown', () => {
    const content = read({
      papers: `* Giấy tờ phải nộp:${PAPER_TITLES}Giấy A1 bản chính* Giấy tờ phải xuất trình:${PAPER_TITLES}Giấy B1 bản chínhTrường hợp ủy quyền:${PAPER_TITLES}Giấy C1 bản chính`,
    })
    expect(content.components.map(group => [group.case, group.mustShow, group.papers[0]?.name])).toEqual([
      [null, false, 'Giấy A'],
      [null, true, 'Giấy B'],
      ['Trường hợp ủy quyền:', false, 'Giấy C'],
    ])
  })

  test('a row without a count is kept word for word', () => {
    const content = read({ papers: `--${PAPER_TITLES}Giấy A1 bản chínhGiấy không rõ số lượng` })
    expect(content.raw).toEqual([{ field: 'components', text: 'Giấy không rõ số lượng' }])
    expect(codesOf(content)).toContain('COMPONENTS_UNREADABLE')
  })

  test('a label that prose mentions does not cut a section short', () => {
    const content = read({ steps: 'Lập hồ sơ theo mục Thành phần hồ sơ (nêu dưới).\nNộp hồ sơ.' })
    expect(content.steps).toEqual([
      { case: null, items: ['Lập hồ sơ theo mục Thành phần hồ sơ (nêu dưới).', 'Nộp hồ sơ.'] },
    ])
    expect(content.components[0]?.papers).toHaveLength(1)
  })
})

describe('legal bases and results', () => {
  test('names and numbers that touch are told apart', () => {
    const content = read({
      legal: `${LEGAL_TITLES}Nghị định sửa đổi Nghị định 12/2019/NĐ-CP ngày 1/2/201983/2026/NĐ-CPLuật 61/2014/QH1361/2014/QH13quy định về phí64/2025/TT-BTCvề mẫu đơn24/2021/QĐ-TTgCắt giảm thủ tụcNghị quyết số 66.7/2025/NQ-CP`,
    })
    expect(content.legalBases.map(base => base.number)).toEqual([
      '83/2026/NĐ-CP',
      '61/2014/QH13',
      '64/2025/TT-BTC',
      '24/2021/QĐ-TTg',
      '66.7/2025/NQ-CP',
    ])
    expect(content.legalBases.at(-1)?.name).toBe('Cắt giảm thủ tục')
  })

  test('a basis without a number is kept word for word', () => {
    const content = read({ legal: `${LEGAL_TITLES}Luật Thử01/2020/QH14Văn bản không số` })
    expect(content.raw).toEqual([{ field: 'legalBases', text: 'Văn bản không số' }])
    expect(codesOf(read({ legal: NONE }))).toContain('LEGAL_BASIS_MISSING')
  })

  test('result codes are read and the page’s own furniture is dropped', () => {
    const content = read({ results: 'Giấy phépMã: KQ.G12.000327Văn bản từ chốiMã: 000.00.00.G04-KQ3030' })
    expect(content.results).toEqual([
      { name: 'Giấy phép', code: 'KQ.G12.000327' },
      { name: 'Văn bản từ chối', code: '000.00.00.G04-KQ3030' },
    ])
    expect([content.keywords, content.description]).toEqual([null, null])
    expect(JSON.stringify(content)).not.toContain('Nộp hồ sơ"')
  })
})

describe('the record', () => {
  test('lists with commas inside their names', () => {
    const content = read({
      subjects:
        'Tổ chức (không bao gồm doanh nghiệp, HTX), Cán bộ, công chức, viên chức, Doanh nghiệp có vốn đầu tư nước ngoài, Nhà trường',
    })
    expect(content.subjects.map(subject => subject.subject)).toEqual([
      'ORGANISATION',
      'PUBLIC_OFFICIAL',
      'FOREIGN_INVESTED_ENTERPRISE',
      'OTHER',
    ])
    expect(content.levels).toEqual(['PROVINCE', 'COMMUNE'])
    expect(codesOf(content)).toContain('SUBJECT_UNKNOWN')
  })

  test('a record without a kind of procedure is internal', () => {
    expect(read({ code: '6.005706', kind: '' })).toMatchObject({ scope: 'INTERNAL', lawKind: null })
    expect(read({ kind: 'Loại khác' })).toMatchObject({ scope: 'PUBLIC', lawKind: 'OTHER' })
  })

  test('old decision numbers are marked', () => {
    expect(codesOf(read({ decision: 'QĐ/0001-BTP' }))).toContain('DECISION_NUMBER_ODD')
    expect(codesOf(read({ decision: '1523/QĐ-BCA-C06' }))).not.toContain('DECISION_NUMBER_ODD')
  })

  test.each([
    [record({ code: '3.000226', pageCode: '3.000579' }), 'TEXT_OF_ANOTHER_PROCEDURE'],
    [record({ code: '9.1' }), 'CODE_NOT_NATIONAL'],
    [record({ name: '  ' }), 'NAME_MISSING'],
    [{ ma_thu_tuc: '1.000001' }, 'NOT_A_CRAWLED_RECORD'],
    ['text', 'NOT_A_CRAWLED_RECORD'],
  ])('a record that cannot be imported is refused by name (%#)', (input, reason) => {
    expect(parseCrawled(input)).toMatchObject({ ok: false, reason })
  })
})

/**
 * A second reading of channel, amount and unit that shares no code with the first: it goes through the page from label
 * to label and compares beginnings of strings. Rows are compared as sets, because equal rows are merged.
 */
function readAgain(page: string): Set<string> {
  const from = page.indexOf(HEADER) + HEADER.length
  const to = page.search(/Căn cứ pháp lý(?:Tên văn bản|Không có)/)
  const rows = page.slice(from, to).split(/(?=(?:Trực tuyến|Trực tiếp|Dịch vụ bưu chính)(?:\d|Không|Hệ thống))/)
  const labels = { 'Trực tuyến': 'ONLINE', 'Trực tiếp': 'DIRECT', 'Dịch vụ bưu chính': 'POST' }
  const units = { ' Ngày làm việc': 'WORKING_DAY', ' Ngày': 'CALENDAR_DAY', ' Giờ': 'WORKING_HOUR', ' Tháng': 'MONTH' }
  return new Set(
    rows.flatMap(row => {
      const [label, channel] = Object.entries(labels).find(([text]) => row.startsWith(text)) ?? []
      if (label === undefined) return []
      const amount = /^[\d.]*/.exec(row.slice(label.length))?.[0] ?? ''
      const behind = row.slice(label.length + amount.length)
      const unit = Object.entries(units).find(([text]) => behind.startsWith(text))?.[1]
      return [amount === '' || unit === undefined ? `${channel} none` : `${channel} ${Number(amount)} ${unit}`]
    }),
  )
}

function readOnce(content: ProcedureContent): Set<string> {
  return new Set(
    content.channels.flatMap(rule =>
      rule.terms.map(({ limit }) =>
        limit === null ? `${rule.channel} none` : `${rule.channel} ${limit.amount} ${limit.unit}`,
      ),
    ),
  )
}

/** Records whose channels, amounts and units both readings agree on. */
function agreeing(records: Record<string, string>[], outcomes: CrawlOutcome[]): number {
  return outcomes.filter((outcome, index) => {
    if (!outcome.ok) return false
    const again = readAgain(records[index]?.raw_text ?? '')
    return again.size > 0 && again.symmetricDifference(readOnce(outcome.content)).size === 0
  }).length
}

const CRAWL = resolve(import.meta.dirname, '../../../../shared/data/national-procedures.ndjson.gz')

/** The crawl where it is at hand; elsewhere a handful of small records, with the counts that go with each. */
function material(): { records: Record<string, string>[]; read: number; rejected: number } {
  if (existsSync(CRAWL)) {
    const lines = gunzipSync(readFileSync(CRAWL))
      .toString('utf8')
      .split('\n')
      .filter(line => line !== '')
    return { records: lines.map(line => JSON.parse(line) as Record<string, string>), read: 2115, rejected: 15 }
  }
  const small = [
    record(),
    record({ channels: 'Trực tuyến5Miễn phíDịch vụ bưu chính15 NgàyMiễn phí' }),
    record({ channels: 'Trực tuyến120,000 VNĐTrực tiếp1.5 Ngày làm việc40,000 Việt Nam Đồng' }),
    record({ channels: `Trực tiếp${NONE}${NONE}Trực tiếp3 ThángKhông có thông tin` }),
    record({ code: '3.000226', pageCode: '3.000579' }),
  ]
  return { records: small, read: 5, rejected: 1 }
}

test('every record is imported or rejected by name, and two readings agree on at least 97 %', () => {
  const { records, read: expected, rejected } = material()
  const outcomes = records.map(parseCrawled)
  const refused = outcomes.filter(outcome => !outcome.ok)
  expect(records).toHaveLength(expected)
  expect(outcomes.filter(outcome => outcome.ok).length + refused.length).toBe(expected)
  expect(refused.map(outcome => outcome.reason)).toEqual(Array(rejected).fill('TEXT_OF_ANOTHER_PROCEDURE'))
  expect(agreeing(records, outcomes) / (expected - rejected)).toBeGreaterThanOrEqual(0.97)
  const misshapen = outcomes.filter(outcome => outcome.ok && !ProcedureContentSchema.safeParse(outcome.content).success)
  expect(misshapen).toEqual([])
})

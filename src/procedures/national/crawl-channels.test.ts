import { describe, expect, test } from 'vitest'
import { NONE, codesOf, firstTerm, read } from '../../../test/harness/crawl-record.ts'
import { splitGluedDigits } from './crawl-channels.ts'

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

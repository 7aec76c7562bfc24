import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { HEADER, NONE, codesOf, read, record } from '../../../test/harness/crawl-record.ts'
import { ProcedureContent } from '../catalogue/index.ts'
import { type CrawlOutcome, parseCrawled } from './crawl.ts'

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
  const misshapen = outcomes.filter(outcome => outcome.ok && !ProcedureContent.safeParse(outcome.content).success)
  expect(misshapen).toEqual([])
})

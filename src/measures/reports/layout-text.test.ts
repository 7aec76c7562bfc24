import { expect, test } from 'vitest'
import { checksText, headsText, readLayout } from './layout-text.ts'

const measures = new Set(['drafts', 'assessed', 'assessed.NEW', 'assessed.AMENDED'])
const HEADS = [
  '(3) Số dự thảo | Drafts = drafts !',
  'Số TTHC | Procedures',
  '  (4) Tổng số | Total = assessed',
  '  Trong đó | Of these',
  '    (5) Ban hành mới | New = assessed.NEW',
  '    (6) Sửa đổi | Amended = assessed.AMENDED',
].join('\n')
const CHECKS = '(4) = (5) + (6)'

test('what is read is written again just so', () => {
  const read = readLayout(HEADS, CHECKS, measures)
  expect(read).toMatchObject({
    ok: true,
    heads: [
      { column: '3', totalOnly: true },
      { vi: 'Số TTHC', parts: [{ column: '4' }, { en: 'Of these' }] },
    ],
    checks: [{ left: '4', right: ['5', '6'] }],
  })
  if (!read.ok) throw new Error('not read')
  expect(headsText(read.heads)).toBe(HEADS)
  expect(checksText(read.checks)).toBe(CHECKS)
})

test.each([
  ['(3) Số dự thảo | Drafts', '', { line: 1, what: 'UNREADABLE' }],
  ['(3) Số | Drafts = drafts\n    (4) Sâu | Deep = assessed', '', { line: 2, what: 'TOO_DEEP' }],
  ['Nhóm | Group\n(3) Số | Drafts = drafts', '', { what: 'NO_PARTS', text: 'Nhóm' }],
  ['(3) Số | Drafts = drafts\n(3) Lại | Again = assessed', '', { line: 2, what: 'COLUMN_TWICE', text: '(3)' }],
  ['(3) Số | Drafts = guesses', '', { line: 1, what: 'MEASURE_UNKNOWN', text: 'guesses' }],
  ['(3) Số | Drafts = drafts', '(3) = (4) + (5)', { line: 1, what: 'COLUMN_UNKNOWN', text: '(4)' }],
  ['(3) Số | Drafts = drafts', '3 = 4', { line: 1, what: 'UNREADABLE' }],
])('%j with %j is refused at its line', (heads, checks, problem) => {
  expect(readLayout(heads, checks, measures)).toMatchObject({ ok: false, problem })
})

import { describe, expect, test } from 'vitest'
import { checkReport, driftOf, failedChecks, type Head, headLines, leavesOf, type Line, storedLayout } from './form.ts'

const leaf = (column: string, totalOnly = false): Head => ({
  vi: `Cột ${column}`,
  en: `Column ${column}`,
  column,
  measure: column,
  ...(totalOnly ? { totalOnly } : {}),
})
const group = (vi: string, ...parts: Head[]): Head => ({ vi, en: vi, parts })
const heads = [group('A', leaf('3'), group('B', leaf('4'), leaf('5')), leaf('6')), leaf('7', true)]
const line = (label: string, ...cells: number[]): Line => ({
  label,
  key: label,
  cells: Object.fromEntries(cells.map((n, at) => [String(at + 3), n])),
})

describe('the heads of a form', () => {
  test('columns in order, whatever the groups', () => {
    expect(leavesOf(heads).map(one => one.column)).toEqual(['3', '4', '5', '6', '7'])
  })

  test('as lines: a group spans its columns, a column the lines left below it', () => {
    const shape = headLines(heads).map(cells => cells.map(({ vi, colSpan, rowSpan }) => `${vi} ${colSpan}×${rowSpan}`))
    expect(shape).toEqual([
      ['A 4×1', 'Cột 7 1×3'],
      ['Cột 3 1×2', 'B 2×1', 'Cột 6 1×2'],
      ['Cột 4 1×1', 'Cột 5 1×1'],
    ])
  })

  test('every line of heads covers the whole width once', () => {
    const lines = headLines(heads)
    for (const [at] of lines.entries()) {
      const wide = lines
        .slice(0, at + 1)
        .flatMap((cells, above) => cells.filter(cell => above + cell.rowSpan > at))
        .reduce((sum, cell) => sum + cell.colSpan, 0)
      expect(wide).toBe(leavesOf(heads).length)
    }
  })

  test('stored ones are read only whole', () => {
    expect(storedLayout.safeParse({ heads, checks: [] }).success).toBe(true)
    expect(storedLayout.safeParse({ heads: [{ vi: 'A', en: 'A' }], checks: [] }).success).toBe(false)
    expect(storedLayout.safeParse({ heads: [], checks: [] }).success).toBe(false)
  })
})

describe('checks', () => {
  const checks = [{ left: '3', right: ['4', '5'] }]

  test('sums by part are the total, in each line and over the lines', () => {
    const lines = [line('Sở Nội vụ', 5, 2, 3, 1), line('Cấp xã', 7, 7, 0, 0)]
    const total = { ...line('Tổng số', 12, 9, 3, 1, 40), key: null }
    expect(checkReport({ heads, checks }, lines, total)).toEqual([])
  })

  test('a part that is missing fails the line and the sum, each by its rule', () => {
    const lines = [line('Sở Nội vụ', 5, 2, 2, 1), line('Cấp xã', 7, 7, 0, 0)]
    const total = { ...line('Tổng số', 12, 9, 3, 1, 40), key: null }
    expect(checkReport({ heads, checks }, lines, total)).toEqual([
      { rule: '(3) = (4) + (5)', row: 'Sở Nội vụ', left: 5, right: 4 },
      { rule: 'Σ (5)', row: 'Tổng số', left: 3, right: 2 },
    ])
  })

  test('what a line has not is not asked of it', () => {
    expect(failedChecks([{ left: '9', right: ['3'] }], 'Sở Nội vụ', { '3': 5 })).toEqual([])
  })
})

test('what has moved since it was frozen, cell by cell, a line that is gone too', () => {
  const frozen = [line('Sở Nội vụ', 5, 2), line('Sở Y tế', 1, 0)]
  const live = [line('Sở Nội vụ', 6, 2)]
  expect(driftOf(['3', '4'], frozen, live)).toEqual([
    { row: 'Sở Nội vụ', column: '3', frozen: 5, live: 6 },
    { row: 'Sở Y tế', column: '3', frozen: 1, live: 0 },
  ])
})

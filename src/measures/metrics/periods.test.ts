import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#app/kernel/text.ts'
import {
  daysIn,
  month,
  monthsBack,
  type Period,
  periodBefore,
  periodName,
  quarter,
  quarterBefore,
  quarterOf,
  quickPeriods,
  reportingYear,
  slices,
} from './periods.ts'

const span = ({ from, to }: Period): string => `${from} ${to}`

describe('reporting periods', () => {
  test('quarters run from the 15th to the 14th', () => {
    expect([1, 2, 3, 4].map(no => span(quarter(2026, no)))).toEqual([
      '2025-12-15 2026-03-14',
      '2026-03-15 2026-06-14',
      '2026-06-15 2026-09-14',
      '2026-09-15 2026-12-14',
    ])
    expect(span(reportingYear(2026))).toBe('2025-12-15 2026-12-14')
    expect(span(quarterBefore(quarter(2026, 1)))).toBe('2025-09-15 2025-12-14')
  })

  test('every day lies in exactly one quarter, the last days of a year in the first of the next', () => {
    expect(quarterOf('2026-12-15')).toMatchObject({ year: 2027, no: 1 })
    const day = fc.integer({ min: 0, max: 4_000 }).map(n => addDays('2020-01-01', n))
    fc.assert(
      fc.property(day, one => {
        const found = quarterOf(one)
        expect(found.from <= one && one <= found.to).toBe(true)
        expect(quarterBefore(found).to).toBe(addDays(found.from, -1))
      }),
    )
  })

  test('months, also across a year and in a leap year', () => {
    expect(span(month(2028, 2))).toBe('2028-02-01 2028-02-29')
    expect(monthsBack('2026-01-31', 3).map(one => periodName(one, 'vi'))).toEqual([
      'tháng 1/2026',
      'tháng 12/2025',
      'tháng 11/2025',
    ])
  })

  test('the period before: the month before a month, else as many days', () => {
    expect(span(periodBefore(month(2026, 3)))).toBe('2026-02-01 2026-02-28')
    expect(span(periodBefore({ from: '2026-03-15', to: '2026-06-14' }))).toBe('2025-12-13 2026-03-14')
  })

  test('weeks and months cut a period without gap or overlap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000 }),
        fc.integer({ min: 0, max: 400 }),
        fc.constantFrom('week' as const, 'month' as const),
        (n, length, by) => {
          const period = { from: addDays('2023-01-01', n), to: addDays('2023-01-01', n + length) }
          const parts = slices(period, by)
          expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([period.from, period.to])
          for (const [at, part] of parts.entries()) {
            const next = parts[at + 1]
            expect(next?.from ?? addDays(period.to, 1)).toBe(addDays(part.to, 1))
          }
          expect(parts.reduce((sum, part) => sum + daysIn(part), 0)).toBe(daysIn(period))
        },
      ),
    )
  })

  test('quick choices are all different', () => {
    const quick = quickPeriods('2026-11-23')
    expect(new Set(quick.map(span)).size).toBe(quick.length)
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  averageCut,
  goalLine,
  holds,
  type InventoryRow,
  levelOf,
  partFigures,
  partitionNames,
  shareOf,
  unions,
} from './rules.ts'

const fact = (value: string) => ({
  id: 1,
  kind: 'CENTRE' as const,
  value,
  from: '2019-01-01',
  to: null,
  reason: '',
  basis: '',
  evidenceOn: '2019-01-01',
  illustrative: false,
  by: '',
  at: new Date('2019-01-01T00:00:00Z'),
})
const level = fc.constantFrom('FULL', 'PARTIAL', 'INFORMATION')
const row: fc.Arbitrary<InventoryRow> = fc
  .record({
    procedureId: fc.nat(),
    code: fc.string(),
    name: fc.string(),
    sector: fc.constantFrom('Hộ tịch', 'Việc làm'),
    scope: fc.constant('PUBLIC' as const),
    home: fc.constantFrom('COMMUNE', 'DISTRICT', 'SNV', null),
    online: level,
    ownLevel: level,
    oldLevel: fc.constantFrom(1, 2, 3, 4, null),
    proposed: fc.option(level),
    centre: fc.constantFrom(fact('YES'), fact('NO'), null),
    iso: fc.option(fc.constant({ ...fact('QT-01'), kind: 'ISO' as const })),
    mechanism: fc.constantFrom('ONE_STOP', 'INTERLINKED', 'NONE'),
    mechanismRecorded: fc.boolean(),
    onSite: fc.constantFrom(3, 4, 5, null),
    process: fc.option(fc.constant({ no: 1, decisionNo: '77/QĐ' })),
    shortened: fc.option(fc.record({ percent: fc.integer({ min: 1, max: 100 }), decision: fc.constant(null) })),
    delegated: fc.boolean(),
  })
  .map(one => ({ ...one, level: levelOf(one.home) }))
const catalogue = fc.array(row, { maxLength: 60 })

describe('parts add up to the total on any catalogue', () => {
  test.each(partitionNames)('%s', partition => {
    fc.assert(
      fc.property(catalogue, rows => {
        const parts = partFigures(partition).map(code => shareOf(code, rows))
        expect(parts.reduce((sum, part) => sum + part.n, 0)).toBe(rows.length)
        for (const one of rows) expect(partFigures(partition).filter(code => holds(code, one))).toHaveLength(1)
      }),
    )
  })

  test('and unions to their parts', () => {
    fc.assert(
      fc.property(catalogue, rows => {
        for (const [union, parts] of Object.entries(unions)) {
          const sum = parts.reduce((all, code) => all + shareOf(code, rows).n, 0)
          expect(shareOf(union as keyof typeof unions, rows).n).toBe(sum)
        }
      }),
    )
  })
})

test('nothing has no share and no mean cut', () => {
  expect(shareOf('ALL', [])).toEqual({ n: 0, of: 0, percent: null })
  expect(averageCut([])).toBeNull()
})

describe('a goal', () => {
  test('70 % of 80 are 56: of 41 that are there 15 are missing', () => {
    expect(goalLine({ n: 41, of: 80, percent: 51.25 }, 70)).toEqual({
      n: 41,
      of: 80,
      percent: 51.25,
      goal: 70,
      needed: 56,
      missing: 15,
    })
  })

  test.each([
    [80, 70.01, 57],
    [3, 33.33, 1],
    [3, 33.34, 2],
    [1_000, 0.1, 1],
    [10, 0, 0],
    [0, 70, 0],
    [35, 20, 7],
  ])('of %i at %f %% are needed %i: the smallest number that reaches it', (of, goal, needed) => {
    expect(goalLine({ n: 0, of, percent: null }, goal).needed).toBe(needed)
  })

  test('needs the smallest number that reaches it, always', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 10_000 }), (of, hundredths) => {
        const { needed } = goalLine({ n: 0, of, percent: null }, hundredths / 100)
        expect(needed * 10_000).toBeGreaterThanOrEqual(hundredths * of)
        expect((needed - 1) * 10_000).toBeLessThan(Math.max(hundredths * of, 1))
      }),
    )
  })
})

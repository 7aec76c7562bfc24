import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { addDays } from '#app/kernel/text.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { createAgency } from './index.ts'
import { closeAgency, moveAgency, renameAgency } from './service.ts'
import { type AgencyVersion, covers, cycleDay, holdsOn, isPart, lifeOf, placeProblem } from './rules.ts'

const span = (validFrom: string, validTo: string | null = null) => ({ validFrom, validTo })

describe('a stretch of time', () => {
  test('holds from its first day to before its last', () => {
    const year = span('2025-01-01', '2026-01-01')
    expect(['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'].map(day => holdsOn(year, day))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(holdsOn(span('2025-01-01'), '2199-01-01')).toBe(true)
  })
  test('covers what lies within it', () => {
    expect(covers(span('2025-01-01'), span('2025-01-01'))).toBe(true)
    expect(covers(span('2025-01-01'), span('2024-12-31'))).toBe(false)
    expect(covers(span('2025-01-01', '2026-01-01'), span('2025-06-01'))).toBe(false)
    expect(covers(span('2025-01-01', '2026-01-01'), span('2025-06-01', '2026-01-01'))).toBe(true)
    expect(lifeOf([span('2020-01-01', '2021-01-01'), span('2021-01-01')])).toEqual(span('2020-01-01'))
  })
})

describe('a new version', () => {
  const versions = [span('2020-01-01', '2024-01-01'), span('2024-01-01')]
  test.each([
    ['2019-12-31', 'BEFORE_FIRST'],
    ['2020-01-01', 'ALREADY_CHANGED'],
    ['2024-01-01', 'ALREADY_CHANGED'],
    ['2024-01-02', null],
  ])('from %s: %s', (day, problem) => {
    expect(placeProblem(versions, day)).toBe(problem)
  })
  test('not after the end, not of nothing', () => {
    expect(placeProblem([span('2020-01-01', '2024-01-01')], '2024-01-01')).toBe('CLOSED')
    expect(placeProblem([], '2024-01-01')).toBe('BEFORE_FIRST')
  })
})

test('divisions and centres of communes are parts', () => {
  expect(
    (['DIVISION', 'COMMUNE_CENTRE', 'DEPARTMENT', 'COMMUNE', 'SERVICE_CENTRE', 'PROVINCE'] as const).map(isPart),
  ).toEqual([true, true, false, false, false, false])
})

test('a circle is found on the day it would close', () => {
  const version = (
    agencyId: number,
    parentId: number | null,
    from: string,
    to: string | null = null,
  ): AgencyVersion => ({
    agencyId,
    parentId,
    ...span(from, to),
  })
  const forest = new Map([
    [1, [version(1, null, '2020-01-01')]],
    [2, [version(2, 1, '2020-01-01', '2027-01-01'), version(2, 3, '2027-01-01')]],
    [3, [version(3, null, '2020-01-01')]],
  ])
  expect(cycleDay(forest, 1, 2, '2026-01-01')).toBe('2026-01-01')
  expect(cycleDay(forest, 3, 2, '2026-01-01')).toBe('2027-01-01')
  expect(cycleDay(forest, 3, 1, '2026-01-01')).toBeNull()
  expect(cycleDay(forest, 3, 3, '2026-01-01')).toBe('2026-01-01')
})

describe('whatever is done to the tree', () => {
  const FIRST = '2024-01-01'
  const day = fc.integer({ min: 0, max: 400 }).map(n => addDays(FIRST, n))
  const pick = fc.nat(7)
  const step = fc.oneof(
    fc.record({
      do: fc.constant('create' as const),
      at: day,
      parent: fc.option(pick),
      to: fc.option(day, { freq: 5 }),
    }),
    fc.record({ do: fc.constant('rename' as const), at: day, who: pick }),
    fc.record({ do: fc.constant('move' as const), at: day, who: pick, parent: fc.option(pick, { freq: 5 }) }),
    fc.record({ do: fc.constant('close' as const), at: day, who: pick }),
  )

  test('each agency has exactly one version on each day of its life, and no agency stands below itself', {
    timeout: 120_000,
  }, async () => {
    const connection = await testDatabase()
    const { db } = connection
    const ctx = testCtx(connection, '2026-11-23T14:30:00+07:00')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async steps => {
        const ids: number[] = []
        for (const one of steps) {
          const of = (n: number | null): number | null =>
            n === null ? null : (ids[n % Math.max(1, ids.length)] ?? null)
          try {
            if (one.do === 'create') {
              const made = await createAgency(ctx, {
                kind: 'DEPARTMENT',
                name: `Cơ quan ${ids.length}`,
                parentId: of(one.parent),
                validFrom: one.at,
                validTo: one.to,
              })
              ids.push(made.agencyId)
              continue
            }
            const agencyId = of(one.who)
            if (agencyId === null) continue
            if (one.do === 'rename') await renameAgency(ctx, { agencyId, from: one.at, name: `Tên từ ${one.at}` })
            else if (one.do === 'move') await moveAgency(ctx, { agencyId, from: one.at, parentId: of(one.parent) })
            else await closeAgency(ctx, { agencyId, on: one.at })
          } catch (cause) {
            if (!(cause instanceof Refusal)) throw cause
          }
        }
        if (ids.length === 0) return
        const rows = await db
          .selectFrom('organisation.agency_version')
          .select(['agency_id', 'parent_id', 'valid_from', 'valid_to'])
          .where('agency_id', 'in', ids)
          .orderBy('valid_from')
          .execute()
        const byAgency = Map.groupBy(rows, row => row.agency_id)
        for (const id of ids) {
          const versions = byAgency.get(id) ?? []
          expect(versions.length).toBeGreaterThan(0)
          // Without a gap and without an overlap: each begins where the one before ends.
          for (const [at, version] of versions.entries())
            expect(versions[at + 1]?.valid_from ?? version.valid_to).toBe(version.valid_to)
        }
        for (let n = 0; n <= 402; n += 1) {
          const on = addDays(FIRST, n)
          const parentOn = (id: number): number | null | undefined =>
            byAgency.get(id)?.find(v => v.valid_from <= on && (v.valid_to === null || on < v.valid_to))?.parent_id
          for (const id of ids) {
            let at = parentOn(id)
            // The agency above is there on every day on which this one is.
            expect(typeof at === 'number' ? parentOn(at) : null).toBeDefined()
            for (let steps = 0; typeof at === 'number'; steps++) {
              expect(steps).toBeLessThan(ids.length)
              at = parentOn(at)
            }
          }
        }
      }),
      { numRuns: 150 },
    )
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { areaSet, areasOfYear } from './areas.ts'
import {
  after,
  gapOf,
  mayApprove,
  mayEdit,
  mayUpdateTask,
  moves,
  operators,
  passes,
  planActions,
  planStates,
  problemsOf,
  resultOf,
  standingOf,
  taskActions,
  taskAfter,
  taskMoves,
  taskStates,
} from './rules.ts'

describe('targets', () => {
  test.each([
    [51.25, '>=', 70, false],
    [70, '>=', 70, true],
    [69.994, '>=', 70, false],
    [69.995, '>=', 70, true],
    [1.005, '=', 1.01, true],
    [98.72, '>=', 95, true],
    [0, '<=', 0, true],
    [0.004, '<=', 0, true],
    [0.005, '<=', 0, false],
    [70, '>', 70, false],
    [70.01, '>', 70, true],
    [69.99, '<', 70, true],
  ] as const)('%d %s %d: %s, as the two decimals say', (value, operator, goal, met) => {
    expect(passes(value, operator, goal)).toBe(met)
    expect(resultOf(value, operator, goal)).toBe(met ? 'MET' : 'NOT_MET')
  })
  test('nothing counted is neither met nor missed', () => {
    for (const operator of operators) expect(resultOf(null, operator, 0)).toBe('NO_DATA')
  })

  test('41 of 80 against 70 %: 56 needed, 15 missing', () => {
    expect(gapOf(41, 80, '>=', 70)).toEqual({ needed: 56, missing: 15 })
  })
  test('30 % of 12 units is 4, rounded up', () => {
    expect(gapOf(0, 12, '>=', 30)).toEqual({ needed: 4, missing: 4 })
  })
  test('3 of 11 inspected against 30 %: one more', () => {
    expect(gapOf(3, 11, '>=', 30)).toEqual({ needed: 4, missing: 1 })
  })
  test('an upper bound says how many are too many', () => {
    expect(gapOf(9, 100, '<=', 5)).toEqual({ needed: 5, missing: 4 })
    expect(gapOf(9, 100, '<', 5)).toEqual({ needed: 4, missing: 5 })
  })
  test('met, impossible and whole numbers have no gap', () => {
    expect(gapOf(80, 80, '>=', 70)).toBeNull()
    expect(gapOf(10, 10, '>', 100)).toBeNull()
    expect(gapOf(10, null, '>=', 100)).toBeNull()
    expect(gapOf(0, 0, '>=', 70)).toBeNull()
  })
  test('the gap is the least change that meets the target', () => {
    const share = fc.record({
      denominator: fc.integer({ min: 1, max: 5_000 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      goal: fc.integer({ min: 0, max: 10_000 }).map(n => n / 100),
      operator: fc.constantFrom('>=' as const, '>' as const, '<=' as const, '<' as const),
    })
    const right = fc.check(
      fc.property(share, ({ denominator, part, goal, operator }) => {
        const numerator = Math.round(part * denominator)
        const gap = gapOf(numerator, denominator, operator, goal)
        const met = (n: number): boolean => passes((n / denominator) * 100, operator, goal)
        if (gap === null) {
          const best = operator.startsWith('>') ? denominator : 0
          return met(numerator) || !met(best)
        }
        const short = operator.startsWith('>') ? gap.needed - 1 : gap.needed + 1
        return gap.missing > 0 && met(gap.needed) && !met(short)
      }),
      { numRuns: 2_000 },
    )
    expect(right.failed).toBe(false)
  })
})

describe('states', () => {
  test('a draft is edited, an approved plan amended, a closed one left alone', () => {
    expect(after('DRAFT', 'editTarget')).toBe('DRAFT')
    expect(after('APPROVED', 'editTarget')).toBeUndefined()
    expect(after('APPROVED', 'amendTarget')).toBe('APPROVED')
    expect(after('DRAFT', 'amendTarget')).toBeUndefined()
    expect(Object.keys(moves.CLOSED)).toEqual([])
    expect(Object.keys(taskMoves.DONE)).toEqual([])
  })
  for (const state of planStates) {
    for (const action of planActions) {
      test(`${state} × ${action} leads to a state or nowhere`, () => {
        expect([...planStates, undefined]).toContain(after(state, action))
      })
    }
  }
  for (const state of taskStates) {
    for (const action of taskActions) {
      test(`task ${state} × ${action} leads to a state or nowhere`, () => {
        expect([...taskStates, undefined]).toContain(taskAfter(state, action))
      })
    }
  }
})

describe('tasks', () => {
  const task = {
    status: 'TODO' as const,
    dueOn: '2026-06-30',
    doneOn: null,
    leadAgencyId: 5,
    leadOfficer: 'Chuyên viên',
  }
  test('how it stands on a day', () => {
    expect(standingOf(task, '2026-06-30')).toBe('TODO')
    expect(standingOf(task, '2026-07-01')).toBe('OVERDUE')
    expect(standingOf({ ...task, status: 'DOING' }, '2026-07-01')).toBe('OVERDUE')
    expect(standingOf({ ...task, status: 'DONE', doneOn: '2026-06-30' }, '2026-12-01')).toBe('DONE')
    expect(standingOf({ ...task, status: 'DONE', doneOn: '2026-07-01' }, '2026-12-01')).toBe('DONE_LATE')
    expect(standingOf({ ...task, status: 'DROPPED' }, '2026-12-01')).toBe('DROPPED')
  })
  test('what is wrong with it', () => {
    expect(problemsOf({ ...task, leadAgencyId: null, leadOfficer: '' }, '2026-07-01')).toEqual([
      'NO_LEAD',
      'NO_PERSON',
      'OVERDUE',
    ])
    expect(problemsOf(task, '2026-06-30')).toEqual([])
    expect(problemsOf({ ...task, status: 'DONE', leadOfficer: '' }, '2026-07-01')).toEqual([])
  })
})

describe('who may', () => {
  const actor = (...roles: string[]): Actor => ({
    ...anonymous,
    kind: 'OFFICER',
    roles,
    unitId: 5,
    agencyId: 3,
    name: 'A',
  })
  const own = { atCommune: false, ownPlan: true }
  const other = { atCommune: false, ownPlan: false }
  test('reform staff edit every plan, in a commune their own', () => {
    expect(mayEdit(actor('REFORM'), other)).toBe(true)
    expect(mayEdit(actor('REFORM'), { atCommune: true, ownPlan: false })).toBe(false)
    expect(mayEdit(actor('REFORM'), { atCommune: true, ownPlan: true })).toBe(true)
    expect(mayEdit(actor('LEADER'), own)).toBe(false)
  })
  test('the leader whose plan it is approves', () => {
    expect(mayApprove(actor('LEADER'), own)).toBe(true)
    expect(mayApprove(actor('LEADER'), other)).toBe(false)
    expect(mayApprove(actor('SPECIALIST'), own)).toBe(false)
  })
  test('the lead agency reports on its own tasks', () => {
    expect(mayUpdateTask(actor('LEADER'), other, 5, [3, 5])).toBe(true)
    expect(mayUpdateTask(actor('LEADER'), other, 9, [3, 5])).toBe(false)
    expect(mayUpdateTask(actor('DIVISION_HEAD'), other, 5, [3, 5])).toBe(true)
    expect(mayUpdateTask(actor('DIVISION_HEAD'), other, 3, [3, 5])).toBe(false)
    expect(mayUpdateTask(actor('LEADER'), other, null, [3, 5])).toBe(false)
    expect(mayUpdateTask(actor('REFORM'), other, null, [])).toBe(true)
  })
})

describe('areas', () => {
  test('belong to the period of the plan', () => {
    expect(areasOfYear(2020)).toMatchObject({ key: '2011-2020', verified: true })
    expect(areasOfYear(2020).areas).toHaveLength(8)
    expect(areasOfYear(2026)).toMatchObject({ key: '2021-2030', verified: false })
    expect(areaSet('2011-2020').areas[0]).toMatchObject({ code: 'STEERING' })
  })
})

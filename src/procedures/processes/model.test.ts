import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import type { StepInput } from './input.ts'
import {
  agenciesOf,
  caseProblems,
  counterpartOf,
  END,
  longestHours,
  modelProblems,
  onSiteClass,
  pathOf,
  stepDifference,
  stepSpan,
} from './model.ts'
import { processProblems } from './rules.ts'

const step = (code: string, role: StepInput['role'], hours: number, more: Partial<StepInput> = {}): StepInput => ({
  code,
  name: `Bước ${code}`,
  role,
  hours,
  place: role === 'RECEPTION' ? 'RECEPTION' : 'HOME',
  output: '',
  ...more,
})

/** Received, appraised (an opinion of STP beside it), inspected on the spot only where asked, signed, handed over. */
const branched = [
  step('B1', 'RECEPTION', 1),
  step('B2', 'SPECIALIST', 8, {
    opinions: [{ agency: 'STP', hours: 12, ask: 'Ý kiến pháp lý' }],
    cases: [{ field: 'inspect', value: 'YES', to: 'B3' }],
    then: 'B4',
    supplement: true,
  }),
  step('B3', 'SPECIALIST', 16, { place: 'SXD' }),
  step('B4', 'LEADER', 4, { sendBackTo: 'B2' }),
  step('B5', 'RECEPTION', 1),
]
const codes = (steps: readonly StepInput[]): string[] => steps.map(one => one.code)

describe('ways through', () => {
  test('a case of the form chooses; every other dossier goes the main way', () => {
    expect(codes(pathOf(branched, { inspect: 'YES' }))).toEqual(['B1', 'B2', 'B3', 'B4', 'B5'])
    expect(codes(pathOf(branched, { inspect: 'NO' }))).toEqual(['B1', 'B2', 'B4', 'B5'])
    expect(codes(pathOf(branched, {}))).toEqual(['B1', 'B2', 'B4', 'B5'])
  })

  test('a plain line is given back as it is', () => {
    const line = branched.map(({ cases: _c, then: _t, ...one }) => one)
    expect(pathOf(line, { inspect: 'NO' })).toBe(line)
  })

  test('the longest way counts, and an opinion slower than the step that waits for it', () => {
    expect(stepSpan(branched[1]!)).toBe(12)
    expect(longestHours(branched)).toBe(1 + 12 + 16 + 4 + 1)
    expect(processProblems(branched, 34)).toEqual([])
    expect(processProblems(branched, 33.5)).toEqual([{ code: 'SUM_EXCEEDS_LIMIT', sum: 34, hours: 33.5 }])
  })

  test('every agency named is known by the step that names it', () => {
    expect(agenciesOf(branched).map(({ step: { code }, agency }) => [code, agency])).toEqual([
      ['B2', 'STP'],
      ['B3', 'SXD'],
    ])
  })
})

describe('what is refused names its place', () => {
  const changed = (at: number, more: Partial<StepInput>) => branched.with(at, { ...branched[at]!, ...more })

  test('a circular hand-over, which also has no end where nothing leaves it', () => {
    expect(modelProblems(changed(3, { cases: [{ field: 'inspect', value: 'NO', to: 'B2' }] }))).toEqual([
      { code: 'CIRCULAR_HANDOVER', stepCode: 'B2', circle: ['B2', 'B3', 'B4'] },
    ])
    expect(modelProblems(changed(4, { then: 'B1' }))).toEqual([
      { code: 'CIRCULAR_HANDOVER', stepCode: 'B1', circle: ['B1', 'B2', 'B3', 'B4', 'B5'] },
      { code: 'NO_END' },
    ])
    expect(modelProblems(changed(4, { then: 'B5' }))).toContainEqual({ code: 'NO_END' })
  })

  test('a step nobody comes to', () => {
    expect(modelProblems(changed(1, { cases: [] }))).toEqual([{ code: 'UNREACHABLE_STEP', stepCode: 'B3' }])
  })

  test('a step that does not exist, a return to a later step, an end without hand-over', () => {
    expect(modelProblems(changed(1, { then: 'B9' }))).toContainEqual({
      code: 'TARGET_UNKNOWN',
      stepCode: 'B2',
      target: 'B9',
    })
    expect(modelProblems(changed(1, { sendBackTo: 'B4' }))).toEqual([
      { code: 'SEND_BACK_NOT_BEFORE', stepCode: 'B2', target: 'B4' },
    ])
    expect(modelProblems(changed(2, { then: END }))).toEqual([{ code: 'NO_HANDOVER', stepCode: 'B3' }])
  })

  test('a condition on a field or an answer the form does not have', () => {
    expect(caseProblems(branched, new Map())).toEqual([{ code: 'FIELD_UNKNOWN', stepCode: 'B2', field: 'inspect' }])
    expect(caseProblems(branched, new Map([['inspect', ['NO']]]))).toEqual([
      { code: 'ANSWER_UNKNOWN', stepCode: 'B2', field: 'inspect', value: 'YES' },
    ])
    expect(caseProblems(branched, new Map([['inspect', null]]))).toEqual([])
  })
})

/** Models as anybody could write them: targets up, down, nowhere; cases on two fields. */
const anyModel = fc.integer({ min: 1, max: 8 }).chain(size => {
  const code = fc.integer({ min: 1, max: size + 1 }).map(n => `B${n}`)
  const target = fc.oneof({ weight: 5, arbitrary: code }, { weight: 1, arbitrary: fc.constant(END) })
  const optional = <T>(of: fc.Arbitrary<T>, weight = 3) =>
    fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: of })
  const one = fc.record({
    role: fc.constantFrom<StepInput['role']>('RECEPTION', 'SPECIALIST', 'LEADER'),
    hours: fc.integer({ min: 1, max: 40 }).map(n => n / 2),
    then: optional(target),
    sendBackTo: optional(code),
    cases: optional(
      fc.array(fc.record({ field: fc.constantFrom('a', 'b'), value: fc.constantFrom('1', '2'), to: target }), {
        maxLength: 2,
      }),
    ),
    opinions: optional(
      fc.array(
        fc.record({ agency: fc.constant('STP'), hours: fc.integer({ min: 1, max: 30 }), ask: fc.constant('') }),
        {
          maxLength: 2,
        },
      ),
      5,
    ),
  })
  return fc
    .array(one, { minLength: size, maxLength: size })
    .map(list => list.map(({ role, hours, ...more }, at) => step(`B${at + 1}`, role, hours, more)))
})
const everyCase = ['', '1', '2'].flatMap(a => ['', '1', '2'].map(b => ({ a, b })))
const waysOf = (steps: readonly StepInput[], from = 0, above: readonly StepInput[] = []): (readonly StepInput[])[] => {
  const here = steps[from]!
  const way = [...above, here]
  const targets = [...(here.cases ?? []).map(one => one.to), here.then ?? steps[from + 1]?.code ?? END]
  return targets.flatMap(to =>
    to === END
      ? [way]
      : waysOf(
          steps,
          steps.findIndex(s => s.code === to),
          way,
        ),
  )
}

const spanOf = (path: readonly StepInput[]): number => path.reduce((sum, one) => sum + stepSpan(one), 0)

describe('any model', () => {
  test('is either refused with its place, or every way runs down to a hand-over within the longest hours', () => {
    let accepted = 0
    fc.assert(
      fc.property(anyModel, steps => {
        const problems = modelProblems(steps)
        const hours = longestHours(steps)
        expect(Number.isFinite(hours)).toBe(true)
        for (const answers of everyCase) expect(pathOf(steps, answers).length).toBeLessThanOrEqual(steps.length)
        const places = problems.flatMap(problem => ('stepCode' in problem ? (problem.stepCode ?? []) : []))
        expect(places.filter(place => !codes(steps).includes(place))).toEqual([])
        const right = problems.length === 0
        accepted += Number(right)
        const ways = right ? waysOf(steps) : []
        const paths = right ? everyCase.map(answers => pathOf(steps, answers)) : []
        expect(Math.max(...ways.map(spanOf), right ? 0 : hours)).toBe(hours)
        expect(new Set(right ? ways.flat() : steps)).toEqual(new Set(steps))
        const inOrder = (path: readonly StepInput[]) => codes(steps).filter(code => codes(path).includes(code))
        expect(paths.filter(path => path.at(-1)?.role !== 'RECEPTION' || spanOf(path) > hours)).toEqual([])
        expect(paths.map(codes)).toEqual(paths.map(inOrder))
      }),
      { numRuns: 3_000, seed: 3 },
    )
    expect(accepted).toBeGreaterThan(50)
  })

  test('every process of the seed is a line without problems', () => {
    for (const row of rows) {
      const { process } = SeedProcedureSchema.parse(row)
      expect(modelProblems(process)).toEqual([])
      expect(pathOf(process, {})).toBe(process)
    }
  })
})

describe('on the spot', () => {
  const line = (more: Partial<StepInput>[]) =>
    (['RECEPTION', 'SPECIALIST', 'LEADER', 'CLERK', 'RECEPTION'] as const).map((role, at) =>
      step(`B${at + 1}`, role, 1, more[at] ?? {}),
    )
  const here = { onSite: true }
  test('three with the appraisal, four with the approval, five with the stamp', () => {
    expect(onSiteClass(line([]))).toBeNull()
    expect(onSiteClass(line([{}, here]))).toBe(3)
    expect(onSiteClass(line([{}, here, here]))).toBe(4)
    expect(onSiteClass(line([{}, here, here, here]))).toBe(5)
    expect(onSiteClass(line([{ onSite: false }, here, here]))).toBeNull()
  })
  test('what the version declares counts before what the steps say', () => {
    expect(onSiteClass(line([]), ['receive', 'appraise', 'return'])).toBe(3)
    expect(onSiteClass(line([{}, here, here]), [])).toBeNull()
  })
})

describe('two versions side by side', () => {
  test('a step inserted does not make those below it others', () => {
    const after = [branched[0]!, step('B2', 'SPECIALIST', 2, { name: 'Kiểm tra thực địa' }), ...branched.slice(1)]
    expect(stepDifference(branched, after).map(({ kind, after: to }) => [kind, to?.name])).toEqual([
      ['SAME', 'Bước B1'],
      ['ADDED', 'Kiểm tra thực địa'],
      ['SAME', 'Bước B2'],
      ['SAME', 'Bước B3'],
      ['SAME', 'Bước B4'],
      ['SAME', 'Bước B5'],
    ])
  })
  test('other hours are a change; what is gone stands at the end; other hands are no counterpart', () => {
    const after = [branched[0]!, { ...branched[1]!, hours: 6 }, branched[4]!]
    expect(stepDifference(branched, after).map(one => one.kind)).toEqual([
      'SAME',
      'CHANGED',
      'SAME',
      'REMOVED',
      'REMOVED',
    ])
    expect(counterpartOf(branched[3]!, after)).toBeNull()
  })
})

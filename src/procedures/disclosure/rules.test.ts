import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addUp,
  type CellState,
  coverage,
  lettersMissing,
  mayRecord,
  type Proof,
  proofLacking,
  proofs,
  type Proven,
  stateOfCell,
  stateOfMany,
} from './rules.ts'

const DAY = '2026-11-23'
const proven = (versionNo: number, more: Partial<Proven> = {}): Proven => ({
  versionNo,
  day: '2026-11-01',
  withdrawnOn: null,
  ...more,
})

describe('a cell', () => {
  const cases: [string, Proven[], CellState][] = [
    ['without evidence', [], 'NONE'],
    ['with evidence of the version in force', [proven(2)], 'CURRENT'],
    ['with evidence of the version before', [proven(1)], 'STALE'],
    ['with both', [proven(1), proven(2)], 'CURRENT'],
    ['with evidence of the next version only', [proven(3)], 'NONE'],
    ['with evidence withdrawn today', [proven(2, { withdrawnOn: DAY })], 'NONE'],
    ['with evidence withdrawn tomorrow', [proven(2, { withdrawnOn: '2026-11-24' })], 'CURRENT'],
    [
      'where the current one was withdrawn and an old one remains',
      [proven(2, { withdrawnOn: DAY }), proven(1)],
      'STALE',
    ],
    ['with evidence of tomorrow', [proven(2, { day: '2026-11-24' })], 'NONE'],
  ]
  it.each(cases)('%s', (_, evidence, state) => {
    expect(stateOfCell({ required: true, versionNo: 2, evidence }, DAY)).toBe(state)
    expect(stateOfCell({ required: false, versionNo: 2, evidence }, DAY)).toBe('NOT_REQUIRED')
  })
})

describe('many cells', () => {
  it('are as good as the worst of them', () => {
    expect(stateOfMany({ required: 0, current: 0, stale: 0 })).toBe('NOT_REQUIRED')
    expect(stateOfMany({ required: 13, current: 13, stale: 0 })).toBe('CURRENT')
    expect(stateOfMany({ required: 13, current: 12, stale: 1 })).toBe('STALE')
    expect(stateOfMany({ required: 13, current: 12, stale: 0 })).toBe('NONE')
  })

  it('are covered in full only when every one is current', () => {
    expect(coverage({ required: 0, current: 0, stale: 0 })).toBeNull()
    expect(coverage({ required: 4, current: 3, stale: 1 })).toBe(75)
    expect(coverage({ required: 200_000, current: 199_999, stale: 0 })).toBe(99.99)
    const counted = fc.integer({ min: 1, max: 500_000 }).chain(required =>
      fc.record({
        required: fc.constant(required),
        current: fc.integer({ min: 0, max: required }),
        stale: fc.constant(0),
      }),
    )
    fc.assert(
      fc.property(counted, one => {
        expect(coverage(one) === 100).toBe(one.current === one.required)
      }),
    )
  })

  it('add up', () => {
    const sum = addUp([
      { required: 3, current: 1, stale: 1 },
      { required: 2, current: 2, stale: 0 },
    ])
    expect(sum).toEqual({ required: 5, current: 3, stale: 1 })
  })
})

describe('law: ND-63-2010#8.2, the seven scored parts', () => {
  it('are named by their letters; the result, forms and fees are not among them', () => {
    expect(lettersMissing(['result', 'forms', 'fees'])).toEqual([])
    expect(lettersMissing(['limit', 'name', 'agency'])).toEqual(['a', 'đ', 'g'])
    expect(lettersMissing(['name', 'steps', 'channels', 'papers', 'limit', 'subjects', 'agency'])).toHaveLength(7)
  })
})

describe('what proves a posting', () => {
  const rows: [Proof, boolean, boolean, string | null][] = [
    ['URL', true, false, null],
    ['URL', false, true, 'URL'],
    ['FILE', true, false, 'FILE'],
    ['FILE', false, true, null],
    ['ANY', true, false, null],
    ['ANY', false, true, null],
  ]
  it.each(rows)('%s with address %s and photo %s lacks %s', (proof, url, file, lacking) => {
    expect(proofLacking(proof, { url, file })).toBe(lacking)
  })
  it.each(proofs)('%s needs something', proof => {
    expect(proofLacking(proof, { url: false, file: false })).toBe(proof)
  })
})

describe('who may record', () => {
  const who = (agencyId: number | null, ...roles: string[]) => ({ kind: 'OFFICER', roles, agencyId })
  it.each(['CLERK', 'SPECIALIST', 'RECEPTION'])('%s for the own agency', role => {
    expect(mayRecord(who(7, role), 7)).toBe(true)
    expect(mayRecord(who(7, role), 8)).toBe(false)
    expect(mayRecord(who(null, role), 8)).toBe(false)
  })
  it.each(['CONTROL', 'ADMIN', 'disclosure.write'])('%s for all', role => {
    expect(mayRecord(who(null, role), 8)).toBe(true)
  })
  it.each(['LEADER', 'DIVISION_HEAD', 'REFORM', 'INSPECTOR'])('%s for none', role => {
    expect(mayRecord(who(7, role), 7)).toBe(false)
  })
})

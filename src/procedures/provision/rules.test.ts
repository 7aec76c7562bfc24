import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factKinds } from './input.ts'
import {
  changeOfScales,
  factLacks,
  heldOn,
  levelOn,
  type Mapped,
  mayRecord,
  mechanismOf,
  oldLevels,
  proposedLevel,
} from './rules.ts'

const fact = (id: number, from: string, to: string | null = null) => ({ id, from, to })

describe('which fact holds', () => {
  const facts = [fact(1, '2019-03-01'), fact(2, '2020-01-01', '2021-01-01'), fact(3, '2019-03-01')]

  test.each([
    ['2019-02-28', null],
    ['2019-03-01', 3],
    ['2019-12-31', 3],
    ['2020-01-01', 2],
    ['2020-12-31', 2],
    ['2021-01-01', null],
  ])('on %s it is %s: the latest first day, of two the newer record, until it ends', (day, id) => {
    expect(heldOn(facts, day)?.id ?? null).toBe(id)
  })

  test('does not depend on the order in which facts are read', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: 3 }), fc.integer({ min: 1, max: 28 }), (mixed, d) => {
        const day = `2020-01-${String(d).padStart(2, '0')}`
        expect(heldOn(mixed, day)?.id).toBe(heldOn(facts, day)?.id)
      }),
    )
  })
})

describe('what a fact lacks', () => {
  const said = { from: '2019-03-01', reason: '', basis: '215/QĐ-UBND' }

  test('that something is so needs its decision, that it is not so its reason', () => {
    expect(factLacks({ ...said, kind: 'CENTRE', value: 'YES' })).toEqual([])
    expect(factLacks({ ...said, kind: 'CENTRE', value: 'YES', basis: '' })).toEqual(['BASIS'])
    expect(factLacks({ ...said, kind: 'CENTRE', value: 'NO' })).toEqual(['REASON'])
    expect(factLacks({ ...said, kind: 'CENTRE', value: 'NO', reason: 'Lưu động' })).toEqual([])
    expect(factLacks({ ...said, kind: 'ISO' })).toEqual(['REASON'])
    expect(factLacks({ ...said, kind: 'MECHANISM', value: 'NONE' })).toEqual(['REASON'])
  })

  test.each(factKinds.filter(kind => kind !== 'ISO'))('%s knows its values and has no last day', kind => {
    expect(factLacks({ ...said, kind, value: 'ELSE' })).toEqual(['VALUE'])
    expect(factLacks({ ...said, kind })).toContain('VALUE')
    expect(factLacks({ ...said, kind, value: 'ELSE', to: '2020-01-01' })).toContain('TO_ONLY_ISO')
  })

  test('a document does not end before it begins', () => {
    expect(factLacks({ ...said, kind: 'ISO', value: 'QT-01', to: '2019-02-28' })).toEqual(['TO_EARLY'])
    expect(factLacks({ ...said, kind: 'ISO', value: 'QT-01', to: '2019-03-01' })).toEqual([])
  })
})

describe('the two scales', () => {
  const line = (oldLevel: number, newLevel: Mapped['newLevel'], validFrom = '2022-08-15'): Mapped => ({
    oldLevel,
    newLevel,
    validFrom,
    basis: '',
    verified: false,
  })
  const mapping = [line(4, 'FULL'), line(3, 'PARTIAL'), line(2, 'INFORMATION'), line(1, 'INFORMATION')]

  test('the old is read as the mapping says, before the change by its first reading', () => {
    expect(oldLevels.map(level => proposedLevel(mapping, level, '2019-04-24'))).toEqual([
      'INFORMATION',
      'INFORMATION',
      'PARTIAL',
      'FULL',
    ])
    const later = [...mapping, line(3, 'FULL', '2024-01-01')]
    expect(proposedLevel(later, 3, '2023-12-31')).toBe('PARTIAL')
    expect(proposedLevel(later, 3, '2024-01-01')).toBe('FULL')
    expect(proposedLevel(mapping, null, '2024-01-01')).toBeNull()
    expect(changeOfScales(later)).toBe('2022-08-15')
    expect(changeOfScales([])).toBeNull()
  })

  test('after the change the version says its own level, before it the old one is read', () => {
    expect(levelOn(mapping, 'FULL', 2, '2022-08-14')).toBe('INFORMATION')
    expect(levelOn(mapping, 'FULL', 2, '2022-08-15')).toBe('FULL')
    expect(levelOn(mapping, 'FULL', null, '2019-01-01')).toBe('FULL')
    expect(levelOn([], 'FULL', 2, '2019-01-01')).toBe('FULL')
  })
})

describe('the mechanism read from a process', () => {
  const at = (place: string, role = 'SPECIALIST', onSite?: boolean) => ({ place, role, onSite })
  const counter = at('RECEPTION', 'RECEPTION')

  test.each([
    ['another agency is named', 'COMMUNE', [counter, at('HOME'), at('SNV'), counter], false, 'INTERLINKED'],
    [
      'who received does more than receive',
      'SNV',
      [counter, at('RECEPTION'), at('HOME'), counter],
      false,
      'INTERLINKED',
    ],
    [
      'people of the deciding agency are at the centre',
      'SNV',
      [counter, at('RECEPTION', 'LEADER', true)],
      true,
      'ONE_STOP',
    ],
    ['the deciding agency is named', 'SNV', [counter, at('SNV'), counter], false, 'ONE_STOP'],
    ['no process, at the centre', 'SNV', null, true, 'ONE_STOP'],
    ['no process, nowhere', 'SNV', null, false, 'NONE'],
  ] as const)('%s', (_, home, steps, atCentre, mechanism) => {
    expect(mechanismOf({ home, steps, atCentre })).toBe(mechanism)
  })
})

test('the control unit records, but not that of a commune', () => {
  const control = { kind: 'OFFICER', roles: ['CONTROL'] }
  expect(mayRecord(control, 'PROVINCE')).toBe(true)
  expect(mayRecord(control, 'COMMUNE')).toBe(false)
  expect(mayRecord({ kind: 'OFFICER', roles: ['CLERK'] }, 'DEPARTMENT')).toBe(false)
  expect(mayRecord({ kind: 'SYSTEM', roles: [] }, undefined)).toBe(true)
})

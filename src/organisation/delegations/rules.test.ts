import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#app/kernel/text.ts'
import {
  type Delegation,
  type Lack,
  movesOf,
  overlaps,
  type Signing,
  stateOn,
  type Term,
  validDelegation,
  whatIsMissing,
  workKey,
  worksOf,
} from './rules.ts'

const term = (more: Partial<Term> = {}): Term => ({
  validFrom: '2026-01-01',
  endsOn: '2027-01-01',
  revoked: false,
  extended: false,
  ...more,
})

describe('how a delegation stands on a day', () => {
  const cases: [string, Partial<Term>, string, string][] = [
    ['before its first day', {}, '2025-12-31', 'COMING'],
    ['on its first day', {}, '2026-01-01', 'VALID'],
    ['31 days before its last', {}, '2026-11-30', 'VALID'],
    ['30 days before its last', {}, '2026-12-01', 'EXPIRING'],
    ['on its last day', {}, '2026-12-31', 'EXPIRING'],
    ['the day after', {}, '2027-01-01', 'EXPIRED'],
    ['near its end, carried on', { extended: true }, '2026-12-20', 'VALID'],
    ['near its end, about to be revoked', { revoked: true }, '2026-12-20', 'VALID'],
    ['after it was revoked', { revoked: true, endsOn: '2026-06-01' }, '2026-06-01', 'REVOKED'],
    ['revoked before it began', { revoked: true, endsOn: '2026-01-01' }, '2025-11-01', 'REVOKED'],
  ]
  it.each(cases)('%s', (_, more, day, state) => {
    expect(stateOn(term(more), day, 30)).toBe(state)
  })

  it('allows what can still be done, and nothing twice', () => {
    expect(movesOf(term(), '2026-05-01')).toEqual(['revoke', 'extend'])
    expect(movesOf(term({ extended: true }), '2026-05-01')).toEqual(['revoke'])
    expect(movesOf(term({ revoked: true }), '2026-05-01')).toEqual([])
    expect(movesOf(term(), '2027-01-01')).toEqual([])
  })
})

const PROVINCE = 1
const LABOUR = 2
const JUSTICE = 3
const HA = 71
const delegation = (more: Partial<Delegation> = {}): Delegation => ({
  id: 1,
  fromAgencyId: PROVINCE,
  toAgencyId: LABOUR,
  toOfficerId: null,
  works: ['1.014199'],
  validFrom: '2026-01-01',
  endsOn: '2027-01-01',
  revoked: false,
  ...more,
})
const signing = (more: Partial<Signing> = {}): Signing => ({
  work: '1.014199',
  authorityId: PROVINCE,
  agencyId: LABOUR,
  officerId: HA,
  day: '2026-06-01',
  ...more,
})

describe('signing for another', () => {
  const valid: [string, Partial<Delegation>, Partial<Signing>, boolean][] = [
    ['by a record for the agency', {}, {}, true],
    ['by a record that names the officer', { toOfficerId: HA }, {}, true],
    ['on the first day', {}, { day: '2026-01-01' }, true],
    ['on the last day', {}, { day: '2026-12-31' }, true],
    ['the day before', {}, { day: '2025-12-31' }, false],
    ['the day after', {}, { day: '2027-01-01' }, false],
    ['for another work', {}, { work: '1.000426' }, false],
    ['by another agency', {}, { agencyId: JUSTICE }, false],
    ['by another officer', { toOfficerId: 99 }, {}, false],
    ['given by somebody else', { fromAgencyId: JUSTICE }, {}, false],
    ['after it was revoked', { revoked: true, endsOn: '2026-05-01' }, {}, false],
    ['by nobody in particular', { toOfficerId: HA }, { officerId: null }, false],
  ]
  it.each(valid)('%s', (_, record, asked, found) => {
    expect(validDelegation([delegation(record)], signing(asked)) !== null).toBe(found)
  })

  const missing: [Lack, Partial<Delegation>[], Partial<Signing>][] = [
    ['NONE', [], {}],
    ['NONE', [{ works: ['1.000426'] }], {}],
    ['OTHER_AGENCY', [{ toAgencyId: JUSTICE }], {}],
    ['OTHER_OFFICER', [{ toOfficerId: 99 }], {}],
    ['COMING', [{}], { day: '2025-06-01' }],
    ['EXPIRED', [{}], { day: '2027-06-01' }],
    ['REVOKED', [{ revoked: true, endsOn: '2026-03-01' }], {}],
    ['REVOKED', [{}, { id: 2, validFrom: '2026-02-01', revoked: true, endsOn: '2028-03-01' }], { day: '2028-06-01' }],
  ]
  it.each(missing)('tells that it lacks: %s', (lack, records, asked) => {
    expect(whatIsMissing(records.map(delegation), signing(asked)).lack).toBe(lack)
  })

  it('prefers the record that names the signer', () => {
    const both = [delegation(), delegation({ id: 2, toOfficerId: HA })]
    expect(validDelegation(both, signing())?.id).toBe(2)
  })
})

describe('overlap', () => {
  const cases: [string, Partial<Delegation>, boolean][] = [
    ['the same again', {}, true],
    ['one work in common', { works: ['1.000426', '1.014199'] }, true],
    ['no work in common', { works: ['1.000426'] }, false],
    ['another receiver', { toAgencyId: JUSTICE }, false],
    ['an officer of the receiver', { toOfficerId: HA }, true],
    ['from the day it ends', { validFrom: '2027-01-01', endsOn: '2028-01-01' }, false],
    ['from its last day', { validFrom: '2026-12-31', endsOn: '2028-01-01' }, true],
    ['until the day it begins', { validFrom: '2025-01-01', endsOn: '2026-01-01' }, false],
  ]
  it.each(cases)('%s', (_, wanted, inTheWay) => {
    expect(overlaps([delegation()], delegation(wanted)).length > 0).toBe(inTheWay)
  })

  it('lets a record through only if on every day at most one record lets each officer do each work', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 12 }))
    const one = fc.record({
      toAgencyId: fc.constantFrom(LABOUR, JUSTICE),
      toOfficerId: fc.constantFrom(null, HA, 72),
      works: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
      span,
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 25 }), wanted => {
        const kept: Delegation[] = []
        for (const [id, { span: days, ...rest }] of wanted.entries()) {
          const validFrom = addDays('2026-01-01', days[0])
          const next = delegation({ ...rest, id, validFrom, endsOn: addDays(validFrom, days[1]) })
          if (overlaps(kept, next).length === 0) kept.push(next)
        }
        for (let n = 0; n < 45; n++) {
          const day = addDays('2026-01-01', n)
          for (const agencyId of [LABOUR, JUSTICE]) {
            for (const officer of [HA, 72]) {
              for (const work of ['a', 'b', 'c']) {
                const holding = kept.filter(
                  d =>
                    d.toAgencyId === agencyId &&
                    (d.toOfficerId === null || d.toOfficerId === officer) &&
                    d.works.includes(work) &&
                    d.validFrom <= day &&
                    day < d.endsOn,
                )
                expect(holding.length).toBeLessThanOrEqual(1)
              }
            }
          }
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('works as an annex lists them', () => {
  it('tells procedures from tasks', () => {
    const text = '1. 1.014199 Cấp giấy phép\n- 1.000948.H38: Gia hạn\n\n  Ký hợp đồng 3 bên  \n1.014199'
    expect(worksOf(text)).toEqual([
      { code: '1.014199', title: 'Cấp giấy phép' },
      { code: '1.000948.H38', title: 'Gia hạn' },
      { title: 'Ký hợp đồng 3 bên' },
      { code: '1.014199', title: '' },
    ])
  })
  it('knows the same task in other letters', () => {
    expect(workKey({ title: 'Ký  Hợp đồng' })).toBe(workKey({ title: 'ký hợp đồng' }))
    expect(workKey({ code: '1.014199', title: 'a' })).toBe('1.014199')
  })
})

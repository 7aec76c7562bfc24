import { expect, test } from 'vitest'
import { formatProcedureCode, isNationalCode, newAgencyCode, oldAgencyCode, parseProcedureCode } from './codes.ts'

test.each([
  ['1.001193', true],
  ['6.005706', true],
  ['7.001193', false],
  ['1.00119', false],
  ['1.0011934', false],
  ['1.010803.H62', false],
])('national code %s: %s', (code, expected) => {
  expect(isNationalCode(code)).toBe(expected)
})

test.each([
  ['1.010803', { national: '1.010803', agencyCode: null }],
  ['1.010803.000.00.00.H62', { national: '1.010803', agencyCode: 'H62' }],
  ['1.000948.H38', { national: '1.000948', agencyCode: 'H38' }],
  [' 1.000948.h38 ', { national: '1.000948', agencyCode: 'H38' }],
  ['1.000948.H38.05', { national: '1.000948', agencyCode: 'H38.05' }],
  ['1.000948.', null],
  ['1.000948.XYZ', null],
  ['abc', null],
])('procedure code %s', (text, expected) => {
  expect(parseProcedureCode(text)).toEqual(expected)
})

test('both local forms of one code print the same', () => {
  const long = parseProcedureCode('1.010803.000.00.00.H62')
  const short = parseProcedureCode('1.010803.H62')
  expect(long).toEqual(short)
  expect(long && formatProcedureCode(long)).toBe('1.010803.H62')
  expect(formatProcedureCode({ national: '1.010803', agencyCode: null })).toBe('1.010803')
})

test.each([
  ['H26', '000.00.00.H26'],
  ['H10.12', '000.00.12.H10'],
  ['G12.18', '000.00.18.G12'],
  ['H10.12.03', '000.03.12.H10'],
  ['H10.12.03.45', '045.03.12.H10'],
])('agency code %s ⇄ %s', (current, old) => {
  expect(oldAgencyCode(current)).toBe(old)
  expect(newAgencyCode(old)).toBe(current)
  expect(newAgencyCode(current)).toBe(current)
  expect(oldAgencyCode(old)).toBe(old)
})

test('a lowest level over 99 has no new form, and nonsense has neither', () => {
  expect(newAgencyCode('123.03.12.H10')).toBeNull()
  expect(newAgencyCode('H1')).toBeNull()
  expect(oldAgencyCode('00.00.H10')).toBeNull()
})

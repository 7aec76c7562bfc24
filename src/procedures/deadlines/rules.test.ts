import { describe, expect, test } from 'vitest'
import { defaultCalendar } from '#app/organisation/calendar/default.ts'
import { countedOnce, deadlineRule, deadlineState, decisionDue, publicDue, workingDaysTo } from './rules.ts'

const calendar = defaultCalendar()
const rule = (level: 'PROVINCE' | 'MINISTRY', day = '2026-01-05') => {
  const found = deadlineRule(level, day)
  if (!found) throw new Error('no rule')
  return found
}

describe('766-1.1: decided before the newest legal basis takes effect', () => {
  test.each([
    // a plain Monday: one week back
    ['PROVINCE', '2026-03-16', '2026-03-09'],
    // over the Tết days off of 2026 (16–20 February)
    ['PROVINCE', '2026-02-23', '2026-02-09'],
    // 24 November 2026 is a day off
    ['PROVINCE', '2026-11-30', '2026-11-20'],
    // Saturday 22 August 2026 is a make-up day and counts
    ['PROVINCE', '2026-08-25', '2026-08-19'],
    // a day of effect on a Sunday: Friday is the first day back
    ['PROVINCE', '2026-03-15', '2026-03-09'],
    // twenty working days of a ministry, over 30 April and 1 May and the Hùng kings' day
    ['MINISTRY', '2026-05-15', '2026-04-14'],
  ] as const)('%s, effect %s → %s', (level, effect, due) => {
    expect(decisionDue(calendar, rule(level), effect)).toBe(due)
  })
})

describe('766-1.2: public after the decision', () => {
  test.each([
    ['PROVINCE', '2026-03-09', '2026-03-16'],
    ['PROVINCE', '2026-11-20', '2026-11-30'],
    ['PROVINCE', '2026-08-19', '2026-08-25'],
    ['MINISTRY', '2026-03-09', '2026-03-23'],
    ['PROVINCE', '2026-12-30', '2027-01-07'],
  ] as const)('%s, signed %s → %s', (level, signed, due) => {
    expect(publicDue(calendar, rule(level), signed)).toBe(due)
  })
})

test('the rule is dated data with its basis; before 2022 the original decree holds', () => {
  expect(rule('PROVINCE')).toMatchObject({ decisionBeforeEffect: 5, publicAfterDecision: 5, verified: true })
  expect(rule('MINISTRY')).toMatchObject({ decisionBeforeEffect: 20, publicAfterDecision: 10 })
  expect(rule('PROVINCE', '2018-01-01')).toMatchObject({ decisionBeforeEffect: 10, publicAfterDecision: 5 })
  expect(deadlineRule('PROVINCE', '2009-01-01')).toBeNull()
})

test('days left count working days, and days over count as minus', () => {
  expect(workingDaysTo(calendar, '2026-11-20', '2026-11-30')).toBe(5)
  expect(workingDaysTo(calendar, '2026-11-30', '2026-11-20')).toBe(-5)
  expect(workingDaysTo(calendar, '2026-03-09', '2026-03-09')).toBe(0)
})

test('the state on a day', () => {
  expect(deadlineState(null, null, '2026-03-09')).toBe('NOT_MEASURED')
  expect(deadlineState('2026-03-09', null, '2026-03-09')).toBe('RUNNING')
  expect(deadlineState('2026-03-09', null, '2026-03-10')).toBe('LATE')
  expect(deadlineState('2026-03-09', '2026-03-09', '2026-03-20')).toBe('MET')
  expect(deadlineState('2026-03-09', '2026-03-10', '2026-03-20')).toBe('LATE')
  // done after the day one looks from: on that day it was still running
  expect(deadlineState('2026-03-09', '2026-03-08', '2026-03-07')).toBe('RUNNING')
})

test('a procedure in several decisions counts once, late once is late', () => {
  expect(
    countedOnce([
      { code: 'a', state: 'MET' },
      { code: 'a', state: 'LATE' },
      { code: 'a', state: 'MET' },
      { code: 'b', state: 'MET' },
      { code: 'c', state: 'RUNNING' },
      { code: 'd', state: 'NOT_MEASURED' },
    ]),
  ).toEqual({ total: 2, onTime: 1, late: 1 })
})

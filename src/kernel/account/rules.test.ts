import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acceptedStep,
  type AccountAction,
  accountRules,
  type AccountState,
  lockMinutes,
  missingOf,
  passwordProblem,
  stateOf,
  WRONG_BEFORE_LOCK,
} from './rules.ts'

const NOW = new Date('2026-11-23T14:30:00+07:00')

describe('state of an account', () => {
  const earlier = new Date(NOW.getTime() - 1)
  const later = new Date(NOW.getTime() + 1)
  test('disabled wins over locked; a lock ends at its instant', () => {
    expect(stateOf({ lockedUntil: null, disabledAt: null }, NOW)).toBe('OPEN')
    expect(stateOf({ lockedUntil: earlier, disabledAt: null }, NOW)).toBe('OPEN')
    expect(stateOf({ lockedUntil: NOW, disabledAt: null }, NOW)).toBe('OPEN')
    expect(stateOf({ lockedUntil: later, disabledAt: null }, NOW)).toBe('LOCKED')
    expect(stateOf({ lockedUntil: later, disabledAt: earlier }, NOW)).toBe('DISABLED')
  })

  test('only an open account signs in; every state has a way out', () => {
    const ways: Record<AccountState, AccountAction[]> = { OPEN: ['signIn'], LOCKED: ['unlock'], DISABLED: ['enable'] }
    for (const [state, rules] of Object.entries(accountRules) as [AccountState, Record<AccountAction, boolean>][]) {
      expect(rules.signIn).toBe(state === 'OPEN')
      for (const way of ways[state]) expect(rules[way]).toBe(true)
    }
  })
})

describe('lock-out', () => {
  test('15 minutes after five wrong answers, twice as long after each five more, a day at most', () => {
    expect([1, 2, 3, 4].map(lockMinutes)).toEqual([0, 0, 0, 0])
    expect([5, 10, 15, 20, 25, 30, 35, 40, 100].map(lockMinutes)).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440])
    expect([0, 6, 9, 11].map(lockMinutes)).toEqual([0, 0, 0, 0])
  })

  test('a guesser gets few answers a year, however patient', () => {
    let minutes = 0
    let guesses = 0
    while (minutes < 365 * 24 * 60) minutes += lockMinutes(++guesses)
    expect(guesses).toBeLessThan(WRONG_BEFORE_LOCK * (365 + 10))
  })
})

describe('passwords', () => {
  test('length counts, kinds of characters do not', () => {
    expect(passwordProblem('sông lam mùa nước lên', 'mai.tran')).toBeNull()
    expect(passwordProblem('motcua-demo-2026', 'mai.tran')).toBeNull()
    expect(passwordProblem('ngắn quá 11', 'mai.tran')).not.toBeNull()
    expect(passwordProblem('a'.repeat(201), 'mai.tran')).not.toBeNull()
  })
  test.each([
    'aaaaaaaaaaaaaa',
    'abababababab',
    '123456789012',
    'abcdefghijklmn',
    'toi la mai.tran day',
    'MAI.TRAN12345',
  ])('refuses %s', password => {
    expect(passwordProblem(password, 'mai.tran')).not.toBeNull()
  })
})

describe('one-time codes', () => {
  const step = Math.floor(NOW.getTime() / 30_000)
  test('one step of tolerance each way, never the same step twice, never an older one', () => {
    expect([-2, -1, 0, 1, 2, null].map(delta => acceptedStep(delta, NOW, null))).toEqual([
      null,
      step - 1,
      step,
      step + 1,
      null,
      null,
    ])
    expect(acceptedStep(0, NOW, step)).toBeNull()
    expect(acceptedStep(-1, NOW, step)).toBeNull()
    expect(acceptedStep(1, NOW, step)).toBe(step + 1)
  })

  test('steps accepted in a row only ever grow', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: -2, max: 2 })), { maxLength: 60 }),
        moves => {
          let at = NOW.getTime()
          let last: number | null = null
          for (const [seconds, delta] of moves) {
            at += seconds * 1000
            const accepted = acceptedStep(delta, new Date(at), last)
            if (accepted === null) continue
            expect(accepted).toBeGreaterThan(last ?? -Infinity)
            last = accepted
          }
        },
      ),
    )
  })
})

describe('what a session lacks', () => {
  test.each([
    [false, null, null, null],
    [true, null, null, 'SECOND_FACTOR'],
    [true, NOW, null, null],
    [false, null, NOW, 'NEW_PASSWORD'],
    [true, null, NOW, 'SECOND_FACTOR'],
    [true, NOW, NOW, 'NEW_PASSWORD'],
  ] as const)(
    'enrolled %s, given %s, once until %s: %s',
    (secondFactorEnrolled, secondFactorAt, onceUntil, missing) => {
      expect(missingOf({ secondFactorEnrolled, secondFactorAt, onceUntil })).toBe(missing)
    },
  )
})

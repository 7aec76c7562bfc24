import type { Words2 } from '../refusal.ts'

/** When an account may do what. Pure. */

export type AccountState = 'OPEN' | 'LOCKED' | 'DISABLED'
export type AccountAction = 'signIn' | 'unlock' | 'disable' | 'enable' | 'handOutPassword' | 'resetSecondFactor'

/** State × action. A locked account opens by itself when its time is over, or by the administrator before that. */
export const accountRules = {
  OPEN: { signIn: true, unlock: false, disable: true, enable: false, handOutPassword: true, resetSecondFactor: true },
  LOCKED: { signIn: false, unlock: true, disable: true, enable: false, handOutPassword: true, resetSecondFactor: true },
  DISABLED: {
    signIn: false,
    unlock: false,
    disable: false,
    enable: true,
    handOutPassword: false,
    resetSecondFactor: false,
  },
} as const satisfies Record<AccountState, Record<AccountAction, boolean>>

export interface LockFacts {
  lockedUntil: Date | null
  disabledAt: Date | null
}

export function stateOf({ lockedUntil, disabledAt }: LockFacts, now: Date): AccountState {
  if (disabledAt !== null) return 'DISABLED'
  return lockedUntil !== null && lockedUntil > now ? 'LOCKED' : 'OPEN'
}

/** What an account is at an instant, and what may be done with it. */
export interface AccountStanding {
  state: AccountState
  can: Record<AccountAction, boolean>
}

export function accountStanding(facts: LockFacts & { hasSecondFactor?: boolean }, now: Date): AccountStanding {
  const state = stateOf(facts, now)
  const can = accountRules[state]
  return { state, can: { ...can, resetSecondFactor: can.resetSecondFactor && facts.hasSecondFactor === true } }
}

/** Wrong answers in a row that lock an account. */
export const WRONG_BEFORE_LOCK = 5
const FIRST_LOCK_MINUTES = 15
const LONGEST_LOCK_MINUTES = 24 * 60

/** Minutes an account is locked after so many wrong answers in a row; 0: not now. 15 after five, then twice as long each time. */
export function lockMinutes(wrong: number): number {
  if (wrong <= 0 || wrong % WRONG_BEFORE_LOCK !== 0) return 0
  return Math.min(FIRST_LOCK_MINUTES * 2 ** (wrong / WRONG_BEFORE_LOCK - 1), LONGEST_LOCK_MINUTES)
}

/** Seconds without use after which a session ends, where no parameter says otherwise. */
export const IDLE_SECONDS = { OFFICER: 8 * 3600, CITIZEN: 30 * 86_400, MACHINE: 3600 } as const
/** Between password and second factor, or until a handed-out password is replaced. */
export const HALF_SIGNED_IN_SECONDS = 600
/** A handed-out password is good for so many days. */
export const ONCE_PASSWORD_DAYS = 7
/** A session's use is written down at most so often. */
export const SEEN_EVERY_SECONDS = 60

export const PASSWORD_LENGTH = { min: 12, max: 200 } as const

/** What is wrong with a new password, or null. Length is what counts; what is easily guessed is refused. */
export function passwordProblem(password: string, login: string): Words2 | null {
  if (password.length < PASSWORD_LENGTH.min) {
    return {
      vi: `Mật khẩu cần ít nhất ${PASSWORD_LENGTH.min} ký tự. Một câu ngắn dễ nhớ là tốt nhất.`,
      en: `A password needs at least ${PASSWORD_LENGTH.min} characters. A short sentence you remember works best.`,
    }
  }
  if (password.length > PASSWORD_LENGTH.max) {
    return {
      vi: `Mật khẩu tối đa ${PASSWORD_LENGTH.max} ký tự.`,
      en: `A password has at most ${PASSWORD_LENGTH.max} characters.`,
    }
  }
  const lower = password.toLowerCase()
  const guessable = new Set(lower).size < 5 || isRun(lower) || lower.includes(login.toLowerCase())
  return guessable
    ? {
        vi: 'Mật khẩu này dễ đoán. Đừng dùng tên đăng nhập, ký tự lặp lại hoặc dãy liền nhau.',
        en: 'This password is easy to guess. Do not use your log-in name, repeated characters or a plain sequence.',
      }
    : null
}

/** 'abcdefghijkl', '123456789012': each character follows the one before; digits go round. */
function isRun(text: string): boolean {
  const steps = Array.from({ length: text.length - 1 }, (_, i) => text.charCodeAt(i + 1) - text.charCodeAt(i))
  return steps.every(step => step === 1 || step === -9)
}

export const TOTP_PERIOD_SECONDS = 30

/**
 * The 30-second step a one-time code is good for (RFC 6238, one step of tolerance each way), or null. A step at or before
 * `lastStep` was used already: a code that was looked at over a shoulder is worth nothing.
 * @param delta  steps between now and the code's own, as the code's arithmetic found it; null: no match
 */
export function acceptedStep(delta: number | null, now: Date, lastStep: number | null): number | null {
  if (delta === null || Math.abs(delta) > 1) return null
  const step = Math.floor(now.getTime() / 1000 / TOTP_PERIOD_SECONDS) + delta
  return lastStep !== null && step <= lastStep ? null : step
}

/** What a session still lacks before it counts. */
export type Missing = 'SECOND_FACTOR' | 'NEW_PASSWORD' | null

export function missingOf(facts: {
  secondFactorEnrolled: boolean
  secondFactorAt: Date | null
  onceUntil: Date | null
}): Missing {
  if (facts.secondFactorEnrolled && facts.secondFactorAt === null) return 'SECOND_FACTOR'
  return facts.onceUntil === null ? null : 'NEW_PASSWORD'
}

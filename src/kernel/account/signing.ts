import { parameterOn } from '../parameter.ts'
import { act } from '../act.ts'
import type { Ctx, Reader, Tx } from '../context.ts'
import { dayOf } from '../text.ts'
import { countAttempt, countNobody, forgetAttempts } from './attempts.ts'
import { accountEvents, asThemselves, tell } from './events.ts'
import { badPassword, locked, samePassword, startAgain, wrongCode, wrongSignIn } from './refusals.ts'
import {
  HALF_SIGNED_IN_SECONDS,
  IDLE_SECONDS,
  lockMinutes,
  type Missing,
  missingOf,
  passwordProblem,
  stateOf,
} from './rules.ts'
import { hashPassword, newToken, passwordFits, stepOfCode, tokenHash } from './secrets.ts'

/** Signing in: password, then the second factor where there is one, then a new password where one was handed out. */

export interface SignedIn {
  /** For the cookie; stored only as a hash. */
  token: string
  accountId: number
  kind: 'OFFICER' | 'CITIZEN'
  /** What must still be done before the session counts; null: signed in. */
  missing: Missing
}

export interface SignInInput {
  login: string
  password: string
  address: string
  userAgent: string
}

/**
 * Checks the password and begins a session.
 * @throws Refusal SIGN_IN_FAILED, ACCOUNT_LOCKED, TOO_MANY_ATTEMPTS
 */
export async function signIn(ctx: Ctx, input: SignInInput): Promise<SignedIn> {
  const login = input.login.normalize('NFC').trim().toLowerCase()
  await countAttempt(ctx.db, input.address, login)
  const account = await ctx.db.selectFrom('kernel.account').selectAll().where('login', '=', login).executeTakeFirst()
  const state = account
    ? stateOf({ lockedUntil: account.locked_until, disabledAt: account.disabled_at }, ctx.now)
    : 'DISABLED'
  if (!account || account.kind === 'MACHINE' || state === 'DISABLED') {
    await countNobody(ctx.db, login)
    await passwordFits(null, input.password)
    return wrongSignIn()
  }
  if (state === 'LOCKED') locked(secondsUntil(account.locked_until, ctx.now))
  const expired = account.password_once_until !== null && account.password_once_until <= ctx.now
  if (!(await passwordFits(account.password_hash, input.password)) || expired) {
    await countWrong(ctx, account)
    return wrongSignIn()
  }
  const missing = missingOf({
    secondFactorEnrolled: account.totp_confirmed_at !== null,
    secondFactorAt: null,
    onceUntil: account.password_once_until,
  })
  const kind = account.kind as SignedIn['kind']
  const { token, hash } = newToken(ctx)
  await act(asThemselves(ctx, account), 'kernel.signIn', null, async acting => {
    const idle = missing ? HALF_SIGNED_IN_SECONDS : await idleSeconds(acting.tx, kind, ctx.now)
    await acting.tx
      .insertInto('kernel.session')
      .values({
        token_hash: hash,
        account_id: account.id,
        created_at: ctx.now,
        last_seen_at: ctx.now,
        idle_seconds: idle,
        expires_at: later(ctx.now, idle),
        user_agent: input.userAgent.slice(0, 300),
        address: input.address.slice(0, 60),
      })
      .execute()
    if (missing === null) await forgiveWrong(acting.tx, account.id)
    tell(acting, account.id, missing ? accountEvents.passwordAccepted : accountEvents.signedIn, {
      address: input.address,
    })
  })
  await forgetAttempts(ctx.db, input.address, login)
  return { token, accountId: account.id, kind, missing }
}

/** Whose half session a cookie is, and what it lacks; null when there is none (any more). */
export async function halfSignedIn(db: Reader, token: string, now: Date) {
  const row = await db
    .selectFrom('kernel.session as s')
    .innerJoin('kernel.account as a', 'a.id', 's.account_id')
    .selectAll('a')
    .select(['s.id as session_id', 's.second_factor_at', 's.address'])
    .where('s.token_hash', '=', tokenHash(token))
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  const missing = missingOf({
    secondFactorEnrolled: row.totp_confirmed_at !== null,
    secondFactorAt: row.second_factor_at,
    onceUntil: row.password_once_until,
  })
  return missing ? { ...row, missing } : null
}

/**
 * The second factor: a code of the authenticator app, one step of tolerance, good once.
 * @throws Refusal CODE_WRONG, ACCOUNT_LOCKED, SIGN_IN_EXPIRED
 */
export async function enterSecondFactor(ctx: Ctx, input: { token: string; code: string }): Promise<SignedIn> {
  const half = (await halfSignedIn(ctx.db, input.token, ctx.now)) ?? startAgain()
  if (half.missing !== 'SECOND_FACTOR' || half.totp_secret === null) startAgain()
  if (stateOf({ lockedUntil: half.locked_until, disabledAt: null }, ctx.now) === 'LOCKED') {
    locked(secondsUntil(half.locked_until, ctx.now))
  }
  const step = stepOfCode(half.totp_secret, input.code, ctx.now, half.totp_last_step)
  if (step === null) {
    await countWrong(ctx, half)
    return wrongCode()
  }
  return await act(asThemselves(ctx, half), 'kernel.enterSecondFactor', null, async acting => {
    const used = await acting.tx
      .updateTable('kernel.account')
      .set({ totp_last_step: step })
      .where('id', '=', half.id)
      // Two tabs with the same code: the second one finds the step taken.
      .where(eb => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
      .returning('id')
      .executeTakeFirst()
    if (!used) wrongCode()
    return await goOn(ctx, acting, half, half.password_once_until === null ? null : 'NEW_PASSWORD')
  })
}

/**
 * Replaces a handed-out password and completes the sign-in.
 * @throws Refusal PASSWORD_WEAK, PASSWORD_SAME, SIGN_IN_EXPIRED
 */
export async function replaceOncePassword(ctx: Ctx, input: { token: string; password: string }): Promise<SignedIn> {
  const half = (await halfSignedIn(ctx.db, input.token, ctx.now)) ?? startAgain()
  if (half.missing !== 'NEW_PASSWORD') startAgain()
  const problem = passwordProblem(input.password, half.login)
  if (problem) badPassword(problem)
  if (await passwordFits(half.password_hash, input.password)) samePassword()
  const password_hash = await hashPassword(input.password)
  return await act(asThemselves(ctx, half), 'kernel.replaceOncePassword', null, async acting => {
    await acting.tx
      .updateTable('kernel.account')
      .set({ password_hash, password_once_until: null })
      .where('id', '=', half.id)
      .execute()
    tell(acting, half.id, accountEvents.passwordChanged)
    return await goOn(ctx, acting, half, null, half.second_factor_at)
  })
}

type Half = NonNullable<Awaited<ReturnType<typeof halfSignedIn>>>
type ActingHere = Parameters<Parameters<typeof act>[3]>[0]

/** The next stage of a half session, under a new token: the old one was made before they had proved who they are. */
async function goOn(
  ctx: Ctx,
  acting: ActingHere,
  half: Half,
  missing: Missing,
  factorAt: Date | null = ctx.now,
): Promise<SignedIn> {
  const kind = half.kind as SignedIn['kind']
  const { token, hash } = newToken(ctx)
  const idle = missing ? HALF_SIGNED_IN_SECONDS : await idleSeconds(acting.tx, kind, ctx.now)
  await acting.tx
    .updateTable('kernel.session')
    .set({
      token_hash: hash,
      second_factor_at: factorAt,
      last_seen_at: ctx.now,
      idle_seconds: idle,
      expires_at: later(ctx.now, idle),
    })
    .where('id', '=', half.session_id)
    .execute()
  if (missing === null) {
    await forgiveWrong(acting.tx, half.id)
    tell(acting, half.id, accountEvents.signedIn, { address: half.address })
  } else {
    tell(acting, half.id, accountEvents.passwordAccepted, { address: half.address })
  }
  return { token, accountId: half.id, kind, missing }
}

/**
 * One more wrong answer. Counted outside an act, for it happens to be thousands of them when somebody guesses, and none says
 * anything by itself; that they locked the account is an event.
 */
export async function countWrong(ctx: Ctx, account: { id: number; kind: string; display_name: string }): Promise<void> {
  const { failed_count } = await ctx.db
    .updateTable('kernel.account')
    .set(eb => ({ failed_count: eb('failed_count', '+', 1) }))
    .where('id', '=', account.id)
    .returning('failed_count')
    .executeTakeFirstOrThrow()
  const minutes = lockMinutes(failed_count)
  if (minutes === 0) return
  await act(asThemselves(ctx, account), 'kernel.lock', null, async acting => {
    const until = later(ctx.now, minutes * 60)
    await acting.tx.updateTable('kernel.account').set({ locked_until: until }).where('id', '=', account.id).execute()
    tell(acting, account.id, accountEvents.locked, { wrong: failed_count, until: until.toISOString() })
  })
}

async function forgiveWrong(tx: Tx, accountId: number): Promise<void> {
  await tx
    .updateTable('kernel.account')
    .set({ failed_count: 0, locked_until: null })
    .where('id', '=', accountId)
    .where('failed_count', '>', 0)
    .execute()
}

/** Parameter 'session.idle_hours', {"OFFICER": 8, "CITIZEN": 720}, where it is set. */
async function idleSeconds(tx: Tx, kind: 'OFFICER' | 'CITIZEN', now: Date): Promise<number> {
  const value = await parameterOn(tx, 'session.idle_hours', dayOf(now))
  const hours = Number((value as Record<string, unknown> | undefined)?.[kind])
  return hours > 0 ? Math.round(hours * 3600) : IDLE_SECONDS[kind]
}

export const later = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000)
const secondsUntil = (until: Date | null, now: Date): number => ((until?.getTime() ?? 0) - now.getTime()) / 1000

import { z } from 'zod'
import { act, type Acting } from '../act.ts'
import type { Ctx, Tx } from '../context.ts'
import { citizenId, line, parse } from '../input.ts'
import { fold } from '../text.ts'
import { accountEvents, tell } from './events.ts'
import { login, scope } from './input.ts'
import {
  badPassword,
  loginTaken,
  noAccount,
  noSecondFactor,
  notNow,
  samePassword,
  wrongCode,
  wrongCurrentPassword,
} from './refusals.ts'
import { type AccountAction, accountRules, ONCE_PASSWORD_DAYS, passwordProblem, stateOf } from './rules.ts'
import { hashPassword, newTotpSecret, oncePassword, passwordFits, stepOfCode, totpAddress } from './secrets.ts'
import { endSessions } from './sessions.ts'
import { countWrong, later } from './signing.ts'
import { forgetHolders, issueTokenInput, writeToken } from './tokens.ts'

/** Accounts: opened, secured by their owners, looked after by the administrator. */

export interface NewAccount {
  login: string
  kind: 'OFFICER' | 'CITIZEN' | 'MACHINE'
  name: string
  /** A hash made by `hashPassword`; null: nobody can sign in with a password. */
  passwordHash: string | null
  /** Set for a handed-out password that must be replaced. */
  onceUntil?: Date | null
}

/** Opens an account within another room's act. @throws Refusal LOGIN_TAKEN */
export async function openAccount(ctx: Ctx, acting: Acting, account: NewAccount): Promise<number> {
  const row = await acting.tx
    .insertInto('kernel.account')
    .values({
      login: account.login,
      kind: account.kind,
      display_name: account.name,
      password_hash: account.passwordHash,
      password_once_until: account.onceUntil ?? null,
      created_at: ctx.now,
    })
    .onConflict(oc => oc.column('login').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return loginTaken(account.login)
  // A citizen's log-in is their number, which the log must not hold.
  tell(acting, row.id, accountEvents.opened, {
    kind: account.kind,
    login: account.kind === 'CITIZEN' ? null : account.login,
  })
  return row.id
}

const createCitizenInput = z.object({
  citizenId,
  name: line(200, 2),
  passwordHash: z.string().nullable().default(null),
})

/** An account for a citizen; the log-in is the citizen number. */
export async function createCitizen(
  ctx: Ctx,
  input: z.input<typeof createCitizenInput>,
): Promise<{ accountId: number }> {
  const { citizenId: number, name, passwordHash } = parse(createCitizenInput, input)
  return await act(ctx, 'kernel.createCitizen', { number, name }, async acting => ({
    accountId: await openAccount(ctx, acting, { login: number, kind: 'CITIZEN', name, passwordHash }),
  }))
}

const createMachineInput = z.object({
  name: line(100, 2),
  scopes: z.array(scope).min(1).max(30),
  days: z.coerce.number().int().min(1).max(730).default(365),
})

/** An account for a machine with a token; a further token where the machine is known. @returns the token itself, never to be seen again */
export async function createMachine(
  ctx: Ctx,
  input: z.input<typeof createMachineInput>,
): Promise<{ accountId: number; tokenId: number; token: string }> {
  const { name, scopes, days } = parse(createMachineInput, input)
  const slug = fold(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  const machine = parse(login, `machine.${slug}`)
  return await act({ ...ctx, idempotencyKey: null }, 'kernel.createMachine', { name, scopes }, async acting => {
    const known = await acting.tx
      .selectFrom('kernel.account')
      .select('id')
      .where('login', '=', machine)
      .where('kind', '=', 'MACHINE')
      .where('disabled_at', 'is', null)
      .executeTakeFirst()
    const accountId =
      known?.id ?? (await openAccount(ctx, acting, { login: machine, kind: 'MACHINE', name, passwordHash: null }))
    return { accountId, ...(await writeToken(ctx, acting, parse(issueTokenInput, { accountId, name, scopes, days }))) }
  })
}

/** A new password of one's own; all other sessions end. @throws Refusal PASSWORD_WRONG, PASSWORD_WEAK, PASSWORD_SAME */
export async function changePassword(
  ctx: Ctx,
  input: { current: string; password: string; sessionId: number | null },
): Promise<{ revoked: number }> {
  const account = await ownAccount(ctx)
  if (!(await passwordFits(account.password_hash, input.current))) {
    await countWrong(ctx, account)
    wrongCurrentPassword()
  }
  const problem = passwordProblem(input.password, account.login)
  if (problem) badPassword(problem)
  if (input.password === input.current) samePassword()
  const password_hash = await hashPassword(input.password)
  return await act({ ...ctx, idempotencyKey: null }, 'kernel.changePassword', null, async acting => {
    await acting.tx
      .updateTable('kernel.account')
      .set({ password_hash, password_once_until: null })
      .where('id', '=', account.id)
      .execute()
    const revoked = await endSessions(acting.tx, account.id, ctx.now, input.sessionId)
    tell(acting, account.id, accountEvents.passwordChanged, { revoked })
    return { revoked }
  })
}

/** Begins setting up the second factor: a secret that counts once a code of it was entered. @throws Refusal ACCOUNT_STATE */
export async function beginSecondFactor(ctx: Ctx): Promise<void> {
  const account = await ownAccount(ctx)
  if (account.totp_confirmed_at !== null) notNow()
  await act({ ...ctx, idempotencyKey: null }, 'kernel.beginSecondFactor', null, async acting => {
    await acting.tx
      .updateTable('kernel.account')
      .set({ totp_secret: newTotpSecret(ctx), totp_last_step: null })
      .where('id', '=', account.id)
      .where('totp_confirmed_at', 'is', null)
      .execute()
    tell(acting, account.id, accountEvents.secondFactorBegun)
  })
}

export interface SecondFactorView {
  enrolledAt: Date | null
  /** While it is being set up: the secret to type and the address behind the QR code. */
  pending: { secret: string; address: string } | null
}

/** One's own second factor. */
export async function secondFactorOf(ctx: Ctx): Promise<SecondFactorView> {
  const account = await ownAccount(ctx)
  const secret = account.totp_confirmed_at === null ? account.totp_secret : null
  return {
    enrolledAt: account.totp_confirmed_at,
    pending: secret ? { secret, address: totpAddress(secret, account.login) } : null,
  }
}

/** Proves that the app shows the right codes; from now on they are asked for. Other sessions end. @throws Refusal CODE_WRONG */
export async function confirmSecondFactor(ctx: Ctx, input: { code: string; sessionId: number | null }): Promise<void> {
  const account = await ownAccount(ctx)
  if (account.totp_secret === null || account.totp_confirmed_at !== null) return noSecondFactor()
  const step = stepOfCode(account.totp_secret, input.code, ctx.now, account.totp_last_step)
  if (step === null) return wrongCode()
  await act({ ...ctx, idempotencyKey: null }, 'kernel.confirmSecondFactor', null, async acting => {
    await acting.tx
      .updateTable('kernel.account')
      .set({ totp_confirmed_at: ctx.now, totp_last_step: step })
      .where('id', '=', account.id)
      .execute()
    await endSessions(acting.tx, account.id, ctx.now, input.sessionId)
    if (input.sessionId !== null) {
      await acting.tx
        .updateTable('kernel.session')
        .set({ second_factor_at: ctx.now })
        .where('id', '=', input.sessionId)
        .where('account_id', '=', account.id)
        .execute()
    }
    tell(acting, account.id, accountEvents.secondFactorSet)
  })
}

/** Takes one's own second factor away, with the password. @throws Refusal PASSWORD_WRONG */
export async function dropSecondFactor(ctx: Ctx, input: { current: string }): Promise<void> {
  const account = await ownAccount(ctx)
  if (account.totp_confirmed_at === null) noSecondFactor()
  if (!(await passwordFits(account.password_hash, input.current))) {
    await countWrong(ctx, account)
    wrongCurrentPassword()
  }
  await act({ ...ctx, idempotencyKey: null }, 'kernel.dropSecondFactor', null, async acting => {
    await clearSecondFactor(acting.tx, account.id)
    tell(acting, account.id, accountEvents.secondFactorRemoved)
  })
}

/** For the administrator: lets somebody who is locked out try again now. */
export async function unlock(ctx: Ctx, input: { accountId: number }): Promise<void> {
  await lookAfter(ctx, 'unlock', input.accountId, async acting => {
    await acting.tx
      .updateTable('kernel.account')
      .set({ failed_count: 0, locked_until: null })
      .where('id', '=', input.accountId)
      .execute()
    tell(acting, input.accountId, accountEvents.unlocked)
  })
}

/** For the administrator: nobody signs in with this account any more, and whoever is signed in is out. */
export async function disable(ctx: Ctx, input: { accountId: number }): Promise<void> {
  await lookAfter(ctx, 'disable', input.accountId, async acting => {
    await acting.tx
      .updateTable('kernel.account')
      .set({ disabled_at: ctx.now })
      .where('id', '=', input.accountId)
      .execute()
    const revoked = await endSessions(acting.tx, input.accountId, ctx.now)
    tell(acting, input.accountId, accountEvents.disabled, { revoked })
  })
  forgetHolders(ctx.db)
}

/** For the administrator: the account may be used again. */
export async function enable(ctx: Ctx, input: { accountId: number }): Promise<void> {
  await lookAfter(ctx, 'enable', input.accountId, async acting => {
    await acting.tx.updateTable('kernel.account').set({ disabled_at: null }).where('id', '=', input.accountId).execute()
    tell(acting, input.accountId, accountEvents.enabled)
  })
}

/** For the administrator: a password to hand over; it must be replaced at the first sign-in. @returns it, never to be seen again */
export async function handOutPassword(ctx: Ctx, input: { accountId: number }): Promise<{ password: string }> {
  const once = await newOncePassword(ctx)
  await lookAfter({ ...ctx, idempotencyKey: null }, 'handOutPassword', input.accountId, async acting => {
    await acting.tx
      .updateTable('kernel.account')
      .set({ password_hash: once.hash, password_once_until: once.until, failed_count: 0, locked_until: null })
      .where('id', '=', input.accountId)
      .where('kind', '<>', 'MACHINE')
      .execute()
    const revoked = await endSessions(acting.tx, input.accountId, ctx.now)
    tell(acting, input.accountId, accountEvents.passwordHandedOut, { revoked })
  })
  return { password: once.password }
}

/** For the administrator: somebody has lost the telephone with the codes. Their sessions end. */
export async function resetSecondFactor(ctx: Ctx, input: { accountId: number }): Promise<void> {
  await lookAfter(ctx, 'resetSecondFactor', input.accountId, async acting => {
    await clearSecondFactor(acting.tx, input.accountId)
    const revoked = await endSessions(acting.tx, input.accountId, ctx.now)
    tell(acting, input.accountId, accountEvents.secondFactorRemoved, { revoked })
  })
}

/** Gives an account a known second factor, in force at once; only for the demo's administrator and for tests. */
export async function enrolSecondFactor(ctx: Ctx, input: { accountId: number; secret: string }): Promise<void> {
  await act({ ...ctx, idempotencyKey: null }, 'kernel.enrolSecondFactor', null, async acting => {
    await acting.tx
      .updateTable('kernel.account')
      .set({ totp_secret: input.secret, totp_confirmed_at: ctx.now, totp_last_step: null })
      .where('id', '=', input.accountId)
      .execute()
    tell(acting, input.accountId, accountEvents.secondFactorSet)
  })
}

/** A password to hand over: the words, what is stored, and how long it is good. */
export async function newOncePassword(ctx: Ctx): Promise<{ password: string; hash: string; until: Date }> {
  const password = oncePassword(ctx)
  return { password, hash: await hashPassword(password), until: later(ctx.now, ONCE_PASSWORD_DAYS * 86_400) }
}

async function clearSecondFactor(tx: Tx, accountId: number): Promise<void> {
  await tx
    .updateTable('kernel.account')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', accountId)
    .execute()
}

async function lookAfter(
  ctx: Ctx,
  action: AccountAction,
  accountId: number,
  fn: (acting: Acting) => Promise<void>,
): Promise<void> {
  await act(ctx, `kernel.${action}`, { accountId }, async acting => {
    const account = await acting.tx
      .selectFrom('kernel.account')
      .select(['locked_until', 'disabled_at'])
      .where('id', '=', accountId)
      .forUpdate()
      .executeTakeFirst()
    if (!account) throw noAccount()
    const state = stateOf({ lockedUntil: account.locked_until, disabledAt: account.disabled_at }, ctx.now)
    if (!accountRules[state][action]) notNow()
    await fn(acting)
  })
}

async function ownAccount(ctx: Ctx) {
  const account = await ctx.db
    .selectFrom('kernel.account')
    .selectAll()
    .where('id', '=', ctx.actor.accountId ?? 0)
    .executeTakeFirst()
  if (!account) throw noAccount()
  return account
}

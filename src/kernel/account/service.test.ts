import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { TOTP } from 'otpauth'
import { beforeAll, describe, expect, test } from 'vitest'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { act } from '../act.ts'
import { type Actor, anonymous, type Ctx, systemActor } from '../context.ts'
import { forgetOldCounts } from '../limiter.ts'
import { accounts, sessions, signing, tokens } from './index.ts'
import * as secrets from './secrets.ts'

const NOON = '2026-11-23T12:00:00+07:00'
const PASSWORD = 'sông lam mùa nước lên'
const connection = await testDatabase()
const { db } = connection
const ctxAt = (now: string, actor: Actor = systemActor('test')): Ctx =>
  testCtx(connection, now, actor, { random: n => randomBytes(n) })
const as = (accountId: number, name = 'x', kind: Actor['kind'] = 'OFFICER'): Actor => ({
  ...anonymous,
  kind,
  accountId,
  name,
})

let hash = ''
beforeAll(async () => {
  hash = await secrets.hashPassword(PASSWORD)
})

async function open(login: string, more: Partial<accounts.NewAccount> = {}): Promise<number> {
  const ctx = ctxAt(NOON)
  return await act(ctx, 'test.open', null, acting =>
    accounts.openAccount(ctx, acting, { login, kind: 'OFFICER', name: `Người ${login}`, passwordHash: hash, ...more }),
  )
}
const enter = (login: string, password = PASSWORD, now = NOON, address = '10.1.1.1') =>
  signing.signIn(ctxAt(now, anonymous), { login, password, address, userAgent: 'vitest' })
const row = (id: number) => db.selectFrom('kernel.account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
async function events(accountId: number) {
  return await db
    .selectFrom('kernel.event')
    .select(['type', 'actor_id', 'actor_kind', 'actor_name', 'data'])
    .where('stream', '=', `account:${accountId}`)
    .orderBy('seq')
    .execute()
}
const types = async (accountId: number): Promise<string[]> =>
  (await events(accountId)).map(e => e.type.replace('kernel.account.', ''))

describe('secrets', () => {
  test('passwords are argon2id and compare after Unicode normalisation', async () => {
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await secrets.passwordFits(hash, PASSWORD.normalize('NFD'))).toBe(true)
    expect(await secrets.passwordFits(hash, `${PASSWORD} `)).toBe(false)
    expect(await secrets.passwordFits(null, 'a password that nobody has')).toBe(false)
  })

  test('codes are those of RFC 6238', () => {
    // The SHA-1 vectors of its appendix B, last six digits.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const vectors: [number, string][] = [
      [59, '287082'],
      [1111111109, '081804'],
      [1234567890, '005924'],
      [20000000000, '353130'],
    ]
    for (const [seconds, code] of vectors) {
      const at = new Date(seconds * 1000)
      expect(secrets.codeNow(secret, at)).toBe(code)
      expect(secrets.stepOfCode(secret, code, at, null)).toBe(Math.floor(seconds / 30))
      expect(secrets.stepOfCode(secret, code, new Date((seconds + 60) * 1000), null)).toBeNull()
    }
  })

  test('once-passwords have no look-alikes and are good passwords', () => {
    const made = new Set(Array.from({ length: 200 }, () => secrets.oncePassword(ctxAt(NOON))))
    expect(made.size).toBe(200)
    for (const password of made) expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
  })

  test('a new second factor can be read by an authenticator app', () => {
    const secret = secrets.newTotpSecret(ctxAt(NOON))
    const address = secrets.totpAddress(secret, 'mai.tran')
    expect(address).toMatch(/^otpauth:\/\/totp\//)
    expect(new URL(address).searchParams.get('secret')).toBe(secret)
    expect(new TOTP({ secret }).generate({ timestamp: 0 })).toBe(secrets.codeNow(secret, new Date(0)))
  })
})

describe('signIn', () => {
  test('begins a session that stores only a hash, and says so', async () => {
    const id = await open('an.nguyen')
    const { token, missing, kind } = await enter(' AN.nguyen ')
    expect([missing, kind]).toEqual([null, 'OFFICER'])
    const session = await db
      .selectFrom('kernel.session')
      .selectAll()
      .where('account_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(session.token_hash).toEqual(secrets.tokenHash(token))
    expect(session.expires_at).toEqual(new Date('2026-11-23T20:00:00+07:00'))
    expect((await events(id)).at(-1)).toMatchObject({
      type: 'kernel.account.signed_in',
      actor_id: id,
      actor_kind: 'OFFICER',
      actor_name: 'Người an.nguyen',
    })
    const everything = await sql<{
      text: string
    }>`select string_agg(data::text, ' ') as text from kernel.event`.execute(db)
    expect(everything.rows[0]?.text).not.toContain(token)
  })

  test('takes its idle time from a dated parameter', async () => {
    await open('binh.le')
    await db
      .insertInto('kernel.parameter')
      .values({
        name: 'session.idle_hours',
        valid_from: '2026-12-01',
        value: JSON.stringify({ OFFICER: 2 }),
        basis: 'thử',
        verified: true,
      })
      .execute()
    const idle = async (now: string) => {
      const { token } = await enter('binh.le', PASSWORD, now)
      const found = db
        .selectFrom('kernel.session')
        .select('idle_seconds')
        .where('token_hash', '=', secrets.tokenHash(token))
      return (await found.executeTakeFirstOrThrow()).idle_seconds
    }
    expect([await idle('2026-11-30T12:00:00+07:00'), await idle('2026-12-01T12:00:00+07:00')]).toEqual([
      8 * 3600,
      2 * 3600,
    ])
  })

  test('locks after five wrong answers, for longer each time, and forgets them after a right one', async () => {
    const id = await open('cuc.pham')
    const wrong = (now: string) => enter('cuc.pham', 'sai rồi sai rồi', now)
    for (let i = 0; i < 5; i++) await expect(wrong(NOON)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED', status: 422 })
    await expect(enter('cuc.pham')).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED', status: 429, retryAfter: 900 })
    await expect(enter('cuc.pham', PASSWORD, '2026-11-23T12:14:59+07:00')).rejects.toMatchObject({
      code: 'ACCOUNT_LOCKED',
    })
    for (let i = 0; i < 5; i++)
      await expect(wrong('2026-11-23T12:15:00+07:00')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    await expect(wrong('2026-11-23T12:15:00+07:00')).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED', retryAfter: 1800 })
    await enter('cuc.pham', PASSWORD, '2026-11-23T12:45:00+07:00')
    expect(await row(id)).toMatchObject({ failed_count: 0, locked_until: null })
    expect(await types(id)).toEqual(['opened', 'locked', 'locked', 'signed_in'])
  })

  test('answers nobody as it answers somebody: first wrong, then locked', async () => {
    const disabled = await open('dung.vo')
    await accounts.disable(ctxAt(NOON), { accountId: disabled })
    for (const login of ['nobody.at.all', 'dung.vo', 'Ðôi khi có chữ lạ']) {
      for (let i = 0; i < 5; i++)
        await expect(enter(login)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED', status: 422 })
      await expect(enter(login)).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED', status: 429 })
    }
  })

  test('refuses an address that tries too often, and counts in the database', async () => {
    await open('em.tran')
    for (let i = 0; i < 20; i++) await enter('em.tran', PASSWORD, NOON, '10.9.9.9').catch(() => null)
    const other = signing.signIn(ctxAt(NOON, anonymous), {
      login: 'em.tran',
      password: 'x',
      address: '10.9.9.9',
      userAgent: '',
    })
    await expect(other).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    const tries = Array.from({ length: 25 }, () =>
      enter('someone.else', 'x', NOON, '10.9.9.8').catch((e: unknown) => e),
    )
    const answers = (await Promise.all(tries)).map(e => (e as { code: string }).code)
    expect(answers.filter(code => code === 'TOO_MANY_ATTEMPTS').length).toBe(5)
    const kept = () => db.selectFrom('kernel.rate_limit').select('key').where('key', 'like', '%10.9.9.8%').execute()
    expect((await kept()).length).toBeGreaterThan(0)
    await forgetOldCounts(db, new Date('2100-01-01'))
    expect(await kept()).toEqual([])
  })

  test('a machine has no password to sign in with', async () => {
    await open('machine.thu', { kind: 'MACHINE' })
    await expect(enter('machine.thu')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })
})

describe('the second factor', () => {
  async function enrolled(login: string) {
    const id = await open(login)
    const ctx = ctxAt('2026-11-23T08:00:00+07:00', as(id))
    await accounts.beginSecondFactor(ctx)
    const { pending } = await accounts.secondFactorOf(ctx)
    const secret = pending?.secret ?? ''
    await accounts.confirmSecondFactor(ctx, { code: secrets.codeNow(secret, ctx.now), sessionId: null })
    return { id, secret }
  }

  test('is needed once enrolled; a code works once and its session gets a new token', async () => {
    const { id, secret } = await enrolled('giang.do')
    const half = await enter('giang.do')
    expect(half.missing).toBe('SECOND_FACTOR')
    const code = secrets.codeNow(secret, new Date(NOON))
    const whole = await signing.enterSecondFactor(ctxAt(NOON, anonymous), { token: half.token, code })
    expect(whole.missing).toBeNull()
    expect(whole.token).not.toBe(half.token)
    const again = await enter('giang.do')
    await expect(signing.enterSecondFactor(ctxAt(NOON, anonymous), { token: again.token, code })).rejects.toMatchObject(
      {
        code: 'CODE_WRONG',
      },
    )
    expect(await types(id)).toEqual([
      'opened',
      'second_factor_begun',
      'second_factor_set',
      'password_accepted',
      'signed_in',
      'password_accepted',
    ])
  })

  test('two at once with one code: one of them is in', async () => {
    const { secret } = await enrolled('hai.ngo')
    const halves = [await enter('hai.ngo'), await enter('hai.ngo')]
    const code = secrets.codeNow(secret, new Date(NOON))
    const done = await Promise.allSettled(
      halves.map(half => signing.enterSecondFactor(ctxAt(NOON, anonymous), { token: half.token, code })),
    )
    expect(done.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('wrong codes lock like wrong passwords, and a right password does not wipe them out', async () => {
    const { id } = await enrolled('khanh.ly')
    const { token } = await enter('khanh.ly')
    const wrong = () => signing.enterSecondFactor(ctxAt(NOON, anonymous), { token, code: '000000' })
    for (let i = 0; i < 4; i++) await expect(wrong()).rejects.toMatchObject({ code: 'CODE_WRONG' })
    await enter('khanh.ly')
    expect((await row(id)).failed_count).toBe(4)
    await expect(wrong()).rejects.toMatchObject({ code: 'CODE_WRONG' })
    await expect(wrong()).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' })
  })

  test('waits ten minutes, no longer', async () => {
    const { secret } = await enrolled('lam.bui')
    const { token } = await enter('lam.bui')
    const late = '2026-11-23T12:10:00+07:00'
    await expect(
      signing.enterSecondFactor(ctxAt(late, anonymous), { token, code: secrets.codeNow(secret, new Date(late)) }),
    ).rejects.toMatchObject({ code: 'SIGN_IN_EXPIRED' })
  })

  test('is set up only with a right code, and once', async () => {
    const id = await open('my.dang')
    const ctx = ctxAt(NOON, as(id))
    await expect(accounts.confirmSecondFactor(ctx, { code: '123456', sessionId: null })).rejects.toMatchObject({
      code: 'NO_SECOND_FACTOR',
    })
    await accounts.beginSecondFactor(ctx)
    await expect(accounts.confirmSecondFactor(ctx, { code: '123456', sessionId: null })).rejects.toMatchObject({
      code: 'CODE_WRONG',
    })
    expect((await row(id)).totp_confirmed_at).toBeNull()
    expect((await enter('my.dang')).missing).toBeNull()
    const { pending } = await accounts.secondFactorOf(ctx)
    await accounts.confirmSecondFactor(ctx, { code: secrets.codeNow(pending?.secret ?? '', ctx.now), sessionId: null })
    await expect(accounts.beginSecondFactor(ctx)).rejects.toMatchObject({ code: 'ACCOUNT_STATE' })
    expect((await accounts.secondFactorOf(ctx)).pending).toBeNull()
  })
})

describe('sessions', () => {
  test('are ended by their owner only, one or all others', async () => {
    const id = await open('nam.ha')
    const other = await open('oanh.to')
    for (let i = 0; i < 3; i++) await enter('nam.ha')
    const ctx = ctxAt('2026-11-23T12:05:00+07:00', as(id))
    const list = await sessions.sessionsOf(db, id, ctx.now)
    expect(list).toHaveLength(3)
    const [first, second] = list.map(session => session.id) as [number, number]
    await expect(sessions.revokeSession(ctxAt(NOON, as(other)), { sessionId: first })).rejects.toMatchObject({
      status: 404,
    })
    await sessions.revokeSession(ctx, { sessionId: first })
    await expect(sessions.revokeSession(ctx, { sessionId: first })).rejects.toMatchObject({ status: 404 })
    expect(await sessions.revokeOtherSessions(ctx, { keep: second })).toEqual({ revoked: 1 })
    expect((await sessions.sessionsOf(db, id, ctx.now)).map(session => session.id)).toEqual([second])
    await sessions.signOut(ctx, { sessionId: second })
    expect(await sessions.sessionsOf(db, id, ctx.now)).toEqual([])
    expect((await types(id)).slice(-3)).toEqual(['session_revoked', 'session_revoked', 'signed_out'])
  })

  test('a new password ends the others', async () => {
    const id = await open('phuc.mai')
    for (let i = 0; i < 3; i++) await enter('phuc.mai')
    const ctx = ctxAt(NOON, as(id))
    const keep = (await sessions.sessionsOf(db, id, ctx.now))[0]?.id ?? null
    const change = (current: string, password: string) =>
      accounts.changePassword(ctx, { current, password, sessionId: keep })
    await expect(change('không phải', 'một câu thật dài')).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
      fields: { current: expect.anything() },
    })
    await expect(change(PASSWORD, 'ngắn')).rejects.toMatchObject({
      code: 'PASSWORD_WEAK',
      fields: { password: expect.anything() },
    })
    await expect(change(PASSWORD, PASSWORD)).rejects.toMatchObject({ code: 'PASSWORD_SAME' })
    expect(await change(PASSWORD, 'một câu thật dài')).toEqual({ revoked: 2 })
    expect((await sessions.sessionsOf(db, id, ctx.now)).map(session => session.id)).toEqual([keep])
    await expect(enter('phuc.mai')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    await enter('phuc.mai', 'một câu thật dài')
  })
})

describe('what the administrator does', () => {
  test('follows the state of the account', async () => {
    const id = await open('quy.lam')
    const ctx = ctxAt(NOON)
    await expect(accounts.unlock(ctx, { accountId: id })).rejects.toMatchObject({ code: 'ACCOUNT_STATE', status: 409 })
    await expect(accounts.enable(ctx, { accountId: id })).rejects.toMatchObject({ code: 'ACCOUNT_STATE' })
    for (let i = 0; i < 5; i++) await enter('quy.lam', 'sai rồi sai rồi').catch(() => null)
    await accounts.unlock(ctx, { accountId: id })
    await enter('quy.lam')
    await accounts.disable(ctx, { accountId: id })
    expect(await sessions.sessionsOf(db, id, ctx.now)).toEqual([])
    await expect(accounts.handOutPassword(ctx, { accountId: id })).rejects.toMatchObject({ code: 'ACCOUNT_STATE' })
    await accounts.enable(ctx, { accountId: id })
    await expect(accounts.unlock(ctx, { accountId: 999_999 })).rejects.toMatchObject({ status: 404 })
    expect((await types(id)).slice(-4)).toEqual(['unlocked', 'signed_in', 'disabled', 'enabled'])
  })

  test('a handed-out password ends sessions, works for seven days and must be replaced', async () => {
    const id = await open('son.cao')
    await enter('son.cao')
    const { password } = await accounts.handOutPassword(ctxAt(NOON), { accountId: id })
    expect(await sessions.sessionsOf(db, id, new Date(NOON))).toEqual([])
    await expect(enter('son.cao', password, '2026-11-30T12:00:00+07:00')).rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
    })
    const late = '2026-11-30T11:59:59+07:00'
    const half = await enter('son.cao', password, late)
    expect(half.missing).toBe('NEW_PASSWORD')
    const set = (next: string, token = half.token) =>
      signing.replaceOncePassword(ctxAt(late, anonymous), { token, password: next })
    await expect(set(password)).rejects.toMatchObject({ code: 'PASSWORD_SAME' })
    await expect(set('ngắn')).rejects.toMatchObject({ code: 'PASSWORD_WEAK' })
    await expect(set('một câu thật dài', 'no such token')).rejects.toMatchObject({ code: 'SIGN_IN_EXPIRED' })
    expect((await set('một câu thật dài')).missing).toBeNull()
    expect((await row(id)).password_once_until).toBeNull()
    const said = JSON.stringify(await events(id))
    expect(said).not.toContain(password)
    expect(said).not.toContain('argon2')
  })
})

describe('machines', () => {
  test('hold tokens that end, are revoked, and are never stored', async () => {
    const ctx = ctxAt(NOON)
    const first = await accounts.createMachine(ctx, { name: 'Cổng dịch vụ công', scopes: ['dossiers.write'], days: 10 })
    expect(await row(first.accountId)).toMatchObject({
      kind: 'MACHINE',
      login: 'machine.cong-dich-vu-cong',
      password_hash: null,
    })
    expect(await tokens.holderOf(db, first.token, ctx.now)).toEqual({
      accountId: first.accountId,
      name: 'Cổng dịch vụ công',
      scopes: ['dossiers.write'],
    })
    const second = await accounts.createMachine(ctx, { name: 'Cổng dịch vụ công', scopes: ['dossiers.read'] })
    expect(second.accountId).toBe(first.accountId)
    await expect(tokens.holderOf(db, first.token, new Date('2026-12-03T12:00:00+07:00'))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    })
    await tokens.revokeToken(ctx, { tokenId: second.tokenId })
    await expect(tokens.revokeToken(ctx, { tokenId: second.tokenId })).rejects.toMatchObject({ status: 404 })
    await expect(tokens.holderOf(db, second.token, ctx.now)).rejects.toMatchObject({ status: 401 })
    await expect(accounts.createMachine(ctx, { name: 'Lạ', scopes: ['everything'] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    await accounts.disable(ctx, { accountId: first.accountId })
    await expect(tokens.holderOf(db, first.token, ctx.now)).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
    await expect(
      tokens.issueToken(ctx, { accountId: first.accountId, name: 'nữa', scopes: ['dossiers.read'] }),
    ).rejects.toMatchObject({ status: 404 })
    expect((await tokens.tokens(db)).map(token => [token.machine, token.revokedAt !== null])).toEqual([
      ['Cổng dịch vụ công', true],
      ['Cổng dịch vụ công', false],
    ])
  })

  test('citizens open accounts by their number, which the log does not hold', async () => {
    const { accountId } = await accounts.createCitizen(ctxAt(NOON), { citizenId: '040090000017', name: 'Võ Thị Lan' })
    expect(JSON.stringify(await events(accountId))).not.toContain('040090000017')
    await expect(
      accounts.createCitizen(ctxAt(NOON), { citizenId: '040090000017', name: 'Ai khác' }),
    ).rejects.toMatchObject({
      code: 'LOGIN_TAKEN',
      status: 409,
    })
    await expect(accounts.createCitizen(ctxAt(NOON), { citizenId: '12', name: 'Ai' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })
})

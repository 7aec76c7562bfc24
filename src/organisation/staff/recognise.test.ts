import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { accounts, signing } from '#app/kernel/account/index.ts'
import { codeNow, tokenHash } from '#app/kernel/account/secrets.ts'
import { systemActor } from '#app/kernel/context.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { DEMO_PASSWORD, DEMO_TOTP_SECRET, seedOrganisation } from '../../../db/seed/organisation.ts'
import { agencyTree } from '../agencies/index.ts'
import { actorOf, officersOf, recognise } from './index.ts'
import { roles } from './rules.ts'

const NOW = '2026-11-23T14:30:00+07:00'
const DAY = '2026-11-23'
const connection = await testDatabase()
const { db } = connection
const ctxAt = (now: string) => testCtx(connection, now, systemActor('seed'), { random: n => randomBytes(n) })
const enter = (login: string, now = NOW, password = DEMO_PASSWORD) =>
  signing.signIn(ctxAt(now), { login, password, address: '10.0.0.1', userAgent: 'vitest' })

let shown: Awaited<ReturnType<typeof seedOrganisation>>
beforeAll(async () => {
  shown = await seedOrganisation(ctxAt('2025-07-01T08:00:00+07:00'))
})

describe('the seeded province', () => {
  test('has every role of the handling steps in every department and commune', async () => {
    const tree = await agencyTree(db, DAY)
    const homes = [
      'H71.03',
      'H71.04',
      'H71.05',
      'H71.06',
      'H71.07',
      'H71.08',
      ...Array.from({ length: 12 }, (_, i) => `H71.${30 + i}`),
    ]
    for (const code of homes) {
      const home = tree.byCode(code)
      const there = await officersOf(db, tree.subtree(home?.id ?? 0))
      const held = new Set(there.flatMap(officer => officer.roles))
      for (const role of ['RECEPTION', 'SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'CLERK'] as const) {
        expect([code, role, held.has(role)]).toEqual([code, role, true])
      }
    }
    const all = new Set(
      (await officersOf(db, tree.subtree(tree.province()), undefined, DAY)).flatMap(officer => officer.roles),
    )
    expect([...all].sort()).toEqual([...roles].sort())
  })

  test('knows departments by the keys of the procedures', async () => {
    const tree = await agencyTree(db, DAY)
    for (const key of ['SNV', 'STP', 'SXD', 'CA', 'SNNMT', 'STC'])
      expect([key, tree.byCode(key)?.kind]).toEqual([key, 'DEPARTMENT'])
    expect(tree.get(tree.province())?.shortName).toBe('tỉnh Sông Lam')
    expect((await agencyTree(db, '2024-06-01')).byCode('SNNMT')?.shortName).toBe('Sở NN&PTNT')
    expect((await agencyTree(db, '2024-06-01')).byCode('H71.12')?.shortName).toBe('Sở LĐTBXH')
    expect(tree.byCode('H71.12')).toBeUndefined()
  })

  test('shows log-ins that work, the administrator with a second factor', () => {
    expect(shown.accounts.length).toBeGreaterThan(10)
    expect(shown.accounts.filter(account => account.secret).map(account => account.login)).toEqual(['admin'])
  })
})

describe('recognise', () => {
  test('makes the actor of a session from the position of the day', async () => {
    const { token, missing } = await enter('mai.tran')
    expect(missing).toBeNull()
    const tree = await agencyTree(db, DAY)
    const found = await recognise(db)({ cookie: token, bearer: null }, new Date(NOW))
    expect(found.where).toBe('Sở Nội vụ tỉnh Sông Lam')
    expect(found.actor).toMatchObject({ kind: 'OFFICER', name: 'Trần Thu Mai', roles: ['SPECIALIST'] })
    expect(found.actor.agencyId).toBe(tree.byCode('SNV')?.id)
    expect(tree.get(found.actor.unitId ?? 0)?.name).toBe('Phòng Việc làm')
    expect(found.sessionId).not.toBeNull()
  })

  test('finds people where they sat on that day', async () => {
    const then = await actorOf(db, 'mai.tran', new Date('2024-06-03T09:00:00+07:00'))
    expect((await agencyTree(db, '2024-06-03')).get(then.agencyId ?? 0)?.shortName).toBe('Sở LĐTBXH')
    const notYet = await actorOf(db, 'huy.dang', new Date('2025-06-30T09:00:00+07:00'))
    expect(notYet).toMatchObject({ kind: 'OFFICER', roles: [], unitId: null, agencyId: null })
  })

  test('knows nobody behind a wrong, ended or half session', async () => {
    const ask = recognise(db)
    const { token } = await enter('huy.dang')
    expect((await ask({ cookie: `${token}x`, bearer: null }, new Date(NOW))).actor.kind).toBe('ANONYMOUS')
    expect((await ask({ cookie: token, bearer: null }, new Date('2026-11-23T22:30:00+07:00'))).actor.kind).toBe(
      'ANONYMOUS',
    )
    const half = await enter('admin')
    expect(half.missing).toBe('SECOND_FACTOR')
    expect((await ask({ cookie: half.token, bearer: null }, new Date(NOW))).actor.kind).toBe('ANONYMOUS')
    const whole = await signing.enterSecondFactor(ctxAt(NOW), {
      token: half.token,
      code: codeNow(DEMO_TOTP_SECRET, new Date(NOW)),
    })
    expect((await ask({ cookie: half.token, bearer: null }, new Date(NOW))).actor.kind).toBe('ANONYMOUS')
    expect((await ask({ cookie: whole.token, bearer: null }, new Date(NOW))).actor.roles).toEqual(['ADMIN'])
  })

  test('moves the end of a session on while it is used, at most once a minute', async () => {
    const ask = recognise(db)
    const { token } = await enter('ha.nguyen')
    const row = () =>
      db
        .selectFrom('kernel.session')
        .select(['last_seen_at', 'expires_at'])
        .where('token_hash', '=', tokenHash(token))
        .executeTakeFirstOrThrow()
    await ask({ cookie: token, bearer: null }, new Date('2026-11-23T14:30:59+07:00'))
    expect((await row()).last_seen_at).toEqual(new Date(NOW))
    await ask({ cookie: token, bearer: null }, new Date('2026-11-23T20:00:00+07:00'))
    expect(await row()).toEqual({
      last_seen_at: new Date('2026-11-23T20:00:00+07:00'),
      expires_at: new Date('2026-11-24T04:00:00+07:00'),
    })
    expect((await ask({ cookie: token, bearer: null }, new Date('2026-11-24T03:00:00+07:00'))).actor.kind).toBe(
      'OFFICER',
    )
  })

  test('gives a citizen no place and a machine its scopes', async () => {
    const { token } = await enter('040090000017')
    const citizen = await recognise(db)({ cookie: token, bearer: null }, new Date('2026-12-20T00:00:00+07:00'))
    expect(citizen).toMatchObject({
      where: '',
      actor: { kind: 'CITIZEN', name: 'Võ Thị Lan', roles: [], agencyId: null },
    })
    const machine = await accounts.createMachine(ctxAt(NOW), { name: 'Cổng quốc gia', scopes: ['dossiers.write'] })
    const found = await recognise(db)({ cookie: null, bearer: machine.token }, new Date(NOW))
    expect(found.actor).toMatchObject({ kind: 'MACHINE', name: 'Cổng quốc gia', roles: ['dossiers.write'] })
    await expect(recognise(db)({ cookie: null, bearer: 'nonsense' }, new Date(NOW))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
      status: 401,
    })
    await expect(
      recognise(db)({ cookie: null, bearer: machine.token }, new Date('2027-12-01T00:00:00Z')),
    ).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    })
  })
})

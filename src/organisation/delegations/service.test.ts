import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { addDays } from '#app/kernel/text.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { type StaffedProvince, staffedProvince, type TestOfficer } from '../../../test/harness/staffed.ts'
import { requireAuthority } from './authority.ts'
import type { GrantInput } from './input.ts'
import { delegationTabs, inTab, stateOn } from './rules.ts'
import { endAuthority, extend, grant, revoke, setAuthority } from './service.ts'
import { countDelegated, delegation, delegationList, expiringCount } from './views.ts'

const connection = await testDatabase()
const { db } = connection
const NOW = '2026-11-23T09:00:00+07:00'
let place: StaffedProvince
let control: TestOfficer
let clerk: TestOfficer
let leader: TestOfficer

beforeAll(async () => {
  place = await staffedProvince(connection)
  control = await place.officer('Kiểm soát', place.province, 'CONTROL')
  clerk = await place.officer('Văn thư Sở', place.justice, 'CLERK')
  leader = await place.officer('Giám đốc Sở', place.labour, 'LEADER')
})

const at = (now: string, actor = control) => testCtx(connection, now, actor)
let n = 0
/** A decision nobody else in this file has: works of its own. */
const wanted = (more: Partial<GrantInput> = {}): GrantInput => ({
  fromAgencyId: place.province,
  fromTitle: 'Chủ tịch Ủy ban nhân dân tỉnh',
  toAgencyId: place.labour,
  toTitle: 'Giám đốc Sở Lao động',
  works: [{ code: `1.${String(500_000 + ++n)}`, title: `Thủ tục ${n}` }],
  decisionNo: `${n}/QĐ-UBND`,
  decidedOn: '2026-01-05',
  validFrom: '2026-01-10',
  lastDay: '2026-12-31',
  ...more,
})
const refusal = async (promise: Promise<unknown>): Promise<{ code: string; words: string }> =>
  await promise.then(
    () => ({ code: '', words: '' }),
    (cause: { code: string; words: { vi: string } }) => ({ code: cause.code, words: cause.words.vi }),
  )

describe('granting', () => {
  it('writes the record, its works and the event', async () => {
    const { delegationId } = await grant(
      at(NOW),
      wanted({ works: [{ code: '1.400001', title: 'Cấp phép' }, { title: 'Ký hợp đồng' }] }),
    )
    const row = await db
      .selectFrom('organisation.delegation')
      .selectAll()
      .where('id', '=', delegationId)
      .executeTakeFirstOrThrow()
    expect([row.valid_from, row.valid_to, row.ends_on]).toEqual(['2026-01-10', '2027-01-01', '2027-01-01'])
    const works = await db
      .selectFrom('organisation.delegated_work')
      .select('work_key')
      .where('delegation_id', '=', delegationId)
      .execute()
    expect(works.map(one => one.work_key)).toEqual(['1.400001', 'ky hop dong'])
    const view = await delegation(at(NOW), delegationId)
    expect(view.history.map(event => event.type)).toEqual(['organisation.delegation.granted'])
    expect(view).toMatchObject({ state: 'VALID', lastDay: '2026-12-31', can: { revoke: true, extend: true } })
  })

  it('refuses what cannot be, each by its name', async () => {
    const cases: [Partial<GrantInput>, string][] = [
      [{ toAgencyId: place.province }, 'DELEGATION_TO_SELF'],
      [{ toAgencyId: place.labourDivision }, 'AGENCY_IS_PART'],
      [{ toAgencyId: 99_999 }, 'AGENCY_NOT_THERE'],
      [{ toOfficerId: clerk.officerId }, 'OFFICER_NOT_THERE'],
      [{ decidedOn: '2026-11-24' }, 'DECISION_IN_FUTURE'],
      [{ validFrom: '2026-01-04' }, 'DELEGATION_BEFORE_DECISION'],
      [{ lastDay: '2026-01-09' }, 'DELEGATION_SPAN'],
      [{ works: [{ title: 'Ký A' }, { title: 'ký a' }] }, 'WORK_TWICE'],
      [{ works: [] }, 'BAD_INPUT'],
    ]
    for (const [more, code] of cases)
      expect([code, await refusal(grant(at(NOW), wanted(more)))]).toMatchObject([code, { code }])
  })

  it('lets a clerk keep what the own agency gives, and nothing else', async () => {
    expect((await refusal(grant(at(NOW, clerk), wanted()))).code).toBe('NOT_YOUR_AGENCY')
    const own = wanted({ fromAgencyId: place.justice, toAgencyId: place.commune })
    expect(await grant(at(NOW, clerk), own)).toHaveProperty('delegationId')
  })

  it('names the record that an overlap would run into', async () => {
    const first = wanted({ decisionNo: '77/QĐ-UBND' })
    await grant(at(NOW), first)
    const again = await refusal(
      grant(at(NOW), { ...first, decisionNo: '78/QĐ-UBND', validFrom: '2026-12-31', lastDay: '2027-06-30' }),
    )
    expect(again.code).toBe('DELEGATION_OVERLAP')
    expect(again.words).toContain('77/QĐ-UBND')
    expect((await refusal(grant(at(NOW), { ...first, toOfficerId: leader.officerId }))).code).toBe('DELEGATION_OVERLAP')
    await grant(at(NOW), { ...first, decisionNo: '79/QĐ-UBND', validFrom: '2027-01-01', lastDay: '2027-06-30' })
    await grant(at(NOW), { ...first, toAgencyId: place.justice })
  })

  it('is refused by the database as well, and never changed', async () => {
    const { delegationId } = await grant(at(NOW), wanted())
    const copy = sql`insert into organisation.delegated_work
      select delegation_id, no + 1, code, title, work_key, from_agency_id, to_agency_id, to_officer_id, valid_from, ends_on
        from organisation.delegated_work where delegation_id = ${delegationId}`
    await expect(copy.execute(db)).rejects.toThrow(/exclusion|exclude/)
    await expect(
      sql`update organisation.delegation set to_title = 'Ai đó' where id = ${delegationId}`.execute(db),
    ).rejects.toThrow(/only ever revoked/)
    await expect(sql`delete from organisation.delegation where id = ${delegationId}`.execute(db)).rejects.toThrow(
      /only ever revoked/,
    )
  })

  it('records one of two decisions for the same work at once', async () => {
    const same = wanted()
    const done = await Promise.allSettled([
      grant(at(NOW), same),
      grant(at(NOW), { ...same, decisionNo: '500/QĐ-UBND' }),
    ])
    expect(done.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(done.find(one => one.status === 'rejected')).toMatchObject({ reason: { code: 'DELEGATION_OVERLAP' } })
  })
})

describe('carrying on and taking back', () => {
  it('extends by a new record linked to the old', async () => {
    const { delegationId: old } = await grant(at(NOW), wanted())
    const asked = { delegationId: old, decisionNo: '900/QĐ-UBND', decidedOn: '2026-11-20', lastDay: '2027-12-31' }
    expect((await refusal(extend(at(NOW), { ...asked, lastDay: '2026-12-31' }))).code).toBe('EXTENDS_NOTHING')
    const { delegationId } = await extend(at(NOW), asked)
    const [before, after] = [await delegation(at(NOW), old), await delegation(at(NOW), delegationId)]
    expect(after).toMatchObject({
      validFrom: before.validTo,
      lastDay: '2027-12-31',
      state: 'COMING',
      works: before.works,
    })
    expect(before).toMatchObject({ carriedOnBy: { id: delegationId }, can: { extend: false, revoke: true } })
    expect(after.carriesOn).toEqual({ id: old, decisionNo: before.decisionNo })
    expect(before.history[0]?.type).toBe('organisation.delegation.extended')
    const twice = await refusal(extend(at(NOW), asked))
    expect(twice).toMatchObject({
      code: 'DELEGATION_EXTENDED',
      words: expect.stringContaining('900/QĐ-UBND') as string,
    })
    expect(
      (
        await refusal(
          extend(at('2027-01-05T09:00:00+07:00'), {
            ...asked,
            delegationId: (await grant(at(NOW), wanted())).delegationId,
          }),
        )
      ).code,
    ).toBe('DELEGATION_OVER')
  })

  it('revokes from today at the earliest', async () => {
    const { delegationId } = await grant(at(NOW), wanted())
    const asked = { delegationId, on: '2026-12-01', reason: 'Thay đổi phân công' }
    expect((await refusal(revoke(at(NOW), { ...asked, on: '2026-11-22' }))).code).toBe('REVOKE_TOO_EARLY')
    expect((await refusal(revoke(at(NOW), { ...asked, on: '2027-01-01' }))).code).toBe('REVOKE_TOO_LATE')
    expect((await refusal(revoke(at(NOW, clerk), asked))).code).toBe('NOT_YOUR_AGENCY')
    await revoke(at(NOW), asked)
    expect(await delegation(at(NOW), delegationId)).toMatchObject({
      state: 'VALID',
      endsOn: '2026-12-01',
      revokeReason: asked.reason,
    })
    expect((await delegation(at('2026-12-01T08:00:00+07:00'), delegationId)).state).toBe('REVOKED')
    expect((await refusal(revoke(at(NOW), asked))).code).toBe('DELEGATION_OVER')
  })

  it('frees the work for a new decision', async () => {
    const first = wanted()
    const { delegationId } = await grant(at(NOW), first)
    await revoke(at(NOW), { delegationId, on: '2026-11-23', reason: 'Thay bằng quyết định mới' })
    const next = { ...first, decisionNo: 'mới/QĐ-UBND', decidedOn: '2026-11-23', validFrom: '2026-11-23' }
    const made = await grant(at(NOW), next)
    expect((await delegation(at(NOW), made.delegationId)).state).toBe('VALID')
  })
})

describe('signing', () => {
  const sign = (day: string, who = leader, code = '1.300001') =>
    requireAuthority(db, { code, agencyId: who.agencyId, officerId: who.officerId, day })

  it('needs nothing where no authority is set, and a delegation where one is', async () => {
    expect(await sign('2026-06-01')).toBeNull()
    await setAuthority(at(NOW), { code: '1.300001', agencyId: place.province, from: '2026-01-01', basis: 'Luật' })
    const none = await refusal(sign('2026-06-01'))
    expect(none.code).toBe('NO_VALID_DELEGATION')
    expect(none.words).toContain('Ủy ban nhân dân tỉnh Thử')
    expect(none.words).toContain('Sở Lao động')
    expect(await sign('2025-12-31')).toBeNull()
    expect(await sign('2026-06-01', control)).toBeNull()

    const given = wanted({ works: [{ code: '1.300001', title: 'Cấp phép' }], decisionNo: '12/QĐ-UBND' })
    const { delegationId } = await grant(at(NOW), given)
    expect(await sign('2026-06-01')).toEqual({
      delegationId,
      decisionNo: '12/QĐ-UBND',
      decidedOn: '2026-01-05',
      onBehalfOf: 'Chủ tịch Ủy ban nhân dân tỉnh',
    })
    expect((await refusal(sign('2026-01-09'))).words).toContain('10/01/2026')
    expect((await refusal(sign('2027-01-01'))).words).toContain('đã hết hiệu lực sau ngày 31/12/2026')
    expect((await refusal(sign('2026-06-01', clerk))).words).toContain('cơ quan khác')
    await revoke(at(NOW), { delegationId, on: '2026-11-24', reason: 'Thôi ủy quyền' })
    expect(await sign('2026-11-23')).toMatchObject({ delegationId })
    expect((await refusal(sign('2026-11-24'))).words).toContain('đã bị thu hồi từ ngày 24/11/2026')
  })

  it('keeps one authority for each work and day', async () => {
    const asked = { code: '1.300002', agencyId: place.province, from: '2026-01-01', basis: 'Luật' }
    const { authorityId } = await setAuthority(at(NOW), asked)
    expect((await refusal(setAuthority(at(NOW), { ...asked, agencyId: place.justice }))).code).toBe('AUTHORITY_OVERLAP')
    expect((await refusal(endAuthority(at(NOW), { authorityId, on: '2026-11-01' }))).code).toBe('AUTHORITY_ENDS_EARLY')
    await endAuthority(at(NOW), { authorityId, on: '2026-11-23' })
    expect(await sign('2026-11-23', leader, '1.300002')).toBeNull()
    expect((await refusal(endAuthority(at(NOW), { authorityId, on: '2026-11-23' }))).code).toBe('NOT_FOUND')
  })
})

describe('the register', () => {
  it('puts every record under the tab its state says, on any day', async () => {
    const days = ['2025-12-01', '2026-01-10', '2026-11-23', '2026-12-01', '2026-12-31', '2027-01-01', '2028-01-01']
    for (const day of days) {
      const ctx = at(`${day}T10:00:00+07:00`)
      for (const tab of delegationTabs) {
        const list = await delegationList(ctx, { tab, limit: 200 })
        expect(list.items.every(row => inTab(row.state, tab))).toBe(true)
        expect([day, tab, list.items.length]).toEqual([day, tab, list.tabs[tab]])
      }
      const { tabs, items } = await delegationList(ctx, { tab: 'all', limit: 200 })
      expect(tabs.valid + tabs.expired + tabs.revoked).toBe(items.length)
      expect(await expiringCount(ctx)).toBe(items.filter(row => row.state === 'EXPIRING').length)
    }
  })

  it('pages by the end and by the decision without losing one', async () => {
    for (const sort of ['ends', 'decided'] as const) {
      const seen: number[] = []
      let after: string | undefined
      do {
        const page = await delegationList(at(NOW), { tab: 'all', sort, limit: 3, after })
        seen.push(...page.items.map(row => row.id))
        after = page.next ?? undefined
      } while (after)
      const all = await delegationList(at(NOW), { tab: 'all', sort, limit: 200 })
      expect(seen).toEqual(all.items.map(row => row.id))
    }
  })

  it('shows officers what their agency gives or receives', async () => {
    const { items } = await delegationList(at(NOW, clerk), { tab: 'all', limit: 200 })
    expect(items.length).toBeGreaterThan(0)
    expect(items.every(row => row.fromAgencyId === place.justice || row.toAgencyId === place.justice)).toBe(true)
    const other = (await delegationList(at(NOW), { tab: 'all', to: place.labour, limit: 1 })).items[0]
    expect((await refusal(delegation(at(NOW, clerk), other?.id ?? 0))).code).toBe('NOT_FOUND')
  })

  it('finds without diacritics and counts what is delegated on a day', async () => {
    const before = await countDelegated(db, { agencyId: place.commune, day: '2026-08-01' })
    const works = Array.from({ length: 19 }, (_, at19) => ({ title: `Công việc được ủy quyền số ${at19 + 1}` }))
    await grant(at(NOW), wanted({ toAgencyId: place.commune, works, lastDay: '2026-08-31', decisionNo: '19/QĐ-UBND' }))
    expect(await countDelegated(db, { agencyId: place.commune, day: '2026-08-01' })).toBe(before + 19)
    expect(await countDelegated(db, { agencyId: place.commune, day: '2026-08-31' })).toBe(before + 19)
    expect(await countDelegated(db, { agencyId: place.commune, day: '2026-09-01' })).toBe(before)
    const found = await delegationList(at(NOW), { tab: 'all', q: 'cong viec UY QUYEN so 7', limit: 50 })
    expect(found.items.map(row => row.decisionNo)).toEqual(['19/QĐ-UBND'])
    expect(found.items[0]).toMatchObject({ works: 19, state: 'EXPIRED' })
  })
})

/** A verb either does it or refuses by name: anything else that goes wrong is thrown on. */
function refusedOnly(cause: unknown): null {
  if (cause instanceof Refusal) return null
  throw cause
}

it('never lets two records hold for one work and receiver, whatever is tried', async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('grant' as const),
      from: fc.integer({ min: 0, max: 40 }),
      days: fc.integer({ min: 0, max: 15 }),
      officer: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('revoke' as const), on: fc.integer({ min: 0, max: 40 }), at: fc.nat(9) }),
    fc.record({ kind: fc.constant('extend' as const), days: fc.integer({ min: 0, max: 20 }), at: fc.nat(9) }),
  )
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
      const code = `2.${String(100_000 + ++run)}`
      const ctx = at('2026-03-10T09:00:00+07:00')
      const ids: number[] = []
      for (const one of steps) {
        const tried =
          one.kind === 'grant'
            ? grant(ctx, {
                ...wanted({ works: [{ code, title: 'Việc' }] }),
                validFrom: addDays('2026-03-01', one.from),
                lastDay: addDays('2026-03-01', one.from + one.days),
                ...(one.officer ? { toOfficerId: leader.officerId } : {}),
              })
            : one.kind === 'revoke'
              ? revoke(ctx, {
                  delegationId: ids[one.at % ids.length] ?? 1,
                  on: addDays('2026-03-01', one.on),
                  reason: 'Thử',
                })
              : extend(ctx, {
                  delegationId: ids[one.at % ids.length] ?? 1,
                  decisionNo: 'gia hạn',
                  decidedOn: '2026-02-01',
                  lastDay: addDays('2026-03-20', one.days),
                })
        const done = await tried.catch(refusedOnly)
        if (done && !ids.includes(done.delegationId)) ids.push(done.delegationId)
      }
      const terms = await db
        .selectFrom('organisation.delegated_work')
        .selectAll()
        .where('work_key', '=', code)
        .execute()
      for (let day = 0; day < 70; day++) {
        const on = addDays('2026-03-01', day)
        const holding = terms.filter(term =>
          stateOn({ validFrom: term.valid_from, endsOn: term.ends_on, revoked: false, extended: false }, on, 0).match(
            /VALID|EXPIRING/,
          ),
        )
        expect(holding.length).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 25 },
  )
})

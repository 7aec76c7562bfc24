import { expect, it } from 'vitest'
import { grant, revoke, setAuthority } from '#app/organisation/delegations/index.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { testDatabase } from '../../../test/harness/database.ts'
import { cast, DEPARTMENT, intakeInput, LABOUR_RULES } from '../../../test/harness/dossiers.ts'
import { openOffice } from '../../../test/harness/office.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'
import { sentence } from './history.ts'
import { isDecision } from './rules.ts'
import * as service from './service.ts'

/** A procedure that needs the province's signature: the department's leader decides only by a delegation that holds that day. */

const connection = await testDatabase()
const { as } = await openOffice(connection)
const WHEN = '2026-11-23T09:00:00+07:00'

async function upToTheLeader(): Promise<string> {
  const counter = await as(cast.counter, WHEN)
  const { code } = await service.receive(counter, await intakeInput(counter))
  for (const [login, next] of [
    [cast.counter, 2],
    [cast.specialist, 3],
    [cast.head, 4],
  ] as const) {
    await service.forward(await as(login, `2026-11-23T1${next}:00:00+07:00`), code, { note: '' })
  }
  return code
}

it('is refused without one, done with one, and keeps by which', async () => {
  const control = await as('lien.pham', WHEN)
  const tree = await agencyTree(control.db, '2026-11-23')
  const province = tree.province()
  await setAuthority(control, { code: LABOUR_RULES, agencyId: province, from: '2026-01-01', basis: 'Luật' })
  const code = await upToTheLeader()
  const approve = async (day: string) =>
    await service.approve(await as(cast.leader, `${day}T09:00:00+07:00`), code, { note: '', resultNo: '' })

  await expect(approve('2026-11-25')).rejects.toMatchObject({
    code: 'NO_VALID_DELEGATION',
    words: { vi: expect.stringContaining('chưa có quyết định ủy quyền') as string },
  })
  const { delegationId } = await grant(control, {
    fromAgencyId: province,
    fromTitle: 'Chủ tịch Ủy ban nhân dân tỉnh',
    toAgencyId: tree.byCode(DEPARTMENT)?.id ?? 0,
    toTitle: 'Giám đốc Sở Nội vụ',
    works: [{ code: LABOUR_RULES, title: 'Đăng ký nội quy lao động' }],
    decisionNo: '1205/QĐ-UBND',
    decidedOn: '2026-11-20',
    validFrom: '2026-11-26',
    lastDay: '2026-12-31',
  })
  await expect(approve('2026-11-25')).rejects.toBeInstanceOf(Refusal)
  expect(await approve('2026-11-26')).toMatchObject({ status: 'PROCESSING' })
  const event = await connection.db
    .selectFrom('kernel.event')
    .select(['type', 'at', 'actor_kind', 'actor_name', 'data'])
    .where('type', '=', 'onestop.dossier.forwarded')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(event.data).toMatchObject({ delegationId, delegation: '1205/QĐ-UBND' })
  const happened = {
    type: event.type,
    at: event.at,
    actorKind: event.actor_kind,
    actorName: event.actor_name,
    data: event.data as Record<string, unknown>,
  }
  expect(sentence(happened, 'vi', true)).toContain('Ký TUQ. Chủ tịch Ủy ban nhân dân tỉnh theo 1205/QĐ-UBND.')
  await revoke(await as('lien.pham', '2026-11-26T10:00:00+07:00'), {
    delegationId,
    on: '2026-11-27',
    reason: 'Thôi ủy quyền',
  })
  const other = await upToTheLeader()
  const late = service.approve(await as(cast.leader, '2026-11-27T09:00:00+07:00'), other, { note: '', resultNo: '' })
  await expect(late).rejects.toMatchObject({ code: 'NO_VALID_DELEGATION' })
})

it('asks only the last leader: one before passes the work on', () => {
  const step = (no: number, role: ProcessStep['role']): ProcessStep => ({
    no,
    code: `B${no}`,
    name: `Bước ${no}`,
    role,
    place: 'HOME',
    hours: 4,
    output: '',
  })
  const steps = [
    step(1, 'RECEPTION'),
    step(2, 'LEADER'),
    step(3, 'SPECIALIST'),
    step(4, 'LEADER'),
    step(5, 'RECEPTION'),
  ]
  expect([2, 4].map(no => isDecision(steps, no))).toEqual([false, true])
})

import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openDoors } from '../../../test/harness/doors.ts'
import {
  answersFor,
  cast,
  eventsOf,
  expectChain,
  LABOUR_RULES,
  received,
  refusalOf,
  rowOf,
} from '../../../test/harness/dossiers.ts'
import { openOffice } from '../../../test/harness/office.ts'
import { isoLocal } from '#app/kernel/text.ts'
import { procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { approveProcess, draftProcess } from '#app/procedures/processes/service.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'
import { sentence } from './history.ts'
import { movePlan } from './moving.ts'
import { dossierDoors } from './pages/index.ts'
import * as service from './service.ts'

const connection = await testDatabase()
const office = await openOffice(connection)
const CONTROL = 'lien.pham'
const control = await office.as(CONTROL, '2026-11-02T08:00:00+07:00')
const intake = await procedureForIntake(connection.db, LABOUR_RULES, '2026-11-02')
const steps = (intake?.process?.steps ?? []).map(({ no: _no, ...step }) => step)
const field = intake?.form.sections.flatMap(section => section.fields).find(one => one.type === 'text')?.key ?? ''

/** Received and forwarded to the specialist before the next process is in force. */
const code = await received(office, '2026-11-02T08:00:00+07:00')
await service.forward(await office.as(cast.counter, '2026-11-02T08:30:00+07:00'), code, { note: '' })
await service.claim(await office.as(cast.specialist, '2026-11-02T08:40:00+07:00'), code, {})

async function approved(list: Omit<ProcessStep, 'no'>[], effectiveFrom: string): Promise<number> {
  const ctx = await office.as(CONTROL, '2026-11-02T09:00:00+07:00')
  await draftProcess(ctx, { procedureCode: LABOUR_RULES, steps: list })
  const input = { procedureCode: LABOUR_RULES, decisionNo: '9/QĐ', effectiveFrom }
  return (await approveProcess(ctx, input)).processVersionId
}

const [first, specialist, ...rest] = steps
if (!first || !specialist) throw new Error('the seed has no such process')
/** An inspection before the specialist's work, which takes an hour less; only for answers that ask for it. */
const inspection = { ...specialist, code: 'B2', name: 'Kiểm tra thực địa', hours: 1 }
const renumbered = [first, inspection, { ...specialist, hours: specialist.hours - 1 }, ...rest].map((step, at) => ({
  ...step,
  code: `B${at + 1}`,
}))
const next = renumbered.map((step, at) =>
  at === 0
    ? { ...step, cases: [{ field, value: 'có', to: 'B2' }], then: 'B3' }
    : step.role === 'LEADER'
      ? { ...step, sendBackTo: 'B3' }
      : step,
)
const versionId = await approved(next, '2026-11-03')

describe('a process that changes while dossiers run', () => {
  it('lets a running dossier keep its own, and gives a new one the new process along the way of its answers', async () => {
    expect((await rowOf(connection, code)).process_version_id).toBe(intake?.process?.versionId)
    const at = '2026-11-04T08:00:00+07:00'
    const answers = await answersFor(control, LABOUR_RULES)
    const plain = await received(office, at, { form: answers })
    const inspected = await received(office, at, { form: { ...answers, [field]: 'có' } })
    const ctx = await office.as(cast.counter, '2026-11-04T08:30:00+07:00')
    for (const one of [plain, inspected]) await service.forward(ctx, one, { note: '' })
    expect((await rowOf(connection, plain)).step_name).toBe(specialist.name)
    expect(await rowOf(connection, inspected)).toMatchObject({ step_name: 'Kiểm tra thực địa', step_no: 2 })
  })

  it('is moved by a recorded verb that shows what changes and goes on at the same work', async () => {
    const before = await rowOf(connection, code)
    const ctx = await office.as(CONTROL, '2026-11-04T09:00:00+07:00')
    const plan = await movePlan(ctx, code, versionId)
    expect(plan.difference.map(one => one.kind)).toEqual(['SAME', 'CHANGED', ...rest.map(() => 'SAME')])
    expect(plan.goesOnAt).toMatchObject({ no: 3, name: specialist.name })
    await service.moveProcess(ctx, code, { processVersionId: versionId, reason: 'Áp dụng quy trình rút gọn' })
    const after = await rowOf(connection, code)
    expect(after).toMatchObject({
      process_version_id: versionId,
      step_no: 3,
      step_name: specialist.name,
      assignee_id: before.assignee_id,
      status: before.status,
      due_at: before.due_at,
    })
    const log = await connection.db
      .selectFrom('onestop.step_log')
      .selectAll()
      .where('dossier_id', '=', before.id)
      .orderBy('no')
      .execute()
    expect(log.map(one => [one.step_no, one.action])).toEqual([
      [1, 'FORWARDED'],
      [2, 'MOVED'],
      [3, null],
    ])
    expect(log[1]?.officer_id).toBe(before.assignee_id)
    const event = (await eventsOf(connection, code)).at(-1)
    expect(event).toMatchObject({ type: 'onestop.dossier.process_moved', data: { fromNo: 1, toNo: 2, toStepNo: 3 } })
    const told = sentence(
      { type: event?.type ?? '', at: ctx.now, actorKind: 'OFFICER', actorName: 'Cán bộ', data: event?.data as never },
      'vi',
      true,
    )
    expect(told).toBe(
      `Cán bộ chuyển hồ sơ từ quy trình số 1 sang số 2, tiếp tục ở bước ${specialist.name}: Áp dụng quy trình rút gọn`,
    )
    await expectChain(connection, code)
    expect(isoLocal(after.step_due_at!) <= isoLocal(before.step_due_at!)).toBe(true)
  })

  it('is returned to the step its process names', async () => {
    const at = '2026-11-04T10:00:00+07:00'
    await service.forward(await office.as(cast.specialist, at), code, { note: '' })
    let row = await rowOf(connection, code)
    while (row.step_role !== 'LEADER') {
      await service.forward(
        await office.as(row.step_role === 'DIVISION_HEAD' ? cast.head : cast.specialist, at),
        code,
        {
          note: '',
        },
      )
      row = await rowOf(connection, code)
    }
    await service.sendBack(await office.as(cast.leader, at), code, { reason: 'Cần làm rõ căn cứ' })
    expect(await rowOf(connection, code)).toMatchObject({ step_no: 3, step_name: specialist.name })
  })

  it('is refused where the step has no counterpart, for another process, and to everybody else', async () => {
    const gone = await approved(
      [first, { ...specialist, name: 'Việc khác', code: 'B9' }, ...rest].map(step => step),
      '2026-11-05',
    )
    const ctx = await office.as(CONTROL, '2026-11-06T09:00:00+07:00')
    const move = { processVersionId: gone, reason: 'Thử chuyển quy trình' }
    expect((await refusalOf(service.moveProcess(ctx, code, move))).code).toBe('NO_COUNTERPART_STEP')
    expect((await refusalOf(service.moveProcess(ctx, code, { ...move, processVersionId: 999 }))).code).toBe(
      'PROCESS_NOT_FOR_DOSSIER',
    )
    const leader = await office.as(cast.leader, '2026-11-06T09:00:00+07:00')
    expect((await refusalOf(service.moveProcess(leader, code, move))).code).toBe('ACTION_NOT_YOURS')
    expect((await rowOf(connection, code)).process_version_id).toBe(versionId)
  })
})

describe('the page', () => {
  const doors = openDoors(connection, '2026-11-06T14:30:00+07:00', dossierDoors)
  it('shows the difference before it asks, and nothing to send where there is no counterpart', async () => {
    const actor = await office.actor(CONTROL)
    const href = `/work/dossiers/${code}/move-process`
    const page = await (await doors.get(actor, `${href}?to=${intake?.process?.versionId}`)).text()
    expect(page).toContain('Khác biệt giữa hai quy trình')
    expect(page).toContain('name="reason"')
    const short = await doors.post(actor, href, { processVersionId: String(intake?.process?.versionId), reason: 'x' })
    expect(short.status).toBe(422)
    const sent = await doors.post(actor, href, {
      processVersionId: String(intake?.process?.versionId),
      reason: 'Trở lại quy trình cũ',
    })
    expect(sent.status).toBe(303)
    expect((await rowOf(connection, code)).process_version_id).toBe(intake?.process?.versionId)
    expect((await doors.get(await office.actor(cast.leader), href)).status).toBe(403)
  })
})

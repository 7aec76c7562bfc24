import { beforeAll, describe, expect, test } from 'vitest'
import { live } from '../../../test/harness/histories.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { type StaffedProvince, staffedProvince, type TestOfficer } from '../../../test/harness/staffed.ts'
import { addTargetInput, addTaskInput, amendTargetInput, amendTaskInput, createPlanInput, plansQuery } from './input.ts'
import {
  addTarget,
  amendTarget,
  approvePlan,
  closePlan,
  createPlan,
  editPlan,
  editTarget,
  enterValue,
} from './service.ts'
import { valueHistory } from './targets.ts'
import { addTask, amendTask, dropTask, editTask, finishTask, startTask } from './tasks.ts'
import { byCode, planOf, plans, taskProblems } from './views.ts'

const connection = await testDatabase()
const { db } = connection
let place: StaffedProvince
let reform: TestOfficer
let leader: TestOfficer
let divisionHead: TestOfficer
let communeReform: TestOfficer
let clerk: TestOfficer
beforeAll(async () => {
  place = await staffedProvince(connection)
  reform = await place.officer('Chuyên viên cải cách', place.justice, 'REFORM')
  leader = await place.officer('Giám đốc Sở', place.labour, 'LEADER')
  divisionHead = await place.officer('Trưởng phòng', place.labourDivision, 'DIVISION_HEAD')
  communeReform = await place.officer('Công chức xã', place.commune, 'REFORM')
  clerk = await place.officer('Chuyên viên', place.labourDivision, 'SPECIALIST')
})

const NOW = '2026-11-23T14:30:00+07:00'
const at = (actor: TestOfficer, now = NOW) => testCtx(connection, now, actor)
let n = 0
const draft = async (more: Record<string, unknown> = {}, actor = reform): Promise<number> =>
  (
    await createPlan(
      at(actor),
      createPlanInput.parse({
        agencyId: place.province,
        year: 2026,
        number: `${++n}/KH-UBND`,
        title: 'Kế hoạch cải cách hành chính năm 2026',
        signedOn: '2026-01-05',
        basis: 'Nghị quyết của Chính phủ\n\nChương trình của tỉnh',
        ...more,
      }),
    )
  ).planId
const target = (planId: number, more: Record<string, unknown> = {}) =>
  addTargetInput.parse({
    planId,
    area: 'PROCEDURES',
    text: 'Hồ sơ giải quyết đúng và trước hạn',
    operator: '>=',
    value: '70',
    periodFrom: '2026-01-01',
    periodTo: '2026-12-31',
    ...more,
  })
const task = (planId: number, code: string, more: Record<string, unknown> = {}) =>
  addTaskInput.parse({
    planId,
    code,
    area: 'PROCEDURES',
    text: 'Rà soát, đơn giản hóa thủ tục',
    product: 'Báo cáo rà soát',
    leadAgencyId: place.labour,
    leadOfficer: 'Phó giám đốc phụ trách',
    dueOn: '2026-10-30',
    ...more,
  })
const approved = async (): Promise<number> => {
  const planId = await draft()
  await addTarget(at(reform), target(planId, { text: 'Đơn vị được kiểm tra', value: '30' }))
  await addTask(at(reform), task(planId, '1.1'))
  await approvePlan(at(reform), { planId })
  return planId
}
const typesOf = async (planId: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('kernel.event')
    .select('type')
    .where('stream', '=', `plan:${planId}`)
    .orderBy('seq')
    .execute()
  return rows.map(row => row.type.replace('reform.plan.', ''))
}

describe('a draft', () => {
  test('is written with its event, basis line by line, the areas of its year', async () => {
    const planId = await draft()
    const plan = await planOf(at(reform), planId)
    expect(plan).toMatchObject({
      status: 'DRAFT',
      agency: 'Ủy ban nhân dân tỉnh Thử',
      basis: ['Nghị quyết của Chính phủ', 'Chương trình của tỉnh'],
      areas: { key: '2021-2030', verified: false },
    })
    expect(await typesOf(planId)).toEqual(['created'])
    await editPlan(at(reform), {
      ...plan,
      planId,
      signedOn: '2026-01-06',
      title: 'Kế hoạch đã sửa',
      signer: 'Chủ tịch',
    })
    expect(await planOf(at(reform), planId)).toMatchObject({ title: 'Kế hoạch đã sửa', signedOn: '2026-01-06' })
  })

  test('refuses the same number twice, an unknown area, agency, period', async () => {
    const planId = await draft({ number: '99/KH-UBND' })
    await expect(draft({ number: '99/KH-UBND' })).rejects.toMatchObject({
      code: 'NUMBER_TAKEN',
      fields: { number: expect.anything() },
    })
    await expect(draft({ agencyId: 999_999 })).rejects.toMatchObject({ code: 'AGENCY_UNKNOWN' })
    await expect(addTarget(at(reform), target(planId, { area: 'MODERNISATION' }))).rejects.toMatchObject({
      code: 'AREA_UNKNOWN',
    })
    await expect(addTarget(at(reform), target(planId, { periodTo: '2025-01-01' }))).rejects.toMatchObject({
      code: 'BAD_PERIOD',
    })
    await expect(addTask(at(reform), task(planId, '1.1', { leadAgencyId: 999_999 }))).rejects.toMatchObject({
      code: 'AGENCY_UNKNOWN',
    })
    await addTask(at(reform), task(planId, '1.1'))
    await expect(addTask(at(reform), task(planId, '1.1'))).rejects.toMatchObject({ code: 'CODE_TAKEN' })
    expect(await typesOf(planId)).toEqual(['created', 'task_added'])
  })

  test('is edited by reform staff only; in a commune only their own', async () => {
    const planId = await draft()
    await expect(addTarget(at(leader), target(planId))).rejects.toMatchObject({ code: 'NOT_ALLOWED', status: 403 })
    await expect(addTarget(at(communeReform), target(planId))).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(draft({}, communeReform)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(draft({ agencyId: place.commune }, communeReform)).resolves.toBeGreaterThan(0)
  })

  test('is not measured by verbs of an approved plan', async () => {
    const planId = await draft()
    await addTarget(at(reform), target(planId))
    await addTask(at(reform), task(planId, '1.1'))
    const value = { planId, no: 1, asOf: '2026-11-01', value: 27.27, evidence: 'Báo cáo số 12' }
    await expect(enterValue(at(reform), value)).rejects.toMatchObject({ code: 'WRONG_STATE', status: 409 })
    await expect(startTask(at(leader), { planId, code: '1.1' })).rejects.toMatchObject({ code: 'WRONG_STATE' })
  })
})

describe('approval', () => {
  test('is refused naming every task without a lead or a person', async () => {
    const planId = await draft()
    await addTask(at(reform), task(planId, '1.1', { leadAgencyId: undefined }))
    await addTask(at(reform), task(planId, '1.2', { leadOfficer: '' }))
    await addTask(at(reform), task(planId, '1.3'))
    await expect(approvePlan(at(reform), { planId })).rejects.toMatchObject({
      code: 'PLAN_NOT_READY',
      fields: {
        '1.1': { vi: expect.stringContaining('chủ trì') },
        '1.2': { vi: expect.stringContaining('chịu trách nhiệm') },
      },
    })
    expect((await taskProblems(at(clerk))).filter(row => row.planId === planId).map(row => row.code)).toEqual([
      '1.1',
      '1.2',
    ])
    await editTask(at(reform), task(planId, '1.1'))
    await editTask(at(reform), task(planId, '1.2'))
    await approvePlan(at(reform), { planId })
    expect(await planOf(at(reform), planId)).toMatchObject({ status: 'APPROVED' })
  })

  test('is refused for an empty plan, and to others', async () => {
    const planId = await draft()
    await expect(approvePlan(at(reform), { planId })).rejects.toMatchObject({ code: 'PLAN_EMPTY' })
    await expect(approvePlan(at(leader), { planId })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(approvePlan(at(reform), { planId: 999_999 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('afterwards changes are amendments with a reason that stays', async () => {
    const planId = await approved()
    await expect(editTarget(at(reform), { ...target(planId), no: 1 })).rejects.toMatchObject({ code: 'WRONG_STATE' })
    await expect(addTarget(at(reform), target(planId))).rejects.toMatchObject({ code: 'WRONG_STATE' })
    const change = { ...target(planId, { text: 'Đơn vị được kiểm tra', value: '40' }), no: 1 }
    expect(amendTargetInput.safeParse(change).success).toBe(false)
    await amendTarget(at(reform), { ...change, reason: 'Theo kết luận họp tháng 6' })
    const later = task(planId, '1.1', { dueOn: '2026-12-15' })
    await amendTask(at(reform), amendTaskInput.parse({ ...later, reason: 'Chờ hướng dẫn của Bộ' }))
    await expect(
      amendTask(at(reform), { ...later, leadOfficer: '', reason: 'Bỏ người phụ trách' }),
    ).rejects.toMatchObject({ code: 'LEAD_NEEDED' })
    const plan = await planOf(at(reform), planId)
    expect(plan.targets[0]).toMatchObject({ value: 40 })
    expect(plan.tasks[0]).toMatchObject({ dueOn: '2026-12-15', standing: 'TODO' })
    expect(plan.story.map(event => event.type).slice(0, 2)).toEqual(['task_amended', 'target_amended'])
    expect(plan.story[1]?.data).toMatchObject({ before: { value: 30 }, reason: 'Theo kết luận họp tháng 6' })
  })
})

describe('entered targets', () => {
  test('show the newest day with its evidence; earlier values stay', async () => {
    const planId = await approved()
    expect((await planOf(at(reform), planId)).targets[0]).toMatchObject({ result: 'NO_DATA', live: { value: null } })
    const enter = async (asOf: string, value: number) =>
      await enterValue(at(reform), { planId, no: 1, asOf, value, evidence: `Báo cáo tới ${asOf}` })
    await enter('2026-06-30', 27.27)
    await enter('2026-09-30', 36.36)
    await enter('2026-06-30', 28)
    expect((await planOf(at(clerk), planId)).targets[0]).toMatchObject({
      result: 'MET',
      live: { value: 36.36, entered: { asOf: '2026-09-30', evidence: 'Báo cáo tới 2026-09-30', by: reform.name } },
    })
    expect((await valueHistory(at(clerk), planId, 1)).map(one => one.value)).toEqual([36.36, 28, 27.27])
    await expect(enter('2026-11-24', 50)).rejects.toMatchObject({ code: 'DAY_AHEAD' })
    expect((await typesOf(planId)).filter(type => type === 'value_entered')).toHaveLength(3)
  })
})

describe('bound targets', () => {
  test('measure themselves: one more dossier on time moves the value, and the gap is said in dossiers', async () => {
    const planId = await draft()
    await addTarget(at(reform), target(planId, { metric: 'on_time_share', unit: 'bỏ qua' }))
    await addTarget(at(reform), target(planId, { metric: 'received', value: 2, metricAgencyId: place.commune }))
    await addTarget(
      at(reform),
      target(planId, { metric: 'on_time_share', periodFrom: '2027-01-01', periodTo: '2027-12-31' }),
    )
    await addTask(at(reform), task(planId, '1.1'))
    await approvePlan(at(reform), { planId })
    const first = (await planOf(at(reform), planId)).targets
    expect(first[0]).toMatchObject({ result: 'NO_DATA', unit: '%', gap: null })
    expect(first[1]).toMatchObject({ result: 'NOT_MET', unit: 'hồ sơ', live: { value: 0 } })

    const late = { wait: 60, pick: 0, due: 30 }
    const inTime = { wait: 60, pick: 0, due: 14 * 1_440 }
    const one = async (receive: typeof late) =>
      await live(
        connection,
        {
          agency: 0,
          procedure: 1,
          sector: 'Việc làm',
          channel: 'DIRECT',
          comes: 1_000,
          score: null,
          ops: [receive, { wait: 600, pick: 3, due: 0 }],
        },
        [place.labour],
      )
    await one(inTime)
    await one(late)
    await one(late)
    const [share] = (await planOf(at(reform), planId)).targets
    expect(share).toMatchObject({
      result: 'NOT_MET',
      live: { value: 33.33, numerator: 1, denominator: 3 },
      gap: { needed: 3, missing: 2 },
    })
    expect(share?.live.href).toContain('/dossier-figures?figure=finished')
    await one(inTime)
    expect((await planOf(at(reform), planId)).targets[0]).toMatchObject({
      live: { value: 50, numerator: 2 },
      gap: { needed: 3, missing: 1 },
    })
    for (let i = 0; i < 3; i++) await one(inTime)
    const after = (await planOf(at(reform), planId)).targets
    expect(after[0]).toMatchObject({ live: { value: 71.43 }, result: 'MET', gap: null })
    expect(after[1]).toMatchObject({ live: { value: 0 } })
    expect(after[2]).toMatchObject({ result: 'NO_DATA' })
    await expect(
      enterValue(at(reform), { planId, no: 1, asOf: '2026-11-01', value: 99, evidence: 'Tự nhận' }),
    ).rejects.toMatchObject({ code: 'TARGET_BOUND' })
  })
})

describe('tasks', () => {
  test('the lead agency reports: begun, done late with evidence; others are refused', async () => {
    const planId = await approved()
    const ref = { planId, code: '1.1' }
    await expect(startTask(at(clerk), ref)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(startTask(at(divisionHead), ref)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await startTask(at(leader), ref)
    expect((await planOf(at(leader), planId)).tasks[0]).toMatchObject({
      standing: 'OVERDUE',
      can: { start: false, finish: true, drop: true },
    })
    expect((await taskProblems(at(clerk))).find(row => row.planId === planId)?.problems).toEqual(['OVERDUE'])
    await expect(finishTask(at(leader), { ...ref, doneOn: '2026-12-01', evidence: 'Chưa tới' })).rejects.toMatchObject({
      code: 'DAY_AHEAD',
    })
    await finishTask(at(leader), { ...ref, doneOn: '2026-11-20', evidence: 'Báo cáo 15/BC' })
    expect((await planOf(at(leader), planId)).tasks[0]).toMatchObject({ standing: 'DONE_LATE', can: { drop: false } })
    await expect(dropTask(at(leader), { ...ref, reason: 'Không cần nữa' })).rejects.toMatchObject({
      code: 'TASK_ENDED',
      status: 409,
    })
    expect((await typesOf(planId)).slice(-2)).toEqual(['task_started', 'task_done'])
  })

  test('stand in the order of their numbers', () => {
    expect(['3.10', '3.2', '10', '3', '2.1.1'].sort(byCode)).toEqual(['2.1.1', '3', '3.2', '3.10', '10'])
  })
})

describe('closing', () => {
  test('leaves nothing to change', async () => {
    const planId = await approved()
    await closePlan(at(reform), { planId })
    await expect(startTask(at(leader), { planId, code: '1.1' })).rejects.toMatchObject({ code: 'WRONG_STATE' })
    expect(Object.values((await planOf(at(reform), planId)).can)).not.toContain(true)
  })
})

describe('the list', () => {
  test('by year and agency, page by page', async () => {
    const all = (await plans(at(clerk), plansQuery.parse({ limit: 200 }))).items.map(row => row.id)
    const walked: number[] = []
    let after: string | undefined
    do {
      const page = await plans(at(clerk), plansQuery.parse({ limit: 2, after }))
      walked.push(...page.items.map(row => row.id))
      after = page.next ?? undefined
    } while (after)
    expect(walked).toEqual(all)
    const commune = await plans(at(clerk), plansQuery.parse({ agency: String(place.commune), year: '2026' }))
    expect(commune.items.every(row => row.agency === 'Ủy ban nhân dân xã An Bình')).toBe(true)
    expect((await plans(at(clerk), plansQuery.parse({ year: '2020' }))).items).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import {
  cast,
  clockOf,
  DEPARTMENT,
  eventsOf,
  expectChain,
  intakeInput,
  received,
  refusalOf,
  rowOf,
} from '../../../test/harness/dossiers.ts'
import { openOffice, people } from '../../../test/harness/office.ts'
import { calendarFor, dueAt } from '#app/organisation/calendar/index.ts'
import { approveProcess, draftProcess } from '#app/procedures/processes/service.ts'
import { dossierPage } from './views.ts'
import * as service from './service.ts'

const connection = await testDatabase()
const office = await openOffice(connection)
const as = office.as

/** Monday. The promise is six working days; 24/11 is a day off. */
const RECEIVED = '2026-11-23T09:00:00+07:00'
const DUE = '2026-12-02T09:00:00+07:00'

/** Takes a dossier from the counter to a step of the department: B2 specialist, B3 head, B4 leader, B5 clerk. */
async function at(step: 2 | 3 | 4 | 5, when = RECEIVED, more: Record<string, unknown> = {}): Promise<string> {
  const code = await received(office, when, more)
  await service.forward(await as(cast.counter, when), code, { note: '' })
  if (step > 2) await service.forward(await as(cast.specialist, when), code, { note: '' })
  if (step > 3) await service.forward(await as(cast.head, when), code, { note: '' })
  if (step > 4) await service.approve(await as(cast.leader, when), code, { note: '', resultNo: '' })
  return code
}

const typesOf = async (code: string): Promise<string[]> =>
  (await eventsOf(connection, code)).map(e => e.type.replace('onestop.dossier.', ''))

describe('a whole life', () => {
  it('goes from the counter to the result, each step in its own hands and in working time', async () => {
    const code = await received(office, RECEIVED)
    expect(code).toMatch(new RegExp(`^${DEPARTMENT}-20261123-\\d{7}$`))
    let row = await rowOf(connection, code)
    const counter = await as(cast.counter, '2026-11-23T10:00:00+07:00')
    expect(row).toMatchObject({
      status: 'RECEIVED',
      limit_unit: 'WORKING_DAY',
      limit_amount: 6,
      step_role: 'RECEPTION',
    })
    expect(row.due_at?.toISOString()).toBe(new Date(DUE).toISOString())
    expect(row.assignee_id).toBe(counter.actor.officerId)

    await service.forward(counter, code, { note: 'Đủ giấy tờ' })
    const specialist = await as(cast.specialist, '2026-11-23T14:00:00+07:00')
    expect(await refusalOf(service.complete(specialist, code, { note: '', resultNo: '1' }))).toMatchObject({
      code: 'ACTION_NOT_YOURS',
    })
    await service.claim(specialist, code, {})
    expect((await rowOf(connection, code)).assignee_id).toBe(specialist.actor.officerId)
    await service.forward(await as(cast.specialist, '2026-11-25T09:00:00+07:00'), code, { note: '' })
    await service.forward(await as(cast.head, '2026-11-25T10:00:00+07:00'), code, { note: '' })
    await service.approve(await as(cast.leader, '2026-11-25T14:00:00+07:00'), code, { note: '', resultNo: '' })
    const done = await service.complete(await as(cast.clerk, '2026-11-26T08:00:00+07:00'), code, {
      note: '',
      resultNo: '05/TB-SNV',
    })
    expect(done.status).toBe('COMPLETED')
    row = await rowOf(connection, code)
    expect(row).toMatchObject({ outcome: 'EARLY', result_no: '05/TB-SNV', step_no: null, assignee_id: null })

    await service.handOver(await as(cast.counter, '2026-11-27T08:00:00+07:00'), code, {
      receivedBy: 'Người đại diện',
      note: '',
    })
    expect(await rowOf(connection, code)).toMatchObject({ status: 'RETURNED', returned_to: 'Người đại diện' })

    expect(await typesOf(code)).toEqual([
      'received',
      'forwarded',
      'claimed',
      'forwarded',
      'forwarded',
      'forwarded',
      'completed',
      'returned',
    ])
    await expectChain(connection, code)
    const page = await dossierPage(await as(cast.leader, '2026-11-27T09:00:00+07:00'), code)
    expect(page.steps.map(s => [s.name, s.usedMinutes])).toEqual([
      [page.process[0]?.name, 60],
      // 10:00–11:30, 13:30–17:30, and 07:30–09:00 after the day off
      [page.process[1]?.name, 90 + 240 + 90],
      [page.process[2]?.name, 60],
      [page.process[3]?.name, 90 + 30],
      [page.process[4]?.name, 210 + 30],
    ])
    expect(page.process.every(step => step.state === 'done')).toBe(true)
    expect(page.due).toMatchObject({
      state: 'done',
      usedMinutes: page.steps.reduce((n, s) => n + (s.usedMinutes ?? 0), 0),
    })
    expect(page.history).toHaveLength(8)
    expect(page.history.every(h => !h.text.startsWith('onestop.'))).toBe(true)
  })

  it('keeps names and numbers of applicants out of the log', async () => {
    const code = await at(3)
    const log = JSON.stringify((await eventsOf(connection, code)).map(e => e.data))
    expect(log).not.toContain('Bến Thủy')
    expect(log).not.toContain('2900000412')
    expect(log).not.toContain('0912345678')
  })

  it('lets a leader at the last step decide and finish at once, with the number of the result', async () => {
    const system = testCtx(connection, '2026-11-02T08:00:00+07:00')
    const step = { code: 'B1', name: 'Tiếp nhận', hours: 1, output: 'Giấy hẹn' }
    await draftProcess(system, {
      procedureCode: '1.012907',
      steps: [
        { ...step, role: 'RECEPTION', place: 'RECEPTION' },
        { ...step, code: 'B2', name: 'Quyết định', role: 'LEADER', place: 'H71.06' },
        { ...step, code: 'B3', name: 'Trả kết quả', role: 'RECEPTION', place: 'RECEPTION' },
      ],
    })
    await approveProcess(system, { procedureCode: '1.012907', decisionNo: '1/QĐ-UBND', effectiveFrom: '2026-11-03' })
    const home = { procedureCode: '1.012907', agencyCode: 'H71.04' }
    const when = '2026-11-23T10:00:00+07:00'
    const code = await received(office, RECEIVED, home)
    await service.forward(await as(cast.counter, when), code, { note: '' })
    const leader = await as(cast.leader, when)
    expect((await refusalOf(service.approve(leader, code, { note: '', resultNo: '' }))).fields).toHaveProperty(
      'resultNo',
    )
    const done = await service.approve(leader, code, { note: '', resultNo: '09/CC-SXD' })
    expect(done.status).toBe('COMPLETED')
    expect(await rowOf(connection, code)).toMatchObject({
      status: 'COMPLETED',
      result_no: '09/CC-SXD',
      outcome: 'EARLY',
    })
  })
})

describe('refusals', () => {
  it('name what is wrong with an intake, and write nothing', async () => {
    const counter = await as(cast.counter, RECEIVED)
    const before = await connection.db.selectFrom('onestop.dossier').select('id').execute()
    const input = await intakeInput(counter)
    const cases: [Record<string, unknown>, string][] = [
      [{ procedureCode: '1.999999' }, 'NOT_FOUND'],
      [{ agencyCode: 'H71.30' }, 'AGENCY_NOT_COMPETENT'],
      [{ agencyCode: 'H99.99' }, 'AGENCY_NOT_COMPETENT'],
      [{ form: {} }, 'BAD_INPUT'],
      [{ form: { ...input.form, unknown: 'x' } }, 'BAD_INPUT'],
      [
        { papers: [{ name: 'x', originals: 0, copies: 0, fileSha256: 'a'.repeat(64), fileName: 'x.pdf' }] },
        'FILE_UNKNOWN',
      ],
    ]
    for (const [more, code] of cases) {
      expect((await refusalOf(service.receive(counter, { ...input, ...more }))).code).toBe(code)
    }
    const empty = await refusalOf(service.receive(counter, { ...input, form: {} }))
    expect(Object.keys(empty.fields)).toContain('form.organisationName')
    expect(await connection.db.selectFrom('onestop.dossier').select('id').execute()).toEqual(before)
  })

  it('say that a dossier has changed, and that a step is somebody else’s', async () => {
    const code = await at(2)
    const specialist = await as(cast.specialist, RECEIVED)
    const row = await rowOf(connection, code)
    await service.claim(specialist, code, { version: row.version })
    expect(await refusalOf(service.forward(specialist, code, { note: '', version: row.version }))).toMatchObject({
      code: 'CHANGED_MEANWHILE',
      status: 409,
    })
    expect((await refusalOf(service.forward(await as(cast.head, RECEIVED), code, { note: '' }))).code).toBe(
      'ACTION_NOT_YOURS',
    )
    expect((await refusalOf(service.forward(await as(cast.otherAgency, RECEIVED), code, { note: '' }))).status).toBe(
      403,
    )
    expect(
      await refusalOf(service.handOver(await as(cast.counter, RECEIVED), code, { receivedBy: 'Ai đó', note: '' })),
    ).toMatchObject({
      code: 'ACTION_NOT_POSSIBLE',
      status: 409,
    })
    expect((await refusalOf(service.claim(specialist, 'H71.06-20261123-9999999', {}))).code).toBe('NOT_FOUND')
  })

  it('hide a dossier from agencies that have nothing to do with it', async () => {
    const code = await at(2)
    expect((await refusalOf(dossierPage(await as(cast.otherAgency, RECEIVED), code))).code).toBe('NOT_FOUND')
    expect((await dossierPage(await as('lien.pham', RECEIVED), code)).code).toBe(code)
  })

  it('take only officers who hold the step’s role where the step is done', async () => {
    const code = await at(2)
    const head = await as(cast.head, RECEIVED)
    const specialist = await as(cast.specialist, RECEIVED)
    const elsewhere = await as(cast.otherAgency, RECEIVED)
    const clerk = await as(cast.clerk, RECEIVED)
    const give = (officerId: number | null) => service.assign(head, code, { officerId: officerId as number })
    expect((await refusalOf(give(elsewhere.actor.officerId))).code).toBe('OFFICER_NOT_FIT')
    expect((await refusalOf(give(clerk.actor.officerId))).fields).toHaveProperty('officerId')
    await give(specialist.actor.officerId)
    expect((await rowOf(connection, code)).assignee_id).toBe(specialist.actor.officerId)
    const wrong = service.forward(specialist, code, { note: '', assigneeId: clerk.actor.officerId as number })
    expect((await refusalOf(wrong)).fields).toHaveProperty('assigneeId')
    await service.forward(specialist, code, { note: '', assigneeId: head.actor.officerId as number })
    expect((await rowOf(connection, code)).assignee_id).toBe(head.actor.officerId)
  })
})

describe('many at once', () => {
  it('gives work to exactly one of two officers who take it together', async () => {
    const code = await at(2)
    const mine = await as(cast.specialist, RECEIVED)
    const other = { ...mine, actor: { ...mine.actor, officerId: 9_999, accountId: 9_999, name: 'Người khác' } }
    const tries = await Promise.allSettled([service.claim(mine, code, {}), service.claim(other, code, {})])
    expect(tries.filter(t => t.status === 'fulfilled')).toHaveLength(1)
    const claimed = (await eventsOf(connection, code)).filter(e => e.type.endsWith('.claimed'))
    expect(claimed).toHaveLength(1)
    expect(await rowOf(connection, code)).toMatchObject({ version: 3 })
  })

  it('gives fifty dossiers received together fifty codes without a gap', async () => {
    const day = '2026-12-07T08:00:00+07:00'
    const contexts = await Promise.all(Array.from({ length: 50 }, () => as(cast.counter, day)))
    const input = await intakeInput(contexts[0] as never)
    const codes = (await Promise.all(contexts.map(ctx => service.receive(ctx, input)))).map(t => t.code).sort()
    expect(codes).toEqual(
      Array.from({ length: 50 }, (_, i) => `${DEPARTMENT}-20261207-${String(i + 1).padStart(7, '0')}`),
    )
  })

  it('gives the same answer to the same key, once, and refuses the key for anything else', async () => {
    const key = { idempotencyKey: 'the-same-form' }
    const first = await as(cast.counter, '2026-12-08T08:00:00+07:00', key)
    const later = await as(cast.counter, '2026-12-08T09:30:00+07:00', key)
    const input = await intakeInput(first)
    const [one, two] = [await service.receive(first, input), await service.receive(later, input)]
    expect(two).toEqual(one)
    const again = await Promise.all(Array.from({ length: 8 }, async () => await service.receive(later, input)))
    expect(new Set(again.map(t => t.code))).toEqual(new Set([one.code]))
    const found = await connection.db
      .selectFrom('onestop.dossier')
      .select('code')
      .where('code', 'like', `${DEPARTMENT}-20261208-%`)
      .execute()
    expect(found).toEqual([{ code: one.code }])
    const other = { ...input, copies: 2 }
    expect(await refusalOf(service.receive(later, other))).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      status: 409,
    })

    const forwardKey = { idempotencyKey: 'forward-once' }
    const moved = await service.forward(await as(cast.counter, '2026-12-08T10:00:00+07:00', forwardKey), one.code, {
      note: '',
    })
    expect(
      await service.forward(await as(cast.counter, '2026-12-08T10:05:00+07:00', forwardKey), one.code, { note: '' }),
    ).toEqual(moved)
    expect((await typesOf(one.code)).filter(t => t === 'forwarded')).toHaveLength(1)
  })
})

describe('the clock', () => {
  const asked = { items: ['Nội quy có chữ ký'], reason: 'Bản gửi kèm thiếu chữ ký.' }

  it('stands still while papers are missing and runs again to the minute the engine says', async () => {
    const code = await at(2)
    const pausedAt = '2026-11-25T10:00:00+07:00'
    const resumedAt = '2026-11-27T15:20:00+07:00'
    await service.requestSupplement(await as(cast.specialist, pausedAt), code, asked)
    const waiting = await rowOf(connection, code)
    expect(waiting).toMatchObject({ status: 'SUPPLEMENT_REQUESTED', due_at: null, supplement_count: 1 })
    expect(waiting.remaining).toMatchObject({ workingMinutes: 5 * 480 - 60 })
    expect((await refusalOf(service.requestSupplement(await as(cast.specialist, pausedAt), code, asked))).code).toBe(
      'ACTION_NOT_POSSIBLE',
    )

    await service.takeSupplement(await as(cast.counter, resumedAt), code, {
      papers: [{ name: 'Nội quy', originals: 1, copies: 0 }],
      note: '',
    })
    const row = await rowOf(connection, code)
    const { calendar } = await calendarFor(connection.db, row.agency_id)
    const engine = dueAt(calendar, new Date(RECEIVED), { unit: 'WORKING_DAY', amount: 6 }, [
      { from: new Date(pausedAt), to: new Date(resumedAt) },
    ])
    expect(row.due_at).toEqual(engine.dueAt)
    expect(row).toMatchObject({ status: 'PROCESSING', remaining: null, due_original_at: new Date(DUE) })
    const ledger = await clockOf(connection, code)
    expect(ledger.map(l => [l.state, l.to_at])).toEqual([
      ['RUNNING', new Date(pausedAt)],
      ['PAUSED', new Date(resumedAt)],
      ['RUNNING', null],
    ])
    const page = await dossierPage(await as(cast.specialist, resumedAt), code)
    expect(page.papers.map(p => p.kind)).toEqual(['COMPONENT', 'SUPPLEMENT'])
    expect(page.slips.map(s => s.formNo)).toEqual(['01', '02'])
    expect(page.due.usedMinutes).toBe(150 + 240 + 150)
    expect((await refusalOf(service.requestSupplement(await as(cast.specialist, resumedAt), code, asked))).code).toBe(
      'ACTION_NOT_YOURS',
    )
  })

  it('ends on time for a dossier withdrawn while it waited, late for one that was late before', async () => {
    const early = await at(2)
    await service.requestSupplement(await as(cast.specialist, '2026-11-25T10:00:00+07:00'), early, asked)
    await service.withdraw(await as(cast.counter, '2026-12-20T10:00:00+07:00'), early, { reason: 'Người nộp xin rút.' })
    expect(await rowOf(connection, early)).toMatchObject({
      status: 'WITHDRAWN',
      outcome: 'ON_TIME',
      remaining: null,
      step_no: null,
    })

    const late = await at(2)
    await service.requestSupplement(await as(cast.specialist, '2026-12-04T10:00:00+07:00'), late, asked)
    await service.stop(await as(cast.leader, '2026-12-20T10:00:00+07:00'), late, { reason: 'Không bổ sung trong hạn.' })
    expect(await rowOf(connection, late)).toMatchObject({ status: 'STOPPED', outcome: 'LATE' })
    const slips = await dossierPage(await as(cast.leader, '2026-12-21T10:00:00+07:00'), late)
    expect(slips.slips.map(s => s.number)).toEqual([late, `${late}/02-1`, `${late}/05-1`])
    for (const code of [early, late]) {
      expect((await clockOf(connection, code)).every(l => l.to_at !== null)).toBe(true)
      await expectChain(connection, code)
    }
  })

  it('keeps an old promise for papers that come after it had passed', async () => {
    const code = await at(2)
    await service.requestSupplement(await as(cast.specialist, '2026-12-04T10:00:00+07:00'), code, asked)
    await service.takeSupplement(await as(cast.counter, '2026-12-10T10:00:00+07:00'), code, { papers: [], note: '' })
    expect((await rowOf(connection, code)).due_at).toEqual(new Date(DUE))
  })

  it('takes one new promise, on a later working day, with an apology', async () => {
    const code = await at(2)
    const now = '2026-12-01T10:00:00+07:00'
    const leader = await as(cast.leader, now)
    const reason = 'Cần thêm thời gian xác minh.'
    const promise = (newDay: string) => service.extend(leader, code, { newDay, reason })
    expect((await refusalOf(promise('2026-12-05'))).code).toBe('NOT_A_WORKING_DAY')
    expect((await refusalOf(promise('2026-12-01'))).fields).toHaveProperty('newDay')
    expect((await refusalOf(promise('2026-11-30'))).code).toBe('NEW_DATE_NOT_LATER')
    expect(
      (await refusalOf(service.extend(await as(cast.head, now), code, { newDay: '2026-12-08', reason }))).status,
    ).toBe(403)
    await promise('2026-12-08')
    const row = await rowOf(connection, code)
    expect(row).toMatchObject({ due_at: new Date('2026-12-08T17:30:00+07:00'), due_original_at: new Date(DUE) })
    expect((await refusalOf(promise('2026-12-09'))).code).toBe('ACTION_NOT_YOURS')

    // What was left of the new promise is what runs on after a wait.
    await service.requestSupplement(await as(cast.specialist, '2026-12-07T15:30:00+07:00'), code, asked)
    await service.takeSupplement(await as(cast.counter, '2026-12-14T08:30:00+07:00'), code, { papers: [], note: '' })
    expect((await rowOf(connection, code)).due_at).toEqual(new Date('2026-12-15T10:30:00+07:00'))
    expect(await typesOf(code)).toEqual(['received', 'forwarded', 'extended', 'supplement_requested', 'supplemented'])
  })

  it('runs again with the old promise when a result was wrong', async () => {
    const code = await at(5)
    await service.complete(await as(cast.clerk, '2026-11-26T08:00:00+07:00'), code, { note: '', resultNo: '07/TB-SNV' })
    await service.correct(await as(cast.leader, '2026-11-30T08:00:00+07:00'), code, { reason: 'Sai tên tổ chức.' })
    expect(await rowOf(connection, code)).toMatchObject({
      status: 'PROCESSING',
      due_at: new Date(DUE),
      outcome: null,
      result_no: null,
      step_role: 'CLERK',
    })
    const corrected = (await eventsOf(connection, code)).at(-1)
    expect(corrected?.data).toMatchObject({ undoes: { outcome: 'EARLY', how: 'COMPLETED' } })
    await service.complete(await as(cast.clerk, '2026-12-03T08:00:00+07:00'), code, { note: '', resultNo: '08/TB-SNV' })
    expect(await rowOf(connection, code)).toMatchObject({ status: 'COMPLETED', outcome: 'LATE' })
    expect((await clockOf(connection, code)).filter(l => l.to_at === null)).toEqual([])
    await expectChain(connection, code)
  })

  it('goes back to whoever did the step before, and on running', async () => {
    const code = await at(3)
    const head = await as(cast.head, '2026-11-25T09:00:00+07:00')
    await service.sendBack(head, code, { reason: 'Thiếu ý kiến thẩm định.' })
    const specialist = await as(cast.specialist, '2026-11-25T09:10:00+07:00')
    expect(await rowOf(connection, code)).toMatchObject({
      step_no: 2,
      assignee_id: specialist.actor.officerId,
      due_at: new Date(DUE),
    })
    const page = await dossierPage(specialist, code)
    expect(page.history[0]?.text).toContain('Thiếu ý kiến thẩm định.')
    expect(page.abilities).toContain('forward')
  })
})

describe('filed on-line', () => {
  it('waits without a clock until an officer accepts it, or refuses it for ever', async () => {
    const citizen = await as(people.citizen, '2026-11-21T20:00:00+07:00')
    const input = await intakeInput(citizen)
    const { code, verifyKey } = await service.submit(citizen, input)
    expect(verifyKey).toHaveLength(16)
    expect(await rowOf(connection, code)).toMatchObject({ status: 'SUBMITTED', due_at: null, received_at: null })
    expect(await clockOf(connection, code)).toEqual([])
    await service.accept(await as(cast.clerk, RECEIVED), code, { note: '' })
    const row = await rowOf(connection, code)
    expect(row).toMatchObject({ status: 'RECEIVED', due_at: new Date(DUE), due_original_at: new Date(DUE) })
    expect((await clockOf(connection, code)).map(l => [l.no, l.from_at, l.state])).toEqual([
      [1, new Date(RECEIVED), 'RUNNING'],
    ])
    expect((await dossierPage(await as(cast.clerk, RECEIVED), code)).slips.map(s => s.formNo)).toEqual(['01'])

    const second = await service.submit(await as(people.citizen, '2026-11-22T20:00:00+07:00'), { ...input, copies: 2 })
    await service.refuseDossier(await as(cast.clerk, RECEIVED), second.code, { reason: 'Không thuộc thẩm quyền.' })
    expect(await rowOf(connection, second.code)).toMatchObject({ status: 'REFUSED', outcome: null })
    expect((await refusalOf(service.accept(await as(cast.clerk, RECEIVED), second.code, { note: '' }))).code).toBe(
      'ACTION_NOT_POSSIBLE',
    )

    const third = await service.submit(await as(people.citizen, '2026-11-22T21:00:00+07:00'), { ...input, copies: 3 })
    await service.withdraw(await as(people.citizen, '2026-11-22T22:00:00+07:00'), third.code, {
      reason: 'Nhầm thủ tục.',
    })
    expect(await rowOf(connection, third.code)).toMatchObject({ status: 'WITHDRAWN', outcome: null, finished_at: null })
    const steps = await connection.db
      .selectFrom('onestop.step_log')
      .select('no')
      .where('dossier_id', '=', (await rowOf(connection, third.code)).id)
      .execute()
    expect(steps).toEqual([])
  })

  it('shows an applicant’s numbers masked until asked, and remembers the asking', async () => {
    const code = await at(2)
    const specialist = await as(cast.specialist, RECEIVED)
    const masked = await dossierPage(specialist, code)
    expect(masked.applicant).toMatchObject({
      idNo: '2900••••12',
      phone: '0912••••78',
      address: '•••, phường Trường Vinh',
      masked: true,
    })
    const shown = await dossierPage(specialist, code, { reveal: true })
    expect(shown.applicant).toMatchObject({ idNo: '2900000412', phone: '0912345678', masked: false })
    const { id } = await rowOf(connection, code)
    const log = await connection.db
      .selectFrom('kernel.read_log')
      .select('fields')
      .where('subject', '=', `dossier:${id}`)
      .orderBy('id')
      .execute()
    expect(log.map(l => l.fields.length)).toEqual([1, 5])
  })
})

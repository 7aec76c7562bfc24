import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openDoors } from '../../../test/harness/doors.ts'
import {
  cast,
  eventsOf,
  expectChain,
  LABOUR_RULES,
  received,
  refusalOf,
  rowOf,
} from '../../../test/harness/dossiers.ts'
import { openOffice } from '../../../test/harness/office.ts'
import { procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { approveProcess, draftProcess } from '#app/procedures/processes/service.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'
import { dossierApi } from './api.ts'
import { opinionCounts, opinionQueue } from './opinion-views.ts'
import { dossierDoors } from './pages/index.ts'
import * as service from './service.ts'
import { publicState } from './public.ts'
import { dossierPage } from './views.ts'

/** The specialist's step asks two departments: justice has a working day, construction four hours. */
const connection = await testDatabase()
const office = await openOffice(connection)
const intake = await procedureForIntake(connection.db, LABOUR_RULES, '2026-11-02')
const steps = (intake?.process?.steps ?? []).map(({ no: _no, ...step }) => step)
const CONTROL = 'lien.pham'
const JUSTICE = 'cuc.le'
const JUSTICE_CLERK = 'xuyen.nguyen'
const BUILDING = 'manh.do'

async function approved(list: Omit<ProcessStep, 'no'>[], effectiveFrom: string): Promise<number> {
  const ctx = await office.as(CONTROL, '2026-11-01T09:00:00+07:00')
  await draftProcess(ctx, { procedureCode: LABOUR_RULES, steps: list })
  const input = { procedureCode: LABOUR_RULES, decisionNo: '9/QĐ', effectiveFrom }
  return (await approveProcess(ctx, input)).processVersionId
}
const opinions = [
  { agency: 'H71.05', hours: 8, ask: 'Tính hợp pháp' },
  { agency: 'H71.04', hours: 4, ask: '' },
]
await approved(
  steps.map(step => (step.role === 'SPECIALIST' ? { ...step, opinions } : step)),
  '2026-11-02',
)
const NEXT = '2026-11-20'
const firstAsks = await approved(
  steps.map((step, at) =>
    at === 0 ? { ...step, opinions: opinions.slice(0, 1).map(one => ({ ...one, hours: 4 })) } : step,
  ),
  NEXT,
)

/** A Wednesday: received at 8:00, with the specialist at 9:00. */
const at = (time: string, day = 4): string => `2026-11-${String(day).padStart(2, '0')}T${time}:00+07:00`
async function withSpecialist(): Promise<string> {
  const code = await received(office, at('08:00'))
  await service.forward(await office.as(cast.counter, at('09:00')), code, { note: '' })
  await service.claim(await office.as(cast.specialist, at('09:10')), code, {})
  return code
}
const rowsOf = async (code: string) =>
  await connection.db
    .selectFrom('onestop.opinion as p')
    .innerJoin('onestop.dossier as d', 'd.id', 'p.dossier_id')
    .selectAll('p')
    .where('d.code', '=', code)
    .orderBy('p.no')
    .execute()
const agree = { verdict: 'AGREE' as const, body: 'Nội dung phù hợp quy định.' }
const typesOf = async (code: string): Promise<string[]> =>
  (await eventsOf(connection, code)).map(event => event.type.replace('onestop.dossier.', ''))

describe('entering a step that asks', () => {
  it('opens a task at each agency, due by its own hours, in the dossier’s shard and in the same act', async () => {
    const code = await withSpecialist()
    const row = await rowOf(connection, code)
    const asked = await rowsOf(code)
    expect(asked.map(one => [one.agency_id, one.no, one.state, one.due_at, one.ask])).toEqual([
      [row.agency_id, 1, 'OPEN', new Date(at('09:00', 5)), 'Tính hợp pháp'],
      [row.agency_id, 2, 'OPEN', new Date(at('15:00')), ''],
    ])
    expect(await typesOf(code)).toEqual(['received', 'forwarded', 'opinion_asked', 'opinion_asked', 'claimed'])
    await expectChain(connection, code)
    const justice = await office.as(JUSTICE, at('10:00'))
    expect(await opinionCounts(justice)).toEqual({ open: 1, soon: 0, late: 0 })
    const { items } = await opinionQueue(justice, { tab: 'open', limit: 50 })
    expect(items).toMatchObject([{ code, ask: 'Tính hợp pháp', leftMinutes: 420, late: false }])
    expect((await dossierPage(justice, code)).abilities).toEqual(['giveOpinion'])
  })

  it('asks nothing, and writes as before, where a step asks nothing', async () => {
    const code = await received(office, at('08:00'))
    expect(await rowsOf(code)).toEqual([])
    expect(await typesOf(code)).toEqual(['received'])
  })

  it('asks at once at reception where the first step asks', async () => {
    const code = await received(office, at('08:00', 23))
    expect((await rowOf(connection, code)).process_version_id).toBe(firstAsks)
    expect((await rowsOf(code)).map(one => [one.no, one.step_no, one.due_at])).toEqual([
      [1, 1, new Date(at('14:00', 23))],
    ])
    expect(await typesOf(code)).toEqual(['received', 'opinion_asked'])
    await expectChain(connection, code)
  })
})

describe('an opinion', () => {
  it('is given once, by an officer of the agency asked; the holder reads it beside the step', async () => {
    const code = await withSpecialist()
    const justice = await office.as(JUSTICE, at('11:00'))
    const wrong = await refusalOf(service.giveOpinion(justice, code, { no: 2, ...agree }))
    expect([wrong.code, wrong.status]).toEqual(['OPINION_NOT_YOURS', 403])
    for (const login of [cast.specialist, cast.otherAgency]) {
      const refused = await refusalOf(
        service.giveOpinion(await office.as(login, at('11:00')), code, { no: 1, ...agree }),
      )
      expect(refused.code).toBe('OPINION_NOT_YOURS')
    }
    const clerk = await refusalOf(
      service.giveOpinion(await office.as(JUSTICE_CLERK, at('11:00')), code, { no: 1, ...agree }),
    )
    expect(clerk.code).toBe('ACTION_NOT_YOURS')
    const before = await rowOf(connection, code)
    const done = await service.giveOpinion(justice, code, { no: 1, ...agree })
    expect(done).toMatchObject({ status: 'PROCESSING', version: before.version + 1 })
    const again = await refusalOf(service.giveOpinion(justice, code, { no: 1, ...agree }))
    expect([again.code, again.status]).toEqual(['OPINION_ENDED', 409])
    expect(await rowOf(connection, code)).toMatchObject({ step_no: 2, assignee_id: before.assignee_id })
    const page = await dossierPage(await office.as(cast.specialist, at('11:30')), code)
    expect(page.opinions).toMatchObject([
      { state: 'GIVEN', verdict: 'AGREE', body: agree.body, officer: 'Lê Thị Cúc', late: false },
      { state: 'OPEN', late: false },
    ])
    expect(page.history[0]?.text).toBe('Lê Thị Cúc, Sở Tư pháp tỉnh Sông Lam, cho ý kiến: đồng ý.')
    const [event] = (await eventsOf(connection, code)).slice(-1)
    expect(JSON.stringify(event?.data)).not.toContain(agree.body)
  })

  it('sent twice under one key is given once; two officers at once, one is refused', async () => {
    const code = await withSpecialist()
    const key = { idempotencyKey: 'mot-y-kien-0001' }
    const first = await service.giveOpinion(await office.as(JUSTICE, at('11:00'), key), code, { no: 1, ...agree })
    expect(await service.giveOpinion(await office.as(JUSTICE, at('11:01'), key), code, { no: 1, ...agree })).toEqual(
      first,
    )
    const other = await withSpecialist()
    const ctxs = await Promise.all([office.as(JUSTICE, at('11:00')), office.as('bach.dao', at('11:00'))])
    const both = await Promise.allSettled(
      ctxs.map(async ctx => await service.giveOpinion(ctx, other, { no: 1, ...agree })),
    )
    expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await typesOf(other)).filter(type => type === 'opinion_given')).toHaveLength(1)
  })

  it('that comes late is late for the agency asked', async () => {
    const code = await withSpecialist()
    const late = await office.as(BUILDING, at('16:00'))
    expect(await opinionCounts(late)).toMatchObject({ late: expect.any(Number) as number })
    await service.giveOpinion(late, code, { no: 2, verdict: 'NEEDS', body: 'Cần bản vẽ hoàn công.' })
    expect((await rowsOf(code)).map(one => [one.state, one.late])).toEqual([
      ['OPEN', null],
      ['GIVEN', true],
    ])
    const { items } = await opinionQueue(late, { tab: 'given', limit: 50 })
    expect(items[0]).toMatchObject({ code, late: true, verdict: 'NEEDS', leftMinutes: null })
  })

  it('shows the public who was asked, not what was said', async () => {
    const code = await withSpecialist()
    await service.giveOpinion(await office.as(JUSTICE, at('11:00')), code, {
      no: 1,
      verdict: 'DISAGREE',
      body: 'Trái quy định.',
    })
    const { verify_key: key } = await rowOf(connection, code)
    const texts = (await publicState(await office.as(JUSTICE, at('12:00')), code, { key })).history.map(one => one.text)
    expect(texts).toContain('Sở Tư pháp tỉnh Sông Lam đã cho ý kiến.')
    expect(texts.join(' ')).not.toContain('ông đồng ý')
  })
})

describe('leaving the step', () => {
  it('forward is refused by name while an opinion is out, and goes on when all are there', async () => {
    const code = await withSpecialist()
    const holder = await office.as(cast.specialist, at('12:00'))
    const refused = await refusalOf(service.forward(holder, code, { note: '' }))
    expect([refused.code, refused.status]).toEqual(['OPINIONS_OUT', 409])
    expect(refused.words.vi).toContain('Sở Tư pháp')
    await service.giveOpinion(await office.as(JUSTICE, at('13:30')), code, { no: 1, ...agree })
    await service.giveOpinion(await office.as(BUILDING, at('13:40')), code, { no: 2, ...agree })
    expect((await service.forward(await office.as(cast.specialist, at('14:00')), code, { note: '' })).status).toBe(
      'PROCESSING',
    )
    expect((await rowOf(connection, code)).step_no).toBe(3)
  })

  it('the holder goes on without, and says why; an answer after that is no longer wanted', async () => {
    const code = await withSpecialist()
    const reason = 'Ý kiến quá hạn, đã trao đổi trực tiếp.'
    const stranger = await refusalOf(service.goWithoutOpinion(await office.as(JUSTICE, at('15:30')), code, { reason }))
    expect(stranger.code).toBe('ACTION_NOT_YOURS')
    await service.goWithoutOpinion(await office.as(cast.specialist, at('16:00')), code, { reason })
    expect((await rowsOf(code)).map(one => [one.state, one.ended_why, one.reason, one.late])).toEqual([
      ['CLOSED', 'WITHOUT', reason, false],
      ['CLOSED', 'WITHOUT', reason, true],
    ])
    const after = await refusalOf(service.giveOpinion(await office.as(JUSTICE, at('16:10')), code, { no: 1, ...agree }))
    expect(after.code).toBe('OPINION_ENDED')
    await service.forward(await office.as(cast.specialist, at('16:20')), code, { note: '' })
    const texts = (await dossierPage(await office.as(cast.specialist, at('16:30')), code)).history.map(one => one.text)
    expect(texts.some(text => text.includes('đi tiếp không chờ ý kiến của') && text.endsWith(reason))).toBe(true)
    await expectChain(connection, code)
  })

  it('sending back closes what is out; coming again asks again', async () => {
    const code = await withSpecialist()
    await service.sendBack(await office.as(cast.specialist, at('13:30')), code, { reason: 'Thiếu một trang.' })
    expect((await rowsOf(code)).map(one => one.ended_why)).toEqual(['SENT_BACK', 'SENT_BACK'])
    await service.forward(await office.as(cast.counter, at('14:00')), code, { note: '' })
    expect((await rowsOf(code)).map(one => [one.no, one.state])).toEqual([
      [1, 'CLOSED'],
      [2, 'CLOSED'],
      [3, 'OPEN'],
      [4, 'OPEN'],
    ])
  })

  it('a withdrawn dossier asks nobody any more; another process asks what it asks', async () => {
    const gone = await withSpecialist()
    await service.withdraw(await office.as(cast.counter, at('13:30')), gone, { reason: 'Người nộp rút.' })
    expect((await rowsOf(gone)).map(one => one.ended_why)).toEqual(['ENDED', 'ENDED'])
    const moved = await withSpecialist()
    const control = await office.as(CONTROL, at('14:00'))
    await service.moveProcess(control, moved, { processVersionId: firstAsks, reason: 'Thống nhất quy trình.' })
    expect((await rowsOf(moved)).map(one => one.ended_why)).toEqual(['MOVED', 'MOVED'])
  })
})

describe('screens and machines', () => {
  const doors = openDoors(connection, at('15:30'), dossierDoors, dossierApi)
  const text = async (login: string, path: string, status = 200): Promise<string> => {
    const answer = await doors.get(await office.actor(login), path)
    expect([path, answer.status]).toEqual([path, status])
    return await answer.text()
  }

  it('the agency asked finds it in its list, answers in a form, and finds it among what was answered', async () => {
    const code = await withSpecialist()
    const list = await text(JUSTICE, '/work/opinions')
    expect(list).toContain(`/work/dossiers/${code}/opinion`)
    const form = await text(JUSTICE, `/work/dossiers/${code}/opinion`)
    for (const words of ['Tính hợp pháp', 'Không đồng ý', 'Nội dung ý kiến', 'name="no" value="1"'])
      expect(form).toContain(words)
    const justice = await office.actor(JUSTICE)
    const short = await doors.post(justice, `/work/dossiers/${code}/opinion`, { no: '1', body: 'ừ' })
    expect(short.status).toBe(422)
    expect(await short.text()).toContain('Hãy chọn một mục trong danh sách')
    const sent = await doors.post(justice, `/work/dossiers/${code}/opinion`, { no: '1', ...agree })
    expect(sent.status).toBe(303)
    expect(await text(JUSTICE, '/work/opinions?tab=given')).toContain(code)
    expect(await text(JUSTICE, `/work/dossiers/${code}?part=process`)).toContain(agree.body)
    const sheet = await doors.get(justice, '/work/opinions.xlsx?tab=given')
    expect(sheet.headers.get('content-disposition')).toContain('opinions-given-2026-11-04.xlsx')
  })

  it('the holder sees beside the step who is out and late, and is told so when forwarding', async () => {
    const code = await withSpecialist()
    const page = await text(cast.specialist, `/work/dossiers/${code}`)
    for (const words of ['Ý kiến song song', 'chờ ý kiến', 'trễ', 'Đi tiếp không chờ ý kiến'])
      expect(page).toContain(words)
    const holder = await office.actor(cast.specialist)
    const refused = await doors.post(holder, `/work/dossiers/${code}/forward`, { note: '' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Còn chờ ý kiến của')
    expect(await text(cast.specialist, `/work/dossiers/${code}/without-opinion`)).toContain('Không chờ ý kiến của')
  })

  it('an agency that was not asked sees neither', async () => {
    const code = await withSpecialist()
    await text(cast.otherAgency, `/work/dossiers/${code}/opinion`, 404)
    expect(await text(cast.otherAgency, '/work/opinions')).toContain('Không có ý kiến nào chờ cơ quan mình')
  })

  it('the API lists, shows and takes opinions', async () => {
    const code = await withSpecialist()
    const justice = await office.actor(JUSTICE)
    const listed = (await (await doors.get(justice, '/api/v1/opinions')).json()) as {
      items: { code: string; no: number }[]
    }
    expect(listed.items).toContainEqual(expect.objectContaining({ code, no: 1 }))
    const body = JSON.stringify({ no: 1, ...agree })
    const headers = { 'content-type': 'application/json' }
    const given = await doors.get(justice, `/api/v1/dossiers/${code}/opinion`, { method: 'POST', body, headers })
    expect(given.status).toBe(200)
    const shown = await doors.get(justice, `/api/v1/dossiers/${code}`)
    expect(await shown.json()).toMatchObject({
      opinions: [
        { no: 1, state: 'GIVEN', verdict: 'AGREE' },
        { no: 2, state: 'OPEN', late: true },
      ],
    })
  })
})

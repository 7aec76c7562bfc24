import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openDoors } from '../../../test/harness/doors.ts'
import { cast, eventsOf, expectChain, LABOUR_RULES, received } from '../../../test/harness/dossiers.ts'
import { openOffice } from '../../../test/harness/office.ts'
import { procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { approveProcess, draftProcess } from '#app/procedures/processes/service.ts'
import { remindAfter } from './asking.ts'
import { dossierApi } from './api.ts'
import { opinionCounts, opinionQueue } from './opinion-views.ts'
import { dossierDoors } from './pages/index.ts'
import { publicState } from './public.ts'
import { lateOpinions, opinionsByAgency } from './punctuality.ts'
import { remindOfOpinions } from './reminding.ts'
import * as service from './service.ts'

/** The specialist's step asks justice, which has a working day, and construction, which has four hours. */
const connection = await testDatabase()
const office = await openOffice(connection)
const CONTROL = 'lien.pham'
const JUSTICE = 'cuc.le'
const BUILDING = 'manh.do'
const at = (time: string, day = 4): string => `2026-11-${String(day).padStart(2, '0')}T${time}:00+07:00`
const agree = { verdict: 'AGREE' as const, body: 'Nội dung phù hợp quy định.' }

const intake = await procedureForIntake(connection.db, LABOUR_RULES, '2026-11-02')
const steps = (intake?.process?.steps ?? []).map(({ no: _no, ...step }) => step)
const opinions = [
  { agency: 'H71.05', hours: 8, ask: 'Tính hợp pháp' },
  { agency: 'H71.04', hours: 4, ask: '' },
]
const control = await office.as(CONTROL, '2026-11-01T09:00:00+07:00')
await draftProcess(control, {
  procedureCode: LABOUR_RULES,
  steps: steps.map(step => (step.role === 'SPECIALIST' ? { ...step, opinions } : step)),
})
await approveProcess(control, { procedureCode: LABOUR_RULES, decisionNo: '9/QĐ', effectiveFrom: '2026-11-02' })

/** Received at eight on a Wednesday; the opinions are asked at nine: due at nine the next day, and at three. */
async function asked(): Promise<string> {
  const code = await received(office, at('08:00'))
  await service.forward(await office.as(cast.counter, at('09:00')), code, { note: '' })
  return code
}
const remind = async (when: string): Promise<number> => await remindOfOpinions(await office.as(CONTROL, when))
const remindersOf = async (code: string): Promise<string[]> =>
  (await eventsOf(connection, code)).flatMap(({ type }) =>
    /opinion_(due_soon|overdue)$/.test(type) ? [type.replace('onestop.dossier.', '')] : [],
  )
const code = await asked()

describe('a reminder', () => {
  it('comes a working day before, at half time where less was given', () => {
    expect([remindAfter(4, 480), remindAfter(8, 480), remindAfter(16, 480), remindAfter(40, 480)]).toEqual([
      120, 240, 480, 1920,
    ])
  })

  it('is made once when the answer is due soon and once when it is overdue, as events of the dossier', async () => {
    expect(await remind(at('10:30'))).toBe(0)
    expect(await remind(at('11:00'))).toBe(1)
    expect(await remind(at('11:15'))).toBe(0)
    expect(await remind(at('15:00'))).toBe(1)
    expect(await remind(at('15:00', 5))).toBe(2)
    expect(await remind(at('15:15', 5))).toBe(0)
    expect(await remindersOf(code)).toEqual([
      'opinion_due_soon',
      'opinion_due_soon',
      'opinion_overdue',
      'opinion_overdue',
    ])
    await expectChain(connection, code)
  })

  it('stands beside the opinion, and is nothing the applicant reads', async () => {
    const { items } = await opinionQueue(await office.as(JUSTICE, at('15:30', 5)), { tab: 'late', limit: 50 })
    expect(items.map(one => one.remindedAt)).toEqual([new Date(at('15:00', 5))])
    const row = await connection.db
      .selectFrom('onestop.dossier')
      .select('verify_key')
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
    const { history } = await publicState(await office.as(CONTROL, at('15:30', 5)), code, { key: row.verify_key })
    expect(history.filter(line => line.text.startsWith('Nhắc'))).toEqual([])
  })

  it('is for the agency asked a list of its own before the time is over', async () => {
    const soon = await asked()
    const justice = await office.as(JUSTICE, at('15:00'))
    const { items } = await opinionQueue(justice, { tab: 'soon', limit: 50 })
    expect(items.map(one => one.code)).toContain(soon)
    expect(await opinionCounts(justice)).toMatchObject({ late: 0, soon: items.length })
    for (const no of [1, 2]) {
      await service.giveOpinion(await office.as(no === 1 ? JUSTICE : BUILDING, at('14:50')), soon, { no, ...agree })
    }
    expect(await remind(at('16:00', 5))).toBe(0)
  })
})

describe('whether opinions come in time', () => {
  const november = { from: '2026-11-01', to: '2026-11-30' }

  it('is counted by the agency asked, and each late one is named', async () => {
    await service.giveOpinion(await office.as(BUILDING, at('16:00')), code, { no: 2, ...agree })
    const ctx = await office.as(CONTROL, at('16:00', 5))
    const rows = await opinionsByAgency(ctx, november)
    const common = { asked: 2, inTime: 1, closed: 0, waiting: 0, rate: 50 }
    expect(rows.map(({ agency: _name, agencyId: _id, ...row }) => row).toSorted((a, b) => a.late - b.late)).toEqual([
      { ...common, late: 0, overdue: 1 },
      { ...common, late: 1, overdue: 0 },
    ])
    const late = await lateOpinions(ctx, { ...november, limit: 50 })
    expect(late.items.map(one => [one.code, one.no, one.endedAt])).toEqual([
      [code, 1, null],
      [code, 2, new Date(at('16:00'))],
    ])
    const first = await lateOpinions(ctx, { ...november, limit: 1 })
    const second = await lateOpinions(ctx, { ...november, limit: 1, after: first.next ?? undefined })
    expect([...first.items, ...second.items]).toEqual(late.items)
    expect((await opinionsByAgency(ctx, { from: '2026-12-01', to: '2026-12-31' })).length).toBe(0)
  })

  it('is seen by the agency asked, by the one that asks, and by nobody else', async () => {
    const seen = async (login: string): Promise<number> =>
      (await opinionsByAgency(await office.as(login, at('16:00', 5)), november)).length
    expect([await seen(JUSTICE), await seen(cast.specialist), await seen(cast.otherAgency)]).toEqual([1, 2, 0])
  })

  it('has pages, sheets and an answer for machines', async () => {
    const doors = openDoors(connection, at('16:00', 5), dossierDoors, dossierApi)
    const actor = await office.actor(CONTROL)
    const page = await (await doors.get(actor, '/work/opinions/agencies')).text()
    for (const words of ['Sở Tư pháp', 'Tỷ lệ đúng hạn', '50 %', '/work/opinions/late?']) expect(page).toContain(words)
    const late = await (await doors.get(actor, '/work/opinions/late?from=2026-11-01&to=2026-11-30')).text()
    expect(late).toContain(code)
    const names = await Promise.all(
      ['agencies', 'late'].map(
        async list =>
          (await doors.get(actor, `/work/opinions/${list}.xlsx`)).headers.get('content-disposition')?.split('"')[1],
      ),
    )
    expect(names).toEqual(['opinions-by-agency-2026-01-01-2026-11-05.xlsx', 'late-opinions-2026-01-01-2026-11-05.xlsx'])
    const answer = await (await doors.get(actor, '/api/v1/opinions/by-agency?from=2026-11-01&to=2026-11-30')).json()
    expect(answer).toMatchObject({ from: '2026-11-01', items: [{ asked: 2 }, { asked: 2 }] })
  })
})

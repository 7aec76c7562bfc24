import { describe, expect, it } from 'vitest'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { draftingOffice } from '../../../test/harness/drafting.ts'
import { closeRound, openRound } from './asking.ts'
import { requestsQuery } from './input.ts'
import { remindOfOpinions } from './jobs.ts'
import { giveOpinions } from './opinions.ts'
import { listRequests } from './requests.ts'

const connection = await testDatabase()
const { db, place, as, eventsOf, assessedDraft, ask, requestIn, roundIn } = await draftingOffice(connection)

/** Reminds at an instant. @returns the reminders of a draft so far */
async function remind(draftId: number, now: string): Promise<string[]> {
  await remindOfOpinions(testCtx(connection, now))
  return (await eventsOf(draftId)).filter(type => /^opinion_(due_soon|overdue)$/.test(type))
}

/** Due on Tuesday 1/12 at 08:00: ten working days from Monday 16/11 08:00, 24/11 is a day off. */
describe('reminders', () => {
  it('come two working days before and when overdue, once each', async () => {
    const draftId = await assessedDraft()
    await openRound(as('author'), ask(draftId, { kind: 'AGENCY', agencyIds: [place.justice] }))
    expect(await remind(draftId, '2026-11-27T07:20:00+07:00')).toEqual([])
    expect(await remind(draftId, '2026-11-28T07:20:00+07:00')).toEqual(['opinion_due_soon'])
    expect(await remind(draftId, '2026-11-30T07:20:00+07:00')).toEqual(['opinion_due_soon'])
    const both = ['opinion_due_soon', 'opinion_overdue']
    expect(await remind(draftId, '2026-12-01T08:00:01+07:00')).toEqual(both)
    expect(await remind(draftId, '2026-12-05T07:20:00+07:00')).toEqual(both)
    const [line] = (await listRequests(as('justice', '2026-12-05T08:00:00+07:00'), requestsQuery.parse({}))).items
    expect(line).toMatchObject({
      timing: 'LATE',
      ours: true,
      remindedAt: new Date('2026-11-28T07:20:00+07:00'),
      overdueNotedAt: new Date('2026-12-01T08:00:01+07:00'),
    })
  })

  it('are made once when two of them run at the same time', async () => {
    const draftId = await assessedDraft()
    await openRound(as('author'), ask(draftId, { kind: 'AGENCY', agencyIds: [place.justice, place.commune] }))
    await Promise.all([1, 2].map(async () => await remind(draftId, '2026-11-30T07:20:00+07:00')))
    expect(await remind(draftId, '2026-11-30T07:21:00+07:00')).toEqual(['opinion_due_soon', 'opinion_due_soon'])
  })

  it('are not made of what is answered or closed', async () => {
    const draftId = await assessedDraft()
    const opinions = [{ stance: 'AGREE' as const, body: '' }]
    await openRound(as('author'), ask(draftId, { kind: 'AGENCY', agencyIds: [place.justice] }))
    await giveOpinions(as('justice'), { draftId, requestId: await requestIn(draftId, 'AGENCY'), opinions })
    await closeRound(as('author'), { draftId, roundId: await roundIn(draftId, 'AGENCY'), note: '' })
    expect(await remind(draftId, '2026-12-05T07:20:00+07:00')).toEqual([])
  })

  it('come as many working days before as the parameter in force says when opinions are asked for', async () => {
    const row = { name: 'drafting.days.remind', valid_from: '2026-11-16', basis: 'Quy chế làm việc', verified: true }
    await db
      .insertInto('kernel.parameter')
      .values({ ...row, value: JSON.stringify(5) })
      .execute()
    const draftId = await assessedDraft()
    await openRound(as('author'), ask(draftId, { kind: 'AGENCY', agencyIds: [place.justice] }))
    // Five working days before 1/12: 23/11, as 24/11 is off.
    expect(await remind(draftId, '2026-11-23T07:59:00+07:00')).toEqual([])
    expect(await remind(draftId, '2026-11-23T08:01:00+07:00')).toEqual(['opinion_due_soon'])
  })
})

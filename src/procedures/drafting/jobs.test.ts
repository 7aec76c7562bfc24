import { describe, expect, it } from 'vitest'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { draftingOffice } from '../../../test/harness/drafting.ts'
import { openRound } from './asking.ts'
import { remindOfOpinions } from './jobs.ts'
import { openRequests } from './views.ts'

const connection = await testDatabase()
const { place, as, eventsOf, assessedDraft, ask } = await draftingOffice(connection)

describe('reminders', () => {
  it('reminds two working days before and when overdue, once each', async () => {
    const draftId = await assessedDraft()
    await openRound(as('author'), ask(draftId, { kind: 'AGENCY', agencyIds: [place.justice] }))
    const remind = async (now: string) => {
      await remindOfOpinions(testCtx(connection, now))
      return (await eventsOf(draftId)).filter(type => type.startsWith('opinion_')).join(' ')
    }
    expect(await remind('2026-11-27T07:20:00+07:00')).toBe('')
    expect(await remind('2026-11-28T07:20:00+07:00')).toBe('opinion_due_soon')
    expect(await remind('2026-11-30T07:20:00+07:00')).toBe('opinion_due_soon')
    expect(await remind('2026-12-01T08:00:01+07:00')).toBe('opinion_due_soon opinion_overdue')
    expect(await remind('2026-12-05T07:20:00+07:00')).toBe('opinion_due_soon opinion_overdue')
    const [line] = (await openRequests(as('justice', '2026-12-05T08:00:00+07:00'), 'ours')).filter(
      one => one.draftId === draftId,
    )
    expect(line).toMatchObject({ timing: 'LATE', ours: true, overdueNotedAt: new Date('2026-12-01T08:00:01+07:00') })
    expect((await openRequests(as('author'), 'ours')).some(one => one.draftId === draftId)).toBe(false)
    expect((await openRequests(as('author'), 'all')).some(one => one.draftId === draftId)).toBe(true)
  })
})

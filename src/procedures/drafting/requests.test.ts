import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { codeOf, draftingOffice } from '../../../test/harness/drafting.ts'
import { closeRound, openRound } from './asking.ts'
import { requestsQuery } from './input.ts'
import { giveOpinions } from './opinions.ts'
import { listRequests, punctuality, waitingRequests } from './requests.ts'
import { withdrawDraft } from './service.ts'

/** Asked on Monday 16/11, due on Tuesday 1/12 at 08:00: ten working days, 24/11 is a day off. */
const AFTER = '2026-12-02T08:00:00+07:00'
const YEAR = { from: '2026-01-01', to: '2026-12-31' }
const BODY = 'Hiệp hội doanh nghiệp tỉnh'

describe('requests for opinions', async () => {
  const { place, as, assessedDraft, ask } = await draftingOffice(await testDatabase())
  let draftId: number
  let roundId: number
  beforeAll(async () => {
    draftId = await assessedDraft()
    const agencyIds = [place.justice, place.commune]
    roundId = (await openRound(as('author'), ask(draftId, { kind: 'AGENCY', agencyIds, others: [BODY] }))).roundId
    await openRound(as('author'), ask(draftId, { kind: 'CONTROL' }))
    const control = (await listRequests(as('control'), requestsQuery.parse({ scope: 'ours' }))).items[0]
    await giveOpinions(as('control'), {
      draftId,
      requestId: control?.id ?? 0,
      opinions: [{ stance: 'AGREE', body: '' }],
    })
  })
  const list = async (who: 'author' | 'justice' | 'control', more: object = {}, now = AFTER) =>
    await listRequests(as(who, now), requestsQuery.parse(more))
  const names = async (more: object, now?: string) => (await list('author', more, now)).items.map(one => one.asked)

  it('are listed by scope, state, kind, agency, days and title, paged both ways', async () => {
    expect(await names({}, '2026-11-17T08:00:00+07:00')).toHaveLength(3)
    expect(await names({ state: 'all' })).toHaveLength(4)
    expect((await list('justice', { scope: 'ours' })).items.map(one => [one.ours, one.timing])).toEqual([
      [true, 'LATE'],
    ])
    expect(await list('justice', { scope: 'sent' })).toEqual({ items: [], next: null })
    expect(await names({ scope: 'sent', state: 'late' })).toEqual(['Sở Tư pháp', 'Ủy ban nhân dân xã An Bình', BODY])
    expect(await names({ state: 'soon' })).toEqual([])
    expect(await names({ state: 'soon' }, '2026-11-30T08:00:00+07:00')).toHaveLength(3)
    expect(await names({ state: 'answered' })).toEqual(['Đơn vị kiểm soát thủ tục hành chính của tỉnh'])
    expect(await names({ state: 'all', kind: 'CONTROL' })).toHaveLength(1)
    expect(await names({ asked: place.commune })).toEqual(['Ủy ban nhân dân xã An Bình'])
    expect(await names({ q: 'viec lam' })).toHaveLength(3)
    expect(await names({ q: '100%' })).toEqual([])
    expect(await names({ from: '2026-11-17' })).toEqual([])
    expect(await names({ from: '2026-11-16', to: '2026-11-16' })).toHaveLength(3)
    for (const direction of ['up', 'down']) {
      const page = await list('author', { limit: 2, direction })
      const rest = await list('author', { limit: 2, direction, after: page.next })
      expect(new Set([...page.items, ...rest.items].map(one => one.id)).size).toBe(3)
      expect(rest.next).toBeNull()
    }
    expect(await codeOf(list('author', { after: Buffer.from('["x",1]').toString('base64url') }))).toBe('BAD_CURSOR')
  })

  it('wait for those who were asked, and for those who asked', async () => {
    expect(await waitingRequests(as('justice', AFTER))).toEqual({
      ours: { waiting: 1, soon: 0, late: 1 },
      sent: { waiting: 0, soon: 0, late: 0 },
      all: { waiting: 3, soon: 0, late: 3 },
    })
    expect(await waitingRequests(as('author', '2026-11-30T08:00:00+07:00'))).toMatchObject({
      ours: { waiting: 0 },
      sent: { waiting: 3, soon: 3, late: 0 },
    })
  })

  it('are counted by whom was asked: in time, late, never, waiting', async () => {
    const requestId = (await list('justice', { scope: 'ours' })).items[0]?.id ?? 0
    const opinions = [{ stance: 'AGREE' as const, body: '' }]
    await giveOpinions(as('justice', AFTER), { draftId, requestId, opinions })
    const figures = async (now = AFTER) =>
      (await punctuality(as('control', now), YEAR)).map(one => [
        one.asked,
        one.requests,
        one.inTime,
        one.answeredLate,
        one.silent,
        one.overdue,
        one.late,
      ])
    expect(await figures()).toEqual([
      [BODY, 1, 0, 0, 0, 1, 1],
      ['Sở Tư pháp', 1, 0, 1, 0, 0, 1],
      ['Ủy ban nhân dân xã An Bình', 1, 0, 0, 0, 1, 1],
      ['Đơn vị kiểm soát thủ tục hành chính của tỉnh', 1, 1, 0, 0, 0, 0],
    ])
    await closeRound(as('author', AFTER), { draftId, roundId, note: 'Hai nơi không trả lời' })
    expect((await figures()).map(row => row[4])).toEqual([1, 0, 1, 0])
    expect(await punctuality(as('control'), { from: '2027-01-01', to: '2027-12-31' })).toEqual([])
  })

  it('of a draft withdrawn before the time was over are nobody’s fault', async () => {
    const other = await assessedDraft()
    await openRound(as('author'), ask(other, { kind: 'AGENCY', agencyIds: [place.justice] }))
    await withdrawDraft(as('leader'), { draftId: other, reason: 'Chuyển sang năm sau' })
    const justice = (await punctuality(as('control', AFTER), YEAR)).find(one => one.agencyId === place.justice)
    expect(justice).toMatchObject({ requests: 2, silent: 0, overdue: 0, waiting: 0, late: 1 })
  })
})

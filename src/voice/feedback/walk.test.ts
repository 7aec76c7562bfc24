import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { anonymous } from '#app/kernel/context.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { type StaffedProvince, staffedProvince, type TestOfficer } from '../../../test/harness/staffed.ts'
import { giveInfo, sendFeedback, vote } from './index.ts'
import {
  approveAnswer,
  askForInfo,
  assignFeedback,
  draftAnswer,
  publishFeedback,
  rejectFeedback,
  sendBackAnswer,
  transferFeedback,
} from './handling.ts'
import { sendInput } from './input.ts'
import { after, type FeedbackAction, type FeedbackState, feedbackStates } from './rules.ts'

/** Random sequences of actions against the real verbs and the real database, beside the table they must follow. */

const connection = await testDatabase()
let place: StaffedProvince
let heads: Record<number, TestOfficer>
beforeAll(async () => {
  place = await staffedProvince(connection)
  heads = {
    [place.labour]: await place.officer('Giám đốc Sở Lao động', place.labour, 'LEADER'),
    [place.justice]: await place.officer('Giám đốc Sở Tư pháp', place.justice, 'LEADER'),
  }
})

const actions: readonly FeedbackAction[] = [
  'assign',
  'ask',
  'inform',
  'draft',
  'approve',
  'sendBack',
  'publish',
  'reject',
  'transfer',
  'vote',
]
const step = fc.record({ action: fc.constantFrom(...actions), waits: fc.integer({ min: 0, max: 4 * 1_440 }) })
const long = 'Nội dung đủ dài để không bị từ chối vì ngắn.'
let voters = 0

test('random lives never leave the table, and every change has its event', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 14 }), async steps => {
    let now = new Date('2026-03-02T08:00:00+07:00')
    const bytes = (n: number) => crypto.getRandomValues(new Uint8Array(n))
    const ctx = (actor = anonymous) => testCtx(connection, now.toISOString(), actor, { random: bytes })
    const { number, secret } = await sendFeedback(
      ctx(),
      sendInput.parse({ kind: 'REGULATION', agencyId: place.labour, subject: 'Một phản ánh', body: long }),
    )
    const load = async () =>
      await connection.db
        .selectFrom('voice.feedback')
        .selectAll()
        .where('number', '=', number)
        .executeTakeFirstOrThrow()
    const events = async (id: number) =>
      (await connection.db.selectFrom('kernel.event').select('seq').where('stream', '=', `feedback:${id}`).execute())
        .length
    let state: FeedbackState = 'NEW'
    let asked = false
    let expected = 1
    for (const { action, waits } of steps) {
      now = new Date(now.getTime() + waits * 60_000)
      const before = await load()
      const head = heads[before.handler_id] as TestOfficer
      const other = before.handler_id === place.labour ? place.justice : place.labour
      const run: Record<FeedbackAction, () => Promise<unknown>> = {
        assign: () => assignFeedback(ctx(head), { number, officerId: head.officerId }),
        ask: () => askForInfo(ctx(head), { number, text: long }),
        inform: () => giveInfo(ctx(), { number, secret, text: long }),
        draft: () => draftAnswer(ctx(head), { number, answer: long }),
        approve: () => approveAnswer(ctx(head), { number }),
        sendBack: () => sendBackAnswer(ctx(head), { number, reason: long }),
        publish: () => publishFeedback(ctx(head), { number, subject: 'Một phản ánh', body: long, answer: long }),
        reject: () => rejectFeedback(ctx(head), { number, reason: long }),
        transfer: () => transferFeedback(ctx(head), { number, agencyId: other, reason: long }),
        vote: () => vote(ctx(), { number, liked: waits % 2 === 0, voter: (++voters).toString(16).padStart(32, '0') }),
      }
      const refusal = await run[action]().then(
        () => null,
        (cause: unknown) => cause,
      )
      const next = after(state, action)
      const tooLate =
        (action === 'ask' && (asked || now > before.ask_by)) || (action === 'reject' && now > before.refuse_by)
      const row = await load()
      if (next === undefined || tooLate) {
        // Refused by name, and nothing moved.
        if (!(refusal instanceof Refusal) || row.status !== state || row.version !== before.version) return false
      } else {
        if (refusal !== null) throw refusal
        state = next
        asked = action === 'ask' || (asked && action !== 'transfer')
        expected++
      }
      if (row.status !== state || !feedbackStates.includes(state) || (await events(row.id)) !== expected) return false
    }
    return true
  })
  const checked = await fc.check(property, { numRuns: 60 })
  expect(checked.counterexample).toBeNull()
  expect(checked.failed).toBe(false)
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { cast, clockOf, eventsOf, expectChain, received, rowOf } from '../../../test/harness/dossiers.ts'
import { openOffice } from '../../../test/harness/office.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { addWorkingMinutes, type Calendar, calendarFor, dueAt, type Pause } from '#app/organisation/calendar/index.ts'
import { type Action, actions, isOpen, nextStatus, runningStatuses, type Status } from './rules.ts'
import * as service from './service.ts'

/** Random lives: whatever people try, in whatever order, states stay in the table and the ledger of time stays whole. */

const connection = await testDatabase()
const office = await openOffice(connection)
const BEGIN = Date.parse('2026-03-02T08:00:00+07:00')

interface Try {
  wait: number
  action: Action
  who: keyof typeof cast
  /** Whether the right person tries, or the one drawn. */
  right: boolean
}

const tries = fc.array(
  fc.record<Try>({
    wait: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 6 * 1_440 })),
    action: fc.oneof(
      {
        arbitrary: fc.constantFrom<Action[]>('forward', 'approve', 'complete', 'requestSupplement', 'takeSupplement'),
        weight: 5,
      },
      { arbitrary: fc.constantFrom<Action[]>(...actions), weight: 2 },
    ),
    who: fc.constantFrom('counter', 'specialist', 'head', 'leader', 'clerk', 'otherAgency'),
    right: fc.boolean(),
  }),
  { minLength: 6, maxLength: 24 },
)

const reason = 'Một lý do nói rõ ràng.'
const dayAfter = (ctx: Ctx, days: number): string =>
  new Date(ctx.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

const verbs: Record<Action, (ctx: Ctx, code: string) => Promise<service.Done>> = {
  receive: async (ctx, code) => await service.accept(ctx, code, { note: '' }),
  refuse: async (ctx, code) => await service.refuseDossier(ctx, code, { reason }),
  claim: async (ctx, code) => await service.claim(ctx, code, {}),
  assign: async (ctx, code) => await service.assign(ctx, code, { officerId: ctx.actor.officerId ?? 1 }),
  forward: async (ctx, code) => await service.forward(ctx, code, { note: '' }),
  approve: async (ctx, code) => await service.approve(ctx, code, { note: '', resultNo: '' }),
  complete: async (ctx, code) => await service.complete(ctx, code, { note: '', resultNo: '1/TB' }),
  sendBack: async (ctx, code) => await service.sendBack(ctx, code, { reason }),
  requestSupplement: async (ctx, code) => await service.requestSupplement(ctx, code, { items: ['Giấy'], reason }),
  takeSupplement: async (ctx, code) => await service.takeSupplement(ctx, code, { papers: [], note: '' }),
  extend: async (ctx, code) => await service.extend(ctx, code, { newDay: dayAfter(ctx, 12), reason }),
  withdraw: async (ctx, code) => await service.withdraw(ctx, code, { reason }),
  stop: async (ctx, code) => await service.stop(ctx, code, { reason }),
  handOver: async (ctx, code) => await service.handOver(ctx, code, { receivedBy: 'Người nhận', note: '' }),
  correct: async (ctx, code) => await service.correct(ctx, code, { reason }),
  giveOpinion: async (ctx, code) => await service.giveOpinion(ctx, code, { no: 1, verdict: 'AGREE', body: reason }),
  goWithoutOpinion: async (ctx, code) => await service.goWithoutOpinion(ctx, code, { reason }),
}

const holders: Record<string, keyof typeof cast> = {
  RECEPTION: 'counter',
  SPECIALIST: 'specialist',
  DIVISION_HEAD: 'head',
  LEADER: 'leader',
  CLERK: 'clerk',
}
const ofLeader: readonly Action[] = ['extend', 'stop', 'correct']
const ofDesk: readonly Action[] = ['takeSupplement', 'withdraw', 'handOver']

function rightOne(action: Action, stepRole: string | null): keyof typeof cast {
  if (ofLeader.includes(action)) return 'leader'
  if (ofDesk.includes(action)) return 'counter'
  return action === 'assign' ? 'head' : (holders[stepRole ?? ''] ?? 'counter')
}

/** What the facts say the due instant is: the engine over reception, limit and waits, or over the last new promise. */
function dueByFacts(
  calendar: Calendar,
  row: Awaited<ReturnType<typeof rowOf>>,
  ledger: Awaited<ReturnType<typeof clockOf>>,
  extended: readonly Date[],
): Date | null {
  const pauses: Pause[] = ledger.filter(l => l.state === 'PAUSED').map(l => ({ from: l.from_at, to: l.to_at }))
  const at = extended.at(-1)
  const promise = at && ledger.find(l => l.from_at.getTime() === at.getTime() && l.state === 'RUNNING')
  if (!at || !promise?.due_at) {
    return dueAt(calendar, row.received_at as Date, { unit: 'WORKING_DAY', amount: row.limit_amount ?? 0 }, pauses)
      .dueAt
  }
  return pauses
    .filter(p => p.from >= at && p.to !== null)
    .reduce((due, p) => {
      if (p.from >= due) return due
      const left = minutesOfWork(calendar, p.from, due)
      return left <= 0 ? due : addWorkingMinutes(calendar, p.to as Date, left)
    }, promise.due_at)
}

/** Counted the slow way: one minute after the other. */
function minutesOfWork(calendar: Calendar, from: Date, to: Date): number {
  let n = 0
  for (let t = from.getTime(); t < to.getTime(); t += 60_000) {
    const minute = new Date(t)
    if (addWorkingMinutes(calendar, minute, 0).getTime() === t) n++
  }
  return n
}

const same = (a: Date | null | undefined, b: Date | null | undefined): boolean => a?.getTime() === b?.getTime()

/** What is wrong with the ledgers of a dossier as it stands; nothing should be. */
async function problemsOf(code: string, corrections: readonly Date[], extended: readonly Date[]): Promise<string[]> {
  const row = await rowOf(connection, code)
  const status = row.status as Status
  const ledger = await clockOf(connection, code)
  const last = ledger.at(-1)
  const open = isOpen(status)
  const running = (runningStatuses as readonly Status[]).includes(status)
  const { calendar } = await calendarFor(connection.db, row.agency_id)
  const gaps = ledger.slice(1).filter((line, i) => {
    const before = ledger[i]?.to_at ?? null
    const reopened = corrections.some(at => same(at, line.from_at))
    return before === null || (reopened ? before > line.from_at : !same(before, line.from_at))
  })
  const steps = await connection.db
    .selectFrom('onestop.step_log')
    .select('step_no')
    .where('dossier_id', '=', row.id)
    .where('ended_at', 'is', null)
    .execute()
  const due = last?.state === 'RUNNING' ? dueByFacts(calendar, row, ledger, extended) : null
  const wrong: [boolean, string][] = [
    [!same(ledger[0]?.from_at, row.received_at), 'the ledger does not begin with reception'],
    [gaps.length > 0, `gap or overlap before line ${gaps[0]?.no}`],
    [open !== (last?.to_at === null), 'the last line is open where the dossier is not, or the other way round'],
    [open && (last?.state === 'RUNNING') !== running, 'the clock runs where the state says it waits'],
    [open && !same(last?.due_at ?? null, row.due_at ?? null), 'row and ledger promise different instants'],
    [!open && !same(last?.to_at, row.finished_at), 'the ledger does not end with the handling'],
    [
      due !== null && !same(last?.due_at, due),
      `due ${last?.due_at?.toISOString()}, by the facts ${due?.toISOString()}`,
    ],
    [steps.length !== (row.step_no === null ? 0 : 1) || steps.some(s => s.step_no !== row.step_no), 'open steps'],
    [(row.outcome === null) !== (row.finished_at === null), 'an outcome without an end'],
  ]
  return wrong.filter(([is]) => is).map(([, what]) => what)
}

async function outcomeOf(doing: Promise<service.Done>): Promise<{ refused: string | null }> {
  try {
    await doing
    return { refused: null }
  } catch (cause) {
    if (cause instanceof Refusal) return { refused: cause.code }
    throw cause
  }
}

describe('random lives', () => {
  it('never leave the table of states; the ledger has no gap and no overlap; the due instant is the engine’s', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(tries, async given => {
        let now = BEGIN
        const iso = (): string => new Date(now).toISOString()
        const code = await received(office, iso())
        const corrections: Date[] = []
        const extended: Date[] = []
        for (const one of given) {
          now += one.wait * 60_000
          const before = await rowOf(connection, code)
          const status = before.status as Status
          const ctx = await office.as(cast[one.right ? rightOne(one.action, before.step_role) : one.who], iso())
          const events = (await eventsOf(connection, code)).length
          const done = await outcomeOf(verbs[one.action](ctx, code))
          const after = await rowOf(connection, code)
          const said = (await eventsOf(connection, code)).length - events
          const next = nextStatus(status, one.action)
          // What the table does not allow is named so; what is refused for another reason changes nothing either.
          expect(done.refused === 'ACTION_NOT_POSSIBLE').toBe(next === null)
          expect([after.status, after.version - before.version, said]).toEqual(
            done.refused ? [before.status, 0, 0] : [next, 1, 1],
          )
          if (done.refused) continue
          seen.add(`${status} ${one.action}`)
          if (one.action === 'correct') corrections.push(ctx.now)
          if (one.action === 'extend') extended.push(ctx.now)
          expect(await problemsOf(code, corrections, extended)).toEqual([])
        }
        await expectChain(connection, code)
      }),
      { numRuns: 30 },
    )
    for (const common of [
      'RECEIVED forward',
      'PROCESSING forward',
      'PROCESSING requestSupplement',
      'SUPPLEMENT_REQUESTED takeSupplement',
    ]) {
      expect(seen).toContain(common)
    }
  })
})

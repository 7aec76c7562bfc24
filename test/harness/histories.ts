import * as fc from 'fast-check'
import { sql } from 'kysely'
import { act } from '#app/kernel/act.ts'
import { systemActor, type Ctx } from '#app/kernel/context.ts'
import type { Connection } from '#app/kernel/db/connect.ts'
import { addDays, startOfDay } from '#app/kernel/text.ts'
import { testCtx } from './database.ts'

/**
 * Random lives of dossiers, written as the one-stop room writes them (rows, ledger, events), and a slow memory of
 * them that counts anything by looking at every dossier.
 */

export interface Plan {
  agency: number
  procedure: number
  sector: string
  channel: 'DIRECT' | 'ONLINE' | 'POST'
  /** Minutes after the beginning of time at which it comes. */
  comes: number
  ops: { wait: number; pick: number; due: number }[]
  score: number | null
}

type Ending = { how: 'COMPLETED' | 'WITHDRAWN' | 'STOPPED'; outcome: 'EARLY' | 'ON_TIME' | 'LATE' }
interface Span {
  from: Date
  to: Date | null
  due: Date | null
}
/** What memory keeps of one dossier. */
export interface Life extends Plan {
  id: number
  agencyId: number
  receivedAt: Date | null
  finishedAt: Date | null
  ending: Ending | null
  spans: Span[]
  corrected: boolean
}

export const SECTORS = ['Hộ tịch', 'Việc làm', 'Đất đai']

export const plan: fc.Arbitrary<Plan> = fc.record({
  agency: fc.integer({ min: 0, max: 3 }),
  procedure: fc.integer({ min: 1, max: 4 }),
  sector: fc.constantFrom(...SECTORS),
  channel: fc.constantFrom('DIRECT' as const, 'ONLINE' as const, 'POST' as const),
  comes: fc.integer({ min: 0, max: 100 * 1_440 }),
  ops: fc.array(
    fc.record({
      wait: fc.integer({ min: 0, max: 12 * 1_440 }),
      pick: fc.nat(99),
      due: fc.integer({ min: -1_440, max: 14 * 1_440 }),
    }),
    { maxLength: 7 },
  ),
  score: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
})

export const BEGIN = '2026-01-05'
const minutes = (n: number): number => n * 60_000
let code = 0

/** Lives one plan through, each step an act of its own. */
export async function live(connection: Connection, plan: Plan, agencies: readonly number[]): Promise<Life> {
  let at = new Date(startOfDay(BEGIN).getTime() + minutes(plan.comes))
  const ctx = (): Ctx => testCtx(connection, at.toISOString(), systemActor('lịch sử'))
  const agencyId = agencies[plan.agency % agencies.length] as number
  const life: Life = {
    ...plan,
    id: 0,
    agencyId,
    receivedAt: null,
    finishedAt: null,
    ending: null,
    spans: [],
    corrected: false,
  }
  const dossierCode = `T${String(++code).padStart(7, '0')}`
  let status = 'SUBMITTED'
  let due: Date | null = null
  let isNew = true

  const say = async (type: string, patch: Record<string, unknown>, data: Record<string, unknown>): Promise<void> => {
    await act(ctx(), 'test.live', {}, async ({ tx, emit }) => {
      if (isNew) {
        const { rows } = await sql<{ id: number }>`
          insert into onestop.dossier (agency_id, code, status, channel, procedure_id, procedure_version_id, sector, procedure_name,
            receiving_agency_id, applicant_kind, applicant_name, applicant_id_no, form, result_delivery, submitted_at, verify_key, search_text)
          values (${agencyId}, ${dossierCode}, 'SUBMITTED', ${plan.channel}, ${plan.procedure}, 1, ${plan.sector},
            ${`Thủ tục ${plan.procedure}`}, ${agencyId}, 'CITIZEN', 'Người nộp', '000000000000', '{}', 'COUNTER', ${at}, 'k', ${dossierCode})
          returning id`.execute(tx)
        life.id = rows[0]?.id as number
      }
      await tx
        .updateTable('onestop.dossier')
        .set({ search_text: dossierCode, ...patch })
        .where('agency_id', '=', agencyId)
        .where('id', '=', life.id)
        .execute()
      const facts = {
        dossierId: life.id,
        code: dossierCode,
        procedureId: plan.procedure,
        sector: plan.sector,
        channel: plan.channel,
      }
      if (type)
        emit({
          agencyId,
          stream: `dossier:${life.id}`,
          type: `onestop.dossier.${type}`,
          data: { ...facts, ...data },
          isNew,
        })
      await ledger(tx, agencyId, life)
      isNew = false
    })
  }

  const end = async (how: Ending['how'], type: string): Promise<void> => {
    const running = life.spans.at(-1)?.due ?? null
    const late = running !== null && at > running
    const early = !late && how === 'COMPLETED' && running !== null && running.getTime() - at.getTime() > minutes(1_440)
    const ending: Ending = { how, outcome: late ? 'LATE' : early ? 'EARLY' : 'ON_TIME' }
    const before = running?.toISOString() ?? null
    ;(life.spans.at(-1) as Span).to = at
    life.ending = ending
    life.finishedAt = at
    status = how
    await say(
      type,
      { status, finished_at: at, outcome: ending.outcome },
      { dueBefore: before, dueAfter: null, outcome: ending.outcome, how },
    )
  }
  const turn = (next: Date | null): void => {
    ;(life.spans.at(-1) as Span).to ??= at
    life.spans.push({ from: at, to: null, due: next })
  }

  await say('submitted', {}, { dueBefore: null, dueAfter: null })
  for (const op of plan.ops) {
    at = new Date(at.getTime() + minutes(op.wait))
    const fresh = new Date(at.getTime() + minutes(op.due))
    const kinds = choices[status] ?? []
    if (kinds.length === 0) break
    switch (kinds[op.pick % kinds.length]) {
      case 'receive':
        status = 'RECEIVED'
        due = fresh
        life.receivedAt = at
        life.spans.push({ from: at, to: null, due })
        await say(
          'received',
          { status, received_at: at, due_at: due },
          { dueBefore: null, dueAfter: due.toISOString() },
        )
        break
      case 'refuse':
        status = 'REFUSED'
        await say('refused', { status }, { dueBefore: null, dueAfter: null })
        break
      case 'withdrawUnreceived':
        status = 'WITHDRAWN'
        await say('withdrawn', { status }, { dueBefore: null, dueAfter: null, how: 'WITHDRAWN' })
        break
      case 'forward':
        status = 'PROCESSING'
        await say('forwarded', { status }, { dueBefore: due?.toISOString(), dueAfter: due?.toISOString() })
        break
      case 'pause':
        status = 'SUPPLEMENT_REQUESTED'
        turn(null)
        await say('supplement_requested', { status, due_at: null }, { dueBefore: due?.toISOString(), dueAfter: null })
        break
      case 'resume':
        status = 'PROCESSING'
        due = fresh
        turn(due)
        await say('supplemented', { status, due_at: due }, { dueBefore: null, dueAfter: due.toISOString() })
        break
      case 'extend': {
        const before = due?.toISOString()
        due = fresh
        turn(due)
        await say('extended', { due_at: due }, { dueBefore: before, dueAfter: due.toISOString() })
        break
      }
      case 'complete':
        await end('COMPLETED', 'completed')
        break
      case 'withdraw':
        await end('WITHDRAWN', 'withdrawn')
        break
      case 'stop':
        await end('STOPPED', 'stopped')
        break
      case 'return':
        status = 'RETURNED'
        await say('returned', { status, returned_at: at }, { dueBefore: null, dueAfter: null })
        break
      case 'correct': {
        const undoes = { outcome: life.ending?.outcome, how: 'COMPLETED', finishedAt: life.finishedAt?.toISOString() }
        status = 'PROCESSING'
        life.spans.push({ from: at, to: null, due })
        life.finishedAt = null
        life.ending = null
        life.corrected = true
        await say(
          'corrected',
          { status, finished_at: null, outcome: null, due_at: due },
          { dueBefore: null, dueAfter: due?.toISOString(), undoes },
        )
      }
    }
  }
  if (plan.score !== null && status === 'RETURNED') {
    await sql`insert into voice.satisfaction (agency_id, dossier_id, code, procedure_id, score, channel, given_at)
              values (${agencyId}, ${life.id}, ${dossierCode}, ${plan.procedure}, ${plan.score}, 'WEB', ${at})`.execute(
      connection.db,
    )
  }
  return life
}

const open = ['forward', 'pause', 'extend', 'complete', 'complete', 'complete', 'withdraw', 'stop']
const choices: Record<string, readonly string[]> = {
  SUBMITTED: ['receive', 'receive', 'receive', 'receive', 'receive', 'receive', 'refuse', 'withdrawUnreceived'],
  RECEIVED: open,
  PROCESSING: open,
  SUPPLEMENT_REQUESTED: ['resume', 'resume', 'resume', 'withdraw', 'stop'],
  COMPLETED: ['return', 'return', 'correct'],
}

/** The ledger as the one-stop room leaves it. */
async function ledger(tx: Ctx['db'], agencyId: number, life: Life): Promise<void> {
  const last = life.spans.length - 1
  for (const [i, span] of life.spans.entries()) {
    if (i < last - 1) continue
    await sql`
      insert into onestop.clock (agency_id, dossier_id, no, from_at, to_at, state, due_at)
      values (${agencyId}, ${life.id}, ${i + 1}, ${span.from}, ${span.to}, ${span.due ? 'RUNNING' : 'PAUSED'}, ${span.due})
      on conflict (agency_id, dossier_id, no) do update set to_at = excluded.to_at`.execute(tx)
  }
}

/**
 * The figures of II.06a, by looking at every life; `keep` narrows them to a place or sector. What is due between `now` and
 * the end of the period is not late yet.
 */
export function slowCount(
  lives: readonly Life[],
  from: string,
  to: string,
  keep: (life: Life) => boolean,
  now = new Date(8.64e15),
) {
  const start = startOfDay(from)
  const end = startOfDay(addDays(to, 1))
  const mine = lives.filter(life => life.receivedAt !== null && keep(life))
  const n = (test: (life: Life) => boolean): number => mine.filter(test).length
  const receivedIn = (life: Life) => inside(life.receivedAt, start, end)
  const finishedAs = (as: string) =>
    n(life => inside(life.finishedAt, start, end) && columnOf(life.ending as Ending) === as)
  const openAt = (life: Life, instant: Date) =>
    (life.receivedAt as Date) < instant && (life.finishedAt === null || life.finishedAt >= instant)
  const overdue = (life: Life) => {
    const span = life.spans.find(s => s.to === null || s.to >= end) as Span
    return span.due !== null && span.due < (now < end ? now : end)
  }
  const online = n(life => receivedIn(life) && life.channel === 'ONLINE')
  const other = n(life => receivedIn(life) && life.channel !== 'ONLINE')
  const carried = n(life => openAt(life, start))
  const [early, onTime, late] = [finishedAs('EARLY'), finishedAs('ON_TIME'), finishedAs('LATE')]
  const openNow = n(life => openAt(life, end))
  const openLate = n(life => openAt(life, end) && overdue(life))
  return {
    '3': online + other + carried,
    '4': online,
    '5': other,
    '6': carried,
    '7': early + onTime + late,
    '8': early,
    '9': onTime,
    '10': late,
    '11': openNow,
    '12': openNow - openLate,
    '13': openLate,
  }
}

const inside = (at: Date | null, start: Date, end: Date): boolean => at !== null && at >= start && at < end
const columnOf = ({ how, outcome }: Ending): string => (how === 'COMPLETED' || outcome === 'LATE' ? outcome : 'ON_TIME')

/** A small province: root, two departments with a division, two communes. */
export async function smallProvince(
  connection: Connection,
): Promise<{ root: number; homes: number[]; codes: string[] }> {
  const { db } = connection
  const make = async (name: string, kind: string, parentId: number | null, localCode: string): Promise<number> => {
    const { id } = await db
      .insertInto('organisation.agency')
      .values({ illustrative: true })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sql`insert into organisation.agency_version (agency_id, valid_from, kind, name, short_name, parent_id, search_text)
              values (${id}, '2020-01-01', ${kind}, ${name}, ${name}, ${parentId}, ${name})`.execute(db)
    await sql`insert into organisation.agency_code (agency_id, scheme, code, valid_from)
              values (${id}, 'AGENCY', ${localCode}, '2020-01-01')`.execute(db)
    return id
  }
  const root = await make('Tỉnh Thử Nghiệm', 'PROVINCE', null, 'H99')
  const a = await make('Sở Một', 'DEPARTMENT', root, 'H99.01')
  const b = await make('Sở Hai', 'DEPARTMENT', root, 'H99.02')
  await make('Phòng của Sở Một', 'DIVISION', a, 'H99.01.01')
  const c = await make('Xã Ba', 'COMMUNE', root, 'H99.03')
  const d = await make('Phường Bốn', 'COMMUNE', root, 'H99.04')
  return { root, homes: [a, b, c, d], codes: ['H99.01', 'H99.02', 'H99.03', 'H99.04'] }
}

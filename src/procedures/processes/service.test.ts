import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { createDecision, draftVersion, publishDecision } from '../catalogue/service.ts'
import { procedureForIntake } from '../catalogue/index.ts'
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import { processSteps } from './steps.ts'
import type { StepInput } from './input.ts'
import {
  afterProcessAction,
  numbered,
  processActions,
  processProblems,
  processStates,
  processTransitions,
  sumHours,
} from './rules.ts'
import { approveProcess, discardProcess, draftProcess } from './service.ts'

const connection = await testDatabase()
const { db } = connection
const ctx = testCtx(connection, '2025-07-01T08:00:00+07:00')
/** Three working days in law, two promised. */
const seed = SeedProcedureSchema.parse(rows.find(row => row.code === '1.004873'))

let made = 0
async function published(): Promise<string> {
  const code = `4.${String(++made).padStart(6, '0')}`
  const { home, onlineLevel, promised: _p, process: _s, form: _f, ...content } = seed
  const { decisionId } = await createDecision(ctx, {
    number: `${made}/QĐ`,
    title: 'Công bố thử',
    signedOn: '2025-06-27',
    signer: 'Chủ tịch',
    effectiveOn: '2025-07-01',
  })
  const promised = { DIRECT: { unit: 'WORKING_DAY' as const, amount: 2 } }
  await draftVersion(ctx, { code, content: { ...content, code }, home, onlineLevel, promised, decisionId })
  await publishDecision(ctx, { decisionId })
  return code
}

const step = (code: string, role: StepInput['role'], hours: number, more: Partial<StepInput> = {}): StepInput => ({
  code,
  name: `Bước ${code}`,
  role,
  hours,
  place: 'HOME',
  output: '',
  ...more,
})
const fits = [
  step('B1', 'RECEPTION', 2, { place: 'RECEPTION' }),
  step('B2', 'SPECIALIST', 13),
  step('B3', 'RECEPTION', 1),
]
const approve = (procedureCode: string, effectiveFrom = '2025-07-01') =>
  approveProcess(ctx, { procedureCode, decisionNo: '1130/QĐ-UBND', effectiveFrom })

async function refusal(doing: Promise<unknown>): Promise<Refusal> {
  const failure = await doing.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (failure instanceof Refusal) return failure
  throw failure ?? new Error('nothing was refused')
}

beforeAll(async () => {
  await smallProvince(ctx)
})

describe('rules', () => {
  test.each(processStates.flatMap(state => processActions.map(action => [state, action] as const)))(
    '%s × %s follows the table',
    (state, action) => {
      const table: Partial<Record<string, string>> = processTransitions[state]
      expect(afterProcessAction(state, action)).toBe(table[action] ?? null)
    },
  )

  test('the sum may reach the limit and not pass it', () => {
    expect(sumHours(fits)).toBe(16)
    expect(processProblems(fits, 16)).toEqual([])
    expect(processProblems(fits, 15.5)).toEqual([{ code: 'SUM_EXCEEDS_LIMIT', sum: 16, hours: 15.5 }])
    expect(processProblems(fits, null)).toEqual([{ code: 'LIMIT_UNKNOWN' }])
  })

  test('without a hand-over, with one step, with a code twice', () => {
    expect(processProblems(fits.slice(0, 2), 40)).toEqual([{ code: 'NO_HANDOVER' }])
    expect(processProblems([], 40)).toEqual([{ code: 'NOTHING_HANDLED' }, { code: 'NO_HANDOVER' }])
    expect(processProblems([fits[0]!, ...fits], 40)).toEqual([{ code: 'STEP_CODE_TWICE', stepCode: 'B1' }])
  })
})

describe('approving', () => {
  test('puts a process in force, counted from one, and says so', async () => {
    const code = await published()
    expect((await procedureForIntake(db, code, '2025-07-01'))?.process).toBeNull()
    await draftProcess(ctx, { procedureCode: code, steps: fits })
    const { processVersionId } = await approve(code)
    expect(await processSteps(db, processVersionId)).toEqual(numbered(fits))
    const intake = await procedureForIntake(db, code, '2025-07-01')
    expect(intake?.process).toEqual({ versionId: processVersionId, steps: numbered(fits) })
    const event = await db
      .selectFrom('kernel.event')
      .selectAll()
      .where('stream', '=', `process:${code}`)
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    expect(event).toMatchObject({
      type: 'procedures.process.approved',
      data: { procedureCode: code, no: 1, hours: 16 },
    })
  })

  test('the sum and the limit of the tightest channel are named', async () => {
    const code = await published()
    await draftProcess(ctx, {
      procedureCode: code,
      steps: [...fits.slice(0, 2), step('B3', 'CLERK', 0.5), step('B4', 'RECEPTION', 1)],
    })
    const refused = await refusal(approve(code))
    expect(refused).toMatchObject({ code: 'SUM_EXCEEDS_LIMIT', status: 422 })
    expect(refused.words.vi).toBe('Tổng các bước là 16,5 giờ, vượt 16 giờ của thời hạn ngắn nhất (2 ngày làm việc).')
  })

  test('a process that never hands over, or that goes to an agency nobody knows, is refused', async () => {
    const code = await published()
    await draftProcess(ctx, { procedureCode: code, steps: fits.slice(0, 2) })
    expect((await refusal(approve(code))).code).toBe('NO_HANDOVER')
    await draftProcess(ctx, { procedureCode: code, steps: fits.with(1, step('B2', 'SPECIALIST', 3, { place: 'SYT' })) })
    const refused = await refusal(approve(code))
    expect(refused.code).toBe('STEP_PLACE_UNKNOWN')
    expect(refused.words.vi).toContain('SYT')
    await draftProcess(ctx, { procedureCode: code, steps: fits.with(1, step('B2', 'SPECIALIST', 3, { place: 'SNV' })) })
    await approve(code)
  })

  test('needs a draft, and a procedure published for that day', async () => {
    const code = await published()
    expect((await refusal(approve(code))).code).toBe('NO_PROCESS_DRAFT')
    await draftProcess(ctx, { procedureCode: code, steps: fits })
    expect((await refusal(approve(code, '2025-06-30'))).code).toBe('PROCEDURE_NOT_PUBLISHED')
    expect((await refusal(draftProcess(ctx, { procedureCode: '4.999999', steps: fits }))).code).toBe('NOT_FOUND')
  })

  test('the next one closes the one before; days do not overlap; what is approved stays', async () => {
    const code = await published()
    await draftProcess(ctx, { procedureCode: code, steps: fits })
    const first = await approve(code)
    await draftProcess(ctx, { procedureCode: code, steps: fits.with(1, step('B2', 'SPECIALIST', 4)) })
    expect((await refusal(approve(code, '2025-07-01'))).code).toBe('PROCESS_OVERLAP')
    const second = await approve(code, '2026-01-01')
    const rowsNow = await db
      .selectFrom('procedures.process_version')
      .select(['no', 'state', 'effective_to'])
      .where('id', 'in', [first.processVersionId, second.processVersionId])
      .orderBy('no')
      .execute()
    expect(rowsNow).toEqual([
      { no: 1, state: 'CLOSED', effective_to: '2026-01-01' },
      { no: 2, state: 'APPROVED', effective_to: null },
    ])
    await expect(
      db
        .updateTable('procedures.process_version')
        .set({ steps: '[]' })
        .where('id', '=', second.processVersionId)
        .execute(),
    ).rejects.toThrow('never changed')
    await draftProcess(ctx, { procedureCode: code, steps: fits })
    expect(await discardProcess(ctx, code)).toEqual({ no: 3 })
    expect((await refusal(discardProcess(ctx, code))).code).toBe('NO_PROCESS_DRAFT')
  })
})

import { beforeAll, expect, test } from 'vitest'
import { catalogueChanged } from '../catalogue/intake.ts'
import { procedureForIntake } from '../catalogue/index.ts'
import { createDecision, draftVersion } from '../catalogue/service.ts'
import { publishDecision } from '../catalogue/service.ts'
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import { approveProcess, draftProcess } from '../processes/service.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import type { FormDefinition } from './definition.ts'
import { draftForm, publishForm, saveForm } from './service.ts'
import { formPage } from './views.ts'
import { withdrawForm } from './withdrawing.ts'

const connection = await testDatabase()
const TODAY = '2026-05-04'
const ctx = testCtx(connection, `${TODAY}T08:00:00+07:00`)
const seed = SeedProcedureSchema.parse(rows.find(row => row.code === '1.004222'))
const reason = 'Thông tư mới đã bỏ mục này.'

const form = (key: string): FormDefinition => ({
  sections: [
    {
      key: 's1',
      title: { vi: 'Phần một', en: 'Part one' },
      fields: [{ key, label: { vi: key, en: key }, type: 'yesNo', required: true }],
    },
  ],
})

let made = 0
/** A procedure in force since 2025 with a form since the first of May. */
async function withForm(): Promise<string> {
  const code = `4.${String(++made).padStart(6, '0')}`
  const { home, onlineLevel, promised: _p, process: _s, form: _f, ...content } = seed
  const { decisionId } = await createDecision(ctx, {
    number: `${made}/QĐ`,
    title: 'Công bố thử',
    signedOn: '2025-06-27',
    signer: 'Chủ tịch',
    effectiveOn: '2025-07-01',
  })
  await draftVersion(ctx, { code, content: { ...content, code }, home, onlineLevel, decisionId })
  await publishDecision(ctx, { decisionId })
  await publishNext(code, 'one', '2026-05-01')
  return code
}

async function publishNext(code: string, key: string, effectiveFrom: string): Promise<void> {
  await saveForm(ctx, { procedureCode: code, definition: form(key) })
  await publishForm(ctx, { procedureCode: code, effectiveFrom })
}

async function refusal(doing: Promise<unknown>): Promise<Refusal> {
  const cause = await doing.catch((failure: unknown) => failure)
  if (cause instanceof Refusal) return cause
  throw cause instanceof Error ? cause : new Error('nothing was refused')
}

const page = async (code: string) => await formPage(connection.db, code, TODAY)
const withdraw = async (code: string, no: number, effectiveTo: string) =>
  await withdrawForm(ctx, { procedureCode: code, no, effectiveTo, reason })

beforeAll(async () => {
  await smallProvince(ctx)
})

test('a form in force ends on the day said, with the reason; from then on nothing is asked on screen', async () => {
  const code = await withForm()
  expect(await withdraw(code, 1, '2026-05-10')).toEqual({ no: 1, effectiveTo: '2026-05-10', goesOn: null })
  const { inForce, versions } = await page(code)
  expect(inForce?.no).toBe(1)
  expect(versions[0]).toMatchObject({ state: 'CLOSED', to: '2026-05-10', withdrawn: { reason, at: ctx.now } })
  const asked = async (day: string) => (await procedureForIntake(connection.db, code, day))?.form.sections.length
  expect([await asked('2026-05-09'), await asked('2026-05-10')]).toEqual([1, 0])
  const [last] = await connection.db
    .selectFrom('kernel.event')
    .select(['type', 'data'])
    .where('stream', '=', `form:${code}`)
    .orderBy('seq', 'desc')
    .limit(1)
    .execute()
  expect(last).toMatchObject({
    type: 'procedures.form.withdrawn',
    data: { procedureCode: code, no: 1, effectiveTo: '2026-05-10', reason, goesOn: null },
  })
})

test('one that has not begun never begins, and the one before goes on', async () => {
  const code = await withForm()
  await publishNext(code, 'two', '2026-06-01')
  const ended = await refusal(withdraw(code, 1, '2026-05-20'))
  expect([ended.code, ended.words.vi.includes('01/06/2026')]).toEqual(['FORM_ENDS_ALREADY', true])
  expect(await withdraw(code, 2, '2026-05-20')).toEqual({ no: 2, effectiveTo: '2026-06-01', goesOn: 1 })
  const { inForce, coming, versions } = await page(code)
  expect([inForce?.no, inForce?.to, coming]).toEqual([1, null, null])
  expect(versions.map(one => [one.no, one.state])).toEqual([
    [2, 'CLOSED'],
    [1, 'PUBLISHED'],
  ])
  // The day it was to begin is free again.
  await publishNext(code, 'three', '2026-06-01')
  catalogueChanged(connection.db)
  const then = await procedureForIntake(connection.db, code, '2026-06-01')
  expect(then?.form.sections[0]?.fields[0]?.key).toBe('three')
})

test('never before today, nor on the first day of the form', async () => {
  const code = await withForm()
  const early = await refusal(withdraw(code, 1, '2026-05-03'))
  expect([early.code, early.fields['effectiveTo']?.vi]).toEqual([
    'FORM_WITHDRAWN_TOO_EARLY',
    'Sớm nhất là 04/05/2026: trước ngày đó mẫu đơn đang được dùng.',
  ])
  await publishNext(code, 'two', TODAY)
  expect((await refusal(withdraw(code, 2, TODAY))).words.en).toContain('05/05/2026')
  await withdraw(code, 2, '2026-05-05')
})

test('a draft, a version withdrawn before it began and one that is not there are not withdrawn', async () => {
  const code = await withForm()
  await publishNext(code, 'two', '2026-06-01')
  await withdraw(code, 2, '2026-06-01')
  await draftForm(ctx, { procedureCode: code })
  const codes = await Promise.all([2, 3, 9].map(async no => (await refusal(withdraw(code, no, '2026-07-01'))).code))
  expect(codes).toEqual(['FORM_NOT_PUBLISHED', 'FORM_NOT_PUBLISHED', 'FORM_NOT_PUBLISHED'])
})

test('after it a new draft is a copy of the form withdrawn', async () => {
  const code = await withForm()
  await withdraw(code, 1, TODAY)
  expect((await page(code)).inForce).toBeNull()
  await draftForm(ctx, { procedureCode: code })
  expect((await page(code)).draft?.definition).toEqual(form('one'))
})

test('a form the approved process branches on stays', async () => {
  const code = await withForm()
  const [first, ...rest] = seed.process
  if (!first) throw new Error('the seed has no process')
  const cases = [{ field: 'one', value: 'YES', to: 'B3' }]
  await draftProcess(ctx, { procedureCode: code, steps: [{ ...first, cases }, ...rest] })
  await approveProcess(ctx, { procedureCode: code, decisionNo: '9/QĐ', effectiveFrom: '2026-05-01' })
  expect((await refusal(withdraw(code, 1, '2026-07-01'))).code).toBe('FORM_BREAKS_PROCESS')
  expect((await page(code)).inForce?.to).toBeNull()
})

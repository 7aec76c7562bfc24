import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { createDecision, draftVersion, publishDecision } from '../catalogue/service.ts'
import { procedureForIntake } from '../catalogue/index.ts'
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import { approveProcess, draftProcess } from '../processes/service.ts'
import type { FormDefinition, FormField } from './definition.ts'
import { discardForm, draftForm, publishForm, saveForm, undoForm } from './service.ts'
import { formPage } from './views.ts'

const connection = await testDatabase()
const ctx = testCtx(connection, '2026-05-04T08:00:00+07:00')
const TODAY = '2026-05-04'
const seed = SeedProcedureSchema.parse(rows.find(row => row.code === '1.004222'))

let made = 0
/** A procedure in force since 2025 whose papers have three cases. */
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
  await draftVersion(ctx, { code, content: { ...content, code }, home, onlineLevel, decisionId })
  await publishDecision(ctx, { decisionId })
  return code
}

const both = (vi: string) => ({ vi, en: vi })
const field = (key: string, more: Partial<FormField> = {}): FormField => ({
  key,
  label: both(`Trường ${key}`),
  type: 'text',
  required: true,
  ...more,
})
const form = (...fields: FormField[]): FormDefinition => ({
  sections: [{ key: 's1', title: both('Phần một'), fields }],
})
const asks = (key: string, is: 'FILLED' | 'EQUALS' = 'FILLED', value?: string) => ({
  match: 'ALL' as const,
  tests: [{ field: key, is, ...(value === undefined ? {} : { value }) }],
})

async function refusal(doing: Promise<unknown>): Promise<Refusal> {
  const cause = await doing.then(
    () => null,
    (failure: unknown) => failure,
  )
  if (cause instanceof Refusal) return cause
  throw cause ?? new Error('nothing was refused')
}
const events = async (code: string) =>
  (
    await connection.db
      .selectFrom('kernel.event')
      .select(['type', 'data'])
      .where('stream', '=', `form:${code}`)
      .orderBy('seq')
      .execute()
  ).map(event => event.type.replace('procedures.form.', ''))
const page = async (code: string, day = TODAY) => await formPage(connection.db, code, day)

beforeAll(async () => {
  await smallProvince(ctx)
})

describe('a draft', () => {
  test('is begun empty, saved, taken back step by step, discarded; each is an event', async () => {
    const code = await published()
    const begun = await draftForm(ctx, { procedureCode: code })
    expect(begun).toMatchObject({ no: 1, revision: 1 })
    expect((await refusal(draftForm(ctx, { procedureCode: code }))).code).toBe('FORM_DRAFT_EXISTS')
    await saveForm(ctx, { procedureCode: code, definition: form(field('one')), note: 'Lần đầu', revision: 1 })
    const second = await saveForm(ctx, { procedureCode: code, definition: form(field('two')) })
    expect(second.revision).toBe(3)
    expect((await page(code)).draft).toMatchObject({ note: 'Lần đầu', undoSteps: 2 })
    await undoForm(ctx, { procedureCode: code, revision: 3 })
    expect((await page(code)).draft?.definition.sections[0]?.fields[0]?.key).toBe('one')
    await undoForm(ctx, { procedureCode: code })
    expect((await page(code)).draft?.definition).toEqual({ sections: [] })
    expect((await refusal(undoForm(ctx, { procedureCode: code }))).code).toBe('NOTHING_TO_UNDO')
    await discardForm(ctx, { procedureCode: code })
    expect((await page(code)).draft).toBeNull()
    expect((await refusal(discardForm(ctx, { procedureCode: code }))).code).toBe('NO_FORM_DRAFT')
    expect(await events(code)).toEqual(['drafted', 'saved', 'saved', 'saved', 'saved', 'discarded'])
  })

  test('of two editors who saw the same, the second is refused', async () => {
    const code = await published()
    await draftForm(ctx, { procedureCode: code })
    await saveForm(ctx, { procedureCode: code, definition: form(field('one')), revision: 1 })
    const late = saveForm(ctx, { procedureCode: code, definition: form(field('other')), revision: 1 })
    expect((await refusal(late)).code).toBe('FORM_CHANGED_MEANWHILE')
    expect((await page(code)).draft?.definition.sections[0]?.fields[0]?.key).toBe('one')
  })

  test('a condition that refers to a missing field is refused naming the part, the test and the key', async () => {
    const code = await published()
    const definition = form(field('one'), field('two', { when: asks('nowhere') }))
    const refused = await refusal(saveForm(ctx, { procedureCode: code, definition }))
    expect(refused.code).toBe('FIELD_MISSING')
    const at = 'definition.sections.0.fields.1.when.tests.0'
    expect(refused.fields[at]?.vi).toBe(
      'Phần một › Trường two (điều kiện 1): điều kiện hỏi về trường "nowhere", mẫu đơn không có trường này.',
    )
    expect(refused.words.vi).toContain('"nowhere"')
  })

  test.each<[string, FormDefinition, string]>([
    ['FIELD_LATER', form(field('one', { when: asks('two') }), field('two')), 'sections.0.fields.0.when.tests.0'],
    ['KEY_TWICE', form(field('one'), field('one')), 'sections.0.fields.1'],
    ['OPTIONS_WRONG', form(field('one', { type: 'select' })), 'sections.0.fields.0'],
    [
      'VALUE_UNKNOWN',
      form(field('one', { type: 'yesNo' }), field('two', { when: asks('one', 'EQUALS', 'MAYBE') })),
      'sections.0.fields.1.when.tests.0',
    ],
    [
      'FIELD_IN_ROWS',
      form(
        field('rows', {
          type: 'group',
          fields: [{ key: 'inner', label: both('Trong'), type: 'text', required: true }],
        }),
        field('two', { when: asks('inner') }),
      ),
      'sections.0.fields.1.when.tests.0',
    ],
    [
      'TEST_UNFIT',
      form(field('one', { type: 'person' }), field('two', { when: asks('one', 'EQUALS', 'x') })),
      'sections.0.fields.1.when.tests.0',
    ],
  ])('%s is refused at its place', async (fault, definition, place) => {
    const code = await published()
    const refused = await refusal(saveForm(ctx, { procedureCode: code, definition }))
    expect([refused.code, Object.keys(refused.fields)]).toEqual([fault, [`definition.${place}`]])
  })
})

describe('publishing', () => {
  test('closes the form before, and what is filed that day takes the new one', async () => {
    const code = await published()
    await saveForm(ctx, { procedureCode: code, definition: form(field('one')) })
    const first = await publishForm(ctx, { procedureCode: code, effectiveFrom: '2026-05-01' })
    expect((await procedureForIntake(connection.db, code, TODAY))?.formVersionId).toBe(first.formVersionId)
    await saveForm(ctx, { procedureCode: code, definition: form(field('one'), field('two')) })
    const second = await publishForm(ctx, { procedureCode: code, effectiveFrom: '2026-06-01', note: 'Thêm một mục' })
    const now = await procedureForIntake(connection.db, code, TODAY)
    const then = await procedureForIntake(connection.db, code, '2026-06-01')
    expect([now?.formVersionId, then?.formVersionId]).toEqual([first.formVersionId, second.formVersionId])
    expect(then?.form.sections[0]?.fields).toHaveLength(2)
    const { versions, inForce, coming } = await page(code)
    expect(versions.map(one => [one.no, one.state, one.from, one.to])).toEqual([
      [2, 'PUBLISHED', '2026-06-01', null],
      [1, 'CLOSED', '2026-05-01', '2026-06-01'],
    ])
    expect([inForce?.no, coming?.no]).toEqual([1, 2])
    expect(await events(code)).toEqual(['saved', 'published', 'saved', 'closed', 'published'])
  })

  test('an empty form, a case the papers do not have, and an overlap are refused', async () => {
    const code = await published()
    const publish = (effectiveFrom = TODAY) => publishForm(ctx, { procedureCode: code, effectiveFrom })
    expect((await refusal(publish())).code).toBe('NO_FORM_DRAFT')
    await saveForm(ctx, { procedureCode: code, definition: { sections: [] } })
    expect((await refusal(publish())).code).toBe('FORM_EMPTY')
    await saveForm(ctx, { procedureCode: code, definition: form() })
    expect((await refusal(publish())).words.vi).toBe('Phần một: chưa có trường nào.')
    const withCase = { ...form(field('one')), cases: [{ case: 'Không có', when: asks('one') }] }
    await saveForm(ctx, { procedureCode: code, definition: withCase })
    const unknown = await refusal(publish())
    expect([unknown.code, Object.keys(unknown.fields)]).toEqual(['CASE_UNKNOWN', ['definition.cases.0']])
    const known = [{ case: 'Chỗ ở thuê, mượn, ở nhờ', when: asks('one') }]
    await saveForm(ctx, { procedureCode: code, definition: { ...withCase, cases: known } })
    expect((await refusal(publish('2025-06-30'))).code).toBe('PROCEDURE_NOT_PUBLISHED')
    await publish()
    await draftForm(ctx, { procedureCode: code })
    expect((await refusal(publish('2026-05-10'))).code).toBe('FORM_UNCHANGED')
    await saveForm(ctx, { procedureCode: code, definition: form(field('two')) })
    const overlap = await refusal(publish())
    expect([overlap.code, overlap.fields['effectiveFrom']?.vi]).toEqual([
      'FORM_OVERLAP',
      'Mẫu đơn phiên bản 1 đã áp dụng từ 04/05/2026. Hãy chọn ngày muộn hơn.',
    ])
  })

  test('a field the approved process branches on stays', async () => {
    const code = await published()
    const options = ['A', 'B'].map(value => ({ value, label: both(value) }))
    await saveForm(ctx, { procedureCode: code, definition: form(field('kind', { type: 'select', options })) })
    await publishForm(ctx, { procedureCode: code, effectiveFrom: '2026-05-01' })
    const [first, ...rest] = seed.process
    const cases = [{ field: 'kind', value: 'B', to: 'B3' }]
    await draftProcess(ctx, {
      procedureCode: code,
      steps: [{ ...(first as NonNullable<typeof first>), cases }, ...rest],
    })
    await approveProcess(ctx, { procedureCode: code, decisionNo: '9/QĐ', effectiveFrom: '2026-05-01' })
    await saveForm(ctx, { procedureCode: code, definition: form(field('other')) })
    const refused = await refusal(publishForm(ctx, { procedureCode: code, effectiveFrom: '2026-06-01' }))
    expect(refused.code).toBe('FORM_BREAKS_PROCESS')
    expect(refused.words.vi).toContain('"kind" là "B"')
  })
})

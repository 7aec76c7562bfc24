import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fits } from '../../../test/harness/json-schema.ts'
import { type Answers, papersAsked, readAnswers } from './answers.ts'
import { fitsType, formFaults } from './checks.ts'
import { type Condition, holds, type Test, TESTS } from './conditions.ts'
import { FIELD_TYPES, type FormDefinition, FormDefinitionSchema, type FormField, type RowField } from './definition.ts'
import { eligibilityOf } from './eligibility.ts'
import { minutesToFill } from './minutes.ts'
import { formSchema } from './schema.ts'
import { asPartialDate } from './values.ts'

const both = (vi: string) => ({ vi, en: vi })
const facts = {
  isPlace: (province: string, commune: string) => commune.startsWith(province),
  provinceOf: (commune: string) => commune.slice(0, 2),
}
type Type = FormField['type']

/** What people type, right and wrong, by type. */
const TYPED: Record<Exclude<Type, 'group'>, readonly unknown[]> = {
  text: ['', 'một', '  hai  ', 'x'.repeat(301)],
  textarea: ['', 'một\nhai'],
  date: ['', '2026-05-04', '2026-02-30', '2031-01-01'],
  partialDate: ['', '1987', '09/1987', '05/09/1987', '1990-06', '31/02/1987', 'hôm qua'],
  number: ['', '12', '12,5', '-3', '1.500', 'mười', 7],
  money: ['', '1.500.000', '1500000', '12,5', 250_000],
  yesNo: ['', 'YES', 'NO', 'MAYBE'],
  select: ['', 'A', 'B', 'C'],
  severalOf: ['', 'A', ['A', 'B'], ['B', 'B'], ['C']],
  citizenId: ['', '040091000017', '123'],
  phone: ['', '0912345678', '12'],
  email: ['', 'a@vidu.vn', 'a@'],
  person: ['', { name: 'Nguyễn Bưởi', citizenId: '040091000017', born: '1987' }, { name: 'Nguyễn Bưởi' }],
  organisation: ['', { name: 'Công ty', taxCode: '2900000412-001' }, { name: 'Công ty', taxCode: '1' }],
  address: [
    '',
    { province: '99', commune: '99004' },
    { province: '99', commune: '01001' },
    { province: 'ELSEWHERE', commune: 'Xã X' },
  ],
}
const VALUES: Partial<Record<Type, readonly string[]>> = {
  text: ['một', 'hai'],
  yesNo: ['YES', 'NO'],
  select: ['A', 'B'],
  severalOf: ['A', 'B'],
  citizenId: ['040091000017'],
  phone: ['0912345678'],
  email: ['a@vidu.vn'],
  number: ['5', '12.5', '-1'],
  money: ['1500000', '300000'],
  date: ['2026-05-04', '2030-12-31'],
  partialDate: ['1987', '1987-09', '1990-06-30'],
  group: ['1', '2'],
}

const oneOf = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list)
const options = ['A', 'B'].map(value => ({ value, label: both(value) }))

function conditionOn(before: readonly (FormField | RowField)[]): fc.Arbitrary<Condition | undefined> {
  if (before.length === 0) return fc.constant(undefined)
  const test: fc.Arbitrary<Test> = oneOf(before).chain(
    (field): fc.Arbitrary<Test> =>
      oneOf(TESTS.filter(is => fitsType(is, field.type))).chain(
        (is): fc.Arbitrary<Test> =>
          is === 'FILLED' || is === 'EMPTY'
            ? fc.constant({ field: field.key, is })
            : oneOf(VALUES[field.type] ?? ['?']).map(value => ({ field: field.key, is, value })),
      ),
  )
  return fc.option(
    fc.record({ match: oneOf(['ALL', 'ANY'] as const), tests: fc.array(test, { minLength: 1, maxLength: 2 }) }),
    { nil: undefined },
  )
}

const types = FIELD_TYPES.filter(type => type !== 'group')
const fieldAs = (key: string, type: Exclude<Type, 'group'>, required: boolean, when?: Condition): RowField => ({
  key,
  label: both(key),
  type,
  required,
  ...(type === 'select' || type === 'severalOf' ? { options } : {}),
  ...(when ? { when: { match: when.match, tests: [...when.tests] } } : {}),
})

const rowFields = (key: string) =>
  fc.tuple(oneOf(types), oneOf(types), fc.boolean(), fc.boolean()).chain(([one, two, first, second]) => {
    const before = fieldAs(`${key}x`, one, first)
    return conditionOn([before]).map(when => [before, fieldAs(`${key}y`, two, second, when)])
  })

function nextField(before: readonly FormField[]): fc.Arbitrary<FormField> {
  const key = `f${before.length}`
  const plain = fc
    .tuple(oneOf(types), fc.boolean(), conditionOn(before))
    .map(([type, required, when]): FormField => fieldAs(key, type, required, when))
  const group = fc
    .tuple(rowFields(key), fc.boolean(), conditionOn(before))
    .map(([fields, required, when]): FormField => ({ ...fieldAs(key, 'text', required, when), type: 'group', fields }))
  return fc.oneof({ arbitrary: plain, weight: 4 }, { arbitrary: group, weight: 1 })
}

/** Sound forms of two sections, the second asked on a condition or always. */
const forms: fc.Arbitrary<FormDefinition> = fc
  .constant<FormField[]>([])
  .chain(none => nextField(none).chain(a => nextField([a]).chain(b => nextField([a, b]).map(c => [a, b, c]))))
  .chain(fields =>
    conditionOn(fields).chain(when =>
      nextField(fields).chain(d =>
        nextField([...fields, d]).map(e => ({
          sections: [
            { key: 's1', title: both('Một'), fields },
            { key: 's2', title: both('Hai'), fields: [d, e], ...(when ? { when } : {}) },
          ],
        })),
      ),
    ),
  )
  .map(form => FormDefinitionSchema.parse(form))

const answersTo = (form: FormDefinition): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      form.sections
        .flatMap(section => section.fields)
        .map(field => {
          if (field.type !== 'group') return [field.key, oneOf(TYPED[field.type])]
          const row = Object.fromEntries((field.fields ?? []).map(inner => [inner.key, oneOf(TYPED[inner.type])]))
          return [field.key, fc.array(fc.record(row), { maxLength: 2 })]
        }),
    ),
  )
const filled = forms.chain(form => answersTo(form).map(typed => ({ form, typed })))
const RUNS = { numRuns: 1_500 }
const schemaOf = (form: FormDefinition) => formSchema(form, 'https://example.vn/form', 'Mẫu', 'vi')

describe('random forms and random answers', () => {
  test('the forms are sound', () => {
    fc.assert(
      fc.property(forms, form => {
        expect(formFaults(form)).toEqual([])
      }),
    )
  })

  test('answers without problems fit the schema, and read again they are the same', () => {
    let good = 0
    fc.assert(
      fc.property(filled, ({ form, typed }) => {
        const { answers, problems } = readAnswers(form, typed, facts)
        if (Object.keys(problems).length > 0) return
        good += 1
        expect(fits(schemaOf(form), answers)).toBe(true)
        expect(readAnswers(form, answers, facts)).toEqual({ answers, problems: {} })
      }),
      RUNS,
    )
    expect(good).toBeGreaterThan(50)
  })

  test('a required answer that is asked and missing is refused by both', () => {
    fc.assert(
      fc.property(filled, fc.nat(), ({ form, typed }, n) => {
        const { answers, problems } = readAnswers(form, typed, facts)
        const must = form.sections.flatMap(section => section.fields).filter(one => one.required && one.key in answers)
        const gone = must[n % Math.max(1, must.length)]
        if (Object.keys(problems).length > 0 || !gone) return
        const { [gone.key]: _, ...rest } = answers
        expect(readAnswers(form, rest, facts).problems).toHaveProperty(gone.key)
        expect(fits(schemaOf(form), rest)).toBe(false)
      }),
      RUNS,
    )
  })

  test('what is not asked is never kept, and the schema refuses it', () => {
    fc.assert(
      fc.property(filled, ({ form, typed }) => {
        const { answers, problems } = readAnswers(form, typed, facts)
        const asked = (when: Condition | undefined): boolean => holds(when, key => answers[key])
        for (const section of form.sections) {
          for (const field of section.fields) {
            if (asked(section.when) && asked(field.when)) continue
            expect(answers).not.toHaveProperty(field.key)
            const right = RIGHT[field.type as keyof typeof RIGHT]
            if (Object.keys(problems).length > 0 || right === undefined) continue
            expect(fits(schemaOf(form), { ...answers, [field.key]: right })).toBe(false)
          }
        }
      }),
      RUNS,
    )
  })

  test('the rule says the same of what is typed and of what is kept', () => {
    fc.assert(
      fc.property(oneOf(types.filter(type => type !== 'address')), fc.nat(), fc.nat(), (type, n, m) => {
        const field = fieldAs('f', type, false)
        const [typed] = TYPED[type].slice(n % TYPED[type].length)
        const form = { sections: [{ key: 's', title: both('Phần'), fields: [field] }] }
        const { answers, problems } = readAnswers(form, { f: typed }, facts)
        if (Object.keys(problems).length > 0) return
        for (const is of TESTS.filter(one => fitsType(one, type))) {
          const value = VALUES[type]?.[m % VALUES[type].length]
          const rule: Condition = { match: 'ALL', tests: [{ field: 'f', is, value }] }
          expect(holds(rule, () => (type === 'severalOf' ? [typed].flat() : typed))).toBe(
            holds(rule, () => answers['f']),
          )
        }
      }),
      RUNS,
    )
  })

  test('filling in takes at least a minute, less where less is asked, and as long as was measured', () => {
    fc.assert(
      fc.property(forms, form => {
        const minutes = minutesToFill(form)
        expect(minutes).toBeGreaterThanOrEqual(1)
        expect(minutesToFill({ ...form, sections: form.sections.slice(0, 1) })).toBeLessThanOrEqual(minutes)
        expect(minutesToFill({ ...form, minutes: 42 })).toBe(42)
      }),
    )
  })
})

/** A right answer of a type, as it is kept. */
const RIGHT = { text: 'một', yesNo: 'YES', number: 3, select: 'A', citizenId: '040091000017', partialDate: '1987' }

describe('partial dates', () => {
  test.each([
    ['1987', '1987'],
    ['9/1987', '1987-09'],
    ['05/09/1987', '1987-09-05'],
    [' 5/9/1987 ', '1987-09-05'],
    ['1987-09', '1987-09'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2023', undefined],
    ['13/1987', undefined],
    ['87', undefined],
    ['1899', undefined],
  ])('%s is %s', (typed, kept) => {
    expect(asPartialDate(typed)).toBe(kept)
  })

  test('what is kept is kept as it is, and follows each other as days do', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, day, oneOf([4, 7, 10]), (one, other, length) => {
        const [a, b] = [one, other].map(date => date.toISOString().slice(0, length)) as [string, string]
        expect(asPartialDate(a)).toBe(a)
        expect(asPartialDate(a.split('-').toReversed().join('/'))).toBe(a)
        const least = { match: 'ALL' as const, tests: [{ field: 'f', is: 'AT_LEAST' as const, value: b }] }
        expect(holds(least, () => a)).toBe(a >= b)
        const form = {
          sections: [
            {
              key: 's',
              title: both('Phần'),
              fields: [fieldAs('f', 'partialDate', true), fieldAs('g', 'text', true, least)],
            },
          ],
        }
        expect(fits(schemaOf(form), { f: a, ...(a >= b ? { g: 'x' } : {}) })).toBe(true)
        expect(fits(schemaOf(form), { f: a, ...(a >= b ? {} : { g: 'x' }) })).toBe(false)
      }),
    )
  })
})

describe('rows', () => {
  const group: FormField = {
    key: 'rows',
    label: both('Dòng'),
    type: 'group',
    required: false,
    minRows: 1,
    maxRows: 2,
    fields: [
      fieldAs('x', 'text', true),
      fieldAs('y', 'number', true, { match: 'ALL', tests: [{ field: 'x', is: 'EQUALS', value: 'có' }] }),
    ],
  }
  const form: FormDefinition = { sections: [{ key: 's', title: both('Phần'), fields: [group] }] }

  test('come as a list or by numbers; empty ones do not count; each box is named', () => {
    const byNumber = readAnswers(form, { rows: { 0: { x: ' ' }, 2: { x: 'có', y: '1.500' } } }, facts)
    expect(byNumber).toEqual({ answers: { rows: [{ x: 'có', y: 1500 }] }, problems: {} })
    expect(fits(schemaOf(form), byNumber.answers)).toBe(true)
    const wrong = readAnswers(form, { rows: [{ x: 'có' }, { x: 'không', y: '3' }] }, facts)
    expect(Object.keys(wrong.problems)).toEqual(['rows.0.y'])
    expect(wrong.answers['rows']).toEqual([{ x: 'có' }, { x: 'không' }])
    expect(fits(schemaOf(form), { rows: [{ x: 'có' }] })).toBe(false)
    expect(Object.keys(readAnswers(form, {}, facts).problems)).toEqual(['rows'])
    expect(Object.keys(readAnswers(form, { rows: [{ x: 'a' }, { x: 'b' }, { x: 'c' }] }, facts).problems)).toEqual([
      'rows',
    ])
  })

  test('keys that no field has, also those of objects, are refused', () => {
    const typed = JSON.parse('{"rows":[{"x":"a"}],"other":"1","__proto__":{"x":1}}') as Record<string, unknown>
    expect(Object.keys(readAnswers(form, typed, facts).problems).toSorted()).toEqual(['__proto__', 'other'])
  })
})

describe('cases and eligibility', () => {
  const form: FormDefinition = {
    eligibility: [{ key: 'married', question: both('Hỏi'), stopOn: 'YES', words: both('Dừng') }],
    sections: [{ key: 's', title: both('Phần'), fields: [fieldAs('proxy', 'yesNo', true)] }],
    cases: [{ case: 'Ủy quyền', when: { match: 'ALL', tests: [{ field: 'proxy', is: 'EQUALS', value: 'YES' }] } }],
  }
  const asked = (answers: Answers) => [null, 'Ủy quyền', 'Khác'].filter(papersAsked(form, answers))

  test('papers of a case are asked for only when it holds', () => {
    expect(asked({ proxy: 'YES' })).toEqual([null, 'Ủy quyền', 'Khác'])
    expect(asked({ proxy: 'NO' })).toEqual([null, 'Khác'])
  })

  test('one answer stops; no answer does not', () => {
    const [question] = form.eligibility ?? []
    const read = (given: Record<string, unknown>) => eligibilityOf(form, given)
    expect(read({ married: 'YES', other: 'NO' })).toEqual({ answers: { married: 'YES' }, stop: question, next: null })
    expect(read({ married: 'NO' })).toEqual({ answers: { married: 'NO' }, stop: null, next: null })
    expect(read({ married: 'MAYBE' })).toEqual({ answers: {}, stop: null, next: question })
  })
})

import { describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { formFaults } from './checks.ts'
import type { FormDefinition, FormField } from './definition.ts'
import { differences } from './difference.ts'
import {
  dependents,
  fieldOf,
  fieldsBefore,
  keyFrom,
  move,
  type Part,
  placeOfField,
  putCase,
  putEligibility,
  putField,
  putMinutes,
  putSection,
  remove,
} from './editing.ts'

const both = (vi: string) => ({ vi, en: vi })
const field = (key: string, more: Partial<FormField> = {}): FormField => ({
  key,
  label: both(key.toUpperCase()),
  type: 'text',
  required: true,
  ...more,
})
const filled = (key: string) => ({ match: 'ALL' as const, tests: [{ field: key, is: 'FILLED' as const }] })
const form: FormDefinition = {
  sections: [
    { key: 's1', title: both('Một'), fields: [field('a'), field('b', { when: filled('a') })] },
    {
      key: 's2',
      title: both('Hai'),
      when: filled('b'),
      fields: [
        field('rows', {
          type: 'group',
          fields: [
            { key: 'x', label: both('X'), type: 'text', required: true },
            { key: 'y', label: both('Y'), type: 'text', required: false, when: filled('x') },
          ],
        }),
        field('c'),
      ],
    },
  ],
  cases: [{ case: 'Ủy quyền', when: filled('c') }],
}
const keys = (one: FormDefinition): string[][] => one.sections.map(section => section.fields.map(f => f.key))
const refused = (doing: () => unknown): Refusal => {
  try {
    doing()
  } catch (cause) {
    if (cause instanceof Refusal) return cause
    throw cause
  }
  throw new Error('was not refused')
}

describe('adding and changing', () => {
  test('sections, fields and fields of rows are put at the end, or where they stand', () => {
    const more = putSection(form, { key: 's3', title: both('Ba') }, null)
    expect(keys(putField(more, { section: 's3', group: null }, field('d'), null))).toEqual([
      ['a', 'b'],
      ['rows', 'c'],
      ['d'],
    ])
    const renamedSection = putSection(form, { key: 's1', title: both('Một mới') }, 's1')
    expect(renamedSection.sections[0]).toMatchObject({ title: both('Một mới'), fields: [{ key: 'a' }, { key: 'b' }] })
    const inner = putField(form, { section: 's2', group: 'rows' }, field('z'), null)
    expect(inner.sections[1]?.fields[0]?.fields?.map(one => one.key)).toEqual(['x', 'y', 'z'])
    const group = putField(form, { section: 's2', group: null }, field('rows', { type: 'group', maxRows: 3 }), 'rows')
    expect(group.sections[1]?.fields[0]).toMatchObject({ maxRows: 3, fields: [{ key: 'x' }, { key: 'y' }] })
  })

  test('conditions follow a field that is called something else', () => {
    const changed = putField(form, { section: 's1', group: null }, field('first'), 'a')
    expect(formFaults(changed)).toEqual([])
    expect(fieldOf(changed, 'b')?.when).toEqual(filled('first'))
    const inner = putField(form, { section: 's2', group: 'rows' }, field('xx'), 'x')
    expect(fieldOf(inner, 'y')?.when).toEqual(filled('xx'))
  })

  test('eligibility, cases and minutes come and go without leaving empty lists', () => {
    const question = { key: 'q', question: both('Hỏi'), stopOn: 'YES' as const, words: both('Dừng') }
    const asked = putEligibility(form, question, null)
    expect(asked.eligibility).toEqual([question])
    expect(remove(asked, { kind: 'eligibility', key: 'q' })).toEqual(form)
    expect(putCase(form, 'Ủy quyền', null)).not.toHaveProperty('cases')
    expect(putCase(form, 'Khác', filled('a')).cases).toHaveLength(2)
    expect(putMinutes(putMinutes(form, 7), null)).toEqual(form)
  })

  test('a key is made of the label, and of nothing that is taken or belongs to objects', () => {
    expect(keyFrom(both('Ngày sinh của trẻ'), form)).toBe('ngaySinhCuaTre')
    expect(keyFrom(both('a'), form)).toBe('a2')
    expect(keyFrom(both('Constructor'), form)).toBe('constructor2')
    expect(keyFrom(both('2 người'), form)).toBe('f2Nguoi')
    expect(keyFrom(both('…'), form)).toBe('f')
  })
})

describe('moving', () => {
  const shift = (part: Part, by: -1 | 1) => keys(move(form, part, by))
  test('goes one place, into the next section at the edge, and stays at the ends', () => {
    expect(shift({ kind: 'field', key: 'b' }, -1)).toEqual([
      ['b', 'a'],
      ['rows', 'c'],
    ])
    expect(shift({ kind: 'field', key: 'b' }, 1)).toEqual([['a'], ['b', 'rows', 'c']])
    expect(shift({ kind: 'field', key: 'rows' }, -1)).toEqual([['a', 'b', 'rows'], ['c']])
    expect(shift({ kind: 'field', key: 'a' }, -1)).toEqual(keys(form))
    expect(shift({ kind: 'section', key: 's2' }, -1)).toEqual([
      ['rows', 'c'],
      ['a', 'b'],
    ])
    const inner = move(form, { kind: 'field', key: 'x' }, 1)
    expect(inner.sections[1]?.fields[0]?.fields?.map(one => one.key)).toEqual(['y', 'x'])
  })

  test('before what it asks about is a fault at its place', () => {
    const faults = formFaults(move(form, { kind: 'field', key: 'b' }, -1))
    expect(faults).toMatchObject([{ fault: 'FIELD_LATER', path: 'sections.0.fields.0.when.tests.0', about: 'a' }])
  })
})

describe('removing', () => {
  test('what others ask about is refused naming them', () => {
    const failure = refused(() => remove(form, { kind: 'field', key: 'a' }))
    expect(failure.code).toBe('FORM_PART_NEEDED')
    expect(failure.words.vi).toContain('“B”')
    expect(dependents(form, { kind: 'section', key: 's1' })).toEqual([both('Hai')])
    expect(dependents(form, { kind: 'field', key: 'c' })).toEqual([{ vi: 'Giấy tờ: Ủy quyền', en: 'Papers: Ủy quyền' }])
  })

  test('a section goes with its fields, though they ask about each other', () => {
    const free = { ...putCase(form, 'Ủy quyền', null) }
    expect(keys(remove(free, { kind: 'section', key: 's2' }))).toEqual([['a', 'b']])
    expect(keys(remove(free, { kind: 'field', key: 'c' }))).toEqual([['a', 'b'], ['rows']])
    expect(refused(() => remove(form, { kind: 'field', key: 'gone' })).code).toBe('NO_SUCH_PART')
  })
})

test('a condition may ask about what stands before, and in rows about the same row', () => {
  const before = (part: Parameters<typeof fieldsBefore>[1]) => fieldsBefore(form, part).map(one => one.key)
  expect(before({ kind: 'field', key: 'a' })).toEqual([])
  expect(before({ kind: 'section', key: 's2' })).toEqual(['a', 'b'])
  expect(before({ kind: 'field', key: 'y' })).toEqual(['a', 'b', 'x'])
  expect(before({ section: 's2', group: 'rows' })).toEqual(['a', 'b', 'x', 'y'])
  expect(before({ section: 's1', group: null })).toEqual(['a', 'b'])
  expect(before({ kind: 'case', key: 'Ủy quyền' })).toEqual(['a', 'b', 'rows', 'c'])
  expect(placeOfField(form, 'y')).toEqual({ section: 's2', group: 'rows' })
})

describe('differences', () => {
  const said = (after: FormDefinition) => differences(form, after).map(one => [one.sign, one.place.vi, ...one.facts])
  test('nothing, whatever order the database keeps keys in', () => {
    const turned = JSON.parse(JSON.stringify(form), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    ) as FormDefinition
    expect(said(turned)).toEqual([])
  })

  test('what was added, removed, changed and moved, the fewest moves', () => {
    const place = { section: 's2', group: null }
    const after = putField(
      remove(putCase(form, 'Ủy quyền', null), { kind: 'field', key: 'c' }),
      place,
      field('d'),
      null,
    )
    expect(said(after)).toEqual([
      ['ADDED', 'Hai › D'],
      ['REMOVED', 'Hai › C'],
      ['REMOVED', 'Giấy tờ: Ủy quyền'],
    ])
    expect(
      said(putField(form, { section: 's1', group: null }, field('a', { required: false, type: 'date' }), 'a')),
    ).toEqual([['CHANGED', 'Một › A', 'type', 'required']])
    expect(said(move(form, { kind: 'field', key: 'rows' }, 1))).toEqual([['MOVED', 'Hai › ROWS']])
    expect(said(putMinutes(form, 4))).toEqual([['CHANGED', 'Thời gian điền', 'minutes']])
  })
})

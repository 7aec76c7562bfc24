import { z } from 'zod'
import { asNumber, asWrittenDay, type Condition, TESTS } from '../conditions.ts'
import { type FormField, FIELD_TYPES, type RowField } from '../definition.ts'
import { keyFrom } from '../editing.ts'
import type { FormDefinition } from '../definition.ts'

/** What the editor's forms bring, and what it means: nothing is checked here, so that nothing typed is lost. Pure. */

const text = z.string().max(8_000).default('')
const both = z.object({ vi: text, en: text }).default({ vi: '', en: '' })
const testRow = z.object({ field: text, is: text, choice: text, value: text })
/** Every form says which revision it was made from. */
export const revision = z.coerce.number().int().min(1).max(1_000_000)

const condition = {
  match: text,
  tests: z.record(z.string().regex(/^\d{1,2}$/), testRow).default({}),
}
const common = { do: text, revision, at: text }
export const fieldForm = z.object({
  ...common,
  section: text,
  group: text,
  key: text,
  label: both,
  help: both,
  type: text,
  required: text,
  options: text,
  minRows: text,
  maxRows: text,
  ...condition,
})
export const sectionForm = z.object({ ...common, key: text, title: both, help: both, ...condition })
export const questionForm = z.object({ ...common, key: text, question: both, help: both, stopOn: text, words: both })
export const caseForm = z.object({ ...common, ...condition })
export const moveForm = z.object({
  revision,
  kind: z.enum(['section', 'field', 'eligibility', 'case']),
  key: z.string().min(1).max(2_000),
  by: z.enum(['-1', '1']).transform(by => (by === '1' ? 1 : -1)),
})
export const removeForm = moveForm.omit({ by: true })
export const settingsForm = z.object({ revision, minutes: text, note: text })
export const publishForm = z.object({ revision, effectiveFrom: text })
export const onlyRevision = z.object({ revision })

type Both = { vi: string; en: string }
/** Without English the Vietnamese text stands in its place. */
const said = ({ vi, en }: Both): Both => ({ vi, en: en.trim() === '' ? vi : en })
const helpOf = (help: Both): { help?: Both } => (help.vi.trim() === '' ? {} : { help: said(help) })
const numberOf = (typed: string): number | string => {
  const n = asNumber(typed)
  return Number.isNaN(n) ? typed : n
}

/** A field as typed; what is wrong is said by its schema. */
export function typedField(read: z.output<typeof fieldForm>, form: FormDefinition): Record<string, unknown> {
  const type = FIELD_TYPES.find(one => one === read.type) ?? 'text'
  const when = typedCondition(read)
  return {
    key: read.key.trim() || read.at || keyFrom(read.label, form),
    label: said(read.label),
    type,
    required: read.required !== '',
    ...helpOf(read.help),
    ...(type === 'select' || type === 'severalOf' ? { options: typedOptions(read.options) } : {}),
    ...(type === 'group' && read.minRows.trim() ? { minRows: numberOf(read.minRows) } : {}),
    ...(type === 'group' && read.maxRows.trim() ? { maxRows: numberOf(read.maxRows) } : {}),
    ...(when ? { when } : {}),
  }
}

export function typedSection(read: z.output<typeof sectionForm>, form: FormDefinition): Record<string, unknown> {
  const when = typedCondition(read)
  return {
    key: read.key.trim() || read.at || keyFrom(read.title, form),
    title: said(read.title),
    ...helpOf(read.help),
    ...(when ? { when } : {}),
  }
}

export const typedQuestion = (read: z.output<typeof questionForm>, form: FormDefinition): Record<string, unknown> => ({
  key: read.key.trim() || read.at || keyFrom(read.question, form),
  question: said(read.question),
  ...helpOf(read.help),
  stopOn: read.stopOn,
  words: said(read.words),
})

/** A line each: label in Vietnamese | label in English | value. */
function typedOptions(typed: string): { value: string; label: Both }[] {
  return typed
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const [vi = '', en = '', value = ''] = line.split('|').map(cell => cell.trim())
      return { value: value || vi, label: said({ vi, en }) }
    })
}

export const optionsText = (options: FormField['options']): string =>
  (options ?? []).map(({ value, label }) => [label.vi, label.en, value].join(' | ')).join('\n')

/** What stands between the key of a field and one of its answers in a list of choices. */
const IS = '='
export const choiceValue = (field: string, value: string): string => `${field}${IS}${value}`

interface TypedCondition {
  match: string
  tests: Record<string, z.output<typeof testRow>>
}

/** The lines in which a field was chosen; null: no condition. */
export function typedCondition({ match, tests }: TypedCondition): Record<string, unknown> | null {
  const rows = Object.entries(tests)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .filter(([, row]) => row.field !== '')
    .map(([, row]) => {
      const is = TESTS.find(one => one === row.is) ?? 'FILLED'
      if (is === 'FILLED' || is === 'EMPTY') return { field: row.field, is }
      const [of, ...value] = row.choice.split(IS)
      const chosen = of === row.field ? value.join(IS) : ''
      const compared = chosen || typedValue(row.value)
      return { field: row.field, is, ...(compared ? { value: compared } : {}) }
    })
  return rows.length === 0 ? null : { match: match === 'ANY' ? 'ANY' : 'ALL', tests: rows }
}

/** The lines whose choice belongs to another field than the one chosen beside it. */
export const choicesElsewhere = ({ tests }: TypedCondition): string[] =>
  Object.entries(tests).flatMap(([at, row]) =>
    row.choice !== '' && row.field !== '' && !row.choice.startsWith(`${row.field}${IS}`) ? [at] : [],
  )

/** Days and numbers as conditions keep them: 05/09/2026 → 2026-09-05, 1.500.000 → 1500000. */
function typedValue(typed: string): string {
  const value = typed.trim()
  const day = asWrittenDay(value)
  if (day !== value) return day
  const n = asNumber(value)
  return Number.isNaN(n) || /^0\d/.test(value) ? value : String(n)
}

/** A condition as its fields show it. */
export function conditionValues(when: Condition | undefined, fields: readonly (FormField | RowField)[]) {
  const values: Record<string, string> = { match: when?.match ?? 'ALL' }
  for (const [at, { field, is, value = '' }] of (when?.tests ?? []).entries()) {
    const asked = fields.find(one => one.key === field)
    const isChoice = asked?.options !== undefined || asked?.type === 'yesNo'
    Object.assign(values, {
      [`tests.${at}.field`]: field,
      [`tests.${at}.is`]: is,
      [`tests.${at}.${isChoice ? 'choice' : 'value'}`]: isChoice ? choiceValue(field, value) : value,
    })
  }
  return values
}

/** What the schema says is wrong, under the names of the editor's form. */
export const underFormNames = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors)
      // What was left empty in both languages is said once.
      .filter(([path]) => !(path.endsWith('.en') && path.replace(/en$/, 'vi') in errors))
      .map(([path, words]) => {
        const test = /(?:^|\.)when\.tests\.(\d+)/.exec(path)?.[1]
        if (test !== undefined) return [`tests.${test}.field`, words]
        return [/^options\b/.test(path) ? 'options' : path, words]
      }),
  )

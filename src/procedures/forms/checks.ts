import type { Words2 } from '#app/kernel/refusal.ts'
import type { Condition, Test } from './conditions.ts'
import type { FormDefinition, FormField, RowField } from './definition.ts'
import { asPartialDate } from './values.ts'

/** Whether the parts of a form fit each other: every key once, every condition about an earlier field and an answer it can have. Pure. */

export const FAULTS = [
  'FORM_EMPTY',
  'SECTION_EMPTY',
  'ROWS_EMPTY',
  'KEY_TWICE',
  'OPTIONS_WRONG',
  'OPTION_TWICE',
  'ROWS_WRONG',
  'FIELD_MISSING',
  'FIELD_LATER',
  'FIELD_IN_ROWS',
  'TEST_UNFIT',
  'VALUE_MISSING',
  'VALUE_UNKNOWN',
  'CASE_UNKNOWN',
  'CASE_TWICE',
] as const
export type Fault = (typeof FAULTS)[number]

export interface FormFault {
  fault: Fault
  /** Where in the definition: 'sections.0.fields.2.when.tests.0'; '' is the form itself. */
  path: string
  /** The place in words: the section and the field as they are labelled. */
  place: Words2
  /** The key, option or case it is about. */
  about: string
}

type AnyField = FormField | RowField
type Report = (fault: Fault, path: string, place: Words2, about: string) => void

/** What a form in preparation may still lack; everything else is never saved. */
const UNFINISHED: readonly Fault[] = ['FORM_EMPTY', 'SECTION_EMPTY', 'ROWS_EMPTY', 'CASE_UNKNOWN']
export const isUnfinished = ({ fault }: FormFault): boolean => UNFINISHED.includes(fault)

/**
 * Everything that does not fit, in the order of the form.
 * @param cases  the cases of the procedure's papers; undefined where they are not known
 */
export function formFaults(form: FormDefinition, cases?: readonly string[]): FormFault[] {
  const faults: FormFault[] = []
  const report: Report = (fault, path, place, about) => void faults.push({ fault, path, place, about })
  if (form.sections.length === 0) report('FORM_EMPTY', '', { vi: 'Mẫu đơn', en: 'The form' }, '')
  const known = new Fields(form)
  for (const [s, section] of form.sections.entries()) {
    const path = `sections.${s}`
    if (form.sections.findIndex(one => one.key === section.key) < s)
      report('KEY_TWICE', path, section.title, section.key)
    if (section.fields.length === 0) report('SECTION_EMPTY', path, section.title, section.key)
    checkTests(report, section.when, path, section.title, key => known.seen(key))
    for (const [f, field] of section.fields.entries()) {
      const here = `${path}.fields.${f}`
      const place = under(section.title, field.label)
      checkField(report, field, here, place, known, key => known.seen(key))
      const siblings = new Map<string, RowField>()
      for (const [r, inner] of (field.fields ?? []).entries()) {
        const find: Find = key => siblings.get(key) ?? known.seen(key, field)
        checkField(report, inner, `${here}.fields.${r}`, under(place, inner.label), known, find)
        siblings.set(inner.key, inner)
      }
      known.passed(field)
    }
  }
  checkCases(report, form, cases, key => known.seen(key))
  for (const [at, one] of (form.eligibility ?? []).entries()) {
    const earlier = (form.eligibility ?? []).findIndex(other => other.key === one.key)
    if (earlier < at) report('KEY_TWICE', `eligibility.${at}`, one.question, one.key)
  }
  return faults
}

type Find = (key: string) => AnyField | Fault

/** Which fields there are, and which of them a condition may look at: those before it. */
class Fields {
  private readonly before = new Map<string, FormField>()
  private readonly top: ReadonlySet<string>
  private readonly inRows: ReadonlySet<string>
  private readonly taken = new Set<string>()
  constructor(form: FormDefinition) {
    const fields = form.sections.flatMap(section => section.fields)
    this.top = new Set(fields.map(field => field.key))
    this.inRows = new Set(fields.flatMap(field => (field.fields ?? []).map(inner => inner.key)))
  }
  /** The field before, or what is wrong with asking about it. `group`: asked from a row of this group. */
  seen(key: string, group?: FormField): AnyField | Fault {
    const field = this.before.get(key)
    if (field) return field
    if (this.top.has(key) || group?.fields?.some(inner => inner.key === key)) return 'FIELD_LATER'
    return this.inRows.has(key) ? 'FIELD_IN_ROWS' : 'FIELD_MISSING'
  }
  passed(field: FormField): void {
    this.before.set(field.key, field)
  }
  /** Whether the key is new. */
  take(key: string): boolean {
    return this.taken.size < this.taken.add(key).size
  }
}

function checkField(report: Report, field: AnyField, path: string, place: Words2, known: Fields, find: Find): void {
  if (!known.take(field.key)) report('KEY_TWICE', path, place, field.key)
  for (const fault of shapeFaults(field)) report(fault, path, place, field.key)
  checkTests(report, field.when, path, place, find)
}

function checkTests(report: Report, when: Condition | undefined, path: string, place: Words2, find: Find): void {
  for (const [at, test] of (when?.tests ?? []).entries()) {
    const found = find(test.field)
    const fault = typeof found === 'string' ? found : testFault(test, found)
    const about = typeof found === 'string' || test.value === undefined ? test.field : test.value
    if (fault) report(fault, `${path}.when.tests.${at}`, place, about)
  }
}

function checkCases(report: Report, form: FormDefinition, cases: readonly string[] | undefined, find: Find): void {
  const asked = new Set<string>()
  for (const [at, one] of (form.cases ?? []).entries()) {
    const place = { vi: `Giấy tờ: ${one.case}`, en: `Papers: ${one.case}` }
    if (cases && !cases.includes(one.case)) report('CASE_UNKNOWN', `cases.${at}`, place, one.case)
    if (asked.has(one.case)) report('CASE_TWICE', `cases.${at}`, place, one.case)
    asked.add(one.case)
    checkTests(report, one.when, `cases.${at}`, place, find)
  }
}

const under = (outer: Words2, inner: Words2): Words2 => ({
  vi: `${outer.vi} › ${inner.vi}`,
  en: `${outer.en} › ${inner.en}`,
})

function shapeFaults(field: AnyField): Fault[] {
  const faults: Fault[] = []
  const choosing = field.type === 'select' || field.type === 'severalOf'
  if (choosing !== (field.options !== undefined)) faults.push('OPTIONS_WRONG')
  const values = (field.options ?? []).map(option => option.value)
  if (new Set(values).size !== values.length) faults.push('OPTION_TWICE')
  if (field.type === 'group') {
    if (!field.fields?.length) faults.push('ROWS_EMPTY')
    if ((field.minRows ?? 0) > (field.maxRows ?? Infinity)) faults.push('ROWS_WRONG')
  } else if ('fields' in field || 'minRows' in field || 'maxRows' in field) faults.push('ROWS_WRONG')
  return faults
}

const COUNTED: readonly FormField['type'][] = ['number', 'money', 'date', 'partialDate', 'group']
/** Numbers and days are written in several ways: they are compared by size, words by what they are. */
const WORDED: readonly FormField['type'][] = ['text', 'select', 'yesNo', 'citizenId', 'phone', 'email']

/** Which tests make sense for which answers. */
const FITS: Record<Test['is'], (type: FormField['type']) => boolean> = {
  FILLED: () => true,
  EMPTY: () => true,
  EQUALS: type => WORDED.includes(type),
  NOT_EQUALS: type => WORDED.includes(type),
  INCLUDES: type => type === 'severalOf',
  AT_LEAST: type => COUNTED.includes(type),
  AT_MOST: type => COUNTED.includes(type),
}

/** Whether a test can be asked of answers of a type. */
export const fitsType = (is: Test['is'], type: FormField['type']): boolean => FITS[is](type)

function testFault(test: Test, field: AnyField): Fault | null {
  if (!fitsType(test.is, field.type)) return 'TEST_UNFIT'
  if (test.is === 'FILLED' || test.is === 'EMPTY') return null
  const { value } = test
  if (value === undefined) return 'VALUE_MISSING'
  if (field.options) return field.options.some(option => option.value === value) ? null : 'VALUE_UNKNOWN'
  if (field.type === 'yesNo') return value === 'YES' || value === 'NO' ? null : 'VALUE_UNKNOWN'
  if (field.type === 'date' || field.type === 'partialDate') {
    return asPartialDate(value) === value ? null : 'VALUE_UNKNOWN'
  }
  if (COUNTED.includes(field.type)) return Number.isFinite(Number(value)) ? null : 'VALUE_UNKNOWN'
  return null
}

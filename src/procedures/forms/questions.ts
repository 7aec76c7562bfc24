import type { Lang } from '#app/kernel/context.ts'
import { formatMoney, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { Answers } from './answers.ts'
import { type Condition, holds, type Test } from './conditions.ts'
import { type FormDefinition, type FormField, PARTS, type RowField, YES_NO } from './definition.ts'
import { partWords } from './part-words.ts'
import { questionWords } from './question-words.ts'
import { writtenDay } from './shown.ts'

/** A form in one language, as it is asked: what the renderer of questions draws (`ui/questions.tsx`). Pure. */

export interface AskedWhen {
  /** '“Hình thức” là “Trực tuyến” và …' */
  words: string
  rule: Condition
  /** Whether it holds for the answers so far; nothing is said of parts within rows. */
  holds?: boolean
}

export interface LocalQuestion {
  key: string
  type: (typeof ASKED_AS)[FormField['type']]
  label: string
  required: boolean
  help?: string | undefined
  options?: { value: string; label: string }[] | undefined
  autoComplete?: string | undefined
  when?: AskedWhen | undefined
  questions?: LocalQuestion[] | undefined
  least?: number | undefined
  most?: number | undefined
}

export interface LocalSection {
  key: string
  title: string
  help?: string | undefined
  when?: AskedWhen | undefined
  questions: LocalQuestion[]
}

/** The kind of box each type of field is asked by. */
const ASKED_AS = {
  text: 'text',
  textarea: 'textarea',
  date: 'date',
  partialDate: 'partialDate',
  number: 'number',
  money: 'money',
  yesNo: 'oneOf',
  select: 'oneOf',
  severalOf: 'severalOf',
  citizenId: 'digits',
  phone: 'phone',
  email: 'email',
  person: 'boxes',
  organisation: 'boxes',
  address: 'place',
  group: 'rows',
} as const satisfies Record<FormField['type'], string>

type AnyField = FormField | RowField
type Part = { [T in keyof typeof PARTS]: keyof (typeof PARTS)[T] }[keyof typeof PARTS]

/** The kind of box of each part of a person, organisation or address, and what browsers may fill in there. */
const BOXES: Record<Part, { type: LocalQuestion['type']; fills?: string }> = {
  name: { type: 'text', fills: 'name' },
  citizenId: { type: 'digits' },
  born: { type: 'partialDate' },
  phone: { type: 'phone', fills: 'tel' },
  taxCode: { type: 'digits' },
  representative: { type: 'text' },
  province: { type: 'oneOf' },
  commune: { type: 'oneOf' },
  street: { type: 'text', fills: 'street-address' },
}

/** The sections of a form with their conditions in words. @param answers  those read so far, to say which parts are asked */
export function questionsOf(form: FormDefinition, lang: Lang, answers: Answers = {}): LocalSection[] {
  const words = wordsOfConditions(form, lang)
  const when = (condition: Condition | undefined, isRow = false): AskedWhen | undefined =>
    condition && {
      words: words(condition),
      rule: condition,
      ...(isRow ? {} : { holds: holds(condition, key => answers[key]) }),
    }
  const ask = (field: AnyField, isRow: boolean): LocalQuestion => ({
    key: field.key,
    type: ASKED_AS[field.type],
    label: field.label[lang],
    required: field.required,
    help: field.help?.[lang],
    options: optionsOf(field, lang),
    when: when(field.when, isRow),
    ...partsOf(field, lang),
    ...('fields' in field && field.fields
      ? {
          questions: field.fields.map(inner => ask(inner, true)),
          least: Math.max(field.minRows ?? 0, field.required ? 1 : 0),
          most: field.maxRows,
        }
      : {}),
  })
  return form.sections.map(section => ({
    key: section.key,
    title: section.title[lang],
    help: section.help?.[lang],
    when: when(section.when),
    questions: section.fields.map(field => ask(field, false)),
  }))
}

function optionsOf(field: AnyField, lang: Lang): LocalQuestion['options'] {
  const t = say(partWords, lang)
  if (field.type === 'yesNo') return YES_NO.map(value => ({ value, label: value === 'YES' ? t.yes : t.no }))
  return field.options?.map(option => ({ value: option.value, label: option.label[lang] }))
}

/** The boxes of a person, an organisation or an address. Browsers keep what belongs to each apart (`section-…`). */
function partsOf(field: AnyField, lang: Lang): { questions?: LocalQuestion[] } {
  if (!(field.type in PARTS)) return {}
  const type = field.type as keyof typeof PARTS
  const t = say(partWords, lang)
  const q = say(questionWords, lang)
  const help: Partial<Record<Part, string>> = {
    citizenId: q.citizenIdHelp,
    taxCode: q.taxCodeHelp,
    province: q.elsewhereHelp,
  }
  const label = (part: Part): string => (type === 'organisation' && part === 'name' ? t.organisationName : t[part])
  const fills = (part: Part): string | undefined =>
    type === 'organisation' && part === 'name' ? 'organization' : BOXES[part].fills
  return {
    questions: Object.entries(PARTS[type]).map(([key, required]) => {
      const part = key as Part
      const filled = fills(part)
      return {
        key,
        type: BOXES[part].type,
        label: label(part),
        required,
        help: help[part],
        autoComplete: filled && `section-${field.key} ${filled}`,
      }
    }),
  }
}

/** When the papers of each case are asked for; cases the form says nothing about are not in it. */
export function casesWhen(form: FormDefinition, lang: Lang, answers: Answers): Map<string, AskedWhen> {
  const words = wordsOfConditions(form, lang)
  return new Map(
    (form.cases ?? []).map(one => [
      one.case,
      { words: words(one.when), rule: one.when, holds: holds(one.when, key => answers[key]) },
    ]),
  )
}

/** Says conditions of this form in a sentence. */
export function wordsOfConditions(form: FormDefinition, lang: Lang): (condition: Condition) => string {
  const fields = new Map<string, AnyField>()
  for (const field of form.sections.flatMap(section => section.fields)) {
    for (const one of [field, ...(field.fields ?? [])]) fields.set(one.key, one)
  }
  const q = say(questionWords, lang)
  const said = (test: Test): string => {
    const field = fields.get(test.field)
    const isDay = field?.type === 'date' || field?.type === 'partialDate'
    const is = isDay && test.is === 'AT_LEAST' ? 'FROM' : isDay && test.is === 'AT_MOST' ? 'UNTIL' : test.is
    return q[is](field?.label[lang] ?? test.field, field ? valueSaid(field, test.value ?? '', lang) : '')
  }
  return condition => condition.tests.map(said).join(condition.match === 'ALL' ? q.and : q.or)
}

function valueSaid(field: AnyField, value: string, lang: Lang): string {
  const option = optionsOf(field, lang)?.find(one => one.value === value)
  if (option) return option.label
  if (field.type === 'date' || field.type === 'partialDate') return writtenDay(value)
  if (field.type === 'group') return say(questionWords, lang).rows(value)
  if (field.type === 'money') return formatMoney(Number(value), lang)
  return field.type === 'number' ? formatNumber(Number(value), lang) : value
}

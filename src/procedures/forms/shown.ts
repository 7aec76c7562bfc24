import type { Lang } from '#app/kernel/context.ts'
import { formatDate, formatMoney, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { Answers } from './answers.ts'
import { type FormDefinition, type FormField, PARTS, type RowField } from './definition.ts'
import { ELSEWHERE } from './values.ts'
import { partWords } from './part-words.ts'

/** Answers as they are shown back, in words. Pure. */

export interface ShownSection {
  title: string
  items: { label: string; value: string }[]
}

export interface Showing {
  lang: Lang
  /** Name of a province or commune by its code. */
  placeName: (code: string) => string | undefined
  /** What is done to a number that names a person (citizen number, phone, e-mail); left out: shown as it is. */
  personal?: (text: string) => string
}

/** What was answered, section by section; sections without an answer are left out. */
export function shownAnswers(form: FormDefinition, answers: Answers, showing: Showing): ShownSection[] {
  return form.sections
    .map(section => ({
      title: section.title[showing.lang],
      items: section.fields.flatMap(field => itemsOf(field, answers[field.key], showing)),
    }))
    .filter(section => section.items.length > 0)
}

function itemsOf(field: FormField, answer: unknown, showing: Showing): ShownSection['items'] {
  const label = field.label[showing.lang]
  if (field.type !== 'group') return itemOf(field, label, answer, showing)
  const rows = Array.isArray(answer) ? (answer as Record<string, unknown>[]) : []
  return rows.flatMap((row, at) =>
    (field.fields ?? []).flatMap(inner =>
      itemOf(inner, `${label} ${at + 1} › ${inner.label[showing.lang]}`, row[inner.key], showing),
    ),
  )
}

function itemOf(field: FormField | RowField, label: string, answer: unknown, showing: Showing): ShownSection['items'] {
  const value = shownValue(field, answer, showing)
  return value === '' ? [] : [{ label, value }]
}

const NAMES_A_PERSON: readonly string[] = ['citizenId', 'phone', 'email']

/** One answer in words; '' where there is none. */
export function shownValue(field: FormField | RowField, answer: unknown, showing: Showing): string {
  const { lang } = showing
  const personal = showing.personal ?? (text => text)
  if (Array.isArray(answer)) return answer.map(one => shownValue(field, one, showing)).join('; ')
  if (typeof answer === 'object' && answer !== null) return partsOf(field, answer as Record<string, string>, showing)
  if (typeof answer === 'number') return field.type === 'money' ? formatMoney(answer, lang) : formatNumber(answer, lang)
  if (typeof answer !== 'string' || answer === '') return ''
  const option = field.options?.find(one => one.value === answer)
  if (option) return option.label[lang]
  if (NAMES_A_PERSON.includes(field.type)) return personal(answer)
  if (field.type === 'yesNo') return say(partWords, lang)[answer === 'YES' ? 'yes' : 'no']
  if (field.type === 'date' || field.type === 'partialDate') return writtenDay(answer)
  // Answers kept before numbers were read as numbers.
  if (field.type === 'money' && /^\d+$/.test(answer)) return formatMoney(Number(answer), lang)
  return answer
}

/** 1987-09-05 → 05/09/1987, 1987-09 → 09/1987; a year as it is. */
export const writtenDay = (day: string): string =>
  day.length === 10 ? formatDate(day) : /^\d{4}-\d\d$/.test(day) ? `${day.slice(5)}/${day.slice(0, 4)}` : day

function partsOf(field: FormField | RowField, boxes: Record<string, string>, showing: Showing): string {
  if (field.type === 'address') {
    const { province, commune, street } = boxes
    const inside = province === ELSEWHERE ? [commune] : [placeOf(commune, showing), placeOf(province, showing)]
    // Where somebody lives is as personal as a number: only the place is shown where numbers are hidden.
    return [showing.personal && street ? '•••' : street, ...inside].filter(Boolean).join(', ')
  }
  if (!(field.type in PARTS)) return ''
  const t = say(partWords, showing.lang)
  const personal = showing.personal ?? (text => text)
  return Object.keys(PARTS[field.type as keyof typeof PARTS])
    .flatMap(part => {
      const text = boxes[part]
      if (!text) return []
      if (part === 'name') return [text]
      const said = part === 'born' ? writtenDay(text) : part === 'representative' ? text : personal(text)
      return [`${t[part as 'citizenId'].toLocaleLowerCase('vi')}: ${said}`]
    })
    .join(', ')
}

const placeOf = (code: string | undefined, { placeName }: Showing): string | undefined =>
  code === undefined ? undefined : (placeName(code) ?? code)

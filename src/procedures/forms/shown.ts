import type { Lang } from '#app/kernel/context.ts'
import { formatDate, formatMoney, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { Answers } from './answers.ts'
import { type Condition, holds } from './conditions.ts'
import { type FormDefinition, type FormField, PARTS, type RowField } from './definition.ts'
import { ELSEWHERE } from './values.ts'
import { partWords } from './part-words.ts'

/** Answers as they are shown back, in words. Pure. */

export interface ShownItem {
  /** The field's. */
  key: string
  label: string
  /** All of it as text. */
  value: string
  /** The rows of a group: only questions that were answered in one of them have a column. */
  table?: { heads: string[]; rows: string[][] }
}

export interface ShownSection {
  title: string
  items: ShownItem[]
  /** The questions before filing. */
  before?: true
}

export interface Showing {
  lang: Lang
  /** Name of a province or commune by its code. */
  placeName: (code: string) => string | undefined
  /** Also lists what was asked and not answered, with nothing for a value. */
  unanswered?: boolean
  /** What is done to a number that names a person (citizen number, phone, e-mail); left out: shown as it is. */
  personal?: (text: string) => string
}

/** What of an answer is personal data: the whole of a plain one, boxes of a person, an organisation or an address. */
export const personalParts = {
  citizenId: 'WHOLE',
  phone: 'WHOLE',
  email: 'WHOLE',
  person: ['citizenId', 'born', 'phone'],
  organisation: ['taxCode', 'phone'],
  address: ['street'],
} as const satisfies Partial<Record<FormField['type'], 'WHOLE' | readonly string[]>>

const isPersonal = (type: FormField['type'], part?: string): boolean => {
  const parts: 'WHOLE' | readonly string[] | undefined = personalParts[type as keyof typeof personalParts]
  return part === undefined ? parts === 'WHOLE' : Array.isArray(parts) && parts.includes(part)
}

/** What was answered, section by section; sections without an answer are left out. */
export function answersShown(form: FormDefinition, answers: Answers, showing: Showing): ShownSection[] {
  const isAsked = (part: { when?: Condition | undefined }): boolean => holds(part.when, key => answers[key])
  return form.sections
    .map(section => ({
      title: section.title[showing.lang],
      items: section.fields.flatMap(field => {
        const item = itemOf(field, answers[field.key], showing)
        const isOpen = showing.unanswered === true && isAsked(section) && isAsked(field)
        return item.value !== '' || isOpen ? item : []
      }),
    }))
    .filter(section => section.items.length > 0)
}

function itemOf(field: FormField, answer: unknown, showing: Showing): ShownItem {
  const { key } = field
  const label = field.label[showing.lang]
  if (field.type !== 'group') return { key, label, value: shownValue(field, answer, showing) }
  const rows = Array.isArray(answer) ? (answer as Record<string, unknown>[]) : []
  const columns = (field.fields ?? [])
    .map(inner => ({
      head: inner.label[showing.lang],
      cells: rows.map(row => shownValue(inner, row[inner.key], showing)),
    }))
    .filter(column => column.cells.some(cell => cell !== ''))
  if (columns.length === 0) return { key, label, value: '' }
  const table = {
    heads: columns.map(column => column.head),
    rows: rows.map((_, at) => columns.map(column => column.cells[at] ?? '')),
  }
  const value = table.rows.map((cells, at) => `${at + 1}. ${cells.filter(Boolean).join('; ')}`).join('\n')
  return { key, label, value, table }
}

/** One answer in words; '' where there is none. */
export function shownValue(field: FormField | RowField, answer: unknown, showing: Showing): string {
  const { lang } = showing
  const personal = showing.personal ?? (text => text)
  if (Array.isArray(answer)) return answer.map(one => shownValue(field, one, showing)).join('; ')
  if (typeof answer === 'object' && answer !== null) return partsOf(field, answer as Record<string, string>, showing)
  if (typeof answer === 'number')
    return field.type === 'money' ? formatMoney(answer, lang) : writtenNumber(answer, lang)
  if (typeof answer !== 'string' || answer === '') return ''
  const option = field.options?.find(one => one.value === answer)
  if (option) return option.label[lang]
  if (isPersonal(field.type)) return personal(answer)
  if (field.type === 'yesNo') return say(partWords, lang)[answer === 'YES' ? 'yes' : 'no']
  if (field.type === 'date' || field.type === 'partialDate') return writtenDay(answer)
  // Answers kept before numbers were read as numbers.
  if (field.type === 'money' && /^\d+$/.test(answer)) return formatMoney(Number(answer), lang)
  return answer
}

/** 1987-09-05 → 05/09/1987, 1987-09 → 09/1987; a year as it is. */
export const writtenDay = (day: string): string =>
  day.length === 10 ? formatDate(day) : /^\d{4}-\d\d$/.test(day) ? `${day.slice(5)}/${day.slice(0, 4)}` : day

/** A number of four digits may be a year: it is not parted. */
const writtenNumber = (n: number, lang: Lang): string =>
  Math.abs(n) < 10_000 ? String(n).replace('.', lang === 'vi' ? ',' : '.') : formatNumber(n, lang)

const HIDDEN = '•••'

function partsOf(field: FormField | RowField, boxes: Record<string, string>, showing: Showing): string {
  const { personal } = showing
  /** What cannot be half hidden is hidden whole. */
  const hide = (part: string, text: string): string => {
    if (!personal || !isPersonal(field.type, part)) return text
    return part === 'born' || part === 'street' ? HIDDEN : personal(text)
  }
  if (field.type === 'address') {
    const { province, commune, street } = boxes
    const inside = province === ELSEWHERE ? [commune] : [placeOf(commune, showing), placeOf(province, showing)]
    return capital([street && hide('street', street), ...inside].filter(Boolean).join(', '))
  }
  if (!(field.type in PARTS)) return ''
  const t = say(partWords, showing.lang)
  return Object.keys(PARTS[field.type as keyof typeof PARTS])
    .flatMap(part => {
      const text = boxes[part]
      if (!text) return []
      const said = hide(part, part === 'born' ? writtenDay(text) : text)
      return [part === 'name' ? said : `${t[part as 'citizenId'].toLocaleLowerCase('vi')}: ${said}`]
    })
    .join(', ')
}

/** Within an address: 'phường Trường Vinh'. */
function placeOf(code: string | undefined, { placeName }: Showing): string | undefined {
  const name = code === undefined ? undefined : (placeName(code) ?? code)
  return name && name.charAt(0).toLocaleLowerCase('vi') + name.slice(1)
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

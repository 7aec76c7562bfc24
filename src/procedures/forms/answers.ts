import type { Words2 } from '#app/kernel/refusal.ts'
import { type Condition, holds, isFilled } from './conditions.ts'
import { type FormDefinition, type FormField, MAX_ROWS, type RowField } from './definition.ts'
import { type AnswerFacts, needed, readValue, type Value } from './values.ts'

/** Reads what was typed into a form. Pure. */

export type Row = Record<string, Value>
/** Answers as they are kept with a dossier: only to what was asked. */
export type Answers = Record<string, Value | Row[]>
/** What is wrong, by the path of the box: 'children.0.born'. */
export type Problems = Record<string, Words2>

export interface ReadAnswers {
  answers: Answers
  problems: Problems
}

/**
 * The answers to a form, in the form's order. A part whose condition does not hold is not asked, and what was typed there is
 * left out; conditions look only backwards (`checks.ts`), so one pass decides.
 * @param typed  by key; rows of a group as a list or as an object with numbers for keys, as forms post them
 */
export function readAnswers(form: FormDefinition, typed: Record<string, unknown>, facts: AnswerFacts): ReadAnswers {
  const read: ReadAnswers = { answers: {}, problems: {} }
  const answerTo = (key: string): unknown => read.answers[key]
  for (const section of form.sections) {
    if (!holds(section.when, answerTo)) continue
    for (const field of section.fields) {
      if (!holds(field.when, answerTo)) continue
      if (field.type === 'group') readGroup(read, field, own(typed, field.key), facts)
      else keep(read.answers, read.problems, field as RowField, own(typed, field.key), facts, field.key)
    }
  }
  const strange = Object.keys(typed).filter(key => !isKey(form, key))
  // Not written one by one: of the keys somebody may send, '__proto__' is one.
  return { ...read, problems: { ...read.problems, ...Object.fromEntries(strange.map(key => [key, noField])) } }
}

const noField: Words2 = { vi: 'Mẫu đơn không có mục này.', en: 'The form has no such field.' }

const own = (typed: object, key: string): unknown =>
  Object.hasOwn(typed, key) ? (typed as Record<string, unknown>)[key] : undefined

const isKey = (form: FormDefinition, key: string): boolean =>
  form.sections.some(section => section.fields.some(field => field.key === key))

function keep(
  into: Record<string, unknown>,
  problems: Problems,
  field: RowField,
  given: unknown,
  facts: AnswerFacts,
  path: string,
): void {
  const { value, wrong } = readValue(field, given, facts)
  if (value !== undefined) into[field.key] = value
  for (const [part, words] of Object.entries(wrong)) problems[part === '' ? path : `${path}.${part}`] = words
}

function readGroup(read: ReadAnswers, field: FormField, given: unknown, facts: AnswerFacts): void {
  const typed = rowsOf(given)
  const least = Math.max(field.minRows ?? 0, field.required ? 1 : 0)
  const most = field.maxRows ?? MAX_ROWS
  if (typed.length > most) {
    read.problems[field.key] = { vi: `Tối đa ${most} dòng.`, en: `At most ${most} rows.` }
    return
  }
  let unread = 0
  const rows = typed.flatMap(({ at, boxes }) => {
    const row: Row = {}
    const problems: Problems = {}
    const answerTo = (key: string): unknown => (field.fields?.some(f => f.key === key) ? row[key] : read.answers[key])
    for (const inner of field.fields ?? []) {
      if (!holds(inner.when, answerTo)) continue
      keep(row, problems, inner, own(boxes, inner.key), facts, `${field.key}.${at}.${inner.key}`)
    }
    Object.assign(read.problems, problems)
    if (Object.keys(row).length > 0) return [row]
    // A row in which only what is not asked was filled is no row; one in which everything is wrong is.
    if (Object.keys(problems).length > 0) unread += 1
    return []
  })
  if (rows.length + unread < least) read.problems[field.key] = rows.length + unread === 0 ? needed : atLeast(least)
  if (rows.length > 0) read.answers[field.key] = rows
}

const atLeast = (n: number): Words2 => ({ vi: `Cần ít nhất ${n} dòng.`, en: `At least ${n} rows are needed.` })

/** Rows with something in them, each with the number it was typed under, so that what is wrong stands beside its box. */
function rowsOf(given: unknown): { at: number; boxes: object }[] {
  if (typeof given !== 'object' || given === null) return []
  return Object.entries(given)
    .filter((entry): entry is [string, object] => /^\d{1,3}$/.test(entry[0]) && typeof entry[1] === 'object')
    .map(([at, boxes]) => ({ at: Number(at), boxes }))
    .filter(row => isFilled(row.boxes))
    .toSorted((a, b) => a.at - b.at)
}

/** Whether the papers of a case are asked for by these answers; null names those of every case. */
export function papersAsked(form: FormDefinition, answers: Answers): (papersOf: string | null) => boolean {
  const when = new Map<string, Condition>((form.cases ?? []).map(one => [one.case, one.when]))
  return papersOf => papersOf === null || holds(when.get(papersOf), key => answers[key])
}

/**
 * When a part of a form is asked. The one rule for it: the server reads answers by it, the browser shows and hides by it
 * (`pages/islands/answers.ts`), so nothing is imported here. Pure.
 */

export const TESTS = ['FILLED', 'EMPTY', 'EQUALS', 'NOT_EQUALS', 'INCLUDES', 'AT_LEAST', 'AT_MOST'] as const
export type TestKind = (typeof TESTS)[number]

export interface Test {
  /** Key of an earlier field. */
  field: string
  is: TestKind
  /** What it is compared with; FILLED and EMPTY compare with nothing. */
  value?: string | undefined
}

export interface Condition {
  match: 'ALL' | 'ANY'
  tests: readonly Test[]
}

/** Whether the part is asked. Without a condition it is. `answerTo` gives the answer to an earlier field, undefined where it was not asked. */
export function holds(condition: Condition | undefined, answerTo: (field: string) => unknown): boolean {
  if (!condition) return true
  const passes = (test: Test): boolean => testPasses(test, answerTo(test.field))
  return condition.match === 'ALL' ? condition.tests.every(passes) : condition.tests.some(passes)
}

function testPasses({ is, value = '' }: Test, answer: unknown): boolean {
  switch (is) {
    case 'FILLED':
      return isFilled(answer)
    case 'EMPTY':
      return !isFilled(answer)
    case 'EQUALS':
      return isFilled(answer) && plain(answer) === value
    case 'NOT_EQUALS':
      return plain(answer) !== value
    case 'INCLUDES':
      return Array.isArray(answer) && answer.includes(value)
    case 'AT_LEAST':
      return isFilled(answer) && compare(answer, value) >= 0
    case 'AT_MOST':
      return isFilled(answer) && compare(answer, value) <= 0
  }
  return is satisfies never
}

/** Nothing, blanks, an empty list and an object of nothing are no answer. */
export function isFilled(answer: unknown): boolean {
  if (answer === undefined || answer === null) return false
  if (typeof answer === 'string') return answer.trim() !== ''
  if (typeof answer === 'object') return Object.values(answer).some(isFilled)
  return true
}

const plain = (answer: unknown): string => (typeof answer === 'number' ? String(answer) : textOf(answer))
const textOf = (answer: unknown): string => (typeof answer === 'string' ? answer.normalize('NFC').trim() : '')

/**
 * Filled rows by how many, numbers by value, days as they follow each other: as they are kept and as people write them
 * (1.500.000 đ, 12,5, 05/09/1987), for the browser asks before the server has read.
 */
function compare(answer: unknown, value: string): number {
  if (Array.isArray(answer)) return answer.filter(isFilled).length - Number(value)
  const text = plain(answer)
  const day = asWrittenDay(text)
  if (DAY.test(value) && DAY.test(day)) return day < value ? -1 : day > value ? 1 : 0
  return asNumber(text.replaceAll(/\s|đ$/gu, '')) - Number(value)
}

/** A day, a month or a year. */
const DAY = /^\d{4}(-\d\d){0,2}$/

/** 05/09/1987 → 1987-09-05, 9/1987 → 1987-09; anything else as it is. */
export function asWrittenDay(text: string): string {
  const written = /^(?:(\d{1,2})\/)?(\d{1,2})\/(\d{4})$/.exec(text)
  if (!written) return text
  return [written[3], written[2], written[1]]
    .filter(part => part !== undefined)
    .map(part => part.padStart(2, '0'))
    .join('-')
}

/** 12,5 → 12.5; 1.500.000 → 1500000; NaN for what is no number, so that no comparison holds. */
export function asNumber(answer: unknown): number {
  if (typeof answer === 'number') return answer
  const text = textOf(answer)
  const thousands = /^\d{1,3}(\.\d{3})+$/.test(text) ? text.replaceAll('.', '') : text
  return /^-?\d+([.,]\d+)?$/.test(thousands) ? Number(thousands.replace(',', '.')) : Number.NaN
}

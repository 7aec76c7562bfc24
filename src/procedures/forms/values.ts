import { z } from 'zod'
import { citizenId, civilDay, issueWords, line, paragraphs, phone } from '#app/kernel/input.ts'
import type { Words2 } from '#app/kernel/refusal.ts'
import { asNumber, asWrittenDay, isFilled } from './conditions.ts'
import { PARTS, type RowField, YES_NO } from './definition.ts'

/** What is a right answer to one field, and how it is kept. Pure. */

/** A value as it is kept: text, number, list of choices, or the boxes of a compound field. */
export type Value = string | number | string[] | Record<string, string>

/** What a right answer is checked against besides its own form. */
export interface AnswerFacts {
  /** Whether a commune (territory code) lies in a province. */
  isPlace: (province: string, commune: string) => boolean
  /** The province a commune lies in: who chose the commune has said it. */
  provinceOf: (commune: string) => string | undefined
}

/** `value` undefined: not answered. `wrong` by path below the field; '' is the field itself. */
export interface ReadValue {
  value?: Value
  wrong: Record<string, Words2>
}

export const needed: Words2 = { vi: 'Hãy điền mục này.', en: 'Fill this in.' }
const choice: Words2 = { vi: 'Hãy chọn một mục trong danh sách.', en: 'Choose one of the list.' }

type PlainType = Exclude<RowField['type'], keyof typeof PARTS>

const plain: Record<Exclude<PlainType, 'select' | 'severalOf' | 'yesNo'>, z.ZodType<string | number>> = {
  text: line(300, 1),
  textarea: paragraphs(4_000, 1),
  date: civilDay,
  partialDate: z.string().transform(asPartialDate).pipe(z.string('partialDate')),
  number: z.union([z.number(), z.string().transform(asNumber)]).pipe(z.number('number').min(-1e15).max(1e15)),
  money: z
    .union([z.number(), z.string().transform(text => asNumber(text.replaceAll(/\s|đ$/gu, '')))])
    .pipe(z.int('money').min(0).max(1e15)),
  citizenId,
  phone,
  email: z.email('email').max(200),
}

const taxCode = z.string().regex(/^(\d{10}(-\d{3})?|\d{12})$/, 'taxCode')
/** A province the map here does not know: the commune is then written out, with its province. */
export const ELSEWHERE = 'ELSEWHERE'
const parts: Record<string, z.ZodType<string | number>> = {
  name: line(200, 1),
  citizenId,
  born: plain.partialDate,
  phone,
  taxCode,
  representative: line(200, 1),
  province: z.string().regex(new RegExp(`^(\\d{2}|${ELSEWHERE})$`), 'choice'),
  commune: line(200, 1),
  street: line(300, 1),
}

const NAMED: Record<string, Words2> = {
  number: { vi: 'Hãy ghi một số, ví dụ 12 hoặc 12,5.', en: 'Give a number, such as 12 or 12.5.' },
  money: { vi: 'Hãy ghi số tiền đồng, ví dụ 1.500.000.', en: 'Give an amount in đồng, such as 1500000.' },
  partialDate: {
    vi: 'Hãy ghi ngày (05/09/1987), tháng (09/1987) hoặc chỉ năm (1987).',
    en: 'Give a day (05/09/1987), a month (09/1987) or only the year (1987).',
  },
  taxCode: {
    vi: 'Mã số thuế gồm 10 chữ số, thêm -001 cho đơn vị phụ thuộc, hoặc 12 chữ số.',
    en: 'A tax code has 10 digits, with -001 for a branch, or 12 digits.',
  },
  email: {
    vi: 'Địa chỉ thư điện tử chưa đúng, ví dụ ten@vidu.vn.',
    en: 'Not an e-mail address, such as name@example.com.',
  },
  choice,
}

/** Reads the answer to a field. Nothing where nothing was typed, unless it must be. */
export function readValue(field: RowField, given: unknown, facts: AnswerFacts): ReadValue {
  if (field.type in PARTS) return readParts(field, field.type as keyof typeof PARTS, given, facts)
  if (!isFilled(given)) return field.required ? bad(needed) : { wrong: {} }
  const options = field.options ?? []
  const isOption = (one: unknown): boolean => options.some(option => option.value === one)
  switch (field.type) {
    case 'select':
      return typeof given === 'string' && isOption(given) ? right(given) : bad(choice)
    case 'yesNo':
      return YES_NO.some(one => one === given) ? right(given as string) : bad(choice)
    case 'severalOf': {
      const chosen = Array.isArray(given) ? given : [given]
      return chosen.every(isOption) ? right([...new Set(chosen as string[])]) : bad(choice)
    }
    default:
      return readBy(plain[field.type as keyof typeof plain], given)
  }
}

function readParts(field: RowField, type: keyof typeof PARTS, given: unknown, facts: AnswerFacts): ReadValue {
  if (!isFilled(given)) return field.required ? bad(needed) : { wrong: {} }
  if (typeof given !== 'object' || Array.isArray(given)) return bad(needed)
  const typed = given as Record<string, unknown>
  const boxes = type === 'address' ? withProvince(typed, facts) : typed
  const value: Record<string, string> = {}
  const wrong: Record<string, Words2> = {}
  for (const [name, must] of Object.entries(PARTS[type])) {
    if (!isFilled(boxes[name])) {
      if (must) wrong[name] = needed
      continue
    }
    const read = readBy(parts[name] as z.ZodType<string | number>, boxes[name])
    if (typeof read.value === 'string') value[name] = read.value
    else wrong[name] = read.wrong[''] ?? needed
  }
  for (const name of Object.keys(boxes)) {
    if (!(name in PARTS[type])) wrong[name] = { vi: 'Không có ô này.', en: 'There is no such box.' }
  }
  const { province, commune } = value
  if (province && commune && province !== ELSEWHERE && !facts.isPlace(province, commune)) {
    wrong['commune'] = { vi: 'Hãy chọn xã, phường thuộc tỉnh đã chọn.', en: 'Choose a commune of the chosen province.' }
  }
  return Object.keys(wrong).length > 0 ? { wrong } : { value, wrong }
}

/** The communes of the province served here stand open: who chose one has said the province. */
function withProvince(boxes: Record<string, unknown>, { provinceOf }: AnswerFacts): Record<string, unknown> {
  const { province, commune } = boxes
  const found = isFilled(province) || typeof commune !== 'string' ? undefined : provinceOf(commune)
  return found === undefined ? boxes : { ...boxes, province: found }
}

const right = (value: Value): ReadValue => ({ value, wrong: {} })
const bad = (words: Words2): ReadValue => ({ wrong: { '': words } })

function readBy(schema: z.ZodType<string | number>, given: unknown): ReadValue {
  const done = schema.safeParse(given)
  if (done.success) return right(done.data)
  const issue = done.error.issues[0]
  return bad((issue && (NAMED[issue.message] ?? issueWords(issue))) ?? needed)
}

/**
 * A day, a month or a year as it is kept ('1987-09-05', '1987-09', '1987'), from that or from how people write it (05/09/1987, 9/1987).
 * Undefined for what is none of it.
 */
export function asPartialDate(typed: string): string | undefined {
  const iso = asWrittenDay(typed.trim())
  if (!/^\d{4}(-\d\d){0,2}$/.test(iso)) return undefined
  return civilDay.safeParse(`${iso}-01-01`.slice(0, 10)).success ? iso : undefined
}

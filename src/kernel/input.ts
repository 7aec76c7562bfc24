import { z } from 'zod'
import { Refusal, type Words2 } from './refusal.ts'

/** What may come in: shared pieces of input schemas, and what is said when something does not fit. */

/** One line of text: trimmed, NFC, no control characters. */
export const line = (max: number, min = 0) =>
  z
    .string()
    .max(max * 4)
    .transform(s => s.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        // Control characters and broken surrogates are what is refused.
        .refine(s => !/[\p{Cc}\p{Cs}]/u.test(s), 'control'),
    )

/** Several lines of text: trimmed, NFC; line breaks and tabs stay, other control characters are refused. */
export const paragraphs = (max: number, min = 0) =>
  z
    .string()
    .max(max * 4)
    .transform(s => s.normalize('NFC').replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .refine(s => !/[^\P{Cc}\n\t]|\p{Cs}/u.test(s), 'control'),
    )

/** A civil day 'YYYY-MM-DD' that exists, 1900–2200. */
export const civilDay = z.iso.date().refine(d => d >= '1900-01-01' && d < '2200-01-01', 'range')

export const citizenId = z.string().regex(/^\d{12}$/, 'citizenId')
export const phone = z.string().regex(/^(\+84|0)\d{8,10}$/, 'phone')
/** An id of ours that came in through an address or a form. */
export const rowId = z.coerce.number().int().min(1).max(2_147_483_647)

const NAMED: Record<string, Words2> = {
  decimal: { vi: 'Hãy nhập một số, ví dụ 51,25.', en: 'Type a number, for example 51.25.' },
  control: { vi: 'Có ký tự không hợp lệ. Hãy gõ lại.', en: 'Has characters that cannot be used. Type it again.' },
  range: { vi: 'Ngày nằm ngoài khoảng cho phép.', en: 'The date is out of range.' },
  citizenId: { vi: 'Số căn cước gồm đúng 12 chữ số.', en: 'A citizen number has exactly 12 digits.' },
  phone: {
    vi: 'Số điện thoại gồm 9–11 chữ số, bắt đầu bằng 0 hoặc +84.',
    en: 'A phone number has 9–11 digits and begins with 0 or +84.',
  },
}

/** What is wrong with one field, in words people understand. */
export function issueWords(issue: z.core.$ZodIssue): Words2 {
  const named = NAMED[issue.message]
  if (named) return named
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null || issue.input === ''
        ? { vi: 'Hãy điền mục này.', en: 'Fill this in.' }
        : { vi: 'Không đúng kiểu dữ liệu.', en: 'This is not the right kind of value.' }
    case 'too_small':
      if (issue.origin === 'string') {
        return Number(issue.minimum) <= 1
          ? { vi: 'Hãy điền mục này.', en: 'Fill this in.' }
          : { vi: `Cần ít nhất ${issue.minimum} ký tự.`, en: `At least ${issue.minimum} characters are needed.` }
      }
      return { vi: `Không được nhỏ hơn ${issue.minimum}.`, en: `Must not be less than ${issue.minimum}.` }
    case 'too_big':
      return issue.origin === 'string'
        ? { vi: `Tối đa ${issue.maximum} ký tự.`, en: `At most ${issue.maximum} characters.` }
        : { vi: `Không được lớn hơn ${issue.maximum}.`, en: `Must not be more than ${issue.maximum}.` }
    case 'invalid_value':
      return { vi: 'Hãy chọn một mục trong danh sách.', en: 'Choose one of the list.' }
    case 'unrecognized_keys':
      return { vi: `Có mục không biết: ${issue.keys.join(', ')}.`, en: `Unknown: ${issue.keys.join(', ')}.` }
    case 'invalid_format':
      return issue.format === 'date'
        ? { vi: 'Ngày không hợp lệ.', en: 'This is not a date.' }
        : issue.format === 'email'
          ? { vi: 'Địa chỉ thư điện tử không hợp lệ.', en: 'This is not an e-mail address.' }
          : { vi: 'Không đúng dạng.', en: 'This does not have the right form.' }
    case 'invalid_union': {
      // The last alternative is the one people write; the others are for machines.
      const closest = issue.errors.at(-1)?.[0]
      return closest ? issueWords(closest) : { vi: 'Không hợp lệ.', en: 'Not valid.' }
    }
    default:
      return { vi: issue.message || 'Không hợp lệ.', en: issue.message || 'Not valid.' }
  }
}

/** All issues of a failed parse, by field path ('papers.0.name'). */
export function fieldIssues(error: z.ZodError): Record<string, Words2> {
  const fields: Record<string, Words2> = {}
  for (const issue of error.issues) fields[issue.path.join('.') || '_'] ??= issueWords(issue)
  return fields
}

export const badInput = (fields: Record<string, Words2>): Refusal =>
  new Refusal(
    'BAD_INPUT',
    422,
    {
      vi: 'Có mục chưa đúng. Hãy sửa các mục được đánh dấu.',
      en: 'Something is not right. Correct the marked fields.',
    },
    { fields },
  )

/** @throws Refusal BAD_INPUT naming every field that does not fit */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const done = schema.safeParse(value)
  if (!done.success) throw badInput(fieldIssues(done.error))
  return done.data
}

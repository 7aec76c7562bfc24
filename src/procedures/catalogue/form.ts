import { z } from 'zod'
import { citizenId, civilDay, issueWords, line, paragraphs, phone } from '#app/kernel/input.ts'
import type { Words2 } from '#app/kernel/refusal.ts'

/** The electronic form of a procedure: sections of typed fields, and what is wrong with an answer. Pure. */

export const FIELD_TYPES = [
  'text',
  'textarea',
  'date',
  'number',
  'money',
  'select',
  'citizenId',
  'phone',
  'email',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

const filled = z.string().trim().min(1).max(300)
const BothSchema = z.object({ vi: filled, en: filled })
const key = z.string().regex(/^[a-z][A-Za-z0-9]{0,60}$/)

export const FormFieldSchema = z
  .object({
    key,
    label: BothSchema,
    type: z.enum(FIELD_TYPES),
    required: z.boolean(),
    options: z
      .array(z.object({ value: filled, label: BothSchema }))
      .max(200)
      .optional(),
    help: BothSchema.optional(),
  })
  .refine(
    field => (field.type === 'select') === (field.options !== undefined),
    'a select has options, nothing else has',
  )

export const FormSectionSchema = z.object({ key, title: BothSchema, fields: z.array(FormFieldSchema).min(1).max(100) })

/** Keys are unique over the whole form: an answer is found by its key alone. */
export const FormDefinitionSchema = z
  .object({ sections: z.array(FormSectionSchema).max(30) })
  .refine(form => unique(form.sections.flatMap(section => section.fields.map(field => field.key))), 'a key twice')
  .refine(form => unique(form.sections.map(section => section.key)), 'a section twice')

export type FormField = z.infer<typeof FormFieldSchema>
export type FormDefinition = z.infer<typeof FormDefinitionSchema>

export const emptyForm: FormDefinition = { sections: [] }

const unique = (keys: readonly string[]): boolean => new Set(keys).size === keys.length

const answers: Record<Exclude<FieldType, 'select'>, z.ZodType> = {
  text: line(300, 1),
  textarea: paragraphs(4_000, 1),
  date: civilDay,
  number: decimal(),
  money: money(),
  citizenId,
  phone,
  email: z.email().max(200),
}

/** Numbers as people write them: 51,25 or 51.25; the sign is allowed. */
function decimal() {
  return z.union([z.number().min(-1e15).max(1e15), z.string().regex(/^-?\d{1,15}([.,]\d{1,6})?$/, 'number')])
}

/** Whole đồng, with or without the dots people write between thousands. */
function money() {
  return z.union([z.int().min(0).max(1e15), z.string().regex(/^(\d{1,15}|\d{1,3}(\.\d{3}){1,4})$/, 'money')])
}

const NAMED: Record<string, Words2> = {
  number: { vi: 'Hãy ghi một số, ví dụ 12 hoặc 12,5.', en: 'Give a number, such as 12 or 12.5.' },
  money: { vi: 'Hãy ghi số tiền đồng, ví dụ 1.500.000.', en: 'Give an amount in đồng, such as 1500000.' },
  choice: { vi: 'Hãy chọn một mục trong danh sách.', en: 'Choose one of the list.' },
  needed: { vi: 'Hãy điền mục này.', en: 'Fill this in.' },
}

/** What is wrong with an answer to a field; null when it is right. An empty answer is right unless it is required. */
export function badAnswer(field: FormField, value: unknown): Words2 | null {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) {
    return field.required ? (NAMED['needed'] as Words2) : null
  }
  if (field.type === 'select') {
    return field.options?.some(option => option.value === value) ? null : (NAMED['choice'] as Words2)
  }
  const done = answers[field.type].safeParse(value)
  if (done.success) return null
  const issue = done.error.issues[0]
  if (field.type === 'number' || field.type === 'money') return NAMED[field.type] as Words2
  return issue ? issueWords(issue) : (NAMED['needed'] as Words2)
}

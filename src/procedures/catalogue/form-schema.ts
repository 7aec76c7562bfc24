import type { Lang } from '#app/kernel/context.ts'
import type { FormDefinition, FormField } from './form.ts'

/** A procedure's form as JSON Schema (draft 2020-12), for programs that file dossiers. Pure. */

const TYPES = {
  text: { type: 'string', maxLength: 300 },
  textarea: { type: 'string', maxLength: 4_000 },
  date: { type: 'string', format: 'date' },
  number: { type: ['number', 'string'], pattern: '^-?\\d{1,15}([.,]\\d{1,6})?$' },
  money: { type: ['integer', 'string'], pattern: '^(\\d{1,15}|\\d{1,3}(\\.\\d{3}){1,4})$' },
  citizenId: { type: 'string', pattern: '^\\d{12}$' },
  phone: { type: 'string', pattern: '^(\\+84|0)\\d{8,10}$' },
  email: { type: 'string', format: 'email', maxLength: 200 },
} as const

/** The answers `badAnswer` finds nothing wrong with, as far as JSON Schema can say it. */
export function formSchema(form: FormDefinition, id: string, title: string, lang: Lang): Record<string, unknown> {
  const fields = form.sections.flatMap(section => section.fields)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title,
    type: 'object',
    properties: Object.fromEntries(fields.map(field => [field.key, propertyOf(field, lang)])),
    required: fields.filter(field => field.required).map(field => field.key),
    additionalProperties: false,
  }
}

function propertyOf(field: FormField, lang: Lang): Record<string, unknown> {
  const about = { title: field.label[lang], ...(field.help ? { description: field.help[lang] } : {}) }
  if (field.type === 'select') {
    const choices = (field.options ?? []).map(option => ({ const: option.value, title: option.label[lang] }))
    return { ...about, type: 'string', oneOf: choices }
  }
  return { ...about, ...TYPES[field.type] }
}

import type { Lang } from '#app/kernel/context.ts'
import type { Condition, Test } from './conditions.ts'
import { type FormDefinition, type FormField, MAX_ROWS, PARTS, type RowField, YES_NO } from './definition.ts'
import { ELSEWHERE } from './values.ts'

/** A form as JSON Schema (draft 2020-12), for programs that file dossiers. Pure. */

type Schema = Record<string, unknown>

const TEXT = { type: 'string', minLength: 1, maxLength: 300 }
const ANY_DAY = '^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$'
const CITIZEN = { type: 'string', pattern: '^\\d{12}$' }
const PHONE = { type: 'string', pattern: '^(\\+84|0)\\d{8,10}$' }
const NAME = { type: 'string', minLength: 1, maxLength: 200 }

const boxes = (type: keyof typeof PARTS, properties: Record<string, Schema>): Schema => ({
  type: 'object',
  properties,
  required: Object.entries(PARTS[type]).flatMap(([part, must]) => (must ? [part] : [])),
  additionalProperties: false,
})

const DEFS: Record<keyof typeof PARTS | 'partialDate', Schema> = {
  person: boxes('person', {
    name: NAME,
    citizenId: CITIZEN,
    born: { $ref: '#/$defs/partialDate' },
    phone: PHONE,
  }),
  organisation: boxes('organisation', {
    name: NAME,
    taxCode: { type: 'string', pattern: '^(\\d{10}(-\\d{3})?|\\d{12})$' },
    representative: NAME,
    phone: PHONE,
  }),
  address: boxes('address', {
    province: {
      type: 'string',
      pattern: `^(\\d{2}|${ELSEWHERE})$`,
      description: `Code of the province of 2025; ${ELSEWHERE}: the commune is written out with its province`,
    },
    commune: { ...NAME, description: 'Code of the commune, five digits, unless the province is elsewhere' },
    street: TEXT,
  }),
  partialDate: { type: 'string', pattern: ANY_DAY, description: 'A day, a month or only a year' },
}

const TYPES: Record<RowField['type'], Schema> = {
  text: TEXT,
  textarea: { type: 'string', minLength: 1, maxLength: 4_000 },
  date: { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  partialDate: { $ref: '#/$defs/partialDate' },
  number: { type: 'number', minimum: -1e15, maximum: 1e15 },
  money: { type: 'integer', minimum: 0, maximum: 1e15, description: 'đồng' },
  yesNo: { type: 'string', enum: YES_NO },
  select: { type: 'string' },
  severalOf: { type: 'array', minItems: 1, uniqueItems: true },
  citizenId: CITIZEN,
  phone: PHONE,
  email: { type: 'string', format: 'email', maxLength: 200 },
  person: { $ref: '#/$defs/person' },
  organisation: { $ref: '#/$defs/organisation' },
  address: { $ref: '#/$defs/address' },
}

/** What `readAnswers` keeps, as far as JSON Schema can say it. */
export function formSchema(form: FormDefinition, id: string, title: string, lang: Lang): Schema {
  const fields = form.sections.flatMap(section => section.fields)
  const asked = form.sections.flatMap(section =>
    section.fields.map(field => ({ field, when: [section.when, field.when].flatMap(one => one ?? []) })),
  )
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title,
    type: 'object',
    properties: Object.fromEntries(fields.map(field => [field.key, propertyOf(field, lang)])),
    ...partsAsked(asked, new Map(fields.map(field => [field.key, field]))),
    additionalProperties: false,
    $defs: DEFS,
  }
}

interface Asked {
  field: FormField | RowField
  when: readonly Condition[]
}

/** What must be there, always or only if; what is not asked must not. */
function partsAsked(asked: readonly Asked[], fields: ReadonlyMap<string, FormField | RowField>): Schema {
  const allOf = asked.flatMap(({ field, when }) => {
    const tests = when.flatMap(one => schemaOf(one, fields) ?? [])
    // A condition on what is outside a row cannot be said inside it.
    if (when.length === 0 || tests.length < when.length) return []
    const then = mustBe(field) ? { then: { required: [field.key] } } : {}
    return [
      { if: tests.length === 1 ? tests[0] : { allOf: tests }, ...then, else: { properties: { [field.key]: false } } },
    ]
  })
  return {
    required: asked.filter(({ field, when }) => when.length === 0 && mustBe(field)).map(({ field }) => field.key),
    ...(allOf.length > 0 ? { allOf } : {}),
  }
}

const mustBe = (field: FormField | RowField): boolean =>
  field.required || ('minRows' in field && (field.minRows ?? 0) > 0)

function propertyOf(field: FormField | RowField, lang: Lang): Schema {
  const about = { title: field.label[lang], ...(field.help ? { description: field.help[lang] } : {}) }
  const choices = (field.options ?? []).map(option => ({ const: option.value, title: option.label[lang] }))
  if (field.type === 'group') {
    const inner = 'fields' in field ? (field.fields ?? []) : []
    return {
      ...about,
      type: 'array',
      minItems: Math.max(('minRows' in field && field.minRows) || 0, 1),
      maxItems: ('maxRows' in field && field.maxRows) || MAX_ROWS,
      items: {
        type: 'object',
        properties: Object.fromEntries(inner.map(one => [one.key, propertyOf(one, lang)])),
        ...partsAsked(
          inner.map(one => ({ field: one, when: one.when ? [one.when] : [] })),
          new Map(inner.map(one => [one.key, one])),
        ),
        additionalProperties: false,
      },
    }
  }
  if (field.type === 'select') return { ...about, ...TYPES.select, oneOf: choices }
  if (field.type === 'severalOf') return { ...about, ...TYPES.severalOf, items: { type: 'string', oneOf: choices } }
  const { description, ...rest } = TYPES[field.type]
  return { ...rest, ...(description === undefined ? {} : { description }), ...about }
}

/** A condition as a schema of the answers; null where it looks at a field that is not among them. */
function schemaOf({ match, tests }: Condition, fields: ReadonlyMap<string, FormField | RowField>): Schema | null {
  if (tests.some(test => !fields.has(test.field))) return null
  const said = tests.map(test => testSchema(test, fields.get(test.field) as FormField | RowField))
  if (said.length === 1) return said[0] ?? null
  return match === 'ALL' ? { allOf: said } : { anyOf: said }
}

function testSchema({ field: key, is, value = '' }: Test, field: FormField | RowField): Schema {
  const given = (answer: Schema): Schema => ({ required: [key], properties: { [key]: answer } })
  switch (is) {
    case 'FILLED':
      return { required: [key] }
    case 'EMPTY':
      return { not: { required: [key] } }
    case 'EQUALS':
      return given({ const: value })
    case 'NOT_EQUALS':
      return { not: given({ const: value }) }
    case 'INCLUDES':
      return given({ contains: { const: value } })
    case 'AT_LEAST':
    case 'AT_MOST':
      return given(sized(field.type, is === 'AT_LEAST', value))
  }
  return is satisfies never
}

function sized(type: FormField['type'], least: boolean, value: string): Schema {
  if (type === 'group') return least ? { minItems: Number(value) } : { maxItems: Number(value) }
  if (type === 'date' || type === 'partialDate') return { pattern: dayPattern(value, least) }
  return least ? { minimum: Number(value) } : { maximum: Number(value) }
}

/**
 * Days compared as texts, as a pattern: JSON Schema has no order of texts. A text is at least another where it begins with
 * it, or where after a common beginning its next digit is greater.
 */
function dayPattern(bound: string, least: boolean): string {
  const beyond = Array.from({ length: bound.length }, (_, at) => at).flatMap(at => {
    const digit = bound.charAt(at)
    if (digit === '-') return []
    const next = least ? [Number(digit) + 1, 9] : [0, Number(digit) - 1]
    return (next[0] ?? 0) > (next[1] ?? 0) ? [] : [`${bound.slice(0, at)}[${next.join('-')}]`]
  })
  // What is shorter comes first: only a year is less than a month of it.
  const shorter = least ? [] : [4, 7].filter(at => at < bound.length).map(at => `${bound.slice(0, at)}$`)
  const same = least ? bound : `${bound}$`
  return `^(${[same, ...shorter, ...beyond].join('|')})`
}

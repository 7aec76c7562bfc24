import fc from 'fast-check'

/** Values for JSON Schemas of our API document: one that fits, every place in it, and what hostile people put there. */

export interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  $ref?: string
  pattern?: string
  format?: string
  minimum?: number
  minLength?: number
  minItems?: number
  default?: unknown
  additionalProperties?: Schema | boolean
  const?: unknown
}

export type Resolve = (schema: Schema) => Schema

/** A plain value that the schema's shape allows; what a pattern wants is only guessed at. */
export function sample(schema: Schema, resolve: Resolve): unknown {
  const s = resolve(schema)
  if (s.const !== undefined) return s.const
  if (s.enum) return s.enum[0]
  const choice = (s.anyOf ?? s.oneOf ?? s.allOf)?.[0]
  if (choice) return sample(choice, resolve)
  const type = Array.isArray(s.type) ? s.type[0] : s.type
  if (type === 'object' || s.properties)
    return Object.fromEntries(Object.entries(s.properties ?? {}).map(([key, inner]) => [key, sample(inner, resolve)]))
  if (type === 'array') return s.items ? [sample(s.items, resolve)] : []
  if (type === 'integer' || type === 'number') return s.minimum ?? 1
  if (type === 'boolean') return true
  if (s.format === 'date') return '2026-11-23'
  if (s.pattern?.includes('{12}')) return '040090000017'
  return 'giá trị'.padEnd(s.minLength ?? 0, 'a')
}

/** Every place in a value, as a path of keys. */
export function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, v]) =>
    places(v, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return [path, ...inner]
}

/** The value with another one at a place. */
export function put(value: unknown, path: readonly (string | number)[], replacement: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return replacement
  const copy: Record<string | number, unknown> = Array.isArray(value) ? ([...value] as never) : { ...(value as object) }
  copy[first] = put(copy[first], rest, replacement)
  return copy
}

/** Wrong types, sizes and encodings, from a list and at random. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\uD800',
    '\u202Eabc',
    'ﷺ'.repeat(50),
    'x'.repeat(20_000),
    "'; drop table onestop.dossier; --",
    '${jndi:ldap://x}',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '%00%ff',
    '=1+1',
    'NaN',
    '-0',
    '1e309',
    -1,
    0,
    1.5,
    2 ** 31,
    2 ** 53,
    Number.MAX_VALUE,
    true,
    [],
    {},
    [[[[[[]]]]]],
    { __proto__: { x: 1 }, constructor: 1 },
    Array.from({ length: 500 }, () => 'a'),
    '0000-00-00',
    '2026-02-30',
    '9999-12-31T23:59:59Z',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
)

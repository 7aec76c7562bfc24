/** A judge of JSON Schema 2020-12, as much of it as the schemas of forms use; a keyword it does not know is an error. */

type Schema = boolean | Record<string, unknown>

const SAID_ONLY = new Set(['$schema', '$id', '$defs', 'title', 'description', 'format'])

/** Whether a value fits a schema. @throws Error for a keyword it does not know, so that nothing is passed over */
export function fits(schema: Schema, value: unknown, root: Schema = schema): boolean {
  if (typeof schema === 'boolean') return schema
  const inner = (one: unknown, of: unknown): boolean => fits(one as Schema, of, root)
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  const own = Object.entries(object ?? {})
  const list = Array.isArray(value) ? (value as unknown[]) : null
  return Object.entries(schema).every(([keyword, says]) => {
    if (SAID_ONLY.has(keyword)) return true
    const all = says as unknown[]
    switch (keyword) {
      case '$ref':
        return inner(refer(root, says as string), value)
      case 'type':
        return [says].flat().some(type => isOf(type as string, value))
      case 'const':
        return value === says
      case 'enum':
        return all.includes(value)
      case 'pattern':
        return typeof value !== 'string' || new RegExp(says as string, 'u').test(value)
      case 'minLength':
        return typeof value !== 'string' || value.length >= (says as number)
      case 'maxLength':
        return typeof value !== 'string' || value.length <= (says as number)
      case 'minimum':
        return typeof value !== 'number' || value >= (says as number)
      case 'maximum':
        return typeof value !== 'number' || value <= (says as number)
      case 'minItems':
        return !list || list.length >= (says as number)
      case 'maxItems':
        return !list || list.length <= (says as number)
      case 'uniqueItems':
        return !list || new Set(list).size === list.length
      case 'items':
        return !list || list.every(one => inner(says, one))
      case 'contains':
        return !list || list.some(one => inner(says, one))
      case 'required':
        return !object || all.every(key => Object.hasOwn(object, key as string))
      case 'properties':
        return own.every(([key, one]) => !Object.hasOwn(says as object, key) || inner((says as never)[key], one))
      case 'additionalProperties':
        return own.every(([key, one]) => Object.hasOwn(schema['properties'] ?? {}, key) || inner(says, one))
      case 'allOf':
        return all.every(one => inner(one, value))
      case 'anyOf':
        return all.some(one => inner(one, value))
      case 'oneOf':
        return all.filter(one => inner(one, value)).length === 1
      case 'not':
        return !inner(says, value)
      case 'if':
        return inner((inner(says, value) ? schema['then'] : schema['else']) ?? true, value)
      case 'then':
      case 'else':
        return true
      default:
        throw new Error(`the judge does not know the keyword ${keyword}`)
    }
  })
}

function refer(root: Schema, address: string): Schema {
  const [, ...path] = address.split('/')
  return path.reduce((at: unknown, key) => (at as Record<string, unknown>)[key], root) as Schema
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  if (type === 'null') return value === null
  return typeof value === type
}

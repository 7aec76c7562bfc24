import type { FormValues } from '#app/kernel/http/form.ts'

/** What was typed into questions, as the fields of a form name it: 'form.children.0.name'. Pure. */

/** Nested answers by the names of their fields; a list of texts is one field with `[]`. */
export function flatValues(name: string, nested: unknown): FormValues {
  if (typeof nested === 'string') return { [name]: nested }
  if (typeof nested === 'number') return { [name]: String(nested) }
  if (typeof nested !== 'object' || nested === null) return {}
  if (Array.isArray(nested) && nested.every(one => typeof one === 'string')) return { [`${name}[]`]: nested }
  const parts = Object.entries(nested).map(([key, value]) => flatValues(`${name}.${key}`, value))
  return Object.assign({}, ...parts) as FormValues
}

/** The number of a row among those of `name`; null for a field outside them. */
function rowOf(name: string, field: string): number | null {
  if (!field.startsWith(`${name}.`)) return null
  const [no = ''] = field.slice(name.length + 1).split('.')
  return /^\d{1,3}$/.test(no) ? Number(no) : null
}

/** How many rows have fields, empty ones before the last included. */
export function rowsTyped(values: Readonly<Record<string, unknown>>, name: string): number {
  return Object.keys(values).reduce((most, field) => Math.max(most, (rowOf(name, field) ?? -1) + 1), 0)
}

/** Takes a row out; those below move up. */
function withoutRow(values: FormValues, name: string, gone: number): FormValues {
  const kept = Object.entries(values).flatMap(([field, value]) => {
    const no = rowOf(name, field)
    if (no === null || no < gone) return [[field, value] as const]
    return no === gone ? [] : [[field.replace(`${name}.${no}`, `${name}.${no - 1}`), value] as const]
  })
  return Object.fromEntries(kept)
}

/** The buttons within questions: what each one's value says is a name. */
export const ADD_ROW = 'addRow'
export const REMOVE_ROW = 'removeRow'
export const SHOW_LIST = 'showList'

/** What a form looks like after one of its own buttons was pressed, and where to go on. */
export interface Reshaped {
  values: FormValues
  /** Name of the row, the group or the boxes that get the focus. */
  focus: string
}

/** @returns null when the form was sent by another button. */
export function reshaped(values: FormValues): Reshaped | null {
  const { [ADD_ROW]: added, [REMOVE_ROW]: removed, [SHOW_LIST]: listed, ...rest } = values
  if (typeof listed === 'string' && listed !== '') return { values: rest, focus: listed }
  const [, name, no] = /^([\w.]{1,200})\.(\d{1,3})$/.exec(String(added ?? removed ?? '')) ?? []
  if (!name || no === undefined) return null
  if (added === undefined) return { values: withoutRow(rest, name, Number(no)), focus: name }
  const row = `${name}.${no}`
  // A field without a name holds the place of a row in which nothing is typed yet.
  return { values: { ...rest, [`${row}.`]: '' }, focus: row }
}

import type { Reader } from '#app/kernel/context.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import type { Json } from '#app/kernel/db/types.ts'
import { emptyForm, type FormDefinition } from './definition.ts'

/** Definitions of form versions: a published version never changes, so it is read once. */

const KEPT = 2_000
const kept = perDatabase(() => new Map<number, FormDefinition>())

/** What a JSON column holds was checked by its schema when it was written. */
export const storedForm = (stored: Json): FormDefinition => stored as unknown as FormDefinition

/** The form of a version; empty where there is none. Costs no query when asked again. */
export async function formOfVersion(db: Reader, formVersionId: number | null): Promise<FormDefinition> {
  if (formVersionId === null) return emptyForm
  const memory = kept(db)
  const known = memory.get(formVersionId)
  if (known) return known
  const row = await db
    .selectFrom('procedures.form_version')
    .select(['definition', 'state'])
    .where('id', '=', formVersionId)
    .executeTakeFirst()
  if (!row) return emptyForm
  const form = storedForm(row.definition)
  if (row.state !== 'DRAFT') {
    if (memory.size >= KEPT) memory.clear()
    memory.set(formVersionId, form)
  }
  return form
}

const generations = perDatabase(() => ({ n: 0 }))

/** Counts the changes made here to which form is in force: whoever keeps that in memory compares. */
export const formGeneration = (db: Reader): number => generations(db).n

/** Said by the verbs after a change. */
export function formsChanged(db: Reader): void {
  generations(db).n += 1
}

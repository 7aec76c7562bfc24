import type { Reader } from '#app/kernel/context.ts'
import { datedVersions } from '#app/kernel/db/dated.ts'
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

/** The form in force: its version, and what it asks; null and nothing where there is none. */
export interface FormOn {
  formVersionId: number | null
  form: FormDefinition
}

const versions = datedVersions<number>(
  async (db, procedureId) =>
    await db
      .selectFrom('procedures.form_version')
      .select(['id', 'effective_from as from', 'effective_to as to'])
      .where('procedure_id', '=', procedureId)
      .where('state', 'in', ['PUBLISHED', 'CLOSED'])
      .where('effective_from', 'is not', null)
      .$narrowType<{ from: string }>()
      .execute(),
)

/** The form of a procedure on a day; three seconds old at most after a change elsewhere. */
export async function formOn(db: Reader, procedureId: number, day: string): Promise<FormOn> {
  const formVersionId = await versions.on(db, procedureId, day)
  return { formVersionId, form: await formOfVersion(db, formVersionId) }
}

/** Said by the verbs after a change. */
export const formsChanged = (db: Reader): void => versions.changed(db)

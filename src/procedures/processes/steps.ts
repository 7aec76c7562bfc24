import type { Reader } from '#app/kernel/context.ts'
import { datedVersions } from '#app/kernel/db/dated.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import type { Json } from '#app/kernel/db/types.ts'
import type { FormFields } from './model.ts'
import type { ProcessStep } from './rules.ts'

/** Steps of process versions: an approved version never changes, so it is read once. */

const KEPT = 2_000
const kept = perDatabase(() => new Map<number, readonly ProcessStep[]>())

/** The steps stored with a process version: they were checked when they were written. */
export const readSteps = (stored: Json): readonly ProcessStep[] => stored as unknown as readonly ProcessStep[]

interface StoredForm {
  sections?: { fields?: { key: string; type: string; options?: { value: string }[] }[] }[]
}

/** What the fields of a stored form can answer: as much of it as the cases of a process ask about. */
export function fieldsOf(stored: Json): FormFields {
  const { sections = [] } = (stored ?? {}) as unknown as StoredForm
  return new Map(
    sections.flatMap(({ fields = [] }) =>
      fields.map(({ key, type, options }) => {
        const values = type === 'yesNo' ? ['YES', 'NO'] : options?.map(option => option.value)
        return [key, values ?? null] as const
      }),
    ),
  )
}

/** The steps of a process version in order; empty when there is no such version. Costs no query when asked again. */
export async function processSteps(db: Reader, processVersionId: number): Promise<readonly ProcessStep[]> {
  const memory = kept(db)
  const known = memory.get(processVersionId)
  if (known) return known
  const row = await db
    .selectFrom('procedures.process_version')
    .select(['steps', 'state'])
    .where('id', '=', processVersionId)
    .executeTakeFirst()
  if (!row) return []
  const steps = readSteps(row.steps)
  if (row.state !== 'DRAFT') {
    if (memory.size >= KEPT) memory.clear()
    memory.set(processVersionId, steps)
  }
  return steps
}

const versions = datedVersions<number>(
  async (db, procedureId) =>
    await db
      .selectFrom('procedures.process_version')
      .select(['id', 'effective_from as from', 'effective_to as to'])
      .where('procedure_id', '=', procedureId)
      .where('state', 'in', ['APPROVED', 'CLOSED'])
      .where('effective_from', 'is not', null)
      .$narrowType<{ from: string }>()
      .execute(),
)

/** The approved process of a procedure on a day, null where there is none; three seconds old at most after a change elsewhere. */
export async function processOn(
  db: Reader,
  procedureId: number,
  day: string,
): Promise<{ versionId: number; steps: readonly ProcessStep[] } | null> {
  const versionId = await versions.on(db, procedureId, day)
  return versionId === null ? null : { versionId, steps: await processSteps(db, versionId) }
}

/** Said by the verbs after a change. */
export const processesChanged = (db: Reader): void => versions.changed(db)

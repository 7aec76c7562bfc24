import type { Reader } from '#app/kernel/context.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import { parts, type ProcedureContent } from '../catalogue/index.ts'
import { lettersMissing, type PartLetter } from './rules.ts'

/** Which of the seven scored parts published versions lack. A published version never changes: each is read once. */

const KEPT = 5_000
const kept = perDatabase(() => new Map<number, readonly PartLetter[]>())

/** The letters each version lacks; a complete one has none. */
export async function partsMissing(
  db: Reader,
  versionIds: readonly number[],
): Promise<ReadonlyMap<number, readonly PartLetter[]>> {
  const memory = kept(db)
  const unknown = versionIds.filter(id => !memory.has(id))
  if (unknown.length > 0) {
    if (memory.size + unknown.length > KEPT) memory.clear()
    const rows = await db
      .selectFrom('procedures.procedure_version')
      .select(['id', 'content'])
      .where('id', 'in', unknown)
      .where('state', 'in', ['PUBLISHED', 'CLOSED'])
      .execute()
    for (const row of rows) {
      // Checked by its schema when it was written.
      memory.set(row.id, lettersMissing(parts.missingFor('FULL', row.content as unknown as ProcedureContent)))
    }
  }
  return memory
}

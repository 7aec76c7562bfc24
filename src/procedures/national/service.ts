import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import { line, parse } from '#app/kernel/input.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { type ImportSummary, importProcedures, nationalEvents, streamOwner } from './import.ts'

/** An import started on a page: it runs on by itself while the page of its run says how far it is. */

export const startImportInput = z.object({ name: line(200) })
export type StartImportInput = z.input<typeof startImportInput>

/** How many records each run has read, as far as this server reads it. */
const reading = perDatabase(() => new Map<number, number>())

/** Records read so far; null where another server reads, or nothing was read yet. */
export const readSoFar = (ctx: Ctx, runId: number): number | null => reading(ctx.db).get(runId) ?? null

/** Begins a run: its line is there before the first record is read. */
export async function startImport(ctx: Ctx, input: StartImportInput): Promise<{ runId: number }> {
  const { name } = parse(startImportInput, input)
  const agencyId = await streamOwner(ctx)
  return await act(ctx, 'procedures.startImport', { name }, async ({ tx, emit }) => {
    const { id } = await tx
      .insertInto('procedures.import_run')
      .values({
        source: name,
        at: ctx.now,
        by_name: ctx.actor.name,
        state: 'RUNNING',
        read: 0,
        imported: 0,
        rejected: 0,
        changed: 0,
        unchanged: 0,
        warnings: '{}',
        rejections: '[]',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    emit({ agencyId, stream: `import:${id}`, type: nationalEvents.started, data: { source: name }, isNew: true })
    return { runId: id }
  })
}

/**
 * Reads the file of a run to its end. Whatever stops it is written on the run, for whoever started it.
 * @param content  the file as it was sent
 * @returns what it did; null where it failed, or is being read already
 */
export async function runImport(
  ctx: Ctx,
  run: { runId: number; name: string },
  content: Uint8Array,
): Promise<ImportSummary | null> {
  // The key belongs to the start of the run; this is another act.
  const own: Ctx = { ...ctx, idempotencyKey: null }
  const folder = join(ctx.dataDir, 'imports')
  const file = join(folder, randomUUID())
  const progress = reading(ctx.db)
  // The same form sent twice is one run.
  if (progress.has(run.runId)) return null
  progress.set(run.runId, 0)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(file, content)
    return await importProcedures(own, file, { ...run, onProgress: ({ read }) => void progress.set(run.runId, read) })
  } catch (cause) {
    await failImport(own, run.runId, cause)
    return null
  } finally {
    progress.delete(run.runId)
    await rm(file, { force: true })
  }
}

async function failImport(ctx: Ctx, runId: number, cause: unknown): Promise<void> {
  const failure = cause instanceof Refusal ? cause.words[ctx.lang] : String(cause)
  const agencyId = await streamOwner(ctx)
  await act(ctx, 'procedures.failImport', { runId }, async ({ tx, emit }) => {
    await tx.updateTable('procedures.import_run').set({ state: 'FAILED', failure }).where('id', '=', runId).execute()
    emit({ agencyId, stream: `import:${runId}`, type: nationalEvents.failed, data: { failure } })
  })
}

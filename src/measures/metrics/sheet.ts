import type { Ctx } from '#app/kernel/context.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { say } from '#app/kernel/words.ts'
import type { BehindRow } from './behind.ts'
import { metricWords } from './words.ts'

/** The dossiers behind a figure as a sheet; instants are real dates on the clock of Việt Nam. */
export async function behindSheet(
  ctx: Ctx,
  rows: readonly BehindRow[],
  names: (row: BehindRow) => { channel: string; outcome: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(metricWords, ctx.lang)
  return await sheetOf(w.code, rows, [
    [w.code, 26, row => row.code],
    [w.procedure, 50, row => row.procedureName],
    [w.sector, 24, row => row.sector],
    [w.channel, 14, row => names(row).channel],
    [w.receivedAt, 18, row => row.receivedAt],
    [w.dueAt, 18, row => row.dueAt],
    [w.finishedAt, 18, row => row.finishedAt],
    [w.outcome, 20, row => names(row).outcome],
  ])
}

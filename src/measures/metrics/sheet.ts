import writeSheet from 'write-excel-file/node'
import type { Ctx } from '#app/kernel/context.ts'
import { isoLocal } from '#app/kernel/text.ts'
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
  const head = [w.code, w.procedure, w.sector, w.channel, w.receivedAt, w.dueAt, w.finishedAt, w.outcome]
  const text = (value: string) => ({ value, type: String })
  const instant = (at: Date | null) =>
    at === null ? null : { value: new Date(`${isoLocal(at).slice(0, 19)}Z`), type: Date, format: 'dd/mm/yyyy hh:mm' }
  const bytes = await writeSheet(
    [
      head.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
      ...rows.map(row => {
        const { channel, outcome } = names(row)
        return [
          text(row.code),
          text(row.procedureName),
          text(row.sector),
          text(channel),
          instant(row.receivedAt),
          instant(row.dueAt),
          instant(row.finishedAt),
          text(outcome),
        ]
      }),
    ],
    { sheet: w.code, stickyRowsCount: 1, columns: [26, 50, 24, 14, 18, 18, 18, 20].map(width => ({ width })) },
  ).toBuffer()
  return new Uint8Array(bytes)
}

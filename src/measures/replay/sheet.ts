import writeSheet from 'write-excel-file/node'
import type { Ctx } from '#app/kernel/context.ts'
import { isoLocal } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { Line } from './lists.ts'
import { NEVER } from './rules.ts'
import { replayWords } from './words.ts'

/** The dossiers of a list as a sheet: real dates on the clock of Việt Nam, times in working hours. */
export async function replaySheet(ctx: Ctx, rows: readonly Line[]): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(replayWords, ctx.lang)
  const head = [
    w.code,
    w.channel,
    w.received,
    w.finished,
    w.dueBefore,
    w.dueAfter,
    w.before,
    w.after,
    w.usedTime,
    w.overBy,
  ]
  const text = (value: string) => ({ value, type: String })
  const instant = (at: Date) =>
    at.getTime() === NEVER.getTime()
      ? null
      : { value: new Date(`${isoLocal(at).slice(0, 19)}Z`), type: Date, format: 'dd/mm/yyyy hh:mm' }
  const hours = (minutes: number) => ({
    value: Math.round((minutes / 60) * 100) / 100,
    type: Number,
    format: '#,##0.00',
  })
  const bytes = await writeSheet(
    [
      head.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
      ...rows.map(row => [
        text(row.code),
        text(w[`channel_${row.channel as 'DIRECT'}`]),
        instant(row.receivedAt),
        instant(row.finishedAt),
        instant(row.dueBefore),
        instant(row.dueAfter),
        text(row.lateBefore ? w.isLate : w.isOnTime),
        text(row.lateAfter ? w.isLate : w.isOnTime),
        hours(row.usedMinutes),
        hours(row.overMinutes),
      ]),
    ],
    { sheet: w.list, stickyRowsCount: 1, columns: [26, 14, 18, 18, 18, 18, 18, 18, 12, 12].map(width => ({ width })) },
  ).toBuffer()
  return new Uint8Array(bytes)
}

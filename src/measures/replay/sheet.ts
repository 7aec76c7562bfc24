import type { Ctx } from '#app/kernel/context.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { say } from '#app/kernel/words.ts'
import type { Line } from './lists.ts'
import { NEVER } from './rules.ts'
import { replayWords } from './words.ts'

const HOURS = '#,##0.00'

/** The dossiers of a list as a sheet: real dates on the clock of Việt Nam, times in working hours. */
export async function replaySheet(ctx: Ctx, rows: readonly Line[]): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(replayWords, ctx.lang)
  const instant = (at: Date) => (at.getTime() === NEVER.getTime() ? null : at)
  const hours = (minutes: number) => Math.round((minutes / 60) * 100) / 100
  const lateness = (isLate: boolean) => (isLate ? w.isLate : w.isOnTime)
  return await sheetOf(w.list, rows, [
    [w.code, 26, row => row.code],
    [w.channel, 14, row => w[`channel_${row.channel as 'DIRECT'}`]],
    [w.received, 18, row => instant(row.receivedAt)],
    [w.finished, 18, row => instant(row.finishedAt)],
    [w.dueBefore, 18, row => instant(row.dueBefore)],
    [w.dueAfter, 18, row => instant(row.dueAfter)],
    [w.before, 18, row => lateness(row.lateBefore)],
    [w.after, 18, row => lateness(row.lateAfter)],
    [w.usedTime, 12, row => hours(row.usedMinutes), HOURS],
    [w.overBy, 12, row => hours(row.overMinutes), HOURS],
  ])
}

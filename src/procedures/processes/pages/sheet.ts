import { sheetOf, type SheetColumn } from '#app/kernel/sheet.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import type { ProcessRow } from '../views.ts'
import { processWords } from '../words.ts'

/** The list as filtered, as a sheet. */
export async function processSheet(ctx: Ctx, rows: readonly ProcessRow[]): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(processWords, ctx.lang)
  const columns: SheetColumn<ProcessRow>[] = [
    [w.code, 14, row => row.code],
    [w.procedure, 70, row => row.name],
    [w.home, 14, row => row.home ?? ''],
    [w.state, 20, row => (row.steps === null ? w.none : w.approved)],
    [w.steps, 10, row => row.steps ?? ''],
    [w.onSite, 14, row => row.onSite ?? ''],
    [w.hours, 10, row => row.hours ?? ''],
    [w.limit, 22, row => (row.limit ? limitInWords(row.limit.limit, ctx.lang) : '')],
  ]
  return await sheetOf(w.processes, rows, columns)
}

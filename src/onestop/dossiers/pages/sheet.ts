import type { Ctx } from '#app/kernel/context.ts'
import { allPages } from '#app/kernel/paging.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { queue, type QueueFilter } from '../queue.ts'
import { dossierWords } from '../words.ts'
import { dueText } from './due.tsx'
import { pageWords } from './words.ts'

/** More rows than anybody reads in a sheet; the reports are for more. */
const MOST = 10_000

/** A list as filtered, all pages of it, as a sheet. Numbers of people stay masked. */
export async function queueSheet(ctx: Ctx, filter: QueueFilter): Promise<Uint8Array<ArrayBuffer>> {
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const rows = await allPages(page => queue(ctx, { ...filter, ...page }), MOST)
  return await sheetOf(d.dossiers, rows, [
    [t.code, 26, row => row.code],
    [t.applicant, 32, row => row.applicantName],
    [t.idNo, 18, row => row.applicantIdMasked],
    [t.procedure, 60, row => row.procedureName],
    [t.sector, 24, row => row.sector],
    [t.channel, 14, row => d[`channel_${row.channel}`]],
    [t.status, 24, row => d[`status_${row.status}`]],
    [t.step, 30, row => row.stepName],
    [t.holder, 24, row => row.assigneeName],
    [t.filed, 18, row => formatDateTime(row.submittedAt)],
    [t.due, 18, row => row.dueAt && formatDateTime(row.dueAt)],
    ['', 24, row => dueText(ctx.lang, { ...row, state: row.due })],
  ])
}

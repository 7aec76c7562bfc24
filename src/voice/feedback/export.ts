import type { Ctx } from '#app/kernel/context.ts'
import { allPages } from '#app/kernel/paging.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { QueueQuery } from './input.ts'
import { queue } from './queue.ts'
import { feedbackWords } from './words.ts'

/** The queue as filtered, all pages of it, as a sheet; without anything about senders. */
export async function queueSheet(ctx: Ctx, query: QueueQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(feedbackWords, ctx.lang)
  const rows = await allPages(page => queue(ctx, { ...query, ...page }))
  return await sheetOf(w.title, rows, [
    [w.number, 30, row => row.number],
    [w.subject, 50, row => row.subject],
    [w.kind, 24, row => w.kindOf(row.kind)],
    [w.handler, 36, row => row.handler],
    [w.assignee, 24, row => row.assignee],
    [w.status, 22, row => w.statusOf(row.status)],
    [w.sentAt, 18, row => formatDateTime(row.sentAt)],
    [w.due, 18, row => row.dueAt && formatDateTime(row.dueAt)],
    [w.timing('RUNNING'), 18, row => w.timing(row.timing)],
  ])
}

import writeSheet from 'write-excel-file/node'
import type { Ctx } from '#app/kernel/context.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { QueueQuery } from './input.ts'
import { type QueueRow, queue } from './views.ts'
import { feedbackWords } from './words.ts'

const MOST = 20_000

/** The queue as filtered, all pages of it, as a sheet; without anything about senders. */
export async function queueSheet(ctx: Ctx, query: QueueQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(feedbackWords, ctx.lang)
  const rows: QueueRow[] = []
  let after = query.after
  do {
    const page = await queue(ctx, { ...query, limit: 200, after })
    rows.push(...page.items)
    after = page.next ?? undefined
  } while (after && rows.length < MOST)
  const head = [w.number, w.subject, w.kind, w.handler, w.assignee, w.status, w.sentAt, w.due, w.timing('RUNNING')]
  const cells = rows.map(row => [
    row.number,
    row.subject,
    w.kindOf(row.kind),
    row.handler,
    row.assignee,
    w.statusOf(row.status),
    formatDateTime(row.sentAt),
    row.dueAt ? formatDateTime(row.dueAt) : '',
    w.timing(row.timing),
  ])
  const bytes = await writeSheet(
    [
      head.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
      ...cells.map(line => line.map(value => ({ value, type: String }))),
    ],
    {
      sheet: w.title.slice(0, 30),
      stickyRowsCount: 1,
      columns: [30, 50, 24, 36, 24, 22, 18, 18, 18].map(width => ({ width })),
    },
  ).toBuffer()
  return new Uint8Array(bytes)
}

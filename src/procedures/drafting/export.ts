import type { Ctx } from '#app/kernel/context.ts'
import { allPages } from '#app/kernel/paging.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { exportWords } from './export-words.ts'
import type { ListQuery, RequestsQuery } from './input.ts'
import { listRequests, type Punctuality } from './requests.ts'
import { listDrafts } from './views.ts'
import { terms } from './words.ts'

/** Lists as filtered, all pages of them, as sheets. */

const at = (instant: Date | null): string => (instant ? formatDateTime(instant) : '')

export async function draftSheet(ctx: Ctx, query: ListQuery): Promise<Uint8Array<ArrayBuffer>> {
  const [w, t] = [say(exportWords, ctx.lang), terms[ctx.lang]]
  return await sheetOf(w.drafts, await allPages(async page => await listDrafts(ctx, { ...query, ...page })), [
    [w.no, 8, row => row.id],
    [w.title, 70, row => row.title],
    [w.kind, 30, row => t.kind[row.kind]],
    [w.agency, 36, row => row.agency],
    [w.stage, 22, row => t.stage[row.stage]],
    [w.version, 10, row => row.textNo],
    [t.change.NEW, 12, row => row.counts.NEW],
    [t.change.AMENDED, 16, row => row.counts.AMENDED],
    [t.change.REPLACED, 12, row => row.counts.REPLACED],
    [t.change.REPEALED, 12, row => row.counts.REPEALED],
    [w.waiting, 14, row => row.waiting],
    [w.nextDue, 18, row => at(row.nextDueAt)],
    [w.adopted, 24, row => row.adoptedNo],
    [w.effective, 14, row => row.effectiveOn && formatDate(row.effectiveOn)],
    [w.moved, 18, row => formatDateTime(row.movedAt)],
  ])
}

export async function requestSheet(ctx: Ctx, query: RequestsQuery): Promise<Uint8Array<ArrayBuffer>> {
  const [w, t] = [say(exportWords, ctx.lang), terms[ctx.lang]]
  return await sheetOf(w.requests, await allPages(async page => await listRequests(ctx, { ...query, ...page })), [
    [w.title, 70, row => row.title],
    [w.agency, 36, row => row.agency],
    [w.asked, 44, row => row.asked],
    [w.round, 36, row => t.round[row.kind]],
    [w.sent, 18, row => at(row.openedAt)],
    [w.due, 18, row => at(row.dueAt)],
    [w.state, 26, row => t.timing[row.timing]],
    [w.answered, 18, row => at(row.answeredAt)],
    [w.document, 22, row => row.documentNo],
    [w.reminded, 18, row => at(row.remindedAt)],
    [w.overdueNoted, 18, row => at(row.overdueNotedAt)],
  ])
}

export async function punctualitySheet(ctx: Ctx, rows: readonly Punctuality[]): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(exportWords, ctx.lang)
  return await sheetOf(w.punctuality, rows, [
    [w.asked, 50, row => row.asked],
    [w.requests, 12, row => row.requests],
    [w.inTime, 12, row => row.inTime],
    [w.answeredLate, 14, row => row.answeredLate],
    [w.silent, 16, row => row.silent],
    [w.stillWaiting, 12, row => row.waiting],
    [w.overdue, 16, row => row.overdue],
    [w.late, 12, row => row.late],
  ])
}

import { sheetOf } from '#app/kernel/sheet.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { allPages } from '#app/kernel/paging.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { type Deadline, deadlineList } from '../deadlines.ts'
import type { DeadlineQuery, ListQuery } from '../input.ts'
import { proposalList } from '../views.ts'
import { publicationWords } from '../words.ts'
import { deadlineText } from './deadline.ts'
import { pageWords } from './words.ts'

/** Lists as filtered, all pages of them, as sheets. */

const day = (value: string | null): string => (value === null ? '' : formatDate(value))

export async function deadlineSheet(ctx: Ctx, query: DeadlineQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(pageWords, ctx.lang)
  const p = say(publicationWords, ctx.lang)
  const state = (deadline: Deadline): string => deadlineText(deadline, ctx.lang).text
  return await sheetOf(w.deadlines, await allPages(page => deadlineList(ctx, { ...query, ...page })), [
    [w.decision, 18, row => row.number ?? w.notNumbered],
    [w.title, 70, row => row.title],
    [w.kind, 34, row => p[`kind_${row.kind}`]],
    [w.basis, 24, row => row.basisNo ?? ''],
    [w.effect, 14, row => day(row.basisEffectiveOn)],
    [w.due, 14, row => day(row.decided.due)],
    [w.decided, 14, row => day(row.decided.doneOn)],
    [w.stage, 18, row => state(row.decided)],
    [w.public, 14, row => day(row.public.doneOn)],
    [w.publicDue, 14, row => day(row.public.due)],
    [w.stage, 18, row => state(row.public)],
  ])
}

export async function proposalSheet(ctx: Ctx, query: ListQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(pageWords, ctx.lang)
  const p = say(publicationWords, ctx.lang)
  return await sheetOf(w.publications, await allPages(page => proposalList(ctx, { ...query, ...page })), [
    [w.title, 70, row => row.title],
    [w.basis, 24, row => row.basisNo],
    [w.kind, 34, row => p[`kind_${row.kind}`]],
    [w.stage, 16, row => p[`stage_${row.stage}`]],
    [w.agency, 34, row => row.agency],
    [w.effect, 14, row => day(row.basisEffectiveOn)],
    [w.due, 14, row => day(row.decisionDueOn)],
    [w.submissionNo, 18, row => row.submissionNo ?? ''],
    [w.decision, 18, row => row.decisionNo ?? ''],
    [w.items, 10, row => String(row.items)],
  ])
}

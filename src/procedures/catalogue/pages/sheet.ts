import { sheetOf, type SheetColumn } from '#app/kernel/sheet.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { allPages } from '#app/kernel/paging.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import { catalogueWords } from '../words.ts'
import { today, workList, type WorkQuery, type WorkRow } from '../work.ts'
import { reviewWords } from '../review-words.ts'
import { workWords } from './work-words.ts'

/** The list as filtered, all pages of it, as a sheet. */
export async function catalogueSheet(ctx: Ctx, query: WorkQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(workWords, ctx.lang)
  const c = say(catalogueWords, ctx.lang)
  const r = say(reviewWords, ctx.lang)
  const rows = await allPages(page => workList(ctx.db, today(ctx), { ...query, ...page }))
  const columns: SheetColumn<WorkRow>[] = [
    [w.code, 14, row => row.code],
    [w.name, 70, row => row.name],
    [w.sector, 28, row => row.sector],
    [w.state, 20, row => w[`state_${row.state}`]],
    [w.validity, 14, row => (row.from ? formatDate(row.from) : '')],
    [w.decision, 20, row => row.decision ?? ''],
    [w.home, 14, row => (row.home === 'COMMUNE' ? c.level_COMMUNE : (row.home ?? ''))],
    [w.online, 18, row => (row.state === 'IMPORTED' ? '' : c[`online_${row.onlineLevel}`])],
    [w.limit, 22, row => (row.tightest ? limitInWords(row.tightest.limit, ctx.lang) : '')],
    [w.process, 16, row => (row.state === 'IMPORTED' ? '' : row.handled ? w.processYes : w.processNo)],
    [w.reviewTitle, 60, row => row.reviewNotes.map(note => r[note]).join('; ')],
  ]
  return await sheetOf(w.catalogue, rows, columns)
}

import { sheetOf, type SheetColumn } from '#app/kernel/sheet.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { dayOf, formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { formList, type FormListQuery, type FormRow } from './list.ts'
import { formWords } from './words.ts'

const MOST = 20_000

/** The list as filtered, as a sheet. */
export async function formSheet(ctx: Ctx, query: FormListQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(formWords, ctx.lang)
  const { items } = await formList(ctx.db, dayOf(ctx.now), { ...query, after: undefined, limit: MOST })
  const columns: SheetColumn<FormRow>[] = [
    [w.code, 14, row => row.code],
    [w.procedure, 70, row => row.name],
    [w.sector, 26, row => row.sector],
    [w.online, 18, row => w[`online_${row.onlineLevel}`]],
    [w.versionNo, 10, row => row.no],
    [w.from, 12, row => (row.from ? formatDate(row.from) : '')],
    [w.fieldCount, 10, row => row.fields],
    [w.minutes, 14, row => row.minutes],
    [w.draft, 10, row => row.draftNo],
    [w.coming, 14, row => (row.comingFrom ? formatDate(row.comingFrom) : '')],
  ]
  return await sheetOf(w.forms, items, columns)
}

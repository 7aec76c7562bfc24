import type { Ctx } from '#app/kernel/context.ts'
import { sheet, type SheetColumn, workbook } from '#app/kernel/sheet.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { FiguresQuery } from './input.ts'
import { type FigureLine, satisfactionFigures } from './views.ts'
import { satisfactionWords } from './words.ts'

/** The figures as shown, a sheet for each table. */
export async function figuresSheet(ctx: Ctx, query: FiguresQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(satisfactionWords, ctx.lang)
  const figures = await satisfactionFigures(ctx, query)
  const heading = `${w.title}: ${formatDate(figures.from)} – ${formatDate(figures.to)}`
  const table = (title: string, lines: readonly FigureLine[]) => {
    const columns: SheetColumn<FigureLine>[] = [
      [w.key, 24, line => line.key],
      [title, 60, line => line.label],
      [w.slips, 12, line => line.slips],
      [w.satisfied, 12, line => line.satisfied],
      [w.share, 16, line => line.share],
      [w.mean, 12, line => line.mean],
    ]
    return sheet(title, lines, columns, heading)
  }
  return await workbook(
    table(w.perMonth, figures.months),
    table(w.perAgency, figures.agencies),
    table(w.perProcedure, figures.procedures),
  )
}

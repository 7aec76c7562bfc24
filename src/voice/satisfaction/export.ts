import writeSheet from 'write-excel-file/node'
import type { Ctx } from '#app/kernel/context.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { FiguresQuery } from './input.ts'
import { type FigureLine, satisfactionFigures } from './views.ts'
import { satisfactionWords } from './words.ts'

/** The figures as shown, a sheet for each table. */
export async function figuresSheet(ctx: Ctx, query: FiguresQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(satisfactionWords, ctx.lang)
  const figures = await satisfactionFigures(ctx, query)
  const period = `${formatDate(figures.from)} – ${formatDate(figures.to)}`
  const tables: [string, FigureLine[]][] = [
    [w.perMonth, figures.months],
    [w.perAgency, figures.agencies],
    [w.perProcedure, figures.procedures],
  ]
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const })
  const number = (value: number | null) => (value === null ? null : { value, type: Number })
  const bytes = await writeSheet(
    tables.map(([title, lines]) => ({
      sheet: title,
      columns: [24, 60, 12, 12, 16, 12].map(width => ({ width })),
      data: [
        [bold(`${w.title}: ${period}`)],
        [w.key, title, w.slips, w.satisfied, w.share, w.mean].map(bold),
        ...lines.map(line => [
          { value: line.key, type: String },
          { value: line.label, type: String },
          number(line.slips),
          number(line.satisfied),
          number(line.share),
          number(line.mean),
        ]),
      ],
    })),
  ).toBuffer()
  return new Uint8Array(bytes)
}

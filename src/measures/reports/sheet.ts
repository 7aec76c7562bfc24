import writeSheet, { type Cell, type CellObject } from 'write-excel-file/node'
import type { Lang } from '#app/kernel/context.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { headLines, leavesOf, type Line } from './form.ts'
import { formOf } from './forms.ts'
import type { Report } from './views.ts'
import { labelOf, layoutWords, reportWords } from './words.ts'

const border = { borderStyle: 'thin' } as const
const text = (value: string, more: Partial<CellObject> = {}): Cell => ({ value, type: String, ...more })
const head = (value: string, more: { columnSpan?: number; rowSpan?: number } = {}): Cell => ({
  value,
  type: String,
  fontWeight: 'bold',
  align: 'center',
  alignVertical: 'center',
  wrap: true,
  ...border,
  ...more,
})
const blank = (n: number): null[] => Array.from({ length: n }, () => null)

/** The form as a sheet to send on: its head, numbered columns, real numbers; landscape. */
export async function reportSheet(report: Report, lang: Lang): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(reportWords, lang)
  const form = formOf(report.form)
  const columns = leavesOf(report.layout.heads).map(leaf => leaf.column)
  const wide = columns.length + 2
  const left = Math.max(2, Math.floor(wide / 3))
  const figures = ({ cells }: Line, fontWeight?: 'bold'): Cell[] =>
    columns.map(column => ({
      value: cells[column],
      type: Number,
      format: '#,##0',
      ...border,
      ...(fontWeight ? { fontWeight } : {}),
    }))
  const notes = [
    report.asOf && w.asOf(formatDateTime(report.asOf)),
    report.closed &&
      w.closedAs(String(report.closed.version), formatDateTime(report.closed.closedAt), report.closed.closedBy),
    ...form.notes.map(note => note[lang]),
    layoutWords(report.layout, lang),
    ...report.failed.map(check => w.checkLine(check.rule, check.row, String(check.left), String(check.right))),
  ].filter((note): note is string => typeof note === 'string')
  const rows: (Cell | null)[][] = [
    [
      text(`${w.formNo} ${form.number}`, { fontWeight: 'bold', columnSpan: left }),
      ...blank(left - 1),
      text(`${w.sender}: ${report.place.name}`, { columnSpan: wide - left }),
    ],
    [
      text(w.fromTo(formatDate(report.from), formatDate(report.to)), { columnSpan: left }),
      ...blank(left - 1),
      text(`${w.receiver}: ${w.receiverOf}`, { columnSpan: wide - left }),
    ],
    [text(form.title[lang].toUpperCase(), { fontWeight: 'bold', align: 'center', wrap: true, columnSpan: wide })],
    [text(form.unit[lang], { align: 'right', columnSpan: wide })],
    ...headRows(report, lang),
    ['(1)', '(2)', ...columns.map(column => `(${column})`)].map(one => head(one)),
    ...report.lines.map((line, at): Cell[] => [
      { value: at + 1, type: Number, ...border },
      text(labelOf(form, line, lang), border),
      ...figures(line),
    ]),
    [text('', border), text(w.total, { fontWeight: 'bold', ...border }), ...figures(report.total, 'bold')],
    ...notes.map(note => [text(note, { columnSpan: wide })]),
  ]
  const bytes = await writeSheet(rows, {
    sheet: report.form,
    orientation: 'landscape',
    columns: [6, 36, ...columns.map(() => 12)].map(width => ({ width })),
  }).toBuffer()
  return new Uint8Array(bytes)
}

/** The lines of heads; what a cell above spans is left empty. */
function headRows({ layout, form }: Report, lang: Lang): (Cell | null)[][] {
  const w = say(reportWords, lang)
  const lines = headLines(layout.heads)
  const depth = lines.length
  const wide = leavesOf(layout.heads).length + 2
  const grid: (Cell | null)[][] = lines.map(() => blank(wide))
  const taken = lines.map(() => new Set<number>())
  const put = (at: number, cell: { text: string; colSpan: number; rowSpan: number }): void => {
    const row = grid[at]
    if (!row) return
    let column = 0
    while (taken[at]?.has(column)) column++
    row[column] = head(cell.text, {
      ...(cell.colSpan > 1 ? { columnSpan: cell.colSpan } : {}),
      ...(cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
    })
    for (let down = at; down < at + cell.rowSpan; down++) {
      for (let right = column; right < column + cell.colSpan; right++) taken[down]?.add(right)
    }
  }
  put(0, { text: w.no, colSpan: 1, rowSpan: depth })
  put(0, { text: formOf(form).rowHead[lang], colSpan: 1, rowSpan: depth })
  for (const [at, line] of lines.entries()) {
    for (const { [lang]: words, colSpan, rowSpan } of line) put(at, { text: words, colSpan, rowSpan })
  }
  return grid
}

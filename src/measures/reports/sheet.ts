import writeSheet, { type Cell, type CellObject } from 'write-excel-file/node'
import type { Lang } from '#app/kernel/context.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { columnNumbers, formNumber, type Line } from './form.ts'
import type { Report } from './views.ts'
import { reportWords } from './words.ts'

/** The form as a sheet to send on: its head, numbered columns, real numbers; landscape. */
export async function reportSheet(report: Report, lang: Lang): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(reportWords, lang)
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
  const figures = ({ cells }: Line, fontWeight?: 'bold'): Cell[] =>
    columnNumbers.map(column => ({
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
    ...report.failed.map(check => w.checkLine(check.rule, check.row, String(check.left), String(check.right))),
  ].filter((note): note is string => typeof note === 'string')
  const rows: (Cell | null)[][] = [
    [
      text(`${w.formNo} ${formNumber}`, { fontWeight: 'bold', columnSpan: 4 }),
      ...blank(4),
      text(`${w.sender}: ${report.place.name}`, { columnSpan: 8 }),
    ],
    [
      text(w.fromTo(formatDate(report.from), formatDate(report.to)), { columnSpan: 4 }),
      ...blank(4),
      text(`${w.receiver}: ${w.receiverOf}`, { columnSpan: 8 }),
    ],
    [text(w.title.toUpperCase(), { fontWeight: 'bold', align: 'center', columnSpan: 13 })],
    [text(w.unit, { align: 'right', columnSpan: 13 })],
    [
      head(w.no, { rowSpan: 3 }),
      head(w.sector, { rowSpan: 3 }),
      head(w.intake, { columnSpan: 4 }),
      ...blank(3),
      head(w.finished, { columnSpan: 4 }),
      ...blank(3),
      head(w.open, { columnSpan: 3 }),
      ...blank(2),
    ],
    [
      null,
      null,
      head(w.sum, { rowSpan: 2 }),
      head(w.inPeriod, { columnSpan: 2 }),
      null,
      ...[w.carried, w.sum, w.early, w.onTime, w.late, w.sum, w.inTime, w.overdue].map(one =>
        head(one, { rowSpan: 2 }),
      ),
    ],
    [null, null, null, head(w.online), head(w.offline), ...blank(8)],
    ['(1)', '(2)', ...columnNumbers.map(column => `(${column})`)].map(one => head(one)),
    ...report.lines.map((line, at): Cell[] => [
      { value: at + 1, type: Number, ...border },
      text(line.label, border),
      ...figures(line),
    ]),
    [text('', border), text(w.total, { fontWeight: 'bold', ...border }), ...figures(report.total, 'bold')],
    ...notes.map(note => [text(note, { columnSpan: 13 })]),
  ]
  const widths = [6, 36, ...columnNumbers.map(() => 12)]
  const bytes = await writeSheet(rows, {
    sheet: report.form,
    orientation: 'landscape',
    columns: widths.map(width => ({ width })),
  }).toBuffer()
  return new Uint8Array(bytes)
}

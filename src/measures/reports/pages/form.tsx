import type { Lang } from '#app/kernel/context.ts'
import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { figureHref } from '../../metrics/index.ts'
import { type Column, columnNumbers, columns, type Line } from '../form.ts'
import type { Report } from '../views.ts'
import { reportWords } from '../words.ts'

/** The table of form II.06a with its three lines of heads. `linked`: each figure opens to its dossiers. */
export function FormTable({ report, linked, lang }: { report: Report; linked: boolean; lang: Lang }) {
  const w = say(reportWords, lang)
  const cell = (line: Line, column: Column) => {
    const text = formatNumber(line.cells[column], lang)
    const { place, from, to } = report
    const href = figureHref(columns[column], { agency: place.code, from, to, sector: line.sector })
    return linked && line.cells[column] !== 0 ? <a href={href}>{text}</a> : text
  }
  const row = (line: Line, no: string) => (
    <>
      <td className="r">{no}</td>
      <th scope="row">{line.label}</th>
      {columnNumbers.map(column => (
        <td key={column} className="r">
          {cell(line, column)}
        </td>
      ))}
    </>
  )
  return (
    <table className="ruled">
      <caption className="sr">{w.title}</caption>
      <thead>
        <tr>
          <th rowSpan={3} scope="col">
            {w.no}
          </th>
          <th rowSpan={3} scope="col">
            {w.sector}
          </th>
          <th colSpan={4} scope="colgroup">
            {w.intake}
          </th>
          <th colSpan={4} scope="colgroup">
            {w.finished}
          </th>
          <th colSpan={3} scope="colgroup">
            {w.open}
          </th>
        </tr>
        <tr>
          <th rowSpan={2} scope="col">
            {w.sum}
          </th>
          <th colSpan={2} scope="colgroup">
            {w.inPeriod}
          </th>
          {[w.carried, w.sum, w.early, w.onTime, w.late, w.sum, w.inTime, w.overdue].map((head, at) => (
            <th key={at} rowSpan={2} scope="col">
              {head}
            </th>
          ))}
        </tr>
        <tr>
          <th scope="col">{w.online}</th>
          <th scope="col">{w.offline}</th>
        </tr>
        <tr>
          {['1', '2', ...columnNumbers].map(no => (
            <td key={no} className="no">
              ({no})
            </td>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.lines.map((line, at) => (
          <tr key={line.label}>{row(line, String(at + 1))}</tr>
        ))}
        <tr className="total">{row({ ...report.total, label: w.total }, '')}</tr>
      </tbody>
    </table>
  )
}

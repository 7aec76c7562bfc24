import type { Lang } from '#app/kernel/context.ts'
import { formatNumber } from '#app/kernel/text.ts'
import { type Leaf, leavesOf, type Line } from '../form.ts'
import { formOf } from '../forms.ts'
import type { Report } from '../views.ts'
import { labelOf } from '../words.ts'
import { withSpan } from './address.ts'
import { FormHeads } from './heads.tsx'

interface Props {
  report: Report
  /** Each figure opens to what is behind it, as of this instant; on paper nothing does. */
  linked: Date | null
  lang: Lang
}

/** The table of a form with its lines of heads. */
export function FormTable({ report, linked, lang }: Props) {
  const form = formOf(report.form)
  const { heads } = report.layout
  const leaves = leavesOf(heads)
  const row = (line: Line, no: string) => (
    <>
      <td className="r">{no}</td>
      <th scope="row">{labelOf(form, line, lang)}</th>
      {leaves.map(leaf => (
        <td key={leaf.column} className="r">
          <Figure report={report} line={line} leaf={leaf} linked={linked} lang={lang} />
        </td>
      ))}
    </>
  )
  return (
    <table className="ruled">
      <caption className="sr">{form.title[lang]}</caption>
      <FormHeads form={form} heads={heads} lang={lang} />
      <tbody>
        {report.lines.map((line, at) => (
          <tr key={line.label}>{row(line, String(at + 1))}</tr>
        ))}
        <tr className="total">{row(report.total, '')}</tr>
      </tbody>
    </table>
  )
}

function Figure({ report, line, leaf, linked, lang }: Props & { line: Line; leaf: Leaf }) {
  const value = line.cells[leaf.column]
  if (value === undefined) return '–'
  const text = formatNumber(value, lang)
  const href = linked && value !== 0 ? hrefOf(report, line, leaf, linked) : null
  return href ? <a href={href}>{text}</a> : text
}

/** The list of another screen, or the one this form shows below itself. */
function hrefOf(report: Report, { key }: Line, { column, measure }: Leaf, now: Date): string | null {
  const form = formOf(report.form)
  const elsewhere = form.href?.({ measure, key, wanted: report, now }) ?? null
  if (elsewhere || !form.behind?.lists(measure)) return elsewhere
  return `${withSpan(`/reports/${report.form}`, report, { column, row: key })}#behind`
}

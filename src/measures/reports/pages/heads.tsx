import type { Lang } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import { type Head, headLines, leavesOf, type ReportForm } from '../form.ts'
import { reportWords } from '../words.ts'

/** The lines of heads over a form, the last with the numbers of the columns. */
export function FormHeads({ form, heads, lang }: { form: ReportForm; heads: readonly Head[]; lang: Lang }) {
  const w = say(reportWords, lang)
  const [first = [], ...more] = headLines(heads)
  const depth = more.length + 1
  const cells = (line: typeof first) =>
    line.map(({ key, colSpan, rowSpan, [lang]: words }) => (
      <th
        key={key}
        colSpan={colSpan > 1 ? colSpan : undefined}
        rowSpan={rowSpan > 1 ? rowSpan : undefined}
        scope={colSpan > 1 ? 'colgroup' : 'col'}
      >
        {words}
      </th>
    ))
  return (
    <thead>
      <tr>
        <th rowSpan={depth} scope="col">
          {w.no}
        </th>
        <th rowSpan={depth} scope="col">
          {form.rowHead[lang]}
        </th>
        {cells(first)}
      </tr>
      {more.map((line, at) => (
        <tr key={at}>{cells(line)}</tr>
      ))}
      <tr>
        {['1', '2', ...leavesOf(heads).map(leaf => leaf.column)].map(no => (
          <td key={no} className="no">
            ({no})
          </td>
        ))}
      </tr>
    </thead>
  )
}

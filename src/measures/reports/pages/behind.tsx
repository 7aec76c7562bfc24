import type { Lang } from '#app/kernel/context.ts'
import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Card, Code, type Column, DataTable, Empty, Sub } from '#app/ui/index.ts'
import type { BehindItem } from '../form.ts'
import type { Report } from '../views.ts'
import { reportWords } from '../words.ts'
import { withSpan } from './address.ts'

interface Props {
  report: Report
  behind: { row: string; column: string; items: BehindItem[] }
  lang: Lang
}

/** The procedures behind a figure, where the form itself lists them. */
export function BehindCard({ report, behind, lang }: Props) {
  const w = say(reportWords, lang)
  const { row, column, items } = behind
  return (
    <Card
      id="behind"
      title={w.behind(row, column)}
      actions={<a href={withSpan(`/reports/${report.form}`, report)}>{w.hideBehind}</a>}
    >
      <DataTable
        bare
        caption={w.behind(row, column)}
        rows={items}
        rowKey={item => `${item.code} ${item.name} ${item.what.vi}`}
        empty={<Empty title={w.noBehind} />}
        columns={columns(lang)}
      />
      <p className="sub">{w.behindCount(formatNumber(items.length, lang))}</p>
    </Card>
  )
}

function columns(lang: Lang): Column<BehindItem>[] {
  const w = say(reportWords, lang)
  return [
    { key: 'code', head: w.code, cell: item => <Code href={item.href}>{item.code}</Code> },
    { key: 'name', head: w.procedure, rowHead: true, cell: item => <span lang="vi">{item.name}</span> },
    { key: 'what', head: w.decision, cell: item => <Sub>{item.what[lang]}</Sub> },
  ]
}

import {
  BarChart,
  Card,
  type Column,
  DataTable,
  DateField,
  Empty,
  FilterBar,
  Head,
  Kpi,
  Kpis,
  type Lang,
  LineChart,
  LinkButton,
  Pager,
  SelectField,
  Sub,
} from '#app/ui/index.ts'
import type { Page } from '#app/kernel/paging.ts'
import { formatDate, formatDateTime, formatNumber, formatPercent } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { CommentRow, FigureLine, SatisfactionFigures } from '../views.ts'
import { formatMean, satisfactionWords, type SatisfactionWords } from '../words.ts'
import { Face } from './faces.tsx'

/** The officers' figures of satisfaction: a chart with its table, tables per agency and procedure, comments. */

interface FiguresProps {
  figures: SatisfactionFigures
  comments: Page<CommentRow>
  href: (more: Record<string, string>, base?: string) => string
  isFirst: boolean
  lang: Lang
}

const commentColumns = (w: SatisfactionWords): Column<CommentRow>[] => [
  {
    key: 'comment',
    head: w.comments,
    cell: row => (
      <>
        {row.comment}
        <Sub>
          {row.agency} · {row.procedureName}
        </Sub>
      </>
    ),
  },
  {
    key: 'score',
    head: w.levelHead,
    cell: row => (
      <>
        <Face level={row.score} /> {w.level(row.score)}
      </>
    ),
  },
  {
    key: 'at',
    head: w.to,
    hideHead: true,
    cell: row => <span className="num">{formatDateTime(row.at)}</span>,
  },
]

export function FiguresPage({ figures, comments, href, isFirst, lang }: FiguresProps) {
  const w = say(satisfactionWords, lang)
  const { all } = figures
  const percent = (value: number | null): string => (value === null ? '–' : formatPercent(value, lang))
  const mean = (value: number | null): string => formatMean(value, lang)
  const period = { from: figures.from, to: figures.to, agency: figures.agencyId ? String(figures.agencyId) : '' }
  const table = (title: string, lines: FigureLine[], first: string) => (
    <Card title={title}>
      <DataTable
        caption={title}
        bare
        rows={lines}
        rowKey={line => line.key}
        columns={[
          { key: 'label', head: first, rowHead: true, cell: line => line.label },
          {
            key: 'slips',
            head: w.slips,
            align: 'right',
            cell: line => formatNumber(line.slips, lang),
            foot: formatNumber(all.slips, lang),
          },
          {
            key: 'satisfied',
            head: w.satisfied,
            align: 'right',
            cell: line => formatNumber(line.satisfied, lang),
            foot: formatNumber(all.satisfied, lang),
          },
          { key: 'share', head: w.share, align: 'right', cell: line => percent(line.share), foot: percent(all.share) },
          { key: 'mean', head: w.mean, align: 'right', cell: line => mean(line.mean), foot: mean(all.mean) },
        ]}
      />
    </Card>
  )
  const most = figures.levels.reduce((a, b) => (b.slips > a.slips ? b : a))
  return (
    <>
      <Head title={w.title} sub={w.sub(formatDate(figures.from), formatDate(figures.to), all.slips)}>
        <LinkButton href={href(period, '/satisfaction/export.xlsx')}>{w.export}</LinkButton>
      </Head>
      <FilterBar action="/satisfaction" values={period} clearHref="/satisfaction">
        <DateField name="from" label={w.from} />
        <DateField name="to" label={w.to} />
        {figures.choices.length > 1 && (
          <SelectField
            name="agency"
            label={w.agency}
            blank={w.allAgencies}
            options={figures.choices.map(one => ({ value: String(one.id), label: one.name }))}
          />
        )}
      </FilterBar>
      {all.slips === 0 ? (
        <Empty title={w.empty}>
          <p>{w.emptyHelp}</p>
        </Empty>
      ) : (
        <>
          <Kpis>
            <Kpi label={w.share} value={percent(all.share)} note={w.shareNote} />
            <Kpi label={w.slips} value={formatNumber(all.slips, lang)} />
            <Kpi label={w.mean} value={mean(all.mean)} note={w.meanNote} />
          </Kpis>
          <Card>
            <LineChart
              title={w.perMonth}
              sub={w.shareNote}
              sentence={w.monthsSentence(figures.months[0]?.label ?? '', figures.months.at(-1)?.label ?? '')}
              groups={figures.months.map(line => line.label)}
              groupLabel={w.month}
              series={[{ label: w.share, values: figures.months.map(line => line.share), tone: 'ok' }]}
              format={value => percent(value)}
            />
          </Card>
          <Card>
            <BarChart
              title={w.perLevel}
              sentence={w.levelsSentence(w.level(most.level), formatNumber(most.slips, lang))}
              lying
              groups={figures.levels.map(line => w.level(line.level))}
              groupLabel={w.levelHead}
              series={[{ label: w.slips, values: figures.levels.map(line => line.slips) }]}
              format={value => formatNumber(value, lang)}
            />
          </Card>
          <Card title={w.perQuestion}>
            <DataTable
              caption={w.perQuestion}
              bare
              rows={figures.questions}
              rowKey={line => line.question}
              columns={[
                { key: 'question', head: w.questionHead, rowHead: true, cell: line => w.question(line.question) },
                { key: 'answers', head: w.slips, align: 'right', cell: line => formatNumber(line.answers, lang) },
                { key: 'mean', head: w.mean, align: 'right', cell: line => mean(line.mean) },
              ]}
            />
          </Card>
          {table(w.perAgency, figures.agencies, w.agency)}
          {table(w.perProcedure, figures.procedures, w.procedure)}
        </>
      )}
      <Card title={w.comments} id="comments">
        <DataTable
          caption={w.comments}
          bare
          rows={comments.items}
          rowKey={row => row.key}
          empty={<Empty title={w.commentsEmpty} />}
          columns={commentColumns(w)}
        />
        <Pager
          firstHref={isFirst ? undefined : `${href(period)}#comments`}
          nextHref={comments.next ? `${href({ ...period, after: comments.next })}#comments` : undefined}
        />
      </Card>
    </>
  )
}

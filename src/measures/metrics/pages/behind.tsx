import type { Lang } from '#app/kernel/context.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { formatDate, formatDateTime, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Breadcrumbs,
  Code,
  type Column,
  DataTable,
  Empty,
  Head,
  LinkButton,
  More,
  Notice,
  Pager,
  Sub,
  Tabs,
} from '#app/ui/index.ts'
import type { BehindRow } from '../behind.ts'
import { figures } from '../definitions.ts'
import type { BehindParams } from '../input.ts'
import type { BehindList } from '../lists.ts'
import { metricWords } from '../words.ts'

interface BehindProps {
  list: BehindList
  params: BehindParams
  /** Name of the unit of a step. */
  unitName: string
  now: Date
  lang: Lang
}

/** Address of the list with something changed. */
export function behindHref(
  params: BehindParams,
  change: Partial<BehindParams> = {},
  base = '/dossier-figures',
): string {
  return withQuery(base, { ...params, ...change })
}

export function BehindPage({ list, params, unitName, now, lang }: BehindProps) {
  const w = say(metricWords, lang)
  const { place, total, items, next, beside, counted } = list
  const { figure, from, to } = params
  const name = figure === 'step_over' ? w.stepOver(params.step ?? '', unitName) : figures[figure].name[lang]
  const board = withQuery('/dashboard', { agency: params.agency, from, to })
  const sub = [
    w.listSub(formatNumber(total, lang), place.name, formatDate(from), formatDate(to)),
    params.sector,
  ].filter(Boolean)
  return (
    <>
      <Breadcrumbs items={[{ label: w.back, href: board }, { label: name }]} />
      <Head title={w.listTitle(name)} sub={sub.join(' · ')}>
        {total > 0 && (
          <LinkButton href={behindHref(params, { after: undefined }, '/dossier-figures.xlsx')}>{w.xlsx}</LinkButton>
        )}
      </Head>
      {figure !== 'step_over' && (
        <More summary={w.definition}>
          <p>{figures[figure].formula[lang]}</p>
        </More>
      )}
      {counted !== null && (
        <Notice tone="warn">{w.differs(formatNumber(counted, lang), formatNumber(total, lang))}</Notice>
      )}
      {beside.length > 1 && (
        <Tabs
          label={w.listTitle(name)}
          items={beside.map(one => ({
            label: figures[one.figure].name[lang],
            href: behindHref(params, { figure: one.figure, after: undefined }),
            count: formatNumber(one.n, lang),
            current: one.figure === figure,
          }))}
        />
      )}
      <Rows rows={items} params={params} now={now} lang={lang} />
      <Pager
        text={total > items.length ? w.of(formatNumber(items.length, lang), formatNumber(total, lang)) : undefined}
        {...(params.after ? { firstHref: behindHref(params, { after: undefined }) } : {})}
        {...(next ? { nextHref: behindHref(params, { after: next }) } : {})}
      />
    </>
  )
}

function rowColumns(now: Date, lang: Lang): Column<BehindRow>[] {
  const w = say(metricWords, lang)
  return [
    {
      key: 'code',
      sort: 'code',
      head: w.code,
      rowHead: true,
      cell: row => <Code href={`/work/dossiers/${row.code}`}>{row.code}</Code>,
    },
    {
      key: 'procedure',
      sort: 'procedure',
      head: w.procedure,
      cell: row => (
        <>
          {row.procedureName}
          <Sub>
            {row.sector} · {channelName(row.channel, lang)}
          </Sub>
        </>
      ),
    },
    {
      key: 'received',
      sort: 'received',
      head: w.receivedAt,
      labelled: true,
      cell: row => row.receivedAt && formatDateTime(row.receivedAt),
    },
    {
      key: 'due',
      sort: 'due',
      head: w.dueAt,
      labelled: true,
      cell: row => (row.dueAt ? formatDateTime(row.dueAt) : w.nothing),
    },
    {
      key: 'finished',
      sort: 'finished',
      head: w.finishedAt,
      labelled: true,
      cell: row => (row.finishedAt ? formatDateTime(row.finishedAt) : w.nothing),
    },
    { key: 'outcome', head: w.outcome, cell: row => <Outcome row={row} now={now} lang={lang} /> },
  ]
}

function Rows({ rows, params, now, lang }: { rows: BehindRow[]; params: BehindParams; now: Date; lang: Lang }) {
  const w = say(metricWords, lang)
  return (
    <DataTable
      caption={w.listTitle('')}
      rows={rows}
      rowKey={row => row.code}
      rowTone={row => (isLate(row, now) ? 'late' : undefined)}
      sort={{
        by: params.sort,
        direction: params.direction,
        href: (by, direction) => behindHref(params, { sort: by as BehindParams['sort'], direction, after: undefined }),
      }}
      empty={
        <Empty title={w.emptyList}>
          <p>{w.emptyListNext}</p>
        </Empty>
      }
      columns={rowColumns(now, lang)}
    />
  )
}

const isRunning = ({ status }: Pick<BehindRow, 'status'>): boolean => status === 'RECEIVED' || status === 'PROCESSING'

/** Ended late, or running past its due instant by now. */
const isLate = (row: BehindRow, now: Date): boolean =>
  row.outcome === 'LATE' || (isRunning(row) && row.dueAt !== null && row.dueAt < now)

function Outcome({ row, now, lang }: { row: BehindRow; now: Date; lang: Lang }) {
  const text = outcomeText(row, now, lang)
  if (isLate(row, now)) return <Badge tone="late">{text}</Badge>
  if (row.outcome === null) return text
  return <Badge {...(row.outcome === 'EARLY' ? { tone: 'ok' as const } : {})}>{text}</Badge>
}

/** How it ended, or where it stands now. */
export function outcomeText(row: BehindRow, now: Date, lang: Lang): string {
  const w = say(metricWords, lang)
  if (row.outcome === null) return isLate(row, now) ? w.runningLate : isRunning(row) ? w.running : w.waiting
  const how = row.status === 'WITHDRAWN' ? `${w.withdrawn}, ` : row.status === 'STOPPED' ? `${w.stopped}, ` : ''
  const as = row.outcome === 'EARLY' ? w.early : row.outcome === 'LATE' ? w.late : w.onTime
  return how ? `${how}${as.toLowerCase()}` : as
}

export function channelName(channel: string, lang: Lang): string {
  const w = say(metricWords, lang)
  return channel === 'ONLINE' ? w.online : channel === 'POST' ? w.post : w.direct
}

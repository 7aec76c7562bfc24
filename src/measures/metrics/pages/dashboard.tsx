import type { Lang } from '#app/kernel/context.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { formatDate, formatDateTime, formatNumber, roundHalfUp } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  BarChart,
  Card,
  type Column,
  DataTable,
  Empty,
  Head,
  Kpi,
  type KpiProps,
  Kpis,
  LineChart,
  LinkButton,
} from '#app/ui/index.ts'
import type { AgencyLine, Board, StepLine } from '../dashboard.ts'
import type { FigureCode } from '../definitions.ts'
import type { BoardQuery } from '../input.ts'
import type { NamedPeriod, Period } from '../periods.ts'
import type { Place } from '../../places/index.ts'
import { figureHref } from '../views.ts'
import { metricWords } from '../words.ts'
import { PlacePeriodBar, shareText } from './parts.tsx'

interface BoardProps {
  board: Board
  places: readonly Place[]
  quick: readonly NamedPeriod[]
  query: BoardQuery
  today: string
  lang: Lang
}

export function BoardPage({ board, places, quick, query, today, lang }: BoardProps) {
  const w = say(metricWords, lang)
  const { place, period, now } = board
  const span = { agency: place.code, ...period }
  return (
    <>
      <Head title={place.name} sub={w.boardSub(formatDate(period.from), formatDate(period.to), formatDateTime(now))}>
        <LinkButton href={withQuery('/reports/II.06a', span)}>{w.toReport}</LinkButton>
      </Head>
      <PlacePeriodBar path="/dashboard" places={places} place={place} period={period} quick={quick} lang={lang} />
      <KeyFigures board={board} isPast={period.to < today} lang={lang} />
      <FlowCharts board={board} lang={lang} />
      <ResultChart lines={board.agencies} lang={lang} />
      <Card title={w.why}>
        <StepTable steps={board.steps} span={span} lang={lang} />
      </Card>
      <Card title={w.agencies} id="agencies">
        <AgencyTable board={board} query={query} lang={lang} />
      </Card>
    </>
  )
}

function KeyFigures({ board, isPast, lang }: { board: Board; isPast: boolean; lang: Lang }) {
  const w = say(metricWords, lang)
  const { figure, onTime, onTimeBefore, period, place, months, satisfaction } = board
  const n = (code: FigureCode): string => formatNumber(figure(code), lang)
  const hrefOf = (code: FigureCode): string => figureHref(code, { agency: place.code, ...period })
  const known = months.flatMap(({ onTime: share }) => (share === null ? [] : [share]))
  const asOf = isPast ? w.asOfEnd(formatDate(period.to)) : null
  return (
    <Kpis>
      <Kpi
        label={w.onTimeShare}
        value={shareText(onTime, lang)}
        href={hrefOf('finished')}
        {...(onTime === null ? { note: w.noneFinished } : {})}
        {...(onTime === null || onTimeBefore === null ? {} : { delta: movement(onTime, onTimeBefore, lang) })}
        {...(known.length > 1
          ? {
              spark: {
                values: known,
                label: w.onTimeSpark(shareText(known[0] ?? null, lang), shareText(known.at(-1) ?? null, lang)),
              },
            }
          : {})}
      />
      <Kpi
        label={w.finished}
        value={n('finished')}
        href={hrefOf('finished')}
        note={w.finishedNote(n('early'), n('on_time'), n('late'))}
        spark={{ values: months.map(one => one.finished), label: w.finishedSpark, kind: 'bars' }}
      />
      <Kpi
        label={w.overdue}
        value={n('overdue_open')}
        href={hrefOf('overdue_open')}
        {...(figure('overdue_open') > 0 ? { tone: 'bad' as const } : {})}
        note={asOf ?? (figure('overdue_open') > 0 ? w.overdueNote : w.overdueNone)}
      />
      <Kpi label={w.open} value={n('open')} href={hrefOf('open')} note={asOf ?? w.openNote(n('open_in_time'))} />
      <Kpi
        label={w.satisfied}
        value={shareText(satisfaction.share, lang)}
        href={hrefOf('rated')}
        note={satisfaction.slips > 0 ? w.slips(formatNumber(satisfaction.slips, lang)) : w.noSlips}
      />
    </Kpis>
  )
}

function movement(now: number, before: number, lang: Lang): KpiProps['delta'] {
  const w = say(metricWords, lang)
  const points = roundHalfUp(now - before, 2)
  if (points === 0) return { text: w.samePoints }
  return { text: w.points(decimal(Math.abs(points), lang)), way: points > 0 ? 'up' : 'down', good: points > 0 }
}

const decimal = (value: number, lang: Lang, digits = 2): string =>
  value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: digits })

function FlowCharts({ board, lang }: { board: Board; lang: Lang }) {
  const w = say(metricWords, lang)
  const { parts, figure } = board
  const byWeek = parts[0]?.by === 'week'
  const groups = parts.map(({ period }) =>
    byWeek ? formatDate(period.from).slice(0, 5) : `${Number(period.from.slice(5, 7))}/${period.from.slice(2, 4)}`,
  )
  const groupLabel = byWeek ? w.week : w.monthHead
  const series = (label: string, code: FigureCode) => ({ label, values: parts.map(part => part.figure(code)) })
  const n = (code: FigureCode): string => formatNumber(figure(code), lang)
  const shared = { groups, groupLabel, sub: w.unit, format: (value: number) => formatNumber(value, lang) }
  return (
    <>
      <Card>
        <BarChart
          {...shared}
          stacked
          title={w.flowTitle}
          sentence={w.flowSentence(n('received'), n('received_online'))}
          series={[
            series(w.direct, 'received_direct'),
            series(w.online, 'received_online'),
            series(w.post, 'received_post'),
          ]}
        />
      </Card>
      <Card>
        <LineChart
          {...shared}
          title={w.lineTitle}
          sentence={w.lineSentence(n('received'), n('finished'))}
          series={[series(w.received, 'received'), series(w.finished, 'finished')]}
        />
      </Card>
    </>
  )
}

const SHOWN = 15

function ResultChart({ lines, lang }: { lines: readonly AgencyLine[]; lang: Lang }) {
  const w = say(metricWords, lang)
  const shown = lines.filter(line => line.figures.finished > 0).sort((a, b) => b.figures.finished - a.figures.finished)
  const best = shown[0]
  if (!best) return null
  const top = shown.slice(0, SHOWN)
  return (
    <Card>
      <BarChart
        lying
        stacked
        title={w.resultTitle}
        sub={w.unit}
        sentence={w.resultSentence(formatNumber(shown.length, lang), best.name)}
        groups={top.map(line => line.name)}
        groupLabel={w.agency}
        format={value => formatNumber(value, lang)}
        series={[
          { label: w.early, values: top.map(line => line.figures.early), tone: 'ok' },
          { label: w.onTime, values: top.map(line => line.figures.on_time), tone: 'quiet' },
          { label: w.late, values: top.map(line => line.figures.late), tone: 'late' },
        ]}
      />
    </Card>
  )
}

type SpanOf = { agency: string | null; from: string; to: string }

function stepColumns(span: SpanOf, lang: Lang): Column<StepLine>[] {
  const w = say(metricWords, lang)
  const hrefOf = ({ stepName, unitId }: StepLine): string =>
    withQuery('/dossier-figures', { figure: 'step_over', ...span, step: stepName, unit: unitId })
  return [
    { key: 'step', head: w.step, rowHead: true, cell: step => step.stepName },
    { key: 'unit', head: w.stepUnit, cell: step => step.unitName },
    {
      key: 'hours',
      head: w.hours,
      align: 'right',
      cell: step => `${decimal(step.hoursUsed, lang, 1)} / ${decimal(step.hoursGiven, lang, 1)}`,
    },
    {
      key: 'over',
      head: w.over,
      align: 'right',
      cell: step => <a href={hrefOf(step)}>{formatNumber(step.over, lang)}</a>,
    },
  ]
}

function StepTable({ steps, span, lang }: { steps: readonly StepLine[]; span: SpanOf; lang: Lang }) {
  const w = say(metricWords, lang)
  return (
    <DataTable
      bare
      caption={w.why}
      rows={[...steps]}
      rowKey={step => `${step.stepName} ${step.unitId}`}
      empty={
        <Empty title={w.whyNone}>
          <p>{w.whyNext}</p>
        </Empty>
      }
      columns={stepColumns(span, lang)}
    />
  )
}

const valueOf: Record<BoardQuery['sort'], (line: AgencyLine) => number | string> = {
  name: line => line.name,
  onTime: line => line.onTime ?? -1,
  received: line => line.figures.received,
  finished: line => line.figures.finished,
  late: line => line.figures.late,
  open: line => line.figures.open,
  overdue_open: line => line.figures.overdue_open,
}

function agencyColumns(period: Period, lang: Lang): Column<AgencyLine>[] {
  const w = say(metricWords, lang)
  const linked = (code: FigureCode) => (line: AgencyLine) => {
    const n = line.figures[code as keyof AgencyLine['figures']]
    return <a href={figureHref(code, { agency: line.code, ...period })}>{formatNumber(n, lang)}</a>
  }
  const column = (sort: BoardQuery['sort'], head: string, code: FigureCode) =>
    ({ key: sort, sort, head, align: 'right', cell: linked(code) }) as const
  return [
    {
      key: 'name',
      sort: 'name',
      head: w.agency,
      rowHead: true,
      cell: line => <a href={withQuery('/dashboard', { agency: line.code, ...period })}>{line.name}</a>,
    },
    column('received', w.received, 'received'),
    column('finished', w.finished, 'finished'),
    {
      key: 'onTime',
      sort: 'onTime',
      head: w.shareHead,
      align: 'right',
      cell: line => shareText(line.onTime, lang),
    },
    column('late', w.late, 'late'),
    column('open', w.open, 'open'),
    column('overdue_open', w.overdue, 'overdue_open'),
  ]
}

function AgencyTable({ board, query, lang }: { board: Board; query: BoardQuery; lang: Lang }) {
  const w = say(metricWords, lang)
  const { period, place } = board
  const of = valueOf[query.sort]
  const way = query.direction === 'up' ? 1 : -1
  const rows = [...board.agencies].sort((a, b) => {
    const [x, y] = [of(a), of(b)]
    return way * (typeof x === 'string' ? x.localeCompare(String(y), 'vi') : x - Number(y))
  })
  return (
    <DataTable
      bare
      caption={w.agencies}
      rows={rows}
      rowKey={line => String(line.id)}
      sort={{
        by: query.sort,
        direction: query.direction,
        href: (by, direction) =>
          `${withQuery('/dashboard', { agency: place.code, ...period, sort: by, direction })}#agencies`,
      }}
      empty={
        <Empty title={w.agenciesNone}>
          <p>{w.agenciesNext}</p>
        </Empty>
      }
      columns={agencyColumns(period, lang)}
    />
  )
}

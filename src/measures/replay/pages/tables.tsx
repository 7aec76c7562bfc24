import type { Lang } from '#app/kernel/context.ts'
import { formatNumber, formatPercent, formatWorking, percentOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Card, type Column, DataTable } from '#app/ui/index.ts'
import type { Tally } from '../rules.ts'
import type { StepReplay } from '../steps.ts'
import { replayWords } from '../words.ts'
import { hrefOf } from './bar.tsx'
import type { ReplayScreen } from './page.tsx'

/** The tables of a replay: steps against what really happened, and each channel. */

type StepsScreen = ReplayScreen & { steps: StepReplay[] }

export function StepsCard(screen: StepsScreen) {
  const { steps, lang } = screen
  const w = say(replayWords, lang)
  return (
    <Card title={w.stepsTitle}>
      <p className="sub">{w.stepsLead}</p>
      <DataTable bare caption={w.stepsTitle} rows={steps} rowKey={step => step.code} columns={stepColumns(screen)} />
    </Card>
  )
}

function stepColumns({ replay, query, lang }: StepsScreen): Column<StepReplay>[] {
  const w = say(replayWords, lang)
  const time = (minutes: number | null): string => (minutes === null ? '–' : formatWorking(minutes, lang))
  const over = ({ code, n, over: late }: StepReplay) => {
    if (n === 0 || late === 0) return n === 0 ? '–' : '0'
    const share = formatPercent(percentOf(late, n) ?? 0, lang)
    return (
      <a href={`${hrefOf(query, { show: 'step', step: code })}#list`}>{`${formatNumber(late, lang)} (${share})`}</a>
    )
  }
  return [
    {
      key: 'step',
      head: w.step,
      rowHead: true,
      cell: step => <span lang="vi">{`${step.code} ${step.name}`}</span>,
    },
    { key: 'given', head: w.given, align: 'right', cell: step => w.hours(step.hours) },
    {
      key: 'n',
      head: w.matched,
      align: 'right',
      cell: step => (step.n === 0 ? w.noMatch : formatNumber(step.n, lang)),
    },
    { key: 'over', head: w.over, align: 'right', cell: over },
    { key: 'median', head: w.median, align: 'right', cell: step => time(step.median) },
    { key: 'p80', head: w.p80, align: 'right', cell: step => time(step.p80) },
    { key: 'p95', head: w.p95, align: 'right', cell: step => time(step.p95) },
    {
      key: 'enough',
      head: w.enough(`${Math.round(replay.share * 100)} %`),
      align: 'right',
      cell: step => <b>{step.enough === null ? '–' : w.hours(step.enough)}</b>,
    },
  ]
}

type ChannelTally = Tally & { channel: string }

export function ChannelTable({ rows, lang }: { rows: ChannelTally[]; lang: Lang }) {
  const w = say(replayWords, lang)
  const number = (n: number): string => formatNumber(n, lang)
  const share = (part: number, n: number): string => `${number(part)} (${formatPercent(percentOf(part, n) ?? 0, lang)})`
  const columns: Column<ChannelTally>[] = [
    { key: 'channel', head: w.channel, rowHead: true, cell: row => w[`channel_${row.channel as 'DIRECT'}`] },
    { key: 'n', head: w.dossiers, align: 'right', cell: row => number(row.n) },
    { key: 'before', head: w.before, align: 'right', cell: row => share(row.before, row.n) },
    { key: 'after', head: w.after, align: 'right', cell: row => share(row.after, row.n) },
    { key: 'toLate', head: w.toLate, align: 'right', cell: row => number(row.toLate) },
    { key: 'toOnTime', head: w.toOnTime, align: 'right', cell: row => number(row.toOnTime) },
  ]
  return (
    <Card title={w.perChannel}>
      <DataTable bare caption={w.perChannel} rows={rows} rowKey={row => row.channel} columns={columns} />
    </Card>
  )
}

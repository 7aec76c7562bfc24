import type { Lang } from '#app/kernel/context.ts'
import { formatNumber, formatPercent, formatWorking, percentOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { type Limit, limitInWords } from '#app/kernel/limit.ts'
import { BarChart, Breadcrumbs, Card, Empty, Head, Kpi, Kpis, LinkButton, Notice, Why } from '#app/ui/index.ts'
import type * as places from '../../places/index.ts'
import type { ReplayPageQuery } from '../input.ts'
import type { Lines } from '../lists.ts'
import { MOST } from '../load.ts'
import type { Replay } from '../views.ts'
import { replayWords } from '../words.ts'
import { Bar, hrefOf } from './bar.tsx'
import { LinesCard } from './lines.tsx'
import { ChannelTable, StepsCard } from './tables.tsx'

export interface ReplayScreen {
  replay: Replay
  lines: Lines
  query: ReplayPageQuery
  places: readonly places.Place[]
  lang: Lang
}

/** What was and what would have been: figures, picture, steps, the dossiers behind them, and what is assumed. */
export function ReplayPage(screen: ReplayScreen) {
  const { replay, lang } = screen
  const w = say(replayWords, lang)
  const { code, name } = replay.procedure
  return (
    <>
      <Breadcrumbs items={[{ label: w.replay, href: '/replay' }, { label: code }]} />
      <Head title={<span lang="vi">{name}</span>} sub={w.sub(replay.place.name, replay.from, replay.to)}>
        <LinkButton href={`/processes/${code}`}>{w.process}</LinkButton>
      </Head>
      <Bar {...screen} />
      {replay.tally.n === 0 ? (
        <Card>
          <Empty title={w.nothing}>
            <p>{w.nothingNext}</p>
          </Empty>
        </Card>
      ) : (
        <>
          <p>
            <b>{proposalText(replay, lang)}</b>
          </p>
          <Figures {...screen} />
          <Used replay={replay} lang={lang} />
          {replay.steps && <StepsCard {...screen} steps={replay.steps} />}
          {replay.byChannel.length > 1 && <ChannelTable rows={replay.byChannel} lang={lang} />}
          <Assumptions replay={replay} lang={lang} />
          <LinesCard {...screen} />
        </>
      )}
    </>
  )
}

function proposalText({ proposal }: Replay, lang: Lang): string {
  const w = say(replayWords, lang)
  if (proposal.kind === 'LIMIT') return w.proposedLimit(limitInWords(proposal.limit, lang))
  const name = proposal.state === 'DRAFT' ? w.draftVersion(proposal.no) : w.approvedVersion(proposal.no)
  return w.proposedProcess(name, proposal.hours)
}

const shareOf = (a: number, b: number, lang: Lang): string => formatPercent(percentOf(a, b) ?? 0, lang)

function Figures({ replay, query, lang }: ReplayScreen) {
  const w = say(replayWords, lang)
  const { tally, left, smallest, share } = replay
  const { n, before, after } = tally
  const number = (value: number): string => formatNumber(value, lang)
  const moved = (percentOf(after, n) ?? 0) - (percentOf(before, n) ?? 0)
  return (
    <Kpis>
      <Kpi label={w.dossiers} value={number(n)} {...(left.ended > 0 ? { note: w.left(number(left.ended)) } : {})} />
      <Kpi label={w.before} value={shareOf(before, n, lang)} note={w.of(number(before), number(n))} />
      <Kpi
        label={w.after}
        value={shareOf(after, n, lang)}
        note={w.of(number(after), number(n))}
        delta={
          moved === 0
            ? { text: w.noChange }
            : {
                text: w.points(formatNumber(Math.abs(Math.round(moved * 100) / 100), lang)),
                way: moved > 0 ? 'up' : 'down',
                good: moved > 0,
              }
        }
      />
      <Kpi
        label={w.toLate}
        value={number(tally.toLate)}
        note={w.toLateNote}
        href={hrefOf(query, { show: 'toLate' })}
        {...(tally.toLate > 0 ? { tone: 'bad' as const } : {})}
      />
      <Kpi
        label={w.toOnTime}
        value={number(tally.toOnTime)}
        note={w.toOnTimeNote}
        href={hrefOf(query, { show: 'toOnTime' })}
      />
      <Kpi
        label={w.smallest(`${Math.round(share * 100)} %`)}
        value={smallest ? limitInWords(smallest, lang) : w.smallestNone}
        {...(smallest ? { note: w.smallestTry, href: tryHref(query, smallest) } : {})}
      />
    </Kpis>
  )
}

const tryHref = (query: ReplayPageQuery, { unit, amount }: Limit): string =>
  hrefOf(query, { version: undefined, unit, amount, show: undefined, step: undefined })

const HOURS_A_DAY = 480

/** How long dossiers took, coloured by what they would be; the table stands behind the picture. */
function Used({ replay: { histogram, used }, lang }: { replay: Replay; lang: Lang }) {
  const w = say(replayWords, lang)
  const inDays = histogram.width >= HOURS_A_DAY
  const per = inDays ? HOURS_A_DAY : 60
  const label = inDays ? w.binDays : w.binHours
  const time = (minutes: number | null): string => formatWorking(minutes ?? 0, lang)
  return (
    <Card>
      <BarChart
        stacked
        title={w.usedTitle}
        sub={`${w.usedSub} · ${w.median} ${time(used.median)} · ${w.p80} ${time(used.p80)} · ${w.p95} ${time(used.p95)}`}
        sentence={w.usedSentence(time(used.median), time(used.p95))}
        groups={histogram.bins.map(bin => label(bin.from / per, bin.to === null ? null : bin.to / per))}
        groupLabel={w.usedHead}
        format={value => formatNumber(value, lang)}
        series={[
          { label: w.onTime, tone: 'ok', values: histogram.bins.map(bin => bin.onTime) },
          { label: w.late, tone: 'late', values: histogram.bins.map(bin => bin.late) },
        ]}
      />
    </Card>
  )
}

function Assumptions({ replay: { proposal, left }, lang }: { replay: Replay; lang: Lang }) {
  const w = say(replayWords, lang)
  const said = [
    w.assume_finish,
    w.assume_calendar,
    proposal.kind === 'LIMIT' ? w.assume_same : w.assume_process,
    w.assume_again,
    w.assume_ended,
    left.unreadable > 0 && w.assume_unreadable(formatNumber(left.unreadable, lang)),
  ]
  return (
    <>
      {left.more && <Notice tone="warn">{w.assume_most(formatNumber(MOST, lang))}</Notice>}
      <Why open summary={<b>{w.assumptions}</b>} reasons={said.filter(Boolean)} />
    </>
  )
}

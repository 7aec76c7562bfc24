import type { Lang } from '#app/kernel/context.ts'
import { formatDateTime, formatNumber, formatWorking } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Badge, Card, Code, type Column, DataTable, Empty, LinkButton, Pager, Sub, Tabs } from '#app/ui/index.ts'
import type { ReplayPageQuery } from '../input.ts'
import type { Line } from '../lists.ts'
import { NEVER } from '../rules.ts'
import { replayWords } from '../words.ts'
import { hrefOf } from './bar.tsx'
import type { ReplayScreen } from './page.tsx'

/** The dossiers behind the figures, in groups; each leads to its dossier, all of a group go out as a sheet. */
export function LinesCard({ replay, lines, query, lang }: ReplayScreen) {
  const w = say(replayWords, lang)
  const { tally } = replay
  const number = (n: number): string => formatNumber(n, lang)
  const counts = { toLate: tally.toLate, toOnTime: tally.toOnTime, late: tally.n - tally.after, all: tally.n } as const
  const groups = (Object.keys(counts) as (keyof typeof counts)[]).map(show => ({
    label: w[`show_${show}`],
    count: number(counts[show]),
    href: `${hrefOf(query, { show, step: undefined })}#list`,
    current: lines.show === show,
  }))
  const ofStep = lines.step !== null && lines.show === 'step'
  return (
    <Card
      id="list"
      title={w.list}
      actions={
        lines.total > 0 && (
          <LinkButton href={hrefOf({ ...query, show: lines.show }, {}, '/replay.xlsx')}>{w.xlsx}</LinkButton>
        )
      }
    >
      <Tabs
        label={w.list}
        items={
          ofStep
            ? [
                ...groups,
                {
                  label: w.show_step(lines.step ?? ''),
                  count: number(lines.total),
                  href: hrefOf(query),
                  current: true,
                },
              ]
            : groups
        }
      />
      <DataTable
        bare
        caption={w.list}
        rows={lines.items}
        rowKey={line => line.code}
        rowTone={line => (line.lateAfter ? 'late' : undefined)}
        sort={{
          by: query.sort,
          direction: query.direction,
          href: (by, direction) => `${hrefOf(query, { sort: by as ReplayPageQuery['sort'], direction })}#list`,
        }}
        columns={columns(lang)}
        empty={
          <Empty title={w.emptyList}>
            <p>{w.emptyListNext}</p>
          </Empty>
        }
      />
      <Pager
        text={lines.total > lines.items.length ? w.shown(number(lines.items.length), number(lines.total)) : undefined}
        {...(query.after ? { firstHref: `${hrefOf(query)}#list` } : {})}
        {...(lines.next ? { nextHref: `${hrefOf(query, { after: lines.next })}#list` } : {})}
      />
    </Card>
  )
}

function columns(lang: Lang): Column<Line>[] {
  const w = say(replayWords, lang)
  const word = (late: boolean): string => (late ? w.isLate : w.isOnTime)
  return [
    {
      key: 'code',
      sort: 'code',
      head: w.code,
      rowHead: true,
      cell: line => (
        <>
          <Code href={`/work/dossiers/${line.code}`}>{line.code}</Code>
          <Sub>{w[`channel_${line.channel as 'DIRECT'}`]}</Sub>
        </>
      ),
    },
    {
      key: 'finished',
      sort: 'finished',
      head: w.finished,
      labelled: true,
      cell: line => (
        <>
          {formatDateTime(line.finishedAt)}
          <Sub>{w.receivedAt(formatDateTime(line.receivedAt))}</Sub>
        </>
      ),
    },
    {
      key: 'used',
      sort: 'used',
      head: w.usedTime,
      labelled: true,
      cell: line => formatWorking(line.usedMinutes, lang, line.dayMinutes),
    },
    { key: 'before', head: w.dueBefore, labelled: true, cell: line => formatDateTime(line.dueBefore) },
    {
      key: 'after',
      sort: 'over',
      head: w.dueAfter,
      labelled: true,
      cell: line => (
        <>
          {line.dueAfter.getTime() === NEVER.getTime() ? w.unlimited : formatDateTime(line.dueAfter)}
          {line.overMinutes > 0 && (
            <Sub>
              {w.overBy.toLowerCase()} {formatWorking(line.overMinutes, lang, line.dayMinutes)}
            </Sub>
          )}
        </>
      ),
    },
    {
      key: 'outcome',
      head: w.outcome,
      cell: line => (
        <Badge tone={line.lateAfter ? 'late' : 'ok'}>
          {line.lateBefore === line.lateAfter
            ? word(line.lateAfter)
            : w.becomes(word(line.lateBefore), word(line.lateAfter))}
        </Badge>
      ),
    },
  ]
}

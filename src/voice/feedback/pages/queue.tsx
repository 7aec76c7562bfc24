import {
  Code,
  type Column,
  DataTable,
  DueChip,
  Empty,
  FilterBar,
  Head,
  type DueTone,
  type Lang,
  LinkButton,
  Pager,
  SelectField,
  Sub,
  Tabs,
  TextField,
} from '#app/ui/index.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { feedbackKinds, type QueueQuery, queueTabs } from '../input.ts'
import type { Timing } from '../rules.ts'
import type { Addressee } from '../scope.ts'
import type { QueueCounts, QueueRow } from '../views.ts'
import { feedbackWords, type FeedbackWords } from '../words.ts'

/** The officers' queue. */

interface QueueProps {
  rows: QueueRow[]
  counts: QueueCounts
  query: QueueQuery
  addressees: Addressee[]
  firstHref?: string
  nextHref?: string
  lang: Lang
}

export const dueTone: Record<Timing, DueTone> = {
  RUNNING: 'ok',
  SOON: 'soon',
  LATE: 'late',
  WAITING: 'pause',
  DONE_IN_TIME: 'done',
  DONE_LATE: 'late',
}

/** What is left of the promise in working time, the word for it and the instant below. */
export function FeedbackDue({ row, lang }: { row: Pick<QueueRow, 'timing' | 'left' | 'dueAt'>; lang: Lang }) {
  const w = say(feedbackWords, lang)
  const text = row.left ? w.left(row.left.minutes, row.left.perDay) : w.timing(row.timing)
  const word = row.left ? `${w.timing(row.timing)} · ` : ''
  return <DueChip tone={dueTone[row.timing]} text={text} sub={row.dueAt && `${word}${formatDateTime(row.dueAt)}`} />
}

export function queueHref(query: Partial<QueueQuery>, base = '/work/feedback'): string {
  const search = new URLSearchParams()
  for (const name of ['tab', 'q', 'kind', 'agency', 'after'] as const) {
    const value = query[name]
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  return search.size > 0 ? `${base}?${search}` : base
}

const columnsOf = (w: FeedbackWords, lang: Lang): Column<QueueRow>[] => [
  {
    key: 'subject',
    head: w.subject,
    rowHead: true,
    cell: row => (
      <>
        <a href={`/work/feedback/${row.number}`}>{row.subject}</a>
        <Sub>
          <Code>{row.number}</Code> · {w.kindOf(row.kind)}
        </Sub>
      </>
    ),
  },
  {
    key: 'handler',
    head: w.handler,
    cell: row => (
      <>
        {row.handler}
        <Sub>{row.assignee || w.notAssigned}</Sub>
      </>
    ),
  },
  { key: 'status', head: w.status, cell: row => w.statusOf(row.status) },
  {
    key: 'due',
    head: w.due,
    cell: row => <FeedbackDue row={row} lang={lang} />,
  },
  { key: 'sent', head: w.sentAt, cell: row => <span className="num">{formatDateTime(row.sentAt)}</span> },
]

export function QueuePage({ rows, counts, query, addressees, firstHref, nextHref, lang }: QueueProps) {
  const w = say(feedbackWords, lang)
  const open = counts.new + counts.doing + counts.waiting
  return (
    <>
      <Head title={w.title} sub={w.queueSub(open, counts.late)}>
        <LinkButton href={queueHref({ ...query, after: undefined }, '/work/feedback/export.xlsx')}>
          {w.export}
        </LinkButton>
      </Head>
      <Tabs
        label={w.title}
        items={queueTabs.map(tab => ({
          href: queueHref({ tab }),
          label: w.tab(tab),
          count: counts[tab],
          hot: tab === 'due' && counts.late > 0,
          current: tab === query.tab,
        }))}
      />
      <FilterBar
        action="/work/feedback"
        keep={{ tab: query.tab }}
        values={{ q: query.q ?? '', kind: query.kind ?? '', agency: query.agency ? String(query.agency) : '' }}
        clearHref={queueHref({ tab: query.tab })}
      >
        <TextField name="q" label={w.search} type="search" />
        <SelectField
          name="kind"
          label={w.kind}
          blank={w.all}
          options={feedbackKinds.map(kind => ({ value: kind, label: w.kindOf(kind) }))}
        />
        {addressees.length > 1 && (
          <SelectField
            name="agency"
            label={w.handler}
            blank={w.allAgencies}
            options={addressees.map(one => ({ value: String(one.id), label: one.name }))}
          />
        )}
      </FilterBar>
      <DataTable
        caption={w.tab(query.tab)}
        rows={rows}
        rowKey={row => row.number}
        rowTone={row => (row.timing === 'LATE' ? 'late' : undefined)}
        empty={
          <Empty title={w.queueEmpty}>
            <p>{w.queueEmptyHelp}</p>
          </Empty>
        }
        columns={columnsOf(w, lang)}
      />
      <Pager firstHref={firstHref} nextHref={nextHref} />
    </>
  )
}

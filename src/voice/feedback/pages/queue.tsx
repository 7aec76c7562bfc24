import {
  Code,
  type Column,
  DueChip,
  Empty,
  type DueTone,
  type Lang,
  ListPage,
  SelectField,
  Sub,
  Tabs,
  TextField,
} from '#app/ui/index.ts'
import type { Page } from '#app/kernel/paging.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { feedbackKinds, type QueueQuery, queueTabs } from '../input.ts'
import type { Timing } from '../rules.ts'
import type { Addressee } from '../scope.ts'
import type { QueueCounts, QueueRow } from '../queue.ts'
import { feedbackWords, type FeedbackWords } from '../words.ts'

/** The officers' queue. */

interface QueueProps {
  page: Page<QueueRow>
  counts: QueueCounts
  query: QueueQuery
  addressees: Addressee[]
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

export function QueuePage({ page, counts, query, addressees, lang }: QueueProps) {
  const w = say(feedbackWords, lang)
  const open = counts.new + counts.doing + counts.waiting
  return (
    <ListPage
      path="/work/feedback"
      title={w.title}
      sub={w.queueSub(open, counts.late)}
      exportLabel={w.export}
      above={
        <Tabs
          label={w.title}
          items={queueTabs.map(tab => ({
            href: `/work/feedback?tab=${tab}`,
            label: w.tab(tab),
            count: counts[tab],
            hot: tab === 'due' && counts.late > 0,
            current: tab === query.tab,
          }))}
        />
      }
      query={query}
      filters={['q', 'kind', 'agency']}
      caption={w.tab(query.tab)}
      page={page}
      rowKey={row => row.number}
      rowTone={row => (row.timing === 'LATE' ? 'late' : undefined)}
      columns={columnsOf(w, lang)}
      empty={
        <Empty title={w.queueEmpty}>
          <p>{w.queueEmptyHelp}</p>
        </Empty>
      }
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
    </ListPage>
  )
}

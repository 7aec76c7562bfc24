import { Breadcrumbs, type Column, DataTable, Empty, Head, type Lang, Sub, Tabs } from '#app/ui/index.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import type { RequestLine } from '../views.ts'
import { terms } from '../words.ts'
import { RequestDue } from './parts.tsx'
import { pageWords } from './words.ts'

/** What is being waited for: requests for opinions. */

export function RequestsPage({ rows, scope, lang }: { rows: RequestLine[]; scope: 'ours' | 'all'; lang: Lang }) {
  const w = pageWords[lang]
  const late = rows.filter(row => row.timing === 'LATE').length
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/drafting' }]} />
      <Head title={w.requestsTitle} sub={w.requestsSub(rows.length, late)} />
      <Tabs
        label={w.requestsTitle}
        items={(['ours', 'all'] as const).map(one => ({
          href: `/drafting/requests?scope=${one}`,
          label: w[`scope_${one}`],
          current: one === scope,
        }))}
      />
      <DataTable
        caption={w.requestsTitle}
        rows={rows}
        rowKey={row => String(row.id)}
        rowTone={row => (row.timing === 'LATE' ? 'late' : undefined)}
        empty={
          <Empty title={w.requestsEmpty}>
            <p>{w.requestsEmptyHelp}</p>
          </Empty>
        }
        columns={waitingColumns(lang)}
      />
    </>
  )
}

/** Which reminders were made, and when. */
export function Reminders({ soon, late, lang }: { soon: Date | null; late: Date | null; lang: Lang }) {
  const w = pageWords[lang]
  if (late) return <span className="num">{w.overdueOn(formatDateTime(late))}</span>
  return <span className="num">{soon ? w.remindedOn(formatDateTime(soon)) : w.noReminder}</span>
}

function waitingColumns(lang: Lang): Column<RequestLine>[] {
  const [w, t] = [pageWords[lang], terms[lang]]
  return [
    {
      key: 'draft',
      head: w.draft,
      rowHead: true,
      cell: row => (
        <>
          <a
            href={row.ours ? `/drafting/${row.draftId}/requests/${row.id}` : `/drafting/${row.draftId}/opinions`}
            lang="vi"
          >
            {row.title}
          </a>
          <Sub>{row.agency}</Sub>
        </>
      ),
    },
    {
      key: 'asked',
      head: w.asked,
      cell: row => (
        <>
          {row.asked}
          <Sub>{t.round[row.kind]}</Sub>
        </>
      ),
    },
    { key: 'due', head: w.due, cell: row => <RequestDue timing={row.timing} dueAt={row.dueAt} lang={lang} /> },
    {
      key: 'reminders',
      head: w.reminders,
      labelled: true,
      cell: row => <Reminders soon={row.remindedAt} late={row.overdueNotedAt} lang={lang} />,
    },
  ]
}

import { withQuery } from '#app/kernel/http/query.ts'
import type { Page } from '#app/kernel/paging.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import {
  Breadcrumbs,
  type Column,
  DataTable,
  DateField,
  Empty,
  FilterBar,
  Head,
  type Lang,
  LinkButton,
  Pager,
  SelectField,
  Sub,
  Tabs,
  TextField,
} from '#app/ui/index.ts'
import { requestScopes, type RequestsQuery, requestStates } from '../input.ts'
import type { RequestLine, Waiting } from '../requests.ts'
import { roundKinds } from '../rules.ts'
import { terms } from '../words.ts'
import { RequestDue } from './parts.tsx'
import { pageWords } from './words.ts'

/** Requests for opinions of all drafts. */

export const REQUESTS = '/drafting/requests'

/** The address of a list; what it starts from is left out. */
export function requestsHref(query: Partial<RequestsQuery>, base = REQUESTS): string {
  const { scope, state, kind, asked, q, from, to, direction, after } = query
  return withQuery(base, {
    scope: scope === 'ours' ? undefined : scope,
    state: state === 'waiting' ? undefined : state,
    kind,
    asked,
    q,
    from,
    to,
    direction: direction === 'up' ? undefined : direction,
    after,
  })
}

interface Props {
  page: Page<RequestLine>
  waiting: Waiting
  query: RequestsQuery
  agencies: { id: number; name: string }[]
  lang: Lang
}

export function RequestsPage({ page, waiting, query, agencies, lang }: Props) {
  const [w, t] = [pageWords[lang], terms[lang]]
  const counted = waiting[query.scope]
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/drafting' }]} />
      <Head title={w.requestsTitle} sub={w.requestsSub(counted.waiting, counted.late)}>
        <LinkButton href={`${REQUESTS}/agencies`}>{w.byAsked}</LinkButton>
        <LinkButton href={requestsHref({ ...query, after: undefined }, `${REQUESTS}/export.xlsx`)}>
          {w.export}
        </LinkButton>
      </Head>
      <Tabs
        label={w.requestsTitle}
        items={requestScopes.map(scope => ({
          href: requestsHref({ scope }),
          label: w[`scope_${scope}`],
          count: waiting[scope].waiting,
          hot: waiting[scope].late > 0,
          current: scope === query.scope,
        }))}
      />
      <FilterBar
        action={REQUESTS}
        keep={{ scope: query.scope, direction: query.direction }}
        values={{
          q: query.q ?? '',
          // The state it starts from is no filter.
          state: query.state === 'waiting' ? '' : query.state,
          kind: query.kind ?? '',
          asked: query.asked ? String(query.asked) : '',
          from: query.from ?? '',
          to: query.to ?? '',
        }}
        clearHref={requestsHref({ scope: query.scope })}
      >
        <TextField name="q" label={w.requestSearch} type="search" />
        <SelectField
          name="state"
          label={w.requestState}
          options={requestStates.map(value => ({ value, label: w[`state_${value}`] }))}
        />
        <SelectField
          name="kind"
          label={w.roundOf}
          blank={w.any}
          options={roundKinds.filter(kind => kind !== 'PUBLIC').map(value => ({ value, label: t.round[value] }))}
        />
        {query.scope !== 'ours' && (
          <SelectField
            name="asked"
            label={w.asked}
            blank={w.any}
            options={agencies.map(one => ({ value: String(one.id), label: one.name }))}
          />
        )}
        <DateField name="from" label={w.sentFrom} required={false} />
        <DateField name="to" label={w.sentTo} required={false} />
      </FilterBar>
      <DataTable
        caption={w.requestsTitle}
        rows={page.items}
        rowKey={row => String(row.id)}
        rowTone={row => (row.timing === 'LATE' ? 'late' : undefined)}
        sort={{
          by: 'due',
          direction: query.direction,
          href: (_, direction) => requestsHref({ ...query, direction, after: undefined }),
        }}
        empty={
          <Empty title={w.requestsEmpty}>
            <p>{w.requestsEmptyHelp}</p>
          </Empty>
        }
        columns={requestColumns(lang)}
      />
      <Pager
        firstHref={query.after ? requestsHref({ ...query, after: undefined }) : undefined}
        nextHref={page.next ? requestsHref({ ...query, after: page.next }) : undefined}
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

function requestColumns(lang: Lang): Column<RequestLine>[] {
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
    {
      key: 'sent',
      head: w.sentAt,
      labelled: true,
      cell: row => <span className="num">{formatDate(row.openedAt)}</span>,
    },
    {
      key: 'due',
      head: w.due,
      sort: 'due',
      cell: row => <RequestDue timing={row.timing} dueAt={row.dueAt} lang={lang} />,
    },
    {
      key: 'answered',
      head: w.answeredAt,
      labelled: true,
      cell: row =>
        row.answeredAt ? (
          <>
            <span className="num">{formatDateTime(row.answeredAt)}</span>
            {row.documentNo && <Sub>{row.documentNo}</Sub>}
          </>
        ) : (
          <Reminders soon={row.remindedAt} late={row.overdueNotedAt} lang={lang} />
        ),
    },
  ]
}

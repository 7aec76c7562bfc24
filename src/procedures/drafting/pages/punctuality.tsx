import {
  Breadcrumbs,
  Card,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  Head,
  type Lang,
  LinkButton,
  Notice,
  NumberField,
} from '#app/ui/index.ts'
import type { RequestState } from '../input.ts'
import type { Punctuality, Waiting } from '../requests.ts'
import { REQUESTS, requestsHref } from './requests.tsx'
import { pageWords } from './words.ts'

/** Whether opinions come in time: what to remember now, and who was late in a year. */

/** What the reader should act on: asked of their agency, or by it. Nothing where all is in time. */
export function ReminderNotice({ waiting: { ours, sent, all }, lang }: { waiting: Waiting; lang: Lang }) {
  const w = pageWords[lang]
  const lines = [
    { n: ours.late, text: w.oursLate, href: requestsHref({ scope: 'ours', state: 'late' }) },
    { n: ours.soon, text: w.oursSoon, href: requestsHref({ scope: 'ours', state: 'soon' }) },
    { n: sent.late, text: w.sentLate, href: requestsHref({ scope: 'sent', state: 'late' }) },
    // Said where it is somebody else's: whoever is concerned has been told above.
    {
      n: all.late > ours.late + sent.late ? all.late : 0,
      text: w.allLate,
      href: requestsHref({ scope: 'all', state: 'late' }),
    },
  ].filter(one => one.n > 0)
  if (lines.length === 0) return null
  return (
    <Notice tone={ours.late + sent.late > 0 ? 'late' : 'warn'} title={w.remindTitle}>
      <ul>
        {lines.map(({ n, text, href }) => (
          <li key={href}>
            <a href={href}>{text(n)}</a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const sum = (rows: readonly Punctuality[], of: (row: Punctuality) => number): number =>
  rows.reduce((total, row) => total + of(row), 0)

/** On the register only those are named who were late most often. */
const NAMED = 5

/** With the register: who was late in the year. */
export function LateCard({ rows, year, lang }: { rows: readonly Punctuality[]; year: string; lang: Lang }) {
  const w = pageWords[lang]
  const late = rows.filter(row => row.late > 0).slice(0, NAMED)
  if (rows.length === 0) return null
  return (
    <Card
      id="by-asked"
      title={w.byAskedOf(year)}
      actions={<a href={`${REQUESTS}/agencies?year=${year}`}>{w.byAskedAll}</a>}
    >
      <p>
        {w.byAskedSub(
          sum(rows, row => row.late),
          sum(rows, row => row.requests),
        )}
      </p>
      {late.length > 0 && (
        <DataTable caption={w.byAskedOf(year)} bare rows={late} rowKey={keyOf} columns={columns(year, lang)} />
      )}
    </Card>
  )
}

export function PunctualityPage({ rows, year, lang }: { rows: Punctuality[]; year: string; lang: Lang }) {
  const w = pageWords[lang]
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.title, href: '/drafting' },
          { label: w.requestsTitle, href: REQUESTS },
        ]}
      />
      <Head
        title={w.byAskedOf(year)}
        sub={w.byAskedSub(
          sum(rows, row => row.late),
          sum(rows, row => row.requests),
        )}
      >
        <LinkButton href={`${REQUESTS}/agencies.xlsx?year=${year}`}>{w.export}</LinkButton>
      </Head>
      <FilterBar action={`${REQUESTS}/agencies`} values={{ year }} submitLabel={w.showYear}>
        <NumberField name="year" label={w.year} />
      </FilterBar>
      <DataTable
        caption={w.byAskedOf(year)}
        rows={rows}
        rowKey={keyOf}
        empty={
          <Empty title={w.byAskedEmpty}>
            <p>{w.byAskedEmptyHelp}</p>
          </Empty>
        }
        columns={columns(year, lang, rows)}
      />
    </>
  )
}

const keyOf = (row: Punctuality): string => `${row.agencyId ?? row.asked}-${row.control}`

/** Every figure opens to the requests it counts; bodies outside the province's agencies have no list of their own. */
function columns(year: string, lang: Lang, total: readonly Punctuality[] = []): Column<Punctuality>[] {
  const w = pageWords[lang]
  const figure = (
    key: string,
    head: string,
    of: (row: Punctuality) => number,
    state?: RequestState,
  ): Column<Punctuality> => ({
    key,
    head,
    align: 'right',
    cell: row => {
      const href = requestsHref({
        scope: 'all',
        state,
        kind: row.control ? 'CONTROL' : 'AGENCY',
        asked: row.agencyId ?? undefined,
        from: `${year}-01-01`,
        to: `${year}-12-31`,
      })
      return state && row.agencyId !== null && of(row) > 0 ? <a href={href}>{of(row)}</a> : of(row)
    },
    ...(total.length > 0 ? { foot: sum(total, of) } : {}),
  })
  return [
    {
      key: 'asked',
      head: w.asked,
      rowHead: true,
      cell: row => <span lang="vi">{row.asked}</span>,
      ...(total.length > 0 ? { foot: w.inAll } : {}),
    },
    figure('requests', w.askedCount, row => row.requests, 'all'),
    figure('inTime', w.inTime, row => row.inTime, 'answered'),
    figure('answeredLate', w.answeredLate, row => row.answeredLate, 'answeredLate'),
    figure('silent', w.silent, row => row.silent, 'silent'),
    figure('waiting', w.stillWaiting, row => row.waiting, 'waiting'),
    figure('overdue', w.overdueNow, row => row.overdue, 'late'),
    figure('late', w.lateInAll, row => row.late),
  ]
}

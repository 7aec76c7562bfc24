import { withQuery } from '#app/kernel/http/query.ts'
import { Code, type Column, DataTable, Empty, Head, type Lang, LinkButton, Pager, Sub, Tabs } from '#app/ui/index.ts'
import type { Page } from '#app/kernel/paging.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { DeadlineLine } from '../deadlines.ts'
import { type DeadlineQuery, deadlineTabs } from '../input.ts'
import { publicationWords } from '../words.ts'
import { BASE, DueCell, Narrowing } from './parts.tsx'
import { pageWords } from './words.ts'

/** The list of deadlines. */

export function DeadlineList({
  query,
  page,
  counts,
  lang,
}: {
  query: DeadlineQuery
  page: Page<DeadlineLine>
  counts: Record<(typeof deadlineTabs)[number], number>
  lang: Lang
}) {
  const w = say(pageWords, lang)
  const tab = query.tab ?? 'running'
  const { q, kind } = query
  const path = '/catalogue/deadlines'
  const href = (more: Partial<Record<string, string>>) => withQuery(path, { tab: query.tab, q, kind, ...more })
  return (
    <>
      <Head title={w.deadlines} sub={w.deadlinesLead}>
        <LinkButton href={BASE}>{w.publications}</LinkButton>
      </Head>
      <Tabs
        label={w.tabs}
        items={deadlineTabs.map(one => ({
          href: href({ tab: one === 'running' ? undefined : one }),
          label: w[`tab_${one}`],
          count: counts[one],
          hot: one === 'late' && counts.late > 0,
          current: one === tab,
        }))}
      />
      <Narrowing path={path} query={query} lang={lang} />
      <DataTable
        caption={w.deadlines}
        rows={page.items}
        rowKey={row => row.key}
        empty={<Empty title={w.noDeadlines} />}
        columns={deadlineColumns(lang)}
      />
      <Pager
        text={w.foundDeadlines(counts[tab])}
        firstHref={query.after ? href({}) : undefined}
        nextHref={page.next ? href({ after: page.next }) : undefined}
      />
    </>
  )
}

function deadlineColumns(lang: Lang): Column<DeadlineLine>[] {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  return [
    {
      key: 'title',
      head: w.title,
      rowHead: true,
      cell: row => (
        <>
          <Code href={row.proposalId === null ? `/catalogue/decisions/${row.decisionId}` : `${BASE}/${row.proposalId}`}>
            {row.number ?? w.notNumbered}
          </Code>{' '}
          <span lang="vi">{row.title}</span>
          <Sub>{p[`kind_${row.kind}`]}</Sub>
        </>
      ),
    },
    {
      key: 'basis',
      head: w.basis,
      labelled: true,
      cell: row => (
        <>
          {row.basisNo}
          {row.basisEffectiveOn && (
            <Sub>
              {w.effect} {formatDate(row.basisEffectiveOn)}
            </Sub>
          )}
        </>
      ),
    },
    { key: 'decided', head: w.decided, labelled: true, cell: row => <DueCell deadline={row.decided} lang={lang} /> },
    {
      key: 'public',
      head: w.public,
      labelled: true,
      cell: row => (row.decisionId === null ? '' : <DueCell deadline={row.public} lang={lang} />),
    },
  ]
}

import { withQuery } from '#app/kernel/http/query.ts'
import { type Column, DataTable, Empty, Head, type Lang, LinkButton, Pager, Sub, Tabs } from '#app/ui/index.ts'
import type { Page } from '#app/kernel/paging.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { type ListQuery, stageTabs } from '../input.ts'
import type { ProposalLine } from '../views.ts'
import { publicationWords } from '../words.ts'
import { type Begin, BeginForms } from './begin.tsx'
import { BASE, Narrowing } from './parts.tsx'
import { pageWords } from './words.ts'

/** The list of publications. */

export function ProposalList({
  query,
  page,
  counts,
  begin,
  lang,
}: {
  query: ListQuery
  page: Page<ProposalLine>
  counts: Record<(typeof stageTabs)[number], number>
  begin: Begin
  lang: Lang
}) {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  const tab = query.tab ?? 'open'
  const { q, kind } = query
  const href = (more: Partial<Record<string, string>>) => withQuery(BASE, { tab: query.tab, q, kind, ...more })
  const shown = stageTabs.filter(one => one === 'open' || one === 'all' || one === tab || counts[one] > 0)
  return (
    <>
      <Head title={w.publications} sub={w.lead}>
        <LinkButton href="/catalogue/deadlines">{w.deadlines}</LinkButton>
        <LinkButton href={`${BASE}/numbers`}>{w.numbers}</LinkButton>
      </Head>
      <Tabs
        label={w.tabs}
        items={shown.map(one => ({
          href: href({ tab: one === 'open' ? undefined : one }),
          label: one === 'open' ? w.tab_open : one === 'all' ? w.tab_all : p[`stage_${one}`],
          count: counts[one],
          current: one === tab,
        }))}
      />
      <Narrowing path={BASE} query={query} lang={lang} />
      <DataTable
        caption={w.publications}
        rows={page.items}
        rowKey={row => String(row.id)}
        empty={
          <Empty title={w.none}>
            <p>{w.noneLead}</p>
          </Empty>
        }
        columns={proposalColumns(lang)}
      />
      <Pager
        text={w.found(counts[tab])}
        firstHref={query.after ? href({}) : undefined}
        nextHref={page.next ? href({ after: page.next }) : undefined}
      />
      {begin.mayEdit && <BeginForms begin={begin} lang={lang} />}
    </>
  )
}

function proposalColumns(lang: Lang): Column<ProposalLine>[] {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  return [
    {
      key: 'title',
      head: w.title,
      rowHead: true,
      cell: row => (
        <>
          <a href={`${BASE}/${row.id}`}>
            <span lang="vi">{row.title}</span>
          </a>
          <Sub>
            {row.basisNo} · {p[`kind_${row.kind}`]}
          </Sub>
        </>
      ),
    },
    { key: 'agency', head: w.agency, labelled: true, cell: row => <span lang="vi">{row.agency}</span> },
    { key: 'items', head: w.items, align: 'right', cell: row => row.items },
    {
      key: 'stage',
      head: w.stage,
      cell: row => (
        <>
          {p[`stage_${row.stage}`]}
          <Sub>{row.decisionNo ?? row.submissionNo}</Sub>
        </>
      ),
    },
    { key: 'due', head: w.due, labelled: true, cell: row => formatDate(row.decisionDueOn) },
  ]
}

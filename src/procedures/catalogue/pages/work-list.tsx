import {
  Badge,
  Code,
  DataTable,
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
  type Column,
} from '#app/ui/index.ts'
import type { Page } from '#app/kernel/paging.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import { REVIEW_CODES } from '../shape.ts'
import { catalogueWords } from '../words.ts'
import { type TabCounts, type WorkQuery, type WorkRow, workTabs } from '../work.ts'
import { changeWords } from './change-words.ts'
import { contentWords } from './content-words.ts'
import { listHref } from './list.tsx'
import { reviewWords } from '../review-words.ts'
import { workWords } from './work-words.ts'

/** The control unit's list of procedures. */

interface Props {
  query: WorkQuery
  page: Page<WorkRow>
  tabs: TabCounts
  sectors: string[]
  mayEdit: boolean
  lang: Lang
}

export function WorkList({ query, page, tabs, sectors, mayEdit, lang }: Props) {
  const w = say(workWords, lang)
  const r = say(reviewWords, lang)
  const tab = query.tab ?? 'here'
  const { q, sector, note, sort } = query
  const href = (more: Partial<Record<string, string>>) =>
    listHref('/catalogue', { tab: query.tab, q, sector, note, sort, ...more })
  return (
    <>
      <Head title={w.catalogue} sub={w.lead}>
        {mayEdit && <LinkButton href="/catalogue/new">{say(contentWords, lang).create}</LinkButton>}
        <LinkButton href="/catalogue/differences">{say(changeWords, lang).compare}</LinkButton>
        <LinkButton href="/catalogue/import">{w.imports}</LinkButton>
        <LinkButton href="/catalogue/decisions">{w.decisions}</LinkButton>
      </Head>
      <Tabs
        label={w.tabs}
        items={workTabs.map(one => ({
          href: href({ tab: one === 'here' ? undefined : one, sector: undefined, note: undefined }),
          label: w[`tab_${one}`],
          count: tabs[one],
          current: one === tab,
        }))}
      />
      <FilterBar
        action="/catalogue"
        values={{ q: q ?? '', sector: sector ?? '', note: note ?? '' }}
        keep={{ ...(query.tab ? { tab: query.tab } : {}), ...(sort ? { sort } : {}) }}
        clearHref={listHref('/catalogue', { tab: query.tab, sort })}
      >
        <TextField name="q" label={w.search} type="search" />
        <SelectField
          name="sector"
          label={w.sector}
          blank={w.any}
          options={sectors.map(one => ({ value: one, label: one }))}
        />
        {(tab === 'review' || note) && (
          <SelectField
            name="note"
            label={w.note}
            blank={w.any}
            options={REVIEW_CODES.map(one => ({ value: one, label: r[one] }))}
          />
        )}
        <LinkButton href={listHref('/catalogue/export', { tab: query.tab, q, sector, note, sort })} download>
          {w.export}
        </LinkButton>
      </FilterBar>
      <DataTable
        caption={w.catalogue}
        rows={page.items}
        rowKey={row => row.code}
        sort={{ by: sort ?? 'name', direction: 'up', href: by => href({ sort: by === 'name' ? undefined : by }) }}
        empty={
          <Empty title={w.none}>
            <p>{w.noneLead}</p>
          </Empty>
        }
        columns={workColumns(lang)}
      />
      <Pager
        text={w.found(tabs[tab])}
        firstHref={query.after ? href({}) : undefined}
        nextHref={page.next ? href({ after: page.next }) : undefined}
      />
    </>
  )
}

function StateCell({ row, lang }: { row: WorkRow; lang: Lang }) {
  const w = say(workWords, lang)
  const more = [
    row.decision,
    row.from && formatDate(row.from),
    row.state !== 'DRAFT' && row.draftNo !== null && w.draft(row.draftNo),
    row.newerCopy && w.newer,
    row.state === 'IMPORTED' && row.reviewNotes.length > 0 && w.notes(row.reviewNotes.length),
  ].filter(Boolean)
  return (
    <>
      <Badge tone={row.state === 'PUBLISHED' ? 'ok' : row.state === 'CLOSED' ? 'late' : undefined}>
        {w[`state_${row.state}`]}
      </Badge>
      {more.length > 0 && <Sub>{more.join(' · ')}</Sub>}
    </>
  )
}

function workColumns(lang: Lang): Column<WorkRow>[] {
  const w = say(workWords, lang)
  const c = say(catalogueWords, lang)
  return [
    {
      key: 'code',
      head: w.code,
      sort: 'code',
      cell: row => <Code href={`/catalogue/${row.code}`}>{row.code}</Code>,
    },
    {
      key: 'name',
      head: w.name,
      sort: 'name',
      rowHead: true,
      cell: row => (
        <>
          <span lang="vi">{row.name}</span>
          <Sub>{row.sector}</Sub>
        </>
      ),
    },
    { key: 'state', head: w.state, cell: row => <StateCell row={row} lang={lang} /> },
    { key: 'home', head: w.home, cell: row => (row.home === 'COMMUNE' ? c.level_COMMUNE : (row.home ?? '')) },
    {
      key: 'limit',
      head: w.limit,
      cell: row => (
        <>
          {row.tightest ? limitInWords(row.tightest.limit, lang) : c.limitUnknown}
          {row.state !== 'IMPORTED' && <Sub>{c[`online_${row.onlineLevel}`]}</Sub>}
        </>
      ),
    },
    {
      key: 'process',
      head: w.process,
      cell: row =>
        row.state === 'IMPORTED' ? (
          ''
        ) : (
          <a href={`/processes/${row.code}`}>{row.handled ? w.processYes : w.processNo}</a>
        ),
    },
  ]
}

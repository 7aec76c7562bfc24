import {
  Badge,
  Code,
  DataTable,
  Empty,
  FilterBar,
  Head,
  type Lang,
  LinkButton,
  More,
  Pager,
  SelectField,
  Sub,
  Tabs,
  TextField,
  type Column,
} from '#app/ui/index.ts'
import type { Page } from '#app/kernel/paging.ts'
import { say } from '#app/kernel/words.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import type { Facets, ListQuery, ListRow } from '../list.ts'
import { LEVELS, ONLINE_LEVELS } from '../shape.ts'
import { catalogueWords } from '../words.ts'
import { publicWords } from './words.ts'

/** The public list of procedures. */

export const LISTED_SUBJECTS = [
  'CITIZEN',
  'ENTERPRISE',
  'ORGANISATION',
  'COOPERATIVE',
  'OVERSEAS_VIETNAMESE',
  'FOREIGNER',
  'PUBLIC_OFFICIAL',
] as const

/** The address of the list with something of the query changed; what is undefined or usual is left out. */
export function listHref(base: string, query: Partial<Record<string, string | number>>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') params.set(key, String(value))
  const text = params.toString()
  return text ? `${base}?${text}` : base
}

interface ListProps {
  query: ListQuery
  page: Page<ListRow>
  facets: Facets
  homeNames: ReadonlyMap<string, string>
  lang: Lang
}

export function ProcedureList({ query, page, facets, homeNames, lang }: ListProps) {
  const w = say(publicWords, lang)
  const c = say(catalogueWords, lang)
  const scope = query.scope ?? 'here'
  const { q, sector, level, home, online, subject, sort } = query
  const kept = { q, sector, level, home, online, subject, sort }
  const filters = { q, sector, level, home, online, subject }
  const href = (more: Partial<Record<string, string>>) =>
    listHref('/procedures', { ...kept, scope: query.scope, ...more })
  const values = Object.fromEntries(Object.entries(filters).map(([key, value]) => [key, value ?? '']))
  return (
    <>
      <Head title={w.procedures} sub={w.lead} />
      <FilterBar
        action="/procedures"
        values={values}
        keep={{ ...(query.scope ? { scope: query.scope } : {}), ...(sort ? { sort } : {}) }}
        clearHref={listHref('/procedures', { scope: query.scope, sort })}
        submitLabel={w.find}
      >
        <TextField name="q" label={w.search} type="search" />
        <SelectField
          name="sector"
          label={w.sector}
          blank={w.any}
          options={facets.sectors.map(one => ({ value: one.sector, label: `${one.sector} (${one.n})` }))}
        />
        <More summary={w.moreFilters} open={[home, level, online, subject].some(Boolean)}>
          {scope !== 'national' && (
            <SelectField
              name="home"
              label={w.home}
              blank={w.any}
              options={facets.homes.map(one => ({ value: one, label: homeNames.get(one) ?? one }))}
            />
          )}
          <SelectField
            name="level"
            label={w.level}
            blank={w.any}
            options={LEVELS.map(one => ({ value: one, label: c[`level_${one}`] }))}
          />
          <SelectField
            name="online"
            label={w.online}
            blank={w.any}
            options={ONLINE_LEVELS.map(one => ({ value: one, label: c[`online_${one}`] }))}
          />
          <SelectField
            name="subject"
            label={w.subject}
            blank={w.any}
            options={LISTED_SUBJECTS.map(one => ({ value: one, label: w[`subject_${one}`] }))}
          />
        </More>
      </FilterBar>
      <Tabs
        label={w.tabs}
        items={[
          { href: href({ scope: undefined }), label: w.here, count: facets.here, current: scope === 'here' },
          {
            href: href({ scope: 'national', home: undefined }),
            label: w.national,
            count: facets.national,
            current: scope === 'national',
          },
          {
            href: href({ scope: 'all' }),
            label: w.all,
            count: facets.here + facets.national,
            current: scope === 'all',
          },
        ]}
      />
      <DataTable
        caption={w.procedures}
        rows={page.items}
        rowKey={row => row.code}
        sort={{
          by: query.sort ?? 'name',
          direction: 'up',
          href: by => href({ sort: by === 'name' ? undefined : by }),
        }}
        empty={
          <NothingFound
            w={w}
            facets={facets}
            scope={scope}
            all={href({ scope: 'all', home: undefined })}
            clear={listHref('/procedures', { scope: query.scope })}
          />
        }
        columns={listColumns(homeNames, lang)}
      />
      <Pager
        text={w.found(facets.found)}
        firstHref={query.after ? href({}) : undefined}
        nextHref={page.next ? href({ after: page.next }) : undefined}
      />
    </>
  )
}

function NothingFound({
  w,
  facets,
  scope,
  all,
  clear,
}: {
  w: (typeof publicWords)['vi']
  facets: Facets
  scope: string
  all: string
  clear: string
}) {
  const elsewhere = facets.here + facets.national
  return (
    <Empty title={w.none}>
      <p>{w.noneLead}</p>
      {scope !== 'all' && elsewhere > 0 ? (
        <LinkButton href={all}>{w.noneElsewhere(elsewhere)}</LinkButton>
      ) : (
        <LinkButton href={clear}>{w.clear}</LinkButton>
      )}
    </Empty>
  )
}

/** The mark of what was recalled or invented for the demo. */
export function Illustrative({ when, lang }: { when: boolean; lang: Lang }) {
  return when ? (
    <>
      {' '}
      <Badge tone="warn">{say(publicWords, lang).illustrative}</Badge>
    </>
  ) : null
}

function listColumns(homeNames: ReadonlyMap<string, string>, lang: Lang): Column<ListRow>[] {
  const w = say(publicWords, lang)
  const c = say(catalogueWords, lang)
  return [
    {
      key: 'name',
      head: w.name,
      sort: 'name',
      rowHead: true,
      cell: row => (
        <>
          <a href={`/procedures/${row.code}`} lang="vi">
            {row.name}
          </a>
          <Sub>
            {row.sector}
            {row.state === 'IMPORTED' && ` · ${w.nationalCopy}`}
          </Sub>
        </>
      ),
    },
    { key: 'code', head: w.codeHead, sort: 'code', cell: row => <Code>{row.code}</Code> },
    {
      key: 'home',
      head: w.home,
      cell: row =>
        row.home ? (homeNames.get(row.home) ?? row.home) : row.levels.map(one => c[`level_${one}`]).join(', '),
    },
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
  ]
}

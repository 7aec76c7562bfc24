import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Code,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  Head,
  type Lang,
  LinkButton,
  Pager,
  SelectField,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import type { Difference, DifferenceFilter, DifferencePage, DifferenceQuery } from '../differences.ts'
import { COMPONENT_NAMES } from '../parts.ts'
import { catalogueWords, componentWords } from '../words.ts'
import { changeWords } from './change-words.ts'
import { listHref } from './list.tsx'
import { workWords } from './work-words.ts'

/** Procedures that differ from their national copies. */

export function DifferenceList({ query, page, lang }: { query: DifferenceQuery; page: DifferencePage; lang: Lang }) {
  const w = say(changeWords, lang)
  const c = say(catalogueWords, lang)
  const { part, q } = query
  return (
    <>
      <Breadcrumbs items={[{ label: say(workWords, lang).catalogue, href: '/catalogue' }]} />
      <Head title={w.differences} sub={w.differencesLead}>
        <LinkButton href="/catalogue/import">{w.toImport}</LinkButton>
        <LinkButton href={listHref('/catalogue/differences/export', { part, q })} download>
          {w.export}
        </LinkButton>
      </Head>
      <FilterBar
        action="/catalogue/differences"
        values={{ q: q ?? '', part: part ?? '' }}
        clearHref="/catalogue/differences"
      >
        <TextField name="q" label={w.search} type="search" />
        <SelectField
          name="part"
          label={w.differing}
          blank={w.anyPart}
          options={COMPONENT_NAMES.filter(name => page.byPart[name] > 0 || name === part).map(name => ({
            value: name,
            label: `${c[`part_${name}`]} (${formatNumber(page.byPart[name], lang)})`,
          }))}
        />
      </FilterBar>
      <DataTable
        caption={w.differences}
        rows={page.items}
        rowKey={one => one.code}
        columns={columns({ part, q }, lang)}
        empty={
          <Empty title={w.noneDiffer}>
            <p>{w.noneDifferLead}</p>
          </Empty>
        }
      />
      <Pager
        text={w.found(page.found)}
        firstHref={query.after && listHref('/catalogue/differences', { part, q })}
        nextHref={page.next ? listHref('/catalogue/differences', { part, q, after: page.next }) : undefined}
      />
    </>
  )
}

function columns(filter: DifferenceFilter, lang: Lang): Column<Difference>[] {
  const w = say(changeWords, lang)
  return [
    {
      key: 'code',
      head: w.code,
      cell: one => <Code href={listHref(`/catalogue/${one.code}/compare`, filter)}>{one.code}</Code>,
    },
    { key: 'name', head: w.procedure, rowHead: true, cell: one => <span lang="vi">{one.name}</span> },
    { key: 'parts', head: w.differing, labelled: true, cell: one => componentWords(one.parts)[lang] },
    {
      key: 'local',
      head: w.localVersion,
      labelled: true,
      cell: one => w.versionIs(one.localNo, w[`state_${one.localState}`]),
    },
    {
      key: 'national',
      head: w.nationalVersion,
      labelled: true,
      cell: one => (
        <>
          {w.versionIs(one.nationalNo, w.state_IMPORTED)}
          <Sub>{w.receivedOn(one.nationalAt)}</Sub>
        </>
      ),
    },
  ]
}

import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Code,
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
  TextField,
  type Column,
} from '#app/ui/index.ts'
import type { AgenciesQuery } from '../input.ts'
import type { AgencyRow } from '../views.ts'
import { agencyWords } from '../words.ts'

/** The tree of a day: agencies in order of code, their divisions on the second line. */

interface ListProps {
  rows: AgencyRow[]
  homes: number
  units: number
  day: string
  query: AgenciesQuery
  mayEdit: boolean
  firstHref?: string
  nextHref?: string
  lang: Lang
}

export function agenciesHref(
  query: Partial<AgenciesQuery>,
  more: { after?: string } = {},
  base = '/org/agencies',
): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...more })) {
    if (value !== undefined && value !== '' && value !== 'province') search.set(name, value)
  }
  return search.size > 0 ? `${base}?${search}` : base
}

export function AgencyList({ rows, homes, units, day, query, mayEdit, firstHref, nextHref, lang }: ListProps) {
  const w = say(agencyWords, lang)
  const on = query.asOf ? `?asOf=${query.asOf}` : ''
  return (
    <>
      <Head title={w.title} sub={w.sub(homes, units, formatDate(day))}>
        <LinkButton href={agenciesHref(query, {}, '/org/agencies/export.xlsx')} download>
          {w.export}
        </LinkButton>
        {mayEdit && (
          <LinkButton href="/org/agencies/new" kind="primary" keyHint="N">
            {w.create}
          </LinkButton>
        )}
      </Head>
      <FilterBar
        action="/org/agencies"
        values={{ q: query.q ?? '', asOf: query.asOf ?? '', scope: query.scope === 'country' ? 'country' : '' }}
        clearHref="/org/agencies"
        submitLabel={w.show}
      >
        <TextField name="q" label={w.search} type="search" />
        <DateField name="asOf" label={w.asOf} required={false} />
        <SelectField
          name="scope"
          label={w.scope}
          blank={w.scopeProvince}
          options={[{ value: 'country', label: w.scopeAll }]}
        />
      </FilterBar>
      <DataTable
        caption={w.title}
        rows={rows}
        rowKey={row => String(row.id)}
        empty={
          <Empty title={w.empty}>
            <p>{w.emptyHelp}</p>
          </Empty>
        }
        columns={columns(on, Boolean(query.q) || query.scope === 'country', lang)}
      />
      <Pager firstHref={firstHref} nextHref={nextHref} />
    </>
  )
}

function columns(on: string, withParent: boolean, lang: Lang): Column<AgencyRow>[] {
  const w = say(agencyWords, lang)
  return [
    {
      key: 'code',
      head: w.code,
      cell: row => row.code && <Code href={`/org/agencies/${row.id}${on}`}>{row.code}</Code>,
    },
    {
      key: 'name',
      head: w.name,
      rowHead: true,
      cell: row => (
        <>
          <a href={`/org/agencies/${row.id}${on}`}>{row.name}</a>
          {row.parts.length > 0 && <Sub>{row.parts.map(part => part.shortName).join(' · ')}</Sub>}
        </>
      ),
    },
    { key: 'kind', head: w.kindHead, cell: row => w.kind(row.kind) },
    ...(withParent
      ? [{ key: 'parent', head: w.belongsTo, labelled: true, cell: (row: AgencyRow) => row.parentName }]
      : []),
    {
      key: 'people',
      head: w.people,
      align: 'right',
      cell: row => (row.people > 0 ? <a href={`/org/officers?agency=${row.id}`}>{row.people}</a> : '0'),
    },
  ]
}

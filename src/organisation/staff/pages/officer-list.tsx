import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
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
  TextField,
  type Column,
} from '#app/ui/index.ts'
import type { OfficersQuery } from '../input.ts'
import { roles } from '../rules.ts'
import type { OfficerRow } from '../views.ts'
import { staffWords } from '../words.ts'

/** The list of officers. */

interface ListProps {
  rows: OfficerRow[]
  counts: { all: number; locked: number; disabled: number }
  query: OfficersQuery
  agencies: { id: number; name: string }[]
  mayManage: boolean
  firstHref?: string
  nextHref?: string
  lang: Lang
}

export function officersHref(query: OfficersQuery, more: { after?: string } = {}, base = '/org/officers'): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...more })) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  return search.size > 0 ? `${base}?${search}` : base
}

export function OfficerList({ rows, counts, query, agencies, mayManage, firstHref, nextHref, lang }: ListProps) {
  const w = say(staffWords, lang)
  return (
    <>
      <Head title={w.officersTitle} sub={w.officersSub(counts.all, counts.locked, counts.disabled)}>
        <LinkButton href={officersHref(query, {}, '/org/officers/export.xlsx')} download>
          {w.export}
        </LinkButton>
        {mayManage && (
          <LinkButton href="/org/officers/new" kind="primary" keyHint="N">
            {w.newOfficer}
          </LinkButton>
        )}
      </Head>
      <FilterBar
        action="/org/officers"
        values={{
          q: query.q ?? '',
          agency: query.agency ? String(query.agency) : '',
          role: query.role ?? '',
          state: query.state ?? '',
        }}
        clearHref="/org/officers"
      >
        <TextField name="q" label={w.search} type="search" />
        <SelectField
          name="agency"
          label={w.agency}
          blank={w.allAgencies}
          options={agencies.map(agency => ({ value: String(agency.id), label: agency.name }))}
        />
        <SelectField
          name="role"
          label={w.roles}
          blank={w.anyRole}
          options={roles.map(role => ({ value: role, label: w.role(role) }))}
        />
        <SelectField
          name="state"
          label={w.status}
          blank={w.anyState}
          options={[
            { value: 'active', label: w.stateActive },
            { value: 'locked', label: w.state('LOCKED') },
            { value: 'disabled', label: w.state('DISABLED') },
          ]}
        />
      </FilterBar>
      <DataTable
        caption={w.officersTitle}
        rows={rows}
        rowKey={row => String(row.officerId)}
        empty={
          <Empty title={w.emptyOfficers}>
            <p>{w.emptyOfficersHelp}</p>
          </Empty>
        }
        columns={columns(lang)}
      />
      <Pager firstHref={firstHref} nextHref={nextHref} />
    </>
  )
}

export function StateBadge({ state, lang }: { state: OfficerRow['state']; lang: Lang }) {
  const w = say(staffWords, lang)
  return <Badge tone={state === 'OPEN' ? 'ok' : state === 'LOCKED' ? 'late' : undefined}>{w.state(state)}</Badge>
}

function columns(lang: Lang): Column<OfficerRow>[] {
  const w = say(staffWords, lang)
  return [
    {
      key: 'name',
      head: w.name,
      rowHead: true,
      cell: row => (
        <>
          <a href={`/org/officers/${row.officerId}`}>{row.name}</a>{' '}
          {row.state !== 'OPEN' && <StateBadge state={row.state} lang={lang} />}
          <Sub>
            <Code>{row.login}</Code>
          </Sub>
        </>
      ),
    },
    {
      key: 'unit',
      head: w.unit,
      cell: row => (
        <>
          {row.title}
          {row.title && row.unitName && ', '}
          {row.unitName}
          {row.homeName !== row.unitName && <Sub>{row.homeName}</Sub>}
        </>
      ),
    },
    { key: 'roles', head: w.roles, cell: row => row.roles.map(role => w.role(role)).join(' · ') },
    {
      key: 'seen',
      head: w.lastSeen,
      labelled: true,
      cell: row => <span className="num">{row.lastSeenAt ? formatDateTime(row.lastSeenAt) : w.never}</span>,
    },
  ]
}

import type { Page } from '#app/kernel/paging.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Code,
  Empty,
  type Lang,
  LinkButton,
  ListPage,
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
  page: Page<OfficerRow>
  counts: { all: number; locked: number; disabled: number }
  query: OfficersQuery & { after?: string | undefined }
  agencies: { id: number; name: string }[]
  mayManage: boolean
  lang: Lang
}

export function OfficerList({ page, counts, query, agencies, mayManage, lang }: ListProps) {
  const w = say(staffWords, lang)
  return (
    <ListPage
      path="/org/officers"
      title={w.officersTitle}
      sub={w.officersSub(counts.all, counts.locked, counts.disabled)}
      exportLabel={w.export}
      actions={
        mayManage && (
          <LinkButton href="/org/officers/new" kind="primary" keyHint="N">
            {w.newOfficer}
          </LinkButton>
        )
      }
      query={query}
      filters={['q', 'agency', 'role', 'state']}
      page={page}
      rowKey={row => String(row.officerId)}
      columns={columns(lang)}
      empty={
        <Empty title={w.emptyOfficers}>
          <p>{w.emptyOfficersHelp}</p>
        </Empty>
      }
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
    </ListPage>
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

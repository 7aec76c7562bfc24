import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Code,
  DateField,
  Empty,
  type Lang,
  LinkButton,
  ListPage,
  SelectField,
  Sub,
  TextField,
  type Column,
} from '#app/ui/index.ts'
import type { AgenciesQuery } from '../input.ts'
import type { Agencies, AgencyRow } from '../views.ts'
import { agencyWords } from '../words.ts'

/** The tree of a day: agencies in order of code, their divisions on the second line. */

interface ListProps {
  page: Agencies
  query: AgenciesQuery & { after?: string | undefined }
  mayEdit: boolean
  lang: Lang
}

export function AgencyList({ page, query, mayEdit, lang }: ListProps) {
  const w = say(agencyWords, lang)
  const country = query.scope === 'country'
  return (
    <ListPage
      path="/org/agencies"
      title={w.title}
      sub={w.sub(page.homes, page.units, formatDate(page.day))}
      exportLabel={w.export}
      actions={
        mayEdit && (
          <LinkButton href="/org/agencies/new" kind="primary" keyHint="N">
            {w.create}
          </LinkButton>
        )
      }
      query={{ ...query, scope: country ? 'country' : undefined }}
      filters={['q', 'asOf', 'scope']}
      submitLabel={w.show}
      page={page}
      rowKey={row => String(row.id)}
      columns={columns(query.asOf ? `?asOf=${query.asOf}` : '', Boolean(query.q) || country, lang)}
      empty={
        <Empty title={w.empty}>
          <p>{w.emptyHelp}</p>
        </Empty>
      }
    >
      <TextField name="q" label={w.search} type="search" />
      <DateField name="asOf" label={w.asOf} required={false} />
      <SelectField
        name="scope"
        label={w.scope}
        blank={w.scopeProvince}
        options={[{ value: 'country', label: w.scopeAll }]}
      />
    </ListPage>
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

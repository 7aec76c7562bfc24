import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Code,
  type Column,
  Empty,
  type Lang,
  LinkButton,
  ListPage,
  SelectField,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import type { Page } from '#app/kernel/paging.ts'
import { formFilters, type FormListQuery, type FormRow } from '../list.ts'
import { formWords } from '../words.ts'
import { draftHref, formHref } from './addresses.ts'

/** Procedures in force with their forms. */

interface Props {
  page: Page<FormRow>
  found: number
  sectors: string[]
  query: FormListQuery
  lang: Lang
}

export function FormList({ page, found, sectors, query, lang }: Props) {
  const w = say(formWords, lang)
  return (
    <ListPage
      path="/forms"
      title={w.forms}
      sub={w.lead}
      exportLabel={w.export}
      query={query}
      filters={['q', 'form', 'sector']}
      sortedBy="name"
      page={page}
      found={w.found(found)}
      rowKey={row => row.code}
      columns={columns(lang)}
      empty={
        <Empty title={w.empty}>
          <p>{w.emptyNext}</p>
          <LinkButton href="/catalogue">{w.catalogue}</LinkButton>
        </Empty>
      }
    >
      <TextField name="q" label={w.search} type="search" />
      <SelectField
        name="form"
        label={w.filter}
        blank={w.any}
        options={formFilters.map(value => ({ value, label: w[`filter_${value}`] }))}
      />
      <SelectField
        name="sector"
        label={w.sector}
        blank={w.any}
        options={sectors.map(value => ({ value, label: value }))}
      />
    </ListPage>
  )
}

function columns(lang: Lang): Column<FormRow>[] {
  const w = say(formWords, lang)
  return [
    { key: 'code', head: w.code, sort: 'code', cell: row => <Code href={formHref(row.code)}>{row.code}</Code> },
    {
      key: 'name',
      head: w.procedure,
      sort: 'name',
      rowHead: true,
      cell: row => (
        <>
          <span lang="vi">{row.name}</span>
          <Sub>
            {row.sector} · {w[`online_${row.onlineLevel}`]}
          </Sub>
        </>
      ),
    },
    {
      key: 'form',
      head: w.filter,
      labelled: true,
      cell: row =>
        row.no === null ? (
          <Badge tone="warn">{w.none}</Badge>
        ) : (
          <>
            {w.version(row.no)}
            <Sub>{row.from && w.spanOpen(row.from)}</Sub>
          </>
        ),
    },
    {
      key: 'size',
      head: w.fieldCount,
      align: 'right',
      cell: row => (row.no === null ? '' : row.fields),
    },
    { key: 'minutes', head: w.minutes, align: 'right', cell: row => row.minutes ?? '' },
    {
      key: 'draft',
      head: w.draft,
      cell: row => (
        <>
          {row.draftNo !== null && <a href={draftHref(row.code)}>{w.draftNo(row.draftNo)}</a>}
          {row.comingFrom && (
            <Sub>
              {w.coming}: {formatDate(row.comingFrom)}
            </Sub>
          )}
        </>
      ),
    },
  ]
}

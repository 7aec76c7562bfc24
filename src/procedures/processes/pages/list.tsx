import { withQuery } from '#app/kernel/http/query.ts'
import {
  Badge,
  Code,
  DataTable,
  Empty,
  FilterBar,
  Head,
  type Lang,
  LinkButton,
  SelectField,
  Sub,
  TextField,
  type Column,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import { onSiteClasses } from '../model.ts'
import type { ProcessRow } from '../views.ts'
import { processWords } from '../words.ts'

/** Published procedures and whether they can be handled. */
export function ProcessList({
  rows,
  q,
  onSite,
  homes,
  lang,
}: {
  rows: ProcessRow[]
  q: string
  /** '3', '4', '5', '0' or '' for all. */
  onSite: string
  homes: ReadonlyMap<string, string>
  lang: Lang
}) {
  const w = say(processWords, lang)
  return (
    <>
      <Head title={w.processes} sub={w.lead} />
      <FilterBar action="/processes" values={{ q, onSite }} clearHref="/processes">
        <TextField name="q" label={w.search} type="search" />
        <SelectField
          name="onSite"
          label={w.onSite}
          required={false}
          blank={w.onSiteAll}
          options={[
            ...onSiteClasses.map(n => ({ value: String(n), label: w.onSiteClass(n) })),
            { value: '0', label: w.onSiteNone },
          ]}
        />
        <LinkButton href={withQuery('/processes/export', { q, onSite })} download>
          {w.export}
        </LinkButton>
      </FilterBar>
      <DataTable
        caption={w.processes}
        rows={rows}
        rowKey={row => row.code}
        empty={
          <Empty title={w.empty}>
            <p>{w.emptyLead}</p>
            <LinkButton href="/catalogue">{w.catalogue}</LinkButton>
          </Empty>
        }
        columns={processColumns(homes, lang)}
      />
    </>
  )
}

function processColumns(homes: ReadonlyMap<string, string>, lang: Lang): Column<ProcessRow>[] {
  const w = say(processWords, lang)
  return [
    { key: 'code', head: w.code, cell: row => <Code href={`/processes/${row.code}`}>{row.code}</Code> },
    {
      key: 'name',
      head: w.procedure,
      rowHead: true,
      cell: row => (
        <>
          <span lang="vi">{row.name}</span>
          <Sub>{row.sector}</Sub>
        </>
      ),
    },
    { key: 'home', head: w.home, cell: row => homes.get(row.home ?? '') ?? row.home ?? '' },
    {
      key: 'state',
      head: w.state,
      cell: row => (
        <>
          <Badge tone={row.steps === null ? 'warn' : 'ok'}>{row.steps === null ? w.none : w.approved}</Badge>
          <Sub>
            {[
              row.steps !== null && w.stepCount(row.steps),
              row.onSite && w.onSiteClass(row.onSite),
              row.hasDraft && w.draft,
              row.illustrative && w.illustrative,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Sub>
        </>
      ),
    },
    {
      key: 'hours',
      head: w.hours,
      align: 'right',
      cell: row => (
        <>
          {row.hours !== null && row.limit ? w.ofLimit(row.hours, row.limit.hours) : ''}
          {row.limit && <Sub>{limitInWords(row.limit.limit, lang)}</Sub>}
        </>
      ),
    },
  ]
}

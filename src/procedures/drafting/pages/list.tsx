import type { ReactNode } from 'react'
import { withQuery } from '#app/kernel/http/query.ts'
import {
  Breadcrumbs,
  Button,
  type Column,
  DataTable,
  DateField,
  Empty,
  FilterBar,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  Pager,
  SelectField,
  Sub,
  Tabs,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { type ListQuery, listTabs } from '../input.ts'
import { draftKinds, stages } from '../rules.ts'
import type { DraftLine } from '../views.ts'
import { countWords, terms } from '../words.ts'
import { StageBadge } from './parts.tsx'
import { pageWords } from './words.ts'

/** The register of drafts, and a new draft. */

export function listHref(query: Partial<ListQuery>, base = '/drafting'): string {
  const { tab, q, kind, stage, agency, sort, way, after } = query
  return withQuery(base, { tab, q, kind, stage, agency, sort, way, after })
}

interface ListProps {
  reminder: ReactNode
  rows: DraftLine[]
  counts: Record<(typeof listTabs)[number], number>
  query: ListQuery
  agencies: { id: number; name: string }[]
  mayRegister: boolean
  nextHref?: string | undefined
  lang: Lang
}

export function ListPage({ reminder, rows, counts, query, agencies, mayRegister, nextHref, lang }: ListProps) {
  const [w, t] = [pageWords[lang], terms[lang]]
  return (
    <>
      <Head title={w.title} sub={w.sub(counts.open, counts.asked)}>
        <LinkButton href="/drafting/requests">{w.requests}</LinkButton>
        <LinkButton href={listHref({ ...query, after: undefined }, '/drafting/export.xlsx')}>{w.export}</LinkButton>
        {mayRegister && (
          <LinkButton href="/drafting/new" kind="primary" keyHint="n">
            {w.register}
          </LinkButton>
        )}
      </Head>
      {reminder}
      <Tabs
        label={w.title}
        items={listTabs.map(tab => ({
          href: listHref({ tab }),
          label: w[`tab_${tab}`],
          count: counts[tab],
          hot: tab === 'asked',
          current: tab === query.tab,
        }))}
      />
      <FilterBar
        action="/drafting"
        keep={{ tab: query.tab, sort: query.sort, ...(query.way ? { way: query.way } : {}) }}
        values={{
          q: query.q ?? '',
          kind: query.kind ?? '',
          stage: query.stage ?? '',
          agency: query.agency ? String(query.agency) : '',
        }}
        clearHref={listHref({ tab: query.tab })}
      >
        <TextField name="q" label={w.search} type="search" />
        <SelectField
          name="kind"
          label={w.kind}
          blank={w.any}
          options={draftKinds.map(value => ({ value, label: t.kind[value] }))}
        />
        <SelectField
          name="stage"
          label={w.stage}
          blank={w.any}
          options={stages.map(value => ({ value, label: t.stage[value] }))}
        />
        {agencies.length > 1 && (
          <SelectField
            name="agency"
            label={w.agency}
            blank={w.any}
            options={agencies.map(one => ({ value: String(one.id), label: one.name }))}
          />
        )}
      </FilterBar>
      <DataTable
        caption={w[`tab_${query.tab}`]}
        rows={rows}
        rowKey={row => String(row.id)}
        sort={{
          by: query.sort,
          direction: query.way ?? (query.sort === 'title' ? 'up' : 'down'),
          href: (by, way) => listHref({ ...query, sort: by === 'title' ? 'title' : 'moved', way, after: undefined }),
        }}
        empty={
          <Empty title={w.emptyTitle}>
            <p>{w.emptyHelp}</p>
          </Empty>
        }
        columns={draftColumns(lang)}
      />
      <Pager firstHref={query.after ? listHref({ ...query, after: undefined }) : undefined} nextHref={nextHref} />
    </>
  )
}

/** What the register says of a draft: the same fields for a new one and for a change. */
export function HeadFields({ lang }: { lang: Lang }) {
  const [w, t] = [pageWords[lang], terms[lang]]
  return (
    <>
      <SelectField name="kind" label={w.kind} options={draftKinds.map(value => ({ value, label: t.kind[value] }))} />
      <TextArea name="title" label={w.draftTitle} rows={2} maxLength={500} />
      <TextArea name="purpose" label={w.purpose} help={w.purposeHelp} required={false} rows={4} />
      <DateField name="plannedOn" label={w.plannedOn} required={false} />
    </>
  )
}

export function NewPage({
  values,
  errors,
  formKey,
  lang,
}: {
  values: FormValues
  errors: FormErrors
  formKey: string
  lang: Lang
}) {
  const w = pageWords[lang]
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/drafting' }]} />
      <Head title={w.registerTitle} sub={w.registerLead} />
      <Form action="/drafting" values={values} errors={errors} idempotencyKey={formKey} guard>
        <HeadFields lang={lang} />
        <FormActions>
          <Button kind="primary">{w.register}</Button>
        </FormActions>
      </Form>
    </>
  )
}

function draftColumns(lang: Lang): Column<DraftLine>[] {
  const [w, t] = [pageWords[lang], terms[lang]]
  return [
    {
      key: 'title',
      head: w.draft,
      sort: 'title',
      rowHead: true,
      cell: row => (
        <>
          <a href={`/drafting/${row.id}`} lang="vi">
            {row.title}
          </a>
          <Sub>
            {t.kind[row.kind]} · {row.agency}
          </Sub>
        </>
      ),
    },
    {
      key: 'stage',
      head: w.stage,
      cell: row => (
        <>
          <StageBadge stage={row.stage} lang={lang} />
          <Sub>{row.adoptedNo ?? w.version(row.textNo)}</Sub>
        </>
      ),
    },
    {
      key: 'procedures',
      head: w.procedures,
      labelled: true,
      cell: row => countWords(row.counts)[lang],
    },
    {
      key: 'waiting',
      head: w.waiting,
      labelled: true,
      cell: row =>
        row.nextDueAt ? (
          <>
            {w.waitingFor(row.waiting)}
            <Sub>{formatDateTime(row.nextDueAt)}</Sub>
          </>
        ) : (
          w.nobodyWaiting
        ),
    },
    {
      key: 'moved',
      head: w.moved,
      sort: 'moved',
      cell: row => <span className="num">{formatDate(row.movedAt)}</span>,
    },
  ]
}

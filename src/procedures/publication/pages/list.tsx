import {
  Button,
  Card,
  Code,
  type Column,
  DataTable,
  DateField,
  DueChip,
  Empty,
  FilterBar,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  FieldRow,
  Head,
  type Lang,
  LinkButton,
  NumberField,
  Pager,
  SelectField,
  Sub,
  Tabs,
  TextField,
} from '#app/ui/index.ts'
import type { Page } from '#app/kernel/paging.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { decisionKinds } from '../../catalogue/index.ts'
import { type DeadlineQuery, deadlineTabs, type ListQuery, stageTabs } from '../input.ts'
import type { SeriesLine } from '../numbering.ts'
import { seriesKinds } from '../rules.ts'
import type { Deadline, DeadlineLine, ProposalLine } from '../views.ts'
import { publicationWords } from '../words.ts'
import { deadlineText } from './deadline.ts'
import { pageWords } from './words.ts'

/** Lists of publications, deadlines and numbers. */

const BASE = '/catalogue/publications'

export function hrefOf(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((one): one is [string, string] => Boolean(one[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

export function DueCell({ deadline, lang }: { deadline: Deadline; lang: Lang }) {
  const { tone, text, sub } = deadlineText(deadline, lang)
  return <DueChip tone={tone} text={text} sub={sub || undefined} />
}

const kindOptions = (lang: Lang) =>
  decisionKinds.map(kind => ({ value: kind, label: say(publicationWords, lang)[`kind_${kind}`] }))

interface Begin {
  adopted: { id: number; title: string; number: string }[]
  mayEdit: boolean
  values: FormValues
  errors: FormErrors
  formKey: string
}

export function ProposalList({
  query,
  page,
  counts,
  begin,
  lang,
}: {
  query: ListQuery
  page: Page<ProposalLine>
  counts: Record<(typeof stageTabs)[number], number>
  begin: Begin
  lang: Lang
}) {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  const tab = query.tab ?? 'open'
  const { q, kind } = query
  const href = (more: Partial<Record<string, string>>) => hrefOf(BASE, { tab: query.tab, q, kind, ...more })
  const shown = stageTabs.filter(one => one === 'open' || one === 'all' || one === tab || counts[one] > 0)
  return (
    <>
      <Head title={w.publications} sub={w.lead}>
        <LinkButton href="/catalogue/deadlines">{w.deadlines}</LinkButton>
        <LinkButton href={`${BASE}/numbers`}>{w.numbers}</LinkButton>
      </Head>
      <Tabs
        label={w.tabs}
        items={shown.map(one => ({
          href: href({ tab: one === 'open' ? undefined : one }),
          label: one === 'open' ? w.tab_open : one === 'all' ? w.tab_all : p[`stage_${one}`],
          count: counts[one],
          current: one === tab,
        }))}
      />
      <FilterBar
        action={BASE}
        values={{ q: q ?? '', kind: kind ?? '' }}
        keep={query.tab ? { tab: query.tab } : {}}
        clearHref={hrefOf(BASE, { tab: query.tab })}
      >
        <TextField name="q" label={w.search} type="search" />
        <SelectField name="kind" label={w.kind} blank={w.any} options={kindOptions(lang)} />
        <LinkButton href={hrefOf(`${BASE}/export`, { tab: query.tab, q, kind })} download>
          {w.export}
        </LinkButton>
      </FilterBar>
      <DataTable
        caption={w.publications}
        rows={page.items}
        rowKey={row => String(row.id)}
        empty={
          <Empty title={w.none}>
            <p>{w.noneLead}</p>
          </Empty>
        }
        columns={proposalColumns(lang)}
      />
      <Pager
        text={w.found(counts[tab])}
        firstHref={query.after ? href({}) : undefined}
        nextHref={page.next ? href({ after: page.next }) : undefined}
      />
      {begin.mayEdit && <BeginForms begin={begin} lang={lang} />}
    </>
  )
}

function BeginForms({ begin, lang }: { begin: Begin; lang: Lang }) {
  const w = say(pageWords, lang)
  const { values, errors, formKey, adopted } = begin
  return (
    <>
      {adopted.length > 0 && (
        <Card title={w.fromDraft} id="from-draft">
          <Form
            action={`${BASE}/from-draft`}
            values={values}
            errors={errors}
            idempotencyKey={formKey}
            prefix="d"
            noSummary
          >
            <SelectField
              name="draftId"
              label={w.draft}
              options={adopted.map(one => ({ value: String(one.id), label: `${one.number} — ${one.title}` }))}
            />
            <SelectField name="kind" label={w.kind} options={kindOptions(lang)} />
            <FormActions>
              <Button kind="primary">{w.begin}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
      <Card title={w.byHand} id="new">
        <Form action={BASE} values={values} errors={errors} idempotencyKey={formKey} guard>
          <SelectField name="kind" label={w.kind} options={kindOptions(lang)} />
          <TextField name="title" label={w.titleField} maxLength={500} />
          <FieldRow>
            <TextField name="basisNo" label={w.basisNo} maxLength={120} width={16} />
            <DateField name="basisEffectiveOn" label={w.basisEffectiveOn} />
          </FieldRow>
          <TextField name="basisTitle" label={w.basisTitle} maxLength={500} />
          <FormActions>
            <Button kind="primary">{w.begin}</Button>
          </FormActions>
        </Form>
      </Card>
    </>
  )
}

function proposalColumns(lang: Lang): Column<ProposalLine>[] {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  return [
    {
      key: 'title',
      head: w.title,
      rowHead: true,
      cell: row => (
        <>
          <a href={`${BASE}/${row.id}`}>
            <span lang="vi">{row.title}</span>
          </a>
          <Sub>
            {row.basisNo} · {p[`kind_${row.kind}`]}
          </Sub>
        </>
      ),
    },
    { key: 'agency', head: w.agency, labelled: true, cell: row => <span lang="vi">{row.agency}</span> },
    { key: 'items', head: w.items, align: 'right', cell: row => row.items },
    {
      key: 'stage',
      head: w.stage,
      cell: row => (
        <>
          {p[`stage_${row.stage}`]}
          <Sub>{row.decisionNo ?? row.submissionNo}</Sub>
        </>
      ),
    },
    { key: 'due', head: w.due, labelled: true, cell: row => formatDate(row.decisionDueOn) },
  ]
}

export function DeadlineList({
  query,
  page,
  counts,
  lang,
}: {
  query: DeadlineQuery
  page: Page<DeadlineLine>
  counts: Record<(typeof deadlineTabs)[number], number>
  lang: Lang
}) {
  const w = say(pageWords, lang)
  const tab = query.tab ?? 'running'
  const { q, kind } = query
  const path = '/catalogue/deadlines'
  const href = (more: Partial<Record<string, string>>) => hrefOf(path, { tab: query.tab, q, kind, ...more })
  return (
    <>
      <Head title={w.deadlines} sub={w.deadlinesLead}>
        <LinkButton href={BASE}>{w.publications}</LinkButton>
      </Head>
      <Tabs
        label={w.tabs}
        items={deadlineTabs.map(one => ({
          href: href({ tab: one === 'running' ? undefined : one }),
          label: w[`tab_${one}`],
          count: counts[one],
          hot: one === 'late' && counts.late > 0,
          current: one === tab,
        }))}
      />
      <FilterBar
        action={path}
        values={{ q: q ?? '', kind: kind ?? '' }}
        keep={query.tab ? { tab: query.tab } : {}}
        clearHref={hrefOf(path, { tab: query.tab })}
      >
        <TextField name="q" label={w.search} type="search" />
        <SelectField name="kind" label={w.kind} blank={w.any} options={kindOptions(lang)} />
        <LinkButton href={hrefOf(`${path}/export`, { tab: query.tab, q, kind })} download>
          {w.export}
        </LinkButton>
      </FilterBar>
      <DataTable
        caption={w.deadlines}
        rows={page.items}
        rowKey={row => row.key}
        empty={<Empty title={w.noDeadlines} />}
        columns={deadlineColumns(lang)}
      />
      <Pager
        text={w.foundDeadlines(counts[tab])}
        firstHref={query.after ? href({}) : undefined}
        nextHref={page.next ? href({ after: page.next }) : undefined}
      />
    </>
  )
}

function deadlineColumns(lang: Lang): Column<DeadlineLine>[] {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  return [
    {
      key: 'title',
      head: w.title,
      rowHead: true,
      cell: row => (
        <>
          <Code href={row.proposalId === null ? `/catalogue/decisions/${row.decisionId}` : `${BASE}/${row.proposalId}`}>
            {row.number ?? w.notNumbered}
          </Code>{' '}
          <span lang="vi">{row.title}</span>
          <Sub>{p[`kind_${row.kind}`]}</Sub>
        </>
      ),
    },
    {
      key: 'basis',
      head: w.basis,
      labelled: true,
      cell: row => (
        <>
          {row.basisNo}
          {row.basisEffectiveOn && (
            <Sub>
              {w.effect} {formatDate(row.basisEffectiveOn)}
            </Sub>
          )}
        </>
      ),
    },
    { key: 'decided', head: w.decided, labelled: true, cell: row => <DueCell deadline={row.decided} lang={lang} /> },
    {
      key: 'public',
      head: w.public,
      labelled: true,
      cell: row => (row.decisionId === null ? '' : <DueCell deadline={row.public} lang={lang} />),
    },
  ]
}

export function NumbersPage({
  year,
  lines,
  names,
  mayEdit,
  values,
  errors,
  formKey,
  lang,
}: {
  year: number
  lines: SeriesLine[]
  names: ReadonlyMap<number, string>
  mayEdit: boolean
  values: FormValues
  errors: FormErrors
  formKey: string
  lang: Lang
}) {
  const w = say(pageWords, lang)
  return (
    <>
      <Head title={w.numbers} sub={w.numbersLead(year)}>
        <LinkButton href={BASE}>{w.publications}</LinkButton>
      </Head>
      <DataTable
        caption={w.numbers}
        rows={lines}
        rowKey={line => `${line.kind} ${line.agencyId} ${line.no}`}
        empty={<Empty title={w.noNumbers} />}
        columns={numberColumns(names, lang)}
      />
      {mayEdit && (
        <Card title={w.skip}>
          <Form action={`${BASE}/numbers`} values={values} errors={errors} idempotencyKey={formKey}>
            <SelectField
              name="kind"
              label={w.series}
              options={seriesKinds.map(kind => ({ value: kind, label: w[`series_${kind}`] }))}
            />
            <NumberField name="through" label={w.through} />
            <TextField name="reason" label={w.reason} maxLength={500} />
            <FormActions>
              <Button>{w.skip}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
    </>
  )
}

function numberColumns(names: ReadonlyMap<number, string>, lang: Lang): Column<SeriesLine>[] {
  const w = say(pageWords, lang)
  return [
    {
      key: 'no',
      head: w.order,
      align: 'right',
      cell: line => (line.no === line.through ? line.no : `${line.no}–${line.through}`),
    },
    {
      key: 'series',
      head: w.series,
      rowHead: true,
      cell: line => (
        <>
          {w[`series_${line.kind}`]}
          <Sub>
            <span lang="vi">{names.get(line.agencyId)}</span>
          </Sub>
        </>
      ),
    },
    {
      key: 'used',
      head: w.used,
      cell: line => (
        <span lang="vi">
          {line.proposalId !== null && <a href={`${BASE}/${line.proposalId}`}>{line.title}</a>}
          {line.reason && <Sub>{line.reason}</Sub>}
        </span>
      ),
    },
    {
      key: 'given',
      head: w.given,
      cell: line => (
        <>
          {formatDateTime(line.givenAt)}
          <Sub>{line.givenBy}</Sub>
        </>
      ),
    },
  ]
}

import type { ReactNode } from 'react'
import { withQuery } from '#app/kernel/http/query.ts'
import type { Page } from '#app/kernel/paging.ts'
import {
  Breadcrumbs,
  Button,
  type Column,
  DateField,
  Empty,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  ListPage,
  SelectField,
  Sub,
  Tabs,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { type ListQuery, listTabs } from '../input.ts'
import { draftKinds, stages } from '../rules.ts'
import { directionOf, type DraftLine } from '../views.ts'
import { countWords, terms } from '../words.ts'
import { StageBadge } from './parts.tsx'
import { pageWords } from './words.ts'

/** The register of drafts, and a new draft. */

const PATH = '/drafting'

interface ListProps {
  reminder: ReactNode
  page: Page<DraftLine>
  counts: Record<(typeof listTabs)[number], number>
  query: ListQuery
  agencies: { id: number; name: string }[]
  mayRegister: boolean
  lang: Lang
}

export function DraftsPage({ reminder, page, counts, query, agencies, mayRegister, lang }: ListProps) {
  const [w, t] = [pageWords[lang], terms[lang]]
  return (
    <ListPage
      path={PATH}
      title={w.title}
      sub={w.sub(counts.open, counts.asked)}
      exportLabel={w.export}
      actions={
        <>
          <LinkButton href="/drafting/requests">{w.requests}</LinkButton>
          {mayRegister && (
            <LinkButton href="/drafting/new" kind="primary" keyHint="n">
              {w.register}
            </LinkButton>
          )}
        </>
      }
      above={
        <>
          {reminder}
          <Tabs
            label={w.title}
            items={listTabs.map(tab => ({
              href: withQuery(PATH, { tab }),
              label: w[`tab_${tab}`],
              count: counts[tab],
              hot: tab === 'asked',
              current: tab === query.tab,
            }))}
          />
        </>
      }
      query={{ ...query, direction: directionOf(query) }}
      filters={['q', 'kind', 'stage', 'agency']}
      sortedBy="moved"
      caption={w[`tab_${query.tab}`]}
      page={page}
      rowKey={row => String(row.id)}
      columns={draftColumns(lang)}
      empty={
        <Empty title={w.emptyTitle}>
          <p>{w.emptyHelp}</p>
        </Empty>
      }
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
    </ListPage>
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

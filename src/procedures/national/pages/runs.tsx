import type { Page } from '#app/kernel/paging.ts'
import { formatDateTime, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  type Column,
  DataTable,
  Empty,
  FileField,
  Form,
  FormActions,
  type FormErrors,
  Head,
  type Lang,
  LinkButton,
  Pager,
} from '#app/ui/index.ts'
import type { RunLine, RunsQuery } from '../views.ts'
import { nationalWords } from '../words.ts'

/** The imports of the national catalogue: a new one, and what those before did. */

export const STATE_TONE = { RUNNING: 'warn', DONE: 'ok', FAILED: 'late' } as const satisfies Record<
  RunLine['state'],
  string
>

interface Props {
  page: Page<RunLine>
  query: RunsQuery
  mayImport: boolean
  maxMegabytes: number
  formKey: string
  errors: FormErrors
  lang: Lang
}

export function ImportRuns({ page, query, mayImport, maxMegabytes, formKey, errors, lang }: Props) {
  const w = say(nationalWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: w.catalogue, href: '/catalogue' }]} />
      <Head title={w.imports} sub={w.importsLead}>
        <LinkButton href="/catalogue/differences">{w.differences}</LinkButton>
      </Head>
      {mayImport && (
        <Card title={w.send}>
          <p className="sub">{w.sendLead}</p>
          <Form action="/catalogue/import" idempotencyKey={formKey} errors={errors} files>
            <FileField name="file" label={w.file} accept=".ndjson,.gz,.json" limit={`${maxMegabytes} MB`} />
            <FormActions>
              <Button kind="primary">{w.go}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
      <DataTable
        caption={w.runs}
        showCaption
        rows={page.items}
        rowKey={run => String(run.id)}
        columns={runColumns(lang)}
        empty={<Empty title={w.noImports}>{mayImport && <p>{w.noImportsLead}</p>}</Empty>}
      />
      <Pager
        firstHref={query.after && '/catalogue/import'}
        nextHref={page.next ? `/catalogue/import?after=${encodeURIComponent(page.next)}` : undefined}
      />
    </>
  )
}

function runColumns(lang: Lang): Column<RunLine>[] {
  const w = say(nationalWords, lang)
  const count = (key: 'read' | 'imported' | 'changed' | 'rejected'): Column<RunLine> => ({
    key,
    head: w[key],
    align: 'right',
    cell: run => (run.state === 'DONE' ? formatNumber(run[key], lang) : ''),
  })
  return [
    {
      key: 'at',
      head: w.at,
      rowHead: true,
      cell: run => <a href={`/catalogue/import/${run.id}`}>{formatDateTime(run.at)}</a>,
    },
    { key: 'file', head: w.file, cell: run => run.source },
    { key: 'by', head: w.by, cell: run => run.by },
    count('read'),
    count('imported'),
    count('changed'),
    count('rejected'),
    {
      key: 'state',
      head: w.state,
      cell: run => <Badge tone={STATE_TONE[run.state]}>{w[`state_${run.state}`]}</Badge>,
    },
  ]
}

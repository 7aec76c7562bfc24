import {
  Button,
  Card,
  type Column,
  DataTable,
  Empty,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  NumberField,
  SelectField,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { SeriesLine } from '../numbering.ts'
import { seriesKinds } from '../rules.ts'
import { BASE } from './parts.tsx'
import { pageWords } from './words.ts'

/** The numbers of the series, and passing over some. */

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

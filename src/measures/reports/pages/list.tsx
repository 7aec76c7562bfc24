import type { Lang } from '#app/kernel/context.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Card,
  Code,
  type Column,
  DataTable,
  DateField,
  Empty,
  FilterBar,
  FormPage,
  Head,
  HiddenFields,
  SelectField,
  TextArea,
} from '#app/ui/index.ts'
import type * as places from '../../places/index.ts'
import type { ReportForm } from '../form.ts'
import { formOf, reportForms } from '../forms.ts'
import type { ClosedPeriod, Report } from '../views.ts'
import { layoutPageWords } from '../layout-words.ts'
import { reportWords } from '../words.ts'
import { withSpan } from './address.ts'

interface ListProps {
  closed: ClosedPeriod[]
  places: readonly places.Place[]
  lang: Lang
}

/** The forms there are, which to open of whom for when, and the periods closed. */
export function ReportsPage({ closed, places: choice, lang }: ListProps) {
  const w = say(reportWords, lang)
  return (
    <>
      <Head title={w.reports} sub={w.listLead} />
      <FilterBar action="/reports/open" submitLabel={w.openForm}>
        <SelectField
          name="form"
          label={w.form}
          blank={false}
          options={reportForms.map(form => ({ value: form.code, label: `${form.code} ${form.title[lang]}` }))}
        />
        {choice.length > 1 && (
          <SelectField
            name="agency"
            label={w.agency}
            blank={false}
            options={choice.map(one => ({ value: one.code ?? '', label: one.name }))}
          />
        )}
        <DateField name="from" label={w.from} />
        <DateField name="to" label={w.to} />
      </FilterBar>
      <Card title={w.forms} actions={<a href="/reports/layouts">{say(layoutPageWords, lang).title}</a>}>
        <DataTable<ReportForm>
          bare
          caption={w.forms}
          rows={[...reportForms]}
          rowKey={form => form.code}
          columns={formColumns(lang)}
        />
      </Card>
      <Card title={w.closedPeriods}>
        <DataTable
          bare
          caption={w.closedPeriods}
          rows={closed}
          rowKey={one => `${one.form}${one.agency.code}${one.from}${one.to}`}
          empty={
            <Empty title={w.noClosed}>
              <p>{w.noClosedNext}</p>
            </Empty>
          }
          columns={closedColumns(lang)}
        />
      </Card>
    </>
  )
}

function formColumns(lang: Lang): Column<ReportForm>[] {
  const w = say(reportWords, lang)
  return [
    {
      key: 'number',
      head: w.formNo,
      cell: form => <Code href={`/reports/${form.code}`}>{form.number}</Code>,
    },
    { key: 'title', head: w.form, rowHead: true, cell: form => form.title[lang] },
  ]
}

function closedColumns(lang: Lang): Column<ClosedPeriod>[] {
  const w = say(reportWords, lang)
  const hrefOf = ({ form, agency, from, to }: ClosedPeriod): string =>
    withQuery(`/reports/${form}`, { agency: agency.code, from, to })
  return [
    { key: 'form', head: w.form, cell: one => one.form },
    {
      key: 'period',
      head: w.period,
      rowHead: true,
      cell: one => <a href={hrefOf(one)}>{w.fromTo(formatDate(one.from), formatDate(one.to))}</a>,
    },
    { key: 'agency', head: w.agency, cell: one => one.agency.name },
    { key: 'version', head: w.version, align: 'right', cell: one => one.version },
    { key: 'at', head: w.closedAt, labelled: true, cell: one => formatDateTime(one.closedAt) },
    { key: 'by', head: w.closedBy, labelled: true, cell: one => one.closedBy },
  ]
}

interface CloseProps {
  report: Report
  values: Record<string, string | string[]>
  errors: Record<string, string>
  formKey: string
  lang: Lang
}

/** Asks before a period is frozen; where it is frozen already, for the reason. */
export function ClosePage({ report, values, errors, formKey, lang }: CloseProps) {
  const w = say(reportWords, lang)
  const { place, from, to, closed } = report
  const form = formOf(report.form)
  const path = `/reports/${form.code}`
  return (
    <FormPage
      crumbs={[
        { label: w.reports, href: '/reports' },
        { label: form.number, href: withSpan(path, report) },
        { label: w.close },
      ]}
      title={w.closeTitle}
      sub={`${place.name} · ${w.fromTo(formatDate(from), formatDate(to))}`}
      action={`${path}/close`}
      values={values}
      errors={errors}
      idempotencyKey={formKey}
      submitLabel={closed ? w.closeAgain : w.close}
      cancelHref={withSpan(path, report)}
      cancelLabel={w.view}
    >
      <p>{w.closeWarn}</p>
      <HiddenFields fields={{ form: form.code, from, to, ...(place.code ? { agency: place.code } : {}) }} />
      {closed && <TextArea name="reason" label={w.reason} help={w.reasonHelp} maxLength={1_000} />}
    </FormPage>
  )
}

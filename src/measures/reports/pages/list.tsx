import type { Lang } from '#app/kernel/context.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  Card,
  Code,
  type Column,
  DataTable,
  Empty,
  Form,
  FormActions,
  Head,
  HiddenFields,
  LinkButton,
  TextArea,
} from '#app/ui/index.ts'
import { FORM, formNumber } from '../form.ts'
import type { ClosedPeriod, Report } from '../views.ts'
import { reportWords } from '../words.ts'
import { spanOf } from './report.tsx'

/** The forms there are, and the periods closed. */
export function ReportsPage({ closed, lang }: { closed: ClosedPeriod[]; lang: Lang }) {
  const w = say(reportWords, lang)
  return (
    <>
      <Head title={w.reports} sub={w.lead} />
      <Card title={w.forms}>
        <p>
          <Code href={`/reports/${FORM}`}>{formNumber}</Code> {w.title}
        </p>
      </Card>
      <Card title={w.closedPeriods}>
        <DataTable
          bare
          caption={w.closedPeriods}
          rows={closed}
          rowKey={one => `${one.agency.code}${one.from}${one.to}`}
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

function closedColumns(lang: Lang): Column<ClosedPeriod>[] {
  const w = say(reportWords, lang)
  const hrefOf = ({ agency, from, to }: ClosedPeriod): string =>
    `/reports/${FORM}?${new URLSearchParams({ ...(agency.code ? { agency: agency.code } : {}), from, to })}`
  return [
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
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.reports, href: '/reports' },
          { label: formNumber, href: `/reports/${FORM}?${spanOf(report)}` },
          { label: w.close },
        ]}
      />
      <Head title={w.closeTitle} sub={`${place.name} · ${w.fromTo(formatDate(from), formatDate(to))}`} />
      <Form action={`/reports/${FORM}/close`} values={values} errors={errors} idempotencyKey={formKey}>
        <p>{w.closeWarn}</p>
        <HiddenFields fields={{ form: FORM, from, to, ...(place.code ? { agency: place.code } : {}) }} />
        {closed && <TextArea name="reason" label={w.reason} help={w.reasonHelp} maxLength={1_000} />}
        <FormActions>
          <Button kind="primary" big>
            {closed ? w.closeAgain : w.close}
          </Button>
          <LinkButton big href={`/reports/${FORM}?${spanOf(report)}`}>
            {w.view}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

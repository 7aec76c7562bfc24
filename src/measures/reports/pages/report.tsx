import type { Lang } from '#app/kernel/context.ts'
import { formatDate, formatDateTime, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  DateField,
  Empty,
  FilterBar,
  Head,
  LinkButton,
  Menu,
  More,
  Notice,
  SelectField,
} from '#app/ui/index.ts'
import { periods, type places } from '../../metrics/index.ts'
import { FORM, formNumber } from '../form.ts'
import type { Report } from '../views.ts'
import { reportWords } from '../words.ts'
import { FormTable } from './form.tsx'

interface ReportProps {
  report: Report
  /** The period is closed, but figures of now are shown. */
  liveOfClosed: boolean
  places: readonly places.Place[]
  quick: readonly periods.NamedPeriod[]
  mayClose: boolean
  isOver: boolean
  lang: Lang
}

export function spanOf(report: Pick<Report, 'place' | 'from' | 'to'>, more: Record<string, string> = {}): string {
  const { place, from, to } = report
  return String(new URLSearchParams({ ...(place.code ? { agency: place.code } : {}), from, to, ...more }))
}

export function ReportPage({ report, liveOfClosed, places: choice, quick, mayClose, isOver, lang }: ReportProps) {
  const w = say(reportWords, lang)
  const { place, from, to, closed } = report
  const live: Record<string, string> = liveOfClosed ? { live: '1' } : {}
  return (
    <>
      <Breadcrumbs items={[{ label: w.reports, href: '/reports' }, { label: `${w.formNo} ${formNumber}` }]} />
      <Head title={w.title} sub={`${place.name} · ${w.fromTo(formatDate(from), formatDate(to))} · ${w.lead}`}>
        <LinkButton href={`/reports/${FORM}/print?${spanOf(report, live)}`}>{w.print}</LinkButton>
        <LinkButton href={`/reports/${FORM}.xlsx?${spanOf(report, live)}`}>{w.xlsx}</LinkButton>
        {mayClose && isOver && (
          <LinkButton kind="primary" href={`/reports/${FORM}/close?${spanOf(report)}`}>
            {closed || liveOfClosed ? w.closeAgain : w.close}
          </LinkButton>
        )}
      </Head>
      <ChooseBar report={report} places={choice} quick={quick} lang={lang} />
      <Standing report={report} liveOfClosed={liveOfClosed} lang={lang} />
      <FailedChecks report={report} lang={lang} />
      {report.lines.length === 0 ? (
        <Empty title={w.empty}>
          <p>{w.emptyNext}</p>
        </Empty>
      ) : (
        <div className="sheet wide" tabIndex={0} role="region" aria-label={w.title}>
          <FormTable report={report} linked lang={lang} />
        </div>
      )}
      <p className="sub">
        {w.unit} · {report.failed.length === 0 ? `${w.checksHold} ` : ''}
        {w.rule(report.formulaVersion)}
      </p>
    </>
  )
}

type ChooseProps = Pick<ReportProps, 'report' | 'places' | 'quick' | 'lang'>

/** Whose report, for when: days by hand, or the periods reported most. */
function ChooseBar({ report, places: choice, quick, lang }: ChooseProps) {
  const w = say(reportWords, lang)
  const { place, from, to } = report
  const path = `/reports/${FORM}`
  return (
    <FilterBar action={path} values={{ agency: place.code ?? '', from, to }} submitLabel={w.view}>
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
      <Menu label={w.quick}>
        {quick.map(one => (
          <a key={`${one.kind}${one.from}`} href={`${path}?${spanOf({ place, from: one.from, to: one.to })}`}>
            {periods.periodName(one, lang)}
          </a>
        ))}
      </Menu>
    </FilterBar>
  )
}

/** Whether these figures are frozen, and what has moved since; or as of when they are. */
function Standing({ report, liveOfClosed, lang }: { report: Report; liveOfClosed: boolean; lang: Lang }) {
  const w = say(reportWords, lang)
  const { closed, asOf } = report
  if (liveOfClosed) {
    return (
      <Notice>
        {w.liveOfClosed} <a href={`/reports/${FORM}?${spanOf(report)}`}>{w.showClosed}</a>
      </Notice>
    )
  }
  if (asOf) return <Notice>{w.asOf(formatDateTime(asOf))}</Notice>
  if (!closed) return <p className="sub">{w.notClosed}</p>
  const n = (value: number): string => formatNumber(value, lang)
  return (
    <Notice tone={closed.drift.length > 0 ? 'warn' : 'ok'}>
      <p>
        {w.closedAs(String(closed.version), formatDateTime(closed.closedAt), closed.closedBy)}{' '}
        <a href={`/reports/${FORM}?${spanOf(report, { live: '1' })}`}>{w.showLive}</a>
      </p>
      {closed.reason && <p>{w.closedReason(closed.reason)}</p>}
      {closed.drift.length > 0 && (
        <More summary={w.drifted(n(closed.drift.length))}>
          <ul>
            {closed.drift.map(one => (
              <li key={`${one.row}${one.column}`}>{w.driftLine(one.row, one.column, n(one.frozen), n(one.live))}</li>
            ))}
          </ul>
        </More>
      )}
    </Notice>
  )
}

function FailedChecks({ report, lang }: { report: Report; lang: Lang }) {
  const w = say(reportWords, lang)
  if (report.failed.length === 0) return null
  return (
    <Notice tone="late" title={w.checksFail}>
      <ul>
        {report.failed.map(check => (
          <li key={`${check.row}${check.rule}`}>
            {w.checkLine(check.rule, check.row, formatNumber(check.left, lang), formatNumber(check.right, lang))}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

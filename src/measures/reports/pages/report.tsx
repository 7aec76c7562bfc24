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
import { periods } from '../../metrics/index.ts'
import type * as places from '../../places/index.ts'
import { type BehindItem, ruleText } from '../form.ts'
import { formOf } from '../forms.ts'
import type { Report } from '../views.ts'
import { layoutWords, reportWords } from '../words.ts'
import { withSpan } from './address.ts'
import { BehindCard } from './behind.tsx'
import { FormTable } from './form.tsx'

interface ReportProps {
  report: Report
  /** The period is closed, but figures of now are shown. */
  liveOfClosed: boolean
  places: readonly places.Place[]
  quick: readonly periods.NamedPeriod[]
  mayClose: boolean
  isOver: boolean
  now: Date
  /** The list behind the figure that was asked for. */
  behind: { row: string; column: string; items: BehindItem[] } | null
  lang: Lang
}

export function ReportPage(props: ReportProps) {
  const { report, liveOfClosed, places: choice, quick, mayClose, isOver, now, behind, lang } = props
  const w = say(reportWords, lang)
  const { place, from, to, closed, layout } = report
  const form = formOf(report.form)
  const path = `/reports/${form.code}`
  const live = { live: liveOfClosed ? '1' : null }
  return (
    <>
      <Breadcrumbs items={[{ label: w.reports, href: '/reports' }, { label: `${w.formNo} ${form.number}` }]} />
      <Head
        title={form.title[lang]}
        sub={[place.name, w.fromTo(formatDate(from), formatDate(to)), (form.href ?? form.behind) && w.lead]
          .filter(Boolean)
          .join(' · ')}
      >
        <LinkButton href={withSpan(`${path}/print`, report, live)}>{w.print}</LinkButton>
        <LinkButton href={withSpan(`${path}.xlsx`, report, live)}>{w.xlsx}</LinkButton>
        {mayClose && isOver && (
          <LinkButton kind="primary" href={withSpan(`${path}/close`, report)}>
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
        <div className="sheet wide" tabIndex={0} role="region" aria-label={form.title[lang]}>
          <FormTable report={report} linked={now} lang={lang} />
        </div>
      )}
      <p className="sub">
        {form.unit[lang]} ·{' '}
        {report.failed.length === 0 ? `${w.checksHold(layout.checks.map(ruleText).join(', '))} ` : ''}
        {w.rule(report.formulaVersion)}
      </p>
      {form.notes.map(note => (
        <p key={note.vi} className="sub">
          {note[lang]}
        </p>
      ))}
      {layout.verified ? (
        <p className="sub">{layoutWords(layout, lang)}</p>
      ) : (
        <Notice tone="warn">{layoutWords(layout, lang)}</Notice>
      )}
      {behind && <BehindCard report={report} behind={behind} lang={lang} />}
    </>
  )
}

type ChooseProps = Pick<ReportProps, 'report' | 'places' | 'quick' | 'lang'>

/** Whose report, for when: days by hand, or the periods reported most. */
function ChooseBar({ report, places: choice, quick, lang }: ChooseProps) {
  const w = say(reportWords, lang)
  const { place, from, to } = report
  const path = `/reports/${report.form}`
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
          <a key={`${one.kind}${one.from}`} href={withSpan(path, { place, from: one.from, to: one.to })}>
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
        {w.liveOfClosed} <a href={withSpan(`/reports/${report.form}`, report)}>{w.showClosed}</a>
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
        <a href={withSpan(`/reports/${report.form}`, report, { live: '1' })}>{w.showLive}</a>
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

import {
  Breadcrumbs,
  Card,
  DataTable,
  Facts,
  FormActions,
  Head,
  type Lang,
  LinkButton,
  More,
  Notice,
  Sub,
  SummaryStrip,
  type Column,
} from '#app/ui/index.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { VersionChanges } from '../changes.ts'
import type { Counter, ProcedureView, VersionLine } from '../page.ts'
import { componentWords } from '../words.ts'
import { catalogueWords } from '../words.ts'
import { feeSummary, isIllustrative, limitSummary, paperSummary } from '../summary.ts'
import type { ComponentName } from '../parts.ts'
import { Papers, Rest, Results, Steps } from './body.tsx'
import { Channels } from './channels.tsx'
import { changeWords } from './change-words.ts'
import { Changes } from './changes.tsx'
import { Illustrative, listHref } from './list.tsx'
import { publicWords } from './words.ts'

/** The public page of one procedure: what a person asks first stands first. */

interface PageProps {
  view: ProcedureView
  counters: Counter[]
  /** An older version was asked for by its number. */
  older: boolean
  /** What it changed; shown where a version was asked for by its number. */
  changes: VersionChanges | undefined
  lang: Lang
}

export function ProcedurePage({ view, counters, older, changes, lang }: PageProps) {
  const w = say(publicWords, lang)
  const { content, shown, standing } = view
  const decision = shown.decision
  const here = standing === 'IN_FORCE' || standing === 'COMING'
  const online = here && shown.onlineLevel !== 'INFORMATION' && view.handled
  const sub = [
    w.code(view.code),
    view.homeName ?? content.competentAgencyText,
    (decision?.number ?? content.decisionNo) && w.byDecision(decision?.number ?? content.decisionNo ?? ''),
  ]
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.procedures, href: '/procedures' },
          {
            label: content.sector,
            href: listHref('/procedures', {
              sector: content.sector,
              scope: standing === 'NATIONAL' ? 'national' : undefined,
            }),
          },
        ]}
      />
      <Head title={<span lang="vi">{content.name}</span>} sub={sub.filter(Boolean).join(' · ')} />
      <StandingNote view={view} older={older} lang={lang} />
      <SummaryStrip items={strip(view, lang)} />
      <Changes changes={changes} lang={lang} />
      <FormActions>
        {online && (
          <LinkButton kind="primary" big href={`/apply/${view.code}`}>
            {w.apply}
          </LinkButton>
        )}
        {here && (
          <LinkButton big href="#where">
            {w.where}
          </LinkButton>
        )}
      </FormActions>
      <Papers content={content} lang={lang} />
      <Steps content={content} lang={lang} />
      <Channels
        content={content}
        promised={view.promised}
        promiseIllustrative={decision?.illustrative ?? false}
        lang={lang}
      />
      <Results content={content} lang={lang} />
      {here && <Where counters={counters} lang={lang} />}
      <Rest content={content} homeName={view.homeName} lang={lang} />
      <Published view={view} older={older} lang={lang} />
      <p className="note">
        {w.feedback} <a href={`/feedback?procedure=${view.code}`}>{w.feedbackSend}</a>
        {w.feedbackAfter}
      </p>
    </>
  )
}

/** The strip's four answers: how long, how much, what to bring, how far on-line. */
function strip(view: ProcedureView, lang: Lang) {
  const c = say(catalogueWords, lang)
  const { content, promised, shown } = view
  const limit = limitSummary({ content, promised }, lang)
  const fee = feeSummary(content, lang)
  const papers = paperSummary(content, lang)
  const items = [
    { value: limit.value, label: limit.label },
    { value: fee.value, label: fee.label },
    { value: papers.value, label: papers.label },
  ]
  if (view.standing === 'NATIONAL') return items
  return [...items, { value: c[`online_${shown.onlineLevel}`], label: c[`onlineNote_${shown.onlineLevel}`] }]
}

function StandingNote({ view, older, lang }: { view: ProcedureView; older: boolean; lang: Lang }) {
  const w = say(publicWords, lang)
  const { shown, standing, content } = view
  const illustrative = (isIllustrative(content) || (view.promised !== null && shown.decision?.illustrative)) && (
    <p className="sub">{w.illustrativeNote}</p>
  )
  const current = older && <a href={`/procedures/${view.code}`}>{w.noteCurrent}</a>
  if (standing === 'NATIONAL') {
    return (
      <Notice tone="warn" title={w.noteNational}>
        {w.noteNationalText} {content.raw.length > 0 && w.noteRaw} {current}
      </Notice>
    )
  }
  if (standing === 'ENDED') {
    return (
      <Notice tone="late" title={w.noteEnded(shown.to ?? '')}>
        {shown.closeReason} {older && w.noteOlder} {current}{' '}
        {view.successor && (
          <>
            {say(changeWords, lang).successor}{' '}
            <a href={`/procedures/${view.successor.code}`}>
              {view.successor.code} {view.successor.name}
            </a>
          </>
        )}
      </Notice>
    )
  }
  if (standing === 'COMING') return <Notice title={w.noteComing(shown.from ?? '')}>{current}</Notice>
  return illustrative || null
}

function Where({ counters, lang }: { counters: Counter[]; lang: Lang }) {
  const w = say(publicWords, lang)
  const centres = counters.filter(counter => counter.kind === 'SERVICE_CENTRE')
  const communes = counters.filter(counter => counter.kind !== 'SERVICE_CENTRE')
  return (
    <Card title={w.whereTitle} id="where">
      <p>{counters.length > 0 ? w.whereLead : w.whereNone}</p>
      {centres.length > 0 && <CounterTable counters={centres} lang={lang} />}
      {communes.length > 0 && (
        <More summary={w.whereCommunes(communes.length)}>
          <CounterTable counters={communes} lang={lang} />
        </More>
      )}
    </Card>
  )
}

function CounterTable({ counters, lang }: { counters: Counter[]; lang: Lang }) {
  const caption = say(publicWords, lang).whereTitle
  return (
    <DataTable bare caption={caption} rows={counters} rowKey={counter => counter.name} columns={counterColumns(lang)} />
  )
}

/** By which decision, from when to when, and what came before. */
function Published({ view, older, lang }: { view: ProcedureView; older: boolean; lang: Lang }) {
  const w = say(publicWords, lang)
  const { shown, content } = view
  const { decision } = shown
  return (
    <Card title={w.published} actions={decision && <a href={`/procedures/${view.code}/print`}>{w.print}</a>}>
      <Facts
        items={[
          {
            label: w.decision,
            value: decision && (
              <>
                {decision.number}, {w.signed(decision.signedOn)}
                <Illustrative when={decision.illustrative} lang={lang} />
                <Sub>{decision.title}</Sub>
              </>
            ),
          },
          { label: w.nationalDecision, value: content.decisionNo },
          { label: w.promisedBy, value: view.promised && (view.promiseBasis ?? decision?.number) },
          { label: w.validity, value: shown.from && w.from(shown.from, shown.to) },
        ]}
      />
      {view.versions.length > 1 && <Versions view={view} older={older} lang={lang} />}
    </Card>
  )
}

function Versions({ view, older, lang }: { view: ProcedureView; older: boolean; lang: Lang }) {
  const w = say(publicWords, lang)
  return (
    <DataTable
      bare
      caption={w.versions}
      showCaption
      rows={view.versions}
      rowKey={version => String(version.no)}
      columns={versionColumns(view, older, lang)}
    />
  )
}

export function validity(version: VersionLine, lang: Lang): string {
  const w = say(publicWords, lang)
  return version.from
    ? w.from(version.from, version.to)
    : `${w.nationalCopy}, ${formatDate(new Date(version.createdAt))}`
}

export function change(version: VersionLine, lang: Lang): string {
  if (version.state === 'IMPORTED') return ''
  const w = say(publicWords, lang)
  const kind = w[`kind_${version.changeKind as 'NEW' | 'AMENDED' | 'REPLACED'}`]
  const parts = componentWords(version.changedComponents as ComponentName[])[lang]
  return parts ? `${kind}: ${parts}` : kind
}

function counterColumns(lang: Lang): Column<Counter>[] {
  const w = say(publicWords, lang)
  return [
    { key: 'name', head: w.place, rowHead: true, cell: counter => counter.name },
    {
      key: 'address',
      head: w.address,
      cell: counter => (
        <>
          {counter.address}
          {counter.phone && <Sub>{counter.phone}</Sub>}
        </>
      ),
    },
  ]
}

function versionColumns(view: ProcedureView, older: boolean, lang: Lang): Column<VersionLine>[] {
  const w = say(publicWords, lang)
  return [
    {
      key: 'no',
      head: w.versions,
      rowHead: true,
      cell: version =>
        version.no === view.shown.no && older ? (
          w.version(version.no)
        ) : (
          <a href={`/procedures/${view.code}/versions/${version.no}`}>{w.version(version.no)}</a>
        ),
    },
    { key: 'validity', head: w.validity, cell: version => validity(version, lang) },
    { key: 'change', head: w.change, cell: version => change(version, lang) },
  ]
}

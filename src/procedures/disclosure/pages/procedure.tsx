import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Breadcrumbs,
  Card,
  type Column,
  DataTable,
  Empty,
  Facts,
  Head,
  type Lang,
  LinkButton,
  Notice,
  Story,
  Sub,
} from '#app/ui/index.ts'
import { agencyKey } from '../duty.ts'
import { disclosureEvents } from '../service.ts'
import type { Evidence, ProcedureDisclosure } from '../views.ts'
import { disclosureWords } from '../words.ts'
import { matrixHref, procedureHref, recordHref } from './addresses.ts'
import { placeName } from './coverage.tsx'
import { tones } from './matrix.tsx'

type AgencyLine = ProcedureDisclosure['agencies'][number]
type EvidenceLine = ProcedureDisclosure['evidence'][number]

/** One procedure: every place of every agency in sight, the evidence, what happened. */
export function ProcedurePage({
  view,
  done,
  lang,
}: {
  view: ProcedureDisclosure
  done: string | undefined
  lang: Lang
}) {
  const w = say(disclosureWords, lang)
  const agency = view.agency ? agencyKey(view.agency) : undefined
  const recorder = view.agencies.find(one => one.mayRecord && one.agency === view.agency)
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: matrixHref({ agency }) }, { label: view.code }]} />
      <Head title={<span lang="vi">{view.name}</span>} sub={`${view.code} · ${view.sector}`}>
        <LinkButton href={`/procedures/${view.code}`}>{w.procedurePage}</LinkButton>
        <LinkButton href={`/procedures/${view.code}/print`} newTab>
          {w.sheetOne}
        </LinkButton>
        {recorder && (
          <LinkButton href={recordHref(agencyKey(recorder.agency), [view.code])} kind="primary" keyHint="N">
            {w.record}
          </LinkButton>
        )}
      </Head>
      {done === 'withdrawn' && <Notice tone="ok" live title={w.withdrawn} />}
      <Card title={w.facts}>
        <Facts
          items={[
            { label: w.inForceFrom, value: `${formatDate(view.from)} (${w.version(view.versionNo)})` },
            { label: w.decision, value: view.decision },
            {
              label: w.publicOn,
              value: [formatDate(view.publicOn), view.dueOn && w.dueBy(view.dueOn), w[`timing_${view.timing}`]]
                .filter(Boolean)
                .join(' · '),
            },
            {
              label: w.parts,
              value: view.missing.length === 0 ? w.partsAll : w.partsMissing(view.missing.join(', ')),
            },
          ]}
        />
      </Card>
      <Card title={w.places}>
        <DataTable
          caption={w.places}
          bare
          rows={view.agencies}
          rowKey={one => String(one.agency.id)}
          columns={agencyColumns(view, lang)}
        />
      </Card>
      <Card title={w.evidence}>
        <DataTable
          caption={w.evidence}
          bare
          rows={view.evidence}
          rowKey={one => String(one.id)}
          rowTone={one => (one.withdrawnOn ? 'quiet' : undefined)}
          empty={
            <Empty title={w.evidenceNone}>
              <p>{w.evidenceNoneHelp}</p>
            </Empty>
          }
          columns={evidenceColumns(lang)}
        />
      </Card>
      {view.history.length > 0 && (
        <Card title={w.history}>
          <Story
            items={view.history.map(event => ({
              text: told(event, lang),
              when: formatDateTime(event.at),
              dateTime: event.at.toISOString(),
            }))}
          />
        </Card>
      )}
    </>
  )
}

function agencyColumns(view: ProcedureDisclosure, lang: Lang): Column<AgencyLine>[] {
  const w = say(disclosureWords, lang)
  return [
    {
      key: 'agency',
      head: w.agency,
      rowHead: true,
      cell: ({ agency }) => <a href={procedureHref(view.code, agencyKey(agency))}>{agency.name}</a>,
    },
    ...view.places.map(
      (place, at): Column<AgencyLine> => ({
        key: place.code,
        head: placeName(place, lang),
        labelled: true,
        cell: one => {
          const cell = one.cells[at]
          if (!cell) return null
          const { state, evidence, timing } = cell
          const record = one.mayRecord && (state === 'NONE' || state === 'STALE')
          return (
            <>
              {record ? (
                <a href={recordHref(agencyKey(one.agency), [view.code], place.code)}>
                  <Badge tone={tones[state]}>{w[`state_${state}`]}</Badge>
                </a>
              ) : (
                <Badge tone={tones[state]}>{w[`state_${state}`]}</Badge>
              )}
              {evidence && (
                <Sub>
                  <Proof one={evidence} lang={lang} /> · {formatDate(evidence.day)}
                  {state === 'STALE' && ` · ${w.version(evidence.versionNo)}`}
                </Sub>
              )}
              {state !== 'NOT_REQUIRED' && timing === 'LATE' && <Sub>{w.timing_LATE}</Sub>}
            </>
          )
        },
      }),
    ),
  ]
}

/** The address or the file that proves it; a file is always downloaded, never shown in our place. */
export function Proof({ one, lang }: { one: Evidence; lang: Lang }) {
  const w = say(disclosureWords, lang)
  return (
    <>
      {one.url && (
        <a href={one.url} rel="noopener nofollow" target="_blank">
          {w.openPage}
        </a>
      )}
      {one.url && one.fileName && ' · '}
      {one.fileName && (
        <a href={`/disclosure/evidence/${one.id}/file`} download>
          {w.download(one.fileName)}
        </a>
      )}
    </>
  )
}

function evidenceColumns(lang: Lang): Column<EvidenceLine>[] {
  const w = say(disclosureWords, lang)
  return [
    { key: 'day', head: w.day, rowHead: true, cell: one => formatDate(one.day) },
    {
      key: 'place',
      head: w.place,
      cell: one => (
        <>
          {lang === 'vi' ? one.placeName : one.placeNameEn}
          <Sub>{`${one.agency} · ${w.version(one.versionNo)}`}</Sub>
        </>
      ),
    },
    {
      key: 'proof',
      head: w.evidence,
      cell: one => (
        <>
          <Proof one={one} lang={lang} />
          {one.note && <Sub>{one.note}</Sub>}
        </>
      ),
    },
    { key: 'by', head: w.by, labelled: true, cell: one => one.by },
    {
      key: 'withdraw',
      head: w.withdraw,
      hideHead: true,
      cell: one =>
        one.withdrawnOn ? (
          w.withdrawnState(one.withdrawnBy ?? '', one.reason ?? '')
        ) : one.mayWithdraw ? (
          <a href={`/disclosure/evidence/${one.id}/withdraw`}>{w.withdraw}</a>
        ) : null,
    },
  ]
}

function told(event: ProcedureDisclosure['history'][number], lang: Lang): string {
  const w = say(disclosureWords, lang)
  const text = (key: string): string => {
    const value = event.data[key]
    return typeof value === 'string' ? value : ''
  }
  const sentences: Record<string, () => string> = {
    [disclosureEvents.recorded]: () =>
      w.happened_recorded(event.by, event.agency, text('placeName'), Number(event.data['versionNo'] ?? 0), text('day')),
    [disclosureEvents.withdrawn]: () =>
      w.happened_withdrawn(event.by, event.agency, text('placeName'), text('day'), text('reason')),
  }
  return sentences[event.type]?.() ?? event.type
}

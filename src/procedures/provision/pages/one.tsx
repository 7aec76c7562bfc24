import { addDays, formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Card,
  Columns,
  Empty,
  Facts,
  Head,
  type Lang,
  LinkButton,
  Notice,
  Story,
  Sub,
} from '#app/ui/index.ts'
import { type FactKind, factKinds } from '../input.ts'
import { differs } from '../list.ts'
import { type Fact, factHeld, type ProvisionView } from '../views.ts'
import { provisionWords, valueText } from '../words.ts'
import { withQuery } from '#app/kernel/http/query.ts'

/** One procedure: how it is provided now, and everything ever recorded. */

interface Props {
  view: ProvisionView
  day: string
  mayRecord: boolean
  saved: boolean
  lang: Lang
}

export function OnePage({ view, day, mayRecord, saved, lang }: Props) {
  const w = say(provisionWords, lang)
  const { now, code, name, facts } = view
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/provision' }, { label: code }]} />
      <Head title={<span lang="vi">{name}</span>} sub={`${code} · ${now?.sector ?? ''}`}>
        <LinkButton href={`/catalogue/${code}`}>{w.catalogue}</LinkButton>
        <LinkButton href={`/processes/${code}`}>{w.process}</LinkButton>
      </Head>
      {saved && <Notice tone="ok" live title={w.recorded(1)} />}
      {!now && <Notice tone="warn">{w.notInForce}</Notice>}
      <Columns aside={<Present view={view} lang={lang} />}>
        {factKinds.map(kind => (
          <Card
            key={kind}
            title={w[`kind_${kind}`]}
            actions={
              mayRecord && (
                <LinkButton href={withQuery('/provision/record', { kind, codes: code })}>
                  {w[`record_${kind}`]}
                </LinkButton>
              )
            }
          >
            <Held kind={kind} fact={factHeld(facts, kind, day)} view={view} lang={lang} />
          </Card>
        ))}
        <Card title={w.history}>
          {facts.length === 0 ? (
            <Empty title={w.historyEmpty}>{mayRecord && <p>{w.historyEmptyNext}</p>}</Empty>
          ) : (
            <Story items={facts.map(fact => ({ text: sentence(fact, lang), when: byLine(fact) }))} />
          )}
        </Card>
      </Columns>
    </>
  )
}

function sentence(fact: Fact, lang: Lang): string {
  const w = say(provisionWords, lang)
  const more = [
    fact.to && w.upTo(addDays(fact.to, -1)),
    fact.basis,
    fact.reason,
    fact.illustrative && w.illustrative,
  ].filter(Boolean)
  return [w.factSentence(w[`kind_${fact.kind}`], valueText(fact.kind, fact.value, lang), fact.from), ...more].join(
    ' · ',
  )
}

const byLine = (fact: Fact): string => `${fact.by}, ${formatDateTime(fact.at)}`

function Held({ kind, fact, view, lang }: { kind: FactKind; fact: Fact | null; view: ProvisionView; lang: Lang }) {
  const w = say(provisionWords, lang)
  if (!fact) {
    const derived = kind === 'MECHANISM' && view.now
    return (
      <p>
        {derived ? <b>{w[`mechanism_${derived.mechanism}`]}</b> : w.unknown} {derived && `(${w.derived})`}
      </p>
    )
  }
  return (
    <>
      <p>
        <b>{valueText(kind, fact.value, lang)}</b> {w.sinceBy(fact.from, fact.basis)}{' '}
        {fact.to && w.upTo(addDays(fact.to, -1))}
      </p>
      {fact.reason && <Sub>{`${w.reason}: ${fact.reason}`}</Sub>}
      <Sub>
        {`${w.evidenceOn}: ${formatDate(fact.evidenceOn)}`}
        {fact.illustrative && ` · ${w.illustrative}`}
      </Sub>
    </>
  )
}

/** What other rooms say of it: the level of the version, the class on the spot, the process. */
function Present({ view, lang }: { view: ProvisionView; lang: Lang }) {
  const w = say(provisionWords, lang)
  const { now, mapping } = view
  if (!now) return null
  const recalled = mapping.find(one => !one.verified)?.basis
  return (
    <Card title={w.now}>
      <Facts
        items={[
          { label: w.newScale, value: w[`online_${now.ownLevel}`] },
          {
            label: w.old,
            value: now.proposed && now.oldLevel && (
              <>
                {w.oldLevel(now.oldLevel)}
                <Sub>{w.proposes(w[`online_${now.proposed}`])}</Sub>
              </>
            ),
          },
          { label: w.onSite, value: now.onSite ? w.onSiteClass(now.onSite) : w.onSiteNone },
          { label: w.process, value: now.process?.decisionNo || w.processNone },
        ]}
      />
      {differs(now) && <Notice tone="warn">{w.adoptNote}</Notice>}
      {now.oldLevel && recalled && <Sub>{w.mappingNote(recalled)}</Sub>}
    </Card>
  )
}

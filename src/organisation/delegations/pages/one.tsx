import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Card,
  Code,
  type Column,
  Columns,
  DataTable,
  Facts,
  Head,
  type Lang,
  LinkButton,
  Notice,
  Story,
} from '#app/ui/index.ts'
import { delegationEvents } from '../register.ts'
import type { DelegationLink, DelegationView } from '../views.ts'
import { delegationWords } from '../words.ts'
import { StateBadge } from './list.tsx'

/** One delegation: who, to whom, what, until when, and what became of it. */
export function DelegationPage({ one, done, lang }: { one: DelegationView; done: string | undefined; lang: Lang }) {
  const w = say(delegationWords, lang)
  const link = (other: DelegationLink | null) =>
    other && <a href={`/org/delegations/${other.id}`}>{other.decisionNo}</a>
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/org/delegations' }, { label: one.decisionNo }]} />
      <Head title={w.pageTitle(one.decisionNo)} sub={w.until(one.validFrom, one.lastDay)}>
        {one.can.revoke && <LinkButton href={`/org/delegations/${one.id}/revoke`}>{w.revoke}</LinkButton>}
        {one.can.extend && (
          <LinkButton href={`/org/delegations/${one.id}/extend`} kind="primary">
            {w.extend}
          </LinkButton>
        )}
      </Head>
      {(done === 'granted' || done === 'extended' || done === 'revoked') && <Notice tone="ok" live title={w[done]} />}
      <Columns
        aside={
          <Card title={w.history}>
            <Story
              items={one.history.map(event => ({
                text: told(event, lang),
                when: formatDateTime(event.at),
                dateTime: event.at.toISOString(),
              }))}
            />
          </Card>
        }
      >
        <Card>
          <Facts
            items={[
              { label: w.state, value: <StateBadge row={one} lang={lang} /> },
              {
                label: w.giver,
                value: one.fromTitle.includes(one.fromName) ? one.fromTitle : `${one.fromTitle}, ${one.fromName}`,
              },
              { label: w.receiver, value: [one.officer, one.toTitle, one.toName].filter(Boolean).join(', ') },
              { label: w.decision, value: `${one.decisionNo}, ${formatDate(one.decidedOn)}` },
              { label: w.signBlock, value: <span lang="vi">{w.signBlockText(one.fromTitle)}</span> },
              { label: w.conditions, value: one.conditions },
              { label: w.carriesOn, value: link(one.carriesOn) },
              { label: w.carriedOnBy, value: link(one.carriedOnBy) },
              { label: w.revokeNo, value: one.revokeNo },
              { label: w.reason, value: one.revokeReason },
              { label: w.note, value: one.illustrative ? w.illustrative : '' },
            ]}
          />
        </Card>
        <Card title={`${w.works} (${w.worksCount(one.items.length)})`}>
          <DataTable
            caption={w.works}
            bare
            rows={[...one.items]}
            rowKey={work => work.key}
            columns={workColumns(lang)}
          />
        </Card>
      </Columns>
    </>
  )
}

function workColumns(lang: Lang): Column<DelegationView['items'][number]>[] {
  const w = say(delegationWords, lang)
  return [
    {
      key: 'code',
      head: w.code,
      cell: work => work.code && <Code href={`/procedures/${work.code}`}>{work.code}</Code>,
    },
    { key: 'title', head: w.work, rowHead: true, cell: work => <span lang="vi">{work.title}</span> },
  ]
}

function told(event: DelegationView['history'][number], lang: Lang): string {
  const w = say(delegationWords, lang)
  const text = (key: string): string => {
    const value = event.data[key]
    return typeof value === 'string' ? value : ''
  }
  const sentences: Record<string, () => string> = {
    [delegationEvents.granted]: () =>
      w.happened_granted(event.by, text('decisionNo'), Number(event.data['works'] ?? 0)),
    [delegationEvents.extended]: () => w.happened_extended(event.by, text('decisionNo'), text('extends')),
    [delegationEvents.revoked]: () => w.happened_revoked(event.by, text('on'), text('reason')),
  }
  return sentences[event.type]?.() ?? event.type
}

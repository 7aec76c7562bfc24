import { withQuery } from '#app/kernel/http/query.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Code,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  Head,
  type Lang,
  LinkButton,
  Notice,
  type Option,
  Pager,
  SelectField,
  Sub,
  Tabs,
  TextField,
} from '#app/ui/index.ts'
import type { DelegationsQuery } from '../input.ts'
import { type DelegationState, delegationTabs } from '../rules.ts'
import type { DelegationList, DelegationRow } from '../views.ts'
import { delegationWords } from '../words.ts'

/** The register of delegations, by how they stand. */

export function delegationsHref(query: Partial<DelegationsQuery>, base = '/org/delegations'): string {
  const { tab, q, from, to, sort, after } = query
  return withQuery(base, { tab, q, from, to, sort, after })
}

const tones = {
  COMING: 'pause',
  VALID: 'ok',
  EXPIRING: 'warn',
  EXPIRED: undefined,
  REVOKED: 'late',
} as const satisfies Record<DelegationState, 'ok' | 'warn' | 'late' | 'pause' | undefined>

export function StateBadge({ row, lang }: { row: Pick<DelegationRow, 'state' | 'daysLeft'>; lang: Lang }) {
  const w = say(delegationWords, lang)
  return (
    <>
      <Badge tone={tones[row.state]}>{w[`state_${row.state}`]}</Badge>
      {row.state === 'EXPIRING' && row.daysLeft !== null && <Sub>{w.daysLeft(row.daysLeft)}</Sub>}
    </>
  )
}

interface Props {
  list: DelegationList
  query: DelegationsQuery
  agencies: Option[]
  mayKeep: boolean
  lang: Lang
}

export function DelegationListPage({ list, query, agencies, mayKeep, lang }: Props) {
  const w = say(delegationWords, lang)
  const tab = query.tab ?? 'valid'
  const { after: _after, ...kept } = query
  return (
    <>
      <Head title={w.title} sub={w.lead(list.delegatedWorks)}>
        <LinkButton href="/org/delegations/authorities">{w.authorities}</LinkButton>
        <LinkButton href={delegationsHref(kept, '/org/delegations/export.xlsx')} download>
          {w.export}
        </LinkButton>
        {mayKeep && (
          <LinkButton href="/org/delegations/new" kind="primary" keyHint="N">
            {w.grant}
          </LinkButton>
        )}
      </Head>
      <Tabs
        label={w.tabs}
        items={delegationTabs.map(one => ({
          href: delegationsHref({ ...kept, tab: one === 'valid' ? undefined : one }),
          label: w[`tab_${one}`],
          count: list.tabs[one],
          hot: one === 'expiring' && list.tabs[one] > 0,
          current: one === tab,
        }))}
      />
      <FilterBar
        action="/org/delegations"
        values={{ q: query.q ?? '', from: String(query.from ?? ''), to: String(query.to ?? '') }}
        keep={{ ...(query.tab ? { tab: query.tab } : {}), ...(query.sort ? { sort: query.sort } : {}) }}
        clearHref={delegationsHref({ tab: query.tab, sort: query.sort })}
      >
        <TextField name="q" label={w.search} type="search" />
        <SelectField name="from" label={w.giver} blank={w.any} options={agencies} />
        <SelectField name="to" label={w.receiver} blank={w.any} options={agencies} />
      </FilterBar>
      {tab === 'expiring' && <Notice>{w.warned(list.warnDays)}</Notice>}
      <DataTable
        caption={w.title}
        rows={list.items}
        rowKey={row => String(row.id)}
        rowTone={row => (row.state === 'EXPIRED' || row.state === 'REVOKED' ? 'quiet' : undefined)}
        sort={{
          by: query.sort ?? 'ends',
          direction: query.sort === 'decided' ? 'down' : 'up',
          href: by => delegationsHref({ ...kept, sort: by === 'decided' ? 'decided' : undefined }),
        }}
        empty={
          <Empty title={w.none}>
            <p>{w.noneHelp}</p>
          </Empty>
        }
        columns={columns(lang)}
      />
      <Pager
        text={w.found(list.tabs[tab])}
        firstHref={query.after ? delegationsHref(kept) : undefined}
        nextHref={list.next ? delegationsHref({ ...kept, after: list.next }) : undefined}
      />
    </>
  )
}

function columns(lang: Lang): Column<DelegationRow>[] {
  const w = say(delegationWords, lang)
  return [
    {
      key: 'decision',
      head: w.decision,
      sort: 'decided',
      rowHead: true,
      cell: row => (
        <>
          <Code href={`/org/delegations/${row.id}`}>{row.decisionNo}</Code>
          <Sub>{formatDate(row.decidedOn)}</Sub>
        </>
      ),
    },
    {
      key: 'from',
      head: w.giver,
      labelled: true,
      cell: row => (
        <>
          {row.fromTitle}
          {!row.fromTitle.includes(row.fromName) && <Sub>{row.fromName}</Sub>}
        </>
      ),
    },
    {
      key: 'to',
      head: w.receiver,
      labelled: true,
      cell: row => (
        <>
          {row.officer ? `${row.officer}, ${row.toTitle}` : row.toTitle}
          <Sub>{row.toName}</Sub>
        </>
      ),
    },
    {
      key: 'works',
      head: w.works,
      labelled: true,
      cell: row => (
        <>
          {row.firstWorks.map(one => (
            <div key={one} lang="vi">
              {one}
            </div>
          ))}
          {row.works > row.firstWorks.length && <Sub>{w.more(row.works - row.firstWorks.length)}</Sub>}
        </>
      ),
    },
    { key: 'term', head: w.term, sort: 'ends', cell: row => w.until(row.validFrom, row.lastDay) },
    { key: 'state', head: w.state, cell: row => <StateBadge row={row} lang={lang} /> },
  ]
}

import type { ReactNode } from 'react'
import type { Ctx } from '#app/kernel/context.ts'
import { formatDateTime, formatNumber, weekdayName } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { AgencyTree } from '#app/organisation/agencies/index.ts'
import {
  BulkBar,
  DataTable,
  Empty,
  FilterBar,
  FilterChips,
  Head,
  LinkButton,
  Notice,
  Pager,
  SelectField,
  Tabs,
  TextField,
} from '#app/ui/index.ts'
import type { QueueCounts, QueueFilter, QueueRow, QueueTab } from '../queue.ts'
import { dossierWords } from '../words.ts'
import { type ListQuery, listHref, type Place } from './places.ts'
import { queueColumns, rowValue } from './queue-columns.tsx'
import { pageWords } from './words.ts'

export interface QueueScreen {
  ctx: Ctx
  place: Place
  query: ListQuery
  filter: QueueFilter
  counts: QueueCounts
  rows: readonly QueueRow[]
  next: string | null
  sectors: readonly string[]
  tree: AgencyTree
  /** Whom work can be given to; empty for those who may not give any. */
  officers: readonly { officerId: number; name: string; title: string }[]
  mayReceive: boolean
  formKey: string
  notice: string | null
}

/** An officer's list: tabs with counts, filters, the table, the bar for many at once. */
export function Queue(screen: QueueScreen) {
  const { ctx, place, query, filter, counts, rows } = screen
  const t = say(pageWords, ctx.lang)
  const by = filter.sort ?? (filter.tab === 'incoming' || filter.tab === 'toReturn' ? '' : 'due')
  return (
    <>
      <Head title={t[`place_${place.name}`]} sub={subtitle(screen)}>
        <LinkButton href={listHref(`/work/export/${place.name}`, query, { tab: filter.tab })} download>
          {t.exportXlsx}
        </LinkButton>
        {screen.mayReceive &&
          (place.name === 'return' ? (
            <LinkButton kind="primary" href="/counter/return" keyHint="T">
              {t.handOverByCode}
            </LinkButton>
          ) : (
            <LinkButton kind="primary" href="/counter" keyHint="N">
              {t.receive}
            </LinkButton>
          ))}
      </Head>
      {screen.notice && (
        <Notice tone="ok" live>
          {screen.notice}
        </Notice>
      )}
      {place.tabs.length > 1 && (
        <Tabs
          label={t.tabs}
          items={place.tabs.map(tab => ({
            href: listHref(place.path, { tab }, {}),
            label: t[`tab_${tab}`],
            ...(tab === 'all' ? {} : { count: counts[tab] }),
            hot: tab === 'late' || tab === 'soon',
            current: tab === filter.tab,
          }))}
        />
      )}
      <Filters screen={screen} />
      <DataTable
        caption={`${t[`place_${place.name}`]}: ${t[`tab_${filter.tab}`]}`}
        columns={queueColumns(ctx, screen.tree, true)}
        rows={[...rows]}
        rowKey={rowValue}
        rowTone={row => (row.due === 'late' ? 'late' : undefined)}
        select={bulkActions(screen).length > 0 ? { formId: 'bulk', label: row => row.code } : undefined}
        sort={{
          by,
          direction: filter.desc ? 'down' : 'up',
          href: (to, direction) => listHref(place.path, query, { sort: `${to as 'due'}.${direction}` }),
        }}
        empty={<Nothing screen={screen} />}
      />
      <Pager
        firstHref={query.after ? listHref(place.path, query, {}) : undefined}
        nextHref={screen.next ? listHref(place.path, query, { after: screen.next }) : undefined}
      />
      <Bulk screen={screen} />
    </>
  )
}

function subtitle({ ctx, place, counts }: QueueScreen): string {
  const t = say(pageWords, ctx.lang)
  const when = `${weekdayName(ctx.now, ctx.lang)}, ${formatDateTime(ctx.now)}`
  if (place.name === 'incoming') return t.waitingFilings
  if (place.name === 'return') return t.waitingResults
  if (place.name === 'late') return t.lateOnes
  return t.today(formatNumber(counts.soon, ctx.lang), when)
}

function Filters({ screen }: { screen: QueueScreen }) {
  const { ctx, place, query, filter, sectors } = screen
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const { q, sector, channel } = query
  const keep = { tab: filter.tab, ...(query.sort ? { sort: query.sort } : {}) }
  const chips = [
    q ? { label: `“${q}”`, removeHref: listHref(place.path, query, { q: undefined }) } : null,
    sector ? { label: `${t.sector}: ${sector}`, removeHref: listHref(place.path, query, { sector: undefined }) } : null,
    channel
      ? {
          label: `${t.channel}: ${d[`channel_${channel}`]}`,
          removeHref: listHref(place.path, query, { channel: undefined }),
        }
      : null,
  ].filter(chip => chip !== null)
  return (
    <>
      <FilterBar
        action={place.path}
        values={{ q, sector, channel }}
        keep={keep}
        clearHref={listHref(place.path, { tab: filter.tab }, {})}
      >
        <TextField name="q" label={t.find} type="search" placeholder={t.findHint} />
        <SelectField
          name="sector"
          label={t.sector}
          blank={t.all}
          options={sectors.map(name => ({ value: name, label: name }))}
        />
        <SelectField
          name="channel"
          label={t.channel}
          blank={t.all}
          options={(['DIRECT', 'ONLINE', 'POST'] as const).map(value => ({ value, label: d[`channel_${value}`] }))}
        />
      </FilterBar>
      <FilterChips items={chips} />
    </>
  )
}

function Nothing({ screen }: { screen: QueueScreen }) {
  const { ctx, place, query, filter, mayReceive } = screen
  const t = say(pageWords, ctx.lang)
  if (query.q || query.sector || query.channel) {
    return (
      <Empty title={t.emptyFiltered}>
        <LinkButton href={listHref(place.path, { tab: filter.tab }, {})}>{t.clear}</LinkButton>
      </Empty>
    )
  }
  const next: Record<'counter' | 'unassigned' | 'mine', ReactNode> = {
    counter: (
      <>
        <p>{t.emptyCounter}</p>
        {mayReceive && <LinkButton href="/counter">{t.receive}</LinkButton>}
      </>
    ),
    unassigned: (
      <>
        <p>{t.emptyNext}</p>
        <LinkButton href="/work/team?tab=unassigned">{t.seeUnassigned}</LinkButton>
      </>
    ),
    mine: <LinkButton href="/work">{t.seeMine}</LinkButton>,
  }
  const where =
    place.name === 'incoming' || place.name === 'return' ? 'counter' : place.name === 'mine' ? 'unassigned' : 'mine'
  return <Empty title={t[`empty_${filter.tab}`]}>{next[where]}</Empty>
}

interface BulkChoice {
  verb: 'forward' | 'claim' | 'assign'
  key: string
}

const handled: readonly QueueTab[] = ['working', 'soon', 'late', 'unassigned', 'all']

function bulkActions({ filter, rows, officers }: QueueScreen): BulkChoice[] {
  if (rows.length === 0 || !handled.includes(filter.tab)) return []
  const forward = rows.some(row => row.canForward)
  return [
    ...(filter.tab === 'unassigned' ? [{ verb: 'claim' as const, key: 'V' }] : []),
    ...(forward ? [{ verb: 'forward' as const, key: 'C' }] : []),
    ...(officers.length > 0 ? [{ verb: 'assign' as const, key: 'G' }] : []),
  ]
}

function Bulk({ screen }: { screen: QueueScreen }) {
  const { ctx, rows, officers, formKey } = screen
  const t = say(pageWords, ctx.lang)
  const actions = bulkActions(screen)
  if (actions.length === 0) return null
  const labels = { forward: t.bulkForward, claim: t.bulkClaim, assign: t.bulkAssign }
  const forwardable = rows.filter(row => row.canForward).length
  return (
    <BulkBar
      formId="bulk"
      counted={t.selected}
      idempotencyKey={formKey}
      note={forwardable > 0 ? t.forwardable(formatNumber(forwardable, ctx.lang)) : undefined}
      actions={actions.map(({ verb, key }) => ({
        label: labels[verb],
        action: verb === 'forward' ? '/work/bulk/forward' : `/work/bulk/run/${verb}`,
        keyHint: key,
      }))}
    >
      {officers.length > 0 && (
        <SelectField
          name="officerId"
          label={t.assignTo}
          required={false}
          options={officers.map(o => ({ value: String(o.officerId), label: `${o.name}, ${o.title}` }))}
        />
      )}
    </BulkBar>
  )
}

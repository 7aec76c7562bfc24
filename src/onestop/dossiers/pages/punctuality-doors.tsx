import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { sendSheet } from '#app/kernel/http/sheet.ts'
import { civilDay, rowId } from '#app/kernel/input.ts'
import { allPages } from '#app/kernel/paging.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { dayOf, formatDateTime, formatNumber, percentOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Code,
  type Column,
  DataTable,
  DateField,
  Empty,
  FilterBar,
  Head,
  LinkButton,
  Notice,
  Pager,
  Sub,
} from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { type AgencyOpinions, type LateOpinion, lateOpinions, opinionsByAgency } from '../punctuality.ts'
import { permissions } from '../rules.ts'
import { opinionWords } from './opinion-words.ts'
import { dossierHref } from './places.ts'

/** Whether opinions come in time: a figure for each agency asked, and behind it those that were late. */

export const BY_AGENCY = '/work/opinions/agencies'
const LATE = '/work/opinions/late'
const PAGE = 50
/** More rows than anybody reads in a sheet. */
const MOST = 10_000

const asGiven = z.object({
  from: civilDay.optional().catch(undefined),
  to: civilDay.optional().catch(undefined),
  agency: rowId.optional().catch(undefined),
  after: z.string().max(500).optional(),
})

function queryOf(c: C) {
  const today = dayOf(c.get('ctx').now)
  const given = asGiven.parse(c.req.query())
  return { ...given, from: given.from ?? `${today.slice(0, 4)}-01-01`, to: given.to ?? today }
}
type Query = ReturnType<typeof queryOf>

export function punctualityDoors(house: House): void {
  house.page('get', BY_AGENCY, permissions.read, showAgencies)
  house.page('get', `${BY_AGENCY}.xlsx`, permissions.read, sendAgencies)
  house.page('get', LATE, permissions.read, showLate)
  house.page('get', `${LATE}.xlsx`, permissions.read, sendLate)
}

const hrefOf = (path: string, { from, to, agency }: Query, after?: string | null): string =>
  withQuery(path, { from, to, agency: agency === undefined ? null : String(agency), after: after ?? null })

function Period({ ctx, query, path }: { ctx: Ctx; query: Query; path: string }) {
  const t = say(opinionWords, ctx.lang)
  return (
    <>
      <FilterBar
        action={path}
        values={{ from: query.from, to: query.to }}
        keep={query.agency === undefined ? {} : { agency: String(query.agency) }}
      >
        <DateField name="from" label={t.from} />
        <DateField name="to" label={t.to} />
      </FilterBar>
      {query.from > query.to && <Notice tone="warn">{t.badPeriod}</Notice>}
    </>
  )
}

async function showAgencies(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(opinionWords, ctx.lang)
  const query = queryOf(c)
  const rows = await opinionsByAgency(ctx, query)
  return await officerScreen(
    c,
    { title: t.byAgency },
    <>
      <Breadcrumbs items={[{ label: t.place, href: '/work/opinions' }]} />
      <Head title={t.byAgency} sub={t.byAgencyLead}>
        <LinkButton href={hrefOf(LATE, { ...query, agency: undefined })}>{t.lateList}</LinkButton>
        {rows.length > 0 && (
          <LinkButton href={hrefOf(`${BY_AGENCY}.xlsx`, query)} download>
            {t.xlsx}
          </LinkButton>
        )}
      </Head>
      <Period ctx={ctx} query={query} path={BY_AGENCY} />
      <DataTable
        caption={t.byAgency}
        rows={rows}
        rowKey={row => String(row.agencyId)}
        columns={agencyColumns(ctx, query, rows)}
        empty={
          <Empty title={t.emptyPeriod}>
            <p>{t.emptyPeriodNext}</p>
          </Empty>
        }
      />
    </>,
  )
}

const figures = ['asked', 'inTime', 'late', 'closed', 'waiting', 'overdue'] as const
const headOf = { asked: 'askedCount', late: 'answeredLate', closed: 'notWaited', waiting: 'stillWaiting' } as const

function agencyColumns(ctx: Ctx, query: Query, rows: readonly AgencyOpinions[]): Column<AgencyOpinions>[] {
  const t = say(opinionWords, ctx.lang)
  const isLate = (key: string): boolean => key === 'late' || key === 'overdue'
  const sum = (key: (typeof figures)[number]): number => rows.reduce((all, row) => all + row[key], 0)
  const percent = (rate: number | null): string => (rate === null ? '–' : `${formatNumber(rate, ctx.lang)} %`)
  return [
    {
      key: 'agency',
      head: t.agency,
      rowHead: true,
      cell: row => <span lang="vi">{row.agency}</span>,
      foot: t.total,
    },
    ...figures.map(
      (key): Column<AgencyOpinions> => ({
        key,
        head: t[key in headOf ? headOf[key as 'asked'] : (key as 'inTime')],
        align: 'right',
        labelled: true,
        cell: row =>
          isLate(key) && row[key] > 0 ? (
            <a href={hrefOf(LATE, { ...query, agency: row.agencyId })}>{row[key]}</a>
          ) : (
            row[key]
          ),
        foot: sum(key),
      }),
    ),
    {
      key: 'rate',
      head: t.rate,
      align: 'right',
      labelled: true,
      cell: row => percent(row.rate),
      foot: percent(percentOf(sum('inTime'), sum('inTime') + sum('late') + sum('overdue'))),
    },
  ]
}

async function sendAgencies(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(opinionWords, ctx.lang)
  const query = queryOf(c)
  const sheet = await sheetOf(t.byAgency, await opinionsByAgency(ctx, query), [
    [t.agency, 50, row => row.agency],
    [t.askedCount, 12, row => row.asked],
    [t.inTime, 12, row => row.inTime],
    [t.answeredLate, 14, row => row.late],
    [t.notWaited, 16, row => row.closed],
    [t.stillWaiting, 14, row => row.waiting],
    [t.overdue, 14, row => row.overdue],
    [t.rate, 16, row => row.rate],
  ])
  return sendSheet(c, `opinions-by-agency-${query.from}-${query.to}`, sheet)
}

async function showLate(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(opinionWords, ctx.lang)
  const query = queryOf(c)
  const page = await lateOpinions(ctx, { ...query, limit: PAGE })
  return await officerScreen(
    c,
    { title: t.lateList },
    <>
      <Breadcrumbs
        items={[
          { label: t.place, href: '/work/opinions' },
          { label: t.byAgency, href: hrefOf(BY_AGENCY, { ...query, agency: undefined }) },
        ]}
      />
      <Head title={t.lateList} sub={t.lateListLead}>
        {page.items.length > 0 && (
          <LinkButton href={hrefOf(`${LATE}.xlsx`, query)} download>
            {t.xlsx}
          </LinkButton>
        )}
      </Head>
      <Period ctx={ctx} query={query} path={LATE} />
      <DataTable
        caption={t.lateList}
        rows={page.items}
        rowKey={row => `${row.code}.${row.no}`}
        columns={lateColumns(ctx)}
        empty={
          <Empty title={t.emptyLatePeriod}>
            <p>{t.emptyPeriodNext}</p>
          </Empty>
        }
      />
      <Pager
        firstHref={query.after ? hrefOf(LATE, query) : undefined}
        nextHref={page.next ? hrefOf(LATE, query, page.next) : undefined}
      />
    </>,
  )
}

function lateColumns(ctx: Ctx): Column<LateOpinion>[] {
  const t = say(opinionWords, ctx.lang)
  return [
    {
      key: 'code',
      head: t.code,
      rowHead: true,
      cell: row => (
        <>
          <Code href={dossierHref(row.code)}>{row.code}</Code>
          <Sub>{row.procedureName}</Sub>
        </>
      ),
    },
    { key: 'agency', head: t.agency, labelled: true, cell: row => <span lang="vi">{row.agency}</span> },
    {
      key: 'asked',
      head: t.asked,
      labelled: true,
      cell: row => (
        <>
          {row.ask}
          <Sub>{row.home}</Sub>
        </>
      ),
    },
    { key: 'due', head: t.due, labelled: true, cell: row => formatDateTime(row.dueAt) },
    {
      key: 'ended',
      head: t.ended,
      labelled: true,
      cell: row => (
        <>
          {row.endedAt ? formatDateTime(row.endedAt) : t.notYet}
          {row.remindedAt && <Sub>{t.reminded(formatDateTime(row.remindedAt))}</Sub>}
        </>
      ),
    },
  ]
}

async function sendLate(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(opinionWords, ctx.lang)
  const query = queryOf(c)
  const rows = await allPages(page => lateOpinions(ctx, { ...query, ...page }), MOST)
  const sheet = await sheetOf(t.lateList, rows, [
    [t.code, 26, row => row.code],
    [t.agency, 40, row => row.agency],
    [t.asked, 50, row => row.ask],
    [t.asks, 40, row => row.home],
    [t.due, 18, row => formatDateTime(row.dueAt)],
    [t.ended, 18, row => (row.endedAt ? formatDateTime(row.endedAt) : t.notYet)],
  ])
  return sendSheet(c, `late-opinions-${query.from}-${query.to}`, sheet)
}

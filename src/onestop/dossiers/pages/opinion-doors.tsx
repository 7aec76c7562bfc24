import { sendSheet } from '#app/kernel/http/sheet.ts'
import { sheetOf, type SheetColumn } from '#app/kernel/sheet.ts'
import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { line } from '#app/kernel/input.ts'
import { allPages } from '#app/kernel/paging.ts'
import { dayOf, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Code,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  Head,
  LinkButton,
  Pager,
  Sub,
  Tabs,
  TextField,
} from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { opinionCounts, opinionQueue, type OpinionRow, opinionTabs } from '../opinion-views.ts'
import { permissions } from '../rules.ts'
import { mayGiveOpinion } from '../abilities.ts'
import { Due } from './due.tsx'
import { OpinionState } from './opinions.tsx'
import { opinionWords } from './opinion-words.ts'
import { BY_AGENCY, punctualityDoors } from './punctuality-doors.tsx'
import { dossierHref } from './places.ts'
import { actionPaths } from './verb-list.ts'

/** The agency's own list of opinions that others ask of it. */

const PATH = '/work/opinions'
const PAGE = 50
/** More rows than anybody reads in a sheet. */
const MOST = 10_000

const listQuery = z.object({
  tab: z.enum(opinionTabs).catch('open'),
  q: line(100).optional().catch(undefined),
  after: z.string().max(500).optional(),
})
type ListQuery = z.output<typeof listQuery>

export function opinionDoors(house: House): void {
  house.page('get', PATH, permissions.read, show)
  house.page('get', `${PATH}.xlsx`, permissions.read, sendOpinions)
  punctualityDoors(house)
  house.nav.push({
    section: 'onestop',
    order: 45,
    href: PATH,
    label: { vi: opinionWords.vi.place, en: opinionWords.en.place },
    permission: permissions.read,
    count: async ctx => {
      const { open, soon, late } = await opinionCounts(ctx)
      return open > 0 ? { n: open, hot: soon + late > 0 } : null
    },
  })
}

const hrefOf = (query: ListQuery, change: Partial<ListQuery> = {}, path = PATH): string =>
  withQuery(path, { ...query, after: undefined, ...change })

const asked = (c: C): ListQuery =>
  listQuery.parse(Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== '')))

async function show(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(opinionWords, ctx.lang)
  const query = asked(c)
  const [page, counts] = await Promise.all([opinionQueue(ctx, { ...query, limit: PAGE }), opinionCounts(ctx)])
  return await officerScreen(
    c,
    { title: t.place },
    <>
      <Head title={t.place} sub={t.lead}>
        <LinkButton href={BY_AGENCY}>{t.byAgency}</LinkButton>
        {page.items.length > 0 && (
          <LinkButton href={hrefOf(query, {}, `${PATH}.xlsx`)} download>
            {t.xlsx}
          </LinkButton>
        )}
      </Head>
      <Tabs
        label={t.tabs}
        items={opinionTabs.map(tab => ({
          href: hrefOf({ tab }),
          label: t[`tab_${tab}`],
          ...(tab === 'given' ? {} : { count: counts[tab] }),
          hot: tab === 'late' || tab === 'soon',
          current: tab === query.tab,
        }))}
      />
      <FilterBar
        action={PATH}
        values={query.q ? { q: query.q } : {}}
        keep={{ tab: query.tab }}
        clearHref={hrefOf({ tab: query.tab })}
      >
        <TextField name="q" label={t.find} type="search" placeholder={t.findHint} />
      </FilterBar>
      <DataTable
        caption={`${t.place}: ${t[`tab_${query.tab}`]}`}
        rows={page.items}
        rowKey={row => `${row.code}.${row.no}`}
        rowTone={row => (row.late ? 'late' : undefined)}
        columns={columns(ctx, query.tab === 'given')}
        empty={<Nothing ctx={ctx} query={query} />}
      />
      <Pager
        firstHref={query.after ? hrefOf(query) : undefined}
        nextHref={page.next ? hrefOf(query, { after: page.next }) : undefined}
      />
    </>,
  )
}

function Nothing({ ctx, query }: { ctx: Ctx; query: ListQuery }) {
  const t = say(opinionWords, ctx.lang)
  return query.q ? (
    <Empty title={t.emptyFiltered}>
      <LinkButton href={hrefOf({ tab: query.tab })}>{t.clear}</LinkButton>
    </Empty>
  ) : (
    <Empty title={t[`empty_${query.tab}`]}>
      <p>{t.emptyNext}</p>
    </Empty>
  )
}

function columns(ctx: Ctx, given: boolean): Column<OpinionRow>[] {
  const t = say(opinionWords, ctx.lang)
  const mayGive = mayGiveOpinion(ctx.actor)
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
    {
      key: 'asked',
      head: t.asked,
      cell: row => (
        <>
          {row.ask || row.stepName}
          <Sub>{t.atStep(row.stepName)}</Sub>
        </>
      ),
    },
    { key: 'asks', head: t.asks, labelled: true, cell: row => row.home },
    {
      key: 'due',
      head: t.due,
      cell: row =>
        given ? (
          <>
            {formatDateTime(row.endedAt ?? row.dueAt)}
            <Sub>{t.dueBy(formatDateTime(row.dueAt))}</Sub>
          </>
        ) : (
          <>
            <Due
              lang={ctx.lang}
              state={row.late ? 'late' : (row.leftMinutes ?? 0) <= row.dayMinutes ? 'soon' : 'ok'}
              leftMinutes={row.leftMinutes}
              dayMinutes={row.dayMinutes}
              at={row.dueAt}
            />
            {row.remindedAt && <Sub>{t.reminded(formatDateTime(row.remindedAt))}</Sub>}
          </>
        ),
    },
    {
      key: 'answer',
      head: t.answer,
      cell: row =>
        given ? (
          <OpinionState ctx={ctx} opinion={row} />
        ) : mayGive ? (
          <a href={`${dossierHref(row.code)}/${actionPaths.giveOpinion}`}>{t.give}</a>
        ) : (
          <a href={dossierHref(row.code)}>{t.look}</a>
        ),
    },
  ]
}

async function sendOpinions(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(opinionWords, ctx.lang)
  const query = asked(c)
  const rows = await allPages(page => opinionQueue(ctx, { ...query, ...page }), MOST)
  const columns: SheetColumn<OpinionRow>[] = [
    [t.code, 26, row => row.code],
    [t.asks, 40, row => row.home],
    [t.asked, 50, row => row.ask || row.stepName],
    [t.due, 18, row => formatDateTime(row.dueAt)],
    [t.answer, 24, row => t[`state_${row.state}`]],
    [t.late, 10, row => (row.late ? t.late : '')],
  ]
  return sendSheet(c, `opinions-${query.tab}-${dayOf(ctx.now)}`, await sheetOf(t.place, rows, columns))
}

import { sendSheet } from '#app/kernel/http/sheet.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { officerScreen, publicScreen } from '#app/ui/screen.tsx'
import { board, publicStatistics } from '../dashboard.ts'
import { figures } from '../definitions.ts'
import { behindQuery, boardQuery } from '../input.ts'
import { behindList, wholeList } from '../lists.ts'
import { monthsBack, type Period, quickPeriods } from '../periods.ts'
import { placeFor, placeOf, placesFor, scopeOf } from '../../places/index.ts'
import { permissions } from '../rules.ts'
import { behindSheet } from '../sheet.ts'
import { overdueNow } from '../tally.ts'
import { metricWords } from '../words.ts'
import { BehindPage, channelName, outcomeText } from './behind.tsx'
import { BoardPage } from './dashboard.tsx'
import { StatisticsPage } from './statistics.tsx'

export function metricsPages(house: House): void {
  house.page('get', '/dashboard', permissions.see, showBoard)
  house.page('get', '/dossier-figures', permissions.see, showBehind)
  house.page('get', '/dossier-figures.xlsx', permissions.see, sendBehind)
  house.page('get', '/statistics', permissions.statistics, showStatistics)
  house.nav.push({
    section: 'measures',
    order: 10,
    href: '/dashboard',
    label: { vi: metricWords.vi.board, en: metricWords.en.board },
    permission: permissions.see,
    count: async ctx => {
      const tree = await agencyTree(ctx.db, dayOf(ctx.now))
      const scope = scopeOf(ctx.actor, tree)
      if (scope === undefined) return null
      const n = await overdueNow(ctx.db, ctx.now, scope === null ? null : placeOf(tree, scope).agencyIds)
      return n > 0 ? { n, hot: true } : null
    },
  })
}

async function showBoard(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const query = parse(boardQuery, c.req.query())
  const today = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, today)
  const [month] = monthsBack(today, 1)
  const period =
    query.from && query.to
      ? { from: query.from, to: query.to }
      : { from: (month as Period).from, to: (month as Period).to }
  const shown = await board(ctx.db, ctx.now, placeFor(ctx.actor, tree, query.agency || undefined), period)
  const w = say(metricWords, ctx.lang)
  return await officerScreen(
    c,
    { title: w.board },
    <BoardPage
      board={shown}
      places={placesFor(ctx.actor, tree)}
      quick={quickPeriods(today)}
      query={query}
      today={today}
      lang={ctx.lang}
    />,
  )
}

async function showBehind(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const params = parse(behindQuery, c.req.query())
  const list = await behindList(ctx, params)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const unitName = params.unit === undefined ? '' : placeOf(tree, params.unit).name
  const w = say(metricWords, ctx.lang)
  const title = params.figure === 'step_over' ? w.why : w.listTitle(figures[params.figure].name[ctx.lang])
  return await officerScreen(
    c,
    { title },
    <BehindPage list={list} params={params} unitName={unitName} now={ctx.now} lang={ctx.lang} />,
  )
}

async function sendBehind(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const params = parse(behindQuery, c.req.query())
  const rows = await wholeList(ctx, params)
  const bytes = await behindSheet(ctx, rows, row => ({
    channel: channelName(row.channel, ctx.lang),
    outcome: outcomeText(row, ctx.now, ctx.lang),
  }))
  const name = `dossiers-${params.figure}-${params.from}-${params.to}`
  return sendSheet(c, name, bytes)
}

async function showStatistics(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(metricWords, ctx.lang)
  const statistics = await publicStatistics(ctx.db, ctx.now)
  return publicScreen(
    c,
    { title: w.statistics, description: w.statisticsLead },
    <StatisticsPage statistics={statistics} lang={ctx.lang} />,
  )
}

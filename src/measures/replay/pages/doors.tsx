import { sendSheet } from '#app/kernel/http/sheet.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import * as places from '../../places/index.ts'
import { type ReplayPageQuery, replayPageQuery } from '../input.ts'
import { allLines, candidates, lines, shownOf } from '../lists.ts'
import { permissions } from '../rules.ts'
import { replaySheet } from '../sheet.ts'
import { replay } from '../views.ts'
import { replayWords } from '../words.ts'
import { ChoosePage } from './choose.tsx'
import { ReplayPage } from './page.tsx'

export function replayPages(house: House): void {
  house.page('get', '/replay', permissions.see, show)
  house.page('get', '/replay.xlsx', permissions.see, sendReplay)
  house.nav.push({
    section: 'measures',
    order: 30,
    href: '/replay',
    label: { vi: replayWords.vi.nav, en: replayWords.en.nav },
    permission: permissions.see,
  })
}

/** An empty field of the bar means "not given". */
const asked = (c: C): ReplayPageQuery =>
  parse(replayPageQuery, Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== '')))

async function show(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const query = asked(c)
  const { code, agency } = query
  const w = say(replayWords, ctx.lang)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  if (code === undefined) {
    const place = places.placeFor(ctx.actor, tree, agency)
    const found = await candidates(ctx, place, query.q ?? '')
    return await officerScreen(
      c,
      { title: w.replay },
      <ChoosePage rows={found} place={place} q={query.q ?? ''} lang={ctx.lang} />,
    )
  }
  const found = await replay(ctx, { ...query, code })
  return await officerScreen(
    c,
    { title: `${w.replay} ${code}` },
    <ReplayPage
      replay={found}
      lines={lines(found, query)}
      query={query}
      places={places.placesFor(ctx.actor, tree)}
      lang={ctx.lang}
    />,
  )
}

async function sendReplay(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const query = asked(c)
  const { code } = query
  if (code === undefined) return c.redirect('/replay', 303)
  const found = await replay(ctx, { ...query, code })
  const bytes = await replaySheet(ctx, allLines(found, query))
  const name = `replay-${found.procedure.code}-${shownOf(found, query.show)}-${found.from}-${found.to}`
  return sendSheet(c, name, bytes)
}

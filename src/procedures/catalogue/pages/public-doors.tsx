import type { C, House } from '#app/kernel/http/house.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { paperScreen, publicScreen } from '#app/ui/screen.tsx'
import { changesOf } from '../changes.ts'
import { facets, listQuery, shownList } from '../list.ts'
import { codeOf, counters, homeName, procedurePage } from '../page.ts'
import { permissions } from '../rules.ts'
import { limitSummary } from '../summary.ts'
import { catalogueWords } from '../words.ts'
import { ProcedureList } from './list.tsx'
import { PostingSheet } from './posting.tsx'
import { ProcedurePage } from './procedure.tsx'
import { publicWords } from './words.ts'

/** The citizens' pages of procedures: everybody may read them, without JavaScript. */

const PUBLIC_ROWS = 20

export function publicProcedureDoors(house: House): void {
  house.page('get', '/procedures', permissions.read, async c => {
    const ctx = c.get('ctx')
    const asked = parse(listQuery, { ...c.req.query(), limit: PUBLIC_ROWS })
    const day = dayOf(ctx.now)
    const [page, found] = await Promise.all([shownList(ctx.db, day, asked), facets(ctx.db, day, asked)])
    const homeNames = new Map<string, string>()
    for (const home of found.homes) {
      homeNames.set(home, home === 'COMMUNE' ? say(catalogueWords, ctx.lang).commune : await homeName(ctx, home))
    }
    const w = say(publicWords, ctx.lang)
    return publicScreen(
      c,
      { title: w.procedures, description: w.lead },
      <ProcedureList query={asked} page={page} facets={found} homeNames={homeNames} lang={ctx.lang} />,
    )
  })
  house.page('get', '/procedures/:code', permissions.read, async c => {
    const written = codeOf(c.req.param('code') ?? '')
    if (written !== c.req.param('code')) return c.redirect(`/procedures/${written}`, 302)
    return await one(c, written)
  })
  house.page('get', '/procedures/:code/versions/:no', permissions.read, async c => {
    return await one(c, c.req.param('code') ?? '', parse(rowId, c.req.param('no')))
  })
  house.page('get', '/procedures/:code/print', permissions.read, async c => {
    const ctx = c.get('ctx')
    const view = await procedurePage(ctx, c.req.param('code') ?? '')
    const day = dayOf(ctx.now)
    const [root] = (await agencyTree(ctx.db, day)).roots()
    const sheet = (
      <PostingSheet
        view={view}
        province={root?.name ?? ''}
        url={`${ctx.publicUrl}/procedures/${view.code}`}
        day={day}
        lang={ctx.lang}
      />
    )
    return paperScreen(c, { title: view.content.name }, sheet)
  })
}

async function one(c: C, code: string, no?: number): Promise<Response> {
  const ctx = c.get('ctx')
  const [view, places] = await Promise.all([procedurePage(ctx, code, { no }), counters(ctx)])
  const limit = limitSummary(view, ctx.lang)
  const changes = no === undefined ? undefined : (await changesOf(ctx.db, [view.shown.id], ctx.lang)).get(view.shown.id)
  return publicScreen(
    c,
    { title: view.content.name, description: `${view.content.name}: ${limit.value} (${limit.label})` },
    <ProcedurePage view={view} counters={places} older={no !== undefined} changes={changes} lang={ctx.lang} />,
  )
}

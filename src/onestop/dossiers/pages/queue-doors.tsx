import { sendSheet } from '#app/kernel/http/sheet.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { newFormKey } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { say } from '#app/kernel/words.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { type OfficerAt, officersOf } from '#app/organisation/staff/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { type QueueCounts, queue, queueSectors } from '../queue.ts'
import { permissions } from '../rules.ts'
import { countsOf } from './counts.ts'
import { filterOf, ownScope, type PlaceName, placeNames, placeOf, placePaths, readList } from './places.ts'
import { Queue } from './queue.tsx'
import { queueSheet } from './sheet.ts'
import { pageWords } from './words.ts'

const PAGE = 50

/** The lists of work and their places in the side list. */
export function queueDoors(house: House): void {
  for (const name of placeNames) house.page('get', placePaths[name], permissions.read, c => showQueue(c, name))
  house.page('get', '/work/export/:place', permissions.read, exportQueue)
  nav(house, 'mine', 10, counts => counts.mine.working)
  nav(house, 'team', 20, counts => counts.team.working)
  nav(house, 'incoming', 30, counts => counts.team.incoming)
  nav(house, 'return', 40, counts => counts.team.toReturn)
  nav(house, 'late', 50, (counts, ctx) => counts[ownScope(ctx.actor)].late)
}

type Both = { mine: QueueCounts; team: QueueCounts }

function nav(house: House, name: PlaceName, order: number, count: (counts: Both, ctx: Ctx) => number): void {
  house.nav.push({
    section: 'onestop',
    order,
    href: placePaths[name],
    label: { vi: pageWords.vi[`place_${name}`], en: pageWords.en[`place_${name}`] },
    permission: permissions.read,
    count: async ctx => ({ n: count(await countsOf(ctx), ctx), hot: name === 'late' }),
  })
}

async function showQueue(c: C, name: PlaceName): Promise<Response> {
  const ctx = c.get('ctx')
  const place = placeOf(name, ctx.actor)
  const query = readList(c.req.query())
  const filter = filterOf(place, query, PAGE)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const [counts, page, sectors, officers] = await Promise.all([
    countsOf(ctx),
    queue(ctx, filter),
    queueSectors(ctx, filter.tab, filter.scope),
    mayGiveTo(ctx, tree, place.scope),
  ])
  const t = say(pageWords, ctx.lang)
  const gone = c.req.query('left')
  return await officerScreen(
    c,
    { title: t[`place_${name}`] },
    <Queue
      ctx={ctx}
      place={place}
      query={query}
      filter={filter}
      counts={counts[place.scope]}
      rows={page.items}
      next={page.next}
      sectors={sectors}
      tree={tree}
      officers={officers}
      mayReceive={may(ctx.actor, permissions.receive)}
      formKey={newFormKey()}
      notice={gone ? t.leftSight(gone.slice(0, 40)) : null}
    />,
  )
}

/** Heads give work to the people of their agency; the verb looks at each step's role. */
async function mayGiveTo(ctx: Ctx, tree: AgencyTree, scope: 'mine' | 'team'): Promise<OfficerAt[]> {
  const { agencyId } = ctx.actor
  if (agencyId === null || scope === 'mine' || ownScope(ctx.actor) === 'mine') return []
  const officers = await officersOf(ctx.db, tree.subtree(agencyId), undefined, dayOf(ctx.now))
  const working = officers.filter(o => o.roles.some(role => permissions.handle.allow.includes(role)))
  return working.filter((o, at) => working.findIndex(other => other.officerId === o.officerId) === at)
}

async function exportQueue(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const name = placeNames.find(one => one === c.req.param('place'))
  if (!name) throw notFound({ vi: 'danh sách', en: 'The list' })
  const bytes = await queueSheet(ctx, filterOf(placeOf(name, ctx.actor), readList(c.req.query()), PAGE))
  return sendSheet(c, `dossiers-${name}-${dayOf(ctx.now)}`, bytes)
}

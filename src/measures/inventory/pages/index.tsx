import { sendSheet } from '#app/kernel/http/sheet.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import * as places from '../../places/index.ts'
import { figuresSheet, listSheet, worksSheet } from '../export.ts'
import { boardQuery, listQuery, worksQuery } from '../input.ts'
import { inventoryFor, listView } from '../lists.ts'
import { permissions } from '../rules.ts'
import { inventoryWords, nameOf } from '../words.ts'
import { BoardPage } from './board.tsx'
import { InventoryPage } from './list.tsx'
import { WorksPage } from './works.tsx'

/** The inventory: figures, the lists they open to, sheets of both. */
export function inventoryDoors(house: House): void {
  const { see } = permissions
  house.nav.push({
    section: 'measures',
    order: 15,
    href: '/inventory',
    label: { vi: inventoryWords.vi.title, en: inventoryWords.en.title },
    permission: see,
  })
  house.page('get', '/inventory', see, showBoard)
  house.page('get', '/inventory/list', see, showList)
  house.page('get', '/inventory/works', see, async c => {
    const ctx = c.get('ctx')
    const found = await inventoryFor(ctx, parse(worksQuery, c.req.query()))
    const title = say(inventoryWords, ctx.lang).works
    return await officerScreen(c, { title }, <WorksPage found={found} lang={ctx.lang} />)
  })
  house.page('get', '/inventory/export.xlsx', see, async c =>
    send(c, 'inventory', await figuresSheet(c.get('ctx'), parse(worksQuery, c.req.query()))),
  )
  house.page('get', '/inventory/list.xlsx', see, async c =>
    send(c, 'procedures', await listSheet(c.get('ctx'), parse(listQuery, c.req.query()))),
  )
  house.page('get', '/inventory/works.xlsx', see, async c =>
    send(c, 'delegated', await worksSheet(c.get('ctx'), parse(worksQuery, c.req.query()))),
  )
}

function send(c: C, name: string, bytes: Uint8Array<ArrayBuffer>): Response {
  return sendSheet(c, `${name}-${dayOf(c.get('ctx').now)}`, bytes)
}

async function showBoard(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const query = parse(boardQuery, c.req.query())
  const found = await inventoryFor(ctx, query)
  const choice = places.placesFor(ctx.actor, await agencyTree(ctx.db, dayOf(ctx.now)))
  return await officerScreen(
    c,
    { title: say(inventoryWords, ctx.lang).title },
    <BoardPage found={found} query={query} places={choice} lang={ctx.lang} />,
  )
}

async function showList(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const query = parse(listQuery, c.req.query())
  const view = await listView(ctx, query)
  return await officerScreen(
    c,
    { title: nameOf(view.figure, ctx.lang) },
    <InventoryPage view={view} query={query} mayRecord={may(ctx.actor, recorders)} lang={ctx.lang} />,
  )
}

/** Who is offered the way to record facts; the room that keeps them decides. */
const recorders = { name: 'inventory.record', allow: ['CONTROL', 'ADMIN'] }

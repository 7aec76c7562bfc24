import type { Ctx } from '#app/kernel/context.ts'
import { allPages } from '#app/kernel/paging.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { OfficersQuery } from './input.ts'
import { officers } from './views.ts'
import { staffWords } from './words.ts'

/** The list of officers as filtered, all pages of it, as a sheet. */
export async function officersSheet(ctx: Ctx, query: OfficersQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(staffWords, ctx.lang)
  const rows = await allPages(page => officers(ctx, query, page))
  return await sheetOf(w.officersTitle, rows, [
    [w.name, 28, row => row.name],
    [w.login, 18, row => row.login],
    [w.title, 28, row => row.title],
    [w.unit, 36, row => row.unitName],
    [w.agency, 40, row => row.homeName],
    [w.roles, 36, row => row.roles.map(role => w.role(role)).join(', ')],
    [w.status, 14, row => w.state(row.state)],
    [w.lastSeen, 18, row => row.lastSeenAt && formatDateTime(row.lastSeenAt)],
  ])
}

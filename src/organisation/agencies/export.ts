import type { Ctx } from '#app/kernel/context.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { say } from '#app/kernel/words.ts'
import type { AgenciesQuery } from './input.ts'
import { agencies } from './views.ts'
import { agencyWords } from './words.ts'

const MOST = 20_000

/** The list of agencies as filtered, each with its parts below it, as a sheet. */
export async function agenciesSheet(ctx: Ctx, query: AgenciesQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(agencyWords, ctx.lang)
  const { items } = await agencies(ctx, query, { limit: MOST })
  const rows = items.flatMap(row => [
    row,
    ...(query.q ? [] : row.parts.map(part => ({ ...part, parentName: row.shortName }))),
  ])
  return await sheetOf(w.title, rows, [
    [w.code, 16, row => row.code],
    [w.name, 60, row => row.name],
    [w.kindHead, 32, row => w.kind(row.kind)],
    [w.belongsTo, 32, row => row.parentName],
  ])
}

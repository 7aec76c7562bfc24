import writeSheet from 'write-excel-file/node'
import type { Ctx } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import type { AgenciesQuery } from './input.ts'
import { agencies } from './views.ts'
import { agencyWords } from './words.ts'

const MOST = 20_000

/** The list of agencies as filtered, each with its parts below it, as a sheet. */
export async function agenciesSheet(ctx: Ctx, query: AgenciesQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(agencyWords, ctx.lang)
  const { items } = await agencies(ctx, query, { limit: MOST })
  const head = [w.code, w.name, w.kindHead, w.belongsTo]
  const cells = items.flatMap(row => [
    [row.code ?? '', row.name, w.kind(row.kind), row.parentName],
    ...(query.q ? [] : row.parts.map(part => [part.code ?? '', part.name, w.kind(part.kind), row.shortName])),
  ])
  const bytes = await writeSheet(
    [
      head.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
      ...cells.map(line => line.map(value => ({ value, type: String }))),
    ],
    { sheet: w.title, stickyRowsCount: 1, columns: [16, 60, 32, 32].map(width => ({ width })) },
  ).toBuffer()
  return new Uint8Array(bytes)
}

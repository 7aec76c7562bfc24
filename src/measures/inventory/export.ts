import { sheetOf, type SheetColumn } from '#app/kernel/sheet.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { addDays, formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { ListQuery } from './input.ts'
import { inventoryFor, listView } from './lists.ts'
import { figureCodes, type InventoryRow, partitionOf } from './rules.ts'
import { inventoryWords, nameOf, nameOfPartition } from './words.ts'

/** The inventory, a list behind a figure, and delegated works, as sheets with real numbers. */

const MOST = 20_000

type PlaceQuery = { agency?: string | undefined; day?: string | undefined }

export async function figuresSheet(ctx: Ctx, query: PlaceQuery): Promise<Uint8Array<ArrayBuffer>> {
  const { lang } = ctx
  const w = say(inventoryWords, lang)
  const found = await inventoryFor(ctx, query)
  const rows = figureCodes
    .filter(code => code !== 'LEVEL.DISTRICT' || found.hasDistricts)
    .map(code => {
      const { n, of, percent } = found.figures[code]
      return {
        part: code === 'ALL' ? '' : nameOfPartition(partitionOf(code), lang),
        figure: nameOf(code, lang),
        n,
        of,
        percent,
      }
    })
  const of = found.rows.length
  const sectors = found.sectors.map(({ sector, n, percent }) => ({ part: w.sector, figure: sector, n, of, percent }))
  const delegated = { part: '', figure: w.delegated, n: found.works.length, of: null, percent: null }
  return await sheetOf(
    w.title,
    [...rows, ...sectors, delegated],
    [
      [w.part, 26, line => line.part],
      [w.figure, 40, line => line.figure],
      [w.count, 14, line => line.n],
      [w.total, 18, line => line.of],
      [`${w.percent} (%)`, 14, line => line.percent],
    ],
  )
}

export async function listSheet(ctx: Ctx, query: ListQuery): Promise<Uint8Array<ArrayBuffer>> {
  const { lang } = ctx
  const w = say(inventoryWords, lang)
  const view = await listView(ctx, { ...query, after: undefined }, MOST)
  const columns: SheetColumn<InventoryRow>[] = [
    [w.code, 14, row => row.code],
    [w.procedure, 70, row => row.name],
    [w.sector, 26, row => row.sector],
    [w.agency, 30, row => (row.home === 'COMMUNE' ? w.commune : (view.homes.get(row.home ?? '') ?? row.home))],
    [nameOfPartition('ONLINE', lang), 20, row => nameOf(`ONLINE.${row.online}`, lang)],
    [nameOfPartition('OLD', lang), 12, row => row.oldLevel],
    [
      nameOfPartition('CENTRE', lang),
      20,
      row => row.centre && nameOf(`CENTRE.${row.centre.value === 'YES' ? 'YES' : 'NO'}`, lang),
    ],
    [w.reason, 40, row => row.centre?.reason ?? ''],
    [nameOfPartition('ON_SITE', lang), 12, row => row.onSite],
    [`${nameOfPartition('SHORTENED', lang)} (%)`, 14, row => row.shortened?.percent ?? null],
    [nameOfPartition('PROCESS', lang), 20, row => row.process?.decisionNo ?? ''],
    [nameOfPartition('ISO', lang), 20, row => row.iso?.value ?? ''],
    [nameOfPartition('MECHANISM', lang), 20, row => nameOf(`MECHANISM.${row.mechanism}`, lang)],
  ]
  return await sheetOf(nameOf(view.figure, lang), view.items, columns)
}

export async function worksSheet(ctx: Ctx, query: PlaceQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(inventoryWords, ctx.lang)
  const { works } = await inventoryFor(ctx, query)
  return await sheetOf(w.works, works, [
    [w.code, 16, work => work.code],
    [w.work, 70, work => work.title],
    [w.from, 30, work => work.from],
    [w.to, 30, work => work.to],
    [w.decision, 20, work => work.decisionNo],
    [w.validity, 26, validity],
  ])
}

/** From its first day to its last. */
export const validity = ({ validFrom, endsOn }: { validFrom: string; endsOn: string }): string =>
  `${formatDate(validFrom)} – ${formatDate(addDays(endsOn, -1))}`

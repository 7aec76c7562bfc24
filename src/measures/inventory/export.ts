import writeSheet from 'write-excel-file/node'
import type { Ctx } from '#app/kernel/context.ts'
import { addDays, formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { ListQuery } from './input.ts'
import { inventoryFor, listView } from './lists.ts'
import { figureCodes, type InventoryRow, partitionOf } from './rules.ts'
import { inventoryWords, nameOf, nameOfPartition } from './words.ts'

/** The inventory, a list behind a figure, and delegated works, as sheets with real numbers. */

const MOST = 20_000
const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const })
const cell = (value: string | number | null) =>
  value === null || value === '' ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String }

async function sheet(
  name: string,
  columns: readonly (readonly [string, number])[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeSheet([columns.map(([head]) => bold(head)), ...rows.map(row => row.map(cell))], {
    // Names of sheets have at most 31 characters and none of []:*?/\
    sheet: name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    stickyRowsCount: 1,
    columns: columns.map(([, width]) => ({ width })),
  }).toBuffer()
  return new Uint8Array(bytes)
}

type PlaceQuery = { agency?: string | undefined; day?: string | undefined }

export async function figuresSheet(ctx: Ctx, query: PlaceQuery): Promise<Uint8Array<ArrayBuffer>> {
  const { lang } = ctx
  const w = say(inventoryWords, lang)
  const found = await inventoryFor(ctx, query)
  const rows = figureCodes
    .filter(code => code !== 'LEVEL.DISTRICT' || found.hasDistricts)
    .map(code => {
      const { n, of, percent } = found.figures[code]
      return [code === 'ALL' ? '' : nameOfPartition(partitionOf(code), lang), nameOf(code, lang), n, of, percent]
    })
  const sectors = found.sectors.map(({ sector, n, percent }) => [w.sector, sector, n, found.rows.length, percent])
  return await sheet(
    w.title,
    [
      [w.part, 26],
      [w.figure, 40],
      [w.count, 14],
      [w.total, 18],
      [`${w.percent} (%)`, 14],
    ],
    [...rows, ...sectors, ['', w.delegated, found.works.length, null, null]],
  )
}

export async function listSheet(ctx: Ctx, query: ListQuery): Promise<Uint8Array<ArrayBuffer>> {
  const { lang } = ctx
  const w = say(inventoryWords, lang)
  const view = await listView(ctx, { ...query, after: undefined }, MOST)
  const columns: readonly (readonly [string, number, (row: InventoryRow) => string | number | null])[] = [
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
  return await sheet(
    nameOf(view.figure, lang),
    columns.map(([head, width]) => [head, width] as const),
    view.items.map(row => columns.map(([, , of]) => of(row))),
  )
}

export async function worksSheet(ctx: Ctx, query: PlaceQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(inventoryWords, ctx.lang)
  const { works } = await inventoryFor(ctx, query)
  return await sheet(
    w.works,
    [
      [w.code, 16],
      [w.work, 70],
      [w.from, 30],
      [w.to, 30],
      [w.decision, 20],
      [w.validity, 26],
    ],
    works.map(work => [work.code, work.title, work.from, work.to, work.decisionNo, validity(work)]),
  )
}

/** From its first day to its last. */
export const validity = ({ validFrom, endsOn }: { validFrom: string; endsOn: string }): string =>
  `${formatDate(validFrom)} – ${formatDate(addDays(endsOn, -1))}`

import writeSheet from 'write-excel-file/node'
import type { Ctx } from '#app/kernel/context.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { MatrixQuery } from './input.ts'
import { matrix, type Matrix } from './matrix.ts'
import { disclosureWords } from './words.ts'

const MOST = 20_000

/** The matrix as filtered and what it adds up to by agency, as two sheets. */
export async function matrixSheet(ctx: Ctx, query: MatrixQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(disclosureWords, ctx.lang)
  const view = await matrix(ctx, { ...query, after: undefined, limit: MOST })
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const })
  const text = (value: string) => ({ value, type: String })
  const number = (value: number | null) => (value === null ? null : { value, type: Number })
  const placeNames = view.places.map(place => (ctx.lang === 'vi' ? place.name : place.nameEn))
  const rows = view.rows.map(row => [
    text(row.code),
    text(row.name),
    text(row.sector),
    number(row.no),
    ...row.cells.map(cell => text(cellText(view, cell.current, cell.required, w[`state_${cell.state}`]))),
    text(row.missing.length === 0 ? w.partsAll : w.partsMissing(row.missing.join(', '))),
    text(row.decision?.number ?? ''),
    text(row.dueOn ? formatDate(row.dueOn) : ''),
    text(formatDate(row.publicOn)),
    text(w[`timing_${row.timing}`]),
  ])
  const heads = [w.code, w.procedure, w.sector, w.version(0).replace(/\s*0$/, ''), ...placeNames]
  const bytes = await writeSheet([
    {
      sheet: w.title.replaceAll(/[\\/?*[\]:]/g, ' '),
      stickyRowsCount: 1,
      columns: [14, 70, 30, 10, ...placeNames.map(() => 22), 16, 20, 12, 12, 12].map(width => ({ width })),
      data: [[...heads, w.parts, w.decision, w.deadline, w.publicOn, w.state].map(bold), ...rows],
    },
    {
      sheet: w.agency,
      stickyRowsCount: 1,
      columns: [50, 14, 14, 14, 12, ...placeNames.map(() => 22)].map(width => ({ width })),
      data: [
        [w.agency, w.required, w.current, w.stale, w.percent, ...placeNames].map(bold),
        ...totals(view).map(one => [
          text(one.name),
          number(one.required),
          number(one.current),
          number(one.stale),
          number(one.percent),
          ...one.places.map(counted => text(counted ? `${counted.current}/${counted.required}` : '')),
        ]),
      ],
    },
  ]).toBuffer()
  return new Uint8Array(bytes)
}

const cellText = (view: Matrix, current: number, required: number, state: string): string =>
  view.agency || required < 2 ? state : `${current}/${required}`

function totals(view: Matrix) {
  if (view.agency) {
    const places = view.places.map(({ id }) => view.columns.get(id))
    return [{ name: view.agency.name, ...view.total, places }]
  }
  return view.agencies.map(({ agency, places, ...counted }) => ({
    name: agency.name,
    ...counted,
    places: view.places.map(({ id }) => places.get(id)),
  }))
}

import writeSheets from 'write-excel-file/node'
import { isoLocal } from './text.ts'

/** Lists as sheets of Excel. */

/** Null and no text leave a cell empty; numbers are numbers, instants real dates on the clock of Việt Nam. */
export type SheetValue = string | number | Date | null

/** Head, width in characters, what a row says there, and how its numbers are written (`#,##0.00`). */
export type SheetColumn<Row> = readonly [
  head: string,
  width: number,
  cell: (row: Row) => SheetValue,
  numberFormat?: string,
]

/**
 * One sheet of a workbook: rows under a bold line of heads that stays in sight.
 * @param heading  a bold line above the heads
 */
export function sheet<Row>(name: string, rows: readonly Row[], columns: readonly SheetColumn<Row>[], heading?: string) {
  const heads = columns.map(([head]) => bold(head))
  const lines = rows.map(row => columns.map(([, , cell, format]) => cellOf(cell(row), format)))
  return {
    // Names of sheets have at most 31 characters and none of []:*?/\
    sheet: name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    stickyRowsCount: heading === undefined ? 1 : 2,
    columns: columns.map(([, width]) => ({ width })),
    data: heading === undefined ? [heads, ...lines] : [[bold(heading)], heads, ...lines],
  }
}

/** Sheets as one file. @returns its bytes */
export async function workbook(...sheets: ReturnType<typeof sheet>[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await writeSheets(sheets).toBuffer())
}

/** A list as a file with one sheet. @returns its bytes */
export async function sheetOf<Row>(
  name: string,
  rows: readonly Row[],
  columns: readonly SheetColumn<Row>[],
): Promise<Uint8Array<ArrayBuffer>> {
  return await workbook(sheet(name, rows, columns))
}

const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const })

function cellOf(value: SheetValue, format: string | undefined) {
  if (value === null || value === '') return null
  if (typeof value === 'number') return { value, type: Number, ...(format === undefined ? {} : { format }) }
  if (typeof value === 'string') return { value, type: String }
  // Sheets know no zones: the wall clock is written as if it were Greenwich's.
  return { value: new Date(`${isoLocal(value).slice(0, 19)}Z`), type: Date, format: 'dd/mm/yyyy hh:mm' }
}

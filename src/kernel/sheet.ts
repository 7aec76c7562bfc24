import writeSheet from 'write-excel-file/node'

/** A list as a sheet of Excel. */

/** Head, width in characters, and what a row says there; null and no text leave the cell empty. */
export type SheetColumn<Row> = readonly [head: string, width: number, cell: (row: Row) => string | number | null]

/** Rows under a bold line of heads that stays in sight; numbers are numbers. @returns the file's bytes */
export async function sheetOf<Row>(
  name: string,
  rows: readonly Row[],
  columns: readonly SheetColumn<Row>[],
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeSheet(
    [
      columns.map(([head]) => ({ value: head, type: String, fontWeight: 'bold' as const })),
      ...rows.map(row =>
        columns.map(([, , cell]) => {
          const value = cell(row)
          if (value === null || value === '') return null
          return typeof value === 'number' ? { value, type: Number } : { value, type: String }
        }),
      ),
    ],
    {
      // Names of sheets have at most 31 characters and none of []:*?/\
      sheet: name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      stickyRowsCount: 1,
      columns: columns.map(([, width]) => ({ width })),
    },
  ).toBuffer()
  return new Uint8Array(bytes)
}

import { type Column, DataTable } from './table.tsx'

/** Rows of answers shown back: a small table, cards where it does not fit. */
export function AnsweredRows({ caption, heads, rows }: { caption: string; heads: string[]; rows: string[][] }) {
  return (
    <DataTable
      bare
      caption={caption}
      rows={rows.map((cells, at) => ({ cells, at }))}
      rowKey={row => String(row.at)}
      columns={heads.map(
        (head, at): Column<{ cells: string[]; at: number }> => ({
          key: String(at),
          head,
          rowHead: at === 0,
          labelled: at > 0,
          cell: row => row.cells[at],
        }),
      )}
    />
  )
}

/** Form II.06a/VPCP/KSTT: its columns, and the checks its figures must pass. Pure. Source: docs/law/reporting.md. */

export const FORM = 'II.06a'
export const formNumber = 'II.06a/VPCP/KSTT'

/** Columns of figures, each the figure that fills it and that it opens to. */
export const columns = {
  '3': 'to_handle',
  '4': 'received_online',
  '5': 'received_offline',
  '6': 'carried_over',
  '7': 'finished',
  '8': 'early',
  '9': 'on_time',
  '10': 'late',
  '11': 'open',
  '12': 'open_in_time',
  '13': 'overdue_open',
} as const
export type Column = keyof typeof columns
export const columnNumbers = [
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '10',
  '11',
  '12',
  '13',
] as const satisfies readonly Column[]
export type Cells = Record<Column, number>

/** Every total equals the sum of its parts, and what had to be handled is either finished or open. */
export const checkRules: readonly { left: Column; right: readonly Column[] }[] = [
  { left: '3', right: ['4', '5', '6'] },
  { left: '7', right: ['8', '9', '10'] },
  { left: '11', right: ['12', '13'] },
  { left: '3', right: ['7', '11'] },
]

export interface Check {
  /** '(3) = (7) + (11)' */
  rule: string
  /** Label of the row. */
  row: string
  left: number
  right: number
}

/** The checks a row does not pass. */
export function failedChecks(row: string, cells: Cells): Check[] {
  return checkRules.flatMap(({ left, right }) => {
    const sum = right.reduce((total, column) => total + cells[column], 0)
    const rule = `(${left}) = ${right.map(column => `(${column})`).join(' + ')}`
    return cells[left] === sum ? [] : [{ rule, row, left: cells[left], right: sum }]
  })
}

/** A line of the form: a field, or all fields together where `sector` is null. */
export interface Line {
  label: string
  sector: string | null
  cells: Cells
}

/** Every check of every line, and that the lines add up to the total. */
export function checkReport(lines: readonly Line[], total: Line): Check[] {
  const own = [...lines, total].flatMap(line => failedChecks(line.label, line.cells))
  const sums = columnNumbers.flatMap(column => {
    const right = lines.reduce((sum, line) => sum + line.cells[column], 0)
    const left = total.cells[column]
    return left === right ? [] : [{ rule: `Σ (${column})`, row: total.label, left, right }]
  })
  return [...own, ...sums]
}

/** Where live figures have moved away from frozen ones. */
export interface Drift {
  row: string
  column: Column
  frozen: number
  live: number
}

export function driftOf(frozen: readonly Line[], live: readonly Line[]): Drift[] {
  const zero = Object.fromEntries(columnNumbers.map(column => [column, 0])) as Cells
  const labels = new Set([...frozen, ...live].map(line => line.label))
  const cellsOf = (lines: readonly Line[], label: string): Cells =>
    lines.find(line => line.label === label)?.cells ?? zero
  return [...labels].flatMap(row =>
    columnNumbers.flatMap(column => {
      const [was, is] = [cellsOf(frozen, row)[column], cellsOf(live, row)[column]]
      return was === is ? [] : [{ row, column, frozen: was, live: is }]
    }),
  )
}

import { z } from 'zod'
import type { Database, Reader } from '#app/kernel/context.ts'
import type { Words2 } from '#app/kernel/refusal.ts'
import type * as places from '../places/index.ts'

/** What a statutory form is: its columns as data, what fills them, the checks its figures must pass. Pure. */

/** A numbered column and the measure that fills it. `totalOnly`: nothing stands in the lines, only in the total. */
export interface Leaf extends Words2 {
  column: string
  measure: string
  totalOnly?: boolean | undefined
}
export interface Group extends Words2 {
  parts: Head[]
}
export type Head = Leaf | Group

/** `left` equals the sum of `right` in every line. */
export interface CheckRule {
  left: string
  right: readonly string[]
}

/** The columns of a form as they hold on a day. */
export interface Layout {
  version: number
  heads: readonly Head[]
  checks: readonly CheckRule[]
  basis: string
  /** Whether the layout was read, or is only recalled. */
  verified: boolean
}

const head: z.ZodType<Head> = z.lazy(() => z.union([leaf, group]))
const words2 = { vi: z.string(), en: z.string() }
const leaf = z.object({ ...words2, column: z.string(), measure: z.string(), totalOnly: z.boolean().optional() })
const group = z.object({ ...words2, parts: z.array(head).min(1) })
/** Columns and checks as they are stored. */
export const storedLayout = z.object({
  heads: z.array(head).min(1),
  checks: z.array(z.object({ left: z.string(), right: z.array(z.string()).min(1) })),
})

export const leavesOf = (heads: readonly Head[]): Leaf[] =>
  heads.flatMap(one => ('parts' in one ? leavesOf(one.parts) : [one]))

export interface HeadCell extends Words2 {
  key: string
  colSpan: number
  rowSpan: number
}

const depthOf = (one: Head): number => ('parts' in one ? 1 + Math.max(...one.parts.map(depthOf)) : 1)

/** The heads as lines of a table: a group spans its columns, a column the lines left below it. */
export function headLines(heads: readonly Head[]): HeadCell[][] {
  const depth = Math.max(...heads.map(depthOf))
  const lines: HeadCell[][] = Array.from({ length: depth }, () => [])
  const put = (one: Head, at: number): void => {
    const [first] = leavesOf([one])
    const below = 'parts' in one ? 1 : depth - at
    const colSpan = leavesOf([one]).length
    lines[at]?.push({ vi: one.vi, en: one.en, key: `${at}-${first?.column}`, colSpan, rowSpan: below })
    if ('parts' in one) for (const part of one.parts) put(part, at + 1)
  }
  for (const one of heads) put(one, 0)
  return lines
}

/** Column → figure. A column that holds for the total only is absent in lines. */
export type Cells = Record<string, number>

/** A line of the form: a field, an agency, a kind of text; or all together, where `key` is null. */
export interface Line {
  label: string
  key: string | null
  cells: Cells
}

export interface Check {
  /** '(3) = (7) + (11)' */
  rule: string
  /** Label of the row. */
  row: string
  left: number
  right: number
}

/** The checks a row does not pass; one whose columns the row has not is no question. */
export function failedChecks(checks: readonly CheckRule[], row: string, cells: Cells): Check[] {
  return checks.flatMap(({ left, right }) => {
    const is = cells[left]
    if (is === undefined) return []
    const sum = right.reduce((total, column) => total + (cells[column] ?? 0), 0)
    return is === sum ? [] : [{ rule: ruleText({ left, right }), row, left: is, right: sum }]
  })
}

export const ruleText = ({ left, right }: CheckRule): string =>
  `(${left}) = ${right.map(column => `(${column})`).join(' + ')}`

/** Every check of every line, and that the lines add up to the total. */
export function checkReport(
  { heads, checks }: Pick<Layout, 'heads' | 'checks'>,
  lines: readonly Line[],
  total: Line,
): Check[] {
  const own = [...lines, total].flatMap(line => failedChecks(checks, line.label, line.cells))
  const sums = leavesOf(heads).flatMap(({ column, totalOnly }) => {
    const right = lines.reduce((sum, line) => sum + (line.cells[column] ?? 0), 0)
    const left = total.cells[column] ?? 0
    return totalOnly || left === right ? [] : [{ rule: `Σ (${column})`, row: total.label, left, right }]
  })
  return [...own, ...sums]
}

/** Where live figures have moved away from frozen ones. */
export interface Drift {
  row: string
  column: string
  frozen: number
  live: number
}

export function driftOf(columns: readonly string[], frozen: readonly Line[], live: readonly Line[]): Drift[] {
  const labels = new Set([...frozen, ...live].map(line => line.label))
  const cellsOf = (lines: readonly Line[], label: string): Cells =>
    lines.find(line => line.label === label)?.cells ?? {}
  return [...labels].flatMap(row =>
    columns.flatMap(column => {
      const [was, is] = [cellsOf(frozen, row)[column] ?? 0, cellsOf(live, row)[column] ?? 0]
      return was === is ? [] : [{ row, column, frozen: was, live: is }]
    }),
  )
}

/** Which report of whom for when. */
export interface Wanted {
  place: places.Place
  from: string
  to: string
}

/** The figures of a line, by measure. */
export type Measures = (measure: string) => number

/** What a form counts: its lines in order and the total, each answering for its measures. */
export interface Counted {
  lines: { label: string; key: string; of: Measures }[]
  total: Measures
  /** Where a rule of its own counted; else the layout's version stands for it. */
  formulaVersion?: number
}

/** A thing behind figures: a procedure in a decision or a draft, a text. */
export interface BehindItem {
  code: string
  name: string
  what: Words2
  href: string
}

export interface ReportForm {
  code: string
  /** 'II.06a/VPCP/KSTT' */
  number: string
  title: Words2
  unit: Words2
  /** What stands in the second column. */
  rowHead: Words2
  /** What the reader must know of how it is counted. */
  notes: readonly Words2[]
  /** Lines' own words by key; without them the label is shown as it is. */
  names?: Record<string, Words2>
  /** The layout that holds on a day, or one of a version. */
  layout: (db: Reader, day: string, version?: number) => Promise<Layout>
  count: (ctx: { db: Database; now: Date }, wanted: Wanted) => Promise<Counted>
  /** Address of what is behind a figure; null: there is no list. */
  href?: (at: { measure: string; key: string | null; wanted: Wanted; now: Date }) => string | null
  /** What is behind figures, where the form itself lists it. */
  behind?: {
    lists: (measure: string) => boolean
    items: (
      ctx: { db: Database; now: Date },
      wanted: Wanted,
      at: { measure: string; key: string | null },
    ) => Promise<BehindItem[]>
  }
}

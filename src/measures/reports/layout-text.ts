import type { CheckRule, Head } from './form.ts'

/**
 * A layout as a person writes it: one head a line, parts two spaces deeper; a column says its number, its words in both
 * languages and the measure that fills it, and ends in `!` where it stands in the total only. Pure.
 *
 *     Số TTHC được đánh giá tác động | Procedures assessed
 *       (4) Tổng số | Total = assessed
 *       (5) Ban hành mới | New = assessed.NEW
 */

const INDENT = '  '

export const headsText = (heads: readonly Head[], depth = 0): string =>
  heads
    .map(head => {
      const words = `${INDENT.repeat(depth)}${'parts' in head ? '' : `(${head.column}) `}${head.vi} | ${head.en}`
      if ('parts' in head) return `${words}\n${headsText(head.parts, depth + 1)}`
      return `${words} = ${head.measure}${head.totalOnly ? ' !' : ''}`
    })
    .join('\n')

export const checksText = (checks: readonly CheckRule[]): string =>
  checks.map(({ left, right }) => `(${left}) = ${right.map(column => `(${column})`).join(' + ')}`).join('\n')

/** What stands against a text, with the line it concerns (from 1). */
export interface LayoutProblem {
  line: number
  what: 'UNREADABLE' | 'TOO_DEEP' | 'NO_PARTS' | 'COLUMN_TWICE' | 'MEASURE_UNKNOWN' | 'COLUMN_UNKNOWN'
  text: string
}

export type LayoutRead = { ok: true; heads: Head[]; checks: CheckRule[] } | { ok: false; problem: LayoutProblem }

const LEAF = /^\((\w{1,4})\) (.+?) \| (.+?) = ([\w.]+)( !)?$/
const GROUP = /^([^(|].*?) \| ([^|=]+)$/
const CHECK = /^\((\w{1,4})\)\s*=\s*(\(\w{1,4}\)(?:\s*\+\s*\(\w{1,4}\))*)$/

/**
 * Reads heads and checks.
 * @param measures  what the form can count
 */
export function readLayout(headsIn: string, checksIn: string, measures: ReadonlySet<string>): LayoutRead {
  const heads: Head[] = []
  /** The lists that the next line may stand in, outermost first. */
  const open: Head[][] = [heads]
  const columns = new Set<string>()
  const wrong = (line: number, what: LayoutProblem['what'], text: string): LayoutRead => ({
    ok: false,
    problem: { line, what, text: text.trim() },
  })
  for (const { no, text } of linesOf(headsIn)) {
    const depth = (/^ */.exec(text)?.[0].length ?? 0) / INDENT.length
    const list = open[depth]
    if (!list) return wrong(no, 'TOO_DEEP', text)
    open.length = depth + 1
    const [, column, vi, en, measure, totalOnly] = LEAF.exec(text.trim()) ?? []
    if (column && vi && en && measure) {
      if (columns.has(column)) return wrong(no, 'COLUMN_TWICE', `(${column})`)
      if (!measures.has(measure)) return wrong(no, 'MEASURE_UNKNOWN', measure)
      columns.add(column)
      list.push({ vi, en, column, measure, ...(totalOnly ? { totalOnly: true } : {}) })
      continue
    }
    const [, groupVi, groupEn] = GROUP.exec(text.trim()) ?? []
    if (!groupVi || !groupEn) return wrong(no, 'UNREADABLE', text)
    const group: Head = { vi: groupVi, en: groupEn.trim(), parts: [] }
    list.push(group)
    open.push(group.parts)
  }
  const hollow = hollowGroup(heads)
  if (hollow) return wrong(0, 'NO_PARTS', hollow)
  const checks: CheckRule[] = []
  for (const { no, text } of linesOf(checksIn)) {
    const [, left, sum] = CHECK.exec(text.trim()) ?? []
    if (!left || !sum) return wrong(no, 'UNREADABLE', text)
    const right = [...sum.matchAll(/\((\w+)\)/g)].map(found => found[1] as string)
    const unknown = [left, ...right].find(one => !columns.has(one))
    if (unknown) return wrong(no, 'COLUMN_UNKNOWN', `(${unknown})`)
    checks.push({ left, right })
  }
  return { ok: true, heads, checks }
}

/** Lines with something on them, numbered as a person counts; a tab is an indent. */
const linesOf = (text: string): { no: number; text: string }[] =>
  text
    .split(/\r?\n/)
    .map((line, at) => ({ no: at + 1, text: line.replaceAll('\t', INDENT).trimEnd() }))
    .filter(line => line.text !== '')

function hollowGroup(heads: readonly Head[]): string | null {
  for (const head of heads) {
    if (!('parts' in head)) continue
    const found = head.parts.length === 0 ? head.vi : hollowGroup(head.parts)
    if (found) return found
  }
  return null
}

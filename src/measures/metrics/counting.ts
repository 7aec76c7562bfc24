import { percentOf, roundHalfUp } from '#app/kernel/text.ts'
import type { Ending, Outcome } from './cells.ts'
import {
  type CellMetricKey,
  type Channel,
  channels,
  type CountingRule,
  endings,
  type FigureCode,
  figures,
  metrics,
  type Selection,
} from './definitions.ts'

/** Figures out of sums of cells. Pure. */

/** Everything cells tell of one group of dossiers in one period. */
export interface Tally {
  received: Record<Channel, number>
  finished: Record<Ending, number>
  openBefore: number
  inTime: number
  overdue: number
  paused: number
}

export function emptyTally(): Tally {
  return {
    received: { DIRECT: 0, ONLINE: 0, POST: 0 },
    finished: Object.fromEntries(endings.map(ending => [ending, 0])) as Record<Ending, number>,
    openBefore: 0,
    inTime: 0,
    overdue: 0,
    paused: 0,
  }
}

export function addTallies(tallies: Iterable<Tally>): Tally {
  const sum = emptyTally()
  for (const tally of tallies) {
    for (const channel of channels) sum.received[channel] += tally.received[channel]
    for (const ending of endings) sum.finished[ending] += tally.finished[ending]
    for (const key of ['openBefore', 'inTime', 'overdue', 'paused'] as const) sum[key] += tally[key]
  }
  return sum
}

/** The figure in a tally; NaN for figures that cells do not tell (`cells: 'facts'`). */
export function countOf(code: FigureCode, tally: Tally, rule: CountingRule): number {
  return sum(figures[code].select.map(selection => countSelection(selection, tally, rule)))
}

function countSelection(selection: Selection, tally: Tally, rule: CountingRule): number {
  switch (selection.of) {
    case 'RECEIVED':
      return sum((selection.channels ?? channels).map(channel => tally.received[channel]))
    case 'FINISHED':
      return sum(endingsAs(selection.as, rule).map(ending => tally.finished[ending]))
    case 'OPEN_BEFORE':
      return tally.openBefore
    case 'OPEN': {
      const { as } = selection
      const waiting = as === undefined || as === rule.waiting ? tally.paused : 0
      return (as === 'OVERDUE' ? 0 : tally.inTime) + (as === 'IN_TIME' ? 0 : tally.overdue) + waiting
    }
    default:
      return Number.NaN
  }
}

/** Endings the rule counts so; all of them when nothing is asked. */
export function endingsAs(as: Outcome | undefined, rule: CountingRule): Ending[] {
  return endings.filter(ending => as === undefined || rule.endings[ending] === as)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)

/** What a metric is worth: null where nothing was counted, never 0 % or 100 % out of nothing. */
export function worthOf(key: CellMetricKey, numerator: number, denominator: number | null): number | null {
  if (denominator === null) return numerator
  if (metrics[key].unit === 'PERCENT') return percentOf(numerator, denominator)
  return denominator === 0 ? null : roundHalfUp(numerator / denominator, 2)
}

import type { Database } from '#app/kernel/context.ts'
import { addTallies, countOf, type Tally } from './counting.ts'
import type { CountingRule, FigureCode } from './definitions.ts'
import { type Reading, reading } from './reading.ts'
import { countingRule, type GroupBy, type Slice, tallies } from './tally.ts'

/** Figures of a slice in groups, all by one rule and from one reading. */
export interface Counted {
  rule: CountingRule
  /** Keys of groups: sector, agency id. */
  keys: string[]
  /** A figure of one group, or of all when no key is given. */
  figure: (code: FigureCode, key?: string) => number
}

export async function counted(db: Database, slice: Slice, by: GroupBy): Promise<Counted> {
  return await reading(db, async look => await countedIn(look, slice, by))
}

export async function countedIn(look: Reading, slice: Slice, by: GroupBy): Promise<Counted> {
  const [rule, groups] = [await countingRule(look.db, slice.to), await tallies(look, slice, by)]
  const all = addTallies(groups.values())
  return {
    rule,
    keys: [...groups.keys()],
    figure: (code, key) => {
      const tally: Tally | undefined = key === undefined ? all : groups.get(key)
      return tally ? countOf(code, tally, rule) : 0
    },
  }
}

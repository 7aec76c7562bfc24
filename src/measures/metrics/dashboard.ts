import { type RawBuilder, sql } from 'kysely'
import type { Database, Reader } from '#app/kernel/context.ts'
import { addDays, dayOf, percentOf, startOfDay } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { type Counted, countedIn } from './counted.ts'
import { countOf, type Tally } from './counting.ts'
import type { CountingRule, FigureCode } from './definitions.ts'
import { daysIn, monthsBack, type NamedPeriod, type Period, periodBefore, slices } from './periods.ts'
import { type Place, placeOf } from '../places/index.ts'
import { type Reading, reading } from './reading.ts'
import { countingRule, flows, type Slice, within } from './tally.ts'
import { figuresOf } from './views.ts'

/** What the board of a place shows; every figure with the same rule and as of the same instant. */

export interface Board {
  place: Place
  period: Period
  now: Date
  figure: (code: FigureCode) => number
  /** Percent; null where nothing was finished. */
  onTime: number | null
  onTimeBefore: number | null
  satisfaction: { share: number | null; slips: number }
  /** Up to six months before and with the period's end, oldest first. */
  months: { period: NamedPeriod; onTime: number | null; finished: number }[]
  parts: { period: Period; by: 'week' | 'month'; figure: (code: FigureCode) => number }[]
  agencies: AgencyLine[]
  steps: StepLine[]
}

export interface AgencyLine {
  id: number
  code: string | null
  name: string
  onTime: number | null
  figures: Record<(typeof agencyFigures)[number], number>
}
export const agencyFigures = ['received', 'finished', 'early', 'on_time', 'late', 'open', 'overdue_open'] as const

/** A step of the handling: how long it took against what it was given. */
export interface StepLine {
  stepName: string
  unitId: number
  unitName: string
  /** Averages over the lines ended in the period. */
  hoursUsed: number
  hoursGiven: number
  lines: number
  over: number
}

const onTimeOf = (figure: (code: FigureCode) => number): number | null =>
  percentOf(figure('early') + figure('on_time'), figure('finished'))

export async function board(db: Database, now: Date, place: Place, period: Period): Promise<Board> {
  const tree = await agencyTree(db, dayOf(now))
  return await reading(db, async look => await boardIn(look, tree, now, place, period))
}

async function boardIn(look: Reading, tree: AgencyTree, now: Date, place: Place, period: Period): Promise<Board> {
  const slice: Slice = { ...period, now, agencyIds: place.agencyIds }
  const byAgency = await countedIn(look, slice, 'agency')
  const before = await countedIn(look, { ...slice, ...periodBefore(period) }, 'all')
  const months = monthsBack(period.to < dayOf(now) ? period.to : dayOf(now), 6).reverse()
  const { rated = 0, satisfied = 0 } = await figuresOf(look, slice, ['rated', 'satisfied'])
  const by = daysIn(period) <= 70 ? 'week' : 'month'
  // Weeks that have not begun are left out: a zero there would look like a day without work.
  const begun = slices(period, by).filter(part => part.from <= dayOf(now))
  const parts = await partsOf(look, slice, begun, byAgency.rule)
  return {
    place,
    period,
    now,
    figure: code => byAgency.figure(code),
    onTime: onTimeOf(code => byAgency.figure(code)),
    onTimeBefore: onTimeOf(code => before.figure(code)),
    satisfaction: { share: percentOf(satisfied, rated), slips: rated },
    months: (await partsOf(look, slice, months, byAgency.rule)).map((part, at) => ({
      period: months[at] as NamedPeriod,
      onTime: onTimeOf(part.figure),
      finished: part.figure('finished'),
    })),
    parts: parts.map(part => ({ ...part, by })),
    agencies: agencyLines(tree, byAgency),
    steps: await slowSteps(look.db, tree, slice),
  }
}

async function partsOf(look: Reading, slice: Slice, periods: readonly Period[], rule: CountingRule) {
  const found = await flows(look, slice, periods)
  return found.map(({ part, tally }) => ({ period: periods[part] as Period, figure: figureIn(tally, rule) }))
}

const figureIn =
  (tally: Tally, rule: CountingRule) =>
  (code: FigureCode): number =>
    countOf(code, tally, rule)

function agencyLines(tree: AgencyTree, { keys, figure }: Counted): AgencyLine[] {
  return keys
    .map(key => {
      const { id, code, name } = placeOf(tree, Number(key))
      const figures = Object.fromEntries(agencyFigures.map(one => [one, figure(one, key)])) as AgencyLine['figures']
      return { id: id as number, code, name, onTime: onTimeOf(one => figure(one, key)), figures }
    })
    .filter(line => agencyFigures.some(code => line.figures[code] !== 0))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
}

/** Steps that went over their hours most often, worst first. */
async function slowSteps(db: Reader, tree: AgencyTree, slice: Slice): Promise<StepLine[]> {
  const { rows } = await sql<Omit<StepLine, 'unitName'>>`
    select s.step_name as "stepName", s.unit_id as "unitId", avg(s.used_minutes)::float8 / 60 as "hoursUsed", avg(s.hours)::float8 as "hoursGiven",
           count(*)::int as lines, count(distinct s.dossier_id) filter (where s.used_minutes > s.hours * 60)::int as over
      from onestop.step_log s
     where ${endedIn(slice)} and ${within(sql.ref('s.agency_id'), slice)}
     group by 1, 2
    having count(*) filter (where s.used_minutes > s.hours * 60) > 0
     order by over desc, avg(s.used_minutes) / 60 - avg(s.hours) desc, 1, 2
     limit 8`.execute(db)
  return rows.map(row => ({ ...row, unitName: placeOf(tree, row.unitId).name }))
}

function endedIn({ from, to }: Period): RawBuilder<boolean> {
  return sql<boolean>`s.ended_at >= ${startOfDay(from)} and s.ended_at < ${startOfDay(addDays(to, 1))} and s.used_minutes is not null`
}

/** Months of the public statistics: shares and counts of each agency, no dossier, no person. */
export interface Statistics {
  months: NamedPeriod[]
  total: { figure: (code: FigureCode) => number; onTime: number | null }[]
  agencies: { name: string; months: { finished: number; received: number; onTime: number | null }[] }[]
}

export async function publicStatistics(db: Database, now: Date, n = 12): Promise<Statistics> {
  const tree = await agencyTree(db, dayOf(now))
  const months = monthsBack(dayOf(now), n).reverse()
  const slice: Slice = { from: (months[0] as Period).from, to: (months.at(-1) as Period).to, now, agencyIds: null }
  const [rule, all, each] = await reading(db, async look => [
    await countingRule(look.db, dayOf(now)),
    await flows(look, slice, months),
    await flows(look, slice, months, 'agency'),
  ])
  const ids = [...new Set(each.map(entry => entry.key))]
  return {
    months,
    total: all.map(({ tally }) => ({ figure: figureIn(tally, rule), onTime: onTimeOf(figureIn(tally, rule)) })),
    agencies: ids
      .map(key => ({
        name: placeOf(tree, Number(key)).name,
        months: months.map((_, part) => {
          const entry = each.find(one => one.key === key && one.part === part)
          const figure = entry ? figureIn(entry.tally, rule) : () => 0
          return { finished: figure('finished'), received: figure('received'), onTime: onTimeOf(figure) }
        }),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi')),
  }
}

/**
 * P04: a deadline against the only npm package that knows several intervals a day, and against the machine's own limit.
 * Every figure is a ratio within one run, A-B-A-B, median of the pairs; the answers are compared before anything is timed.
 */

import dayjs, { type Dayjs } from 'dayjs'
import businessTime from 'dayjs-business-time'
import { addWorkingMinutes, type Calendar, dueAt } from '../src/organisation/calendar/index.ts'
import { type CalendarDefinition, compile } from '../src/organisation/calendar/compile.ts'
import { defaultDefinition } from '../src/organisation/calendar/default.ts'
import type { Limit } from '../src/kernel/limit.ts'

interface Line {
  name: string
  ratio: number
  goal: number
  ok: boolean
  detail: string
}

const MINUTE = 60_000
const TEN_DAYS: Limit = { unit: 'WORKING_DAY', amount: 10 }
const PAIRS = 7

/** Twenty years of the default week and the official days of 2024–2027, as long as bench.md measured. */
const years: CalendarDefinition = { weekly: defaultDefinition.weekly, exceptions: defaultDefinition.exceptions }
const calendar: Calendar = compile(years, '2024-01-01', '2043-12-31')

/** The same receptions in every run, whatever the order of the benches. */
function* seeded(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

/** Random minutes from `from` on, over `days` days. */
function receptions(count: number, from: string, days: number, seed: number): Date[] {
  const random = seeded(seed)
  const origin = Date.parse(`${from}T00:00:00+07:00`)
  return Array.from({ length: count }, () => new Date(origin + Math.floor(random.next().value! * days * 1440) * MINUTE))
}

/** Nanoseconds per call of `work` over all inputs, repeated so that a sample lasts long enough to be read. */
function cost<T>(inputs: readonly T[], rounds: number, work: (input: T) => number): number {
  let sink = 0
  const start = process.hrtime.bigint()
  for (let round = 0; round < rounds; round++) for (const input of inputs) sink += work(input)
  const elapsed = Number(process.hrtime.bigint() - start)
  if (!Number.isFinite(sink)) throw new Error('P04: a call gave no instant')
  return elapsed / (rounds * inputs.length)
}

interface Pairs {
  a: number
  b: number
  ratio: number
  spread: string
}

/** A-B-A-B: medians of both costs and of the ratios b / a. One pair is run before any is counted. */
function pairs(a: () => number, b: () => number): Pairs {
  a()
  b()
  const runs = Array.from({ length: PAIRS }, () => ({ a: a(), b: b() }))
  const ratios = runs.map(run => run.b / run.a)
  return {
    a: median(runs.map(run => run.a)),
    b: median(runs.map(run => run.b)),
    ratio: median(ratios),
    spread: `${round(Math.min(...ratios))}–${round(Math.max(...ratios))}`,
  }
}

const median = (values: number[]): number => values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)]!
const round = (n: number): number => (n >= 100 ? Math.round(n) : Math.round(n * 100) / 100)

/** The wall clock of Việt Nam as dayjs's local time: only the digits matter, so the zone of the machine does not. */
const toWall = (at: Date): Dayjs => dayjs(new Date(at.getTime() + 7 * 60 * MINUTE).toISOString().slice(0, 19))

function teachDayjs(): void {
  dayjs.extend(businessTime)
  const office = [
    { start: '07:30:00', end: '11:30:00' },
    { start: '13:30:00', end: '17:30:00' },
  ]
  const { monday, tuesday, wednesday, thursday, friday } = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map(day => [day, office]),
  )
  dayjs.setBusinessTime({
    sunday: null,
    monday: monday!,
    tuesday: tuesday!,
    wednesday: wednesday!,
    thursday: thursday!,
    friday: friday!,
    saturday: null,
  })
  dayjs.setHolidays(defaultDefinition.exceptions.filter(day => day.kind === 'OFF').map(day => day.day))
}

/** Ten working days against dayjs-business-time, which knows days off but no make-up days, and gives no reasons. */
function againstDayjs(): Line {
  teachDayjs()
  const peer = (at: Dayjs): Dayjs => at.addBusinessMinutes(4800)
  // No make-up Saturday between 12/01/2026 and 20/08/2026, so both follow the same rules there.
  const cases = receptions(60, '2026-01-12', 200, 4)
  const ours = (at: Date): Date => dueAt(calendar, at, TEN_DAYS).dueAt!
  const different = cases.filter(at => toWall(ours(at)).format() !== peer(toWall(at)).format()).length
  const walls = cases.slice(0, 20).map(toWall)
  const { a, b, ratio, spread } = pairs(
    () => cost(cases, 2000, at => ours(at).getTime()),
    () => cost(walls, 1, at => peer(at).valueOf()),
  )
  return {
    /** dayjs-business-time ÷ dueAt, ten working days. */
    name: 'P04',
    ratio: round(ratio),
    goal: 10_000,
    ok: ratio >= 10_000 && different === 0,
    detail: `${round(b)} ns ÷ ${round(a)} ns, ${spread}; ${different} of ${cases.length} answers differ`,
  }
}

/** The bare search every such calendar needs, over the same array: what the machine allows. */
function lowerBound(prefix: Int32Array, sum: number): number {
  let low = 0
  let high = prefix.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (prefix[middle]! < sum) low = middle + 1
    else high = middle
  }
  return low
}

function againstBareSearch(): Line {
  const cases = receptions(20_000, '2024-01-01', 7000, 5)
  const sums = cases.map(at => workingMinutesUntil(at) + 4800)
  const different = cases.filter((at, i) => {
    const interval = lowerBound(calendar.before, sums[i]!) - 1
    const minute = calendar.starts[interval]! + sums[i]! - calendar.before[interval]!
    return (minute - 7 * 60) * MINUTE !== addWorkingMinutes(calendar, at, 4800).getTime()
  }).length
  const { a, b, ratio, spread } = pairs(
    () => cost(sums, 50, sum => lowerBound(calendar.before, sum)),
    () => cost(cases, 50, at => addWorkingMinutes(calendar, at, 4800).getTime()),
  )
  return {
    /** addWorkingMinutes ÷ a bare lower_bound, ten working days. */
    name: 'P04-lower-bound',
    ratio: round(ratio),
    goal: 3,
    ok: ratio <= 3 && different === 0,
    detail: `${round(b)} ns ÷ ${round(a)} ns, ${spread}; ${calendar.starts.length} intervals; ${different} of ${cases.length} answers differ`,
  }
}

/** Counted apart from the calendar's own reading: the sum of all intervals that begin before the instant. */
function workingMinutesUntil(at: Date): number {
  const minute = Math.floor(at.getTime() / MINUTE) + 7 * 60
  const interval = lowerBound(calendar.starts, minute) - 1
  if (interval < 0) return 0
  return Math.min(calendar.before[interval]! + minute - calendar.starts[interval]!, calendar.before[interval + 1]!)
}

function flatness(): Line {
  const cases = receptions(20_000, '2024-01-01', 6000, 6)
  const { a, b, ratio, spread } = pairs(
    () => cost(cases, 50, at => addWorkingMinutes(calendar, at, 60).getTime()),
    () => cost(cases, 50, at => addWorkingMinutes(calendar, at, 365 * 480).getTime()),
  )
  return {
    /** 365 working days ÷ one hour. */
    name: 'P04-flatness',
    ratio: round(ratio),
    goal: 1.3,
    ok: ratio <= 1.3,
    detail: `${round(b)} ns ÷ ${round(a)} ns, ${spread}`,
  }
}

/** Three lines: how far ahead of the peer, how close to the machine, how flat in the length of the limit. */
export async function run(): Promise<Line[]> {
  return [againstDayjs(), againstBareSearch(), flatness()]
}

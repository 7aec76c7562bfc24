import type { Lang } from '#app/kernel/context.ts'
import { addDays } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { metricWords } from './words.ts'

/** Periods people report by. Pure: civil days in, civil days out, ends included. */

export interface Period {
  from: string
  to: string
}
export type PeriodKind = 'MONTH' | 'QUARTER' | 'YEAR' | 'CALENDAR_QUARTER' | 'CALENDAR_YEAR'
export interface NamedPeriod extends Period {
  kind: PeriodKind
  year: number
  /** Month or quarter; 0 for years. */
  no: number
}

const day = (year: number, month: number, date: number): string =>
  new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10)

export function month(year: number, no: number): NamedPeriod {
  return { kind: 'MONTH', year, no, from: day(year, no, 1), to: day(year, no + 1, 0) }
}

/**
 * The reporting quarter: from the 15th of the month before it to the 14th of its last month; 15/12–14/3 is the first.
 * Recalled, not read (docs/law/reporting.md): days can always be chosen by hand.
 */
export function quarter(year: number, no: number): NamedPeriod {
  return { kind: 'QUARTER', year, no, from: day(year, no * 3 - 3, 15), to: day(year, no * 3, 14) }
}

/** The reporting year, 15/12 of the year before to 14/12. */
export function reportingYear(year: number): NamedPeriod {
  return { kind: 'YEAR', year, no: 0, from: day(year - 1, 12, 15), to: day(year, 12, 14) }
}

export function calendarQuarter(year: number, no: number): NamedPeriod {
  return { kind: 'CALENDAR_QUARTER', year, no, from: day(year, no * 3 - 2, 1), to: day(year, no * 3 + 1, 0) }
}

export function calendarYear(year: number): NamedPeriod {
  return { kind: 'CALENDAR_YEAR', year, no: 0, from: day(year, 1, 1), to: day(year, 12, 31) }
}

/** The month a day lies in, and those before it, newest first. */
export function monthsBack(today: string, n: number): NamedPeriod[] {
  const year = Number(today.slice(0, 4))
  const no = Number(today.slice(5, 7))
  return Array.from({ length: n }, (_, back) => {
    const at = year * 12 + no - 1 - back
    return month(Math.floor(at / 12), (at % 12) + 1)
  })
}

/** The reporting quarter a day lies in. */
export function quarterOf(today: string): NamedPeriod {
  const year = Number(today.slice(0, 4))
  const all = [1, 2, 3, 4].map(no => quarter(year, no)).concat(quarter(year + 1, 1))
  return all.find(one => one.from <= today && today <= one.to) ?? quarter(year, 1)
}

export function quarterBefore({ year, no }: NamedPeriod): NamedPeriod {
  return no === 1 ? quarter(year - 1, 4) : quarter(year, no - 1)
}

/** What people choose most: this and the last month and quarter, the year, both ways of counting it. */
export function quickPeriods(today: string): NamedPeriod[] {
  const [thisMonth, lastMonth] = monthsBack(today, 2) as [NamedPeriod, NamedPeriod]
  const thisQuarter = quarterOf(today)
  const lastQuarter = quarterBefore(thisQuarter)
  return [
    thisMonth,
    lastMonth,
    thisQuarter,
    lastQuarter,
    quarterBefore(lastQuarter),
    reportingYear(thisQuarter.year),
    reportingYear(thisQuarter.year - 1),
    calendarYear(Number(today.slice(0, 4))),
  ]
}

/** The period of the same length that ends the day before. A calendar month is compared with the month before. */
export function periodBefore({ from, to }: Period): Period {
  const year = Number(from.slice(0, 4))
  const no = Number(from.slice(5, 7))
  const own = month(year, no)
  if (own.from === from && own.to === to) return monthsBack(addDays(from, -1), 1)[0] as Period
  return { from: addDays(from, -daysIn({ from, to })), to: addDays(from, -1) }
}

export function daysIn({ from, to }: Period): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
}

/** Weeks from Monday or months in a period; the first and last are cut to it. */
export function slices({ from, to }: Period, by: 'week' | 'month'): Period[] {
  const found: Period[] = []
  for (let at = from; at <= to; ) {
    const date = new Date(`${at}T00:00:00Z`)
    const end =
      by === 'week'
        ? addDays(at, 6 - ((date.getUTCDay() + 6) % 7))
        : day(date.getUTCFullYear(), date.getUTCMonth() + 2, 0)
    found.push({ from: at, to: end < to ? end : to })
    at = addDays(end, 1)
  }
  return found
}

/** As people say it: tháng 11/2026, quý 3/2026 (kỳ báo cáo). */
export function periodName({ kind, no, year }: NamedPeriod, lang: Lang): string {
  const w = say(metricWords, lang)
  switch (kind) {
    case 'MONTH':
      return w.month(no, year)
    case 'QUARTER':
      return w.quarter(no, year)
    case 'YEAR':
      return w.year(year)
    case 'CALENDAR_QUARTER':
      return w.calendarQuarter(no, year)
    default:
      return w.calendarYear(year)
  }
}

/** Steps into sentences. Pure. */

import type { Lang } from '#app/kernel/context.ts'
import { formatDate, formatDateTime, startOfDay, weekdayName } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { type Day, dayNumber } from './civil.ts'
import type { CalendarException } from './compile.ts'
import type { Step } from './due.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import { calendarWords } from './words.ts'

/** The sentences behind a due instant, for a clerk or a citizen: what was counted, what was not, and why. */
export function explain(steps: readonly Step[], lang: Lang): string[] {
  return steps.flatMap(step => sentences(step, lang))
}

function sentences(step: Step, lang: Lang): string[] {
  const w = say(calendarWords, lang)
  switch (step.kind) {
    case 'RECEIVED':
      return [w.received(moment(step.at, lang))]
    case 'STARTED':
      return [w.started(moment(step.at, lang))]
    case 'LIMIT': {
      const byDay = step.limit.unit === 'CALENDAR_DAY' || step.limit.unit === 'MONTH'
      return [(byDay ? w.promisedByDay : w.promised)(limitInWords(step.limit, lang))]
    }
    case 'CUT_OFF':
      return [w.cutOff(step.time)]
    case 'NOT_COUNTED':
      return [w.notCounted(list([...step.weekdays.map(day => weekday(day, lang)), ...named(step.days, lang)], lang))]
    case 'MADE_UP':
      return [w.madeUp(list(named(step.days, lang), lang))]
    case 'HALVED':
      return [w.halved(list(named(step.days, lang), lang))]
    case 'PAUSED': {
      const why = step.why?.[lang] ?? w.supplement
      return [w.paused(formatDateTime(step.from), formatDateTime(step.to), why) + w.uncounted(step.uncounted)]
    }
    case 'MOVED':
      return [w.moved(dated(step.from, lang), dated(step.to, lang))]
    case 'HELD':
      return [w.held(formatDateTime(step.from), step.why?.[lang] ?? w.supplement), w.left(step.left)]
    default:
      return [w.due(moment(step.at, lang))]
  }
}

/** thứ Năm 05/11/2026 10:40 */
export function moment(at: Date, lang: Lang): string {
  return `${weekdayName(at, lang)} ${formatDateTime(at)}`
}

const dated = (day: Day, lang: Lang): string => `${weekdayName(startOfDay(day), lang)} ${formatDate(day)}`

/** 01/01/2024 was a Monday. */
const weekday = (iso: number, lang: Lang): string => weekdayName(startOfDay(`2024-01-0${iso}`), lang)

/** Days with their names, a run of days under one name written once: 16/02/2026–20/02/2026 (Tết Nguyên đán). */
function named(days: readonly CalendarException[], lang: Lang): string[] {
  const runs: { first: CalendarException; last: CalendarException }[] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run !== undefined && continues(run.last, day)) run.last = day
    else runs.push({ first: day, last: day })
  }
  return runs.map(({ first, last }) => {
    const span = first === last ? dayOf(first, lang) : `${formatDate(first.day)}–${formatDate(last.day)}`
    const mark = first.settled === false ? `, ${say(calendarWords, lang).unsettled}` : ''
    return `${span} (${first.name[lang]}${mark})`
  })
}

/** A day worked out of turn is named with its weekday, because that is what surprises. */
const dayOf = (day: CalendarException, lang: Lang): string =>
  day.kind === 'OFF' ? formatDate(day.day) : dated(day.day, lang)

function continues(before: CalendarException, day: CalendarException): boolean {
  const next = dayNumber(day.day) === dayNumber(before.day) + 1
  const same = day.kind === before.kind && day.name.vi === before.name.vi
  return next && same && (day.settled ?? true) === (before.settled ?? true)
}

function list(items: readonly string[], lang: Lang): string {
  const last = items.at(-1) ?? ''
  if (items.length < 2) return last
  return `${items.slice(0, -1).join(', ')} ${say(calendarWords, lang).and} ${last}`
}

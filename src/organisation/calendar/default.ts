/** The calendar of agencies that state no other: office hours of 8 hours a day and the official days of db/reference. */

import official from '../../../db/reference/calendar.json' with { type: 'json' }
import { type Calendar, type CalendarDefinition, compile, type Interval } from './compile.ts'

const OFFICE: readonly Interval[] = [
  ['07:30', '11:30'],
  ['13:30', '17:30'],
]

/** Monday to Friday; the hours are set locally, these are the ones most used. */
export const defaultDefinition: CalendarDefinition = {
  weekly: [{ validFrom: official.covers.from, hours: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE } }],
  exceptions: official.days as CalendarDefinition['exceptions'],
  covers: official.covers,
}

let compiled: Calendar | null = null

/** The default calendar, compiled once for all the days it covers. */
export function defaultCalendar(): Calendar {
  return (compiled ??= compile(defaultDefinition, official.covers.from, official.covers.to))
}

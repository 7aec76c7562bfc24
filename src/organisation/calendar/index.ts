/** The front door of the calendar: whose it is, and what working time says. */

export type { Calendar } from './compile.ts'
export { dueAt, type Pause } from './due.ts'
export { explain } from './explain.ts'
export { addWorkingMinutes, isWorkingDay, workingMinutesBetween } from './rules.ts'
export { calendarFor } from './views.ts'

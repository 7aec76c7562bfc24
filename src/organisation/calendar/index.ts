/** The front door of the calendar: compile a definition once, then ask. */

export { type Calendar, type CalendarDefinition, type CalendarException, compile } from './compile.ts'
export { registerDue } from './command.ts'
export { defaultCalendar, defaultDefinition } from './default.ts'
export { type Due, dueAt, dueInstant, type Pause, type Step } from './due.ts'
export { explain } from './explain.ts'
export { calendarFor } from './views.ts'
export { formatLimit, type Limit, limitInWords, parseLimit } from './limit.ts'
export { addWorkingMinutes, isWorkingDay, remaining, workingMinutesBetween } from './rules.ts'
export { setCalendar } from './service.ts'

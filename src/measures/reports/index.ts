/** The front door of the reports. */

export { registerReport, type ReportDeps } from './command.ts'
export { closePeriod } from './service.ts'
export { report, type Report } from './views.ts'

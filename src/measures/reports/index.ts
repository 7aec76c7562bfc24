/** The front door of the reports. */

export { registerReport, type ReportDeps } from './command.ts'
export { type FormCode, formCodes } from './forms.ts'
export { closePeriod } from './service.ts'
export { report, type Report } from './views.ts'

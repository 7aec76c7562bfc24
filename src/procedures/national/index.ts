/** The front door of the national database. */

export { importProcedures, type ImportOptions, type ImportSummary } from './import.ts'

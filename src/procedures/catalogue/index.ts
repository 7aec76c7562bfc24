/** The front door of the catalogue of procedures. */

export { badAnswer, type FormDefinition, type FormField } from './form.ts'
export { importProcedures, type ImportSummary } from './import.ts'
export { type Intake, procedureForIntake } from './intake.ts'
export { promisedLimit, type Promises } from './limits.ts'
export { type SeedProcedure, SeedProcedureSchema } from './seed.ts'
export { adoptNational, createDecision, draftVersion, publishDecision } from './service.ts'
export type { Channel, Limit, OnlineLevel, ProcedureContent } from './shape.ts'
export { publishedProcedures } from './work.ts'

/** The front door of the catalogue of procedures. */

export { badAnswer, type FormDefinition, type FormField } from './form.ts'
export { type Intake, procedureForIntake } from './intake.ts'
export { promisedLimit, type Promises } from './limits.ts'
export type { Channel, Limit, OnlineLevel, ProcedureContent } from './shape.ts'

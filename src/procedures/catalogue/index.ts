/** The front door of the catalogue of procedures. */

export { type Intake, procedureForIntake } from './intake.ts'
export { openCopies } from './copies.ts'
export { promisedLimit } from './limits.ts'
export * as decisions from './publishing.ts'
export { reviewWords } from './review-words.ts'
export { type ComponentName, missingFor } from './rules.ts'
export { type ProcedureContent, ProcedureContentSchema } from './shape.ts'
export { shortenedFigures } from './shortened.ts'
export { componentWords } from './words.ts'

/** The front door of the catalogue of procedures. */

export { type ProcedureForIntake, procedureForIntake } from './intake.ts'
export { openCopies } from './copies.ts'
export { promisedLimit } from './limits.ts'
export * as decisions from './publishing.ts'
export { reviewWords } from './review-words.ts'
export * as parts from './parts.ts'
export { ProcedureContent } from './shape.ts'
export { shortenedFigures } from './shortened.ts'

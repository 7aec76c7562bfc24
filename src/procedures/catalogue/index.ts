/** The front door of the catalogue of procedures. */

export { changesOf, type VersionChanges } from './changes.ts'
export { daysLeft, deadlinesOf, deadlineState, type DeadlineState, countedOnce } from './deadlines.ts'
export { importProcedures, type ImportSummary } from './import.ts'
export { catalogueChanged, type Intake, procedureForIntake } from './intake.ts'
export { promisedLimit, type Promises } from './limits.ts'
export { publishSigned, signDecision } from './publishing.ts'
export { type ComponentName, type DecisionKind, decisionKinds, missingComponents, missingFor } from './rules.ts'
export { SeedProcedureSchema, type SeedProcedure } from './seed.ts'
export { adoptNational, createDecision, draftVersion, publishDecision } from './service.ts'
export type { Channel, Limit, OnlineLevel, ProcedureContent } from './shape.ts'
export { homeFilter, type ShortenedFigures, shortenedFigures } from './shortened.ts'
export { publishedProcedures } from './work.ts'

/** The front door of drafting. */

export { type AffectedList, type AffectedProcedure, affectedProcedures } from './affected.ts'
export { draftEvents } from './events.ts'
export { type DraftingFigures, draftingFigures } from './figures.ts'
export { draftingJobs } from './jobs.ts'

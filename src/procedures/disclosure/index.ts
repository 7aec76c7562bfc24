/** The front door of disclosure: what must be public where, and how much of it is. */

export { type DisclosureCoverage, disclosureCoverage } from './matrix.ts'
export { type CellState, coverage } from './rules.ts'
export { recordEvidence, withdrawEvidence } from './service.ts'

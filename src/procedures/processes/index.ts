/** The front door of handling processes. */

export { STEP_ROLES, stepInput, type StepRole } from './input.ts'
export { counterpartOf, onSiteClass, pathOf, stepDifference, stepSpan } from './model.ts'
export { type ProcessStep, sumHours } from './rules.ts'
export { approveProcess, draftProcess } from './service.ts'
export { processGeneration, processSteps } from './steps.ts'

/** The front door of handling processes: the steps of a day, the way of one dossier, two versions side by side. */

export { stepInput } from './input.ts'
export { onSiteClass, pathOf, stepDifference } from './model.ts'
export { type ProcessStep, sumHours } from './rules.ts'
export { processOn, processSteps } from './steps.ts'

/** The front door of plans. */

export { planDoors } from './api.ts'
export { addTarget, approvePlan, createPlan, enterValue } from './service.ts'
export { addTask, dropTask, finishTask, startTask } from './tasks.ts'

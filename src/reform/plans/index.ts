/** The front door of plans. */

export { addTarget, approvePlan, createPlan, enterValue } from './service.ts'
export { addTask, dropTask, finishTask, startTask } from './tasks.ts'

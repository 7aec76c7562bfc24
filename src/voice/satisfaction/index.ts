/** The front door of satisfaction. */

export { satisfactionDoors } from './api.ts'
export { rate } from './service.ts'

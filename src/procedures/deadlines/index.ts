/** The front door of deadlines: by when a publication is decided and public. */

export { countedOnce, type DeadlineState, deadlineState } from './rules.ts'
export { daysLeft, deadlinesOf } from './views.ts'

/** The front door of feedback: what people say, who may read it, and what of it must be covered. */

export { coverTraces } from './personal.ts'
export { scopeOf } from './scope.ts'
export { giveInfo, sendFeedback, vote } from './service.ts'

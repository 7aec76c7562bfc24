/** The front door of feedback. */

export { feedbackEvents } from './events.ts'
export {
  approveAnswer,
  askForInfo,
  assignFeedback,
  draftAnswer,
  publishFeedback,
  rejectFeedback,
  sendBackAnswer,
  transferFeedback,
} from './handling.ts'
export { coverTraces } from './personal.ts'
export { scopeOf } from './scope.ts'
export { giveInfo, sendFeedback, vote } from './service.ts'

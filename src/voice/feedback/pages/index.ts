export { publicFeedbackDoors } from './public-doors.tsx'
export { workFeedbackDoors } from './work-doors.tsx'

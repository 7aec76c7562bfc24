import type { House } from '#app/kernel/http/house.ts'
import { publicFeedbackDoors } from './public-doors.tsx'
import { workFeedbackDoors } from './work-doors.tsx'

/** The screens of feedback: the public's and the officers'. */
export function feedbackDoors(house: House): void {
  publicFeedbackDoors(house)
  workFeedbackDoors(house)
}

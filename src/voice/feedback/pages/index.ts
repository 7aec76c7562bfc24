import type { House } from '#app/kernel/http/house.ts'
import { pacesOf } from '../pace.ts'
import { publicFeedbackDoors } from './public-doors.tsx'
import { workFeedbackDoors } from './work-doors.tsx'

/** The screens of feedback: the public's and the officers'. */
export function feedbackDoors(house: House): void {
  publicFeedbackDoors(house, pacesOf(house))
  workFeedbackDoors(house)
}

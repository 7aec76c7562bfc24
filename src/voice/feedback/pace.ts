import { pace } from '#app/kernel/http/pace.ts'
import { feedbackWords } from './words.ts'

const tooMany = { vi: feedbackWords.vi.tooMany, en: feedbackWords.en.tooMany }

/** What the public may do how often from one address, on screens and through the interface together. */
export const publicPaces = {
  send: pace('feedback.send', 30, 3_600, tooMany),
  lookUp: pace('feedback.look_up', 60, 600, tooMany),
  vote: pace('feedback.vote', 60, 3_600, tooMany),
}

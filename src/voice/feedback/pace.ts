import type { House } from '#app/kernel/http/house.ts'
import { pace } from '#app/kernel/http/pace.ts'
import { feedbackWords } from './words.ts'

const tooMany = { vi: feedbackWords.vi.tooMany, en: feedbackWords.en.tooMany }

/** What the public may do how often from one address. Offices and villages share an address. */
const publicPaces = () => ({
  send: pace(30, 3_600, tooMany),
  lookUp: pace(60, 600, tooMany),
  vote: pace(60, 3_600, tooMany),
})
export type PublicPaces = ReturnType<typeof publicPaces>

const ofHouse = new WeakMap<House, PublicPaces>()

/** The same for the screens and the interface of one house. */
export function pacesOf(house: House): PublicPaces {
  const paces = ofHouse.get(house) ?? publicPaces()
  ofHouse.set(house, paces)
  return paces
}

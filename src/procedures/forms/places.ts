import type { Lang } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import { type AgencyTree, placesOf } from '#app/organisation/agencies/index.ts'
import { questionWords } from './question-words.ts'
import { type AnswerFacts, ELSEWHERE } from './values.ts'

/** Addresses are chosen from and checked against the tree of agencies: its provinces and communes by their territory codes. */

/** What right answers are checked against on the day of a tree. */
export const answerFacts = (tree: AgencyTree): AnswerFacts => {
  const { provinceOf } = placesOf(tree)
  return { isPlace: (province, commune) => provinceOf(commune) === province, provinceOf }
}

/** What an address is chosen from: provinces, then the communes of one; the province served here stands open. */
export function addressLists(tree: AgencyTree, lang: Lang) {
  const places = placesOf(tree)
  const option = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name })
  return {
    outer: [...places.provinces.map(option), { value: ELSEWHERE, label: say(questionWords, lang).elsewhere }],
    inner: (province: string) => places.communes(province).map(option),
    home: places.provinces[0]?.code ?? ELSEWHERE,
    written: ELSEWHERE,
    source: '/api/v1/provinces/{}/communes',
  }
}

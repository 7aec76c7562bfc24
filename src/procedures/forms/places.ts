import type { AgencyTree } from '#app/organisation/agencies/index.ts'
import type { AnswerFacts } from './values.ts'

/** Addresses are checked against the tree of agencies: its provinces and communes by their territory codes. */

/** What right answers are checked against on the day of a tree. */
export const answerFacts = (tree: AgencyTree): AnswerFacts => ({
  isPlace: (province, commune) => {
    const above = tree.byCode(province)
    const place = /^\d{5}$/.test(commune) ? tree.byCode(commune) : undefined
    return above !== undefined && place?.kind === 'COMMUNE' && tree.path(place.id).some(one => one.id === above.id)
  },
})

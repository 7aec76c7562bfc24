/** The verbs of the catalogue. */

export { adoptComponents, restoreComponents } from './adopting.ts'
export { createDecision, repeal } from './decisions.ts'
export { adoptNational, attachDraft, discardDraft, draftVersion } from './drafts.ts'
export { closeVersion } from './ending.ts'
export { publishDecision } from './putting-in-force.ts'
export { writeContent } from './writing.ts'

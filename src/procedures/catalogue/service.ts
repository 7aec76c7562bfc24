/** The verbs of the catalogue. */

export { closeVersion, createDecision, publishDecision, repeal } from './decisions.ts'
export { adoptNational, attachDraft, discardDraft, draftVersion } from './drafts.ts'
export { importProcedures } from './import.ts'

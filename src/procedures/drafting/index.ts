/** The front door of drafting. */

export { type AffectedList, type AffectedProcedure, affectedProcedures } from './affected.ts'
export { adoptDraft, appraise, requestAppraisal } from './appraisal.ts'
export { declareParts, saveAnswers, signAssessment } from './assessing.ts'
export { draftEvents } from './events.ts'
export { type DraftingFigures, draftingFigures } from './figures.ts'
export { draftingJobs } from './jobs.ts'
export { answerOpinion, closeRound, giveOpinions, openRound, sendPublicOpinion } from './opinions.ts'
export { registerDraft } from './service.ts'
export { pasteText, tagArticle } from './texts.ts'

/** The front door of forms: what a form asks on a day, what was answered, what stays of it. */

export type { Answers } from './answers.ts'
export { FormDefinitionSchema } from './definition.ts'
export { eligibilityOf } from './eligibility.ts'
export { askForm, fillIn } from './filling.ts'
export { changesSince, shownAnswers } from './kept.ts'
export { formOn } from './versions.ts'

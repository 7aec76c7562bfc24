/** The front door of forms. */

export { type Answers, casesAsked, readAnswers, stoppedBy } from './answers.ts'
export { holds } from './conditions.ts'
export { type FormDefinition, type FormField, FormFieldSchema } from './definition.ts'
export { minutesToFill } from './minutes.ts'
export { answerFacts } from './places.ts'
export { publishForm, saveForm } from './service.ts'
export { shownAnswers } from './shown.ts'
export type { AnswerFacts } from './values.ts'
export { formGeneration, formOfVersion } from './versions.ts'

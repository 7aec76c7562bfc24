/** The front door of forms. */

export { type Answers, casesAsked, readAnswers, stoppedBy } from './answers.ts'
export { differences, type FormChange } from './difference.ts'
export { type FormDefinition, FormDefinitionSchema, type FormField, FormFieldSchema } from './definition.ts'
export { minutesToFill } from './minutes.ts'
export { addressLists, answerFacts } from './places.ts'
export { casesWhen, questionsOf } from './questions.ts'
export { publishForm, saveForm } from './service.ts'
export { type ShownItem, shownAnswers } from './shown.ts'
export type { AnswerFacts } from './values.ts'
export { formGeneration, formOfVersion } from './versions.ts'

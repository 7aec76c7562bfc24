import { badAnswer, type FormDefinition } from '#app/procedures/catalogue/index.ts'
import type { Words2 } from '#app/kernel/refusal.ts'

/**
 * What is wrong with the answers to a procedure's form, by the path of the field on screen ('form.key').
 * Empty when the form is complete.
 */
export function missingAnswers(form: FormDefinition, answers: Record<string, unknown>): Record<string, Words2> {
  const wrong: Record<string, Words2> = {}
  const known = new Set<string>()
  for (const field of form.sections.flatMap(section => section.fields)) {
    known.add(field.key)
    const problem = badAnswer(field, answers[field.key])
    if (problem) wrong[`form.${field.key}`] = problem
  }
  for (const key of Object.keys(answers)) {
    if (!known.has(key)) wrong[`form.${key}`] = { vi: 'Mẫu đơn không có mục này.', en: 'The form has no such field.' }
  }
  return wrong
}

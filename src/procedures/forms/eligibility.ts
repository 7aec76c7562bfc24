import type { Eligibility, FormDefinition, YES_NO } from './definition.ts'

/** The questions before anything is filled in. Pure. */

type YesNo = (typeof YES_NO)[number]

export interface EligibilityRead {
  /** To the questions of this form, in its order. */
  answers: Record<string, YesNo>
  /** The first question whose answer stops. */
  stop: Eligibility | null
  /** The first question without an answer; it does not stop. */
  next: Eligibility | null
}

/** What the answers so far come to. @param given  by key; what the form does not ask is left out */
export function eligibilityOf(form: FormDefinition, given: Readonly<Record<string, unknown>>): EligibilityRead {
  const questions = form.eligibility ?? []
  const answerTo = ({ key }: Eligibility): YesNo | null => {
    const answer = Object.hasOwn(given, key) ? given[key] : undefined
    return answer === 'YES' || answer === 'NO' ? answer : null
  }
  return {
    answers: Object.fromEntries(
      questions.flatMap(one => {
        const answer = answerTo(one)
        return answer ? [[one.key, answer] as const] : []
      }),
    ),
    stop: questions.find(one => answerTo(one) === one.stopOn) ?? null,
    next: questions.find(one => answerTo(one) === null) ?? null,
  }
}

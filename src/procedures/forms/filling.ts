import type { Lang } from '#app/kernel/context.ts'
import type { AgencyTree } from '#app/organisation/agencies/index.ts'
import { type Answers, papersAsked, type ReadAnswers, readAnswers } from './answers.ts'
import type { FormDefinition } from './definition.ts'
import { minutesToFill } from './minutes.ts'
import { addressLists, answerFacts } from './places.ts'
import { casesWhen, questionsOf } from './questions.ts'

/** A form and a person: what it asks on a screen, and what was typed into it, by the agencies of a day. Pure. */

/** All that a screen needs to ask a form in one language. @param answers  those read so far, to say which parts are asked */
export function askForm(form: FormDefinition, lang: Lang, tree: AgencyTree, answers: Answers = {}) {
  return {
    sections: questionsOf(form, lang, answers),
    /** What addresses are chosen from. */
    places: addressLists(tree, lang),
    /** When the papers of each case are asked for; cases the form says nothing about are not in it. */
    papersWhen: casesWhen(form, lang, answers),
    minutes: minutesToFill(form),
  }
}

export interface FilledIn extends ReadAnswers {
  /** Whether the papers of a case are asked for by these answers; null names those that are always asked for. */
  asksPapersOf: (papersOf: string | null) => boolean
}

/** What was typed, read as it is kept; see `readAnswers`. */
export function fillIn(form: FormDefinition, typed: Record<string, unknown>, tree: AgencyTree): FilledIn {
  const read = readAnswers(form, typed, answerFacts(tree))
  return { ...read, asksPapersOf: papersAsked(form, read.answers) }
}

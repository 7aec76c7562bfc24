import type { Words2 } from '#app/kernel/refusal.ts'
import data from './questions.json' with { type: 'json' }

/**
 * The questionnaires of impact assessment: which questions are asked given the answers so far, what they lead to. Pure: what is
 * asked follows from the answers alone, never from the order in which they were given.
 *
 * law: ND-63-2010#10.2, annexes I (16 questions), II (7), III (14); #10.3 for what is amended
 */

export const assessmentForms = ['PROCEDURE', 'FORM', 'REQUIREMENT'] as const
export type AssessmentForm = (typeof assessmentForms)[number]

export type AnswerKind = 'TEXT' | 'YES_NO' | 'ONE' | 'MANY' | 'MONEY'
export type GroupKey = 'NECESSITY' | 'REASON' | 'LEGALITY' | 'COST' | 'AMENDMENT' | 'FORM'

/** When a part is asked: after an answer of another part, or when a conclusion differs from what its group leads to. */
export type When = { part: string; is: readonly string[] } | { differs: GroupKey }

export interface Part {
  key: string
  kind: AnswerKind
  words: Words2
  options?: readonly { value: string; words: Words2 }[]
  when?: When
}
export interface Question {
  no: string
  group: GroupKey
  words: Words2
  parts: readonly Part[]
}
export interface QuestionnaireForm {
  annex: string
  title: Words2
  groups: readonly { key: GroupKey; no: string; words: Words2 }[]
  questions: readonly Question[]
}
export interface Questionnaire {
  version: number
  validFrom: string
  basis: string
  verified: boolean
  forms: Record<AssessmentForm, QuestionnaireForm>
}

/** All versions, oldest first; an assessment keeps the one it was begun with. */
export const questionnaires = data as readonly Questionnaire[]

/** The questionnaire in force on a day. */
export function questionnaireOn(day: string): Questionnaire {
  return questionnaires.findLast(one => one.validFrom <= day) ?? (questionnaires[0] as Questionnaire)
}

export function questionnaireVersion(version: number): Questionnaire {
  const found = questionnaires.find(one => one.version === version)
  if (!found) throw new Error(`no questionnaire ${version}`)
  return found
}

/** Part → what was answered: one text, or the values ticked. An empty text or list is no answer. */
export type Answers = Readonly<Record<string, string | readonly string[]>>

export type Change = 'NEW' | 'AMENDED' | 'REPLACED' | 'REPEALED'

/** What else than the answers decides on what is asked. */
export interface About {
  form: AssessmentForm
  change: Change
}

interface Skip {
  when: { part: string; is: string }
  skips: readonly GroupKey[]
}

/**
 * An answer that ends the form early, and the groups that are then not asked.
 * law: ND-63-2010, annex I question 4, annex III question 5
 */
export const skips = {
  PROCEDURE: [{ when: { part: '4a', is: 'NO' }, skips: ['REASON', 'LEGALITY', 'COST', 'AMENDMENT'] }],
  FORM: [],
  REQUIREMENT: [{ when: { part: '5a', is: 'NONE' }, skips: ['REASON', 'LEGALITY'] }],
} as const satisfies Record<AssessmentForm, readonly Skip[]>

const valuesOf = (answers: Answers, key: string): readonly string[] => {
  const given = Object.hasOwn(answers, key) ? answers[key] : undefined
  return given === undefined || given === '' ? [] : typeof given === 'string' ? [given] : given
}
const is = (answers: Answers, key: string, ...values: string[]): boolean =>
  valuesOf(answers, key).some(given => values.includes(given))
const said = (answers: Answers, key: string): boolean => valuesOf(answers, key).length > 0

/** Groups that are not asked. What is amended has a group of its own, which nothing else answers. */
export function skippedGroups({ form, change }: About, answers: Answers): GroupKey[] {
  const rules: readonly Skip[] = skips[form]
  const ended = rules.filter(rule => is(answers, rule.when.part, rule.when.is)).flatMap(rule => rule.skips)
  const apart: GroupKey[] = form === 'PROCEDURE' && change !== 'AMENDED' ? ['AMENDMENT'] : []
  return [...new Set([...ended, ...apart])]
}

type Conclusion = 'YES' | 'PARTLY' | 'NO'

interface Concluding {
  group: GroupKey
  part: string
  /** What the answers of the group lead to; null while one of them is missing. */
  leadsTo: (a: Answers) => Conclusion | null
}

/** `NO` when one speaks against, `PARTLY` when one does in part, null while one is missing. */
function weigh(a: Answers, good: Record<string, string>, partly: Record<string, string> = {}): Conclusion | null {
  const parts = Object.keys(good)
  if (parts.some(part => !said(a, part))) return null
  const bad = parts.filter(part => !is(a, part, good[part] as string))
  if (bad.length === 0) return 'YES'
  return bad.every(part => partly[part] !== undefined && is(a, part, partly[part])) ? 'PARTLY' : 'NO'
}

/** The conclusions an assessor draws, and what the answers before each of them lead to. */
const concluding: Record<AssessmentForm, readonly Concluding[]> = {
  PROCEDURE: [
    { group: 'NECESSITY', part: '4a', leadsTo: a => weigh(a, { '1b': 'YES', '2a': 'YES', '3a': 'NO' }) },
    {
      group: 'REASON',
      part: '12a',
      leadsTo: a =>
        weigh(a, {
          '5a': 'YES',
          '6a': 'YES',
          '7a': 'YES',
          '8a': 'YES',
          '9a': 'YES',
          ...(is(a, '10a', 'YES') ? { '10c': 'YES' } : { '10a': 'NO' }),
        }),
    },
    { group: 'LEGALITY', part: '15a', leadsTo: a => weigh(a, { '13a': 'RIGHT', '14a': 'NO' }) },
  ],
  FORM: [],
  REQUIREMENT: [
    {
      group: 'NECESSITY',
      part: '5a',
      leadsTo: a => weigh(a, { '2a': 'ALL', '3a': 'NONE', '4a': 'NO' }, { '2a': 'PART' }),
    },
    {
      group: 'REASON',
      part: '10a',
      leadsTo: a => weigh(a, { '6a': 'NONE', '7a': 'ALL', '9a': 'NO' }, { '6a': 'PART', '7a': 'PART' }),
    },
    {
      group: 'LEGALITY',
      part: '14a',
      leadsTo: a =>
        weigh(a, { '11a': 'ALL', '12a': 'NONE', '13a': 'NONE' }, { '11a': 'PART', '12a': 'PART', '13a': 'PART' }),
    },
  ],
}

const drawn = (a: Answers, part: string): Conclusion | null =>
  is(a, part, 'YES', 'ALL') ? 'YES' : is(a, part, 'PART') ? 'PARTLY' : is(a, part, 'NO', 'NONE') ? 'NO' : null

export interface GroupConclusion {
  group: GroupKey
  part: string
  /** What the assessor concluded. */
  drawn: Conclusion | null
  /** What the answers lead to. */
  leadsTo: Conclusion | null
  differs: boolean
}

/** Conclusion by conclusion: what was drawn, what the answers lead to, and whether these differ. */
export function conclusions(about: About, answers: Answers): GroupConclusion[] {
  const skipped = skippedGroups(about, answers)
  return concluding[about.form]
    .filter(one => !skipped.includes(one.group))
    .map(({ group, part, leadsTo }) => {
      const [mine, led] = [drawn(answers, part), leadsTo(answers)]
      return { group, part, drawn: mine, leadsTo: led, differs: mine !== null && led !== null && mine !== led }
    })
}

/** Every part that is asked, given the answers: all of them have to be answered. */
export function askedParts(questionnaire: Questionnaire, about: About, answers: Answers): Part[] {
  const skipped = skippedGroups(about, answers)
  const differing = conclusions(about, answers)
    .filter(one => one.differs)
    .map(one => one.group)
  const questions = questionnaire.forms[about.form].questions.filter(one => !skipped.includes(one.group))
  const parts = questions.flatMap(one => one.parts)
  const byKey = new Map(parts.map(part => [part.key, part]))
  // A part that hangs on one that is not asked itself is not asked either, whatever was once answered there.
  const asked = (part: Part): boolean => {
    if (!part.when) return true
    if ('differs' in part.when) return differing.includes(part.when.differs)
    const on = byKey.get(part.when.part)
    return on !== undefined && asked(on) && is(answers, on.key, ...part.when.is)
  }
  return parts.filter(asked)
}

/** Keys of what is asked and not yet answered, in the order of the form. */
export function missingParts(questionnaire: Questionnaire, about: About, answers: Answers): string[] {
  return askedParts(questionnaire, about, answers)
    .filter(part => !said(answers, part.key))
    .map(part => part.key)
}

export type Verdict = 'KEEP' | 'AMEND' | 'DROP'

/** Answers after which the annex asks how the text is to change, and conclusions against it: the draft may be kept, but not as it is. */
const faults: Record<AssessmentForm, Readonly<Record<string, readonly string[]>>> = {
  PROCEDURE: {
    '5a': ['NO'],
    '6a': ['NO'],
    '7a': ['NO'],
    '8a': ['NO'],
    '9a': ['NO'],
    '10c': ['NO'],
    '12a': ['NO'],
    '13a': ['PARTLY_WRONG', 'WRONG'],
    '14a': ['YES'],
    '15a': ['NO'],
    '16c': ['NO'],
  },
  FORM: { '2a': ['NO'], '3_1a': ['NO'], '3_2a': ['NO'], '3_3a': ['NO'], '4a': ['NO'], '5a': ['NO'], '6a': ['NO'] },
  REQUIREMENT: {
    '5a': ['PART'],
    '6a': ['ALL', 'PART'],
    '7a': ['PART', 'NONE'],
    '10a': ['PART', 'NONE'],
    '11a': ['PART', 'NONE'],
    '12a': ['ALL', 'PART'],
    '14a': ['PART', 'NONE'],
  },
}
const needless: Record<AssessmentForm, { part: string; is: string }> = {
  PROCEDURE: { part: '4a', is: 'NO' },
  FORM: { part: '1a', is: 'NO' },
  REQUIREMENT: { part: '5a', is: 'NONE' },
}

/**
 * What a complete assessment comes to: it is not needed (DROP), the text has to change first (AMEND), or it stands (KEEP);
 * null while something is missing.
 */
export function verdictOf(questionnaire: Questionnaire, about: About, answers: Answers): Verdict | null {
  if (missingParts(questionnaire, about, answers).length > 0) return null
  const end = needless[about.form]
  if (is(answers, end.part, end.is)) return 'DROP'
  const asked = new Set(askedParts(questionnaire, about, answers).map(part => part.key))
  const faulty = Object.entries(faults[about.form]).some(([key, bad]) => asked.has(key) && is(answers, key, ...bad))
  return faulty ? 'AMEND' : 'KEEP'
}

export type WrongAnswer = 'UNKNOWN_PART' | 'NOT_AN_OPTION' | 'NONE_AND_OTHERS' | 'NOT_MONEY'

/** What is wrong with an answer; null when it fits its part. An empty one takes an answer back. */
export function wrongAnswer(
  questionnaire: Questionnaire,
  form: AssessmentForm,
  key: string,
  value: string | readonly string[],
): WrongAnswer | null {
  const part = questionnaire.forms[form].questions.flatMap(one => one.parts).find(one => one.key === key)
  if (!part) return 'UNKNOWN_PART'
  const given = typeof value === 'string' ? (value === '' ? [] : [value]) : value
  if (given.length > 1 && part.kind !== 'MANY') return 'NOT_AN_OPTION'
  if (part.kind === 'TEXT') return null
  if (part.kind === 'MONEY') return given.every(one => /^\d{1,15}$/.test(one)) ? null : 'NOT_MONEY'
  const offered = part.kind === 'YES_NO' ? ['YES', 'NO'] : (part.options ?? []).map(one => one.value)
  if (given.some(one => !offered.includes(one))) return 'NOT_AN_OPTION'
  return given.length > 1 && given.includes('NONE') ? 'NONE_AND_OTHERS' : null
}

/** Answers with others on top: an empty one is taken away. */
export function withAnswers(
  answers: Answers,
  more: Readonly<Record<string, string | readonly string[]>>,
): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    Object.entries({ ...answers, ...more }).filter(([, value]) => value !== '' && value.length > 0),
  )
}

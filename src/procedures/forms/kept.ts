import type { Reader } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import type { Answers } from './answers.ts'
import type { FormDefinition } from './definition.ts'
import { differences, type FormChange } from './difference.ts'
import { eligibilityOf } from './eligibility.ts'
import { partWords } from './part-words.ts'
import { answersShown, type Showing, type ShownSection } from './shown.ts'
import { type FormOn, formOfVersion } from './versions.ts'

/** Answers kept with a dossier or a draft, read by the form they answer, however old it is. */

export interface KeptAnswers {
  formVersionId: number | null
  answers: Answers
  /** To the questions before filing. */
  eligibility: Readonly<Record<string, unknown>>
}

/** What was answered, section by section, beginning with the questions before filing; sections without an answer are left out. */
export async function shownAnswers(
  db: Reader,
  { formVersionId, answers, eligibility }: KeptAnswers,
  showing: Showing,
): Promise<ShownSection[]> {
  const form = await formOfVersion(db, formVersionId)
  return [...eligibilityShown(form, eligibility, showing), ...answersShown(form, answers, showing)]
}

function eligibilityShown(form: FormDefinition, given: KeptAnswers['eligibility'], { lang }: Showing): ShownSection[] {
  const t = say(partWords, lang)
  const { answers } = eligibilityOf(form, given)
  const items = (form.eligibility ?? []).flatMap(({ key, question }) => {
    const answer = answers[key]
    return answer ? [{ key, label: question[lang], value: answer === 'YES' ? t.yes : t.no }] : []
  })
  return items.length > 0 ? [{ title: t.eligibility, items, before: true }] : []
}

export interface ChangesSince {
  changes: FormChange[]
  /** The form was withdrawn and nothing took its place: from when, and why. */
  withdrawn: { from: string; reason: string } | null
  /** Whether an answer given before filling in still answers the same question. */
  stillAsked: (eligibilityKey: string) => boolean
}

/** What has changed since a form was filled in. @param now  the form in force */
export async function changesSince(db: Reader, filledIn: number | null, now: FormOn): Promise<ChangesSince> {
  if (filledIn === now.formVersionId) return { changes: [], withdrawn: null, stillAsked: () => true }
  const before = await formOfVersion(db, filledIn)
  const question = (form: FormDefinition, key: string): string =>
    JSON.stringify(form.eligibility?.find(one => one.key === key) ?? null)
  return {
    changes: differences(before, now.form),
    withdrawn: now.formVersionId === null ? await withdrawal(db, filledIn) : null,
    stillAsked: key => question(before, key) === question(now.form, key),
  }
}

async function withdrawal(db: Reader, formVersionId: number | null): Promise<ChangesSince['withdrawn']> {
  if (formVersionId === null) return null
  const row = await db
    .selectFrom('procedures.form_version')
    .select(['effective_to', 'withdraw_reason'])
    .where('id', '=', formVersionId)
    .where('withdrawn_at', 'is not', null)
    .executeTakeFirst()
  return row ? { from: row.effective_to ?? '', reason: row.withdraw_reason ?? '' } : null
}

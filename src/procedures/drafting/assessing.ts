import type { Ctx, Tx } from '#app/kernel/context.ts'
import { notFound, refuse, type Words2 } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type Affected, affectedOf, type AssessmentRow } from './affected.ts'
import { draftEvents } from './events.ts'
import type { AnswersInput, AssessmentInput, DeclareInput } from './input.ts'
import {
  type About,
  missingParts,
  questionnaireOn,
  questionnaireVersion,
  verdictOf,
  withAnswers,
  wrongAnswer,
} from './questionnaire.ts'
import type { DraftRow } from './record.ts'
import { refusals } from './refusals.ts'
import { assessed } from './rules.ts'
import { type Done, handle } from './service.ts'
import { partWords, wrongAnswerWords } from './words.ts'

/** Impact assessment: what is to be assessed, the answers, the signature. */

const unknownAffected = { vi: 'thủ tục này trong dự thảo', en: 'This procedure of the draft' }
const unknownAssessment = { vi: 'bản đánh giá này', en: 'This assessment' }

/**
 * Says which application forms and which requirements the text lays down for a procedure (none is an answer too). Each gets an
 * assessment of its own; those of what is no longer there go.
 * @throws Refusal NO_ASSESSMENT_NEEDED
 */
export async function declareParts(ctx: Ctx, input: DeclareInput): Promise<Done> {
  return await handle(ctx, 'declareParts', 'assess', input, async ({ tx, row, move }) => {
    const one = (await affectedOf(tx, row.id, row.text_no)).find(each => each.id === input.affectedId)
    if (!one) throw notFound(unknownAffected)
    if (!assessed[one.change]) refusals.noAssessment()
    const wanted = { FORM: [...new Set(input.forms)], REQUIREMENT: [...new Set(input.requirements)] }
    await tx
      .updateTable('procedures.affected_procedure')
      .set({ forms: wanted.FORM, requirements: wanted.REQUIREMENT, declared_at: ctx.now })
      .where('id', '=', one.id)
      .execute()
    for (const form of ['FORM', 'REQUIREMENT'] as const) {
      await tx
        .deleteFrom('procedures.impact_assessment')
        .where('affected_id', '=', one.id)
        .where('form', '=', form)
        .where('subject', 'not in', [...wanted[form], ''])
        .execute()
      for (const subject of wanted[form]) await begin(tx, ctx, one.id, form, subject)
    }
    return await move('assess', {}, draftEvents.declared, {
      name: one.name,
      forms: wanted.FORM.length,
      requirements: wanted.REQUIREMENT.length,
    })
  })
}

async function begin(
  tx: Tx,
  ctx: Ctx,
  affectedId: number,
  form: 'FORM' | 'REQUIREMENT',
  subject: string,
): Promise<void> {
  await tx
    .insertInto('procedures.impact_assessment')
    .values({
      affected_id: affectedId,
      form,
      subject,
      questionnaire: questionnaireOn(dayOf(ctx.now)).version,
      updated_at: ctx.now,
      updated_by: ctx.actor.name,
    })
    .onConflict(oc => oc.doNothing())
    .execute()
}

interface Found {
  of: Affected
  one: AssessmentRow
  about: About
}

async function assessmentIn(tx: Tx, row: DraftRow, id: number): Promise<Found> {
  for (const of of await affectedOf(tx, row.id, row.text_no)) {
    const one = of.assessments.find(each => each.id === id)
    if (one) return { of, one, about: { form: one.form, change: of.change } }
  }
  throw notFound(unknownAssessment)
}

const told = ({ of, one }: Found) => ({ assessmentId: one.id, name: of.name, form: one.form, subject: one.subject })

export interface Assessed extends Done {
  complete: boolean
  /** Keys of what is still to be answered. */
  missing: string[]
}

/**
 * Writes answers on top of those there are; an empty one takes an answer back. Whether it is complete and what it comes to is
 * computed and stored.
 * @throws Refusal SIGNED_ALREADY, BAD_ANSWER naming the part
 */
export async function saveAnswers(ctx: Ctx, input: AnswersInput): Promise<Assessed> {
  return await handle(ctx, 'saveAnswers', 'assess', input, async ({ tx, row, move }) => {
    const found = await assessmentIn(tx, row, input.assessmentId)
    if (found.one.signed) refusals.signedAlready()
    const questionnaire = questionnaireVersion(found.one.questionnaire)
    const wrong = Object.fromEntries(
      Object.entries(input.answers).flatMap(([key, value]): [string, Words2][] => {
        const reason = wrongAnswer(questionnaire, found.about.form, key, value)
        return reason ? [[`answers.${key}`, wrongAnswerWords(reason)]] : []
      }),
    )
    if (Object.keys(wrong).length > 0) {
      refuse(
        'BAD_ANSWER',
        422,
        { vi: 'Có câu trả lời chưa đúng.', en: 'An answer does not fit its question.' },
        { fields: wrong },
      )
    }
    const answers = withAnswers(found.one.answers, input.answers)
    const missing = missingParts(questionnaire, found.about, answers)
    const verdict = verdictOf(questionnaire, found.about, answers)
    await tx
      .updateTable('procedures.impact_assessment')
      .set({
        answers: JSON.stringify(answers),
        complete: missing.length === 0,
        verdict,
        updated_at: ctx.now,
        updated_by: ctx.actor.name,
      })
      .where('id', '=', found.one.id)
      .execute()
    const done = await move('assess', {}, draftEvents.assessed, { ...told(found), missing: missing.length, verdict })
    return { ...done, complete: missing.length === 0, missing }
  })
}

/**
 * A leader of the drafting agency signs a complete assessment, for the articles as they read now.
 * @throws Refusal ASSESSMENT_INCOMPLETE naming what is not answered, SIGNED_ALREADY
 */
export async function signAssessment(ctx: Ctx, input: AssessmentInput): Promise<Done> {
  return await handle(ctx, 'signAssessment', 'sign', input, async ({ tx, row, move }) => {
    const found = await assessmentIn(tx, row, input.assessmentId)
    if (found.one.signed) refusals.signedAlready()
    const questionnaire = questionnaireVersion(found.one.questionnaire)
    // Asked anew: the kind of change may be another one since the answers were written.
    const missing = missingParts(questionnaire, found.about, found.one.answers)
    const verdict = verdictOf(questionnaire, found.about, found.one.answers)
    if (missing.length > 0 || verdict === null) {
      refuse(
        'ASSESSMENT_INCOMPLETE',
        409,
        {
          vi: `Bản đánh giá còn ${missing.length} mục chưa trả lời. Hãy trả lời hết rồi trình ký.`,
          en: `${missing.length} parts are not answered yet. Answer them before it is signed.`,
        },
        {
          fields: Object.fromEntries(
            missing.map(key => [`answers.${key}`, partWords(questionnaire, found.about.form, key)]),
          ),
        },
      )
    }
    await tx
      .updateTable('procedures.impact_assessment')
      .set({
        state: 'SIGNED',
        complete: true,
        verdict,
        fingerprint: found.of.fingerprint,
        signed_at: ctx.now,
        signed_by: ctx.actor.name,
        reopened_at: null,
      })
      .where('id', '=', found.one.id)
      .execute()
    return await move('sign', {}, draftEvents.signed, {
      ...told(found),
      verdict,
      change: found.of.change,
      procedureId: found.of.procedureId,
    })
  })
}

/** Opens a signed assessment again; it has to be signed anew. @throws Refusal NOT_SIGNED */
export async function reopenAssessment(ctx: Ctx, input: AssessmentInput): Promise<Done> {
  return await handle(ctx, 'reopenAssessment', 'assess', input, async ({ tx, row, move }) => {
    const found = await assessmentIn(tx, row, input.assessmentId)
    if (!found.one.signed) refusals.notSigned()
    await tx
      .updateTable('procedures.impact_assessment')
      .set({ state: 'DRAFT', fingerprint: null, signed_at: null, signed_by: null, reopened_at: ctx.now })
      .where('id', '=', found.one.id)
      .execute()
    return await move('assess', {}, draftEvents.reopened, told(found))
  })
}

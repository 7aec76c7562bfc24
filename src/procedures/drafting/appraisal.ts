import type { Ctx } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AffectedList, affectedProcedures } from './affected.ts'
import { draftEvents } from './events.ts'
import type { AdoptInput, AppraiseInput, RequestAppraisalInput, ReviseInput } from './input.ts'
import { readinessOf } from './readiness.ts'
import { addressees } from './record.ts'
import { refusals, refuseMissing } from './refusals.ts'
import { missingForAppraisal } from './rules.ts'
import { type Done, handle } from './service.ts'
import { sealText } from './texts.ts'

/** From a finished draft to an adopted text. */

/**
 * Sends the draft to the agency that appraises legal texts.
 * law: ND-63-2010#11.3 — no file is taken in without assessment and the control unit's opinion
 * @throws Refusal NOT_READY naming each missing thing, AGENCY_UNKNOWN
 */
export async function requestAppraisal(ctx: Ctx, input: RequestAppraisalInput): Promise<Done> {
  return await handle(ctx, 'requestAppraisal', 'requestAppraisal', input, async ({ tx, row, tree, move }) => {
    const appraiser = addressees(tree).find(one => one.id === input.appraiserId)
    if (!appraiser) return refusals.agencyUnknown('appraiserId')
    const missing = missingForAppraisal(await readinessOf(tx, row))
    if (missing.length > 0) {
      refuseMissing(missing, {
        vi: 'Chưa gửi thẩm định được. Còn thiếu:',
        en: 'It cannot be sent to appraisal yet. Missing:',
      })
    }
    await sealText(tx, row, ctx.now)
    return await move(
      'requestAppraisal',
      {
        appraiser_id: appraiser.id,
        appraisal_asked_at: ctx.now,
        appraised_at: null,
        appraisal_no: null,
        appraisal_note: null,
      },
      draftEvents.appraisalRequested,
      { appraiserId: appraiser.id, appraiser: appraiser.name, textNo: row.text_no },
    )
  })
}

/** The appraising agency says whether the draft may go on, with the number and the words of its report. */
export async function appraise(ctx: Ctx, input: AppraiseInput): Promise<Done> {
  const action = input.passed ? 'passAppraisal' : 'failAppraisal'
  return await handle(
    ctx,
    'appraise',
    action,
    input,
    async ({ move }) =>
      await move(
        action,
        { appraised_at: ctx.now, appraisal_no: input.number, appraisal_note: input.note },
        input.passed ? draftEvents.appraised : draftEvents.appraisalFailed,
        { number: input.number },
      ),
  )
}

/** Takes an appraised draft back to be changed once more; it then goes to appraisal again. */
export async function reviseDraft(ctx: Ctx, input: ReviseInput): Promise<Done> {
  return await handle(
    ctx,
    'reviseDraft',
    'revise',
    input,
    async ({ move }) => await move('revise', {}, draftEvents.revised, { reason: input.reason }),
  )
}

/**
 * Records that the text was adopted: number, day, day of effect. The event carries the procedures it touches, by the four kinds:
 * what their publication begins with.
 * @throws Refusal EFFECT_BEFORE_ADOPTION, ADOPTED_LATER
 */
export async function adoptDraft(ctx: Ctx, input: AdoptInput): Promise<Done & { affected: AffectedList }> {
  return await handle(ctx, 'adoptDraft', 'adopt', input, async ({ tx, row, move }) => {
    if (input.effectiveOn < input.adoptedOn) refusals.badDates()
    if (input.adoptedOn > dayOf(ctx.now)) refusals.adoptedLater()
    const affected = await affectedProcedures(tx, row.id)
    const done = await move(
      'adopt',
      { adopted_no: input.number, adopted_on: input.adoptedOn, effective_on: input.effectiveOn },
      draftEvents.adopted,
      {
        number: input.number,
        title: row.title,
        adoptedOn: input.adoptedOn,
        effectiveOn: input.effectiveOn,
        affected: affected.procedures,
      },
    )
    return {
      ...done,
      affected: { ...affected, number: input.number, adoptedOn: input.adoptedOn, effectiveOn: input.effectiveOn },
    }
  })
}

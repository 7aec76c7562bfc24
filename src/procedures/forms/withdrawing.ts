import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { changing, formEvents, type Held, type Row } from './changing.ts'
import { emptyForm } from './definition.ts'
import { checkAgainstProcess } from './fitting.ts'
import { type WithdrawFormInput, withdrawFormInput } from './input.ts'
import { hasSuccessor, nothingToWithdraw, withdrawnTooEarly } from './refusals.ts'
import { earliestEnd, versionBefore } from './rules.ts'
import { formsChanged } from './versions.ts'

/** The verb that ends a published form without a next one. */

export interface Withdrawn {
  no: number
  effectiveTo: string
  /** The version that goes on in its place; null: nothing is asked on screen from that day. */
  goesOn: number | null
}

/**
 * Ends a form on a day, with a reason. One that has not begun never does, and the version before goes on. Dossiers keep the
 * form they were filed with; citizens who had begun to fill it in are told, and keep what they typed.
 * @throws Refusal NOT_FOUND, FORM_NOT_PUBLISHED, FORM_ENDS_ALREADY, FORM_WITHDRAWN_TOO_EARLY, FORM_BREAKS_PROCESS
 */
export async function withdrawForm(ctx: Ctx, input: WithdrawFormInput): Promise<Withdrawn> {
  const wanted = parse(withdrawFormInput, input)
  const today = dayOf(ctx.now)
  const done = await changing(ctx, 'procedures.withdrawForm', wanted, async held => {
    const version = held.versions.find(one => one.no === wanted.no)
    if (!version || version.state === 'DRAFT' || version.from === version.to) nothingToWithdraw(wanted.no)
    if (version.to !== null) hasSuccessor(version.no, version.to)
    const earliest = earliestEnd(version, today)
    const coming = (version.from ?? '') > today
    const effectiveTo = coming ? earliest : wanted.effectiveTo
    if (effectiveTo < earliest) withdrawnTooEarly(earliest)
    const before = coming ? versionBefore(held.versions, version) : null
    if (!before) await checkAgainstProcess(held.tx, held.procedureId, effectiveTo, emptyForm)
    await end(ctx, held, version, effectiveTo, wanted.reason)
    if (before) await goOn(held, before)
    held.tell(formEvents.withdrawn, { no: version.no, effectiveTo, reason: wanted.reason, goesOn: before?.no ?? null })
    return { no: version.no, effectiveTo, goesOn: before?.no ?? null }
  })
  formsChanged(ctx.db)
  return done
}

async function end(ctx: Ctx, { tx }: Held, version: Row, effectiveTo: string, reason: string): Promise<void> {
  await tx
    .updateTable('procedures.form_version')
    .set({
      state: 'CLOSED',
      effective_to: effectiveTo,
      withdrawn_at: ctx.now,
      withdrawn_by: ctx.actor.name,
      withdraw_reason: reason,
    })
    .where('id', '=', version.id)
    .execute()
}

/** Only after the other has ended: no two hold on one day. */
async function goOn({ tx }: Held, version: Row): Promise<void> {
  await tx
    .updateTable('procedures.form_version')
    .set({ state: 'PUBLISHED', effective_to: null })
    .where('id', '=', version.id)
    .execute()
}

import { act, type Acting } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type CloseVersionInput, closeVersionInput } from './input.ts'
import { catalogueChanged } from './intake.ts'
import { catalogueEvents, knownProcedure, openVersion, procedureStream, provinceOf, validitiesOf } from './loading.ts'
import { closeTooEarly, notInForce } from './refusals.ts'
import type { Validity } from './rules.ts'

/** How a version in force ends: by the decision that follows it, or by itself. */

/**
 * Ends the version in force from a day on, today at the earliest: dossiers received before keep it.
 * @throws Refusal NOT_IN_FORCE, CLOSE_TOO_EARLY
 */
export async function closeVersion(ctx: Ctx, input: CloseVersionInput): Promise<{ code: string; no: number }> {
  const wanted = parse(closeVersionInput, input)
  const agencyId = await provinceOf(ctx)
  const today = dayOf(ctx.now)
  return await act(ctx, 'procedures.closeVersion', wanted, async acting => {
    const procedureId = await knownProcedure(acting.tx, wanted.code)
    const version = openVersion((await validitiesOf(acting.tx, [procedureId])).get(procedureId) ?? [])
    if (!version) notInForce(wanted.code)
    if (wanted.on < today || wanted.on <= version.from) closeTooEarly(today)
    await endVersion(acting, agencyId, wanted.code, version, wanted.on, {
      decisionId: null,
      decision: null,
      reason: wanted.reason,
    })
    acting.after(() => catalogueChanged(ctx.db))
    return { code: wanted.code, no: version.no }
  })
}

/** Ends a version, and says by what. */
export async function endVersion(
  { tx, emit }: Acting,
  agencyId: number,
  code: string,
  version: Validity,
  day: string,
  by: { decisionId: number | null; decision: string | null; reason: string | null },
): Promise<void> {
  await tx
    .updateTable('procedures.procedure_version')
    .set({ state: 'CLOSED', effective_to: day, closed_by: by.decisionId, close_reason: by.reason })
    .where('id', '=', version.versionId)
    .execute()
  emit({
    agencyId,
    stream: procedureStream(code),
    type: catalogueEvents.closed,
    data: {
      code,
      versionId: version.versionId,
      no: version.no,
      effectiveTo: day,
      decision: by.decision,
      reason: by.reason,
    },
  })
}

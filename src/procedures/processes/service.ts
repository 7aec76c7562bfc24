import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type Limit, limitInWords } from '#app/kernel/limit.ts'
import { type ApproveProcessInput, approveProcessInput, type DraftProcessInput, draftProcessInput } from './input.ts'
import { noDraft, notFit, notPublished, placeUnknown, processOverlap } from './refusals.ts'
import { agenciesOf, caseProblems } from './model.ts'
import { numbered, processProblems, sumHours } from './rules.ts'
import { fieldsOf, processesChanged, readSteps } from './steps.ts'
import { dayOf } from '#app/kernel/text.ts'

/** The verbs of handling processes. */

export const processEvents = {
  drafted: 'procedures.process.drafted',
  discarded: 'procedures.process.discarded',
  approved: 'procedures.process.approved',
  closed: 'procedures.process.closed',
} as const

/** The tightest promise of a published version: what its process must fit into. */
interface Tightest {
  channel: string
  limit: Limit
  hours: number
}

/**
 * Writes the draft process of a procedure, or replaces the draft there is. Incomplete drafts are kept; only approving
 * asks for everything.
 */
export async function draftProcess(
  ctx: Ctx,
  input: DraftProcessInput,
): Promise<{ processVersionId: number; no: number }> {
  const wanted = parse(draftProcessInput, input)
  const content = { steps: JSON.stringify(numbered(wanted.steps)), on_site: wanted.onSite ?? null }
  return await act(ctx, 'procedures.draftProcess', wanted, async ({ tx, emit }) => {
    const { procedureId, agencyId } = await lockProcedure(ctx, tx, wanted.procedureCode)
    const versions = await versionsOf(tx, procedureId)
    const draft = versions.find(version => version.state === 'DRAFT')
    const no = draft?.no ?? Math.max(0, ...versions.map(version => version.no)) + 1
    const { id } = draft
      ? await tx
          .updateTable('procedures.process_version')
          .set(content)
          .where('id', '=', draft.id)
          .returning('id')
          .executeTakeFirstOrThrow()
      : await tx
          .insertInto('procedures.process_version')
          .values({ procedure_id: procedureId, no, state: 'DRAFT', ...content, created_at: ctx.now })
          .returning('id')
          .executeTakeFirstOrThrow()
    emit({
      agencyId,
      stream: streamOf(wanted.procedureCode),
      type: processEvents.drafted,
      data: { procedureCode: wanted.procedureCode, no, steps: wanted.steps.length, hours: sumHours(wanted.steps) },
    })
    return { processVersionId: id, no }
  })
}

/** Throws the draft process away. */
export async function discardProcess(ctx: Ctx, procedureCode: string): Promise<{ no: number }> {
  return await act(ctx, 'procedures.discardProcess', { procedureCode }, async ({ tx, emit }) => {
    const { procedureId, agencyId } = await lockProcedure(ctx, tx, procedureCode)
    const draft = (await versionsOf(tx, procedureId)).find(version => version.state === 'DRAFT')
    if (!draft) noDraft(procedureCode)
    await tx.deleteFrom('procedures.process_version').where('id', '=', draft.id).execute()
    emit({
      agencyId,
      stream: streamOf(procedureCode),
      type: processEvents.discarded,
      data: { procedureCode, no: draft.no },
    })
    return { no: draft.no }
  })
}

/**
 * Approves the draft process from a day on and closes the one in force until then. The procedure must be published, the
 * steps together must fit into its tightest promise, and the last one must hand over the result.
 * @throws Refusal NO_PROCESS_DRAFT, PROCEDURE_NOT_PUBLISHED, STEP_PLACE_UNKNOWN, PROCESS_OVERLAP, and the code of a
 *   ProcessProblem: SUM_EXCEEDS_LIMIT, NO_HANDOVER, CIRCULAR_HANDOVER, UNREACHABLE_STEP, FIELD_UNKNOWN and others
 */
export async function approveProcess(
  ctx: Ctx,
  input: ApproveProcessInput,
): Promise<{ processVersionId: number; no: number }> {
  const wanted = parse(approveProcessInput, input)
  const { procedureCode, effectiveFrom } = wanted
  const tree = await agencyTree(ctx.db, effectiveFrom)
  const done = await act(ctx, 'procedures.approveProcess', wanted, async ({ tx, emit }) => {
    const { procedureId, agencyId } = await lockProcedure(ctx, tx, procedureCode)
    const versions = await versionsOf(tx, procedureId)
    const draft = versions.find(version => version.state === 'DRAFT')
    if (!draft) noDraft(procedureCode)
    const steps = readSteps(draft.steps)
    await checkFit(tx, procedureCode, procedureId, effectiveFrom, steps)
    for (const { step, agency } of agenciesOf(steps)) if (!tree.byCode(agency)) placeUnknown(step.name, agency)
    const before = versions.find(version => version.state !== 'DRAFT' && endsAfter(version.effective_to, effectiveFrom))
    if (before && (before.effective_to !== null || (before.effective_from ?? '') >= effectiveFrom)) {
      processOverlap(procedureCode, before.no, before.effective_from ?? '')
    }
    if (before) {
      await tx
        .updateTable('procedures.process_version')
        .set({ state: 'CLOSED', effective_to: effectiveFrom })
        .where('id', '=', before.id)
        .execute()
      emit({
        agencyId,
        stream: streamOf(procedureCode),
        type: processEvents.closed,
        data: { procedureCode, no: before.no, effectiveTo: effectiveFrom },
      })
    }
    await tx
      .updateTable('procedures.process_version')
      .set({
        state: 'APPROVED',
        decision_no: wanted.decisionNo,
        illustrative: wanted.illustrative,
        approved_at: ctx.now,
        approved_by: ctx.actor.name,
        effective_from: effectiveFrom,
      })
      .where('id', '=', draft.id)
      .execute()
    emit({
      agencyId,
      stream: streamOf(procedureCode),
      type: processEvents.approved,
      data: { procedureCode, no: draft.no, decisionNo: wanted.decisionNo, effectiveFrom, hours: sumHours(steps) },
    })
    return { processVersionId: draft.id, no: draft.no }
  })
  processesChanged(ctx.db)
  return done
}

const streamOf = (procedureCode: string): string => `process:${procedureCode}`
const endsAfter = (to: string | null, day: string): boolean => to === null || to > day

/** Two changes of one procedure's processes are one after the other. */
async function lockProcedure(ctx: Ctx, tx: Tx, code: string): Promise<{ procedureId: number; agencyId: number }> {
  const found = await tx
    .selectFrom('procedures.procedure')
    .select('id')
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw notFound({ vi: `thủ tục ${code}`, en: `Procedure ${code}` })
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  return { procedureId: found.id, agencyId: tree.province() }
}

async function versionsOf(tx: Tx, procedureId: number) {
  return await tx
    .selectFrom('procedures.process_version')
    .select(['id', 'no', 'state', 'steps', 'effective_from', 'effective_to'])
    .where('procedure_id', '=', procedureId)
    .orderBy('no')
    .execute()
}

async function checkFit(
  tx: Tx,
  code: string,
  procedureId: number,
  day: string,
  steps: ReturnType<typeof readSteps>,
): Promise<void> {
  const published = await tx
    .selectFrom('procedures.procedure_version')
    .select(['tightest', 'effective_from', 'effective_to'])
    .where('procedure_id', '=', procedureId)
    .where('state', 'in', ['PUBLISHED', 'CLOSED'])
    .orderBy('effective_from')
    .execute()
  const held = published.filter(version => endsAfter(version.effective_to, day))
  if (held.length === 0 || !held.some(version => (version.effective_from ?? '') <= day)) notPublished(code, day)
  const cases = await caseProblemsFrom(tx, procedureId, day, steps)
  for (const version of held) {
    const tightest = version.tightest as unknown as Tightest | null
    const problems = [...processProblems(steps, tightest?.hours ?? null), ...cases]
    if (problems.length === 0) continue
    const limit = tightest && { vi: limitInWords(tightest.limit, 'vi'), en: limitInWords(tightest.limit, 'en') }
    notFit(
      problems,
      limit,
      steps.map(step => step.code),
    )
  }
}

/** What the cases ask that no dossier can answer, by any form in force from the day on. */
async function caseProblemsFrom(tx: Tx, procedureId: number, day: string, steps: ReturnType<typeof readSteps>) {
  const forms = await tx
    .selectFrom('procedures.form_version')
    .select(['definition', 'effective_to'])
    .where('procedure_id', '=', procedureId)
    .where('state', 'in', ['PUBLISHED', 'CLOSED'])
    .orderBy('effective_from')
    .execute()
  const held = forms.filter(form => endsAfter(form.effective_to, day)).map(form => fieldsOf(form.definition))
  return (held.length > 0 ? held : [fieldsOf(null)]).flatMap(fields => caseProblems(steps, fields))
}

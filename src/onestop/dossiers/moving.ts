import type { z } from 'zod'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { addWorkingMinutes } from '#app/organisation/calendar/index.ts'
import { type ProcessStep, stepDifference, sumHours } from '#app/procedures/processes/index.ts'
import { dossierEvents } from './events.ts'
import { type Done, type DossierRow, onDossier, record, stepsOf } from './holding.ts'
import { beginStep, endStep } from './writing.ts'
import type { moveProcessInput } from './input.ts'
import { closeOpinions } from './opinions.ts'
import { decidesAtReception, handlingSteps, stepAt } from './rules.ts'
import { mayOpen } from './seeing.ts'

/** Moving a running dossier to another version of its procedure's process: what would change, and the verb. */

interface Version {
  id: number
  no: number
  from: string | null
  decisionNo: string | null
}

/** Approved versions of the dossier's process, newest first. */
async function versionsOf(db: Reader, procedureId: number): Promise<Version[]> {
  const rows = await db
    .selectFrom('procedures.process_version')
    .select(['id', 'no', 'effective_from', 'decision_no'])
    .where('procedure_id', '=', procedureId)
    .where('state', 'in', ['APPROVED', 'CLOSED'])
    .orderBy('no', 'desc')
    .execute()
  return rows.map(row => ({ id: row.id, no: row.no, from: row.effective_from, decisionNo: row.decision_no }))
}

const pathIn = async (db: Reader, versionId: number, row: Pick<DossierRow, 'form'>): Promise<readonly ProcessStep[]> =>
  await stepsOf(db, { process_version_id: versionId, form: row.form })

/** The step that stands beside one of the present process: the same work by the same hands; null: there is none before the hand-over. */
function counterpartIn(
  steps: readonly ProcessStep[],
  at: ProcessStep,
  after: readonly ProcessStep[],
): ProcessStep | null {
  return stepDifference(steps, handlingSteps(after)).find(({ before }) => before?.no === at.no)?.after ?? null
}

/** What moving a dossier would change. */
export interface MovePlan {
  code: string
  version: number
  status: string
  procedureName: string
  current: Version | null
  others: Version[]
  /** The version asked about. */
  target: Version | null
  difference: ReturnType<typeof stepDifference<ProcessStep>>
  /** The step it stands at, and the one at which it would go on; null: there is none. */
  at: ProcessStep | null
  goesOnAt: ProcessStep | null
}

/** @throws Refusal NOT_FOUND, also where the asker's agency has nothing to do with the dossier */
export async function movePlan(ctx: Ctx, code: string, versionId: number | null): Promise<MovePlan> {
  const row = await visible(ctx, code)
  const versions = await versionsOf(ctx.db, row.procedure_id)
  const others = versions.filter(version => version.id !== row.process_version_id)
  const target = others.find(version => version.id === versionId) ?? null
  const steps = await stepsOf(ctx.db, row)
  const after = target ? await pathIn(ctx.db, target.id, row) : []
  const at = stepAt(steps, row.step_no ?? 0) ?? null
  return {
    code,
    version: row.version,
    status: row.status,
    procedureName: row.procedure_name,
    current: versions.find(version => version.id === row.process_version_id) ?? null,
    others,
    target,
    difference: target ? stepDifference(steps, after) : [],
    at,
    goesOnAt: at && counterpartIn(steps, at, after),
  }
}

async function visible(ctx: Ctx, code: string): Promise<DossierRow> {
  const row = await ctx.db.selectFrom('onestop.dossier').selectAll().where('code', '=', code).executeTakeFirst()
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  if (!row || !(await mayOpen(ctx, tree, row))) throw notFound({ vi: `hồ sơ ${code}`, en: `Dossier ${code}` })
  return row
}

/**
 * Lets a running dossier go on along another approved version of its procedure's process. It goes on at the same work by
 * the same hands; what was promised to the applicant stays.
 * @throws Refusal NOT_FOUND, ACTION_NOT_POSSIBLE, ACTION_NOT_YOURS, PROCESS_NOT_FOR_DOSSIER, NO_COUNTERPART_STEP, RECEIVED_AT_COMMUNE
 */
export async function moveProcess(ctx: Ctx, code: string, input: z.output<typeof moveProcessInput>): Promise<Done> {
  await visible(ctx, code)
  return await onDossier(ctx, 'moveProcess', code, input, async held => {
    const { row, steps, calendar } = held
    const versions = await versionsOf(ctx.db, row.procedure_id)
    const target = versions.find(version => version.id === input.processVersionId)
    if (!target || target.id === row.process_version_id) notForDossier()
    const after = await pathIn(ctx.db, target.id, row)
    const at = stepAt(steps, row.step_no ?? 0)
    const next = at && counterpartIn(steps, at, after)
    if (!at || !next) noCounterpart(row.step_name ?? '', target.no)
    const tree = await agencyTree(ctx.db, dayOf(ctx.now))
    if (decidesAtReception(after) && tree.get(row.receiving_agency_id)?.kind === 'SERVICE_CENTRE') decidedElsewhere()
    const usedMinutes = endStep(held, 'MOVED', input.reason)
    closeOpinions(held, 'MOVED', input.reason)
    // Who held the step keeps it: the one who moves the dossier has done none of its work.
    const { officer_id: _id, officer_name: _name, ...ends } = held.writing.step_ends ?? {}
    held.writing.step_ends = ends
    const patch = await beginStep(held, next, row.assignee_id)
    record(
      held,
      dossierEvents.processMoved,
      {
        ...patch,
        process_version_id: target.id,
        // The step has run since it began, whatever version its hours are read from.
        step_due_at: addWorkingMinutes(calendar, row.step_started_at ?? ctx.now, sumHours([next]) * 60),
      },
      {
        fromNo: versions.find(version => version.id === row.process_version_id)?.no ?? 0,
        toNo: target.no,
        fromVersionId: row.process_version_id,
        toVersionId: target.id,
        toStepNo: next.no,
        toStepName: next.name,
        usedMinutes,
        reason: input.reason,
      },
    )
  })
}

function notForDossier(): never {
  const words = {
    vi: 'Hãy chọn một quy trình đã phê duyệt khác của chính thủ tục này.',
    en: 'Choose another approved process of the same procedure.',
  }
  refuse('PROCESS_NOT_FOR_DOSSIER', 422, words, { fields: { processVersionId: words } })
}

function noCounterpart(step: string, no: number): never {
  refuse('NO_COUNTERPART_STEP', 409, {
    vi: `Quy trình số ${no} không có bước tương ứng với bước "${step}" mà hồ sơ đang ở. Hãy chuyển hồ sơ qua bước này trước.`,
    en: `Process no. ${no} has no step like "${step}", where the dossier stands. Let it pass this step first.`,
  })
}

function decidedElsewhere(): never {
  refuse('RECEIVED_AT_COMMUNE', 409, {
    vi: 'Quy trình này có bước thẩm định tại nơi tiếp nhận, nhưng hồ sơ được nhận tại Trung tâm nên không ai làm được bước đó.',
    en: 'This process appraises where the dossier was received, but it was received at the centre, where nobody does that.',
  })
}

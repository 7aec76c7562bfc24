import type { Ctx } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { standingOf, stepsOf } from './holding.ts'
import { stepAfter, type Status } from './rules.ts'
import { isAble } from './abilities.ts'
import { maySee } from './seeing.ts'

/** Several dossiers chosen at once. */

/** A dossier as it was ticked: its code and the version that was on the screen. */
export interface Picked {
  code: string
  version: number
}

export interface PickedRow extends Picked {
  procedureName: string
  applicantName: string
  status: Status
  stepName: string | null
  nextName: string | null
  /** Somebody has changed it since it was on the screen. */
  changed: boolean
  canForward: boolean
}

/** What was picked, as it stands now, in the order it was picked; what the asker may not see is left out. */
export async function pickedRows(ctx: Ctx, picked: readonly Picked[]): Promise<PickedRow[]> {
  if (picked.length === 0) return []
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const rows = await ctx.db
    .selectFrom('onestop.dossier')
    .select([
      'agency_id',
      'code',
      'version',
      'status',
      'procedure_name',
      'applicant_name',
      'process_version_id',
      'form',
    ])
    .select(['step_no', 'step_name', 'step_role', 'step_agency_id', 'assignee_id', 'supplement_count', 'result_no'])
    .select(['receiving_agency_id', 'citizen_account_id'])
    .where(
      'code',
      'in',
      picked.map(p => p.code),
    )
    .execute()
  const found: PickedRow[] = []
  for (const { code, version } of picked) {
    const row = rows.find(r => r.code === code)
    if (!row || !maySee(ctx.actor, tree, row)) continue
    const steps = await stepsOf(ctx.db, row)
    const changed = row.version !== version
    found.push({
      code,
      version,
      procedureName: row.procedure_name,
      applicantName: row.applicant_name,
      status: row.status as Status,
      stepName: row.step_name,
      nextName: row.step_no === null ? null : (stepAfter(steps, row.step_no)?.name ?? null),
      changed,
      canForward: !changed && isAble('forward', standingOf(row, steps, 0, []), ctx.actor),
    })
  }
  return found
}

import type { Ctx } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { addWorkingMinutes, calendarFor, workingMinutesBetween } from '#app/organisation/calendar/index.ts'
import type { ProcedureContent } from '#app/procedures/catalogue/index.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'
import { out } from './asking.ts'
import { extensionsOf, notPossible, notYours, standingOf, stepsOf } from './holding.ts'
import { placeOf } from './writing.ts'
import { type Action, type DueState, dueState, nextStatus, type Status, stepAfter, stepBefore } from './rules.ts'
import { abilities } from './abilities.ts'
import { type OpinionView, opinionViews } from './opinion-views.ts'
import { mayOpen } from './seeing.ts'

/** As much of a dossier as somebody needs who is about to do one thing with it. */
export interface DossierBrief {
  code: string
  id: number
  homeId: number
  version: number
  status: Status
  procedureName: string
  procedureVersionId: number
  applicantName: string
  applicantKind: string
  channel: string
  resultDelivery: 'COUNTER' | 'POST' | 'ONLINE'
  resultNo: string | null
  stepName: string | null
  stepRole: string | null
  stepAgencyId: number | null
  assigneeId: number | null
  /** Where it goes when handed on; null: handling ends here. */
  next: { name: string; role: ProcessStep['role']; agencyId: number; agencyName: string } | null
  before: { name: string } | null
  due: DueState
  dueAt: Date | null
  leftMinutes: number | null
  dayMinutes: number
  opinions: OpinionView[]
  abilities: Action[]
}

/** @throws Refusal NOT_FOUND, also where the asker's agency has nothing to do with it */
export async function dossierBrief(ctx: Ctx, code: string): Promise<DossierBrief> {
  const row = await ctx.db.selectFrom('onestop.dossier').selectAll().where('code', '=', code).executeTakeFirst()
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  if (!row || !(await mayOpen(ctx, tree, row))) throw notFound({ vi: `hồ sơ ${code}`, en: `Dossier ${code}` })
  const steps = await stepsOf(ctx.db, row)
  const { calendar } = await calendarFor(ctx.db, row.agency_id)
  const next = row.step_no === null ? undefined : stepAfter(steps, row.step_no)
  const opinions = await opinionViews(ctx, tree, row)
  const nextAgency = next ? await placeOf(ctx.db, ctx.now, next, row) : 0
  const status = row.status as Status
  const soon = addWorkingMinutes(calendar, ctx.now, calendar.workingDayMinutes)
  const due = dueState(status, row.due_at, ctx.now, soon, row.outcome)
  const runs = due === 'ok' || due === 'soon' || due === 'late'
  return {
    code: row.code,
    id: row.id,
    homeId: row.agency_id,
    version: row.version,
    status,
    procedureName: row.procedure_name,
    procedureVersionId: row.procedure_version_id,
    applicantName: row.applicant_name,
    applicantKind: row.applicant_kind,
    channel: row.channel,
    resultDelivery: row.result_delivery as DossierBrief['resultDelivery'],
    resultNo: row.result_no,
    stepName: row.step_name,
    stepRole: row.step_role,
    stepAgencyId: row.step_agency_id,
    assigneeId: row.assignee_id,
    next: next
      ? { name: next.name, role: next.role, agencyId: nextAgency, agencyName: tree.get(nextAgency)?.name ?? '' }
      : null,
    before: row.step_no === null ? null : (stepBefore(steps, row.step_no) ?? null),
    due,
    dueAt: row.due_at,
    leftMinutes: runs && row.due_at ? workingMinutesBetween(calendar, ctx.now, row.due_at) : null,
    dayMinutes: calendar.workingDayMinutes,
    opinions,
    abilities: abilities(standingOf(row, steps, await extensionsOf(ctx.db, row), out(opinions)), ctx.actor),
  }
}

/** The refusal a verb would give, before its form is shown. @throws Refusal ACTION_NOT_POSSIBLE, ACTION_NOT_YOURS */
export function checkAble(dossier: DossierBrief, action: Action): void {
  if (dossier.abilities.includes(action)) return
  if (nextStatus(dossier.status, action) === null) notPossible(dossier.status, action)
  notYours()
}

/** Names of the papers the dossier's procedure asks for. */
export async function componentNames(ctx: Ctx, dossier: DossierBrief): Promise<string[]> {
  const row = await ctx.db
    .selectFrom('procedures.procedure_version')
    .select('content')
    .where('id', '=', dossier.procedureVersionId)
    .executeTakeFirstOrThrow()
  const content = row.content as unknown as ProcedureContent
  const names = content.components.flatMap(group =>
    group.papers.filter(p => p.kind === 'PAPER').map(p => p.name.slice(0, 500)),
  )
  return [...new Set(names)].slice(0, 30)
}

/** What the last request for papers (form 02) asked for. */
export async function askedPapers(ctx: Ctx, dossier: DossierBrief): Promise<string[]> {
  const row = await ctx.db
    .selectFrom('onestop.slip')
    .select('data')
    .where('agency_id', '=', dossier.homeId)
    .where('dossier_id', '=', dossier.id)
    .where('form_no', '=', '02')
    .orderBy('no', 'desc')
    .executeTakeFirst()
  return (row?.data as { items?: string[] } | undefined)?.items ?? []
}

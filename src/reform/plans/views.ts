import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import type { AgencyTree } from '#app/organisation/agencies/index.ts'
import { type AreaSet, areaSet } from './areas.ts'
import type { PlansQuery } from './input.ts'
import { standingFor, treeOf } from './record.ts'
import {
  after,
  mayApprove,
  mayEdit,
  mayUpdateTask,
  type PlanAction,
  planActions,
  type PlanState,
  problemsOf,
  standingOf,
  type TaskAction,
  taskActions,
  taskAfter,
  type TaskProblem,
  type TaskStanding,
  type TaskState,
} from './rules.ts'
import { targetsOf, type TargetView } from './targets.ts'

/** Plans with the live values of their targets and the standing of their tasks. */

export interface PlanListRow {
  id: number
  year: number
  number: string
  title: string
  agency: string
  status: PlanState
  illustrative: boolean
  targets: number
  tasks: number
  done: number
  overdue: number
}

/** Plans by year, newest first. */
export async function plans(ctx: Ctx, query: PlansQuery): Promise<Page<PlanListRow>> {
  const tree = await treeOf(ctx.db, ctx)
  const conditions = [
    sql<boolean>`true`,
    ...(query.year ? [sql<boolean>`p.year = ${query.year}`] : []),
    ...(query.agency ? [sql<boolean>`p.agency_id = ${query.agency}`] : []),
    ...(query.after
      ? [
          afterKey(
            [
              { column: sql`p.year`, type: 'int' },
              { column: sql`p.id`, type: 'int' },
            ],
            'desc',
            decodeCursor(query.after, 2),
          ),
        ]
      : []),
  ]
  const { rows } = await sql<Omit<PlanListRow, 'agency'> & { agency_id: number }>`
    select p.id, p.year, p.number, p.title, p.agency_id, p.status, p.illustrative,
           (select count(*)::int from reform.target t where t.plan_id = p.id) as targets,
           count(k.id) filter (where k.status <> 'DROPPED')::int as tasks,
           count(k.id) filter (where k.status = 'DONE')::int as done,
           count(k.id) filter (where k.status in ('TODO', 'DOING') and k.due_on < ${dayOf(ctx.now)} and p.status = 'APPROVED')::int as overdue
      from reform.plan p left join reform.task k on k.plan_id = p.id
     where ${sql.join(conditions, sql` and `)}
     group by p.id order by p.year desc, p.id desc limit ${query.limit + 1}`.execute(ctx.db)
  const page = toPage(rows, query.limit, row => [row.year, row.id])
  return {
    items: page.items.map(({ agency_id, ...row }) => ({ ...row, agency: tree.get(agency_id)?.name ?? '' })),
    next: page.next,
  }
}

export interface TaskView {
  code: string
  area: string
  text: string
  product: string
  leadAgencyId: number | null
  lead: string
  leadOfficer: string
  coordinatingIds: number[]
  coordinating: string[]
  dueOn: string
  status: TaskState
  standing: TaskStanding
  problems: TaskProblem[]
  doneOn: string | null
  evidence: string
  dropReason: string
  can: Record<TaskAction, boolean>
}

export interface PlanEvent {
  type: string
  at: Date
  actor: string
  data: Record<string, unknown>
}

export interface PlanView {
  id: number
  year: number
  number: string
  title: string
  agencyId: number
  agency: string
  status: PlanState
  illustrative: boolean
  signedOn: string | null
  signer: string
  basis: string[]
  purpose: string
  areas: AreaSet
  targets: TargetView[]
  tasks: TaskView[]
  can: Record<PlanAction, boolean>
  story: PlanEvent[]
  /** Agencies that may lead or be measured, for the forms. */
  agencies: { id: number; name: string }[]
}

/** One plan with everything in it, its targets measured now. @throws Refusal NOT_FOUND */
export async function planOf(ctx: Ctx, id: number): Promise<PlanView> {
  const plan = await ctx.db.selectFrom('reform.plan').selectAll().where('id', '=', id).executeTakeFirst()
  if (!plan) throw notFound({ vi: 'kế hoạch này', en: 'This plan' })
  const status = plan.status as PlanState
  const tree = await treeOf(ctx.db, ctx)
  const standing = standingFor(tree, ctx, plan.agency_id)
  const edits = mayEdit(ctx.actor, standing)
  const can = Object.fromEntries(
    planActions.map(action => {
      const may = action === 'approve' || action === 'close' ? mayApprove(ctx.actor, standing) : edits
      return [action, may && after(status, action) !== undefined]
    }),
  ) as Record<PlanAction, boolean>
  return {
    id: plan.id,
    year: plan.year,
    number: plan.number,
    title: plan.title,
    agencyId: plan.agency_id,
    agency: tree.get(plan.agency_id)?.name ?? '',
    status,
    illustrative: plan.illustrative,
    signedOn: plan.signed_on,
    signer: plan.signer,
    basis: plan.basis,
    purpose: plan.purpose,
    areas: areaSet(plan.area_set),
    targets: await targetsOf(ctx, tree, plan.id),
    tasks: await tasksOf(ctx, tree, plan.id, status === 'APPROVED', standing),
    can,
    story: await storyOf(ctx, plan),
    agencies: choicesOf(tree, plan.agency_id),
  }
}

/** The plan's agency and everything below it, in the order of the tree. */
export function choicesOf(tree: AgencyTree, agencyId: number): { id: number; name: string }[] {
  return tree.subtree(agencyId).map(id => ({ id, name: tree.get(id)?.name ?? '' }))
}

async function tasksOf(
  ctx: Ctx,
  tree: AgencyTree,
  planId: number,
  running: boolean,
  standing: ReturnType<typeof standingFor>,
): Promise<TaskView[]> {
  const rows = await ctx.db.selectFrom('reform.task').selectAll().where('plan_id', '=', planId).execute()
  const today = dayOf(ctx.now)
  const nameOf = (id: number): string => tree.get(id)?.name ?? ''
  return rows
    .sort((a, b) => byCode(a.code, b.code))
    .map(row => {
      const status = row.status as TaskState
      const facts = {
        leadAgencyId: row.lead_agency_id,
        leadOfficer: row.lead_officer,
        status,
        dueOn: row.due_on,
        doneOn: row.done_on,
      }
      const mine = running && mayUpdateTask(ctx.actor, standing, row.lead_agency_id, standing.below)
      return {
        code: row.code,
        area: row.area,
        text: row.text,
        product: row.product,
        leadAgencyId: row.lead_agency_id,
        lead: row.lead_agency_id === null ? '' : nameOf(row.lead_agency_id),
        leadOfficer: row.lead_officer,
        coordinatingIds: row.coordinating,
        coordinating: row.coordinating.map(nameOf),
        dueOn: row.due_on,
        status,
        standing: standingOf(facts, today),
        problems: problemsOf(facts, running ? today : null),
        doneOn: row.done_on,
        evidence: row.evidence,
        dropReason: row.drop_reason,
        can: Object.fromEntries(
          taskActions.map(action => [action, mine && taskAfter(status, action) !== undefined]),
        ) as Record<TaskAction, boolean>,
      }
    })
}

/** 3.2 before 3.10. */
export function byCode(a: string, b: string): number {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)]
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? -1) - (y[i] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

async function storyOf(ctx: Ctx, plan: { id: number; agency_id: number }): Promise<PlanEvent[]> {
  const rows = await ctx.db
    .selectFrom('kernel.event')
    .select(['type', 'at', 'actor_name', 'data'])
    .where('agency_id', '=', plan.agency_id)
    .where('stream', '=', `plan:${plan.id}`)
    .orderBy('seq', 'desc')
    .limit(500)
    .execute()
  return rows.map(row => ({
    type: row.type.replace('reform.plan.', ''),
    at: row.at,
    actor: row.actor_name,
    data: row.data as Record<string, unknown>,
  }))
}

export interface ProblemRow {
  planId: number
  planNumber: string
  code: string
  text: string
  lead: string
  leadOfficer: string
  dueOn: string
  problems: TaskProblem[]
}

/** Tasks nobody answers for, and tasks past their day, in every plan that is not closed; the longest overdue first. */
export async function taskProblems(ctx: Ctx): Promise<ProblemRow[]> {
  const tree = await treeOf(ctx.db, ctx)
  const today = dayOf(ctx.now)
  const rows = await ctx.db
    .selectFrom('reform.task as k')
    .innerJoin('reform.plan as p', 'p.id', 'k.plan_id')
    .select([
      'p.id',
      'p.number',
      'p.status as plan_status',
      'k.code',
      'k.text',
      'k.lead_agency_id',
      'k.lead_officer',
      'k.due_on',
      'k.status',
    ])
    .where('p.status', '<>', 'CLOSED')
    .where('k.status', 'in', ['TODO', 'DOING'])
    .where(eb => eb.or([eb('k.lead_agency_id', 'is', null), eb('k.lead_officer', '=', ''), eb('k.due_on', '<', today)]))
    .orderBy('k.due_on')
    .orderBy('k.id')
    .limit(1_000)
    .execute()
  return rows.flatMap(row => {
    const facts = {
      leadAgencyId: row.lead_agency_id,
      leadOfficer: row.lead_officer,
      status: row.status as TaskState,
      dueOn: row.due_on,
    }
    const problems = problemsOf(facts, row.plan_status === 'APPROVED' ? today : null)
    if (problems.length === 0) return []
    return {
      planId: row.id,
      planNumber: row.number,
      code: row.code,
      text: row.text,
      lead: row.lead_agency_id === null ? '' : (tree.get(row.lead_agency_id)?.name ?? ''),
      leadOfficer: row.lead_officer,
      dueOn: row.due_on,
      problems,
    }
  })
}

import type { Actor } from '#app/kernel/context.ts'
import { dayOf, startOfDay } from '#app/kernel/text.ts'
import * as planInput from '#app/reform/plans/input.ts'
import { addTarget, approvePlan, closePlan, createPlan, enterValue } from '#app/reform/plans/service.ts'
import { addTask, dropTask, finishTask, startTask } from '#app/reform/plans/tasks.ts'
import { type Cast, ctxAt } from './cast.ts'
import { Dice } from './dice.ts'
import data from './plan.json' with { type: 'json' }

/** This year's reform plan with targets that measure themselves, and last year's, closed. Days are given as 'MM-DD'. */

interface TargetData {
  area: string
  text: string
  operator: string
  value: number
  unit: string
  metric?: string
  agency?: string
  values?: { on: string; value: number; evidence: string }[]
}
interface TaskData {
  code: string
  area: string
  text: string
  product: string
  lead: string
  with: string[]
  due: string
  started?: boolean
  done?: string
  evidence?: string
  dropped?: string
}

/** Makes both plans. @returns how many */
export async function makePlansOfReform(cast: Cast, begins: Date): Promise<number> {
  const { now } = cast.options
  const year = Number(dayOf(now).slice(0, 4))
  const dice = new Dice('reform')
  const staff = cast.officers(cast.tree.byCode('H71.06')?.id ?? 0, 'REFORM')[0]
  if (!staff) throw new Error('nobody at the department of home affairs looks after reform')
  const last = { cast, staff, dice, year: year - 1, begins }
  const old = await makePlan(last, data.lastYear.targets, data.lastYear.tasks)
  const closing = startOfDay(`${year}-01-15`)
  if (closing <= now && closing > begins) await closePlan(ctxAt(cast, staff, closing, dice), { planId: old })
  await makePlan({ ...last, year }, data.targets, data.tasks)
  return 2
}

interface Making {
  cast: Cast
  staff: Actor
  dice: Dice
  year: number
  begins: Date
}

async function makePlan(making: Making, targets: TargetData[], tasks: TaskData[]): Promise<number> {
  const { cast, staff, dice, year, begins } = making
  const idOf = (code: string): number => cast.tree.byCode(code)?.id as number
  const wanted = startOfDay(`${year - 1}-12-28`)
  const approved = new Date((wanted < begins ? begins : wanted).getTime() + 9 * 3_600_000)
  const ctx = (at: Date) => ctxAt(cast, staff, at < approved ? approved : at, dice)
  const { planId } = await createPlan(
    ctx(approved),
    planInput.createPlanInput.parse({
      agencyId: cast.tree.province(),
      year,
      number: `${200 + (year % 50)}/KH-UBND`,
      title: `Kế hoạch cải cách hành chính năm ${year}`,
      signedOn: dayOf(approved),
      signer: data.signer,
      basis: data.basis,
      purpose: data.purpose,
      illustrative: true,
    }),
  )
  for (const { agency, values: _, ...target } of targets) {
    const period = { periodFrom: `${year}-01-01`, periodTo: `${year}-12-31` }
    const metricAgencyId = agency ? { metricAgencyId: idOf(agency) } : {}
    await addTarget(ctx(approved), planInput.addTargetInput.parse({ planId, ...target, ...period, ...metricAgencyId }))
  }
  for (const task of tasks) {
    const leadAgencyId = idOf(task.lead)
    await addTask(
      ctx(approved),
      planInput.addTaskInput.parse({
        planId,
        code: task.code,
        area: task.area,
        text: task.text,
        product: task.product,
        leadAgencyId,
        leadOfficer: cast.officer(leadAgencyId, 'LEADER', dice).name,
        coordinating: task.with.map(idOf),
        dueOn: `${year}-${task.due}`,
      }),
    )
  }
  await approvePlan(ctx(approved), { planId })
  await liveOn(making, planId, targets, tasks, ctx)
  return planId
}

/** Values as they were entered and tasks as they went, up to the story's end. */
async function liveOn(
  { cast, year }: Making,
  planId: number,
  targets: TargetData[],
  tasks: TaskData[],
  ctx: (at: Date) => ReturnType<typeof ctxAt>,
): Promise<void> {
  const { now } = cast.options
  const at = (day: string): Date => new Date(startOfDay(`${year}-${day}`).getTime() + 15 * 3_600_000)
  for (const [i, target] of targets.entries()) {
    for (const { on, value, evidence } of target.values ?? []) {
      if (at(on) > now) continue
      await enterValue(ctx(at(on)), { planId, no: i + 1, asOf: `${year}-${on}`, value, evidence })
    }
  }
  for (const { code, started, done, evidence, dropped, due } of tasks) {
    const doneOn = done && at(done) <= now ? done : null
    if ((started || done) && at('02-02') <= now) await startTask(ctx(at('02-02')), { planId, code })
    if (doneOn)
      await finishTask(ctx(at(doneOn)), { planId, code, doneOn: `${year}-${doneOn}`, evidence: evidence ?? '' })
    if (dropped && at(due) <= now) await dropTask(ctx(at(due)), { planId, code, reason: dropped })
  }
}

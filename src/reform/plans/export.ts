import type { Lang } from '#app/kernel/context.ts'
import { sheet, type SheetColumn, workbook } from '#app/kernel/sheet.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { PlanView } from './views.ts'
import { goal, planWords } from './words.ts'

/** A plan as a workbook: its targets with their live values, its tasks with their standing. */
export async function planSheet(plan: PlanView, lang: Lang): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(planWords, lang)
  const areaOf = (code: string): string => plan.areas.areas.find(one => one.code === code)?.[lang] ?? code
  const heading = `${plan.number} ${plan.title}`
  const targets: SheetColumn<PlanView['targets'][number]>[] = [
    [w.code, 6, target => target.no],
    [w.area, 30, target => areaOf(target.area)],
    [w.text, 60, target => target.text],
    [w.value, 18, target => goal(target.operator, target.value, target.unit, lang)],
    [w.now, 14, target => target.live.value],
    [w.unit, 14, target => target.unit],
    [w.status, 16, target => w.result(target.result)],
    [w.period, 24, target => `${formatDate(target.periodFrom)} – ${formatDate(target.periodTo)}`],
  ]
  const tasks: SheetColumn<PlanView['tasks'][number]>[] = [
    [w.code, 8, task => task.code],
    [w.area, 30, task => areaOf(task.area)],
    [w.text, 60, task => task.text],
    [w.product, 30, task => task.product],
    [w.lead, 34, task => task.lead],
    [w.leadOfficer, 24, task => task.leadOfficer],
    [w.coordinating, 34, task => task.coordinating.join(', ')],
    [w.dueOn, 14, task => formatDate(task.dueOn)],
    [w.status, 22, task => w.standing(task.standing)],
    [w.doneOn, 14, task => task.doneOn && formatDate(task.doneOn)],
    [w.evidence, 40, task => task.evidence || task.dropReason],
  ]
  return await workbook(sheet(w.targets, plan.targets, targets, heading), sheet(w.tasks, plan.tasks, tasks, heading))
}

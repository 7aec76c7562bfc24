import writeSheet from 'write-excel-file/node'
import type { Lang } from '#app/kernel/context.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { PlanView } from './views.ts'
import { goal, planWords } from './words.ts'

/** A plan as a workbook: its targets with their live values, its tasks with their standing. */
export async function planSheet(plan: PlanView, lang: Lang): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(planWords, lang)
  const areaOf = (code: string): string => plan.areas.areas.find(one => one.code === code)?.[lang] ?? code
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const })
  const text = (value: string) => ({ value, type: String })
  const number = (value: number | null) => (value === null ? null : { value, type: Number })
  const heading = [bold(`${plan.number} ${plan.title}`)]
  const bytes = await writeSheet([
    {
      sheet: w.targets,
      columns: [6, 30, 60, 18, 14, 14, 16, 24].map(width => ({ width })),
      data: [
        heading,
        [w.code, w.area, w.text, w.value, w.now, w.unit, w.status, w.period].map(bold),
        ...plan.targets.map(target => [
          number(target.no),
          text(areaOf(target.area)),
          text(target.text),
          text(goal(target.operator, target.value, target.unit, lang)),
          number(target.live.value),
          text(target.unit),
          text(w.result(target.result)),
          text(`${formatDate(target.periodFrom)} – ${formatDate(target.periodTo)}`),
        ]),
      ],
    },
    {
      sheet: w.tasks,
      columns: [8, 30, 60, 30, 34, 24, 34, 14, 22, 14, 40].map(width => ({ width })),
      data: [
        heading,
        [
          w.code,
          w.area,
          w.text,
          w.product,
          w.lead,
          w.leadOfficer,
          w.coordinating,
          w.dueOn,
          w.status,
          w.doneOn,
          w.evidence,
        ].map(bold),
        ...plan.tasks.map(task => [
          text(task.code),
          text(areaOf(task.area)),
          text(task.text),
          text(task.product),
          text(task.lead),
          text(task.leadOfficer),
          text(task.coordinating.join(', ')),
          text(formatDate(task.dueOn)),
          text(w.standing(task.standing)),
          text(task.doneOn ? formatDate(task.doneOn) : ''),
          text(task.evidence || task.dropReason),
        ]),
      ],
    },
  ]).toBuffer()
  return new Uint8Array(bytes)
}

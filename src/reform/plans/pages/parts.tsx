import type { FormValues } from '#app/kernel/http/form.ts'
import { Badge, type Lang } from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import type { TaskStanding } from '../rules.ts'
import type { PlanView } from '../views.ts'
import { planWords } from '../words.ts'

/** What several screens of plans share. */

/** A form that was refused: which one, what was typed, why. */
export interface Tried {
  action: string
  values: FormValues
  errors: Record<string, string>
}

export const areaName = (plan: PlanView, code: string, lang: Lang): string =>
  plan.areas.areas.find(one => one.code === code)?.[lang] ?? code

const tones = {
  TODO: undefined,
  DOING: undefined,
  OVERDUE: 'late',
  DONE: 'ok',
  DONE_LATE: 'warn',
  DROPPED: 'pause',
} as const satisfies Record<TaskStanding, 'ok' | 'warn' | 'late' | 'pause' | undefined>

export function StandingBadge({ standing, lang }: { standing: TaskStanding; lang: Lang }) {
  return <Badge tone={tones[standing]}>{say(planWords, lang).standing(standing)}</Badge>
}

import { z } from 'zod'
import { STEP_ROLES, stepInput } from '../input.ts'
import type { ProcessStep } from '../rules.ts'

/** The table of steps as a form brings it, and what its buttons do to it. Pure. */

/** A step as typed: nothing checked yet, so that nothing typed is lost. */
export interface FormStep {
  name: string
  role: string
  place: string
  hours: string
  output: string
}

const text = z.string().max(1_000).default('')
const formStep = z.object({ name: text, role: text, place: text, hours: text, output: text })

export const editForm = z.object({
  do: z
    .string()
    .regex(/^(save|(up|down|add|remove):\d{1,2})$/)
    .default('save'),
  steps: z.record(z.string().regex(/^\d{1,2}$/), formStep).default({}),
})

const emptyStep: FormStep = { name: '', role: 'SPECIALIST', place: 'HOME', hours: '', output: '' }

/** A first draft: reception, handling, decision, number and stamp, hand-over. */
export const firstSteps: readonly FormStep[] = [
  { ...emptyStep, name: 'Tiếp nhận hồ sơ', role: 'RECEPTION', place: 'RECEPTION' },
  { ...emptyStep, name: 'Thẩm tra hồ sơ, dự thảo kết quả' },
  { ...emptyStep, name: 'Ký duyệt kết quả', role: 'LEADER' },
  { ...emptyStep, name: 'Lấy số, đóng dấu, chuyển bộ phận một cửa', role: 'CLERK' },
  { ...emptyStep, name: 'Trả kết quả', role: 'RECEPTION', place: 'RECEPTION', hours: '0,5' },
]

export const toForm = (steps: readonly ProcessStep[]): FormStep[] =>
  steps.map(({ name, role, place, hours, output }) => ({
    name,
    role,
    place,
    hours: String(hours).replace('.', ','),
    output,
  }))

/** The rows in order, whatever numbers they came under. */
export const rowsOf = (form: z.output<typeof editForm>): FormStep[] =>
  Object.entries(form.steps)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, step]) => step)

/** What a row button does: a new list, or null for 'save'. */
export function rearranged(steps: readonly FormStep[], what: string): FormStep[] | null {
  const [verb, number] = what.split(':')
  if (number === undefined) return null
  const at = Number(number)
  const step = steps[at]
  if (!step) return [...steps]
  if (verb === 'add') return steps.toSpliced(at + 1, 0, emptyStep)
  if (verb === 'remove') return steps.length > 1 ? steps.toSpliced(at, 1) : [...steps]
  const to = verb === 'up' ? at - 1 : at + 1
  return to < 0 || to >= steps.length ? [...steps] : steps.toSpliced(at, 1).toSpliced(to, 0, step)
}

/** The rows as steps, coded by their place; wrong fields are named by the schema under 'steps.<n>.<field>'. */
export const toInput = (steps: readonly FormStep[]): unknown[] =>
  steps.map((step, at) => ({
    ...step,
    code: `B${at + 1}`,
    role: (STEP_ROLES as readonly string[]).includes(step.role) ? step.role : undefined,
    hours: /^\d+([.,]\d+)?$/.test(step.hours) ? Number(step.hours.replace(',', '.')) : undefined,
  }))

export const stepsInput = z.object({ steps: z.array(stepInput).min(1).max(60) })

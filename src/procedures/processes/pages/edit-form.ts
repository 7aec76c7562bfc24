import { z } from 'zod'
import { readHours, writeHours } from '../hours.ts'
import { ON_SITE, type OnSite, STEP_ROLES, stepInput } from '../input.ts'
import { onSiteClass } from '../model.ts'
import { sumHours } from '../rules.ts'
import type { ReadStep } from '../reading.ts'

/** The table of steps as a form brings it, and what its buttons do to it. Pure. */

/** A step as typed: nothing checked yet, so that nothing typed is lost. */
export interface FormStep {
  name: string
  role: string
  place: string
  /** Hours, or days where it says so. */
  hours: string
  output: string
  sendBackTo: string
  supplement: string
  onSite: string
  /** A line each: agency; time; question. */
  opinions: string
  /** A line each: field = value -> step. */
  cases: string
  then: string
}

const text = z.string().max(4_000).default('')
const formStep = z.object({
  name: text,
  role: text,
  place: text,
  hours: text,
  output: text,
  sendBackTo: text,
  supplement: text,
  onSite: text,
  opinions: text,
  cases: text,
  then: text,
})

export const editForm = z.object({
  do: z
    .string()
    .regex(/^(save|check|unit:(HOUR|DAY)|(up|down|above|below|remove|restore):\d{1,2})$/)
    .default('save'),
  declared: text,
  /** The row taken out last, should it be wanted back. */
  removed: formStep.optional(),
  steps: z.record(z.string().regex(/^\d{1,2}$/), formStep).default({}),
})

const emptyStep: FormStep = {
  ...formStep.parse({}),
  role: 'SPECIALIST',
  place: 'HOME',
}

/** A first draft: reception, handling, decision, number and stamp, hand-over. */
export const firstSteps: readonly FormStep[] = [
  { ...emptyStep, name: 'Tiếp nhận hồ sơ', role: 'RECEPTION', place: 'RECEPTION' },
  { ...emptyStep, name: 'Thẩm tra hồ sơ, dự thảo kết quả' },
  { ...emptyStep, name: 'Ký duyệt kết quả', role: 'LEADER' },
  { ...emptyStep, name: 'Lấy số, đóng dấu, chuyển bộ phận một cửa', role: 'CLERK' },
  { ...emptyStep, name: 'Trả kết quả', role: 'RECEPTION', place: 'RECEPTION', hours: '0,5 giờ' },
]

/** Steps as the form shows them, coded by their place: what leads to a step follows it. */
export function toForm(steps: readonly ReadStep[]): FormStep[] {
  const codes = new Map(steps.map((step, at) => [step.code ?? '', `B${at + 1}`] as const))
  const to = (code: string): string => codes.get(code) ?? code
  return steps.map(step => ({
    name: step.name,
    role: step.role ?? '',
    place: step.place ?? 'HOME',
    hours: step.hours === undefined ? '' : writeHours(step.hours, 'HOUR'),
    output: step.output,
    sendBackTo: step.sendBackTo === undefined ? '' : to(step.sendBackTo),
    supplement: step.supplement ? 'on' : '',
    onSite: step.onSite === undefined ? '' : step.onSite ? 'yes' : 'no',
    opinions: (step.opinions ?? [])
      .map(({ agency, hours, ask }) => `${agency}; ${writeHours(hours, 'HOUR')}; ${ask}`)
      .join('\n'),
    cases: (step.cases ?? []).map(one => `${one.field} = ${one.value} -> ${to(one.to)}`).join('\n'),
    then: step.then === undefined ? '' : to(step.then),
  }))
}

/** The rows in order, whatever numbers they came under. */
export const rowsOf = (form: z.output<typeof editForm>): FormStep[] =>
  Object.entries(form.steps)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, step]) => step)

/** The table after a button: its rows, the row to go on typing in, and the row that was taken out. */
export interface Rearranged {
  steps: FormStep[]
  at: number | null
  removed: { step: FormStep; at: number } | null
}

/** What a button of the table does; null for those that ask for more than the table ('save', 'check'). */
export function rearranged(steps: readonly FormStep[], what: string, removed?: FormStep): Rearranged | null {
  const [verb = '', value] = what.split(':')
  if (value === undefined) return null
  if (verb === 'unit') return { steps: inUnit(steps, value === 'DAY' ? 'DAY' : 'HOUR'), at: null, removed: null }
  const at = Math.min(Number(value), steps.length)
  const step = steps[at]
  const put = (after: readonly FormStep[], focus: number, out: Rearranged['removed'] = null): Rearranged => ({
    steps: followed(steps, after),
    at: focus,
    removed: out,
  })
  switch (verb) {
    case 'above':
      return put(steps.toSpliced(at, 0, { ...emptyStep }), at)
    case 'below':
      return put(steps.toSpliced(at + 1, 0, { ...emptyStep }), Math.min(at + 1, steps.length))
    case 'restore':
      return put(steps.toSpliced(at, 0, removed ?? { ...emptyStep }), at)
    case 'remove':
      if (!step || steps.length === 1) return put(steps, 0)
      return put(steps.toSpliced(at, 1), Math.min(at, steps.length - 2), { step, at })
    default: {
      const to = verb === 'up' ? at - 1 : at + 1
      if (!step || to < 0 || to >= steps.length) return put(steps, Math.min(at, steps.length - 1))
      return put(steps.toSpliced(at, 1).toSpliced(to, 0, step), to)
    }
  }
}

/** All times that can be read, written in one unit. */
function inUnit(steps: readonly FormStep[], unit: 'HOUR' | 'DAY'): FormStep[] {
  return steps.map(step => {
    const hours = readHours(step.hours)
    return hours === null ? step : { ...step, hours: writeHours(hours, unit) }
  })
}

/** Codes are places in the list: where a row has moved, what leads to it follows; what led to a row that is gone is empty. */
function followed(before: readonly FormStep[], after: readonly FormStep[]): FormStep[] {
  const to = (code: string): string => {
    const was = before[Number(/^B(\d{1,2})$/.exec(code)?.[1] ?? 0) - 1]
    if (!was) return code
    const now = after.indexOf(was)
    return now < 0 ? '' : `B${now + 1}`
  }
  return after.map(step => ({
    ...step,
    sendBackTo: to(step.sendBackTo),
    then: to(step.then),
    cases: step.cases.replaceAll(/B\d{1,2}(?=\s*$)/gm, to),
  }))
}

/** The lines somebody has typed something in. */
export const linesOf = (typed: string): string[] =>
  typed
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

function caseOf(line: string): unknown {
  const found = /^([^=]+?)\s*=\s*(.+?)\s*(?:→|->|=>|>)\s*(END|B\d{1,2})$/i.exec(line)
  return found ? { field: found[1], value: found[2], to: found[3]?.toUpperCase() } : line
}

function opinionOf(line: string): unknown {
  const [agency = '', time = '', ...ask] = line.split(';').map(part => part.trim())
  return { agency: agency.toUpperCase(), hours: readHours(time) ?? undefined, ask: ask.join('; ') }
}

/** A cell is one line, however it was broken while typing. */
const oneLine = (typed: string): string => typed.replaceAll(/\s+/g, ' ').trim()

/** The rows as steps, coded by their place; wrong fields are named by the schema under 'steps.<n>.<field>'. */
export const toInput = (steps: readonly FormStep[]): unknown[] =>
  steps.map((step, at) => ({
    code: `B${at + 1}`,
    name: oneLine(step.name),
    role: (STEP_ROLES as readonly string[]).includes(step.role) ? step.role : undefined,
    place: step.place,
    hours: readHours(step.hours) ?? undefined,
    output: oneLine(step.output),
    ...(step.sendBackTo ? { sendBackTo: step.sendBackTo } : {}),
    ...(step.supplement ? { supplement: true } : {}),
    ...(step.onSite ? { onSite: step.onSite === 'yes' } : {}),
    ...(step.opinions.trim() ? { opinions: linesOf(step.opinions).map(opinionOf) } : {}),
    ...(step.cases.trim() ? { cases: linesOf(step.cases).map(caseOf) } : {}),
    ...(step.then ? { then: step.then } : {}),
  }))

export const stepsInput = z.object({ steps: z.array(stepInput).min(1).max(60) })

/** What the version declares about the centre: a class by name, nothing at all, or as the steps say. */
const classes: Readonly<Record<string, readonly OnSite[]>> = {
  none: [],
  '3': ['receive', 'appraise', 'return'],
  '4': ['receive', 'appraise', 'approve', 'return'],
  '5': ON_SITE,
}
export const declaredInput = (typed: string): OnSite[] | null => {
  const flags = classes[typed]
  return flags ? [...flags] : null
}
export const declaredForm = (flags: readonly OnSite[] | null): string =>
  flags === null ? '' : String(onSiteClass([], flags) ?? 'none')

/** Working hours of the longest way through the rows; their plain sum, as far as it can be read, while something is amiss. */
export function typedHours(steps: readonly FormStep[]): number {
  const read = stepsInput.safeParse({ steps: toInput(steps) })
  return read.success ? sumHours(read.data.steps) : steps.reduce((sum, step) => sum + (readHours(step.hours) ?? 0), 0)
}

import { z } from '@hono/zod-openapi'
import { civilDay, line, paragraphs, rowId } from '#app/kernel/input.ts'
import { pageQuery } from '#app/kernel/paging.ts'
import { metricKeys } from '#app/measures/metrics/index.ts'
import { operators } from './rules.ts'

/** A number as people write it (51,25 or 51.25) or as machines do; at most four decimals. */
const decimal = z
  .union([
    z.number(),
    z
      .string()
      .max(30)
      .regex(/^\s*-?\d{1,12}([.,]\d{1,4})?\s*$/, 'decimal')
      .transform(text => Number(text.trim().replace(',', '.'))),
  ])
  .refine(n => Number.isFinite(n) && Math.abs(n) <= 1e12, 'decimal')

/** Lines of a text box, or a list; empty lines fall away. */
const lines = (most: number, length: number) =>
  z
    .union([
      z.array(z.string()),
      z
        .string()
        .max(most * length)
        .transform(text => text.split('\n')),
    ])
    .transform(list => list.map(one => one.trim()).filter(Boolean))
    .pipe(z.array(line(length)).max(most))

/** One or several ids: a form with one tick sends text, with several a list. */
const ids = z
  .union([z.array(rowId), rowId.transform(id => [id])])
  .pipe(z.array(z.number()).max(300))
  .transform(list => [...new Set(list)])

const year = z.coerce.number().int().min(2000).max(2100)

export const planFields = z.object({
  agencyId: rowId,
  year,
  number: line(60, 1),
  title: line(500, 5),
  signedOn: civilDay.optional(),
  signer: line(120).default(''),
  basis: lines(40, 500).default([]),
  purpose: paragraphs(8_000).default(''),
  illustrative: z.boolean().default(false),
})
export const createPlanInput = planFields
export const editPlanInput = planFields
  .omit({ agencyId: true, year: true, illustrative: true })
  .extend({ planId: rowId })

const area = z.string().regex(/^[A-Z_]{2,30}$/, 'area')

export const targetFields = z.object({
  area,
  text: line(500, 5),
  operator: z.enum(operators),
  value: decimal,
  /** Of an entered target; a bound one has the unit of its measure. */
  unit: line(30).default('%'),
  periodFrom: civilDay,
  periodTo: civilDay,
  metric: z.enum(metricKeys.map(one => one.key)).optional(),
  metricAgencyId: rowId.optional(),
})
export const addTargetInput = targetFields.extend({ planId: rowId })
export const editTargetInput = targetFields.extend({ planId: rowId, no: rowId })
export const amendTargetInput = editTargetInput.extend({ reason: paragraphs(2_000, 5) })

export const enterValueInput = z.object({
  planId: rowId,
  no: rowId,
  asOf: civilDay,
  value: decimal,
  evidence: paragraphs(2_000, 5),
})

export const taskCode = z.string().regex(/^\d{1,3}(\.\d{1,3}){0,3}$/, 'taskCode')
export const taskFields = z.object({
  area,
  text: paragraphs(4_000, 5),
  product: line(500, 2),
  leadAgencyId: rowId.optional(),
  leadOfficer: line(120).default(''),
  coordinating: ids.default([]),
  dueOn: civilDay,
})
export const addTaskInput = taskFields.extend({ planId: rowId, code: taskCode })
export const editTaskInput = addTaskInput
export const amendTaskInput = addTaskInput.extend({ reason: paragraphs(2_000, 5) })

const task = { planId: rowId, code: taskCode }
export const startTaskInput = z.object(task)
export const finishTaskInput = z.object({ ...task, doneOn: civilDay, evidence: paragraphs(2_000, 5) })
export const dropTaskInput = z.object({ ...task, reason: paragraphs(2_000, 5) })

export const planInput = z.object({ planId: rowId })

export type CreatePlanInput = z.output<typeof createPlanInput>
export type EditPlanInput = z.output<typeof editPlanInput>
export type AddTargetInput = z.output<typeof addTargetInput>
export type EditTargetInput = z.output<typeof editTargetInput>
export type AmendTargetInput = z.output<typeof amendTargetInput>
export type EnterValueInput = z.output<typeof enterValueInput>
export type AddTaskInput = z.output<typeof addTaskInput>
export type AmendTaskInput = z.output<typeof amendTaskInput>
export type FinishTaskInput = z.output<typeof finishTaskInput>
export type DropTaskInput = z.output<typeof dropTaskInput>
export type TaskInput = z.output<typeof startTaskInput>
export type PlanInput = z.output<typeof planInput>

export const plansQuery = pageQuery.extend({ year: year.optional(), agency: rowId.optional() })
export type PlansQuery = z.output<typeof plansQuery>

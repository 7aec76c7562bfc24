import { z } from 'zod'
import { civilDay, line } from '#app/kernel/input.ts'

/** What may come in about handling processes. */

/** Who does a step: roles of positions, as organisation knows them. */
export const STEP_ROLES = ['RECEPTION', 'SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'CLERK'] as const
export type StepRole = (typeof STEP_ROLES)[number]

/** Where a step is done: by the deciding agency, where the dossier was received, or at an agency named by its code. */
export const stepPlace = z.string().regex(/^(HOME|RECEPTION|[A-Z0-9][A-Z0-9.]{1,19})$/, 'stepPlace')

/** A step as it is written down; its number is its place in the list. `hours` are working hours in halves. */
export const stepInput = z.object({
  code: z.string().regex(/^B\d{1,2}$/, 'stepCode'),
  name: line(200, 2),
  role: z.enum(STEP_ROLES),
  place: stepPlace,
  hours: z.number().positive().max(2_000).multipleOf(0.5),
  output: line(200),
})
export type StepInput = z.output<typeof stepInput>

export const procedureCode = z.string().regex(/^[1-6]\.\d{6}(\.[A-Z]\d{2}(\.\d{2})*)?$/, 'procedureCode')

export const draftProcessInput = z.object({ procedureCode, steps: z.array(stepInput).min(1).max(60) })
export type DraftProcessInput = z.input<typeof draftProcessInput>

export const approveProcessInput = z.object({
  procedureCode,
  /** Number of the decision that approves it. */
  decisionNo: line(60, 3),
  effectiveFrom: civilDay,
  illustrative: z.boolean().default(false),
})
export type ApproveProcessInput = z.input<typeof approveProcessInput>

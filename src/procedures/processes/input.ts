import { z } from 'zod'
import { procedureCode } from '#app/kernel/codes.ts'
import { civilDay, line } from '#app/kernel/input.ts'

/** What may come in about handling processes. */

/** Who does a step: roles of positions, as organisation knows them. */
export const STEP_ROLES = ['RECEPTION', 'SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'CLERK'] as const
export type StepRole = (typeof STEP_ROLES)[number]

/** What is done at the service centre itself, in the order of work. */
export const ON_SITE = ['receive', 'appraise', 'approve', 'stamp', 'return'] as const
export type OnSite = (typeof ON_SITE)[number]

const LOCAL = '[A-Z0-9][A-Z0-9.]{1,19}'

/** Where a step is done: by the deciding agency, where the dossier was received, or at an agency named by its code. */
export const stepPlace = z.string().regex(new RegExp(`^(HOME|RECEPTION|${LOCAL})$`), 'stepPlace')

const stepCode = z.string().regex(/^B\d{1,2}$/, 'stepCode')
/** Working hours in halves. */
const hours = z.number().positive().max(2_000).multipleOf(0.5)
const target = z.string().regex(/^(END|B\d{1,2})$/, 'stepCode')

/** An opinion asked of another agency while the step runs; the step ends when it is there. */
export const opinionInput = z.object({
  agency: z.string().regex(new RegExp(`^${LOCAL}$`), 'stepPlace'),
  hours,
  ask: line(200),
})

/** Where the work goes when an answer of the dossier's form is the value. */
export const caseInput = z.object({
  field: z.string().regex(/^[a-z][A-Za-z0-9]{0,60}$/, 'formField'),
  value: line(300, 1),
  to: target,
})

/**
 * A step as it is written down; its number is its place in the list. Without a branch the work goes to the next line.
 * `sendBackTo`: where it may be returned to; `supplement`: it may wait for papers of the applicant; `onSite`: done at the
 * service centre; `cases` are tried in order, `then` is taken where none holds.
 */
export const stepInput = z.object({
  code: stepCode,
  name: line(200, 2),
  role: z.enum(STEP_ROLES),
  place: stepPlace,
  hours,
  output: line(200),
  sendBackTo: stepCode.optional(),
  supplement: z.boolean().optional(),
  onSite: z.boolean().optional(),
  opinions: z.array(opinionInput).max(10).optional(),
  then: target.optional(),
  cases: z.array(caseInput).max(10).optional(),
})
export type StepInput = z.output<typeof stepInput>
export type Opinion = z.output<typeof opinionInput>
export type StepCase = z.output<typeof caseInput>

export const draftProcessInput = z.object({
  procedureCode,
  steps: z.array(stepInput).min(1).max(60),
  /** What is done at the centre where the steps do not say it; null or left out: as the steps say. */
  onSite: z.array(z.enum(ON_SITE)).max(5).nullish(),
})
export type DraftProcessInput = z.input<typeof draftProcessInput>

export const approveProcessInput = z.object({
  procedureCode,
  /** Number of the decision that approves it. */
  decisionNo: line(60, 3),
  effectiveFrom: civilDay,
  illustrative: z.boolean().default(false),
})
export type ApproveProcessInput = z.input<typeof approveProcessInput>

const oneCase = z.string().regex(/^[a-z][A-Za-z0-9]{0,60}=.{1,300}$/, 'formField')
/** What a simulation is asked: when it is filed, with which answers, by the draft or by what is in force. */
export const simulationQuery = z.object({
  at: z.iso.datetime({ offset: true }).optional(),
  draft: z.enum(['true', 'false']).optional(),
  case: z
    .union([oneCase, z.array(oneCase).max(20)])
    .transform(asked => [asked].flat())
    .optional(),
})

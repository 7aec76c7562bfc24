/**
 * The shape of `db/seed/procedures.json`: real national procedures for the demo province, with what the province adds:
 * who handles it, the handling process, a shortened promise and the e-form. Facts are those of the crawl; a limit, fee or
 * list of papers that is recalled or invented is marked `illustrative`.
 */
import { z } from 'zod'
import { LimitSchema, ProcedureContentSchema } from './shape.ts'

/** Kinds of agency by key: the communes, departments by their abbreviation, and the social insurance office. */
export const AGENCY_KEYS = ['COMMUNE', 'SNV', 'STP', 'SXD', 'CA', 'SNNMT', 'STC', 'BHXH'] as const

export const STEP_ROLES = ['RECEPTION', 'SPECIALIST', 'HEAD_OF_DIVISION', 'LEADER', 'CLERK'] as const

/** Toàn trình, một phần, cung cấp thông tin. */
export const ONLINE_LEVELS = ['FULL', 'PARTIAL', 'INFORMATION'] as const

export const FIELD_TYPES = [
  'text',
  'textarea',
  'date',
  'number',
  'money',
  'select',
  'citizenId',
  'phone',
  'email',
] as const

const filled = z.string().trim().min(1)
const BothSchema = z.object({ vi: filled, en: filled })

export const FormFieldSchema = z
  .object({
    key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
    label: BothSchema,
    type: z.enum(FIELD_TYPES),
    required: z.boolean(),
    options: z.array(z.object({ value: filled, label: BothSchema })).optional(),
    help: BothSchema.optional(),
  })
  .refine(
    field => (field.type === 'select') === (field.options !== undefined),
    'a select has options, nothing else has',
  )

export const FormSchema = z.array(z.object({ title: BothSchema, fields: z.array(FormFieldSchema).min(1) })).min(1)

/** A step of the handling process; `hours` are working hours in halves, `agency` who does it. */
export const ProcessStepSchema = z.object({
  code: z.string().regex(/^B\d{1,2}$/),
  name: filled,
  role: z.enum(STEP_ROLES),
  hours: z.number().positive().multipleOf(0.5),
  output: filled,
  agency: z.enum(AGENCY_KEYS),
})

/** `promised` is the limit shortened by the province; null when it promises the legal one. */
export const SeedProcedureSchema = z.strictObject({
  ...ProcedureContentSchema.shape,
  home: z.enum(AGENCY_KEYS),
  onlineLevel: z.enum(ONLINE_LEVELS),
  promised: LimitSchema.nullable(),
  process: z.array(ProcessStepSchema).min(1),
  form: FormSchema,
})

export type FormField = z.infer<typeof FormFieldSchema>
export type ProcessStep = z.infer<typeof ProcessStepSchema>
export type SeedProcedure = z.infer<typeof SeedProcedureSchema>

/**
 * The shape of `db/seed/procedures.json`: real national procedures for the demo province, with what the province adds:
 * who decides, the handling process, a shortened promise and the e-form. Facts are those of the crawl; a limit, fee or
 * list of papers that is recalled or invented is marked `illustrative`.
 */
import { z } from 'zod'
import { FormDefinitionSchema } from '#app/procedures/forms/index.ts'
import { stepInput } from '#app/procedures/processes/index.ts'
import { ONLINE_LEVELS, ProcedureContent } from '#app/procedures/catalogue/shape.ts'
import { LimitSchema } from '#app/kernel/limit.ts'

const filled = z.string().trim().min(1)
const { element: FormSectionSchema } = FormDefinitionSchema.shape.sections
const SeedSectionSchema = z.object({
  title: z.object({ vi: filled, en: filled }),
  fields: FormSectionSchema.shape.fields.min(1),
})

/** `promised` is the limit shortened by the province for every channel; null when it promises the legal one. */
export const SeedProcedureSchema = z.strictObject({
  ...ProcedureContent.shape,
  home: z.string().regex(/^[A-Z]{2,10}$/),
  onlineLevel: z.enum(ONLINE_LEVELS),
  promised: LimitSchema.nullable(),
  process: z.array(stepInput).min(2),
  form: z.array(SeedSectionSchema).min(1),
})

export type SeedProcedure = z.infer<typeof SeedProcedureSchema>

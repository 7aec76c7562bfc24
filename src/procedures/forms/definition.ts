import { z } from 'zod'
import { TESTS } from './conditions.ts'

/**
 * The electronic form of a procedure: questions that stop early, sections of typed fields, parts asked only in some cases, and
 * which papers a case asks for. Whether its parts fit each other is said by `checks.ts`.
 */

/** What a person writes in one box. */
export const PLAIN_TYPES = [
  'text',
  'textarea',
  'date',
  'partialDate',
  'number',
  'money',
  'yesNo',
  'select',
  'severalOf',
  'citizenId',
  'phone',
  'email',
] as const
/** What has boxes of its own. */
export const COMPOUND_TYPES = ['person', 'organisation', 'address'] as const
export const FIELD_TYPES = [...PLAIN_TYPES, ...COMPOUND_TYPES, 'group'] as const
export type FieldType = (typeof FIELD_TYPES)[number]

/** Boxes of the compound types: what stands under each key of the answer, and whether it must. */
export const PARTS = {
  person: { name: true, citizenId: true, born: false, phone: false },
  organisation: { name: true, taxCode: true, representative: false, phone: false },
  address: { province: true, commune: true, street: false },
} as const satisfies Record<(typeof COMPOUND_TYPES)[number], Record<string, boolean>>

export const YES_NO = ['YES', 'NO'] as const
/** Rows of a group where the form says nothing. */
export const MAX_ROWS = 20

const filled = z.string().trim().min(1).max(300)
const BothSchema = z.object({ vi: filled, en: filled })
const LongSchema = z.object({ vi: filled.max(2_000), en: filled.max(2_000) })
/** Names that objects have of their own are no keys of answers. */
export const fieldKey = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,60}$/)
  .refine(key => !(key in {}), 'reserved')

export const ConditionSchema = z.object({
  match: z.enum(['ALL', 'ANY']),
  tests: z
    .array(z.object({ field: fieldKey, is: z.enum(TESTS), value: filled.optional() }))
    .min(1)
    .max(10),
})

const fieldFacts = {
  key: fieldKey,
  label: BothSchema,
  required: z.boolean(),
  help: BothSchema.optional(),
  options: z
    .array(z.object({ value: filled, label: BothSchema }))
    .min(1)
    .max(200)
    .optional(),
  /** Asked only when this holds; not asked is not answered. */
  when: ConditionSchema.optional(),
}

/** A field of a row: anything but rows again. */
export const RowFieldSchema = z.object({ ...fieldFacts, type: z.enum([...PLAIN_TYPES, ...COMPOUND_TYPES]) })

export const FormFieldSchema = z.object({
  ...fieldFacts,
  type: z.enum(FIELD_TYPES),
  /** Of a group: the fields of each row, and how many rows. */
  fields: z.array(RowFieldSchema).max(30).optional(),
  minRows: z.int().min(0).max(MAX_ROWS).optional(),
  maxRows: z.int().min(1).max(MAX_ROWS).optional(),
})

export const FormSectionSchema = z.object({
  key: fieldKey,
  title: BothSchema,
  help: LongSchema.optional(),
  when: ConditionSchema.optional(),
  fields: z.array(FormFieldSchema).max(100),
})

/** A question asked before anything is filled in; one answer stops, with what the agency says to those it turns away. */
export const EligibilitySchema = z.object({
  key: fieldKey,
  question: BothSchema,
  help: LongSchema.optional(),
  stopOn: z.enum(YES_NO),
  words: LongSchema,
})

/** The papers of a case of the procedure are asked for only when this holds. */
export const CasePapersSchema = z.object({ case: z.string().trim().min(1).max(2_000), when: ConditionSchema })

export const FormDefinitionSchema = z.object({
  eligibility: z.array(EligibilitySchema).max(20).optional(),
  sections: z.array(FormSectionSchema).max(30),
  cases: z.array(CasePapersSchema).max(50).optional(),
  /** How long filling in takes, where the agency has measured it; else it is estimated. */
  minutes: z.int().min(1).max(600).optional(),
})

export type Both = z.infer<typeof BothSchema>
export type RowField = z.infer<typeof RowFieldSchema>
export type FormField = z.infer<typeof FormFieldSchema>
export type FormSection = z.infer<typeof FormSectionSchema>
export type Eligibility = z.infer<typeof EligibilitySchema>
export type FormDefinition = z.infer<typeof FormDefinitionSchema>

export const emptyForm: FormDefinition = { sections: [] }

import { z } from 'zod'
import { procedureCode } from '#app/kernel/codes.ts'
import { civilDay, paragraphs } from '#app/kernel/input.ts'
import { FormDefinitionSchema } from './definition.ts'

/** What may come in about forms. */

/** The revision the editor had before its eyes; left out by machines that do not care. */
const revision = z.coerce.number().int().min(1).max(1_000_000).optional()
const note = paragraphs(1_000)

export const draftFormInput = z.object({ procedureCode })
export type DraftFormInput = z.input<typeof draftFormInput>

export const saveFormInput = z.object({
  procedureCode,
  definition: FormDefinitionSchema,
  /** What changed, or on which basis; left out: as it was. */
  note: note.optional(),
  revision,
})
export type SaveFormInput = z.input<typeof saveFormInput>

export const changeFormInput = z.object({ procedureCode, revision })
export type ChangeFormInput = z.input<typeof changeFormInput>

export const publishFormInput = z.object({ procedureCode, effectiveFrom: civilDay, note: note.optional(), revision })
export type PublishFormInput = z.input<typeof publishFormInput>

export const withdrawFormInput = z.object({
  procedureCode,
  /** Which version. */
  no: z.coerce.number().int().min(1).max(100_000),
  /** The first day it is no longer asked; of a version that has not begun, the day it was to begin. */
  effectiveTo: civilDay,
  reason: paragraphs(1_000, 5),
})
export type WithdrawFormInput = z.input<typeof withdrawFormInput>

import { z } from 'zod'
import { civilDay, line, paragraphs } from '#app/kernel/input.ts'
import { formCodes } from './forms.ts'

/** Which report of whom for when. */

export const agencyCode = line(20).optional()

const period = { from: civilDay, to: civilDay }
const inOrder = (value: { from: string; to: string }): boolean => value.from <= value.to
const inOrderWords = { path: ['to'], message: 'Ngày cuối phải từ ngày đầu trở đi.' }

export const reportQuery = z
  .object({ agency: agencyCode, ...period, live: z.enum(['1']).optional() })
  .refine(inOrder, inOrderWords)

const days = {
  agency: agencyCode,
  from: civilDay.optional(),
  to: civilDay.optional(),
  live: z.enum(['1']).optional(),
}
type Days = { from?: string | undefined; to?: string | undefined }
const bothDays = ({ from, to }: Days): boolean => (from === undefined) === (to === undefined)
const bothWords = { path: ['to'], message: 'Hãy chọn cả hai ngày.' }
const inOrderIfGiven = ({ from, to }: Days): boolean => from === undefined || to === undefined || from <= to

/** The page's address: without days it shows the quarter that ended last. `column` and `row`: the figure whose list is open. */
export const reportPageQuery = z
  .object({ ...days, column: z.string().max(5).optional(), row: line(300).optional() })
  .refine(bothDays, bothWords)
  .refine(inOrderIfGiven, inOrderWords)

/** The list of forms: which to open. An empty day is one left out. */
const maybeDay = z.union([z.literal('').transform(() => undefined), civilDay]).optional()
export const openQuery = z.object({
  form: z.enum(formCodes),
  agency: line(20).optional(),
  from: maybeDay,
  to: maybeDay,
})

export const closeInput = z
  .object({ form: z.enum(formCodes), agency: agencyCode, ...period, reason: paragraphs(1_000).default('') })
  .refine(inOrder, inOrderWords)
/** Another layout of a form from a day on, as a person writes it. */
export const writeLayoutInput = z.object({
  form: z.enum(formCodes),
  validFrom: civilDay,
  basis: line(300, 5),
  verified: z.boolean().default(false),
  heads: z.string().min(5).max(8_000),
  checks: z.string().trim().max(2_000).default(''),
})
export type WriteLayoutInput = z.input<typeof writeLayoutInput>

export type CloseInput = z.input<typeof closeInput>

import { z } from 'zod'
import { civilDay, line, paragraphs } from '#app/kernel/input.ts'

/** Which report of whom for when. */

export const agencyCode = line(20).optional()

const period = { from: civilDay, to: civilDay }
const inOrder = (value: { from: string; to: string }): boolean => value.from <= value.to

export const reportQuery = z
  .object({ agency: agencyCode, ...period, live: z.enum(['1']).optional() })
  .refine(inOrder, { path: ['to'], message: 'Ngày cuối phải từ ngày đầu trở đi.' })

/** The page's address: without days it shows the quarter that ended last. */
export const reportPageQuery = z
  .object({ agency: agencyCode, from: civilDay.optional(), to: civilDay.optional(), live: z.enum(['1']).optional() })
  .refine(value => (value.from === undefined) === (value.to === undefined), {
    path: ['to'],
    message: 'Hãy chọn cả hai ngày.',
  })
  .refine(value => value.from === undefined || value.to === undefined || inOrder({ from: value.from, to: value.to }), {
    path: ['to'],
    message: 'Ngày cuối phải từ ngày đầu trở đi.',
  })

export const closeInput = z
  .object({ form: z.literal('II.06a'), agency: agencyCode, ...period, reason: paragraphs(1_000).default('') })
  .refine(inOrder, { path: ['to'], message: 'Ngày cuối phải từ ngày đầu trở đi.' })
export type CloseInput = z.input<typeof closeInput>

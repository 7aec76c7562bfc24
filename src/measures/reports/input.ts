import { z } from 'zod'
import { civilDay, line, paragraphs } from '#app/kernel/input.ts'

/** Which report of whom for when. */

export const agencyCode = line(20).optional()

const period = { from: civilDay, to: civilDay }
const inOrder = (value: { from: string; to: string }): boolean => value.from <= value.to

export const reportQuery = z
  .object({ agency: agencyCode, ...period, live: z.enum(['1']).optional() })
  .refine(inOrder, { path: ['to'], message: 'Ngày cuối phải từ ngày đầu trở đi.' })
export type ReportQuery = z.output<typeof reportQuery>

export const closeInput = z
  .object({ form: z.literal('II.06a'), agency: agencyCode, ...period, reason: paragraphs(1_000).default('') })
  .refine(inOrder, { path: ['to'], message: 'Ngày cuối phải từ ngày đầu trở đi.' })
export type CloseInput = z.input<typeof closeInput>

import { z } from 'zod'
import { procedureCode } from '#app/kernel/codes.ts'
import { civilDay, line } from '#app/kernel/input.ts'

/** What may be asked of a replay. */

export const channels = ['DIRECT', 'ONLINE', 'POST'] as const
export const units = ['WORKING_DAY', 'WORKING_HOUR', 'CALENDAR_DAY', 'MONTH', 'SAME_DAY'] as const
export const shows = ['toLate', 'toOnTime', 'late', 'all', 'step'] as const
export const sorts = ['finished', 'used', 'over', 'code'] as const

/** A positive number as people write it (2,5) or as machines do (2.5). */
const amount = z
  .string()
  .regex(/^\s*\d{1,4}([.,]\d{1,2})?\s*$/, 'decimal')
  .transform(text => Number(text.trim().replace(',', '.')))

const asked = {
  agency: line(20).optional(),
  from: civilDay.optional(),
  to: civilDay.optional(),
  channel: z.enum(channels).optional(),
  /** Number of a version of the process, or the draft there is. */
  version: z
    .string()
    .regex(/^(draft|\d{1,4})$/, 'version')
    .optional(),
  amount: amount.optional(),
  unit: z.enum(units).optional(),
  /** Per cent of dossiers that are to be in time. */
  share: z.coerce.number().int().min(50).max(100).default(95),
}

const isInOrder = (asked: { from?: string | undefined; to?: string | undefined }): boolean =>
  !asked.from || !asked.to || asked.from <= asked.to
const inOrder = { path: ['to'], message: 'Ngày cuối phải từ ngày đầu trở đi.' }

export const replayQuery = z.object({ code: procedureCode, ...asked }).refine(isInOrder, inOrder)
export type ReplayQuery = z.output<typeof replayQuery>

/** The page: without a procedure a list to choose one from. */
export const replayPageQuery = z
  .object({
    code: procedureCode.optional(),
    q: line(100).optional(),
    ...asked,
    show: z.enum(shows).optional(),
    /** Which step, where steps are shown. */
    step: z
      .string()
      .regex(/^B\d{1,2}$/)
      .optional(),
    sort: z.enum(sorts).default('finished'),
    direction: z.enum(['up', 'down']).default('down'),
    after: z.string().max(500).optional(),
  })
  .refine(isInOrder, inOrder)
export type ReplayPageQuery = z.output<typeof replayPageQuery>

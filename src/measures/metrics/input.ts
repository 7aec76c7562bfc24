import { z } from 'zod'
import { civilDay, line, rowId } from '#app/kernel/input.ts'
import { sorts } from './behind.ts'
import { figureCodes, metricCodes } from './definitions.ts'

/** What may be asked of figures. */

const period = { from: civilDay, to: civilDay }
const inOrder = { path: ['to'], message: 'Ngày cuối phải từ ngày đầu trở đi.' }

export const metricParams = z.object({ key: z.enum(metricCodes) })
export const metricQuery = z
  .object({ agency: line(20).optional(), ...period })
  .refine(value => value.from <= value.to, inOrder)

/** The board: without days the month of today; with one of them the other is asked for. */
export const boardQuery = z
  .object({
    agency: line(20).optional(),
    from: civilDay.optional(),
    to: civilDay.optional(),
    sort: z.enum(['name', 'received', 'finished', 'onTime', 'late', 'open', 'overdue_open']).default('name'),
    direction: z.enum(['up', 'down']).default('up'),
  })
  .refine(value => (value.from === undefined) === (value.to === undefined), {
    path: ['to'],
    message: 'Hãy chọn cả hai ngày.',
  })
  .refine(value => !value.from || !value.to || value.from <= value.to, inOrder)
export type BoardQuery = z.output<typeof boardQuery>

/** The dossiers behind a figure, or behind a step that takes too long. */
export const behindQuery = z
  .object({
    figure: z.enum([...figureCodes, 'step_over']),
    agency: line(20).optional(),
    ...period,
    sector: line(300).optional(),
    procedure: rowId.optional(),
    step: line(300).optional(),
    unit: rowId.optional(),
    sort: z.enum(sorts).default('received'),
    direction: z.enum(['up', 'down']).default('up'),
    after: z.string().max(500).optional(),
  })
  .refine(value => value.from <= value.to, inOrder)
  .refine(value => value.figure !== 'step_over' || (value.step !== undefined && value.unit !== undefined), {
    path: ['step'],
    message: 'Hãy chọn bước và đơn vị.',
  })
export type BehindParams = z.output<typeof behindQuery>

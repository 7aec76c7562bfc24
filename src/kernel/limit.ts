import { z } from 'zod'
import type { Lang } from './context.ts'
import { refuse } from './refusal.ts'
import { formatNumber } from './text.ts'

/** Time limits: so many working days, hours, days or months promised. How they run is for a calendar to say. Pure. */

const limitUnits = ['WORKING_DAY', 'CALENDAR_DAY', 'WORKING_HOUR', 'MONTH', 'SAME_DAY'] as const
export type LimitUnit = (typeof limitUnits)[number]

/** A promise of so much time. Half working days and quarter working hours are allowed; SAME_DAY has amount 1. */
export interface Limit {
  readonly unit: LimitUnit
  readonly amount: number
}

const CODES = { wd: 'WORKING_DAY', cd: 'CALENDAR_DAY', wh: 'WORKING_HOUR', mo: 'MONTH' } as const
const SUFFIX = { WORKING_DAY: 'wd', CALENDAR_DAY: 'cd', WORKING_HOUR: 'wh', MONTH: 'mo' } as const

/** How finely a unit may be cut: so many parts of one are whole. Binary fractions only, so minutes stay integers. */
const PARTS: Record<LimitUnit, number> = { WORKING_DAY: 2, CALENDAR_DAY: 1, WORKING_HOUR: 4, MONTH: 1, SAME_DAY: 1 }

/** Whether a calendar can keep it to the minute. */
const isWhole = ({ unit, amount }: Limit): boolean =>
  amount > 0 && Number.isInteger(amount * PARTS[unit]) && (unit !== 'SAME_DAY' || amount === 1)

/** A time limit as it comes in and is stored. */
export const LimitSchema = z
  .object({ unit: z.enum(limitUnits), amount: z.number().positive() })
  .refine(isWhole, { message: 'the unit cannot be cut into such parts' })

const UNITS: Record<LimitUnit, { vi: string; en: [one: string, many: string] }> = {
  WORKING_DAY: { vi: 'ngày làm việc', en: ['working day', 'working days'] },
  CALENDAR_DAY: { vi: 'ngày', en: ['day', 'days'] },
  WORKING_HOUR: { vi: 'giờ làm việc', en: ['working hour', 'working hours'] },
  MONTH: { vi: 'tháng', en: ['month', 'months'] },
  SAME_DAY: { vi: 'trong ngày', en: ['the same day', 'the same day'] },
}

/** Reads '3wd', '0.5wd', '20cd', '4wh', '2mo', 'sameday'. Refuses LIMIT_INVALID. */
export function parseLimit(text: string): Limit {
  if (text === 'sameday') return { unit: 'SAME_DAY', amount: 1 }
  const read = /^(\d{1,6}(?:\.\d{1,2})?)(wd|cd|wh|mo)$/.exec(text)
  if (read === null) return badLimit(text)
  return checkLimit({ unit: CODES[read[2] as keyof typeof CODES], amount: Number(read[1]) }, text)
}

/** The code that `parseLimit` reads: '2.5wd'. */
export function formatLimit(limit: Limit): string {
  return limit.unit === 'SAME_DAY' ? 'sameday' : `${limit.amount}${SUFFIX[limit.unit]}`
}

/** For people: '2,5 ngày làm việc', 'trong ngày'; '1 working day', 'the same day'. */
export function limitInWords({ unit, amount }: Limit, lang: Lang): string {
  const { vi, en } = UNITS[unit]
  const name = lang === 'vi' ? vi : en[amount === 1 ? 0 : 1]
  return unit === 'SAME_DAY' ? name : `${formatNumber(amount, lang)} ${name}`
}

/** Gives the limit back if it can be promised; refuses LIMIT_INVALID for 0, negatives and parts too small for the unit. */
export function checkLimit(limit: Limit, text?: string): Limit {
  return isWhole(limit) ? limit : badLimit(text ?? `${limit.amount} ${limit.unit}`)
}

function badLimit(text: string): never {
  refuse('LIMIT_INVALID', 422, {
    vi: `“${text}” không phải là một thời hạn. Hãy ghi 3wd (ngày làm việc, cho phép nửa ngày), 20cd (ngày), 4wh (giờ làm việc), 2mo (tháng) hoặc sameday (trong ngày), lớn hơn 0.`,
    en: `“${text}” is not a limit. Write 3wd (working days, halves allowed), 20cd (calendar days), 4wh (working hours), 2mo (months) or sameday, more than 0.`,
  })
}

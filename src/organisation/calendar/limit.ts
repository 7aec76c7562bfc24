/** Time limits: what a procedure promises. Pure. */

import type { Lang } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import { badLimit } from './refusals.ts'
import { calendarWords } from './words.ts'

export type LimitUnit = 'WORKING_DAY' | 'CALENDAR_DAY' | 'WORKING_HOUR' | 'MONTH' | 'SAME_DAY'

/** A promise of so much time. Half working days and quarter working hours are allowed; SAME_DAY has amount 1. */
export interface Limit {
  readonly unit: LimitUnit
  readonly amount: number
}

const CODES = { wd: 'WORKING_DAY', cd: 'CALENDAR_DAY', wh: 'WORKING_HOUR', mo: 'MONTH' } as const
const SUFFIX = { WORKING_DAY: 'wd', CALENDAR_DAY: 'cd', WORKING_HOUR: 'wh', MONTH: 'mo' } as const

/** How finely a unit may be cut: so many parts of one are whole. Binary fractions only, so minutes stay integers. */
const PARTS: Record<LimitUnit, number> = { WORKING_DAY: 2, CALENDAR_DAY: 1, WORKING_HOUR: 4, MONTH: 1, SAME_DAY: 1 }

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
export function limitInWords(limit: Limit, lang: Lang): string {
  return say(calendarWords, lang).limit(limit.unit, limit.amount)
}

/** Gives the limit back if it can be promised; refuses LIMIT_INVALID for 0, negatives and parts too small for the unit. */
export function checkLimit(limit: Limit, text?: string): Limit {
  const { unit, amount } = limit
  const whole = amount > 0 && Number.isInteger(amount * PARTS[unit])
  if (!whole || (unit === 'SAME_DAY' && amount !== 1)) return badLimit(text ?? `${amount} ${unit}`)
  return limit
}

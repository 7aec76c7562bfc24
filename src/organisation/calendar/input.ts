import { z } from 'zod'
import { civilDay, line, rowId } from '#app/kernel/input.ts'

/** What may come in about calendars. */

const time = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/)
const intervals = z.array(z.tuple([time, time])).max(6)

export const exceptionKinds = ['OFF', 'MAKE_UP', 'HALF'] as const

const exception = z.object({
  day: civilDay,
  kind: z.enum(exceptionKinds),
  intervals: intervals.optional(),
  name: z.object({ vi: line(200, 1), en: line(200, 1) }),
  basis: line(300).optional(),
  settled: z.boolean().optional(),
  /** How the day is known: read in a source, recalled, inferred. */
  source: z.enum(['VERIFIED', 'RECALLED', 'INFERRED']).optional(),
})

/** A whole calendar as people edit it; `compile` says whether it makes sense. */
export const definitionInput = z.object({
  weekly: z
    .array(
      z.object({ validFrom: civilDay, hours: z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), intervals) }),
    )
    .min(1)
    .max(50),
  exceptions: z.array(exception).max(1_000),
  workingDayMinutes: z.number().int().optional(),
  covers: z.object({ from: civilDay, to: civilDay }).optional(),
})

export const setCalendarInput = z.object({
  agencyId: rowId,
  /** Needed where the agency has no calendar of its own yet. */
  name: line(120, 2).optional(),
  /** First day on which a calendar of its own is the agency's. */
  from: civilDay.optional(),
  definition: definitionInput,
  reason: line(300, 2),
  /** The version this was made from: another one in between is a conflict, not lost. */
  basedOn: rowId.nullish().transform(id => id ?? null),
})
export type SetCalendarInput = z.input<typeof setCalendarInput>

/** One day made special, or (kind NORMAL) like any other of its week again. */
export const changeDayInput = z.object({
  agencyId: rowId,
  day: civilDay,
  kind: z.enum([...exceptionKinds, 'NORMAL']),
  name: line(200).optional(),
  basis: line(300).optional(),
  reason: line(300, 2),
  basedOn: rowId.nullish().transform(id => id ?? null),
})
export type ChangeDayInput = z.input<typeof changeDayInput>

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Limit } from '#app/kernel/limit.ts'
import { type Calendar, dueAt, type Pause } from '#app/organisation/calendar/index.ts'
import { defaultCalendar } from '#app/organisation/calendar/default.ts'
import {
  dueUnder,
  histogram,
  lateUnder,
  NEVER,
  type Past,
  percentile,
  type Reel,
  reelOf,
  replayed,
  smallestLimit,
  tally,
  workedBetween,
} from './rules.ts'

const calendar: Calendar = defaultCalendar()
const at = (text: string): Date => new Date(`${text}:00+07:00`)

/** A dossier whose date was moved by so many minutes after it was computed: a new date promised, a decree, a mistake. */
const reel = fc
  .record({
    received: fc.integer({ min: 0, max: 200 * 1_440 }),
    took: fc.integer({ min: 0, max: 40 * 1_440 }),
    moved: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -3_000, max: 20_000 })),
    limit: limits(),
    waits: fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 9_000 })), { maxLength: 2 }),
  })
  .map(({ received, took, moved, limit, waits }, n = 0): Reel => {
    const receivedAt = new Date(at('2026-01-05T00:00').getTime() + received * 60_000)
    const pauses: Pause[] = []
    let last = receivedAt.getTime()
    for (const [after, long] of waits) {
      const from = last + after * 60_000
      last = from + long * 60_000
      pauses.push({ from: new Date(from), to: new Date(last) })
    }
    const finishedAt = new Date(Math.max(last, receivedAt.getTime()) + took * 60_000)
    const own = dueAt(calendar, receivedAt, limit, pauses).dueAt as Date
    const due = new Date(own.getTime() + moved * 60_000)
    const past = { agencyId: 1, id: n, code: `D${n}`, channel: 'DIRECT', receivedAt, finishedAt, limit, pauses }
    return reelOf({ ...past, dueAt: due, late: finishedAt > due }, calendar) as Reel
  })

function limits(): fc.Arbitrary<Limit> {
  return fc.oneof(
    fc.integer({ min: 1, max: 60 }).map((n): Limit => ({ unit: 'WORKING_DAY', amount: n / 2 })),
    fc.integer({ min: 1, max: 200 }).map((n): Limit => ({ unit: 'WORKING_HOUR', amount: n / 2 })),
    fc.integer({ min: 1, max: 60 }).map((n): Limit => ({ unit: 'CALENDAR_DAY', amount: n })),
    fc.integer({ min: 1, max: 3 }).map((n): Limit => ({ unit: 'MONTH', amount: n })),
    fc.constant<Limit>({ unit: 'SAME_DAY', amount: 1 }),
  )
}

const onTime = (reels: readonly Reel[], limit: Limit): number => tally(reels.map(one => replayed(one, limit))).after

describe('a replay', () => {
  it('under the very same limit is what really happened, date and outcome', () => {
    fc.assert(
      fc.property(reel, one => {
        const { dueAfter, lateAfter } = replayed(one, one.past.limit)
        expect(dueAfter).toEqual(one.past.dueAt)
        expect(lateAfter).toBe(one.past.late)
      }),
      { numRuns: 300 },
    )
  })

  it('under a longer limit never has fewer in time', () => {
    fc.assert(
      fc.property(
        fc.array(reel, { minLength: 1, maxLength: 8 }),
        limits(),
        fc.integer({ min: 1, max: 20 }),
        (reels, limit, more) => {
          if (limit.unit === 'SAME_DAY') return
          const longer = { ...limit, amount: limit.amount + more }
          expect(onTime(reels, longer)).toBeGreaterThanOrEqual(onTime(reels, limit))
          for (const one of reels) expect(dueUnder(one, longer) >= dueUnder(one, limit)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('counts everybody once: before and after differ by those who change sides', () => {
    fc.assert(
      fc.property(fc.array(reel, { maxLength: 8 }), limits(), (reels, limit) => {
        const { n, before, after, toLate, toOnTime } = tally(reels.map(one => replayed(one, limit)))
        expect(n).toBe(reels.length)
        expect(after).toBe(before - toLate + toOnTime)
      }),
    )
  })

  it('finds the smallest limit that looking at each one finds', () => {
    fc.assert(
      fc.property(
        fc.array(reel, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(0.5, 0.8, 0.95, 1),
        (reels, share) => {
          const found = smallestLimit(reels, 'CALENDAR_DAY', share)
          const slow = Array.from({ length: 365 }, (_, n): Limit => ({ unit: 'CALENDAR_DAY', amount: n + 1 })).find(
            limit => onTime(reels, limit) >= reels.length * share - 1e-9,
          )
          expect(found).toEqual(slow ?? null)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('draws every dossier in one bar, in the colour it would have', () => {
    fc.assert(
      fc.property(fc.array(reel, { maxLength: 12 }), limits(), (reels, limit) => {
        const items = reels.map(one => replayed(one, limit))
        const { bins } = histogram(items)
        expect(bins.length).toBeLessThanOrEqual(12)
        expect(bins.reduce((sum, bin) => sum + bin.onTime, 0)).toBe(tally(items).after)
        expect(bins.reduce((sum, bin) => sum + bin.late, 0)).toBe(reels.length - tally(items).after)
      }),
    )
  })
})

describe('a promise', () => {
  const past: Past = {
    agencyId: 1,
    id: 1,
    code: 'D1',
    channel: 'DIRECT',
    receivedAt: at('2026-10-05T08:00'),
    finishedAt: at('2026-10-12T10:00'),
    dueAt: at('2026-10-13T17:30'),
    late: false,
    limit: { unit: 'WORKING_DAY', amount: 3 },
    pauses: [],
  }
  const again = reelOf(past, calendar) as Reel

  it('made anew stays where a longer limit ends before it, and falls where a shorter one is tried', () => {
    expect(dueUnder(again, { unit: 'WORKING_DAY', amount: 5 })).toEqual(past.dueAt)
    expect(dueUnder(again, { unit: 'WORKING_DAY', amount: 10 })).toEqual(at('2026-10-19T08:00'))
    expect(dueUnder(again, { unit: 'WORKING_DAY', amount: 2 })).toEqual(at('2026-10-07T08:00'))
    expect(lateUnder(again, at('2026-10-07T08:00'))).toBe(true)
  })

  it('beyond the known calendar is kept by whoever has finished', () => {
    expect(dueUnder(again, { unit: 'WORKING_DAY', amount: 400 })).toEqual(NEVER)
    expect(lateUnder(again, NEVER)).toBe(false)
  })

  it('before the known calendar cannot be computed', () => {
    expect(reelOf({ ...past, receivedAt: at('2020-10-05T08:00') }, calendar)).toBeNull()
  })

  it('counts no working minute of a wait', () => {
    const wait = [{ from: at('2026-10-06T08:00'), to: at('2026-10-08T08:00') }]
    expect(workedBetween(calendar, at('2026-10-05T08:00'), at('2026-10-09T17:30'), wait)).toBe(1_410)
    expect(workedBetween(calendar, at('2026-10-07T08:00'), at('2026-10-07T10:00'), wait)).toBe(0)
  })
})

describe('a percentile', () => {
  it('is the smallest figure that so many do not exceed', () => {
    expect(percentile([600, 1_410, 1_980, 2_520], 0.5)).toBe(1_410)
    expect(percentile([600, 1_410, 1_980, 2_520], 0.8)).toBe(2_520)
    expect(percentile([7], 0.95)).toBe(7)
    expect(percentile([], 0.5)).toBeNull()
  })
})

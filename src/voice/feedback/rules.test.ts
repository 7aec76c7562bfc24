import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { defaultCalendar } from '#app/organisation/calendar/default.ts'
import { clockOf } from './clock.ts'
import { coverTraces, personalTraces } from './personal.ts'
import {
  abilities,
  after,
  doers,
  type FeedbackFacts,
  feedbackStates,
  moves,
  numberOf,
  officerActions,
  secretOf,
  timingOf,
  whyNot,
} from './rules.ts'

const now = new Date('2026-11-23T14:30:00+07:00')
const later = new Date('2026-12-01T14:30:00+07:00')
const facts = (more: Partial<FeedbackFacts> = {}): FeedbackFacts => ({
  status: 'ASSIGNED',
  assigneeId: 7,
  askedAt: null,
  askBy: later,
  refuseBy: later,
  ...more,
})
const actor = (roles: string[], officerId = 7): Actor => ({
  ...anonymous,
  kind: 'OFFICER',
  accountId: 1,
  officerId,
  name: 'A',
  roles,
  unitId: 1,
  agencyId: 1,
})

describe('state × action', () => {
  for (const status of feedbackStates) {
    for (const action of officerActions) {
      const next = after(status, action)
      test(`${status} × ${action} ${next ? `→ ${next}` : 'is refused'}`, () => {
        const reason = whyNot(action, facts({ status }), actor([...doers[action]]), true, now)
        expect(reason).toBe(next ? null : 'WRONG_STATE')
        expect(abilities(facts({ status }), actor([...doers[action]]), true, now)[action]).toBe(next !== undefined)
      })
    }
  }

  test('every state but the last ones leads on, and every target is a state', () => {
    for (const row of Object.values(moves))
      for (const next of Object.values(row)) expect(feedbackStates).toContain(next)
    const ends = feedbackStates.filter(status => Object.values(moves[status]).every(next => next === status))
    expect(ends).toEqual(['PUBLISHED', 'REJECTED'])
  })
})

describe('who may', () => {
  test('a specialist only what is assigned to them', () => {
    expect(whyNot('draft', facts(), actor(['SPECIALIST']), true, now)).toBeNull()
    expect(whyNot('draft', facts(), actor(['SPECIALIST'], 8), true, now)).toBe('NOT_ASSIGNED_TO_YOU')
    expect(whyNot('draft', facts(), actor(['SPECIALIST', 'LEADER'], 8), true, now)).toBeNull()
  })
  test('a specialist never approves; another agency never acts', () => {
    expect(whyNot('approve', facts({ status: 'DRAFTED' }), actor(['SPECIALIST']), true, now)).toBe('NOT_YOUR_POSITION')
    expect(whyNot('approve', facts({ status: 'DRAFTED' }), actor(['LEADER']), false, now)).toBe('NOT_YOUR_AGENCY')
  })
})

describe('time', () => {
  test('information is asked for once, and only within its days', () => {
    expect(whyNot('ask', facts({ askedAt: now }), actor(['LEADER']), true, now)).toBe('ASKED_ALREADY')
    expect(whyNot('ask', facts(), actor(['LEADER']), true, new Date(later.getTime() + 60_000))).toBe('TOO_LATE_TO_ASK')
  })
  test('refusing is possible only within its days', () => {
    expect(whyNot('reject', facts(), actor(['LEADER']), true, later)).toBeNull()
    expect(whyNot('reject', facts(), actor(['LEADER']), true, new Date(later.getTime() + 60_000))).toBe(
      'TOO_LATE_TO_REFUSE',
    )
  })

  const days = { refuse: 2, ask: 5, handle: 15, publish: 2, soon: 3 }
  test('2, 5 and 15 working days from Monday 23/11/2026 14:30, the 24th being a day off', () => {
    expect(clockOf(defaultCalendar(), now, days)).toEqual({
      refuseBy: new Date('2026-11-26T14:30:00+07:00'),
      askBy: new Date('2026-12-01T14:30:00+07:00'),
      dueAt: new Date('2026-12-15T14:30:00+07:00'),
      soonAt: new Date('2026-12-10T14:30:00+07:00'),
    })
  })
  test('a wait of two working days moves the answer by two, the other limits by none', () => {
    const wait = { from: new Date('2026-11-25T09:00:00+07:00'), to: new Date('2026-11-27T09:00:00+07:00') }
    const moved = clockOf(defaultCalendar(), now, days, wait)
    expect(moved.dueAt).toEqual(new Date('2026-12-17T14:30:00+07:00'))
    expect(moved.askBy).toEqual(new Date('2026-12-01T14:30:00+07:00'))
  })

  const at = (iso: string) => new Date(iso)
  test('timing from stored instants', () => {
    const open = {
      status: 'ASSIGNED' as const,
      dueAt: at('2026-12-15T14:30:00+07:00'),
      soonAt: at('2026-12-10T14:30:00+07:00'),
      closedAt: null,
    }
    expect(timingOf(open, at('2026-12-10T14:29:00+07:00'))).toBe('RUNNING')
    expect(timingOf(open, at('2026-12-10T14:30:00+07:00'))).toBe('SOON')
    expect(timingOf(open, at('2026-12-15T14:30:00+07:00'))).toBe('SOON')
    expect(timingOf(open, at('2026-12-15T14:31:00+07:00'))).toBe('LATE')
    expect(timingOf({ ...open, status: 'NEED_INFO', dueAt: null }, now)).toBe('WAITING')
    expect(timingOf({ ...open, status: 'ANSWERED', closedAt: at('2026-12-15T14:30:00+07:00') }, later)).toBe(
      'DONE_IN_TIME',
    )
    expect(timingOf({ ...open, status: 'ANSWERED', closedAt: at('2026-12-15T14:31:00+07:00') }, later)).toBe(
      'DONE_LATE',
    )
  })
})

describe('personal traces', () => {
  test.each([
    'gọi 0912345678 giúp tôi',
    'gọi 0912 345 678',
    'số +84 912.345.678',
    'căn cước 040000000017',
    'CMND 183456789',
    'thư ten.ho@vi-du.vn nhé',
  ])('found: %s', text => {
    expect(personalTraces(text)).toHaveLength(1)
    expect(coverTraces(text)).toContain('•••')
    expect(personalTraces(coverTraces(text))).toEqual([])
  })
  test.each([
    'phí 150.000.000 đồng',
    'ngày 01.01.2026 lúc 08 giờ 30',
    'hồ sơ H71.06-20261123-0000004',
    'phản ánh PAKN-H71.06-20261123-0004',
    'thủ tục 1.012345 và 2.000488.H71',
    'từ 07:30 đến 11:30, 13:30 đến 17:30',
    'năm 2025, 2026',
  ])('not taken for one: %s', text => {
    expect(personalTraces(text)).toEqual([])
  })
  test("the sender's own name, with or without diacritics; not a short word", () => {
    expect(personalTraces('tôi là tran thi mai', ['Trần Thị Mai'])).toEqual([{ kind: 'SENDER', text: 'Trần Thị Mai' }])
    expect(coverTraces('tôi là TRAN THI MAI ở đây', ['Trần Thị Mai'])).toBe('tôi là ••• ở đây')
    expect(personalTraces('ở Hà Nội', ['Hà'])).toEqual([])
  })
  test('never changes a text without traces', () => {
    const property = fc.check(
      fc.property(fc.string(), text => personalTraces(text).length > 0 || coverTraces(text) === text),
    )
    expect(property.failed).toBe(false)
  })
})

describe('numbers and secrets', () => {
  test('the number names agency, day and order', () => {
    expect(numberOf('H71.06', '2026-11-23', 4)).toBe('PAKN-H71.06-20261123-0004')
    expect(numberOf('H71.06', '2026-11-23', 12_345)).toBe('PAKN-H71.06-20261123-12345')
  })
  test('a secret has ten signs nobody mistakes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), bytes => {
        expect(secretOf(bytes)).toMatch(/^[2-9A-HJ-NP-Z]{10}$/)
      }),
    )
  })
})

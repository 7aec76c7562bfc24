import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#app/kernel/text.ts'
import type { Limit } from '#app/kernel/limit.ts'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { type Limited, legalLimit, promisedLimit, promisesOverLegal, surelyHours, tightestOf } from './limits.ts'
import { changedComponents, COMPONENT_NAMES, missingComponents } from './parts.ts'
import {
  afterVersionAction,
  holdsOn,
  succeedOn,
  type Validity,
  versionActions,
  versionStates,
  versionTransitions,
} from './rules.ts'
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import type { ChannelRule } from './shape.ts'

const birth = SeedProcedureSchema.parse(rows[0])
const wd = (amount: number): Limit => ({ unit: 'WORKING_DAY', amount })
const rule = (channel: ChannelRule['channel'], ...limits: (Limit | null)[]): ChannelRule => ({
  channel,
  terms: limits.map(limit => ({ limit, limitText: '', fees: [], note: '', illustrative: false })),
})
const limited = (channels: ChannelRule[], promised: Limited['promised'] = null): Limited => ({
  content: { channels },
  promised,
})

describe('state × action', () => {
  test.each(versionStates.flatMap(state => versionActions.map(action => [state, action] as const)))(
    '%s × %s follows the table',
    (state, action) => {
      const table: Partial<Record<string, string>> = versionTransitions[state]
      expect(afterVersionAction(state, action)).toBe(table[action] ?? null)
    },
  )

  test('what is published is never edited, attached or discarded; a closed version is at its end', () => {
    for (const state of ['PUBLISHED', 'CLOSED'] as const) {
      for (const action of ['attach', 'discard', 'publish'] as const)
        expect(afterVersionAction(state, action)).toBeNull()
    }
    expect(versionTransitions.CLOSED).toEqual({})
  })
})

describe('ND-63-2010#8.2: the parts of a procedure', () => {
  test('a whole procedure lacks nothing', () => {
    expect(missingComponents(birth)).toEqual([])
  })

  test.each([
    ['steps', { steps: [] }],
    ['papers', { components: [] }],
    ['subjects', { subjects: [] }],
    ['agency', { competentAgencyText: null, performingAgencyText: null }],
    ['result', { results: [] }],
    ['limit', { channels: [rule('DIRECT', null)] }],
  ] as const)('without %s it is not whole', (part, change) => {
    expect(missingComponents({ ...birth, ...structuredClone(change) } as typeof birth)).toEqual([part])
  })

  test('conditions, forms and fees need not be there', () => {
    expect(missingComponents({ ...birth, conditions: null, legalBases: [] })).toEqual([])
  })
})

describe('ND-63-2010#15: an amendment names what changes', () => {
  test('nothing changed, whatever order the keys come back in', () => {
    const shuffled = JSON.parse(JSON.stringify(birth, Object.keys(birth).toReversed())) as typeof birth
    expect(changedComponents(birth, structuredClone(birth))).toEqual([])
    expect(changedComponents({ ...birth, steps: [] }, { ...birth, steps: [] })).toEqual([])
    expect(shuffled.code).toBe(birth.code)
  })

  test('limit and fee are told apart though both hang on the channel', () => {
    const shorter = structuredClone(birth)
    for (const channel of shorter.channels)
      for (const term of channel.terms) term.limit = { unit: 'WORKING_HOUR', amount: 4 }
    expect(changedComponents(birth, shorter)).toEqual(['limit'])
    const free = structuredClone(birth)
    for (const channel of free.channels) for (const term of channel.terms) term.fees = []
    expect(changedComponents(birth, free)).toEqual(['fees'])
    expect(changedComponents(birth, { ...birth, name: 'Khác', conditions: 'Có' })).toEqual(['name', 'conditions'])
    expect(COMPONENT_NAMES).toContain('legalBasis')
  })
})

describe('limits', () => {
  test.each([
    [wd(3), 24],
    [wd(0.5), 4],
    [{ unit: 'WORKING_HOUR', amount: 6 }, 6],
    [{ unit: 'SAME_DAY', amount: 1 }, 8],
    [{ unit: 'CALENDAR_DAY', amount: 20 }, 112],
    [{ unit: 'CALENDAR_DAY', amount: 1 }, 0],
    [{ unit: 'MONTH', amount: 2 }, 320],
  ] as const)('%j surely holds %d working hours', (limit, hours) => {
    expect(surelyHours(limit)).toBe(hours)
  })

  test('the promise of a channel, else its legal limit, else that of the strictest channel listed', () => {
    const version = limited([rule('DIRECT', wd(5)), rule('ONLINE', wd(3))], { DIRECT: wd(4) })
    expect(promisedLimit(version, 'DIRECT')).toEqual(wd(4))
    expect(promisedLimit(version, 'ONLINE')).toEqual(wd(3))
    expect(promisedLimit(version, 'POST')).toEqual(wd(3))
    expect(promisedLimit(limited([rule('DIRECT', null)]), 'DIRECT')).toBeNull()
    expect(promisedLimit(limited([]), 'ONLINE')).toBeNull()
  })

  test('several rows of a channel: the shortest is kept in every case', () => {
    expect(legalLimit({ channels: [rule('DIRECT', null, wd(10), wd(3))] }, 'DIRECT')).toEqual(wd(3))
  })

  test('the tightest of all channels is what a process must fit', () => {
    expect(tightestOf(limited([rule('DIRECT', wd(5)), rule('ONLINE', wd(3))], { DIRECT: wd(2) }))).toEqual({
      channel: 'DIRECT',
      limit: wd(2),
      hours: 16,
    })
    expect(tightestOf(limited([]))).toBeNull()
  })

  test('a promise is never longer than the law', () => {
    expect(promisesOverLegal(limited([rule('DIRECT', wd(5))], { DIRECT: wd(5) }))).toEqual([])
    expect(promisesOverLegal(limited([rule('DIRECT', wd(5))], { DIRECT: wd(6), ONLINE: wd(6) }))).toEqual([
      'DIRECT',
      'ONLINE',
    ])
    expect(
      promisesOverLegal(limited([rule('DIRECT', { unit: 'CALENDAR_DAY', amount: 15 })], { DIRECT: wd(11) })),
    ).toEqual(['DIRECT'])
  })
})

describe('validity', () => {
  const version = (no: number, from: string, to: string | null): Validity => ({ versionId: no, no, from, to })

  test('the open version ends where the next begins', () => {
    const open = version(1, '2025-07-01', null)
    expect(succeedOn([open], '2026-01-01')).toEqual({ ok: true, closes: open })
    expect(succeedOn([], '2026-01-01')).toEqual({ ok: true, closes: null })
  })

  test('a version from the same day or later, or an end already set behind it, stands in the way', () => {
    const same = version(1, '2026-01-01', null)
    expect(succeedOn([same], '2026-01-01')).toEqual({ ok: false, overlaps: same })
    const ending = version(2, '2025-07-01', '2026-02-01')
    expect(succeedOn([ending], '2026-01-01')).toEqual({ ok: false, overlaps: ending })
    expect(succeedOn([ending], '2026-02-01')).toEqual({ ok: true, closes: null })
  })

  test('any sequence of publications, repeals and closings leaves at most one version on every day, and one from the first until an end', () => {
    const day = fc.integer({ min: 0, max: 60 }).map(n => addDays('2025-07-01', n))
    const deed = fc.record({ what: fc.constantFrom('publish', 'publish', 'end'), day })
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), deeds => {
        let versions: Validity[] = []
        const alive = new Map<string, boolean>()
        for (const { what, day: on } of deeds) {
          const next = succeedOn(versions, on)
          if (!next.ok || (what === 'end' && !next.closes)) continue
          versions = versions.map(one => (one === next.closes ? { ...one, to: on } : one))
          if (what === 'publish') versions.push(version(versions.length + 1, on, null))
          for (let n = 0; n <= 61; n++) {
            const then = addDays('2025-07-01', n)
            if (then >= on) alive.set(then, what === 'publish')
          }
        }
        for (let n = 0; n <= 61; n++) {
          const then = addDays('2025-07-01', n)
          expect(versions.filter(one => holdsOn(one, then)).length).toBe(alive.get(then) ? 1 : 0)
        }
      }),
      { numRuns: 300 },
    )
  })
})

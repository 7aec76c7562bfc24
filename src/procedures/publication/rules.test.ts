import { describe, expect, test } from 'vitest'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import {
  actions,
  afterAction,
  countsOf,
  type JudgedItem,
  lacksOf,
  levelGroup,
  stages,
  totalOf,
  transitions,
  writtenNumber,
} from './rules.ts'

const {
  home: _h,
  onlineLevel: _o,
  promised: _p,
  process: _s,
  form: _f,
  ...content
} = SeedProcedureSchema.parse(rows[0])

describe('stage × action', () => {
  test.each(stages.flatMap(stage => actions.map(action => [stage, action] as const)))('%s %s', (stage, action) => {
    expect(afterAction(stage, action)).toBe(
      (transitions[stage] as Partial<Record<typeof action, string>>)[action] ?? null,
    )
  })

  test('what is public or cancelled stays; what is signed is only published', () => {
    expect(Object.keys(transitions.PUBLISHED)).toEqual([])
    expect(Object.keys(transitions.CANCELLED)).toEqual([])
    expect(Object.keys(transitions.SIGNED)).toEqual(['publish'])
  })

  test('every stage can be reached, and from every one but the ends the way goes on', () => {
    const reached = new Set<string>(['PREPARING'])
    for (const _ of stages) {
      for (const stage of stages)
        if (reached.has(stage)) for (const next of Object.values(transitions[stage])) reached.add(next)
    }
    expect([...reached].toSorted()).toEqual([...stages].toSorted())
  })
})

const item = (more: Partial<JudgedItem> = {}): JudgedItem => ({
  change: 'AMENDED',
  code: '1.000001',
  successorCode: null,
  draft: { content, changedComponents: ['limit' as const] },
  inForce: true,
  nationalCopy: true,
  ...more,
})

describe('ND-63-2010#15: what each kind of decision needs', () => {
  test('procedures of the locality: everything, with the basis', () => {
    expect(lacksOf('FULL', item())).toEqual([])
    const bare = { content: { ...content, steps: [], legalBases: [] }, changedComponents: ['limit' as const] }
    expect(lacksOf('FULL', item({ draft: bare }))).toEqual([{ what: 'PARTS', parts: ['steps', 'legalBasis'] }])
  })

  test('a list of a ministry’s: its copy, its decision, limit, agency and basis; steps stand there', () => {
    const listed = {
      content: { ...content, steps: [], results: [], decisionNo: '1/QĐ-BTP' },
      changedComponents: ['limit' as const],
    }
    expect(lacksOf('LIST', item({ draft: listed }))).toEqual([])
    const unknown = {
      content: { ...listed.content, decisionNo: null, legalBases: [] },
      changedComponents: ['limit' as const],
    }
    expect(lacksOf('LIST', item({ draft: unknown, nationalCopy: false }))).toEqual([
      { what: 'PARTS', parts: ['legalBasis'] },
      { what: 'NATIONAL_COPY' },
      { what: 'MINISTRY_DECISION' },
    ])
  })

  test('new, amended, repealed', () => {
    expect(lacksOf('FULL', item({ code: null }))).toEqual([{ what: 'CODE' }])
    expect(lacksOf('FULL', item({ change: 'NEW' }))).toEqual([{ what: 'IN_FORCE_ALREADY' }])
    expect(lacksOf('FULL', item({ change: 'NEW', inForce: false, draft: null }))).toEqual([{ what: 'DRAFT' }])
    expect(lacksOf('FULL', item({ draft: { content, changedComponents: [] } }))).toEqual([{ what: 'CHANGED_PARTS' }])
    expect(lacksOf('FULL', item({ change: 'REPEALED', draft: null }))).toEqual([])
    expect(lacksOf('FULL', item({ change: 'REPEALED', inForce: false }))).toEqual([{ what: 'NOT_IN_FORCE' }])
  })
})

test('counts by kind of change and level, as the first article of a decision says them', () => {
  expect(levelGroup(['PROVINCE'], 'COMMUNE')).toBe('PROVINCE')
  expect(levelGroup(['PROVINCE', 'COMMUNE'], 'SNV')).toBe('BOTH')
  expect(levelGroup(['MINISTRY'], 'COMMUNE')).toBe('COMMUNE')
  expect(levelGroup([], null)).toBe('PROVINCE')
  const counts = countsOf([
    { change: 'NEW', level: 'PROVINCE' },
    { change: 'NEW', level: 'COMMUNE' },
    ...Array.from({ length: 6 }, () => ({ change: 'AMENDED' as const, level: 'PROVINCE' as const })),
    { change: 'REPEALED', level: 'BOTH' },
  ])
  expect([
    totalOf(counts, 'NEW'),
    totalOf(counts, 'AMENDED'),
    totalOf(counts, 'REPLACED'),
    totalOf(counts, 'REPEALED'),
  ]).toEqual([2, 6, 0, 1])
  expect(counts.NEW).toEqual({ PROVINCE: 1, BOTH: 0, COMMUNE: 1 })
})

test('a number is written with two digits at least', () => {
  expect(writtenNumber(1, 'QĐ-UBND')).toBe('01/QĐ-UBND')
  expect(writtenNumber(1074, 'QĐ-UBND')).toBe('1074/QĐ-UBND')
})

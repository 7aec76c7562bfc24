import { describe, expect, it, test } from 'vitest'
import { anonymous } from '#app/kernel/context.ts'
import { doubled, fingerprintOf, inOrder, splitArticles } from './articles.ts'
import { dayName } from './clock.ts'
import {
  abilities,
  after,
  doers,
  type DraftAction,
  draftActions,
  type Missing,
  missingForAppraisal,
  moves,
  owesAnswer,
  type ReadinessFacts,
  requestTiming,
  type Stage,
  stages,
  together,
  whyNot,
  whyNotClose,
} from './rules.ts'

const officer = (...roles: string[]) => ({ ...anonymous, kind: 'OFFICER' as const, roles, agencyId: 1, unitId: 1 })
const facts = (stage: Stage) => ({ stage, agencyId: 1, appraiserId: 2 })

describe('stage × action', () => {
  test.each(stages.flatMap(stage => draftActions.map(action => [stage, action] as const)))(
    '%s × %s',
    (stage, action) => {
      const leads = (moves[stage] as Partial<Record<DraftAction, Stage>>)[action]
      expect(after(stage, action)).toBe(leads)
      const { roles, whose } = doers[action]
      const home = whose === 'APPRAISER' ? 2 : 1
      for (const role of roles) {
        expect(whyNot(action, facts(stage), officer(role), home)).toBe(leads === undefined ? 'WRONG_STAGE' : null)
      }
      expect(whyNot(action, facts(stage), officer('RECEPTION', 'INSPECTOR'), home)).toBe('NOT_YOUR_POSITION')
      const elsewhere = whose === 'ASKED' ? (leads === undefined ? 'WRONG_STAGE' : null) : 'NOT_YOUR_AGENCY'
      expect(whyNot(action, facts(stage), officer(...roles), 3)).toBe(elsewhere)
    },
  )

  it('ends: what is adopted or withdrawn is never changed', () => {
    expect(moves.ADOPTED).toEqual({})
    expect(moves.WITHDRAWN).toEqual({})
  })

  it('lets nobody change a text others are reading', () => {
    for (const stage of ['OPINIONS', 'APPRAISAL', 'APPRAISED', 'ADOPTED'] as const) {
      expect(after(stage, 'write')).toBeUndefined()
      expect(after(stage, 'newText')).toBeUndefined()
    }
  })

  it('lets a machine write, and neither sign nor appraise nor adopt', () => {
    const machine = { ...anonymous, kind: 'MACHINE' as const, roles: ['drafting.write'] }
    const can = abilities(facts('DRAFTING'), machine, null)
    expect(can.write).toBe(true)
    expect(can.sign).toBe(false)
    expect(abilities(facts('APPRAISED'), machine, null).adopt).toBe(false)
    expect(abilities(facts('APPRAISAL'), machine, null).passAppraisal).toBe(false)
  })
})

const ready: ReadinessFacts = {
  articles: 3,
  procedures: [
    {
      name: 'Cấp giấy A',
      change: 'NEW',
      declared: true,
      assessments: [{ form: 'PROCEDURE', subject: '', complete: true, signed: true }],
    },
  ],
  rounds: [{ kind: 'CONTROL', open: false, unanswered: [], answered: 1 }],
  owed: [],
}
const first = ready.procedures[0] as ReadinessFacts['procedures'][number]

describe('readiness for appraisal', () => {
  it('misses nothing when all is there', () => expect(missingForAppraisal(ready)).toEqual([]))

  const cases: [string, Partial<ReadinessFacts>, Missing[]][] = [
    ['no articles', { articles: 0, procedures: [] }, [{ what: 'NO_ARTICLES' }]],
    ['no procedures', { procedures: [] }, [{ what: 'NO_PROCEDURES' }]],
    [
      'not declared',
      { procedures: [{ ...first, declared: false }] },
      [{ what: 'NOT_DECLARED', procedure: 'Cấp giấy A' }],
    ],
    [
      'not complete',
      { procedures: [{ ...first, assessments: [{ form: 'FORM', subject: 'Mẫu 1', complete: false, signed: false }] }] },
      [{ what: 'INCOMPLETE', procedure: 'Cấp giấy A', form: 'FORM', subject: 'Mẫu 1' }],
    ],
    [
      'not signed',
      { procedures: [{ ...first, assessments: [{ form: 'PROCEDURE', subject: '', complete: true, signed: false }] }] },
      [{ what: 'UNSIGNED', procedure: 'Cấp giấy A', form: 'PROCEDURE', subject: '' }],
    ],
    [
      'a repealed one is not assessed',
      { procedures: [first, { ...first, change: 'REPEALED', declared: false, assessments: [] }] },
      [],
    ],
    ['control unit not asked', { rounds: [] }, [{ what: 'CONTROL_NOT_ASKED' }]],
    [
      'round open and unanswered',
      { rounds: [{ kind: 'CONTROL', open: true, unanswered: ['Đơn vị'], answered: 0 }] },
      [{ what: 'ROUND_OPEN', round: 'CONTROL', waiting: ['Đơn vị'] }],
    ],
    [
      'a round that went without the control unit’s answer counts for nothing',
      { rounds: [{ kind: 'CONTROL', open: false, unanswered: ['Đơn vị'], answered: 0 }] },
      [{ what: 'CONTROL_NOT_ASKED' }],
    ],
    [
      'public round open',
      { rounds: [...ready.rounds, { kind: 'PUBLIC', open: true, unanswered: [], answered: 0 }] },
      [{ what: 'ROUND_OPEN', round: 'PUBLIC', waiting: [] }],
    ],
    [
      'opinion neither accepted nor explained',
      { owed: [{ author: 'Sở B', articleNo: '5' }] },
      [{ what: 'OPINION_OWED', author: 'Sở B', articleNo: '5' }],
    ],
  ]
  test.each(cases)('%s', (_, change, missing) => {
    expect(missingForAppraisal({ ...ready, ...change })).toEqual(missing)
  })

  it('names everything at once', () => {
    const all = missingForAppraisal({
      articles: 1,
      procedures: [
        { ...first, declared: false, assessments: first.assessments.map(one => ({ ...one, signed: false })) },
      ],
      rounds: [{ kind: 'AGENCY', open: true, unanswered: ['Sở B'], answered: 0 }],
      owed: [{ author: '', articleNo: null }],
    })
    expect(all.map(one => one.what)).toEqual([
      'NOT_DECLARED',
      'UNSIGNED',
      'CONTROL_NOT_ASKED',
      'ROUND_OPEN',
      'OPINION_OWED',
    ])
  })
})

describe('opinions', () => {
  test.each([
    ['AGREE', '', null, false],
    ['AGREE', 'nhưng nên rõ hơn', null, true],
    ['DISAGREE', 'vì', null, true],
    ['COMMENT', 'vì', 'EXPLAINED', false],
  ] as const)('%s %j %s owes an answer: %s', (stance, body, disposition, owes) => {
    expect(owesAnswer({ stance, body, disposition })).toBe(owes)
  })

  const at = (text: string) => new Date(`2026-12-${text}+07:00`)
  const request = { dueAt: at('10T08:00:00'), soonAt: at('08T08:00:00'), answeredAt: null, closedAt: null }
  test.each([
    [request, at('08T07:59:59'), 'RUNNING'],
    [request, at('08T08:00:00'), 'SOON'],
    [request, at('10T08:00:00'), 'SOON'],
    [request, at('10T08:00:01'), 'LATE'],
    [{ ...request, answeredAt: at('10T08:00:00') }, at('20T08:00:00'), 'IN_TIME'],
    [{ ...request, answeredAt: at('10T08:00:01') }, at('20T08:00:00'), 'ANSWERED_LATE'],
    [{ ...request, closedAt: at('11T08:00:00') }, at('20T08:00:00'), 'SILENT'],
  ] as const)('%j at %s: %s', (one, now, timing) => expect(requestTiming(one, now)).toBe(timing))

  const due = at('10T08:00:00')
  test.each([
    ['CONTROL', [], at('01T08:00:00'), null],
    ['CONTROL', ['x'], at('20T08:00:00'), 'CONTROL_WAITING'],
    ['AGENCY', ['x'], at('10T08:00:00'), 'STILL_WAITING'],
    ['AGENCY', ['x'], at('10T08:00:01'), null],
    ['AGENCY', [], at('01T08:00:00'), null],
    ['FRONT', ['x'], at('01T08:00:00'), 'STILL_WAITING'],
    ['PUBLIC', [], at('10T07:59:59'), 'PUBLIC_TIME'],
    ['PUBLIC', [], at('10T08:00:00'), null],
  ] as const)('closing a %s round that waits for %j at %s: %s', (kind, unanswered, now, reason) => {
    expect(whyNotClose({ kind, dueAt: due, unanswered }, now)).toBe(reason)
  })

  /** law: ND-63-2010#9.1, #9.3 */
  test.each([
    ['CONTROL', 'LAW', 'controlCentral'],
    ['CONTROL', 'DECREE', 'controlCentral'],
    ['CONTROL', 'PRIME_MINISTER_DECISION', 'controlCentral'],
    ['CONTROL', 'CIRCULAR', 'controlLocal'],
    ['CONTROL', 'COMMITTEE_DECISION', 'controlLocal'],
    ['CONTROL', 'COUNCIL_RESOLUTION', 'controlLocal'],
    ['AGENCY', 'LAW', 'agency'],
    ['PUBLIC', 'LAW', 'public'],
    ['FRONT', 'COMMITTEE_DECISION', 'front'],
  ] as const)('%s on a %s takes %s', (round, kind, name) => expect(dayName(round, kind)).toBe(name))
})

test('verdicts together are as bad as the worst', () => {
  expect(together(['KEEP', 'AMEND', 'DROP'])).toBe('DROP')
  expect(together(['KEEP', 'AMEND'])).toBe('AMEND')
  expect(together(['KEEP'])).toBe('KEEP')
  expect(together(['KEEP', null])).toBeNull()
  expect(together([])).toBeNull()
})

describe('a pasted text', () => {
  it('falls apart at its articles; titles and chapters belong to none', () => {
    const text = [
      'QUYẾT ĐỊNH',
      'Căn cứ Luật…',
      'Điều 1. Phạm vi điều chỉnh',
      'Quyết định này quy định…',
      'Chương II',
      'Điều 2: Hồ sơ',
      '1. Đơn theo Điều 1.',
      '',
      '2. Bản sao.',
      'điều 2a.',
      'Nộp trực tuyến.',
      'Điều 3 của Luật áp dụng cho việc này.',
    ].join('\n')
    expect(splitArticles(text)).toEqual([
      { no: '1', heading: 'Phạm vi điều chỉnh', body: 'Quyết định này quy định…' },
      { no: '2', heading: 'Hồ sơ', body: '1. Đơn theo Điều 1.\n\n2. Bản sao.' },
      { no: '2a', heading: '', body: 'Nộp trực tuyến.\nĐiều 3 của Luật áp dụng cho việc này.' },
    ])
    expect(splitArticles('không có gì')).toEqual([])
  })

  it('names numbers that stand there twice', () => {
    expect(doubled([{ no: '1' }, { no: '2' }, { no: '1' }, { no: '1' }])).toEqual(['1'])
  })

  it('counts as people do', () => {
    expect(['10', '9', '2a', '2', '2b'].toSorted(inOrder)).toEqual(['2', '2a', '2b', '9', '10'])
  })

  it('has a fingerprint that any changed word changes', () => {
    const one = [{ no: '1', heading: 'a', body: 'b' }]
    expect(fingerprintOf('NEW', one)).toBe(fingerprintOf('NEW', [...one]))
    expect(fingerprintOf('NEW', one)).not.toBe(fingerprintOf('AMENDED', one))
    expect(fingerprintOf('NEW', one)).not.toBe(fingerprintOf('NEW', [{ no: '1', heading: 'a', body: 'c' }]))
    expect(fingerprintOf('NEW', one)).not.toBe(fingerprintOf('NEW', [{ no: '1', heading: 'ab', body: '' }]))
  })
})

import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  type About,
  type Answers,
  askedParts,
  assessmentForms,
  conclusions,
  type GroupKey,
  missingParts,
  type Part,
  questionnaireOn,
  questionnaires,
  skippedGroups,
  skips,
  verdictOf,
  withAnswers,
  wrongAnswer,
} from './questionnaire.ts'

const q = questionnaireOn('2026-11-23')
const procedure: About = { form: 'PROCEDURE', change: 'NEW' }
const amended: About = { form: 'PROCEDURE', change: 'AMENDED' }
const form: About = { form: 'FORM', change: 'NEW' }
const requirement: About = { form: 'REQUIREMENT', change: 'NEW' }
const everyAbout = [procedure, amended, form, requirement]
const keys = (about: About, answers: Answers): string[] => askedParts(q, about, answers).map(part => part.key)
const partsOf = (about: About): Part[] => q.forms[about.form].questions.flatMap(one => one.parts)

/** Answers everything that is asked, again and again until nothing is missing, with the value the pick gives. */
function fill(about: About, given: Answers, pick: (part: Part) => string | string[]): Answers {
  let answers = given
  for (let round = 0; round < 20; round += 1) {
    const open = askedParts(q, about, answers).filter(part => missingParts(q, about, answers).includes(part.key))
    if (open.length === 0) return answers
    answers = withAnswers(answers, Object.fromEntries(open.map(part => [part.key, pick(part)])))
  }
  throw new Error('never complete')
}
const GOOD: Record<string, string> = {
  '3a': 'NO',
  '9c': 'NO',
  '10a': 'NO',
  '11a': 'NO',
  '13a': 'RIGHT',
  '14a': 'NO',
  '16a': 'NO',
}
const GOOD_REQUIREMENT: Record<string, string> = {
  '2a': 'ALL',
  '3a': 'NONE',
  '4a': 'NO',
  '5a': 'ALL',
  '6a': 'NONE',
  '7a': 'ALL',
  '8a': 'COUNTRY',
  '9a': 'NO',
  '10a': 'ALL',
  '11a': 'ALL',
  '12a': 'NONE',
  '13a': 'NONE',
  '14a': 'ALL',
}
const good =
  (about: About) =>
  (part: Part): string => {
    if (part.kind === 'TEXT') return 'Có lý do rõ ràng.'
    if (part.kind === 'MONEY') return '1500000'
    if (about.form === 'REQUIREMENT') return GOOD_REQUIREMENT[part.key] ?? 'YES'
    if (about.form === 'FORM') return part.key === '3a' ? 'NO' : part.key === '7a' ? 'COUNTRY' : 'YES'
    return GOOD[part.key] ?? 'YES'
  }

describe('the questionnaires', () => {
  it('have the numbers of questions of the annexes', () => {
    const numbered = (about: About) => q.forms[about.form].questions.filter(one => /^\d+$/.test(one.no)).length
    expect([procedure, form, requirement].map(numbered)).toEqual([16, 7, 14])
  })

  test.each(questionnaires.flatMap(one => assessmentForms.map(name => [one.version, name] as const)))(
    'version %i, %s: parts have keys of their own and conditions that point at parts and options there are',
    (version, name) => {
      const { questions, groups } = (questionnaires.find(one => one.version === version) ?? q).forms[name]
      const parts = questions.flatMap(one => one.parts)
      expect(new Set(parts.map(one => one.key)).size).toBe(parts.length)
      expect(questions.every(one => groups.some(group => group.key === one.group))).toBe(true)
      const wrong = parts.filter(part => {
        if ((part.kind === 'ONE' || part.kind === 'MANY') !== (part.options !== undefined)) return true
        if (!part.when || 'differs' in part.when) return false
        const { part: on, is } = part.when
        // What another part hangs on is asked before it.
        const at = parts.findIndex(one => one.key === on)
        const offered = parts[at]?.options?.map(one => one.value) ?? ['YES', 'NO']
        return at < 0 || at >= parts.indexOf(part) || is.some(value => !offered.includes(value))
      })
      expect(wrong).toEqual([])
      for (const { when, skips: groupsSkipped } of skips[name]) {
        expect(parts.some(one => one.key === when.part)).toBe(true)
        expect((groupsSkipped as readonly GroupKey[]).every(key => groups.some(one => one.key === key))).toBe(true)
      }
    },
  )
})

/** law: ND-63-2010, annex I question 4, annex III question 5: every way an answer ends a form or lets it go on. */
const paths: readonly [string, About, Answers, GroupKey[]][] = [
  ['I.4 not answered', procedure, {}, ['AMENDMENT']],
  ['I.4 yes', procedure, { '4a': 'YES' }, ['AMENDMENT']],
  ['I.4 no', procedure, { '4a': 'NO' }, ['REASON', 'LEGALITY', 'COST', 'AMENDMENT']],
  ['I.4 yes of an amended one', amended, { '4a': 'YES' }, []],
  ['I.4 no of an amended one', amended, { '4a': 'NO' }, ['REASON', 'LEGALITY', 'COST', 'AMENDMENT']],
  ['I.12 no ends nothing', procedure, { '4a': 'YES', '12a': 'NO' }, ['AMENDMENT']],
  ['I.15 no ends nothing', procedure, { '4a': 'YES', '15a': 'NO' }, ['AMENDMENT']],
  ['II is never ended', form, { '1a': 'NO', '4a': 'NO' }, []],
  ['III.5 not answered', requirement, {}, []],
  ['III.5 all', requirement, { '5a': 'ALL' }, []],
  ['III.5 in part', requirement, { '5a': 'PART' }, []],
  ['III.5 no', requirement, { '5a': 'NONE' }, ['REASON', 'LEGALITY']],
  ['III.10 no ends nothing', requirement, { '5a': 'ALL', '10a': 'NONE' }, []],
]

/** Part, answer, parts that are then asked, parts that are then not. */
const branches: readonly [About, Answers, string[], string[]][] = [
  [procedure, { '3a': 'YES' }, ['3b'], []],
  [procedure, { '3a': 'NO' }, [], ['3b']],
  [procedure, { '5a': 'NO' }, ['5b', '5c'], []],
  [procedure, { '6a': 'NO' }, ['6b'], []],
  [procedure, { '7a': 'NO' }, ['7b'], []],
  [procedure, { '8a': 'NO' }, ['8b'], []],
  [procedure, { '8a': 'YES' }, [], ['8b']],
  [procedure, { '9a': 'YES' }, ['9b', '9c'], ['9d', '9e']],
  [procedure, { '9a': 'YES', '9c': 'YES' }, ['9b', '9c', '9d'], ['9e']],
  [procedure, { '9a': 'NO', '9c': 'YES' }, ['9e'], ['9b', '9c', '9d']],
  [procedure, { '10a': 'YES', '10c': 'NO' }, ['10b', '10c', '10d'], []],
  [procedure, { '10a': 'NO', '10c': 'NO' }, [], ['10b', '10c', '10d']],
  [procedure, { '11a': 'YES', '11b': 'YES' }, ['11b', '11c'], []],
  [procedure, { '11a': 'YES', '11b': 'NO' }, ['11b'], ['11c']],
  [procedure, { '13a': 'PARTLY_WRONG' }, ['13b', '13c'], []],
  [procedure, { '13a': 'RIGHT' }, ['13c'], ['13b']],
  [procedure, { '14a': 'YES' }, ['14b', '14c'], []],
  [procedure, { '14a': 'NO' }, [], ['14b', '14c']],
  [procedure, { '16a': 'YES', '16c': 'NO' }, ['16b', '16c', '16d', '16e'], []],
  [procedure, { '16a': 'NO', '16c': 'NO' }, [], ['16b', '16c', '16d', '16e']],
  [amended, {}, ['17a'], []],
  [procedure, {}, [], ['17a']],
  [form, { '2a': 'NO' }, ['2b', '2c'], []],
  [form, { '3a': 'YES' }, ['3_1a', '3_2a', '3_3a'], ['3_1b', '3_2b', '3_3b']],
  [form, { '3a': 'NO', '3_1a': 'NO' }, [], ['3_1a', '3_1b', '3_2a', '3_3a']],
  [form, { '3a': 'YES', '3_2a': 'NO' }, ['3_2b', '3_2c'], []],
  [form, { '7a': 'OTHER' }, ['7b'], []],
  [requirement, { '2a': 'PART' }, ['2b'], []],
  [requirement, { '2a': 'NONE' }, [], ['2b']],
  [requirement, { '3a': ['PRICE', 'ENTRY'] }, ['3b'], []],
  [requirement, { '3a': ['NONE'] }, [], ['3b']],
  [requirement, { '5a': 'PART' }, ['5b', '6a', '14a'], []],
  [requirement, { '5a': 'ALL' }, ['6a', '14a'], ['5b']],
  [requirement, { '5a': 'NONE' }, [], ['5b', '6a', '10a', '11a', '14a']],
  [requirement, { '9a': 'YES', '9b': 'YES' }, ['9b', '9c'], ['9d']],
  [requirement, { '9a': 'YES', '9b': 'NO' }, ['9b', '9d'], ['9c']],
]

describe('what is asked', () => {
  test.each(paths)('%s', (_, about, answers, skipped) => {
    expect(skippedGroups(about, answers).sort()).toEqual([...skipped].sort())
    const groups = new Set(
      q.forms[about.form].questions
        .filter(one => one.parts.some(part => keys(about, answers).includes(part.key)))
        .map(one => one.group),
    )
    const asked = q.forms[about.form].groups.map(one => one.key).filter(key => !skipped.includes(key))
    expect([...groups]).toEqual(asked)
  })

  test.each(branches)('%j with %j', (about, answers, asked, not) => {
    const given = about.form === 'PROCEDURE' ? { '4a': 'YES', ...answers } : answers
    expect(keys(about, given)).toEqual(expect.arrayContaining(asked))
    expect(keys(about, given).filter(key => not.includes(key))).toEqual([])
  })

  it('does not depend on the order of answering, nor on answers that were taken back', () => {
    const answerTo = (part: Part): fc.Arbitrary<string | string[]> =>
      part.kind === 'YES_NO'
        ? fc.constantFrom('YES', 'NO')
        : part.kind === 'ONE'
          ? fc.constantFrom(...(part.options ?? []).map(one => one.value))
          : part.kind === 'MANY'
            ? fc.subarray((part.options ?? []).map(one => one.value))
            : fc.constantFrom('', '42')
    const filled = fc.constantFrom(...everyAbout).chain(about =>
      fc
        .tuple(...partsOf(about).map(part => fc.tuple(fc.constant(part.key), answerTo(part), answerTo(part))))
        .chain(all =>
          fc.record({
            about: fc.constant(about),
            all: fc.constant(all),
            order: fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          }),
        ),
    )
    fc.assert(
      fc.property(filled, ({ about, all, order }) => {
        const atOnce = withAnswers({}, Object.fromEntries(all.map(([key, value]) => [key, value])))
        let oneByOne: Answers = {}
        // First something else is answered, then the answer itself: only what stands in the end counts.
        for (const [key, , earlier] of order) oneByOne = withAnswers(oneByOne, { [key]: earlier })
        for (const [key, value] of order.toReversed()) oneByOne = withAnswers(oneByOne, { [key]: value })
        expect(keys(about, oneByOne)).toEqual(keys(about, atOnce))
        expect(missingParts(q, about, oneByOne)).toEqual(missingParts(q, about, atOnce))
        expect(verdictOf(q, about, oneByOne)).toBe(verdictOf(q, about, atOnce))
      }),
      { numRuns: 500 },
    )
  })

  it('comes to an end whatever is answered', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyAbout),
        fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
        (about, dice) => {
          let n = 0
          const roll = (of: number): number => (dice[n++ % dice.length] ?? 0) % of
          const answers = fill(about, {}, part => {
            const offered = part.kind === 'YES_NO' ? ['YES', 'NO'] : part.options?.map(one => one.value)
            const one = offered?.[roll(offered.length)]
            return one === undefined ? '1000' : part.kind === 'MANY' ? [one] : one
          })
          expect(verdictOf(q, about, answers)).not.toBeNull()
        },
      ),
    )
  })
})

describe('conclusions', () => {
  it('ask for a reason where they differ from what the answers lead to', () => {
    const led = { '1b': 'YES', '2a': 'NO', '3a': 'NO' }
    expect(keys(procedure, { ...led, '4a': 'YES' })).toContain('4x')
    expect(keys(procedure, { ...led, '4a': 'NO' })).not.toContain('4x')
    expect(keys(procedure, led)).not.toContain('4x')
    expect(keys(procedure, { ...led, '2a': 'YES', '4a': 'NO' })).toContain('4x')
  })

  test.each([
    [procedure, { '5a': 'YES', '6a': 'YES', '7a': 'YES', '8a': 'YES', '9a': 'YES', '10a': 'NO' }, 'REASON', 'YES'],
    [procedure, { '5a': 'YES', '6a': 'YES', '7a': 'YES', '8a': 'YES', '9a': 'YES', '10a': 'YES' }, 'REASON', null],
    [
      procedure,
      { '5a': 'YES', '6a': 'YES', '7a': 'YES', '8a': 'YES', '9a': 'YES', '10a': 'YES', '10c': 'NO' },
      'REASON',
      'NO',
    ],
    [procedure, { '5a': 'YES', '6a': 'YES', '7a': 'YES', '8a': 'YES', '9a': 'NO', '10a': 'NO' }, 'REASON', 'NO'],
    [procedure, { '13a': 'RIGHT', '14a': 'NO' }, 'LEGALITY', 'YES'],
    [procedure, { '13a': 'RIGHT', '14a': 'YES' }, 'LEGALITY', 'NO'],
    [procedure, { '13a': 'RIGHT' }, 'LEGALITY', null],
    [requirement, { '2a': 'PART', '3a': ['NONE'], '4a': 'NO' }, 'NECESSITY', 'PARTLY'],
    [requirement, { '2a': 'PART', '3a': ['PRICE'], '4a': 'NO' }, 'NECESSITY', 'NO'],
    [requirement, { '6a': 'PART', '7a': 'PART', '9a': 'NO' }, 'REASON', 'PARTLY'],
    [requirement, { '11a': 'ALL', '12a': 'NONE', '13a': 'ALL' }, 'LEGALITY', 'NO'],
  ] as const)('%j %j: %s leads to %s', (about, answers, group, leadsTo) => {
    expect(conclusions(about, answers).find(one => one.group === group)?.leadsTo).toBe(leadsTo)
  })

  test.each(everyAbout)('%j: good answers keep it', about => {
    const answers = fill(about, {}, good(about))
    expect(verdictOf(q, about, answers)).toBe('KEEP')
    expect(conclusions(about, answers).some(one => one.differs)).toBe(false)
  })

  test.each([
    [procedure, { '4a': 'NO' }, 'DROP'],
    [procedure, { '5a': 'NO' }, 'AMEND'],
    [procedure, { '7a': 'NO' }, 'AMEND'],
    [procedure, { '8a': 'NO' }, 'AMEND'],
    [procedure, { '10a': 'YES', '10c': 'NO' }, 'AMEND'],
    [procedure, { '12a': 'NO' }, 'AMEND'],
    [procedure, { '15a': 'NO' }, 'AMEND'],
    [procedure, { '16a': 'YES', '16c': 'NO' }, 'AMEND'],
    [procedure, { '16a': 'YES', '16c': 'YES' }, 'KEEP'],
    [form, { '1a': 'NO' }, 'DROP'],
    [form, { '6a': 'NO' }, 'AMEND'],
    [form, { '3a': 'YES', '3_3a': 'NO' }, 'AMEND'],
    [requirement, { '5a': 'NONE' }, 'DROP'],
    [requirement, { '5a': 'PART' }, 'AMEND'],
    [requirement, { '6a': 'PART' }, 'AMEND'],
    [requirement, { '7a': 'NONE' }, 'AMEND'],
    [requirement, { '14a': 'NONE' }, 'AMEND'],
  ] as const)('%j with %j comes to %s', (about, answers, verdict) => {
    expect(verdictOf(q, about, fill(about, answers, good(about)))).toBe(verdict)
  })

  it('ask what is meant by another place than those offered', () => {
    expect(keys(form, { '6a': 'NO', '6b': ['SITE'] })).not.toContain('6c')
    expect(keys(form, { '6a': 'NO', '6b': ['SITE', 'OTHER'] })).toContain('6c')
  })

  it('leave what is not asked any more out of the verdict', () => {
    const answers = fill(form, { '3a': 'NO', '3_1a': 'NO' }, good(form))
    expect(verdictOf(q, form, answers)).toBe('KEEP')
  })
})

test.each([
  ['PROCEDURE', '1a', 'x', null],
  ['PROCEDURE', '99', 'x', 'UNKNOWN_PART'],
  ['PROCEDURE', '__proto__', 'x', 'UNKNOWN_PART'],
  ['PROCEDURE', '4a', 'MAYBE', 'NOT_AN_OPTION'],
  ['PROCEDURE', '4a', ['YES', 'NO'], 'NOT_AN_OPTION'],
  ['PROCEDURE', '4a', '', null],
  ['PROCEDURE', '13b', ['STEPS', 'PAPERS'], null],
  ['PROCEDURE', '16e', '1.500', 'NOT_MONEY'],
  ['PROCEDURE', '16e', '1500', null],
  ['REQUIREMENT', '3a', ['NONE', 'PRICE'], 'NONE_AND_OTHERS'],
  ['REQUIREMENT', '3a', ['NONE'], null],
] as const)('%s %s = %j: %s', (name, key, value, wrong) => {
  expect(wrongAnswer(q, name, key, value)).toBe(wrong)
})

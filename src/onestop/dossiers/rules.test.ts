import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProcessStep } from '#app/procedures/processes/index.ts'
import {
  type Action,
  actions,
  dueState,
  handlingSteps,
  isOpen,
  nationalCode,
  nextStatus,
  openStatuses,
  outcomeOf,
  ownActions,
  runningStatuses,
  type Status,
  statuses,
  stepAfter,
  stepBefore,
  stepKind,
  transitions,
} from './rules.ts'
import { abilities, type Asker, isAble, type Standing } from './abilities.ts'

const HOME = 6
const DESK = 2
const ELSEWHERE = 9
const roles = ['RECEPTION', 'SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'CLERK', 'CONTROL', 'REFORM', 'INSPECTOR', 'ADMIN']
const every = [...actions, ...ownActions]

const standing = (more: Partial<Standing> = {}): Standing => ({
  status: 'PROCESSING',
  stepRole: 'SPECIALIST',
  stepKind: 'HANDLE',
  hasStepBefore: true,
  assigneeId: null,
  supplementCount: 0,
  extensionCount: 0,
  hasResult: false,
  stepAgencyId: HOME,
  receivingAgencyId: DESK,
  homeAgencyId: HOME,
  citizenAccountId: 77,
  opinionsOut: [],
  ...more,
})

const officer = (agencyId: number | null, ...held: string[]): Asker => ({
  accountId: 1,
  officerId: 10,
  agencyId,
  kind: 'OFFICER',
  roles: held,
})

describe('the table of states', () => {
  it('leads only to states there are, and ends where the national list ends', () => {
    const reached = statuses.flatMap(status => every.map(action => nextStatus(status, action)))
    expect(reached.filter(next => next !== null && !statuses.includes(next))).toEqual([])
    for (const end of ['REFUSED', 'WITHDRAWN', 'STOPPED', 'RETURNED'] as const) expect(transitions[end]).toEqual({})
  })

  it('reaches every state but payment from filing, and always a way out of an open one', () => {
    const reached = new Set<Status>(['SUBMITTED'])
    for (const status of reached) {
      for (const action of every) {
        const next = nextStatus(status, action)
        if (next) reached.add(next)
      }
    }
    expect([...statuses].filter(s => !reached.has(s))).toEqual(['FINANCIAL_OBLIGATION'])
    for (const status of openStatuses) expect(Object.keys(transitions[status])).toContain('withdraw')
  })

  it('has the national codes 1–10, each once', () => {
    expect(statuses.map(s => nationalCode[s])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(runningStatuses.every(isOpen)).toBe(true)
    expect(statuses.filter(isOpen)).toEqual([...openStatuses])
  })
})

/** Who may do what where the state allows it: the role a person must hold, and the place. */
const matrix: Record<Action, { who: readonly string[]; where: readonly number[] }> = {
  receive: { who: ['RECEPTION'], where: [DESK, HOME] },
  refuse: { who: ['RECEPTION'], where: [DESK, HOME] },
  claim: { who: ['SPECIALIST'], where: [HOME] },
  assign: { who: ['DIVISION_HEAD', 'LEADER'], where: [HOME] },
  forward: { who: ['SPECIALIST'], where: [HOME] },
  approve: { who: [], where: [] },
  complete: { who: [], where: [] },
  sendBack: { who: ['SPECIALIST'], where: [HOME] },
  requestSupplement: { who: ['SPECIALIST'], where: [HOME] },
  takeSupplement: { who: ['RECEPTION', 'SPECIALIST'], where: [DESK, HOME] },
  extend: { who: ['LEADER'], where: [HOME] },
  withdraw: { who: ['RECEPTION'], where: [DESK, HOME] },
  stop: { who: ['LEADER'], where: [HOME] },
  handOver: { who: ['RECEPTION'], where: [DESK, HOME] },
  correct: { who: ['LEADER'], where: [HOME] },
  giveOpinion: { who: [], where: [] },
  goWithoutOpinion: { who: [], where: [] },
}

describe('who may do what', () => {
  for (const status of statuses) {
    it(`in ${status}: the table, then the role, then the place`, () => {
      for (const action of actions) {
        for (const role of roles) {
          for (const place of [HOME, DESK, ELSEWHERE, null]) {
            const may = isAble(action, standing({ status }), officer(place, role))
            const wanted = matrix[action]
            const should =
              nextStatus(status, action) !== null && wanted.who.includes(role) && wanted.where.includes(place ?? 0)
            expect(`${action} by ${role} at ${place}: ${may}`).toBe(`${action} by ${role} at ${place}: ${should}`)
          }
        }
      }
    })
  }

  it('gives each kind of step its own way on', () => {
    const holder = officer(HOME, 'LEADER')
    const at = (kind: Standing['stepKind']) =>
      abilities(standing({ stepRole: 'LEADER', stepKind: kind }), holder).filter(a =>
        ['forward', 'approve', 'complete'].includes(a),
      )
    expect([at('HANDLE'), at('APPROVE'), at('FINISH')]).toEqual([['forward'], ['approve'], ['complete']])
  })

  it('leaves a step to its holder: nobody else of the role, and no second claim', () => {
    const held = standing({ assigneeId: 10 })
    const other = { ...officer(HOME, 'SPECIALIST'), officerId: 11 }
    expect(abilities(held, other)).toEqual([])
    expect(abilities(held, officer(HOME, 'SPECIALIST'))).toEqual(['forward', 'sendBack', 'requestSupplement'])
  })

  it('lets the agency that was asked answer, and the holder of the step go on without, only while it is out', () => {
    const asked = standing({ opinionsOut: [ELSEWHERE] })
    for (const role of roles) {
      const knows = ['SPECIALIST', 'DIVISION_HEAD', 'LEADER'].includes(role)
      expect([role, isAble('giveOpinion', asked, officer(ELSEWHERE, role))]).toEqual([role, knows])
      expect(isAble('giveOpinion', asked, officer(HOME, role))).toBe(false)
      expect([role, isAble('goWithoutOpinion', asked, officer(HOME, role))]).toEqual([role, role === 'SPECIALIST'])
    }
    expect(isAble('giveOpinion', standing(), officer(ELSEWHERE, 'SPECIALIST'))).toBe(false)
    expect(isAble('goWithoutOpinion', standing(), officer(HOME, 'SPECIALIST'))).toBe(false)
    const machine = { ...officer(ELSEWHERE, 'dossiers.write'), kind: 'MACHINE' }
    expect(isAble('giveOpinion', asked, machine)).toBe(false)
  })

  it('allows one request for papers and one new date', () => {
    expect(isAble('requestSupplement', standing({ supplementCount: 1 }), officer(HOME, 'SPECIALIST'))).toBe(false)
    expect(isAble('extend', standing({ extensionCount: 1 }), officer(HOME, 'LEADER'))).toBe(false)
  })

  it('sends nothing back from the first step', () => {
    expect(isAble('sendBack', standing({ hasStepBefore: false }), officer(HOME, 'SPECIALIST'))).toBe(false)
  })

  it('lets applicants withdraw and complete their own, and no other', () => {
    const citizen = (accountId: number): Asker => ({
      accountId,
      officerId: null,
      agencyId: null,
      kind: 'CITIZEN',
      roles: [],
    })
    const waiting = standing({ status: 'SUPPLEMENT_REQUESTED' })
    expect(abilities(waiting, citizen(77))).toEqual(['withdraw'])
    expect(isAble('sendSupplement', waiting, citizen(77))).toBe(true)
    expect(abilities(waiting, citizen(78))).toEqual([])
    expect(isAble('sendSupplement', waiting, citizen(78))).toBe(false)
    expect(abilities(standing({ citizenAccountId: null }), { ...citizen(77), accountId: null })).toEqual([])
  })

  it('lets a connected system do the work of desks, never a leader’s, never take work', () => {
    const machine: Asker = { accountId: 5, officerId: null, agencyId: null, kind: 'MACHINE', roles: ['dossiers.write'] }
    expect(abilities(standing(), machine)).toEqual(['forward', 'sendBack', 'requestSupplement', 'withdraw'])
    expect(abilities(standing({ stepRole: 'LEADER', stepKind: 'APPROVE' }), machine)).toEqual(['withdraw'])
    expect(abilities(standing(), { ...machine, roles: ['dossiers.read'] })).toEqual([])
  })
})

const at = (text: string): Date => new Date(`${text}:00+07:00`)

describe('QĐ 766 2.1: how a dossier ended', () => {
  const due = at('2026-11-25T08:30')
  it('is on time at the due instant and late a moment after', () => {
    expect(outcomeOf(due, due, 'COMPLETED')).toBe('ON_TIME')
    expect(outcomeOf(new Date(due.getTime() + 1), due, 'COMPLETED')).toBe('LATE')
    expect(outcomeOf(new Date(due.getTime() + 1), due, 'WITHDRAWN')).toBe('LATE')
  })
  it('is early only before the due day, on the wall clock of Việt Nam', () => {
    expect(outcomeOf(at('2026-11-25T00:00'), due, 'COMPLETED')).toBe('ON_TIME')
    expect(outcomeOf(at('2026-11-24T23:59'), due, 'COMPLETED')).toBe('EARLY')
  })
  it('is never early when nobody did the work sooner', () => {
    expect(outcomeOf(at('2026-11-20T08:00'), due, 'WITHDRAWN')).toBe('ON_TIME')
    expect(outcomeOf(at('2026-11-20T08:00'), due, 'STOPPED')).toBe('ON_TIME')
  })
  it('is on time while it waited', () => {
    expect(outcomeOf(at('2030-01-01T08:00'), null, 'WITHDRAWN')).toBe('ON_TIME')
  })
})

describe('how near the promise is', () => {
  const now = at('2026-11-23T14:30')
  const soon = at('2026-11-25T14:30')
  it('turns at the instants themselves', () => {
    expect(dueState('PROCESSING', now, now, soon, null)).toBe('soon')
    expect(dueState('PROCESSING', new Date(now.getTime() - 1), now, soon, null)).toBe('late')
    expect(dueState('PROCESSING', soon, now, soon, null)).toBe('soon')
    expect(dueState('PROCESSING', new Date(soon.getTime() + 1), now, soon, null)).toBe('ok')
  })
  it('says paused, done or nothing where no clock runs', () => {
    expect(dueState('SUPPLEMENT_REQUESTED', null, now, soon, null)).toBe('paused')
    expect(dueState('FINANCIAL_OBLIGATION', null, now, soon, null)).toBe('paused')
    expect(dueState('RETURNED', now, now, soon, 'LATE')).toBe('done')
    expect(dueState('SUBMITTED', null, now, soon, null)).toBe('none')
    expect(dueState('REFUSED', null, now, soon, null)).toBe('none')
    expect(dueState('RECEIVED', null, now, soon, null)).toBe('none')
  })
})

const step = (no: number, role: ProcessStep['role']): ProcessStep => ({
  no,
  code: `B${no}`,
  name: `Bước ${no}`,
  role,
  place: 'HOME',
  hours: 1,
  output: 'x',
})

describe('steps of a process', () => {
  const steps = [step(1, 'RECEPTION'), step(2, 'SPECIALIST'), step(3, 'LEADER'), step(4, 'CLERK'), step(5, 'RECEPTION')]
  it('leave the hand-over out of the handling', () => {
    expect(handlingSteps(steps).map(s => s.no)).toEqual([1, 2, 3, 4])
    expect(handlingSteps(steps.slice(0, 4)).map(s => s.no)).toEqual([1, 2, 3, 4])
    expect(handlingSteps([step(1, 'RECEPTION')]).map(s => s.no)).toEqual([1])
  })
  it('know what follows and what came before', () => {
    expect([1, 2, 3, 4].map(no => stepAfter(steps, no)?.no)).toEqual([2, 3, 4, undefined])
    expect([1, 2, 3, 4].map(no => stepBefore(steps, no)?.no)).toEqual([undefined, 1, 2, 3])
    expect([1, 2, 3, 4].map(no => stepKind(steps, no))).toEqual(['HANDLE', 'HANDLE', 'APPROVE', 'FINISH'])
  })
  it('let a leader at the end decide, not merely finish', () => {
    expect(stepKind([step(1, 'SPECIALIST'), step(2, 'LEADER'), step(3, 'RECEPTION')], 2)).toBe('APPROVE')
  })
  it('go forward and back along one line, whatever the process', () => {
    const role = fc.constantFrom('RECEPTION', 'SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'CLERK' as const)
    const broken = (given: readonly ProcessStep['role'][]): number[] => {
      const process = given.map((one, i) => step(i + 1, one))
      return handlingSteps(process)
        .map(one => one.no)
        .filter(no => {
          const next = stepAfter(process, no)
          return next ? stepBefore(process, next.no)?.no !== no : stepKind(process, no) === 'HANDLE'
        })
    }
    const property = fc.property(fc.array(role, { minLength: 1, maxLength: 12 }), given => {
      expect(broken(given)).toEqual([])
    })
    expect(fc.check(property)).toMatchObject({ failed: false })
  })
})

import type { Actor } from '#app/kernel/context.ts'
import { permission } from '#app/kernel/permission.ts'
import type { AssessmentForm, Change, Verdict } from './questionnaire.ts'

/** Drafts of legal texts: what may be done with them, by whom, and what is missing before appraisal. Pure. */

export const readPermission = permission('procedures.drafting.read', 'OFFICER', 'drafting.read')
/** Doors of the verbs; which of them an officer may use on which draft is decided by `whyNot`. */
export const writePermission = permission(
  'procedures.drafting.write',
  'SPECIALIST',
  'DIVISION_HEAD',
  'LEADER',
  'CONTROL',
  'drafting.write',
)
export const publicPermission = permission('procedures.drafting.public', 'PUBLIC')

export const draftKinds = [
  'COMMITTEE_DECISION',
  'COUNCIL_RESOLUTION',
  'CIRCULAR',
  'PRIME_MINISTER_DECISION',
  'DECREE',
  'LAW',
] as const
export type DraftKind = (typeof draftKinds)[number]

export const changes = ['NEW', 'AMENDED', 'REPLACED', 'REPEALED'] as const satisfies readonly Change[]

/**
 * law: ND-63-2010#10.1 speaks of procedures that a text lays down. A text that only repeals one lays nothing down: that no
 * assessment is asked for then is our reading.
 */
export const assessed = {
  NEW: true,
  AMENDED: true,
  REPLACED: true,
  REPEALED: false,
} as const satisfies Record<Change, boolean>

export const stages = ['DRAFTING', 'OPINIONS', 'REVISION', 'APPRAISAL', 'APPRAISED', 'ADOPTED', 'WITHDRAWN'] as const
export type Stage = (typeof stages)[number]

export const draftActions = [
  'edit',
  'write',
  'newText',
  'assess',
  'sign',
  'openRound',
  'opine',
  'answer',
  'closeRound',
  'closeLastRound',
  'requestAppraisal',
  'passAppraisal',
  'failAppraisal',
  'revise',
  'adopt',
  'withdraw',
] as const
export type DraftAction = (typeof draftActions)[number]

/**
 * Stage × action → the stage it leads to. What is not here cannot be done. Text and tags change only while nobody outside is
 * reading them; assessments may be finished while opinions come in.
 */
export const moves = {
  DRAFTING: {
    edit: 'DRAFTING',
    write: 'DRAFTING',
    newText: 'DRAFTING',
    assess: 'DRAFTING',
    sign: 'DRAFTING',
    openRound: 'OPINIONS',
    requestAppraisal: 'APPRAISAL',
    withdraw: 'WITHDRAWN',
  },
  OPINIONS: {
    edit: 'OPINIONS',
    assess: 'OPINIONS',
    sign: 'OPINIONS',
    openRound: 'OPINIONS',
    opine: 'OPINIONS',
    answer: 'OPINIONS',
    closeRound: 'OPINIONS',
    closeLastRound: 'REVISION',
    requestAppraisal: 'APPRAISAL',
    withdraw: 'WITHDRAWN',
  },
  REVISION: {
    edit: 'REVISION',
    write: 'REVISION',
    newText: 'REVISION',
    assess: 'REVISION',
    sign: 'REVISION',
    openRound: 'OPINIONS',
    answer: 'REVISION',
    requestAppraisal: 'APPRAISAL',
    withdraw: 'WITHDRAWN',
  },
  APPRAISAL: { passAppraisal: 'APPRAISED', failAppraisal: 'REVISION', withdraw: 'WITHDRAWN' },
  APPRAISED: { revise: 'REVISION', adopt: 'ADOPTED', withdraw: 'WITHDRAWN' },
  ADOPTED: {},
  WITHDRAWN: {},
} as const satisfies Record<Stage, Partial<Record<DraftAction, Stage>>>

/** The stage an action leads to, or undefined where it cannot be done. */
export function after(stage: Stage, action: DraftAction): Stage | undefined {
  const row: Partial<Record<DraftAction, Stage>> = moves[stage]
  return row[action]
}

const authors = ['SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'drafting.write'] as const

/** Positions that may do each thing; `whose` says in which agency. */
export const doers = {
  edit: { roles: authors, whose: 'DRAFTING' },
  write: { roles: authors, whose: 'DRAFTING' },
  newText: { roles: authors, whose: 'DRAFTING' },
  assess: { roles: authors, whose: 'DRAFTING' },
  sign: { roles: ['LEADER'], whose: 'DRAFTING' },
  openRound: { roles: authors, whose: 'DRAFTING' },
  opine: { roles: ['SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'CONTROL', 'drafting.write'], whose: 'ASKED' },
  answer: { roles: authors, whose: 'DRAFTING' },
  closeRound: { roles: authors, whose: 'DRAFTING' },
  closeLastRound: { roles: authors, whose: 'DRAFTING' },
  requestAppraisal: { roles: ['DIVISION_HEAD', 'LEADER'], whose: 'DRAFTING' },
  passAppraisal: { roles: ['DIVISION_HEAD', 'LEADER'], whose: 'APPRAISER' },
  failAppraisal: { roles: ['DIVISION_HEAD', 'LEADER'], whose: 'APPRAISER' },
  revise: { roles: ['DIVISION_HEAD', 'LEADER'], whose: 'DRAFTING' },
  adopt: { roles: ['DIVISION_HEAD', 'LEADER'], whose: 'DRAFTING' },
  withdraw: { roles: ['DIVISION_HEAD', 'LEADER'], whose: 'DRAFTING' },
} as const satisfies Record<DraftAction, { roles: readonly string[]; whose: 'DRAFTING' | 'ASKED' | 'APPRAISER' }>

/** Who may put a new draft in the register: of their own agency. */
export const registering: readonly string[] = authors

export interface DraftFacts {
  stage: Stage
  agencyId: number
  appraiserId: number | null
}

export type WhyNot = 'WRONG_STAGE' | 'NOT_YOUR_POSITION' | 'NOT_YOUR_AGENCY'

/**
 * Why an actor may not do this now; null when they may. Whether an agency was asked is the request's matter, not decided here.
 * @param home  the agency the actor works for; null for machines, whose token says what they may do, and for nobody
 */
export function whyNot(action: DraftAction, facts: DraftFacts, actor: Actor, home: number | null): WhyNot | null {
  const { roles, whose }: { roles: readonly string[]; whose: string } = doers[action]
  const machine = actor.kind === 'MACHINE' || actor.kind === 'SYSTEM'
  if (whose === 'DRAFTING' && !machine && home !== facts.agencyId) return 'NOT_YOUR_AGENCY'
  if (whose === 'APPRAISER' && (home === null || home !== facts.appraiserId)) return 'NOT_YOUR_AGENCY'
  if (actor.kind !== 'SYSTEM' && !actor.roles.some(role => roles.includes(role))) return 'NOT_YOUR_POSITION'
  return after(facts.stage, action) === undefined ? 'WRONG_STAGE' : null
}

/** What the actor may do now, as the view sends it and the buttons show it. */
export function abilities(facts: DraftFacts, actor: Actor, home: number | null): Record<DraftAction, boolean> {
  return Object.fromEntries(
    draftActions.map(action => [action, whyNot(action, facts, actor, home) === null]),
  ) as Record<DraftAction, boolean>
}

export const roundKinds = ['CONTROL', 'AGENCY', 'PUBLIC', 'FRONT'] as const
export type RoundKind = (typeof roundKinds)[number]

export const stances = ['AGREE', 'DISAGREE', 'COMMENT'] as const
export type Stance = (typeof stances)[number]
export const dispositions = ['ACCEPTED', 'PARTLY', 'EXPLAINED'] as const
export type Disposition = (typeof dispositions)[number]

/**
 * Whether an opinion has to be accepted or explained. Plain agreement asks for nothing.
 * law: ND-63-2010#9.4
 */
export const owesAnswer = (one: { stance: Stance; body: string; disposition: Disposition | null }): boolean =>
  one.disposition === null && !(one.stance === 'AGREE' && one.body === '')

/** How a request stands: from stored instants only. A round may be closed over one that stayed silent. */
export type RequestTiming = 'RUNNING' | 'SOON' | 'LATE' | 'IN_TIME' | 'ANSWERED_LATE' | 'SILENT'

export function requestTiming(
  one: { dueAt: Date; soonAt: Date; answeredAt: Date | null; closedAt: Date | null },
  now: Date,
): RequestTiming {
  if (one.answeredAt) return one.answeredAt > one.dueAt ? 'ANSWERED_LATE' : 'IN_TIME'
  if (one.closedAt) return 'SILENT'
  if (now > one.dueAt) return 'LATE'
  return now >= one.soonAt ? 'SOON' : 'RUNNING'
}

/** What of a round decides on whether it may be closed. */
export interface ClosingFacts {
  kind: RoundKind
  dueAt: Date
  unanswered: readonly string[]
}

/**
 * Why a round may not be closed: the time promised to those asked is not over, or the control unit, whose opinion nothing
 * replaces, has not answered.
 */
export function whyNotClose(
  round: ClosingFacts,
  now: Date,
): 'STILL_WAITING' | 'CONTROL_WAITING' | 'PUBLIC_TIME' | null {
  if (round.kind === 'CONTROL') return round.unanswered.length > 0 ? 'CONTROL_WAITING' : null
  if (round.kind === 'PUBLIC') return now < round.dueAt ? 'PUBLIC_TIME' : null
  return round.unanswered.length > 0 && now <= round.dueAt ? 'STILL_WAITING' : null
}

/** What decides on readiness for appraisal. */
export interface ReadinessFacts {
  articles: number
  procedures: readonly {
    name: string
    change: Change
    declared: boolean
    assessments: readonly { form: AssessmentForm; subject: string; complete: boolean; signed: boolean }[]
  }[]
  rounds: readonly { kind: RoundKind; open: boolean; unanswered: readonly string[]; answered: number }[]
  owed: readonly { author: string; articleNo: string | null }[]
}

export type Missing =
  | { what: 'NO_ARTICLES' | 'NO_PROCEDURES' | 'CONTROL_NOT_ASKED' }
  | { what: 'NOT_DECLARED'; procedure: string }
  | { what: 'INCOMPLETE' | 'UNSIGNED'; procedure: string; form: AssessmentForm; subject: string }
  | { what: 'ROUND_OPEN'; round: RoundKind; waiting: readonly string[] }
  | { what: 'OPINION_OWED'; author: string; articleNo: string | null }

/** Assessments that are not there, not finished or not signed. law: ND-63-2010#9.2.c, #11.3 */
export function missingAssessments({ articles, procedures }: ReadinessFacts): Missing[] {
  if (articles === 0) return [{ what: 'NO_ARTICLES' }]
  if (procedures.length === 0) return [{ what: 'NO_PROCEDURES' }]
  return procedures
    .filter(one => assessed[one.change])
    .flatMap((one): Missing[] => [
      ...(one.declared ? [] : [{ what: 'NOT_DECLARED' as const, procedure: one.name }]),
      ...one.assessments
        .filter(each => !each.signed)
        .map(({ form, subject, complete }) => ({
          what: complete ? ('UNSIGNED' as const) : ('INCOMPLETE' as const),
          procedure: one.name,
          form,
          subject,
        })),
    ])
}

/**
 * Everything that stands between a draft and its appraisal, one by one.
 * law: ND-63-2010#9.1, #9.4, #11.3 — no file is taken in without assessment and the control unit's opinion
 */
export function missingForAppraisal(facts: ReadinessFacts): Missing[] {
  const asked = facts.rounds.some(round => round.kind === 'CONTROL' && (round.open || round.answered > 0))
  return [
    ...missingAssessments(facts),
    ...(asked ? [] : [{ what: 'CONTROL_NOT_ASKED' as const }]),
    ...facts.rounds
      .filter(round => round.open)
      .map(round => ({ what: 'ROUND_OPEN' as const, round: round.kind, waiting: round.unanswered })),
    ...facts.owed.map(({ author, articleNo }) => ({ what: 'OPINION_OWED' as const, author, articleNo })),
  ]
}

/** The worst of several verdicts: what a procedure's assessments come to together. */
export function together(verdicts: readonly (Verdict | null)[]): Verdict | null {
  if (verdicts.length === 0 || verdicts.includes(null)) return null
  return verdicts.includes('DROP') ? 'DROP' : verdicts.includes('AMEND') ? 'AMEND' : 'KEEP'
}

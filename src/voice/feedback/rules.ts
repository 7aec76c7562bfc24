import type { Actor } from '#app/kernel/context.ts'
import { permission } from '#app/kernel/permission.ts'
import type { Words2 } from '#app/kernel/refusal.ts'

/** Feedback: what may be done with it, by whom, until when. Pure. */

export const sendPermission = permission('voice.feedback.send', 'PUBLIC')
export const lookUpPermission = permission('voice.feedback.lookUp', 'PUBLIC')
export const publicPermission = permission('voice.feedback.public', 'PUBLIC')
export const readPermission = permission('voice.feedback.read', 'OFFICER', 'feedback.read')
/** Doors of the verbs; which of them an officer may use is decided by `whyNot`. */
export const handlePermission = permission(
  'voice.feedback.handle',
  'SPECIALIST',
  'DIVISION_HEAD',
  'LEADER',
  'CLERK',
  'CONTROL',
  'feedback.write',
)
/** A machine's token is not a person who looks at a sender. */
export const openSenderPermission = permission(
  'voice.feedback.openSender',
  'SPECIALIST',
  'DIVISION_HEAD',
  'LEADER',
  'CLERK',
  'CONTROL',
)

export const feedbackStates = ['NEW', 'ASSIGNED', 'NEED_INFO', 'DRAFTED', 'ANSWERED', 'PUBLISHED', 'REJECTED'] as const
export type FeedbackState = (typeof feedbackStates)[number]

export const officerActions = [
  'assign',
  'ask',
  'draft',
  'approve',
  'sendBack',
  'publish',
  'reject',
  'transfer',
] as const
export type OfficerAction = (typeof officerActions)[number]
/** What the public does: the sender informs, anybody votes. */
export type FeedbackAction = OfficerAction | 'inform' | 'vote'

/**
 * State × action → the state it leads to. What is not here cannot be done.
 * A question nobody answers does not hold feedback for ever: from NEED_INFO an officer may answer with what there is.
 */
export const moves = {
  NEW: { assign: 'ASSIGNED', reject: 'REJECTED', transfer: 'NEW' },
  ASSIGNED: { assign: 'ASSIGNED', ask: 'NEED_INFO', draft: 'DRAFTED', reject: 'REJECTED', transfer: 'NEW' },
  NEED_INFO: { inform: 'ASSIGNED', draft: 'DRAFTED' },
  DRAFTED: { draft: 'DRAFTED', approve: 'ANSWERED', sendBack: 'ASSIGNED' },
  ANSWERED: { publish: 'PUBLISHED' },
  PUBLISHED: { vote: 'PUBLISHED' },
  REJECTED: {},
} as const satisfies Record<FeedbackState, Partial<Record<FeedbackAction, FeedbackState>>>

/** The state an action leads to, or undefined where it cannot be done. */
export function after(state: FeedbackState, action: FeedbackAction): FeedbackState | undefined {
  const row: Partial<Record<FeedbackAction, FeedbackState>> = moves[state]
  return row[action]
}

/** States in which the agency still owes an answer. */
export const openStates = ['NEW', 'ASSIGNED', 'NEED_INFO', 'DRAFTED'] as const satisfies readonly FeedbackState[]
/** Open states in which the clock runs. */
export const runningStates = ['NEW', 'ASSIGNED', 'DRAFTED'] as const satisfies readonly FeedbackState[]

/** Positions that may do each action. A specialist needs to be the one it is assigned to. */
export const doers = {
  assign: ['DIVISION_HEAD', 'LEADER', 'CLERK', 'CONTROL'],
  ask: ['SPECIALIST', 'DIVISION_HEAD', 'LEADER'],
  draft: ['SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'feedback.write'],
  approve: ['DIVISION_HEAD', 'LEADER'],
  sendBack: ['DIVISION_HEAD', 'LEADER'],
  publish: ['DIVISION_HEAD', 'LEADER', 'CONTROL', 'feedback.write'],
  reject: ['DIVISION_HEAD', 'LEADER', 'CONTROL'],
  transfer: ['DIVISION_HEAD', 'LEADER', 'CONTROL'],
} as const satisfies Record<OfficerAction, readonly string[]>

/** What of a feedback decides on its next actions. */
export interface FeedbackFacts {
  status: FeedbackState
  assigneeId: number | null
  askedAt: Date | null
  askBy: Date
  refuseBy: Date
}

export type WhyNot =
  | 'WRONG_STATE'
  | 'NOT_YOUR_POSITION'
  | 'NOT_YOUR_AGENCY'
  | 'NOT_ASSIGNED_TO_YOU'
  | 'ASKED_ALREADY'
  | 'TOO_LATE_TO_ASK'
  | 'TOO_LATE_TO_REFUSE'

/**
 * Why an officer may not do this now; null when they may.
 * @param mine  whether the handling agency lies within what the actor answers for
 */
export function whyNot(
  action: OfficerAction,
  facts: FeedbackFacts,
  actor: Actor,
  mine: boolean,
  now: Date,
): WhyNot | null {
  if (!mine) return 'NOT_YOUR_AGENCY'
  const allowed: readonly string[] = doers[action]
  const held = actor.roles.filter(role => allowed.includes(role))
  if (held.length === 0) return 'NOT_YOUR_POSITION'
  if (after(facts.status, action) === undefined) return 'WRONG_STATE'
  if (held.every(role => role === 'SPECIALIST') && facts.assigneeId !== actor.officerId) return 'NOT_ASSIGNED_TO_YOU'
  if (action === 'ask' && facts.askedAt !== null) return 'ASKED_ALREADY'
  if (action === 'ask' && now > facts.askBy) return 'TOO_LATE_TO_ASK'
  if (action === 'reject' && now > facts.refuseBy) return 'TOO_LATE_TO_REFUSE'
  return null
}

/** What the actor may do with it now, as the view sends it and the buttons show it. */
export function abilities(
  facts: FeedbackFacts,
  actor: Actor,
  mine: boolean,
  now: Date,
): Record<OfficerAction, boolean> {
  const can = (action: OfficerAction): boolean => whyNot(action, facts, actor, mine, now) === null
  return {
    assign: can('assign'),
    ask: can('ask'),
    draft: can('draft'),
    approve: can('approve'),
    sendBack: can('sendBack'),
    publish: can('publish'),
    reject: can('reject'),
    transfer: can('transfer'),
  }
}

/** What is said for each reason. */
export const whyNotWords: Record<WhyNot, { status: 403 | 409; words: Words2 }> = {
  WRONG_STATE: {
    status: 409,
    words: {
      vi: 'Ở trạng thái hiện nay không làm được việc này. Hãy tải lại trang để xem trạng thái mới.',
      en: 'This cannot be done in the present state. Load the page again to see it.',
    },
  },
  NOT_YOUR_POSITION: {
    status: 403,
    words: { vi: 'Vị trí của bạn không có quyền làm việc này.', en: 'Your position does not allow this.' },
  },
  NOT_YOUR_AGENCY: {
    status: 403,
    words: { vi: 'Phản ánh này do cơ quan khác xử lý.', en: 'Another agency handles this feedback.' },
  },
  NOT_ASSIGNED_TO_YOU: {
    status: 403,
    words: {
      vi: 'Phản ánh này chưa được giao cho bạn. Hãy đề nghị lãnh đạo phòng giao việc.',
      en: 'This feedback is not assigned to you. Ask the head of your division to assign it.',
    },
  },
  ASKED_ALREADY: {
    status: 409,
    words: {
      vi: 'Đã đề nghị bổ sung thông tin một lần. Hãy trả lời bằng thông tin đang có.',
      en: 'Information was already asked for once. Answer with what there is.',
    },
  },
  TOO_LATE_TO_ASK: {
    status: 409,
    words: {
      vi: 'Đã quá thời hạn đề nghị bổ sung thông tin. Hãy trả lời bằng thông tin đang có.',
      en: 'The time for asking for information is over. Answer with what there is.',
    },
  },
  TOO_LATE_TO_REFUSE: {
    status: 409,
    words: {
      vi: 'Đã quá thời hạn từ chối tiếp nhận. Hãy trả lời phản ánh này.',
      en: 'The time for refusing is over. This feedback has to be answered.',
    },
  },
}

/** How the promise stands: computed from stored instants only. */
export type Timing = 'RUNNING' | 'SOON' | 'LATE' | 'WAITING' | 'DONE_IN_TIME' | 'DONE_LATE'

export function timingOf(
  facts: { status: FeedbackState; dueAt: Date | null; soonAt: Date | null; closedAt: Date | null },
  now: Date,
): Timing {
  if (facts.status === 'NEED_INFO' || facts.dueAt === null) return 'WAITING'
  if (facts.closedAt !== null) return facts.closedAt > facts.dueAt ? 'DONE_LATE' : 'DONE_IN_TIME'
  if (now > facts.dueAt) return 'LATE'
  return facts.soonAt !== null && now >= facts.soonAt ? 'SOON' : 'RUNNING'
}

/** Letters and digits that cannot be mistaken for one another; 32 of them, so a byte falls on each alike. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Ten signs from ten random bytes: 50 bits, enough against guessing behind a rate limit. */
export function secretOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 10), byte => ALPHABET[byte % 32] ?? '2').join('')
}

/** KQX7M-2PDHR: how a secret is written on the receipt. */
export const writtenSecret = (secret: string): string => `${secret.slice(0, 5)}-${secret.slice(5)}`

/** PAKN-H71.06-20261123-0004 */
export function numberOf(agencyCode: string, day: string, n: number): string {
  return `PAKN-${agencyCode}-${day.replaceAll('-', '')}-${String(n).padStart(4, '0')}`
}

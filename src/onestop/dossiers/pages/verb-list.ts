import type { Action } from '../rules.ts'

/** What officers do; sending missing papers on-line is the applicant's. */
export type OfficerAction = Exclude<Action, 'sendSupplement'>

/** The last part of a verb's address: /work/dossiers/:code/<path>. */
export const actionPaths = {
  receive: 'accept',
  refuse: 'refuse',
  claim: 'claim',
  assign: 'assign',
  forward: 'forward',
  approve: 'approve',
  complete: 'complete',
  sendBack: 'send-back',
  requestSupplement: 'supplement-request',
  takeSupplement: 'supplement',
  extend: 'extend',
  withdraw: 'withdraw',
  stop: 'stop',
  handOver: 'hand-over',
  correct: 'correct',
  giveOpinion: 'opinion',
  goWithoutOpinion: 'without-opinion',
} as const satisfies Record<OfficerAction, string>

export const isOfficers = (action: Action): action is OfficerAction => action in actionPaths

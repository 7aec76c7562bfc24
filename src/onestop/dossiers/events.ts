/**
 * What the life of a dossier says to the rest of the house. Every event carries the same facts, so that a listener
 * counts without asking back: what was promised before and after, and how it ended.
 */
export interface DossierEvent {
  dossierId: number
  code: string
  procedureId: number
  sector: string
  channel: 'DIRECT' | 'ONLINE' | 'POST'
  /** Due instant before this event; null when none ran (not yet received, paused, ended). ISO. */
  dueBefore: string | null
  /** Due instant after this event; null when none runs. ISO. */
  dueAfter: string | null
  /** On events that end the handling. */
  outcome?: 'EARLY' | 'ON_TIME' | 'LATE'
  /** Further facts of the history sentence: step, officer, reason, paper. Never an applicant's name or number. */
  [fact: string]: unknown
}

/** Event types of a dossier's stream, in the order of life. The stream is `dossier:<id>`, the agency its home. */
export const dossierEvents = {
  submitted: 'onestop.dossier.submitted',
  received: 'onestop.dossier.received',
  refused: 'onestop.dossier.refused',
  claimed: 'onestop.dossier.claimed',
  assigned: 'onestop.dossier.assigned',
  forwarded: 'onestop.dossier.forwarded',
  sentBack: 'onestop.dossier.sent_back',
  supplementRequested: 'onestop.dossier.supplement_requested',
  supplementSent: 'onestop.dossier.supplement_sent',
  supplemented: 'onestop.dossier.supplemented',
  extended: 'onestop.dossier.extended',
  completed: 'onestop.dossier.completed',
  withdrawn: 'onestop.dossier.withdrawn',
  stopped: 'onestop.dossier.stopped',
  returned: 'onestop.dossier.returned',
  corrected: 'onestop.dossier.corrected',
  processMoved: 'onestop.dossier.process_moved',
  rescheduled: 'onestop.dossier.rescheduled',
  opinionAsked: 'onestop.dossier.opinion_asked',
  opinionDueSoon: 'onestop.dossier.opinion_due_soon',
  opinionOverdue: 'onestop.dossier.opinion_overdue',
  opinionGiven: 'onestop.dossier.opinion_given',
  wentWithoutOpinion: 'onestop.dossier.went_without_opinion',
  paperOpened: 'onestop.dossier.paper_opened',
} as const

export type DossierEventType = (typeof dossierEvents)[keyof typeof dossierEvents]

/** Which events start, end or change the count of open dossiers; everything else moves within handling. */
export const countedEvents = [
  dossierEvents.received,
  dossierEvents.supplementRequested,
  dossierEvents.supplemented,
  dossierEvents.extended,
  dossierEvents.completed,
  dossierEvents.withdrawn,
  dossierEvents.stopped,
  dossierEvents.corrected,
] as const

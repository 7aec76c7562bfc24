/**
 * What the life of a feedback says to the rest of the house. The stream is `feedback:<id>` in the shard of the agency it was
 * first sent to. `data` always has feedbackId, number and handlerId; `note` is the number of a `voice.feedback_note`.
 * Never a sender's name, number or address, and no free text: those stay in the room's own tables.
 */
export const feedbackEvents = {
  received: 'voice.feedback.received',
  assigned: 'voice.feedback.assigned',
  infoRequested: 'voice.feedback.info_requested',
  infoGiven: 'voice.feedback.info_given',
  drafted: 'voice.feedback.drafted',
  sentBack: 'voice.feedback.sent_back',
  answered: 'voice.feedback.answered',
  published: 'voice.feedback.published',
  rejected: 'voice.feedback.rejected',
  transferred: 'voice.feedback.transferred',
  liked: 'voice.feedback.liked',
  senderOpened: 'voice.feedback.sender_opened',
} as const

export type FeedbackEventType = (typeof feedbackEvents)[keyof typeof feedbackEvents]

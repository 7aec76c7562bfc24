/**
 * What the life of a draft says to the rest of the house. The stream is `legal_draft:<id>` in the shard of the drafting agency;
 * `data` always has draftId. `adopted` carries `affected`, the list the publication pipeline begins with. No opinion's text and
 * no author of the public's opinions is in an event.
 */
export const draftEvents = {
  registered: 'procedures.draft.registered',
  edited: 'procedures.draft.edited',
  textWritten: 'procedures.draft.text_written',
  articleWritten: 'procedures.draft.article_written',
  articleRemoved: 'procedures.draft.article_removed',
  textBegun: 'procedures.draft.text_begun',
  tagged: 'procedures.draft.procedure_tagged',
  untagged: 'procedures.draft.procedure_untagged',
  declared: 'procedures.draft.parts_declared',
  assessed: 'procedures.draft.assessed',
  signed: 'procedures.draft.assessment_signed',
  reopened: 'procedures.draft.assessment_reopened',
  roundOpened: 'procedures.draft.opinions_requested',
  roundClosed: 'procedures.draft.opinions_closed',
  opined: 'procedures.draft.opinion_given',
  publicOpined: 'procedures.draft.public_opinion_given',
  answered: 'procedures.draft.opinion_answered',
  dueSoon: 'procedures.draft.opinion_due_soon',
  overdue: 'procedures.draft.opinion_overdue',
  appraisalRequested: 'procedures.draft.appraisal_requested',
  appraised: 'procedures.draft.appraised',
  appraisalFailed: 'procedures.draft.appraisal_failed',
  revised: 'procedures.draft.revised',
  adopted: 'procedures.draft.adopted',
  withdrawn: 'procedures.draft.withdrawn',
} as const

export type DraftEventType = (typeof draftEvents)[keyof typeof draftEvents]

/** The front door of the citizens' side. */

export { portalJobs } from './jobs.ts'
export { draftEvents, expireDrafts, fileDraft, saveStep, startDraft } from './service.ts'

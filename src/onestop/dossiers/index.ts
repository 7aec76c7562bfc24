/** The front door for other rooms. */
export { countedEvents, type DossierEvent, dossierEvents } from './events.ts'
export {
  isOpen,
  nationalCode,
  openStatuses,
  permissions as dossierPermissions,
  runningStatuses,
  type Status,
  statuses,
} from './rules.ts'
export { type DossierBrief, dossierBrief } from './brief.ts'
export { dossierJobs } from './jobs.ts'
export { codeIn } from './search.ts'
export { queue, queueCounts, type QueueFilter, type QueueRow, type QueueTab, queueTabs } from './queue.ts'
export {
  type DossierPage,
  dossierPage,
  historyOf,
  myDossiers,
  publicState,
  type PublicState,
  visibleAgencies,
} from './views.ts'
export * as dossierInput from './input.ts'
export * as dossiers from './service.ts'
export { dossierWords } from './words.ts'

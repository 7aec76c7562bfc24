/** The front door of publication. */

export { type PublicationFigures, publicationFigures } from './figures.ts'
export { publicationEvents } from './record.ts'
export {
  fromDraft,
  numberDecision,
  openProposal,
  publishProposal,
  setItem,
  signProposal,
  submitProposal,
} from './service.ts'

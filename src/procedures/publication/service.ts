/** The verbs of publication. */

export { fromDraft, openProposal, removeItem, setItem } from './preparing.ts'
export {
  cancelProposal,
  giveBack,
  numberDecision,
  publishProposal,
  signProposal,
  skipNumbers,
  submitProposal,
} from './deciding.ts'

/** The verbs of publication. */

export { fromDraft, openProposal, removeItem, setItem } from './preparing.ts'
export {
  cancelProposal,
  giveBack,
  numberDecision,
  skipNumbers,
  submitProposal,
} from './deciding.ts'
export { publishProposal, signProposal } from './signing.ts'

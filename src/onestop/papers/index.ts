/** The front door of papers: official forms as PDF, and the files of a dossier's papers. */

export { papersApi } from './api.ts'
export { sendPdf } from './answer.ts'
export { ownFile } from './service.ts'
export { ownPaper, ownReceipt, ownSlips, type Proof } from './views.ts'

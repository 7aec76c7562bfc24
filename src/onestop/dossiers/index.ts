/** The front door of dossiers: their verbs, what may come in, what they say, and what others may see of one. */

export { dossierBrief } from './brief.ts'
export { type DossierEvent, dossierEvents } from './events.ts'
export * as dossierInput from './input.ts'
export { publicState, type PublicState } from './public.ts'
export { queue } from './queue.ts'
export * as dossiers from './service.ts'
export { dossierWords } from './words.ts'

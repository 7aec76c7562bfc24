/** The verbs of a dossier, in the order of its life. */
export { accept, receive, submit, type TakenIn } from './intake.ts'
export { approve, assign, claim, complete, forward, sendBack } from './steps.ts'
export { extend, requestSupplement, sendSupplement, takeSupplement } from './pauses.ts'
export { correct, handOver, refuseDossier, stop, withdraw } from './endings.ts'
export { moveProcess } from './moving.ts'
export { giveOpinion, goWithoutOpinion } from './opinions.ts'
export { type Done } from './holding.ts'

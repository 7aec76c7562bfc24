/** The front door of delegations: who may sign for whom, and how much is delegated. */

export { requireAuthority } from './authority.ts'
export { signatureLines } from './rules.ts'
export { requireHead } from './signing.ts'
export { extend, grant, revoke, setAuthority } from './service.ts'
export { countDelegated } from './views.ts'

/** The front door of delegations: who may sign for whom, and how much is delegated. */

export { requireAuthority, type SignedBy } from './authority.ts'
export { extend, grant, revoke, setAuthority } from './service.ts'
export { countDelegated } from './views.ts'

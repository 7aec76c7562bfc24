/** The front door of the counter: who may sit there, and for which agencies it may receive. */
export { competentAgencies, permissions as counterPermissions } from './rules.ts'

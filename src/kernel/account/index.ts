/** The front door of accounts, in groups: who one is (accounts), signing in (signing), being signed in (sessions), machines (tokens). */

export * as accountInput from './input.ts'
export { type AccountStanding, accountStanding, PASSWORD_LENGTH } from './rules.ts'
export * as accounts from './service.ts'
export * as sessions from './sessions.ts'
export * as signing from './signing.ts'
export * as tokens from './tokens.ts'

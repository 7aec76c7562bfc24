/** The front door of accounts, in groups: who one is (accounts), signing in (signing), being signed in (sessions), machines (tokens). */

export * as accounts from './service.ts'
export * as signing from './signing.ts'
export * as sessions from './sessions.ts'
export * as tokens from './tokens.ts'
export * as secrets from './secrets.ts'
export { type AccountAction, accountRules, type AccountState, PASSWORD_LENGTH, stateOf } from './rules.ts'
export { login, oneTimeCode, typedLogin, typedPassword } from './input.ts'

import type { Database } from '../context.ts'
import { limiterOf } from '../limiter.ts'
import { locked, tooManyAttempts } from './refusals.ts'
import { WRONG_BEFORE_LOCK } from './rules.ts'

/** How often somebody may try to sign in. */

/** One address at one log-in. */
const pair = (db: Database) => limiterOf(db, 'pair', 20, 600)
/** One address at any log-in: guessing one password for everybody. */
const anyLogin = (db: Database) => limiterOf(db, 'address', 300, 600)
/** A log-in that does not exist is locked like one that does, so that nobody learns which is which. */
const nobody = (db: Database) => limiterOf(db, 'nobody', WRONG_BEFORE_LOCK, 900)

const pairKey = (address: string, login: string): string => `${address || 'unknown'} ${login}`.slice(0, 200)

/** Counts one attempt. @throws Refusal TOO_MANY_ATTEMPTS with the seconds to wait */
export async function countAttempt(db: Database, address: string, login: string): Promise<void> {
  const waits = await Promise.all([pair(db).spend(pairKey(address, login)), anyLogin(db).spend(address || 'unknown')])
  const wait = Math.max(...waits)
  if (wait > 0) tooManyAttempts(wait)
}

/** Counts a wrong attempt at a log-in that does not exist. @throws Refusal ACCOUNT_LOCKED as for one that does */
export async function countNobody(db: Database, login: string): Promise<void> {
  const wait = await nobody(db).spend(login)
  if (wait > 0) locked(wait)
}

/** After a right sign-in the address starts again. */
export async function forgetAttempts(db: Database, address: string, login: string): Promise<void> {
  await pair(db).forget(pairKey(address, login))
}

import { act } from '../act.ts'
import type { Ctx, Database, Reader, Tx } from '../context.ts'
import { accountEvents, tell } from './events.ts'
import { noSession } from './refusals.ts'
import { SEEN_EVERY_SECONDS } from './rules.ts'

/** A session is kept, and found, by the hash of its token. */
export { tokenHash } from './secrets.ts'

/** Sessions as their owner sees them, and how they end. */

export interface SessionView {
  id: number
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  userAgent: string
  address: string
}

/** Sessions that are open now, the latest used first. */
export async function sessionsOf(db: Reader, accountId: number, now: Date): Promise<SessionView[]> {
  const rows = await db
    .selectFrom('kernel.session')
    .select(['id', 'created_at', 'last_seen_at', 'expires_at', 'user_agent', 'address'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .limit(100)
    .execute()
  return rows.map(row => ({
    id: row.id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    userAgent: row.user_agent,
    address: row.address,
  }))
}

/** Ends one of one's own sessions. @throws Refusal NOT_FOUND for somebody else's */
export async function revokeSession(ctx: Ctx, input: { sessionId: number }): Promise<void> {
  const accountId = ctx.actor.accountId ?? 0
  await act(ctx, 'kernel.revokeSession', input, async acting => {
    const row = await acting.tx
      .updateTable('kernel.session')
      .set({ revoked_at: ctx.now })
      .where('id', '=', input.sessionId)
      .where('account_id', '=', accountId)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) throw noSession()
    tell(acting, accountId, accountEvents.sessionRevoked, { sessionId: row.id })
  })
}

/** Ends all of one's own sessions but the one in use. @returns how many */
export async function revokeOtherSessions(ctx: Ctx, input: { keep: number | null }): Promise<{ revoked: number }> {
  const accountId = ctx.actor.accountId ?? 0
  return await act(ctx, 'kernel.revokeOtherSessions', input, async acting => {
    const revoked = await endSessions(acting.tx, accountId, ctx.now, input.keep)
    tell(acting, accountId, accountEvents.sessionRevoked, { others: revoked })
    return { revoked }
  })
}

/** Ends the session in use. */
export async function signOut(ctx: Ctx, input: { sessionId: number }): Promise<void> {
  const accountId = ctx.actor.accountId ?? 0
  await act(ctx, 'kernel.signOut', input, async acting => {
    await acting.tx
      .updateTable('kernel.session')
      .set({ revoked_at: ctx.now })
      .where('id', '=', input.sessionId)
      .where('account_id', '=', accountId)
      .where('revoked_at', 'is', null)
      .execute()
    tell(acting, accountId, accountEvents.signedOut)
  })
}

/** Ends an account's sessions but one, within an act that says why. @returns how many */
export async function endSessions(tx: Tx, accountId: number, now: Date, keep: number | null = null): Promise<number> {
  const rows = await tx
    .updateTable('kernel.session')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .$if(keep !== null, q => q.where('id', '<>', keep as number))
    .returning('id')
    .execute()
  return rows.length
}

/** Whether a session's use must be written down again. */
export const isStale = (lastSeenAt: Date, now: Date): boolean =>
  now.getTime() - lastSeenAt.getTime() >= SEEN_EVERY_SECONDS * 1000

/**
 * Writes down that a session is in use, which moves its end on. A heartbeat, not a fact: the one write without an event.
 * Of several requests at once only the first one writes.
 */
export async function seen(
  db: Database,
  session: { id: number; lastSeenAt: Date; idleSeconds: number },
  now: Date,
): Promise<void> {
  await db
    .updateTable('kernel.session')
    .set({ last_seen_at: now, expires_at: new Date(now.getTime() + session.idleSeconds * 1000) })
    .where('id', '=', session.id)
    .where('last_seen_at', '=', session.lastSeenAt)
    .execute()
}

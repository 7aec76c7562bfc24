import { z } from 'zod'
import { act, type Acting } from '../act.ts'
import type { Ctx, Database, Reader } from '../context.ts'
import { perDatabase } from '../db/memory.ts'
import { line, parse, rowId } from '../input.ts'
import { accountEvents, tell } from './events.ts'
import { scope } from './input.ts'
import { badToken, noAccount, noToken } from './refusals.ts'
import { SEEN_EVERY_SECONDS } from './rules.ts'
import { newToken, tokenHash } from './secrets.ts'

/** Bearer tokens of machines: shown once, kept as a hash, ending by themselves. */

export const issueTokenInput = z.object({
  accountId: rowId,
  name: line(100, 2),
  scopes: z.array(scope).min(1).max(30),
  days: z.coerce.number().int().min(1).max(730).default(365),
})
export type IssueTokenInput = z.input<typeof issueTokenInput>

/** A further token for a machine. @returns the token itself, never to be seen again */
export async function issueToken(ctx: Ctx, input: IssueTokenInput): Promise<{ tokenId: number; token: string }> {
  const wanted = parse(issueTokenInput, input)
  // The answer holds the token, so it must not be kept under an idempotency key.
  return await act({ ...ctx, idempotencyKey: null }, 'kernel.issueToken', wanted, async acting => {
    const account = await acting.tx
      .selectFrom('kernel.account')
      .select('id')
      .where('id', '=', wanted.accountId)
      .where('kind', '=', 'MACHINE')
      .where('disabled_at', 'is', null)
      .executeTakeFirst()
    if (!account) throw noAccount()
    return await writeToken(ctx, acting, wanted)
  })
}

export async function writeToken(
  ctx: Ctx,
  acting: Acting,
  wanted: z.output<typeof issueTokenInput>,
): Promise<{ tokenId: number; token: string }> {
  const { token, hash } = newToken(ctx)
  const expires = new Date(ctx.now.getTime() + wanted.days * 86_400_000)
  const { id } = await acting.tx
    .insertInto('kernel.api_token')
    .values({
      account_id: wanted.accountId,
      name: wanted.name,
      scopes: wanted.scopes,
      token_hash: hash,
      created_at: ctx.now,
      expires_at: expires,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { accountId, name, scopes } = wanted
  tell(acting, accountId, accountEvents.tokenIssued, { tokenId: id, name, scopes, expiresAt: expires.toISOString() })
  return { tokenId: id, token }
}

/** Ends a token at once. */
export async function revokeToken(ctx: Ctx, input: { tokenId: number }): Promise<void> {
  await act(ctx, 'kernel.revokeToken', input, async acting => {
    const row = await acting.tx
      .updateTable('kernel.api_token')
      .set({ revoked_at: ctx.now })
      .where('id', '=', input.tokenId)
      .where('revoked_at', 'is', null)
      .returning(['account_id', 'name'])
      .executeTakeFirst()
    if (!row) throw noToken()
    tell(acting, row.account_id, accountEvents.tokenRevoked, { tokenId: input.tokenId, name: row.name })
  })
  forgetHolders(ctx.db)
}

export interface TokenView {
  id: number
  accountId: number
  machine: string
  name: string
  scopes: string[]
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** All tokens of machines, the newest first. */
export async function tokens(db: Reader): Promise<TokenView[]> {
  const rows = await db
    .selectFrom('kernel.api_token as t')
    .innerJoin('kernel.account as a', 'a.id', 't.account_id')
    .select([
      't.id',
      't.account_id',
      'a.display_name',
      't.name',
      't.scopes',
      't.created_at',
      't.expires_at',
      't.last_used_at',
      't.revoked_at',
    ])
    .orderBy('t.created_at', 'desc')
    .orderBy('t.id', 'desc')
    .limit(500)
    .execute()
  return rows.map(row => ({
    id: row.id,
    accountId: row.account_id,
    machine: row.display_name,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }))
}

interface Holder {
  accountId: number
  name: string
  scopes: string[]
}

/** For so long a token that was good is taken to be good still; one that ends here (`forgetHolders`) is refused at once. */
const LOOK_AGAIN_MS = 1_000
const KEPT = 1_000
const kept = perDatabase(() => new Map<string, Holder & { expiresAt: Date; lookAgainAt: number }>())

/** What those say who have just ended a token or an account. */
export function forgetHolders(db: Reader): void {
  kept(db).clear()
}

/**
 * Whose token it is and what it may do. A machine sends many requests: asked again within a second it costs no query.
 * @throws Refusal TOKEN_INVALID (401)
 */
export async function holderOf(db: Database, token: string, now: Date): Promise<Holder> {
  const hash = tokenHash(token)
  const memory = kept(db)
  const key = hash.toString('base64')
  const known = memory.get(key)
  if (known && performance.now() < known.lookAgainAt && known.expiresAt > now) return known
  const row = await db
    .selectFrom('kernel.api_token as t')
    .innerJoin('kernel.account as a', 'a.id', 't.account_id')
    .select(['t.id', 't.last_used_at', 't.expires_at', 't.scopes', 'a.id as account_id', 'a.display_name'])
    .where('t.token_hash', '=', hash)
    .where('t.revoked_at', 'is', null)
    .where('t.expires_at', '>', now)
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst()
  if (!row) {
    memory.delete(key)
    return badToken()
  }
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() >= SEEN_EVERY_SECONDS * 1000) {
    await db.updateTable('kernel.api_token').set({ last_used_at: now }).where('id', '=', row.id).execute()
  }
  const holder = { accountId: row.account_id, name: row.display_name, scopes: row.scopes }
  if (memory.size >= KEPT) memory.clear()
  memory.set(key, { ...holder, expiresAt: row.expires_at, lookAgainAt: performance.now() + LOOK_AGAIN_MS })
  return holder
}

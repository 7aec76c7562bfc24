import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx, Tx } from './context.ts'
import { refuse } from './refusal.ts'
import { callTogether } from './together.ts'

/** What happened: appended in the transaction that made it so, never changed. */
export interface NewEvent {
  /** The agency whose shard the stream lives in: a dossier's competent agency. */
  agencyId: number
  /** 'dossier:123' — one hash chain each. */
  stream: string
  /** wing.noun.verb_in_past */
  type: string
  data: Record<string, unknown>
  /** True when the stream begins here: saves looking for its head. */
  isNew?: boolean
}

export interface Acting {
  tx: Tx
  /** Says what happened. An act that says nothing is a mistake and is rolled back. */
  emit: (event: NewEvent) => void
  /** Something to do once what was written is there for others to see, as forgetting what is remembered of it. */
  after: (fn: () => void) => void
}

/**
 * The only way to a writing transaction: runs `fn`, appends its events, remembers its answer under the idempotency key.
 * The same key with the same input gives the same answer without running `fn` again; with another input it is refused.
 *
 * @param verb   name of what is done, 'onestop.receive'
 * @param input  what was asked, to recognise a key used twice for different things; must be JSON
 * @param fn     load → decide → write; its result must be JSON
 * @throws Refusal IDEMPOTENCY_KEY_REUSED, and whatever `fn` refuses
 */
export async function act<R>(ctx: Ctx, verb: string, input: unknown, fn: (acting: Acting) => Promise<R>): Promise<R> {
  const afterwards: (() => void)[] = []
  const answer = await ctx.db.transaction().execute(async tx => {
    const scope = String(ctx.actor.accountId ?? 'anonymous')
    if (ctx.idempotencyKey) {
      const earlier = await claimKey(tx, ctx, scope, verb, input)
      if (earlier !== undefined) return earlier as R
    }
    const events: NewEvent[] = []
    const result = await fn({ tx, emit: event => void events.push(event), after: one => void afterwards.push(one) })
    if (events.length === 0) throw new Error(`${verb} changed something without saying what happened`)
    await append(tx, ctx, events)
    if (ctx.idempotencyKey) {
      await tx
        .updateTable('kernel.idempotency')
        .set({ answer: JSON.stringify(result ?? null) })
        .where('scope', '=', scope)
        .where('key', '=', ctx.idempotencyKey)
        .execute()
    }
    return result
  })
  for (const one of afterwards) one()
  return answer
}

/** The event rows as kernel.append() takes them. */
function eventRows(ctx: Ctx, events: NewEvent[]): Record<string, unknown>[] {
  return events.map(e => ({
    agency_id: e.agencyId,
    stream: e.stream,
    type: e.type,
    at: ctx.now,
    actor_kind: ctx.actor.kind,
    actor_id: ctx.actor.accountId,
    actor_name: ctx.actor.name,
    request_id: ctx.requestId,
    data: e.data,
    is_new: e.isNew ?? false,
  }))
}

async function append(tx: Tx, ctx: Ctx, events: NewEvent[]): Promise<void> {
  await sql`select kernel.append(${JSON.stringify(eventRows(ctx, events))}::jsonb)`.execute(tx)
}

function requestHash(input: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(input ?? null))
    .digest('hex')
}

/** undefined: the key is ours now. Otherwise the answer given under it before. */
async function claimKey(tx: Tx, ctx: Ctx, scope: string, verb: string, input: unknown): Promise<unknown> {
  const key = ctx.idempotencyKey as string
  const hash = requestHash(input)
  // A second request with the same key waits here until the first one has ended.
  const claimed = await tx
    .insertInto('kernel.idempotency')
    .values({ scope, key, verb, request_hash: hash, created_at: ctx.now })
    .onConflict(oc => oc.columns(['scope', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (claimed) return undefined
  const row = await tx
    .selectFrom('kernel.idempotency')
    .select(['verb', 'request_hash', 'answer'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (row.verb !== verb || row.request_hash !== hash) keyReused()
  return row.answer
}

function keyReused(): never {
  refuse('IDEMPOTENCY_KEY_REUSED', 409, {
    vi: 'Biểu mẫu này đã được gửi với nội dung khác. Hãy mở lại biểu mẫu để gửi nội dung mới.',
    en: 'This form was already sent with other content. Open it again to send something new.',
  })
}

/**
 * The answer given before under this key, or undefined: for an act at once whose decision would now be another one,
 * because it has been done already.
 * @throws Refusal IDEMPOTENCY_KEY_REUSED
 */
export async function earlierAnswer<R>(ctx: Ctx, verb: string, input: unknown): Promise<R | undefined> {
  if (!ctx.idempotencyKey) return undefined
  const row = await ctx.db
    .selectFrom('kernel.idempotency')
    .select(['verb', 'request_hash', 'answer'])
    .where('scope', '=', String(ctx.actor.accountId ?? 'anonymous'))
    .where('key', '=', ctx.idempotencyKey)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.verb !== verb || row.request_hash !== requestHash(input)) keyReused()
  return row.answer as R
}

/**
 * An act whose whole writing is one database function, one round trip: the function takes the decided rows, the events
 * and the idempotency key, and answers with what it made, or with `{earlier}` when the key had been used. Acts that come at
 * the same time may share a transaction (`together.ts`). For the few verbs whose speed matters; the function decides nothing.
 *
 * @param fn  schema-qualified function of (jsonb) returns jsonb
 * @throws Refusal IDEMPOTENCY_KEY_REUSED
 */
export async function actAtOnce<R>(
  ctx: Ctx,
  verb: string,
  input: unknown,
  fn: string,
  payload: Record<string, unknown>,
  events: NewEvent[],
): Promise<R> {
  if (events.length === 0) throw new Error(`${verb} changed something without saying what happened`)
  const hash = ctx.idempotencyKey ? requestHash(input) : ''
  const key = ctx.idempotencyKey
    ? {
        scope: String(ctx.actor.accountId ?? 'anonymous'),
        key: ctx.idempotencyKey,
        verb,
        request_hash: hash,
        created_at: ctx.now,
      }
    : null
  const text = JSON.stringify({ ...payload, key, events: eventRows(ctx, events) })
  const said = await callTogether(ctx.db, fn, text)
  const answer = said as { earlier?: unknown; verb?: string; request_hash?: string }
  if (!('earlier' in answer)) return answer as R
  if (answer.verb !== verb || answer.request_hash !== hash) keyReused()
  return answer.earlier as R
}

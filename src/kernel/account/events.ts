import type { Acting } from '../act.ts'
import { type Actor, anonymous, type Ctx } from '../context.ts'

/** What the life of an account says. Accounts belong to no agency: their streams lie with agency 0. */
export const accountEvents = {
  opened: 'kernel.account.opened',
  signedIn: 'kernel.account.signed_in',
  passwordAccepted: 'kernel.account.password_accepted',
  signedOut: 'kernel.account.signed_out',
  locked: 'kernel.account.locked',
  unlocked: 'kernel.account.unlocked',
  disabled: 'kernel.account.disabled',
  enabled: 'kernel.account.enabled',
  passwordChanged: 'kernel.account.password_changed',
  passwordHandedOut: 'kernel.account.password_handed_out',
  secondFactorBegun: 'kernel.account.second_factor_begun',
  secondFactorSet: 'kernel.account.second_factor_set',
  secondFactorRemoved: 'kernel.account.second_factor_removed',
  sessionRevoked: 'kernel.account.session_revoked',
  tokenIssued: 'kernel.account.token_issued',
  tokenRevoked: 'kernel.account.token_revoked',
} as const

type AccountEvent = (typeof accountEvents)[keyof typeof accountEvents]

/** Says what happened to an account. Never a password, a code, a token or a hash of one. */
export function tell(
  acting: Pick<Acting, 'emit'>,
  accountId: number,
  type: AccountEvent,
  data: Record<string, unknown> = {},
): void {
  acting.emit({ agencyId: 0, stream: `account:${accountId}`, type, data, isNew: type === accountEvents.opened })
}

/**
 * The context of somebody who is only just signing in: they act, though nobody has recognised them yet. Their answers hold
 * tokens, so they are never kept under an idempotency key.
 */
export function asThemselves(ctx: Ctx, account: { id: number; kind: string; display_name: string }): Ctx {
  const kind = account.kind as Actor['kind']
  return {
    ...ctx,
    idempotencyKey: null,
    actor: { ...anonymous, kind, accountId: account.id, name: account.display_name },
  }
}

import type { Ctx, Reader } from '#app/kernel/context.ts'
import { limiterOf } from '#app/kernel/limiter.ts'
import { refuse, Refusal } from '#app/kernel/refusal.ts'
import { publicState } from '../dossiers/index.ts'

/**
 * Looking a dossier up by code and four digits. Ten thousand guesses would open any dossier, so wrong ones are counted:
 * by the code that is tried and by the address that tries.
 */

/** Wrong tries at one code in a quarter of an hour, after which even the right digits must wait. */
export const WRONG_PER_CODE = 10
/** Tries of one address in ten minutes; a village may share one. */
export const TRIES_PER_ADDRESS = 60

const perCode = (db: Reader) => limiterOf(db, 'track-code', WRONG_PER_CODE, 900)
const perAddress = (db: Reader) => limiterOf(db, 'track-address', TRIES_PER_ADDRESS, 600)

function goOn(seconds: number): void {
  if (seconds === 0) return
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  refuse(
    'TOO_MANY_TRIES',
    429,
    {
      vi: `Đã thử quá nhiều lần. Hãy thử lại sau ${minutes} phút, hoặc quét mã QR trên giấy tiếp nhận.`,
      en: `Too many tries. Try again in ${minutes} minutes, or scan the QR code of the receipt.`,
    },
    { retryAfter: Math.ceil(seconds) },
  )
}

/**
 * The key of a dossier for whoever knows its code and the last four digits.
 * @throws Refusal NOT_FOUND in the same words for a wrong code and wrong digits; TOO_MANY_TRIES
 */
export async function lookUp(
  ctx: Ctx,
  input: { code: string; proof: string },
  address: string,
): Promise<{ key: string }> {
  const codes = perCode(ctx.db)
  goOn(await perAddress(ctx.db).spend(address))
  goOn(await codes.wait(input.code))
  try {
    const { verifyKey } = await publicState(ctx, input.code, { lastFour: input.proof })
    return { key: verifyKey }
  } catch (cause) {
    if (cause instanceof Refusal && cause.code === 'NOT_FOUND') goOn(await codes.spend(input.code))
    throw cause
  }
}

import type { Reader } from '#app/kernel/context.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import { agencyTree } from '../agencies/index.ts'
import { noValidDelegation } from './refusals.ts'
import { recordsAbout } from './register.ts'
import { lastDayOf, type Signing, validDelegation, whatIsMissing } from './rules.ts'

/** Who may sign: by their own right where a work needs nobody else's signature, else by a delegation that holds that day. */

interface Authority {
  code: string
  agencyId: number
  from: string
  to: string | null
}

const LOOK_AGAIN_MS = 2_000
const kept = perDatabase((): { rows: readonly Authority[]; lookAgainAt: number } => ({ rows: [], lookAgainAt: 0 }))

/** What those who have just changed an authority say, so that the next look is a fresh one. */
export function authoritiesChanged(db: Reader): void {
  kept(db).lookAgainAt = 0
}

/** Whose signature a work needs on a day; null when whoever handles it signs. A change elsewhere shows within two seconds. */
async function authorityOn(db: Reader, code: string, day: string): Promise<number | null> {
  const last = kept(db)
  const now = performance.now()
  if (now >= last.lookAgainAt) {
    const rows = await db
      .selectFrom('organisation.signing_authority')
      .select(['work_code as code', 'agency_id as agencyId', 'valid_from as from', 'valid_to as to'])
      .execute()
    Object.assign(last, { rows, lookAgainAt: now + LOOK_AGAIN_MS })
  }
  return (
    last.rows.find(one => one.code === code && one.from <= day && (one.to === null || day < one.to))?.agencyId ?? null
  )
}

/** The delegation by which something was signed: what its sign block and its history say. */
export interface SignedBy {
  delegationId: number
  decisionNo: string
  decidedOn: string
  /** The position signed for: TUQ. Chủ tịch Ủy ban nhân dân tỉnh. */
  onBehalfOf: string
}

/**
 * Asks whether an officer may sign a work on a day.
 * @returns null: by their agency's own right; else the delegation they sign by
 * @throws Refusal NO_VALID_DELEGATION naming whose signature it needs and what is missing
 */
export async function requireAuthority(
  db: Reader,
  signer: {
    /** Code of the procedure. */
    code: string
    /** The agency the officer works for. */
    agencyId: number | null
    officerId: number | null
    day: string
  },
): Promise<SignedBy | null> {
  const authorityId = await authorityOn(db, signer.code, signer.day)
  if (authorityId === null || authorityId === signer.agencyId) return null
  const signing: Signing = { ...signer, work: signer.code, authorityId }
  const records = await recordsAbout(db, authorityId, [signer.code])
  const found = validDelegation(records, signing)
  if (found) {
    const { id, decisionNo, decidedOn, fromTitle } = found
    return { delegationId: id, decisionNo, decidedOn, onBehalfOf: fromTitle }
  }
  const tree = await agencyTree(db, signer.day)
  const { lack, closest } = whatIsMissing(records, signing)
  return noValidDelegation({
    work: signer.code,
    authority: tree.get(authorityId)?.name ?? '',
    signer: (signer.agencyId === null ? undefined : tree.get(signer.agencyId)?.name) ?? '',
    day: signer.day,
    lack,
    closest: closest && { ...closest, lastDay: lastDayOf(closest) },
  })
}

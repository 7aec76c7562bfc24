import { sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { agencyTree } from '../agencies/index.ts'
import { noValidDelegation } from './refusals.ts'
import { recordsAbout } from './register.ts'
import { isDeputy, lastDayOf, type SignedAs, validDelegation, whatIsMissing, workKey } from './rules.ts'

/** How what the head of an agency signs is signed: by the head, by a deputy in the head's place, by whom the head delegated. */

/** Who signs: as the actor of a request says, or as the history of a document does. */
export interface Signer {
  officerId: number | null
  agencyId: number | null
  unitId: number | null
}

/**
 * Asks whether somebody may sign a work of an agency's head on a day, and how the signature is then written.
 * A deputy signs by a record that names the work, from the agency to the deputy (phân công, ủy quyền); somebody of another
 * agency by a delegation to that agency or to them.
 * law: ND-30-2020#13
 * @throws Refusal NO_VALID_DELEGATION naming whose signature it needs and what is missing
 */
export async function requireHead(
  db: Reader,
  wanted: { work: string; agencyId: number; signer: Signer; day: string },
): Promise<SignedAs> {
  const { work, agencyId, signer, day } = wanted
  const title = await titleOf(db, signer, day)
  const atHome = signer.agencyId === agencyId
  if (atHome && !isDeputy(title)) return { mark: null, title, of: null, decisionNo: null }
  const key = workKey({ title: work })
  const records = await recordsAbout(db, agencyId, [key])
  const signing = { ...signer, work: key, authorityId: agencyId, day }
  const found = validDelegation(records, signing)
  if (found) return { mark: atHome ? 'KT' : 'TUQ', title, of: found.fromTitle, decisionNo: found.decisionNo }
  const tree = await agencyTree(db, day)
  const { lack, closest } = whatIsMissing(records, signing)
  const home = signer.agencyId === null ? undefined : tree.get(signer.agencyId)?.name
  return noValidDelegation({
    work: `"${work}"`,
    authority: tree.get(agencyId)?.name ?? '',
    signer: [title, home].filter(Boolean).join(', '),
    day,
    lack,
    closest: closest && { ...closest, lastDay: lastDayOf(closest) },
  })
}

/** The position somebody held in a unit on a day; empty when none is recorded. */
async function titleOf(
  db: Reader,
  { officerId, unitId }: Pick<Signer, 'officerId' | 'unitId'>,
  day: string,
): Promise<string> {
  if (officerId === null) return ''
  const { rows } = await sql<{ title: string }>`
    select p.title from organisation.position p
     where p.officer_id = ${officerId} and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)
     order by coalesce(p.agency_id = ${unitId}, false) desc, p.is_main desc, p.valid_from, p.id limit 1`.execute(db)
  return rows[0]?.title ?? ''
}

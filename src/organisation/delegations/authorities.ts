import { sql } from 'kysely'
import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AgencyNode, type AgencyTree, agencyTree } from '../agencies/index.ts'
import { authoritiesChanged } from './authority.ts'
import { type EndAuthorityInput, endAuthorityInput, type SetAuthorityInput, setAuthorityInput } from './input.ts'
import { agencyIsPart, agencyNotThere, authorityEndsEarly, authorityOverlaps, noAuthority } from './refusals.ts'
import { delegationEvents } from './register.ts'

/** The verbs that say whose signature a work needs. */

/** Says that a work needs the signature of an agency from a day on. @throws Refusal AUTHORITY_OVERLAP, AGENCY_NOT_THERE */
export async function setAuthority(ctx: Ctx, input: SetAuthorityInput): Promise<{ authorityId: number }> {
  const asked = parse(setAuthorityInput, input)
  const tree = await agencyTree(ctx.db, asked.from)
  const agency = agencyOn(tree, asked.agencyId, 'agencyId')
  const done = await act(ctx, 'organisation.setAuthority', asked, async ({ tx, emit }) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`authority:${asked.code}`}))`.execute(tx)
    const standing = await tx
      .selectFrom('organisation.signing_authority')
      .select(['agency_id', 'valid_from'])
      .where('work_code', '=', asked.code)
      .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', asked.from)]))
      .executeTakeFirst()
    if (standing) {
      authorityOverlaps(asked.code, tree.get(standing.agency_id)?.name ?? agency.name, standing.valid_from)
    }
    const { id } = await tx
      .insertInto('organisation.signing_authority')
      .values({
        work_code: asked.code,
        agency_id: asked.agencyId,
        valid_from: asked.from,
        basis: asked.basis,
        created_at: ctx.now,
        created_by: ctx.actor.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    emit({
      agencyId: asked.agencyId,
      stream: `authority:${asked.code}`,
      type: delegationEvents.authoritySet,
      data: { code: asked.code, from: asked.from, basis: asked.basis },
    })
    return { authorityId: id }
  })
  authoritiesChanged(ctx.db)
  return done
}

/** Ends a signing authority: from that day on whoever handles the work signs it. @throws Refusal AUTHORITY_ENDS_EARLY, NOT_FOUND */
export async function endAuthority(ctx: Ctx, input: EndAuthorityInput): Promise<{ authorityId: number }> {
  const asked = parse(endAuthorityInput, input)
  const today = dayOf(ctx.now)
  const done = await act(ctx, 'organisation.endAuthority', asked, async ({ tx, emit }) => {
    const row = await tx
      .selectFrom('organisation.signing_authority')
      .selectAll()
      .where('id', '=', asked.authorityId)
      .where('valid_to', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw noAuthority()
    if (asked.on < today || asked.on <= row.valid_from) authorityEndsEarly(today)
    await tx
      .updateTable('organisation.signing_authority')
      .set({ valid_to: asked.on })
      .where('id', '=', row.id)
      .execute()
    emit({
      agencyId: row.agency_id,
      stream: `authority:${row.work_code}`,
      type: delegationEvents.authorityEnded,
      data: { code: row.work_code, on: asked.on },
    })
    return { authorityId: row.id }
  })
  authoritiesChanged(ctx.db)
  return done
}

/** An agency that signs in its own name on the day of the tree. @throws Refusal AGENCY_NOT_THERE, AGENCY_IS_PART */
export function agencyOn(tree: AgencyTree, id: number, field: 'fromAgencyId' | 'toAgencyId' | 'agencyId'): AgencyNode {
  const agency = tree.get(id)
  if (!agency) return agencyNotThere(field, tree.day)
  if (tree.homeOf(id) !== id) agencyIsPart(field, agency.name)
  return agency
}

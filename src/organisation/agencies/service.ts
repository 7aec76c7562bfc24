import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import {
  addCodeInput,
  closeAgencyInput,
  createAgencyInput,
  moveAgencyInput,
  renameAgencyInput,
  succeedInput,
  type AddCodeInput,
  type CloseAgencyInput,
  type CreateAgencyInput,
  type MoveAgencyInput,
  type RenameAgencyInput,
  type SucceedInput,
} from './input.ts'
import { alreadySucceeded, badPlace, badSpan, stillBelow, stillStaffed, wouldCircle } from './refusals.ts'
import { cycleDay, lifeOf } from './rules.ts'
import { searchText } from './search.ts'
import { treeChanged } from './tree.ts'
import {
  streamOf,
  newVersion,
  refuseUnknown,
  lockTree,
  versionsOf,
  allVersions,
  refuseBadPlace,
  checkParent,
  checkCode,
} from './versions.ts'

/** The verbs of the tree of agencies. */

export const agencyEvents = {
  created: 'organisation.agency.created',
  renamed: 'organisation.agency.renamed',
  moved: 'organisation.agency.moved',
  closed: 'organisation.agency.closed',
  codeAdded: 'organisation.agency.code_added',
  succeeded: 'organisation.agency.succeeded',
  imported: 'organisation.agency.imported',
  provinceSet: 'organisation.agency.province_set',
} as const

/** Creates an agency with its first version and codes. @returns its lasting id */
export async function createAgency(ctx: Ctx, input: CreateAgencyInput): Promise<{ agencyId: number }> {
  const wanted = parse(createAgencyInput, input)
  if (wanted.validTo !== null && wanted.validTo <= wanted.validFrom) badSpan()
  const done = await act(ctx, 'organisation.createAgency', wanted, async ({ tx, emit }) => {
    await lockTree(tx)
    if (wanted.parentId !== null) await checkParent(tx, wanted.parentId, wanted)
    for (const { code, scheme } of wanted.codes) await checkCode(tx, scheme, code, wanted)
    const { id } = await tx
      .insertInto('organisation.agency')
      .values({ illustrative: wanted.illustrative })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('organisation.agency_version')
      .values({
        agency_id: id,
        valid_from: wanted.validFrom,
        valid_to: wanted.validTo,
        kind: wanted.kind,
        name: wanted.name,
        short_name: wanted.shortName ?? wanted.name,
        parent_id: wanted.parentId,
        address: wanted.address,
        phone: wanted.phone,
        email: wanted.email,
        search_text: searchText(wanted.name, wanted.shortName ?? ''),
      })
      .execute()
    if (wanted.codes.length > 0) {
      await tx
        .insertInto('organisation.agency_code')
        .values(
          wanted.codes.map(c => ({ agency_id: id, ...c, valid_from: wanted.validFrom, valid_to: wanted.validTo })),
        )
        .execute()
    }
    const { kind, name, parentId, validFrom, codes } = wanted
    emit({
      agencyId: id,
      stream: streamOf(id),
      type: agencyEvents.created,
      data: { kind, name, parentId, validFrom, codes: codes.map(c => c.code) },
      isNew: true,
    })
    return { agencyId: id }
  })
  treeChanged(ctx.db)
  return done
}

/** A new name (or address) from a day on; what was before stays as it was. */
export async function renameAgency(ctx: Ctx, input: RenameAgencyInput): Promise<{ agencyId: number }> {
  const wanted = parse(renameAgencyInput, input)
  return await newVersion(ctx, 'organisation.renameAgency', wanted, async (_tx, last) => ({
    set: {
      name: wanted.name,
      short_name: wanted.shortName ?? (last.short_name === last.name ? wanted.name : last.short_name),
      ...(wanted.address === undefined ? {} : { address: wanted.address }),
      ...(wanted.phone === undefined ? {} : { phone: wanted.phone }),
      ...(wanted.email === undefined ? {} : { email: wanted.email }),
    },
    type: agencyEvents.renamed,
    data: { before: last.name, name: wanted.name },
  }))
}

/** Another place in the tree from a day on. @throws Refusal AGENCY_CYCLE naming both and the day */
export async function moveAgency(ctx: Ctx, input: MoveAgencyInput): Promise<{ agencyId: number }> {
  const wanted = parse(moveAgencyInput, input)
  return await newVersion(ctx, 'organisation.moveAgency', wanted, async (tx, last) => {
    if (wanted.parentId !== null) {
      const parent = await checkParent(tx, wanted.parentId, { validFrom: wanted.from, validTo: last.valid_to })
      const day = cycleDay(await allVersions(tx), wanted.agencyId, wanted.parentId, wanted.from)
      if (day !== null) wouldCircle(last.name, parent, day)
    }
    return {
      set: { parent_id: wanted.parentId },
      type: agencyEvents.moved,
      data: { before: last.parent_id, parentId: wanted.parentId },
    }
  })
}

/** Ends an agency: `on` is the first day on which it is no more. Refused while units or people are left in it. */
export async function closeAgency(ctx: Ctx, input: CloseAgencyInput): Promise<{ agencyId: number }> {
  const { agencyId, on } = parse(closeAgencyInput, input)
  const done = await act(ctx, 'organisation.closeAgency', { agencyId, on }, async ({ tx, emit }) => {
    await lockTree(tx)
    const versions = await versionsOf(tx, agencyId)
    const last = versions.at(-1) ?? refuseUnknown()
    refuseBadPlace(versions, on, 'on')
    const below = await tx
      .selectFrom('organisation.agency_version')
      .select(['name', 'agency_id'])
      .where('parent_id', '=', agencyId)
      .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', on)]))
      .orderBy('name')
      .execute()
    if (below[0]) stillBelow(last.name, below[0].name, new Set(below.map(b => b.agency_id)).size)
    const { people } = await tx
      .selectFrom('organisation.position')
      .select(eb => eb.fn.countAll<number>().as('people'))
      .where('agency_id', '=', agencyId)
      .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', on)]))
      .executeTakeFirstOrThrow()
    if (people > 0) stillStaffed(last.name, people)
    await tx.updateTable('organisation.agency_version').set({ valid_to: on }).where('id', '=', last.id).execute()
    await tx
      .updateTable('organisation.agency_code')
      .set({ valid_to: on })
      .where('agency_id', '=', agencyId)
      .where('valid_from', '<', on)
      .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', on)]))
      .execute()
    emit({ agencyId, stream: streamOf(agencyId), type: agencyEvents.closed, data: { name: last.name, on } })
    return { agencyId }
  })
  treeChanged(ctx.db)
  return done
}

/** One more code, from a day on. @throws Refusal CODE_TAKEN naming who has it */
export async function addCode(ctx: Ctx, input: AddCodeInput): Promise<{ agencyId: number }> {
  const wanted = parse(addCodeInput, input)
  const { agencyId, scheme, code, validFrom, validTo } = wanted
  if (validTo !== null && validTo <= validFrom) badSpan()
  const done = await act(ctx, 'organisation.addCode', wanted, async ({ tx, emit }) => {
    await lockTree(tx)
    const versions = await versionsOf(tx, agencyId)
    const last = versions.at(-1) ?? refuseUnknown()
    const life = lifeOf(versions)
    if (validFrom < life.validFrom) badPlace('BEFORE_FIRST', last.name, life.validFrom, 'validFrom')
    if (life.validTo !== null && validFrom >= life.validTo) badPlace('CLOSED', last.name, life.validTo, 'validFrom')
    await checkCode(tx, scheme, code, wanted)
    await tx
      .insertInto('organisation.agency_code')
      .values({ agency_id: agencyId, scheme, code, valid_from: validFrom, valid_to: validTo })
      .execute()
    emit({
      agencyId,
      stream: streamOf(agencyId),
      type: agencyEvents.codeAdded,
      data: { scheme, code, validFrom, validTo },
    })
    return { agencyId }
  })
  treeChanged(ctx.db)
  return done
}

/** Records that one agency carries on what another did: merged, split, renamed or transferred. */
export async function succeed(ctx: Ctx, input: SucceedInput): Promise<{ agencyId: number }> {
  const wanted = parse(succeedInput, input)
  const { fromId, toId, on, kind, basis } = wanted
  return await act(ctx, 'organisation.succeed', wanted, async ({ tx, emit }) => {
    const from = (await versionsOf(tx, fromId)).at(-1) ?? refuseUnknown()
    const to = (await versionsOf(tx, toId)).at(-1) ?? refuseUnknown()
    if (fromId === toId) wouldCircle(from.name, to.name, on)
    const added = await tx
      .insertInto('organisation.agency_succession')
      .values({ from_agency_id: fromId, to_agency_id: toId, effective_on: on, kind, basis })
      .onConflict(oc => oc.doNothing())
      .returning('effective_on')
      .executeTakeFirst()
    if (!added) alreadySucceeded(from.name, to.name)
    emit({
      agencyId: toId,
      stream: streamOf(toId),
      type: agencyEvents.succeeded,
      data: { fromId, from: from.name, toId, to: to.name, on, kind, basis },
    })
    return { agencyId: toId }
  })
}

/** Says which province this installation serves, from a day on. */
export async function setProvince(ctx: Ctx, input: { agencyId: number; from: string; basis: string }): Promise<void> {
  const { agencyId, from, basis } = input
  await act(ctx, 'organisation.setProvince', input, async ({ tx, emit }) => {
    const last = (await versionsOf(tx, agencyId)).at(-1) ?? refuseUnknown()
    await tx
      .insertInto('kernel.parameter')
      .values({ name: 'province', valid_from: from, value: JSON.stringify(agencyId), basis, verified: true })
      .onConflict(oc => oc.columns(['name', 'valid_from']).doUpdateSet({ value: JSON.stringify(agencyId), basis }))
      .execute()
    emit({
      agencyId,
      stream: streamOf(agencyId),
      type: agencyEvents.provinceSet,
      data: { name: last.name, from, basis },
    })
  })
  treeChanged(ctx.db)
}

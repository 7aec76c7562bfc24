import { sql } from 'kysely'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { formatDate } from '#app/kernel/text.ts'
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
import {
  alreadySucceeded,
  badPlace,
  badSpan,
  codeTaken,
  noAgency,
  parentMissing,
  stillBelow,
  stillStaffed,
  wouldCircle,
} from './refusals.ts'
import { type AgencyVersion, covers, cycleDay, holdsOn, lifeOf, placeProblem, type Span } from './rules.ts'
import { searchText } from './search.ts'
import { treeChanged } from './tree.ts'

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

const streamOf = (agencyId: number): string => `agency:${agencyId}`

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

interface VersionRow {
  id: number
  agency_id: number
  valid_from: string
  valid_to: string | null
  name: string
  short_name: string
  parent_id: number | null
}

/** Ends the last version on a day and begins the next one there, with some facts changed. */
async function newVersion(
  ctx: Ctx,
  verb: string,
  wanted: { agencyId: number; from: string },
  change: (tx: Tx, last: VersionRow) => Promise<{ set: object; type: string; data: Record<string, unknown> }>,
): Promise<{ agencyId: number }> {
  const { agencyId, from } = wanted
  const done = await act(ctx, verb, wanted, async ({ tx, emit }) => {
    await lockTree(tx)
    const versions = await versionsOf(tx, agencyId)
    const last = versions.at(-1) ?? refuseUnknown()
    refuseBadPlace(versions, from, 'from')
    const { set, type, data } = await change(tx, last)
    const row = await tx
      .updateTable('organisation.agency_version')
      .set({ valid_to: from })
      .where('id', '=', last.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const { id: _, ...kept } = row
    const next = { ...kept, ...set }
    await tx
      .insertInto('organisation.agency_version')
      .values({
        ...next,
        valid_from: from,
        valid_to: last.valid_to,
        search_text: searchText(next.name, next.short_name),
      })
      .execute()
    emit({ agencyId, stream: streamOf(agencyId), type, data: { ...data, from } })
    return { agencyId }
  })
  treeChanged(ctx.db)
  return done
}

const refuseUnknown = (): never => {
  throw noAgency()
}

/** Those who change the tree go one after the other: two moves at once could make a circle that neither sees. */
async function lockTree(tx: Tx): Promise<void> {
  await sql`select stamp from organisation.tree_stamp for update`.execute(tx)
}

async function versionsOf(tx: Tx, agencyId: number): Promise<(VersionRow & Span)[]> {
  const rows = await tx
    .selectFrom('organisation.agency_version')
    .select(['id', 'agency_id', 'valid_from', 'valid_to', 'name', 'short_name', 'parent_id'])
    .where('agency_id', '=', agencyId)
    .orderBy('valid_from')
    .execute()
  return rows.map(row => ({ ...row, validFrom: row.valid_from, validTo: row.valid_to }))
}

async function allVersions(tx: Tx): Promise<Map<number, AgencyVersion[]>> {
  const rows = await tx
    .selectFrom('organisation.agency_version')
    .select(['agency_id', 'valid_from', 'valid_to', 'parent_id'])
    .orderBy('valid_from')
    .execute()
  const byAgency = new Map<number, AgencyVersion[]>()
  for (const row of rows) {
    const version = {
      agencyId: row.agency_id,
      parentId: row.parent_id,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    }
    const known = byAgency.get(row.agency_id)
    if (known) known.push(version)
    else byAgency.set(row.agency_id, [version])
  }
  return byAgency
}

function refuseBadPlace(versions: readonly (VersionRow & Span)[], from: string, field: string): void {
  const problem = placeProblem(versions, from)
  if (problem === null) return
  const first = versions[0]
  const last = versions.at(-1)
  const day = problem === 'BEFORE_FIRST' ? first?.validFrom : problem === 'CLOSED' ? last?.validTo : last?.validFrom
  badPlace(problem, last?.name ?? '', day ?? from, field)
}

/** @returns the parent's name */
async function checkParent(tx: Tx, parentId: number, child: Span): Promise<string> {
  const versions = await versionsOf(tx, parentId)
  const life = lifeOf(versions)
  const name = versions.findLast(v => holdsOn(v, child.validFrom))?.name ?? versions.at(-1)?.name
  if (name === undefined) throw noAgency()
  if (!covers(life, child)) {
    parentMissing(name, `${formatDate(life.validFrom)}–${life.validTo === null ? '…' : formatDate(life.validTo)}`)
  }
  return name
}

async function checkCode(tx: Tx, scheme: string, code: string, span: Span): Promise<void> {
  const taken = await sql<{ name: string; since: string }>`
    select v.name, c.valid_from as since
      from organisation.agency_code c
      join lateral (select name from organisation.agency_version v
                     where v.agency_id = c.agency_id order by valid_from desc limit 1) v on true
     where c.scheme = ${scheme} and c.code = ${code}
       and daterange(c.valid_from, c.valid_to) && daterange(${span.validFrom}::date, ${span.validTo}::date)
     limit 1`.execute(tx)
  const row = taken.rows[0]
  if (row) codeTaken(code, row.name, row.since)
}

import { sql } from 'kysely'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { formatDate } from '#app/kernel/text.ts'
import { badPlace, codeTaken, noAgency, parentMissing } from './refusals.ts'
import { type AgencyVersion, covers, holdsOn, lifeOf, placeProblem, type Span } from './rules.ts'
import { searchText } from './search.ts'
import { treeChanged } from './tree.ts'

/** How a version of an agency is written: the tree locked, the day and the place checked, the one before it ended. */

export const streamOf = (agencyId: number): string => `agency:${agencyId}`
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
export async function newVersion(
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

export const refuseUnknown = (): never => {
  throw noAgency()
}

/** Those who change the tree go one after the other: two moves at once could make a circle that neither sees. */
export async function lockTree(tx: Tx): Promise<void> {
  await sql`select stamp from organisation.tree_stamp for update`.execute(tx)
}

export async function versionsOf(tx: Tx, agencyId: number): Promise<(VersionRow & Span)[]> {
  const rows = await tx
    .selectFrom('organisation.agency_version')
    .select(['id', 'agency_id', 'valid_from', 'valid_to', 'name', 'short_name', 'parent_id'])
    .where('agency_id', '=', agencyId)
    .orderBy('valid_from')
    .execute()
  return rows.map(row => ({ ...row, validFrom: row.valid_from, validTo: row.valid_to }))
}

export async function allVersions(tx: Tx): Promise<Map<number, AgencyVersion[]>> {
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

export function refuseBadPlace(versions: readonly (VersionRow & Span)[], from: string, field: string): void {
  const problem = placeProblem(versions, from)
  if (problem === null) return
  const first = versions[0]
  const last = versions.at(-1)
  const day = problem === 'BEFORE_FIRST' ? first?.validFrom : problem === 'CLOSED' ? last?.validTo : last?.validFrom
  badPlace(problem, last?.name ?? '', day ?? from, field)
}

/** @returns the parent's name */
export async function checkParent(tx: Tx, parentId: number, child: Span): Promise<string> {
  const versions = await versionsOf(tx, parentId)
  const life = lifeOf(versions)
  const name = versions.findLast(v => holdsOn(v, child.validFrom))?.name ?? versions.at(-1)?.name
  if (name === undefined) throw noAgency()
  if (!covers(life, child)) {
    parentMissing(name, `${formatDate(life.validFrom)}–${life.validTo === null ? '…' : formatDate(life.validTo)}`)
  }
  return name
}

export async function checkCode(tx: Tx, scheme: string, code: string, span: Span): Promise<void> {
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

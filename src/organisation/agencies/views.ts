import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { dayOf, fold } from '#app/kernel/text.ts'
import type { AgenciesQuery, AgencyKind, CodeScheme, SuccessionKind } from './input.ts'
import { noAgency } from './refusals.ts'
import { type AgencyNode, type AgencyTree, agencyTree } from './tree.ts'

/** Agencies as pages and the API see them. */

export interface AgencyRow extends AgencyNode {
  /** Units that are part of it. */
  parts: AgencyNode[]
  /** The agency above it. */
  parentName: string
  people: number
}

/** A page of a day's agencies, and how many agencies and units that day has. */
export interface Agencies extends Page<AgencyRow> {
  homes: number
  units: number
  day: string
}

/** The agencies of a day in order of code: the province with those below it, divisions with the agency they belong to. */
export async function agencies(
  ctx: Ctx,
  asked: AgenciesQuery,
  page: { limit: number; after?: string },
): Promise<Agencies> {
  const day = asked.asOf ?? dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const ids =
    asked.scope === 'country' ? tree.roots().flatMap(root => tree.subtree(root.id)) : tree.subtree(tree.province())
  const nodes = ids.flatMap(id => tree.get(id) ?? [])
  const isHome = (node: AgencyNode): boolean => tree.homeOf(node.id) === node.id
  const wanted = asked.q ? nodes.filter(matches(asked.q)) : nodes.filter(isHome)
  const sorted = wanted.map(node => ({ node, key: keyOf(node) })).sort((a, b) => compare(a.key, b.key))
  const start = page.after ? firstAfter(sorted, decodeCursor(page.after, 2)) : 0
  const cut = toPage(sorted.slice(start, start + page.limit + 1), page.limit, ({ key }) => key)
  const people = await peopleIn(ctx, day)
  const homes = nodes.filter(isHome).length
  return {
    day,
    homes,
    units: nodes.length - homes,
    next: cut.next,
    items: cut.items.map(({ node }) => {
      const parts = tree.children(node.id).filter(child => !isHome(child))
      const count = (id: number): number => people.get(id) ?? 0
      return {
        ...node,
        parts,
        parentName: node.parentId === null ? '' : (tree.get(node.parentId)?.shortName ?? ''),
        people: parts.reduce((sum, part) => sum + count(part.id), count(node.id)),
      }
    }),
  }
}

type Key = [code: string, id: number]
const keyOf = (node: AgencyNode): Key => [node.code ?? '~', node.id]
const compare = (a: Key, b: Key): number => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1])

function firstAfter(sorted: readonly { key: Key }[], after: readonly (string | number | null)[]): number {
  const mark: Key = [String(after[0] ?? ''), Number(after[1] ?? 0)]
  const at = sorted.findIndex(({ key }) => compare(key, mark) > 0)
  return at < 0 ? sorted.length : at
}

function matches(q: string): (node: AgencyNode) => boolean {
  const wanted = fold(q)
  return node => fold(`${node.name} ${node.shortName} ${node.code ?? ''}`).includes(wanted)
}

async function peopleIn(ctx: Ctx, day: string): Promise<Map<number, number>> {
  const rows = await ctx.db
    .selectFrom('organisation.position')
    .select(eb => ['agency_id', eb.fn.count<number>('officer_id').distinct().as('people')])
    .where('valid_from', '<=', day)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .groupBy('agency_id')
    .execute()
  return new Map(rows.map(row => [row.agency_id, row.people]))
}

export interface AgencyView {
  id: number
  illustrative: boolean
  /** As it stood on the day; the last version where it did not exist then. */
  now: VersionView
  existsOnDay: boolean
  path: AgencyNode[]
  children: AgencyNode[]
  versions: VersionView[]
  codes: { scheme: CodeScheme; code: string; from: string; to: string | null }[]
  predecessors: SuccessionView[]
  successors: SuccessionView[]
  officers: { officerId: number; name: string; title: string; unitName: string }[]
}

export interface VersionView {
  from: string
  to: string | null
  kind: AgencyKind
  name: string
  shortName: string
  parentId: number | null
  parentName: string | null
  address: string
  phone: string
  email: string
}

export interface SuccessionView {
  id: number
  name: string
  on: string
  kind: SuccessionKind
  basis: string
}

/** One agency with its whole life. @throws Refusal NOT_FOUND */
export async function agency(ctx: Ctx, id: number, asOf?: string): Promise<AgencyView> {
  const day = asOf ?? dayOf(ctx.now)
  const versions = await versionsOf(ctx, id)
  const last = versions.at(-1)
  if (!last) throw noAgency()
  const now = versions.find(v => v.from <= day && (v.to === null || day < v.to))
  const tree = await agencyTree(ctx.db, day)
  const [identity, codes, successions, officers] = await Promise.all([
    ctx.db.selectFrom('organisation.agency').select('illustrative').where('id', '=', id).executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom('organisation.agency_code')
      .select(['scheme', 'code', 'valid_from', 'valid_to'])
      .where('agency_id', '=', id)
      .orderBy('scheme')
      .orderBy('valid_from')
      .execute(),
    successionsOf(ctx, id),
    officersAt(ctx, tree, id, day),
  ])
  return {
    id,
    illustrative: identity.illustrative,
    now: now ?? last,
    existsOnDay: now !== undefined,
    path: [...tree.path(id)],
    children: [...tree.children(id)],
    versions,
    codes: codes.map(c => ({ scheme: c.scheme as CodeScheme, code: c.code, from: c.valid_from, to: c.valid_to })),
    ...successions,
    officers,
  }
}

async function versionsOf(ctx: Ctx, id: number): Promise<VersionView[]> {
  const { rows } = await sql<VersionView>`
    select v.valid_from as "from", v.valid_to as "to", v.kind, v.name, v.short_name as "shortName", v.parent_id as "parentId",
           v.address, v.phone, v.email,
           (select p.name from organisation.agency_version p
             where p.agency_id = v.parent_id and p.valid_from <= v.valid_from order by p.valid_from desc limit 1) as "parentName"
      from organisation.agency_version v where v.agency_id = ${id} order by v.valid_from`.execute(ctx.db)
  return rows
}

async function successionsOf(ctx: Ctx, id: number): Promise<Pick<AgencyView, 'predecessors' | 'successors'>> {
  const { rows } = await sql<SuccessionView & { isBefore: boolean }>`
    select s.to_agency_id = ${id} as "isBefore", o.id, s.effective_on as "on", s.kind, s.basis,
           (select v.name from organisation.agency_version v where v.agency_id = o.id order by v.valid_from desc limit 1) as name
      from organisation.agency_succession s
      join organisation.agency o on o.id = case when s.to_agency_id = ${id} then s.from_agency_id else s.to_agency_id end
     where ${id} in (s.from_agency_id, s.to_agency_id)
     order by s.effective_on, o.id`.execute(ctx.db)
  const view = ({ isBefore: _before, ...row }: SuccessionView & { isBefore: boolean }): SuccessionView => row
  return {
    predecessors: rows.filter(row => row.isBefore).map(view),
    successors: rows.filter(row => !row.isBefore).map(view),
  }
}

async function officersAt(ctx: Ctx, tree: AgencyTree, id: number, day: string): Promise<AgencyView['officers']> {
  const { rows } = await sql<{ officerId: number; name: string; title: string; unitId: number }>`
    select o.id as "officerId", o.full_name as name, p.title, p.agency_id as "unitId"
      from organisation.position p join organisation.officer o on o.id = p.officer_id
     where p.agency_id = any(${tree.subtree(id).filter(unit => tree.homeOf(unit) === tree.homeOf(id))}::int[])
       and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)
     order by (p.agency_id = ${id}) desc, p.agency_id, o.full_name collate kernel.vi limit 200`.execute(ctx.db)
  return rows.map(({ unitId, ...row }) => ({ ...row, unitName: unitId === id ? '' : (tree.get(unitId)?.name ?? '') }))
}

import { type RawBuilder, sql } from 'kysely'
import type { Actor, Reader } from '#app/kernel/context.ts'
import type { AgencyNode, AgencyTree } from '#app/organisation/agencies/index.ts'
import { type Proof, seesAll } from './rules.ts'

/** Who must disclose what, where: derived from who handles a procedure and from the places in use on a day. */

export interface Place {
  id: number
  code: string
  name: string
  nameEn: string
  agencyKinds: string[]
  proof: Proof
  from: string
  to: string | null
  basis: string
  verified: boolean
}

const placeColumns = sql`p.id, p.code, p.name, p.name_en as "nameEn", p.agency_kinds as "agencyKinds", p.proof,
  p.valid_from as "from", p.valid_to as "to", p.basis, p.verified`

const inUse = (day: string): RawBuilder<boolean> =>
  sql<boolean>`(p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date))`

/** Places in use on a day, in their order. */
export async function placesOn(db: Reader, day: string): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select ${placeColumns} from procedures.disclosure_place p where ${inUse(day)} order by p.position, p.id`.execute(db)
  return rows
}

/** Every place there ever was, those in use first. */
export async function allPlaces(db: Reader, day: string): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select ${placeColumns} from procedures.disclosure_place p
     order by ${inUse(day)} desc, p.position, p.valid_from desc limit 500`.execute(db)
  return rows
}

/** The agencies that handle what has a given home: the communes, or the agency the code belongs to. */
export function handlersOf(tree: AgencyTree, home: string | null): number[] {
  if (home === null) return []
  if (home !== 'COMMUNE') {
    const agency = tree.byCode(home)
    return agency ? [agency.id] : []
  }
  return tree.subtree(tree.province()).filter(id => tree.get(id)?.kind === 'COMMUNE')
}

/** A version in force that must be made public. */
export interface InForce {
  procedureId: number
  versionId: number
  code: string
  no: number
  name: string
  sector: string
  home: string | null
}

/** Every version in force on a day that is towards citizens and organisations, by name. */
export async function inForceOn(db: Reader, day: string): Promise<InForce[]> {
  const { rows } = await sql<InForce>`
    select s.procedure_id as "procedureId", s.id as "versionId", p.code, s.no, s.name, s.sector, s.home
      from procedures.procedure_version s join procedures.procedure p on p.id = s.procedure_id
     where ${holds(day)} order by s.name collate kernel.vi, p.id`.execute(db)
  return rows
}

const holds = (
  day: string,
): RawBuilder<boolean> => sql<boolean>`(s.state in ('PUBLISHED', 'CLOSED') and s.scope = 'PUBLIC'
  and s.effective_from <= ${day}::date and (s.effective_to is null or s.effective_to > ${day}::date))`

/** Agencies an actor sees, each with the homes whose procedures it handles. */
export interface Duty {
  agency: AgencyNode
  home: string
}

export function duties(tree: AgencyTree, homes: Iterable<string | null>, within: readonly number[] | null): Duty[] {
  return [...new Set(homes)].flatMap(home =>
    handlersOf(tree, home).flatMap(id => {
      const agency = tree.get(id)
      return agency && home !== null && (within === null || within.includes(id)) ? [{ agency, home }] : []
    }),
  )
}

/** Agencies an actor may look at; null: all. */
export function inSight(actor: Actor, tree: AgencyTree): readonly number[] | null {
  if (seesAll(actor)) return null
  return actor.agencyId === null ? [] : tree.subtree(actor.agencyId)
}

export interface CountedCell {
  agencyId: number
  procedureId: number
  placeId: number
  required: number
  current: number
  stale: number
}

/**
 * Required cells and how they stand on a day, counted by SQL over stored facts. `stateOfCell` says the same of one cell; a
 * property test compares them.
 * @param by  what is kept apart: 0 stands in the columns that are summed over
 */
export async function countCells(
  db: Reader,
  day: string,
  owed: readonly Duty[],
  procedureIds: readonly number[],
  by: { agency?: boolean; procedure?: boolean },
): Promise<CountedCell[]> {
  if (owed.length === 0 || procedureIds.length === 0) return []
  const agency = by.agency ? sql`c.agency_id` : sql`0`
  const procedure = by.procedure ? sql`c.procedure_id` : sql`0`
  const { rows } = await sql<CountedCell>`
    with v as (
      select s.id, s.procedure_id, s.no, s.home from procedures.procedure_version s
       where ${holds(day)} and s.procedure_id = any(${[...procedureIds]}::int[])
    ), duty as (
      select * from unnest(${owed.map(one => one.home)}::text[], ${owed.map(one => one.agency.id)}::int[],
                           ${owed.map(one => one.agency.kind)}::text[]) as d (home, agency_id, kind)
    ), c as (
      select d.agency_id, v.procedure_id, p.id as place_id
        from v join duty d on d.home = v.home
        join procedures.disclosure_place p on ${inUse(day)} and d.kind = any(p.agency_kinds)
    ), seen as (
      select e.agency_id, e.procedure_id, e.place_id, bool_or(e.version_id = v.id) as current, bool_or(ev.no < v.no) as older
        from procedures.disclosure_evidence e
        join v on v.procedure_id = e.procedure_id
        join procedures.procedure_version ev on ev.id = e.version_id
       where e.agency_id = any(${owed.map(one => one.agency.id)}::int[])
         and e.day <= ${day}::date and (e.withdrawn_on is null or e.withdrawn_on > ${day}::date)
       group by 1, 2, 3
    )
    select ${agency} as "agencyId", ${procedure} as "procedureId", c.place_id as "placeId", count(*)::int as required,
           count(*) filter (where seen.current)::int as current,
           count(*) filter (where seen.older and not seen.current)::int as stale
      from c left join seen on seen.agency_id = c.agency_id and seen.procedure_id = c.procedure_id and seen.place_id = c.place_id
     group by 1, 2, 3`.execute(db)
  return rows
}

/** The agency a code (or, for one without a code, its id) stands for. */
export function agencyBy(tree: AgencyTree, text: string): AgencyNode | undefined {
  return tree.byCode(text) ?? (/^\d{1,9}$/.test(text) ? tree.get(Number(text)) : undefined)
}

/** How an agency is named in addresses. */
export const agencyKey = (agency: AgencyNode): string => agency.code ?? String(agency.id)

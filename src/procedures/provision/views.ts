import { sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { onSiteClass, type ProcessStep } from '../processes/index.ts'
import type { FactKind, Mechanism } from './input.ts'
import { heldOn, levelOn, type Mapped, mechanismOf, type NewLevel, type OldLevel, proposedLevel } from './rules.ts'
import { noProcedure } from './refusals.ts'

/** Procedures in force with how they are provided, as pages, figures and reports read them. */

export interface Fact {
  id: number
  kind: FactKind
  value: string | null
  from: string
  /** First day it no longer holds. */
  to: string | null
  reason: string
  basis: string
  evidenceOn: string
  illustrative: boolean
  by: string
  at: Date
}

export interface Provided {
  procedureId: number
  code: string
  name: string
  sector: string
  scope: 'PUBLIC' | 'INTERNAL'
  /** Who decides: COMMUNE, or the code of a department. */
  home: string | null
  /** Of the present scale, on that day. */
  online: NewLevel
  /** As the version in force says. */
  ownLevel: NewLevel
  /** As last recorded in the old scale; null: never. */
  oldLevel: OldLevel | null
  /** What the mapping makes of it. */
  proposed: NewLevel | null
  centre: Fact | null
  /** The ISO document that holds. */
  iso: Fact | null
  mechanism: Mechanism
  /** Whether the mechanism is recorded, not read from the process. */
  mechanismRecorded: boolean
  /** Steps on the spot: 3, 4 or 5. */
  onSite: 3 | 4 | 5 | null
  process: { no: number; decisionNo: string } | null
}

interface Row extends Pick<Provided, 'procedureId' | 'code' | 'name' | 'sector' | 'scope' | 'home' | 'ownLevel'> {
  steps: ProcessStep[] | null
  declared: Parameters<typeof onSiteClass>[1] | null
  processNo: number | null
  decisionNo: string | null
}

/** Every procedure in force on a day, by name. @param code  only this one */
export async function provided(db: Reader, day: string, code?: string): Promise<Provided[]> {
  const one = code === undefined ? sql`true` : sql`p.code = ${code}`
  const [{ rows }, facts, mapping] = await Promise.all([
    sql<Row>`
      select p.id as "procedureId", p.code, v.name, v.sector, v.scope, v.home, v.online_level as "ownLevel", a.steps,
             a.on_site as declared, a.no as "processNo", a.decision_no as "decisionNo"
        from procedures.procedure_version v
        join procedures.procedure p on p.id = v.procedure_id
        left join procedures.process_version a on a.procedure_id = p.id and a.state in ('APPROVED', 'CLOSED')
             and a.effective_from <= ${day}::date and (a.effective_to is null or a.effective_to > ${day}::date)
       where v.state in ('PUBLISHED', 'CLOSED') and v.effective_from <= ${day}::date
         and (v.effective_to is null or v.effective_to > ${day}::date) and ${one}
       order by v.name collate kernel.vi, p.id`.execute(db),
    factsHeld(db, day),
    mappingOfLevels(db),
  ])
  return rows.map(row => shown(row, facts.get(row.procedureId) ?? {}, mapping, day))
}

function shown(row: Row, facts: Partial<Record<FactKind, Fact>>, mapping: readonly Mapped[], day: string): Provided {
  const { steps, declared, processNo, decisionNo, ...own } = row
  const centre = facts.CENTRE ?? null
  const oldLevel = facts.OLD_LEVEL ? (Number(facts.OLD_LEVEL.value) as OldLevel) : null
  const recorded = facts.MECHANISM?.value as Mechanism | undefined
  return {
    ...own,
    online: levelOn(mapping, own.ownLevel, oldLevel, day),
    oldLevel,
    proposed: proposedLevel(mapping, oldLevel, day),
    centre,
    iso: facts.ISO?.value ? facts.ISO : null,
    mechanism: recorded ?? mechanismOf({ home: own.home, steps, atCentre: centre?.value === 'YES' }),
    mechanismRecorded: recorded !== undefined,
    onSite: steps && onSiteClass(steps, declared ?? null),
    process: processNo === null ? null : { no: processNo, decisionNo: decisionNo ?? '' },
  }
}

const factColumns = sql`f.id, f.kind, f.value, f.from_day as "from", f.to_day as "to", f.reason, f.basis,
  f.evidence_on as "evidenceOn", f.illustrative, f.recorded_by as by, f.recorded_at as at`

/** The fact of each kind that holds on a day, by procedure. SQL finds the last of each kind; `heldOn` says the same of one list. */
async function factsHeld(db: Reader, day: string): Promise<Map<number, Partial<Record<FactKind, Fact>>>> {
  const { rows } = await sql<Fact & { procedureId: number }>`
    select * from (
      select distinct on (f.procedure_id, f.kind) f.procedure_id as "procedureId", ${factColumns}
        from procedures.provision_fact f where f.from_day <= ${day}::date
       order by f.procedure_id, f.kind, f.from_day desc, f.id desc) last
     where last."to" is null or last."to" > ${day}::date`.execute(db)
  const held = new Map<number, Partial<Record<FactKind, Fact>>>()
  for (const { procedureId, ...fact } of rows) {
    held.set(procedureId, { ...held.get(procedureId), [fact.kind]: fact })
  }
  return held
}

/** The mapping of the old scale to the present one. */
export async function mappingOfLevels(db: Reader): Promise<Mapped[]> {
  const rows = await db.selectFrom('procedures.online_level_mapping').selectAll().orderBy('valid_from').execute()
  return rows.map(row => ({
    oldLevel: row.old_level,
    validFrom: row.valid_from,
    newLevel: row.new_level as NewLevel,
    basis: row.basis,
    verified: row.verified,
  }))
}

export interface ProvisionView {
  now: Provided | null
  code: string
  name: string
  /** Every record, the newest first day first. */
  facts: Fact[]
  mapping: Mapped[]
}

/** One procedure with every fact ever recorded. @throws Refusal NOT_FOUND */
export async function provisionOf(db: Reader, code: string, day: string): Promise<ProvisionView> {
  const { rows } = await sql<{ id: number; name: string | null }>`
    select p.id, (select v.name from procedures.procedure_version v where v.procedure_id = p.id
                   order by (v.state in ('PUBLISHED', 'CLOSED')) desc, v.no desc limit 1) as name
      from procedures.procedure p where p.code = ${code}`.execute(db)
  const head = rows[0]
  if (!head) throw noProcedure(code)
  const [[now], facts, mapping] = await Promise.all([
    provided(db, day, code),
    sql<Fact>`select ${factColumns} from procedures.provision_fact f where f.procedure_id = ${head.id}
               order by f.from_day desc, f.id desc`.execute(db),
    mappingOfLevels(db),
  ])
  return { now: now ?? null, code, name: head.name ?? code, facts: facts.rows, mapping }
}

/** The fact of a kind among those of one procedure that holds on a day. */
export const factHeld = (facts: readonly Fact[], kind: FactKind, day: string): Fact | null =>
  heldOn(
    facts.filter(one => one.kind === kind),
    day,
  )

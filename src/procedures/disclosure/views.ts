import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AgencyNode, agencyTree } from '#app/organisation/agencies/index.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { deadlineState, type DeadlineState } from '../deadlines/index.ts'
import { agencyBy, duties, inSight, type Place, placesOn } from './duty.ts'
import { partsMissing } from './parts.ts'
import { noAgency, noEvidence, noProcedure } from './refusals.ts'
import { type CellState, mayRecord, type PartLetter, stateOfCell } from './rules.ts'
import { disclosureStream } from './service.ts'

/** One procedure: where it is posted, by which evidence, and what happened. And one piece of evidence. */

export interface Evidence {
  id: number
  agencyId: number
  placeId: number
  placeName: string
  placeNameEn: string
  versionNo: number
  day: string
  url: string | null
  fileName: string | null
  note: string
  by: string
  at: Date
  withdrawnOn: string | null
  withdrawnBy: string | null
  reason: string | null
}

export interface ProcedureCell {
  placeId: number
  state: CellState
  /** The newest evidence that counts: of the version in force, else of an older one. */
  evidence: Evidence | null
  /** Whether the posting of the version in force was seen in time. */
  timing: DeadlineState
}

export interface ProcedureDisclosure {
  procedureId: number
  code: string
  name: string
  sector: string
  versionNo: number
  from: string
  decision: string | null
  dueOn: string | null
  publicOn: string
  timing: DeadlineState
  missing: readonly PartLetter[]
  places: Place[]
  agencies: { agency: AgencyNode; mayRecord: boolean; cells: ProcedureCell[] }[]
  /** The agency asked for, or the only one. */
  agency: AgencyNode | null
  evidence: (Evidence & { agency: string; mayWithdraw: boolean })[]
  history: { type: string; at: Date; by: string; agency: string; data: Record<string, unknown> }[]
}

interface Head {
  procedureId: number
  versionId: number
  code: string
  name: string
  sector: string
  home: string | null
  no: number
  from: string
  publishedAt: Date
  decision: string | null
  dueOn: string | null
}

/**
 * The version in force and how it stands at every place of every agency the actor may see.
 * @param asked  code of one agency
 * @throws Refusal NOT_FOUND when it is not in force, is internal, or no agency in sight handles it
 */
export async function procedureDisclosure(ctx: Ctx, code: string, asked?: string): Promise<ProcedureDisclosure> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const { rows } = await sql<Head>`
    select p.id as "procedureId", v.id as "versionId", p.code, v.name, v.sector, v.home, v.no, v.effective_from as "from",
           v.published_at as "publishedAt", d.number as decision, d.public_due_on as "dueOn"
      from procedures.procedure p join procedures.procedure_version v on v.procedure_id = p.id
      left join procedures.publication_decision d on d.id = v.decision_id
     where p.code = ${code} and v.scope = 'PUBLIC' and v.state in ('PUBLISHED', 'CLOSED') and v.effective_from <= ${day}::date
       and (v.effective_to is null or v.effective_to > ${day}::date)`.execute(ctx.db)
  const head = rows[0]
  if (!head) throw noProcedure(code)
  const inView = duties(tree, [head.home], inSight(ctx.actor, tree)).map(one => one.agency)
  const wanted = asked ? agencyBy(tree, asked) : undefined
  if (asked && !(wanted && inView.includes(wanted))) throw noAgency()
  const agencies = wanted ? [wanted] : inView
  if (agencies.length === 0) throw noProcedure(code)
  const ids = agencies.map(one => one.id)
  const [places, evidence, events, parts] = await Promise.all([
    placesOn(ctx.db, day),
    evidenceOf(ctx, head.procedureId, ids),
    ctx.db
      .selectFrom('kernel.event')
      .select(['type', 'at', 'actor_name as by', 'agency_id', 'data'])
      .where('agency_id', 'in', ids)
      .where('stream', '=', disclosureStream(head.procedureId))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(200)
      .execute(),
    partsMissing(ctx.db, [head.versionId]),
  ])
  const { dueOn } = head
  const publicOn = dayOf(head.publishedAt)
  const nameOf = (id: number): string => tree.get(id)?.shortName ?? ''
  return {
    procedureId: head.procedureId,
    code: head.code,
    name: head.name,
    sector: head.sector,
    versionNo: head.no,
    from: head.from,
    decision: head.decision,
    dueOn,
    publicOn,
    timing: deadlineState(dueOn, publicOn, day),
    missing: parts.get(head.versionId) ?? [],
    places,
    agencies: agencies.map(agency => ({
      agency,
      mayRecord: mayRecord(ctx.actor, agency.id),
      cells: places.map(place => cellOf(place, agency, head.no, evidence, dueOn, day)),
    })),
    agency: wanted ?? (agencies.length === 1 ? (agencies[0] ?? null) : null),
    evidence: evidence.map(one => ({
      ...one,
      agency: nameOf(one.agencyId),
      mayWithdraw: one.withdrawnOn === null && mayRecord(ctx.actor, one.agencyId),
    })),
    history: events.map(({ agency_id: id, ...event }) => ({
      ...event,
      agency: nameOf(id),
      data: event.data as Record<string, unknown>,
    })),
  }
}

function cellOf(
  place: Place,
  agency: AgencyNode,
  versionNo: number,
  all: readonly Evidence[],
  dueOn: string | null,
  day: string,
): ProcedureCell {
  const evidence = all.filter(one => one.agencyId === agency.id && one.placeId === place.id)
  const required = place.agencyKinds.includes(agency.kind)
  const state = stateOfCell({ required, versionNo, evidence }, day)
  const live = evidence.filter(one => one.withdrawnOn === null || one.withdrawnOn > day)
  const own = live.filter(one => one.versionNo === versionNo)
  const first = own.map(one => one.day).toSorted()[0] ?? null
  return {
    placeId: place.id,
    state,
    evidence: own[0] ?? live.find(one => one.versionNo < versionNo) ?? null,
    timing: deadlineState(required ? dueOn : null, first, day),
  }
}

const evidenceColumns = sql`e.id, e.agency_id as "agencyId", e.place_id as "placeId", p.name as "placeName", p.name_en as "placeNameEn",
  v.no as "versionNo", e.day, e.url, e.file_name as "fileName", e.note, e.recorded_by as "by", e.recorded_at as at,
  e.withdrawn_on as "withdrawnOn", e.withdrawn_by as "withdrawnBy", e.withdraw_reason as reason`

/** The newest first. */
async function evidenceOf(ctx: Ctx, procedureId: number, agencyIds: readonly number[]): Promise<Evidence[]> {
  const { rows } = await sql<Evidence>`
    select ${evidenceColumns} from procedures.disclosure_evidence e
      join procedures.disclosure_place p on p.id = e.place_id
      join procedures.procedure_version v on v.id = e.version_id
     where e.procedure_id = ${procedureId} and e.agency_id = any(${[...agencyIds]}::int[])
     order by e.day desc, e.id desc`.execute(ctx.db)
  return rows
}

export interface OneEvidence extends Evidence {
  code: string
  name: string
  agencyName: string
  fileSha256: string | null
  mayWithdraw: boolean
}

/** @throws Refusal NOT_FOUND, also for what is out of sight */
export async function evidenceById(ctx: Ctx, id: number): Promise<OneEvidence> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const within = inSight(ctx.actor, tree)
  const { rows } = await sql<Omit<OneEvidence, 'agencyName' | 'mayWithdraw'>>`
    select ${evidenceColumns}, r.code, v.name, e.file_sha256 as "fileSha256" from procedures.disclosure_evidence e
      join procedures.disclosure_place p on p.id = e.place_id
      join procedures.procedure_version v on v.id = e.version_id
      join procedures.procedure r on r.id = e.procedure_id
     where e.id = ${id}`.execute(ctx.db)
  const row = rows[0]
  if (!row || (within !== null && !within.includes(row.agencyId))) throw noEvidence()
  return {
    ...row,
    agencyName: tree.get(row.agencyId)?.name ?? '',
    mayWithdraw: row.withdrawnOn === null && mayRecord(ctx.actor, row.agencyId),
  }
}

export interface PostedLine {
  code: string
  name: string
  sector: string
  versionNo: number
  from: string
  limit: Limit | null
}

/** What an agency handles on the day of `ctx.now`, by field and name: for the choice of a form and the sheet to post. */
export async function handled(
  ctx: Ctx,
  agencyText: string,
): Promise<{ agency: AgencyNode; places: Place[]; procedures: PostedLine[] }> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const agency = agencyBy(tree, agencyText)
  const within = inSight(ctx.actor, tree)
  if (!agency || (within !== null && !within.includes(agency.id))) throw noAgency()
  const { rows } = await sql<PostedLine & { home: string | null }>`
    select p.code, v.name, v.sector, v.home, v.no as "versionNo", v.effective_from as "from", v.tightest -> 'limit' as limit
      from procedures.procedure p join procedures.procedure_version v on v.procedure_id = p.id
     where v.scope = 'PUBLIC' and v.state in ('PUBLISHED', 'CLOSED') and v.effective_from <= ${day}::date
       and (v.effective_to is null or v.effective_to > ${day}::date)
     order by v.sector collate kernel.vi, v.name collate kernel.vi`.execute(ctx.db)
  const homes = new Set(
    duties(
      tree,
      rows.map(row => row.home),
      [agency.id],
    ).map(one => one.home),
  )
  return {
    agency,
    places: (await placesOn(ctx.db, day)).filter(place => place.agencyKinds.includes(agency.kind)),
    procedures: rows.filter(row => row.home !== null && homes.has(row.home)).map(({ home: _home, ...line }) => line),
  }
}

import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { handlersOf, placesOn } from './duty.ts'
import {
  type AddPlaceInput,
  addPlaceInput,
  type EndPlaceInput,
  endPlaceInput,
  type RecordInput,
  recordInput,
  type WithdrawInput,
  withdrawInput,
} from './input.ts'
import {
  dayInFuture,
  type EvidenceProblem,
  fileUnknown,
  noAgency,
  noEvidence,
  noPlace,
  noProcedure,
  notRequiredHere,
  notThese,
  notYours,
  placeEndsEarly,
  placeNotInUse,
  placeTaken,
  proofNeeded,
  versionWithMany,
  withdrawnAlready,
} from './refusals.ts'
import { mayRecord, proofLacking } from './rules.ts'

/** The verbs of disclosure: record and withdraw evidence, add and end places. */

export const disclosureEvents = {
  recorded: 'procedures.disclosure.recorded',
  withdrawn: 'procedures.disclosure.withdrawn',
  placeAdded: 'procedures.place.added',
  placeEnded: 'procedures.place.ended',
} as const

export const disclosureStream = (procedureId: number): string => `disclosure:${procedureId}`

export interface RecordedEvidence {
  agencyId: number
  evidenceIds: number[]
}

/**
 * Records that procedures were seen posted at a place, all by the same address or photo: one record for each procedure, of the
 * version in force on that day, or of a version already published and still to come.
 * @throws Refusal NOT_YOUR_AGENCY, DAY_IN_FUTURE, PLACE_NOT_IN_USE, NOT_REQUIRED_HERE, PROOF_NEEDED, FILE_UNKNOWN, VERSION_WITH_MANY,
 *   and by procedure NOT_IN_FORCE, NOT_HANDLED_HERE, VERSION_ENDED, EVIDENCE_TOO_EARLY, INTERNAL_PROCEDURE; all or nothing
 */
export async function recordEvidence(ctx: Ctx, input: RecordInput): Promise<RecordedEvidence> {
  const asked = parse(recordInput, input)
  const agencyId = asked.agencyId ?? ctx.actor.agencyId
  if (agencyId === null || !mayRecord(ctx.actor, agencyId)) notYours()
  if (asked.day > dayOf(ctx.now)) dayInFuture()
  const codes = [...new Set(asked.codes)]
  if (asked.versionNo !== undefined && codes.length > 1) versionWithMany()
  const tree = await agencyTree(ctx.db, asked.day)
  const agency = tree.get(agencyId)
  if (!agency) throw noAgency()
  const place = (await placesOn(ctx.db, asked.day)).find(one => one.code === asked.place)
  if (!place) placeNotInUse(asked.day)
  if (!place.agencyKinds.includes(agency.kind)) notRequiredHere(place.name, agency.name)
  const lacking = proofLacking(place.proof, { url: asked.url !== undefined, file: asked.file !== undefined })
  if (lacking) proofNeeded(lacking)
  return await act(ctx, 'procedures.recordEvidence', asked, async ({ tx, emit }) => {
    if (asked.file) await checkFile(tx, asked.file.sha256)
    const versions = await versionsOf(tx, codes, asked.day, asked.versionNo)
    const problems = new Map<EvidenceProblem, string[]>()
    for (const code of codes) {
      const version = versions.get(code)
      const problem = !version
        ? 'NOT_IN_FORCE'
        : !handlersOf(tree, version.home).includes(agencyId)
          ? 'NOT_HANDLED_HERE'
          : problemOf(version, asked.day)
      if (problem) problems.set(problem, [...(problems.get(problem) ?? []), code])
    }
    const [first] = problems
    if (first) notThese(first[0], first[1], asked.day)
    const found = codes.flatMap(code => versions.get(code) ?? [])
    const made = await tx
      .insertInto('procedures.disclosure_evidence')
      .values(
        found.map(version => ({
          agency_id: agencyId,
          place_id: place.id,
          procedure_id: version.procedureId,
          version_id: version.versionId,
          day: asked.day,
          url: asked.url ?? null,
          file_sha256: asked.file?.sha256 ?? null,
          file_name: asked.file?.name ?? null,
          note: asked.note,
          officer_id: ctx.actor.officerId,
          recorded_at: ctx.now,
          recorded_by: ctx.actor.name,
        })),
      )
      .returning(['id', 'procedure_id'])
      .execute()
    for (const version of found) {
      emit({
        agencyId,
        stream: disclosureStream(version.procedureId),
        type: disclosureEvents.recorded,
        data: {
          code: version.code,
          evidenceId: made.find(row => row.procedure_id === version.procedureId)?.id ?? null,
          place: place.code,
          placeName: place.name,
          versionId: version.versionId,
          versionNo: version.no,
          day: asked.day,
          url: asked.url ?? null,
          file: asked.file?.name ?? null,
        },
      })
    }
    return { agencyId, evidenceIds: made.map(row => row.id) }
  })
}

/** Says that evidence no longer counts, from today on. @throws Refusal NOT_FOUND, NOT_YOUR_AGENCY, WITHDRAWN_ALREADY */
export async function withdrawEvidence(ctx: Ctx, input: WithdrawInput): Promise<{ evidenceId: number; code: string }> {
  const asked = parse(withdrawInput, input)
  return await act(ctx, 'procedures.withdrawEvidence', asked, async ({ tx, emit }) => {
    const row = await tx
      .selectFrom('procedures.disclosure_evidence as e')
      .innerJoin('procedures.disclosure_place as p', 'p.id', 'e.place_id')
      .innerJoin('procedures.procedure as r', 'r.id', 'e.procedure_id')
      .select(['e.agency_id', 'e.procedure_id', 'e.day', 'e.withdrawn_at', 'p.code as place', 'p.name', 'r.code'])
      .where('e.id', '=', asked.evidenceId)
      .forUpdate('e')
      .executeTakeFirst()
    if (!row) throw noEvidence()
    if (!mayRecord(ctx.actor, row.agency_id)) notYours()
    if (row.withdrawn_at !== null) withdrawnAlready()
    await tx
      .updateTable('procedures.disclosure_evidence')
      .set({
        withdrawn_on: dayOf(ctx.now),
        withdrawn_at: ctx.now,
        withdrawn_by: ctx.actor.name,
        withdraw_reason: asked.reason,
      })
      .where('id', '=', asked.evidenceId)
      .execute()
    emit({
      agencyId: row.agency_id,
      stream: disclosureStream(row.procedure_id),
      type: disclosureEvents.withdrawn,
      data: {
        code: row.code,
        evidenceId: asked.evidenceId,
        place: row.place,
        placeName: row.name,
        day: row.day,
        reason: asked.reason,
      },
    })
    return { evidenceId: asked.evidenceId, code: row.code }
  })
}

/** Adds a place where agencies of some kinds must disclose, from a day on. @throws Refusal PLACE_TAKEN */
export async function addPlace(ctx: Ctx, input: AddPlaceInput): Promise<{ placeId: number }> {
  const asked = parse(addPlaceInput, input)
  const province = (await agencyTree(ctx.db, dayOf(ctx.now))).province()
  return await act(ctx, 'procedures.addPlace', asked, async ({ tx, emit }) => {
    await lockPlaces(tx)
    const standing = await tx
      .selectFrom('procedures.disclosure_place')
      .select('valid_from')
      .where('code', '=', asked.code)
      .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', asked.from)]))
      .executeTakeFirst()
    if (standing) placeTaken(asked.code, standing.valid_from)
    const { last } = await tx
      .selectFrom('procedures.disclosure_place')
      .select(eb => eb.fn.max('position').as('last'))
      .executeTakeFirstOrThrow()
    const { id } = await tx
      .insertInto('procedures.disclosure_place')
      .values({
        code: asked.code,
        name: asked.name,
        name_en: asked.nameEn,
        agency_kinds: [...new Set(asked.agencyKinds)],
        proof: asked.proof,
        position: (last ?? 0) + 10,
        valid_from: asked.from,
        basis: asked.basis,
        verified: false,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { code, name, agencyKinds, from } = asked
    const data = { placeId: id, code, name, agencyKinds, from }
    emit({ agencyId: province, stream: 'disclosure:places', type: disclosureEvents.placeAdded, data })
    return { placeId: id }
  })
}

/** Ends a place: from that day on nothing is required there. @throws Refusal NOT_FOUND, PLACE_ENDS_EARLY */
export async function endPlace(ctx: Ctx, input: EndPlaceInput): Promise<{ placeId: number }> {
  const asked = parse(endPlaceInput, input)
  const today = dayOf(ctx.now)
  const province = (await agencyTree(ctx.db, today)).province()
  return await act(ctx, 'procedures.endPlace', asked, async ({ tx, emit }) => {
    await lockPlaces(tx)
    const row = await tx
      .selectFrom('procedures.disclosure_place')
      .select(['id', 'code', 'name', 'valid_from'])
      .where('id', '=', asked.placeId)
      .where('valid_to', 'is', null)
      .executeTakeFirst()
    if (!row) throw noPlace()
    if (asked.on < today || asked.on <= row.valid_from) placeEndsEarly(today)
    await tx.updateTable('procedures.disclosure_place').set({ valid_to: asked.on }).where('id', '=', row.id).execute()
    const data = { placeId: row.id, code: row.code, name: row.name, on: asked.on }
    emit({ agencyId: province, stream: 'disclosure:places', type: disclosureEvents.placeEnded, data })
    return { placeId: row.id }
  })
}

/** Places are few: those who change them go one after the other. */
async function lockPlaces(tx: Tx): Promise<void> {
  await tx.selectFrom('procedures.disclosure_place').select('id').orderBy('id').forUpdate().execute()
}

async function checkFile(tx: Tx, sha256: string): Promise<void> {
  const file = await tx.selectFrom('kernel.file').select('scan').where('sha256', '=', sha256).executeTakeFirst()
  if (!file || file.scan === 'QUARANTINED') fileUnknown()
}

interface Version {
  code: string
  procedureId: number
  versionId: number
  no: number
  scope: string
  home: string | null
  to: string | null
  publishedOn: string
}

function problemOf(version: Version, day: string): EvidenceProblem | null {
  if (version.scope !== 'PUBLIC') return 'INTERNAL_PROCEDURE'
  if (version.to !== null && version.to <= day) return 'VERSION_ENDED'
  return day < version.publishedOn ? 'EVIDENCE_TOO_EARLY' : null
}

/** The version of each procedure that is meant: by its number, or the one in force on a day. @throws Refusal NOT_FOUND */
async function versionsOf(tx: Tx, codes: readonly string[], day: string, no?: number): Promise<Map<string, Version>> {
  const rows = await tx
    .selectFrom('procedures.procedure as p')
    .leftJoin('procedures.procedure_version as v', join =>
      join.onRef('v.procedure_id', '=', 'p.id').on('v.state', 'in', ['PUBLISHED', 'CLOSED']),
    )
    .select(['p.code', 'p.id as procedureId', 'v.id as versionId', 'v.no', 'v.scope', 'v.home'])
    .select(['v.effective_from as from', 'v.effective_to as to', 'v.published_at as publishedAt'])
    .where('p.code', 'in', [...codes])
    .execute()
  const known = new Set(rows.map(row => row.code))
  for (const code of codes) if (!known.has(code)) throw noProcedure(code)
  const found = new Map<string, Version>()
  for (const { versionId, no: vno, scope, from, publishedAt, ...row } of rows) {
    if (versionId === null || vno === null || scope === null || from === null || publishedAt === null) continue
    const meant = no === undefined ? from <= day && (row.to === null || row.to > day) : vno === no
    if (meant) found.set(row.code, { ...row, versionId, no: vno, scope, publishedOn: dayOf(publishedAt) })
  }
  return found
}

import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf, mask } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree, visibleAgencies } from '#app/organisation/agencies/index.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { publicState } from '../dossiers/index.ts'
import type { Body, PaperFacts, SlipFacts } from './facts.ts'
import { filingReceipt, form06, paperOfSlip } from './forms.ts'
import type { Paper } from './paper.ts'
import { maskedName } from './rules.ts'

/** The papers of a dossier for those who may see them: officers, the applicant, the holder of a receipt. */

type Row = Awaited<ReturnType<typeof rowOf>>

async function rowOf(ctx: Ctx, code: string) {
  const row = await ctx.db.selectFrom('onestop.dossier').selectAll().where('code', '=', code).executeTakeFirst()
  if (!row) throw noDossier(code)
  return row
}

const noDossier = (code: string) => notFound({ vi: `hồ sơ ${code}`, en: `Dossier ${code}` })
const noPaper = () => notFound({ vi: 'giấy này trong hồ sơ', en: 'This paper of the dossier' })

/**
 * The dossier an officer may see; the reading is logged, for papers name the applicant in full.
 * @throws Refusal NOT_FOUND also where the officer's agency has nothing to do with it
 */
export async function readAsOfficer(ctx: Ctx, code: string, what: string): Promise<Row> {
  const row = await rowOf(ctx, code)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const visible = new Set(visibleAgencies(ctx.actor, tree))
  const concerned = [row.agency_id, row.receiving_agency_id, row.step_agency_id]
  if (!concerned.some(id => id !== null && visible.has(id))) throw noDossier(code)
  await ctx.db
    .insertInto('kernel.read_log')
    .values({
      at: ctx.now,
      account_id: ctx.actor.accountId,
      actor_name: ctx.actor.name,
      agency_id: row.agency_id,
      subject: `dossier:${row.id}`,
      fields: [what],
      request_id: ctx.requestId,
    })
    .execute()
  return row
}

/** A slip by its number within the dossier, or the control slip ('control'), for an officer. */
export async function officerPaper(ctx: Ctx, code: string, no: number | 'control'): Promise<Paper> {
  const row = await readAsOfficer(ctx, code, `slip ${no}`)
  const facts = await factsOf(ctx, row)
  if (no === 'control') return form06(facts, ctx.now)
  return slipPaper(facts, await slipOf(ctx, row, no))
}

/** The receipt for an officer or a machine. @throws Refusal NOT_FOUND before reception */
export async function officerReceipt(ctx: Ctx, code: string): Promise<Paper> {
  const row = await readAsOfficer(ctx, code, 'receipt')
  const slip = await receiptSlip(ctx, row)
  if (!slip) throw noPaper()
  return slipPaper(await factsOf(ctx, row), slip)
}

/** Who asks from outside: the applicant signed in, or whoever holds the key printed on the receipt. */
export type Proof = { accountId: number } | { key: string }

/**
 * The receipt (form 01), or before reception the confirmation of filing. With the key alone the applicant's data is
 * covered: the key is also given to whoever knows the code and four digits.
 */
export async function ownReceipt(ctx: Ctx, code: string, proof: Proof): Promise<Paper> {
  const { row, facts } = await proven(ctx, code, proof)
  const slip = await receiptSlip(ctx, row)
  return slip ? slipPaper(facts, slip) : filingReceipt(facts)
}

/** A slip for the applicant. */
export async function ownPaper(ctx: Ctx, code: string, no: number, proof: { accountId: number }): Promise<Paper> {
  const { row, facts } = await proven(ctx, code, proof)
  return slipPaper(facts, await slipOf(ctx, row, no))
}

/** The slips an applicant has been given, oldest first. */
export async function ownSlips(
  ctx: Ctx,
  code: string,
  proof: { accountId: number },
): Promise<{ no: number; formNo: string; issuedAt: Date }[]> {
  const { row } = await proven(ctx, code, proof)
  const slips = await ctx.db
    .selectFrom('onestop.slip')
    .select(['no', 'form_no', 'issued_at'])
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .orderBy('no')
    .execute()
  return slips.map(s => ({ no: s.no, formNo: s.form_no, issuedAt: s.issued_at }))
}

async function proven(ctx: Ctx, code: string, proof: Proof): Promise<{ row: Row; facts: PaperFacts }> {
  await publicState(ctx, code, proof)
  const row = await rowOf(ctx, code)
  const facts = await factsOf(ctx, row)
  if ('accountId' in proof) return { row, facts }
  const { applicant } = facts
  const covered = {
    ...applicant,
    name: maskedName(applicant.name),
    idNo: mask(applicant.idNo, 0, 4),
    phone: mask(applicant.phone, 0, 4),
    email: '',
    address: '',
  }
  return { row, facts: { ...facts, applicant: covered, deliveryAddress: '' } }
}

function slipPaper(facts: PaperFacts, slip: SlipFacts): Paper {
  const paper = paperOfSlip(facts, slip)
  if (!paper) throw noPaper()
  return paper
}

async function slipOf(ctx: Ctx, row: Row, no: number): Promise<SlipFacts> {
  const slip = await ctx.db
    .selectFrom('onestop.slip')
    .selectAll()
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .where('no', '=', no)
    .executeTakeFirst()
  if (!slip) throw noPaper()
  return slipFacts(slip, await leaderOf(ctx, row, slip.number))
}

async function receiptSlip(ctx: Ctx, row: Row): Promise<SlipFacts | null> {
  const slip = await ctx.db
    .selectFrom('onestop.slip')
    .selectAll()
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .where('form_no', '=', '01')
    .orderBy('no')
    .executeTakeFirst()
  return slip ? slipFacts(slip, null) : null
}

function slipFacts(
  slip: { form_no: string; number: string; issued_at: Date; issued_by: string; data: unknown },
  leader: string | null,
): SlipFacts {
  return {
    formNo: slip.form_no,
    number: slip.number,
    issuedAt: slip.issued_at,
    issuedBy: slip.issued_by,
    leader,
    data: slip.data as Record<string, unknown>,
  }
}

/** The position from which a leader issued a slip; null when somebody else did. */
async function leaderOf(ctx: Ctx, row: Row, number: string): Promise<string | null> {
  const { rows } = await sql<{ title: string }>`
    select p.title from kernel.event e
      join organisation.officer o on o.account_id = e.actor_id
      join organisation.position p on p.officer_id = o.id and 'LEADER' = any(p.roles)
       and p.valid_from <= (e.at at time zone 'Asia/Ho_Chi_Minh')::date
       and (p.valid_to is null or p.valid_to > (e.at at time zone 'Asia/Ho_Chi_Minh')::date)
     where e.agency_id = ${row.agency_id} and e.stream = ${`dossier:${row.id}`} and e.data->>'slip' = ${number}
     order by p.is_main desc, p.id limit 1`.execute(ctx.db)
  return rows[0]?.title ?? null
}

/** Approvals signed for another: whose place and by which decision, by the instant of the approval. */
async function signedFor(ctx: Ctx, row: Row): Promise<Map<number, string>> {
  const { rows } = await sql<{ at: Date; of: string; by: string }>`
    select e.at, e.data->>'onBehalfOf' as of, e.data->>'delegation' as by from kernel.event e
     where e.agency_id = ${row.agency_id} and e.stream = ${`dossier:${row.id}`} and e.data ? 'onBehalfOf'`.execute(
    ctx.db,
  )
  return new Map(rows.map(one => [one.at.getTime(), `Ký TUQ. ${one.of} theo ${one.by}`]))
}

async function factsOf(ctx: Ctx, row: Row): Promise<PaperFacts> {
  const own = sql<boolean>`agency_id = ${row.agency_id} and dossier_id = ${row.id}`
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const [home, receiving, procedure, papers, log, signed] = await Promise.all([
    bodyOf(ctx, tree, row.agency_id),
    bodyOf(ctx, tree, row.receiving_agency_id),
    ctx.db.selectFrom('procedures.procedure').select('code').where('id', '=', row.procedure_id).executeTakeFirst(),
    ctx.db.selectFrom('onestop.paper').selectAll().where(own).where('kind', '=', 'COMPONENT').orderBy('no').execute(),
    ctx.db.selectFrom('onestop.step_log').selectAll().where(own).orderBy('no').execute(),
    signedFor(ctx, row),
  ])
  return {
    code: row.code,
    applicant: {
      kind: row.applicant_kind,
      name: row.applicant_name,
      idNo: row.applicant_id_no,
      phone: row.applicant_phone,
      email: row.applicant_email,
      address: row.applicant_address,
    },
    procedure: { code: procedure?.code ?? '', name: row.procedure_name },
    channel: row.channel,
    copies: row.copies,
    components: papers.map(p => ({
      name: p.name,
      originals: p.originals,
      copies: p.copies,
      electronic: p.file_sha256 !== null,
    })),
    limit: row.limit_unit === null ? null : { unit: row.limit_unit as Limit['unit'], amount: row.limit_amount ?? 1 },
    submittedAt: row.submitted_at,
    receivedAt: row.received_at,
    dueOriginalAt: row.due_original_at,
    delivery: row.result_delivery,
    deliveryAddress: row.delivery_address,
    fee: row.fee_amount,
    home,
    receiving,
    steps: log.map(s => ({
      name: s.step_name,
      unit: tree.get(s.unit_id)?.name ?? '',
      officer: s.officer_name,
      startedAt: s.started_at,
      endedAt: s.ended_at,
      hours: s.hours,
      usedMinutes: s.used_minutes,
      note: [s.note, s.ended_at && signed.get(s.ended_at.getTime())].filter(Boolean).join('\n'),
    })),
    verifyUrl: `${ctx.publicUrl}/verify/${row.code}/${row.verify_key}`,
  }
}

/** An agency as it signs today, with its address. */
async function bodyOf(ctx: Ctx, tree: AgencyTree, id: number): Promise<Body> {
  const node = tree.get(id)
  const above = node?.parentId ? tree.get(node.parentId) : undefined
  const version = await ctx.db
    .selectFrom('organisation.agency_version')
    .select(['address', 'phone'])
    .where('agency_id', '=', id)
    .where('valid_from', '<=', dayOf(ctx.now))
    .orderBy('valid_from', 'desc')
    .executeTakeFirst()
  const seat =
    node?.kind === 'COMMUNE' ? node : (tree.path(id).find(n => n.kind === 'COMMUNE') ?? tree.get(tree.province()))
  return {
    name: node?.name ?? '',
    kind: node?.kind ?? 'OTHER',
    above: above?.name ?? '',
    place: placeName(seat?.shortName ?? ''),
    address: version?.address ?? '',
    phone: version?.phone ?? '',
  }
}

/** 'phường Hòa Bình' sits in 'Hòa Bình'. */
const placeName = (shortName: string): string => shortName.replace(/^(tỉnh|thành phố|tp\.?|phường|xã|đặc khu)\s+/iu, '')

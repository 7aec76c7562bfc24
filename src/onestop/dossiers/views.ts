import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf, mask } from '#app/kernel/text.ts'
import { agencyTree, placesOf } from '#app/organisation/agencies/index.ts'
import { type Answers, shownAnswers } from '#app/procedures/forms/index.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'
import { out } from './asking.ts'
import { dueOf, type Promised } from './due.ts'
import { historyOf, sentence } from './history.ts'
import { type DossierRow, extensionsOf, standingOf, stepsOf } from './holding.ts'
import { type OpinionView, opinionViews } from './opinion-views.ts'
import type { QueueRow } from './queue.ts'
import { type Action, handlingSteps, nationalCode, type Status } from './rules.ts'
import { abilities } from './abilities.ts'
import { mayOpen } from './seeing.ts'

/** One dossier as an officer may see it. */

export interface DossierPage {
  code: string
  status: Status
  nationalCode: number
  version: number
  procedure: { code: string; name: string; sector: string; versionId: number; versionNo: number }
  channel: QueueRow['channel']
  agencies: { home: string; receiving: string; step: string | null }
  applicant: {
    kind: string
    name: string
    idNo: string
    phone: string
    email: string
    address: string
    masked: boolean
  }
  /** The answers to the procedure's form with its labels; personal boxes are masked like the applicant's. */
  answers: Awaited<ReturnType<typeof shownAnswers>>
  papers: {
    no: number
    name: string
    originals: number
    copies: number
    kind: string
    fileName: string | null
    hasFile: boolean
    addedAt: Date
  }[]
  slips: {
    formNo: string
    number: string
    no: number
    issuedAt: Date
    issuedBy: string
    data: Record<string, unknown>
  }[]
  steps: {
    no: number
    name: string
    role: string
    unit: string
    officer: string
    hours: number
    startedAt: Date
    endedAt: Date | null
    usedMinutes: number | null
    action: string | null
  }[]
  process: { no: number; name: string; role: string; hours: number; state: 'done' | 'now' | 'todo' }[]
  /** Asked of other agencies beside its steps, oldest first. */
  opinions: OpinionView[]
  due: Promised
  submittedAt: Date
  receivedAt: Date | null
  finishedAt: Date | null
  outcome: string | null
  resultNo: string | null
  resultDelivery: string
  deliveryAddress: string
  returnedAt: Date | null
  returnedTo: string | null
  supplementCount: number
  assigneeId: number | null
  verifyUrl: string
  history: { at: Date; type: string; text: string; slip: string | null }[]
  abilities: Action[]
}

/**
 * Everything an officer sees of one dossier. Personal data is masked unless `reveal`; both kinds of reading are logged.
 * @throws Refusal NOT_FOUND, also where the officer's agency has nothing to do with it
 */
export async function dossierPage(ctx: Ctx, code: string, options: { reveal?: boolean } = {}): Promise<DossierPage> {
  const row = await ctx.db.selectFrom('onestop.dossier').selectAll().where('code', '=', code).executeTakeFirst()
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  if (!row || !(await mayOpen(ctx, tree, row))) throw notFound({ vi: `hồ sơ ${code}`, en: `Dossier ${code}` })
  const own = sql<boolean>`agency_id = ${row.agency_id} and dossier_id = ${row.id}`
  const [procedure, papers, slips, log, pauses, events, extensions, opinions] = await Promise.all([
    ctx.db
      .selectFrom('procedures.procedure_version as v')
      .innerJoin('procedures.procedure as p', 'p.id', 'v.procedure_id')
      .select(['p.code', 'v.no'])
      .where('v.id', '=', row.procedure_version_id)
      .executeTakeFirstOrThrow(),
    ctx.db.selectFrom('onestop.paper').selectAll().where(own).orderBy('no').execute(),
    ctx.db.selectFrom('onestop.slip').selectAll().where(own).orderBy('no').execute(),
    ctx.db.selectFrom('onestop.step_log').selectAll().where(own).orderBy('no').execute(),
    ctx.db.selectFrom('onestop.clock').selectAll().where(own).where('state', '=', 'PAUSED').orderBy('no').execute(),
    historyOf(ctx.db, row.agency_id, row.id),
    extensionsOf(ctx.db, row),
    opinionViews(ctx, tree, row),
  ])
  const steps = await stepsOf(ctx.db, row)
  const states = statesOfSteps(steps, row, log)
  const reveal = options.reveal ?? false
  const before = (row.eligibility ?? {}) as { answers?: Record<string, unknown> }
  const kept = {
    formVersionId: row.form_version_id,
    answers: row.form as Answers,
    eligibility: before.answers ?? {},
  }
  const answers = await shownAnswers(ctx.db, kept, {
    lang: ctx.lang,
    placeName: place => placesOf(tree).nameOf(place),
    ...(reveal ? {} : { personal: mask }),
  })
  const shown = (value: string): string => (reveal ? value : mask(value))
  await ctx.db
    .insertInto('kernel.read_log')
    .values({
      at: ctx.now,
      account_id: ctx.actor.accountId,
      actor_name: ctx.actor.name,
      agency_id: row.agency_id,
      subject: `dossier:${row.id}`,
      fields: reveal ? ['name', 'idNo', 'phone', 'email', 'address'] : ['name'],
      request_id: ctx.requestId,
    })
    .execute()
  const status = row.status as Status
  return {
    code: row.code,
    status,
    nationalCode: nationalCode[status],
    version: row.version,
    procedure: {
      code: procedure.code,
      name: row.procedure_name,
      sector: row.sector,
      versionId: row.procedure_version_id,
      versionNo: procedure.no,
    },
    channel: row.channel as QueueRow['channel'],
    agencies: {
      home: tree.get(row.agency_id)?.name ?? '',
      receiving: tree.get(row.receiving_agency_id)?.name ?? '',
      step: row.step_agency_id === null ? null : (tree.get(row.step_agency_id)?.name ?? ''),
    },
    applicant: {
      kind: row.applicant_kind,
      name: row.applicant_name,
      idNo: shown(row.applicant_id_no),
      phone: shown(row.applicant_phone),
      email: reveal ? row.applicant_email : mask(row.applicant_email, 2, 4),
      address: reveal ? row.applicant_address : coarse(row.applicant_address),
      masked: !reveal,
    },
    answers,
    papers: papers.map(p => ({
      no: p.no,
      name: p.name,
      originals: p.originals,
      copies: p.copies,
      kind: p.kind,
      fileName: p.file_name,
      hasFile: p.file_sha256 !== null,
      addedAt: p.added_at,
    })),
    slips: slips.map(s => ({
      formNo: s.form_no,
      number: s.number,
      no: s.no,
      issuedAt: s.issued_at,
      issuedBy: s.issued_by,
      data: s.data as Record<string, unknown>,
    })),
    steps: log.map(s => ({
      no: s.step_no,
      name: s.step_name,
      role: s.role,
      unit: tree.get(s.unit_id)?.name ?? '',
      officer: s.officer_name,
      hours: s.hours,
      startedAt: s.started_at,
      endedAt: s.ended_at,
      usedMinutes: s.used_minutes,
      action: s.action,
    })),
    process: steps.map(s => ({
      no: s.no,
      name: s.name,
      role: s.role,
      hours: s.hours,
      state: states.get(s.no) ?? 'todo',
    })),
    opinions,
    due: await dueOf(ctx, row, pauses),
    submittedAt: row.submitted_at,
    receivedAt: row.received_at,
    finishedAt: row.finished_at,
    outcome: row.outcome,
    resultNo: row.result_no,
    resultDelivery: row.result_delivery,
    deliveryAddress: row.delivery_address,
    returnedAt: row.returned_at,
    returnedTo: row.returned_to,
    supplementCount: row.supplement_count,
    assigneeId: row.assignee_id,
    verifyUrl: `${ctx.publicUrl}/verify/${row.code}/${row.verify_key}`,
    history: events.reverse().map(e => ({
      at: e.at,
      type: e.type,
      text: sentence(e, ctx.lang, true, id => tree.get(id)?.name ?? ''),
      slip: typeof e.data['slip'] === 'string' ? e.data['slip'] : null,
    })),
    abilities: abilities(standingOf(row, steps, extensions, out(opinions)), ctx.actor),
  }
}

/** The place without the house: all after the first comma. */
const coarse = (address: string): string =>
  address.includes(',') ? `•••, ${address.slice(address.indexOf(',') + 1).trim()}` : address && '•••'

/** How far each step is: after the handling only the hand-over is left; what ended early stays where it stood. */
function statesOfSteps(
  steps: readonly ProcessStep[],
  row: Pick<DossierRow, 'status' | 'step_no'>,
  log: readonly { step_no: number; action: string | null }[],
): Map<number, 'done' | 'now' | 'todo'> {
  const status = row.status as Status
  const handling = handlingSteps(steps)
  const stateOf = (no: number): 'done' | 'now' | 'todo' => {
    if (status === 'RETURNED') return 'done'
    if (status === 'COMPLETED') return handling.some(step => step.no === no) ? 'done' : 'now'
    if (row.step_no !== null) return no < row.step_no ? 'done' : no === row.step_no ? 'now' : 'todo'
    return log.some(line => line.step_no === no && PASSED.includes(line.action ?? '')) ? 'done' : 'todo'
  }
  return new Map(steps.map(step => [step.no, stateOf(step.no)]))
}

const PASSED: readonly string[] = ['FORWARDED', 'APPROVED', 'COMPLETED']

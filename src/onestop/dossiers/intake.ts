import type { z } from 'zod'
import { actAtOnce } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { badInput } from '#app/kernel/input.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import { dayOf, fold, isoLocal } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { addWorkingMinutes, calendarFor, dueAt } from '#app/organisation/calendar/index.ts'
import { type ProcedureForIntake, procedureForIntake, promisedLimit } from '#app/procedures/catalogue/index.ts'
import { type Answers, eligibilityOf, fillIn } from '#app/procedures/forms/index.ts'
import { type ProcessStep, sumHours } from '#app/procedures/processes/index.ts'
import { asked, askedBeside } from './asking.ts'
import { dossierEvents } from './events.ts'
import { type Done, onDossier, record } from './holding.ts'
import { beginStep, issueSlip, placeOf, turnClock } from './writing.ts'
import type { acceptInput, ReceiveInput, SubmitInput } from './input.ts'
import { decidesAtReception } from './rules.ts'
import { withKnownFiles } from './papers.ts'

/** The verbs by which a dossier comes in: at the counter, by post, on-line. */

export interface TakenIn {
  code: string
  status: 'SUBMITTED' | 'RECEIVED'
  dueAt: string | null
  verifyKey: string
}

/**
 * Receives a complete dossier at a counter or by post: the clock starts, the receipt (form 01) is issued.
 * @throws Refusal PROCEDURE_NOT_HANDLED, AGENCY_NOT_COMPETENT, LIMIT_UNKNOWN, BAD_INPUT
 */
export async function receive(ctx: Ctx, input: ReceiveInput): Promise<TakenIn> {
  const place = await placeOfIntake(ctx, input)
  const { row, papers } = newDossier(ctx, input, place, input.channel)
  const { limit, due, calendarVersionId, calendar } = await promise(ctx, place, input.channel)
  const step = place.process.steps[0] as ProcessStep
  const stepAgencyId = await placeOf(ctx.db, ctx.now, step, {
    agency_id: place.homeId,
    receiving_agency_id: place.receivingId,
  })
  const opinions = await askedBeside(ctx, step)
  const facts = { procedureId: row.procedure_id, sector: row.sector, channel: input.channel }
  const running = { dueBefore: due.toISOString(), dueAfter: due.toISOString() }
  const answer = await withKnownFiles(
    actAtOnce<Answer>(
      ctx,
      'onestop.receive',
      input,
      opinions.length > 0 ? 'onestop.accept_asking' : 'onestop.accept',
      {
        day: dayOf(ctx.now),
        code_prefix: `${place.homeCode}-`,
        dossier: {
          ...row,
          status: 'RECEIVED',
          received_at: ctx.now,
          received_by: ctx.actor.officerId,
          limit_unit: limit.unit,
          limit_amount: limit.amount,
          due_original_at: due,
          due_at: due,
          calendar_version_id: calendarVersionId,
          step_no: step.no,
          step_code: step.code,
          step_name: step.name,
          step_role: step.role,
          step_agency_id: stepAgencyId,
          step_started_at: ctx.now,
          step_due_at: addWorkingMinutes(calendar, ctx.now, sumHours([step]) * 60),
          assignee_id: holderAtReception(ctx, step, stepAgencyId),
        },
        papers,
        clock: { reason: '', officer_name: ctx.actor.name, hours: sumHours([step]) },
        ...(opinions.length > 0 ? { opinions: { ask: opinions } } : {}),
      },
      [
        {
          agencyId: place.homeId,
          stream: '',
          type: dossierEvents.received,
          data: {
            ...facts,
            dueBefore: null,
            dueAfter: due.toISOString(),
            stepNo: step.no,
            stepName: step.name,
            receipt: '01',
          },
        },
        ...opinions.map(opinion => ({
          agencyId: place.homeId,
          stream: '',
          type: dossierEvents.opinionAsked,
          data: { ...facts, ...running, ...asked(opinion) },
        })),
      ],
    ),
  )
  return {
    code: answer.code,
    status: 'RECEIVED',
    dueAt: isoLocal(new Date(answer.dueAt ?? due)),
    verifyKey: answer.verifyKey,
  }
}

/**
 * Files a dossier on-line; the clock starts when an officer accepts it as complete.
 * @throws Refusal NOT_ONLINE, NOT_ELIGIBLE in the agency's own words, and what receiving refuses
 */
export async function submit(ctx: Ctx, input: SubmitInput): Promise<TakenIn> {
  const place = await placeOfIntake(ctx, input)
  if (place.intake.onlineLevel === 'INFORMATION') {
    refuse('NOT_ONLINE', 422, {
      vi: 'Thủ tục này chưa nhận hồ sơ trực tuyến. Hãy nộp tại bộ phận một cửa hoặc qua bưu chính.',
      en: 'This procedure cannot be filed on-line yet. File it at the counter or by post.',
    })
  }
  const { row, papers } = newDossier(ctx, input, place, 'ONLINE')
  const facts = {
    procedureId: row.procedure_id,
    sector: row.sector,
    channel: 'ONLINE',
    dueBefore: null,
    dueAfter: null,
  }
  const answer = await withKnownFiles(
    actAtOnce<Answer>(
      ctx,
      'onestop.submit',
      input,
      'onestop.accept',
      {
        day: dayOf(ctx.now),
        code_prefix: `${place.homeCode}-`,
        dossier: { ...row, status: 'SUBMITTED', citizen_account_id: ctx.actor.accountId },
        papers,
        clock: null,
      },
      [{ agencyId: place.homeId, stream: '', type: dossierEvents.submitted, data: facts }],
    ),
  )
  return { code: answer.code, status: 'SUBMITTED', dueAt: null, verifyKey: answer.verifyKey }
}

/** What the database function answers, and answers again under the same key. */
interface Answer {
  code: string
  dueAt: string | null
  verifyKey: string
}

/** Who received it goes on with the first step, where that step is done at their place and is theirs to do. */
function holderAtReception(ctx: Ctx, step: ProcessStep, stepAgencyId: number): number | null {
  return ctx.actor.agencyId === stepAgencyId && ctx.actor.roles.includes(step.role) ? ctx.actor.officerId : null
}

/** An officer finds an on-line dossier complete: the clock starts now, the receipt is issued. */
export async function accept(ctx: Ctx, code: string, input: z.output<typeof acceptInput>): Promise<Done> {
  const intake = await intakeOf(ctx, code)
  return await onDossier(ctx, 'receive', code, input, async held => {
    const { row } = held
    const first = held.steps[0]
    const limit = intake && promisedLimit(intake, 'ONLINE')
    if (!first || !limit) limitUnknown()
    const due = dueAt(held.calendar, ctx.now, limit).dueAt as Date
    turnClock(held, { state: 'RUNNING', dueAt: due, reason: '' })
    const stepAgencyId = await placeOf(ctx.db, ctx.now, first, row)
    const patch = await beginStep(held, first, holderAtReception(ctx, first, stepAgencyId))
    issueSlip(held, '01', {})
    record(
      held,
      dossierEvents.received,
      {
        ...patch,
        received_at: ctx.now,
        received_by: ctx.actor.officerId,
        limit_unit: limit.unit,
        limit_amount: limit.amount,
        due_at: due,
        due_original_at: due,
        calendar_version_id: held.calendarVersionId,
      },
      { receipt: '01', stepNo: first.no, stepName: first.name, ...(input.note ? { note: input.note } : {}) },
    )
  })
}

/** The procedure as it was on the day of filing; read before the verb's transaction, for it never changes. */
async function intakeOf(ctx: Ctx, code: string): Promise<ProcedureForIntake | null> {
  const found = await ctx.db
    .selectFrom('onestop.dossier as d')
    .innerJoin('procedures.procedure as p', 'p.id', 'd.procedure_id')
    .select(['p.code', 'd.submitted_at'])
    .where('d.code', '=', code)
    .executeTakeFirst()
  return found ? await procedureForIntake(ctx.db, found.code, dayOf(found.submitted_at)) : null
}

interface Place {
  intake: ProcedureForIntake
  process: NonNullable<ProcedureForIntake['process']>
  /** To what the form asks, as they are kept. */
  answers: Answers
  /** To the questions before filing; empty where nobody asked them. */
  eligibility: Record<string, string>
  homeId: number
  homeCode: string
  receivingId: number
}

/** Which procedure version, process, deciding agency and receiving agency an intake meets today. */
async function placeOfIntake(ctx: Ctx, input: SubmitInput): Promise<Place> {
  const day = dayOf(ctx.now)
  const intake = await procedureForIntake(ctx.db, input.procedureCode, day)
  if (!intake)
    throw notFound({
      vi: `thủ tục ${input.procedureCode} đang có hiệu lực`,
      en: `Procedure ${input.procedureCode}, in force today,`,
    })
  if (!intake.process) {
    refuse('PROCEDURE_NOT_HANDLED', 422, {
      vi: 'Thủ tục này chưa có quy trình giải quyết được phê duyệt, chưa thể tiếp nhận hồ sơ.',
      en: 'This procedure has no approved handling process yet, so no dossier can be received.',
    })
  }
  const tree = await agencyTree(ctx.db, day)
  const home = tree.byCode(input.agencyCode)
  if (!home?.code || !isCompetent(tree, home.id, intake.home)) {
    refuse(
      'AGENCY_NOT_COMPETENT',
      422,
      {
        vi: 'Cơ quan được chọn không giải quyết thủ tục này.',
        en: 'The chosen agency does not decide this procedure.',
      },
      {
        fields: {
          agencyCode: { vi: 'Hãy chọn cơ quan giải quyết đúng thẩm quyền.', en: 'Choose the agency that decides it.' },
        },
      },
    )
  }
  const eligibility = eligibilityOf(intake.form, input.eligibility)
  if (eligibility.stop) refuse('NOT_ELIGIBLE', 422, eligibility.stop.words)
  const { answers, problems } = fillIn(intake.form, input.form, tree)
  if (Object.keys(problems).length > 0) {
    throw badInput(Object.fromEntries(Object.entries(problems).map(([path, words]) => [`form.${path}`, words])))
  }
  const receivingId = ctx.actor.agencyId ?? home.id
  if (tree.get(receivingId)?.kind === 'SERVICE_CENTRE' && decidesAtReception(intake.process.steps)) {
    refuse('RECEIVED_AT_COMMUNE', 422, {
      vi: 'Thủ tục này do xã, phường nơi tiếp nhận thẩm định trước khi chuyển cơ quan cấp tỉnh. Hãy hướng dẫn người dân nộp tại xã, phường hoặc trực tuyến.',
      en: 'The receiving commune appraises this before it goes to the department. Have it filed at a commune or on-line.',
    })
  }
  return {
    intake,
    process: intake.process,
    answers,
    eligibility: eligibility.answers,
    homeId: home.id,
    homeCode: home.code,
    receivingId,
  }
}

/** A commune procedure is decided by any commune of the province; a department's by that department. */
function isCompetent(tree: AgencyTree, agencyId: number, home: string | null): boolean {
  if (home === null) return false
  if (!tree.subtree(tree.province()).includes(agencyId)) return false
  if (home === 'COMMUNE') return tree.get(agencyId)?.kind === 'COMMUNE'
  return tree.byCode(home)?.id === agencyId
}

function newDossier(ctx: Ctx, input: SubmitInput, place: Place, channel: string) {
  const { applicant } = input
  const verifyKey = Buffer.from(ctx.random(12)).toString('base64url')
  const row = {
    agency_id: place.homeId,
    channel,
    procedure_id: place.intake.procedureId,
    procedure_version_id: place.intake.versionId,
    process_version_id: place.process.versionId,
    form_version_id: place.intake.formVersionId,
    sector: place.intake.sector,
    procedure_name: place.intake.name,
    receiving_agency_id: place.receivingId,
    applicant_kind: applicant.kind,
    applicant_name: applicant.name,
    applicant_id_no: applicant.idNo,
    applicant_phone: applicant.phone,
    applicant_email: applicant.email,
    applicant_address: applicant.address,
    form: place.answers,
    eligibility:
      Object.keys(place.eligibility).length > 0
        ? { formVersionId: place.intake.formVersionId, answers: place.eligibility }
        : null,
    result_delivery: input.resultDelivery,
    delivery_address: input.deliveryAddress,
    copies: input.copies,
    submitted_at: ctx.now,
    supplement_count: 0,
    verify_key: verifyKey,
    search_text: fold([applicant.name, applicant.idNo, applicant.phone, place.intake.name].join(' ')),
  }
  const papers = input.papers.map((paper, i) => ({
    no: i + 1,
    name: paper.name,
    originals: paper.originals,
    copies: paper.copies,
    file_sha256: paper.fileSha256 ?? null,
    file_name: paper.fileName ?? null,
    file_size: null,
    kind: 'COMPONENT',
    added_at: ctx.now,
    added_by: ctx.actor.name,
  }))
  return { row, papers }
}

/** What is promised to a dossier received now. */
async function promise(ctx: Ctx, place: Place, channel: 'DIRECT' | 'POST') {
  const limit: Limit | null = promisedLimit(place.intake, channel)
  if (!limit) limitUnknown()
  const { calendar, versionId } = await calendarFor(ctx.db, place.homeId)
  return { limit, due: dueAt(calendar, ctx.now, limit).dueAt as Date, calendarVersionId: versionId, calendar }
}

function limitUnknown(): never {
  refuse('LIMIT_UNKNOWN', 422, {
    vi: 'Thủ tục chưa có thời hạn đọc được nên chưa thể hẹn trả. Bộ phận kiểm soát thủ tục cần bổ sung thời hạn.',
    en: 'The procedure has no readable time limit, so nothing can be promised. The control unit must add it.',
  })
}

import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, Ctx, Reader } from '#app/kernel/context.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import { dayOf, mask } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree, placesOf } from '#app/organisation/agencies/index.ts'
import {
  addWorkingMinutes,
  type Calendar,
  calendarFor,
  dueAt,
  explain,
  type Pause,
  remaining,
  workingMinutesBetween,
} from '#app/organisation/calendar/index.ts'
import { type Answers, formOfVersion, shownAnswers } from '#app/procedures/forms/index.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'
import { out } from './asking.ts'
import { dossierEvents } from './events.ts'
import { type HistoryEvent, sentence } from './history.ts'
import { type DossierRow, extensionsOf, standingOf, stepsOf } from './holding.ts'
import { type OpinionView, opinionViews, wasAsked } from './opinion-views.ts'
import { limitOf } from './pauses.ts'
import type { QueueRow } from './queue.ts'
import {
  abilities,
  type Action,
  type DueState,
  dueState,
  handlingSteps,
  isOpen,
  nationalCode,
  type Status,
} from './rules.ts'

/** One dossier as an officer, its applicant and the public may see it. */

/** Agencies whose dossiers an officer may see: the province's control, reform, inspection and administration see all. */
export function visibleAgencies(actor: Actor, tree: AgencyTree): readonly number[] {
  const all =
    ['CONTROL', 'REFORM', 'INSPECTOR', 'ADMIN'].some(role => actor.roles.includes(role)) || actor.kind === 'SYSTEM'
  if (all || actor.kind === 'MACHINE') return tree.subtree(tree.province())
  return actor.agencyId === null ? [] : tree.subtree(actor.agencyId)
}

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
  answers: ReturnType<typeof shownAnswers>
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
  due: {
    state: DueState
    at: Date | null
    original: Date | null
    leftMinutes: number | null
    limit: { unit: string; amount: number } | null
    explain: string[]
    /** Working minutes used so far and in all, for the bar; `dayMinutes` of them are a whole day. */
    usedMinutes: number
    totalMinutes: number
    dayMinutes: number
    pausedAt: Date | null
    /** When it would fall due if it ran again now. */
    resumedNow: Date | null
  }
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
  const form = await formOfVersion(ctx.db, row.form_version_id)
  const states = statesOfSteps(steps, row, log)
  const reveal = options.reveal ?? false
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
    answers: shownAnswers(form, row.form as Answers, {
      lang: ctx.lang,
      placeName: place => placesOf(tree).nameOf(place),
      ...(reveal ? {} : { personal: mask }),
    }),
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

/** Whoever handles it, received it, once held a step of it or was asked for an opinion may open a dossier. */
export async function mayOpen(
  ctx: Ctx,
  tree: AgencyTree,
  row: Parameters<typeof maySee>[2] & { id: number },
): Promise<boolean> {
  if (maySee(ctx.actor, tree, row)) return true
  const visible = visibleAgencies(ctx.actor, tree)
  if (visible.length === 0) return false
  const held = await ctx.db
    .selectFrom('onestop.step_log')
    .select('no')
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .where('unit_id', 'in', visible)
    .limit(1)
    .executeTakeFirst()
  return held !== undefined || (await wasAsked(ctx.db, row, visible))
}

export function maySee(
  actor: Actor,
  tree: AgencyTree,
  row: { agency_id: number; receiving_agency_id: number; step_agency_id: number | null },
): boolean {
  const visible = new Set(visibleAgencies(actor, tree))
  return (
    visible.has(row.agency_id) ||
    visible.has(row.receiving_agency_id) ||
    (row.step_agency_id !== null && visible.has(row.step_agency_id))
  )
}

/** The events of one dossier, oldest first. */
export async function historyOf(db: Reader, agencyId: number, id: number): Promise<HistoryEvent[]> {
  const rows = await db
    .selectFrom('kernel.event')
    .select(['type', 'at', 'actor_kind', 'actor_name', 'data'])
    .where('agency_id', '=', agencyId)
    .where('stream', '=', `dossier:${id}`)
    .orderBy('seq')
    .execute()
  return rows.map(r => ({
    type: r.type,
    at: r.at,
    actorKind: r.actor_kind,
    actorName: r.actor_name,
    data: r.data as Record<string, unknown>,
  }))
}

interface PauseRow {
  from_at: Date
  to_at: Date | null
}

/** The promise of one dossier now: due instant, what is left, and the sentences behind it. */
async function dueOf(ctx: Ctx, row: DossierRow, pauses: readonly PauseRow[]): Promise<DossierPage['due']> {
  const { calendar } = await calendarFor(ctx.db, row.agency_id)
  const status = row.status as Status
  const soon = addWorkingMinutes(calendar, ctx.now, calendar.workingDayMinutes)
  const none = {
    state: dueState(status, row.due_at, ctx.now, soon, row.outcome),
    at: row.due_at,
    original: row.due_original_at,
    leftMinutes: null,
    dayMinutes: calendar.workingDayMinutes,
    pausedAt: pauses.find(p => p.to_at === null)?.from_at ?? null,
    resumedNow: null,
  }
  if (row.received_at === null || row.limit_unit === null)
    return { ...none, limit: null, explain: [], usedMinutes: 0, totalMinutes: 0 }
  const limit = limitOf(row)
  const waits: Pause[] = pauses.map(p => ({ from: p.from_at, to: p.to_at }))
  const reasons = dueAt(calendar, row.received_at, limit, waits)
  const end = row.finished_at ?? ctx.now
  const used = workingMinutesBetween(calendar, row.received_at, end) - pausedMinutes(calendar, waits, end)
  const held = row.remaining as { workingMinutes: number } | null
  const left = held
    ? held.workingMinutes
    : row.due_at && isOpen(status)
      ? remaining(calendar, ctx.now, row.due_at)
      : null
  return {
    ...none,
    resumedNow:
      held && held.workingMinutes > 0 && status === 'SUPPLEMENT_REQUESTED'
        ? addWorkingMinutes(calendar, ctx.now, held.workingMinutes)
        : null,
    leftMinutes: left,
    limit,
    explain: explain(reasons.steps, ctx.lang),
    usedMinutes: used,
    totalMinutes: left === null ? workingMinutesBetween(calendar, row.received_at, row.due_at ?? end) : used + left,
  }
}

function pausedMinutes(calendar: Calendar, pauses: readonly Pause[], end: Date): number {
  return pauses.reduce((sum, p) => sum + workingMinutesBetween(calendar, p.from, p.to ?? end), 0)
}

export interface PublicState {
  code: string
  status: Status
  procedureName: string
  agency: string
  receivedAt: Date | null
  dueAt: Date | null
  due: DueState
  finishedAt: Date | null
  returnedAt: Date | null
  outcome: string | null
  stepName: string | null
  history: { at: Date; text: string }[]
  verifyKey: string
  /** What the applicant is asked to bring, while the clock stands still. */
  supplement: { items: string[]; reason: string } | null
}

/**
 * What anybody holding the receipt may know: no name, no number, no paper.
 * @throws Refusal NOT_FOUND, the same words for a wrong code and a wrong proof
 */
export async function publicState(
  ctx: Ctx,
  code: string,
  proof: { key: string } | { lastFour: string } | { accountId: number },
): Promise<PublicState> {
  const row = await ctx.db.selectFrom('onestop.dossier').selectAll().where('code', '=', code).executeTakeFirst()
  if (!row || !proves(row, proof)) {
    refuse('NOT_FOUND', 404, {
      vi: 'Không tìm thấy hồ sơ với mã và số đã nhập. Hãy xem lại giấy tiếp nhận.',
      en: 'No dossier matches this code and number. Look at the receipt again.',
    })
  }
  const [tree, events, slips, { calendar }] = await Promise.all([
    agencyTree(ctx.db, dayOf(ctx.now)),
    historyOf(ctx.db, row.agency_id, row.id),
    ctx.db
      .selectFrom('onestop.slip')
      .select(['form_no', 'data'])
      .where('agency_id', '=', row.agency_id)
      .where('dossier_id', '=', row.id)
      .orderBy('no', 'desc')
      .execute(),
    calendarFor(ctx.db, row.agency_id),
  ])
  const status = row.status as Status
  const asked = status === 'SUPPLEMENT_REQUESTED' ? slips.find(s => s.form_no === '02') : undefined
  return {
    code,
    status,
    procedureName: row.procedure_name,
    agency: tree.get(row.agency_id)?.name ?? '',
    receivedAt: row.received_at,
    dueAt: row.due_at,
    due: dueState(
      status,
      row.due_at,
      ctx.now,
      addWorkingMinutes(calendar, ctx.now, calendar.workingDayMinutes),
      row.outcome,
    ),
    finishedAt: row.finished_at,
    returnedAt: row.returned_at,
    outcome: row.outcome,
    stepName: row.step_name,
    history: events
      .filter(e => e.type !== dossierEvents.paperOpened)
      .reverse()
      .map(e => ({ at: e.at, text: sentence(e, ctx.lang, false, id => tree.get(id)?.name ?? '') })),
    verifyKey: row.verify_key,
    supplement: (asked?.data as PublicState['supplement'] | undefined) ?? null,
  }
}

function proves(row: DossierRow, proof: { key: string } | { lastFour: string } | { accountId: number }): boolean {
  if ('key' in proof) return sameText(proof.key, row.verify_key)
  if ('accountId' in proof) return row.citizen_account_id === proof.accountId
  return [row.applicant_id_no, row.applicant_phone].some(
    value => value.length >= 4 && sameText(value.slice(-4), proof.lastFour),
  )
}

/** Compares in the same time whatever differs. */
function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The dossiers a citizen filed on-line, newest first. */
export async function myDossiers(
  ctx: Ctx,
  accountId: number,
): Promise<{ code: string; procedureName: string; status: Status; submittedAt: Date; dueAt: Date | null }[]> {
  const rows = await ctx.db
    .selectFrom('onestop.dossier')
    .select(['code', 'procedure_name', 'status', 'submitted_at', 'due_at'])
    .where('citizen_account_id', '=', accountId)
    .orderBy('submitted_at', 'desc')
    .limit(200)
    .execute()
  return rows.map(r => ({
    code: r.code,
    procedureName: r.procedure_name,
    status: r.status as Status,
    submittedAt: r.submitted_at,
    dueAt: r.due_at,
  }))
}

import { type Selectable, sql } from 'kysely'
import { actAtOnce, earlierAnswer, type NewEvent } from '#app/kernel/act.ts'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import type { OnestopDossier } from '#app/kernel/db/types.ts'
import { conflict, notFound, Refusal, refuse } from '#app/kernel/refusal.ts'
import { type Calendar, calendarFor } from '#app/organisation/calendar/index.ts'
import { pathOf, type ProcessStep, processSteps } from '#app/procedures/processes/index.ts'
import { type DossierEventType, dossierEvents } from './events.ts'
import { asked, type OpinionMark, opinionsOf, type OpinionWriting, out } from './asking.ts'
import { fileUnknown } from './papers.ts'
import { type AnyAction, nextStatus, type Status, stepBefore, stepKind } from './rules.ts'
import { isAble, type Standing } from './abilities.ts'
import { dossierWords } from './words.ts'

/** Loading a dossier for a verb and writing down what became of it: the part all verbs on a dossier share. */

export type DossierRow = Selectable<OnestopDossier>

/** A dossier held for one verb: what it decides by, and what it wants written. */
export interface Held {
  ctx: Ctx
  row: DossierRow
  steps: readonly ProcessStep[]
  calendar: Calendar
  calendarVersionId: number | null
  /** How many of each official form were issued so far. */
  slips: Readonly<Record<string, number>>
  /** Every opinion ever asked beside a step of it. */
  opinions: readonly OpinionMark[]
  next: Status
  writing: Writing
  events: NewEvent[]
}

/** Rows as onestop.change() writes them, all at once. */
interface Writing {
  dossier: Record<string, unknown>
  step_ends?: Record<string, unknown>
  step_holder?: Record<string, unknown>
  step_begins?: Record<string, unknown>
  clock?: { at: Date; next: Record<string, unknown> | null }
  slip?: Record<string, unknown>
  papers?: readonly Record<string, unknown>[]
  opinions?: OpinionWriting
}

/** What every verb answers. */
export interface Done {
  code: string
  status: Status
  version: number
}

/** What onestop.change() raises when the dossier is no longer the one that was decided on. */
const CHANGED = 'MC001'
const TRIES = 5

/**
 * Runs one verb on one dossier: loads it, asks the rules, lets `change` say what to write, and writes it in one round
 * trip that fails when somebody was faster. Then, unless the person saw an older version, it is decided anew.
 * @param whyNot  refuses in its own words where the rules would say the work is not the asker's
 * @throws Refusal NOT_FOUND, CHANGED_MEANWHILE, ACTION_NOT_POSSIBLE, ACTION_NOT_YOURS, FILE_UNKNOWN, and what `change` refuses
 */
export async function onDossier(
  ctx: Ctx,
  action: AnyAction,
  code: string,
  input: { version?: number | undefined },
  change: (held: Held) => Promise<void>,
  whyNot: (opinions: readonly OpinionMark[]) => void = notYours,
): Promise<Done> {
  const verb = `onestop.${action}`
  const given = { code, ...input }
  for (let tries = 1; ; tries++) {
    try {
      const held = await hold(ctx, action, code, input, whyNot)
      await change(held)
      const { row, next, writing, events } = held
      const answer: Done = { code, status: next, version: row.version + 1 }
      const { agency_id, id, version } = row
      const payload = { agency_id, id, version, ...writing, dossier: { ...writing.dossier, status: next }, answer }
      const write = writing.opinions ? 'onestop.change_asking' : 'onestop.change'
      return await actAtOnce<Done>(ctx, verb, given, write, payload, events)
    } catch (cause) {
      const earlier = cause instanceof Refusal ? await earlierAnswer<Done>(ctx, verb, given) : undefined
      if (earlier) return earlier
      if ((cause as { code?: unknown }).code !== CHANGED) throw fileUnknown(cause)
      if (tries === TRIES || input.version !== undefined) throw conflict()
    }
  }
}

async function hold(
  ctx: Ctx,
  action: AnyAction,
  code: string,
  input: { version?: number | undefined },
  whyNot: (opinions: readonly OpinionMark[]) => void,
): Promise<Held> {
  const found = await ctx.db
    .selectFrom('onestop.dossier as d')
    .selectAll('d')
    .select(
      sql<Record<string, number>>`(select coalesce(jsonb_object_agg(f.form_no, f.n), '{}') from (
        select s.form_no, count(*) as n from onestop.slip s
         where s.agency_id = d.agency_id and s.dossier_id = d.id group by s.form_no) f)`.as('slips'),
    )
    .select(opinionsOf.as('opinions'))
    .where('d.code', '=', code)
    .executeTakeFirst()
  if (!found) throw notFound({ vi: `hồ sơ ${code}`, en: `Dossier ${code}` })
  const { slips, opinions, ...row } = found
  if (input.version !== undefined && input.version !== row.version) throw conflict()
  const steps = await stepsOf(ctx.db, row)
  const next = nextStatus(row.status as Status, action)
  if (next === null) notPossible(row.status as Status, action)
  const standing = standingOf(row, steps, slips['04'] ?? 0, out(opinions))
  if (ctx.actor.kind !== 'SYSTEM' && !isAble(action, standing, ctx.actor)) {
    whyNot(opinions)
    notYours()
  }
  const { calendar, versionId } = await calendarFor(ctx.db, row.agency_id)
  return {
    ctx,
    row,
    steps,
    calendar,
    calendarVersionId: versionId,
    slips,
    opinions,
    next,
    writing: { dossier: {} },
    events: [],
  }
}

/** The steps this dossier goes through: those of its process version, along the way its answers choose. */
export async function stepsOf(
  db: Reader,
  row: Pick<DossierRow, 'process_version_id' | 'form'>,
): Promise<readonly ProcessStep[]> {
  if (row.process_version_id === null) return []
  return pathOf(await processSteps(db, row.process_version_id), (row.form ?? {}) as Record<string, unknown>)
}

export function notPossible(status: Status, action: AnyAction): never {
  const { vi, en } = dossierWords
  refuse('ACTION_NOT_POSSIBLE', 409, {
    vi: `Hồ sơ đang ở trạng thái "${vi[`status_${status}`]}", không thể ${vi[`do_${action}`].toLowerCase()}.`,
    en: `The dossier is "${en[`status_${status}`]}": ${en[`do_${action}`].toLowerCase()} is not possible now.`,
  })
}

export function notYours(): never {
  refuse('ACTION_NOT_YOURS', 403, {
    vi: 'Việc này thuộc người giữ bước hiện tại của hồ sơ. Hãy nhận việc trước, hoặc chuyển cho đúng người.',
    en: 'This belongs to whoever holds the current step. Take the work first, or pass it to the right person.',
  })
}

export async function extensionsOf(db: Reader, row: Pick<DossierRow, 'agency_id' | 'id'>): Promise<number> {
  const found = await db
    .selectFrom('onestop.slip')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .where('form_no', '=', '04')
    .executeTakeFirstOrThrow()
  return found.n
}

/** What permission is decided by. */
export type StandingRow = Pick<
  DossierRow,
  | 'agency_id'
  | 'status'
  | 'step_no'
  | 'step_role'
  | 'step_agency_id'
  | 'assignee_id'
  | 'supplement_count'
  | 'result_no'
  | 'receiving_agency_id'
  | 'citizen_account_id'
>

/** The dossier as far as permission goes. */
export function standingOf(
  row: StandingRow,
  steps: readonly ProcessStep[],
  extensionCount: number,
  opinionsOut: readonly number[],
): Standing {
  const no = row.step_no
  return {
    status: row.status as Status,
    stepRole: row.step_role,
    stepKind: no === null ? null : stepKind(steps, no),
    hasStepBefore: no !== null && stepBefore(steps, no) !== undefined,
    assigneeId: row.assignee_id,
    supplementCount: row.supplement_count,
    extensionCount,
    hasResult: row.result_no !== null,
    stepAgencyId: row.step_agency_id,
    receivingAgencyId: row.receiving_agency_id,
    homeAgencyId: row.agency_id,
    citizenAccountId: row.citizen_account_id,
    opinionsOut,
  }
}

/** Columns of the dossier that onestop.change() writes. */
export type Patch = Partial<
  Pick<
    DossierRow,
    | 'process_version_id'
    | 'received_at'
    | 'received_by'
    | 'limit_unit'
    | 'limit_amount'
    | 'due_original_at'
    | 'due_at'
    | 'calendar_version_id'
    | 'step_no'
    | 'step_code'
    | 'step_name'
    | 'step_role'
    | 'step_agency_id'
    | 'step_started_at'
    | 'step_due_at'
    | 'assignee_id'
    | 'supplement_count'
    | 'finished_at'
    | 'outcome'
    | 'result_no'
    | 'result_delivery'
    | 'returned_at'
    | 'returned_to'
  >
> & { remaining?: { workingMinutes: number; dueAt: Date | null } | null }

/** The new state, and what happened. Facts about people stay out of the event: the log is for ever. */
export function record(held: Held, type: DossierEventType, patch: Patch, facts: Record<string, unknown> = {}): void {
  const { row, next, writing } = held
  writing.dossier = patch
  const dueAfter = 'due_at' in patch ? (patch.due_at ?? null) : row.due_at
  const data = {
    dossierId: row.id,
    code: row.code,
    procedureId: row.procedure_id,
    sector: row.sector,
    channel: row.channel,
    dueBefore: running(row.status as Status) ? (row.due_at?.toISOString() ?? null) : null,
    dueAfter: running(next) ? (dueAfter?.toISOString() ?? null) : null,
  }
  const at = row.step_no === null ? {} : { stepNo: row.step_no, stepName: row.step_name }
  const say = (what: DossierEventType, more: Record<string, unknown>): void => {
    held.events.push({ agencyId: row.agency_id, stream: `dossier:${row.id}`, type: what, data: { ...data, ...more } })
  }
  say(type, { ...at, ...facts })
  for (const opinion of writing.opinions?.ask ?? []) {
    say(dossierEvents.opinionAsked, { ...asked(opinion), dueBefore: data.dueAfter })
  }
}

const running = (status: Status): boolean => status === 'RECEIVED' || status === 'PROCESSING'

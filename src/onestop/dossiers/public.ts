import { timingSafeEqual } from 'node:crypto'
import type { Ctx } from '#app/kernel/context.ts'
import { refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { addWorkingMinutes, calendarFor } from '#app/organisation/calendar/index.ts'
import { dossierEvents } from './events.ts'
import { historyOf, sentence } from './history.ts'
import type { DossierRow } from './holding.ts'
import { type DueState, dueState, type Status } from './rules.ts'

/** One dossier as its applicant, and anybody holding the receipt, may see it. */

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

/** What offices tell each other and the applicant can do nothing about. */
const INSIDE: ReadonlySet<string> = new Set([
  dossierEvents.paperOpened,
  dossierEvents.opinionDueSoon,
  dossierEvents.opinionOverdue,
])

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
      .filter(e => !INSIDE.has(e.type))
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

import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { verifyStream } from '#app/kernel/verify.ts'
import { calendarFor, dueAt, explain } from '#app/organisation/calendar/index.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { publicState, type PublicState } from '../dossiers/index.ts'

/** A citizen's own dossiers, and what a receipt proves. */

export interface OwnDossier {
  code: string
  procedureName: string
  status: PublicState['status']
  submittedAt: Date
  dueAt: Date | null
}

/** The dossiers a citizen filed on-line, newest first. */
export async function myDossiers(ctx: Ctx): Promise<OwnDossier[]> {
  const rows = await ctx.db
    .selectFrom('onestop.dossier')
    .select(['code', 'procedure_name', 'status', 'submitted_at', 'due_at'])
    .where('citizen_account_id', '=', ctx.actor.accountId ?? 0)
    .orderBy('submitted_at', 'desc')
    .limit(200)
    .execute()
  return rows.map(r => ({
    code: r.code,
    procedureName: r.procedure_name,
    status: r.status as OwnDossier['status'],
    submittedAt: r.submitted_at,
    dueAt: r.due_at,
  }))
}

export interface OwnState extends PublicState {
  /** Sentences behind the due instant; empty where none can be given. */
  reasons: string[]
  channel: string
  papers: { no: number; name: string; kind: string; hasFile: boolean; fileName: string | null; addedAt: Date }[]
  /** Sent on-line after the request, not yet confirmed by an officer. */
  supplementSent: number
  resultDelivery: string
}

/** A dossier as its applicant sees it. @throws Refusal NOT_FOUND for somebody else's */
export async function ownState(ctx: Ctx, code: string): Promise<OwnState> {
  const state = await publicState(ctx, code, { accountId: ctx.actor.accountId ?? 0 })
  const row = await ctx.db
    .selectFrom('onestop.dossier')
    .select(['agency_id', 'id', 'channel', 'result_delivery'])
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  const own = sql<boolean>`agency_id = ${row.agency_id} and dossier_id = ${row.id}`
  const [papers, asked, reasons] = await Promise.all([
    ctx.db.selectFrom('onestop.paper').selectAll().where(own).where('kind', '<>', 'OTHER').orderBy('no').execute(),
    ctx.db
      .selectFrom('onestop.slip')
      .select('issued_at')
      .where(own)
      .where('form_no', '=', '02')
      .orderBy('no', 'desc')
      .limit(1)
      .executeTakeFirst(),
    dueReasons(ctx, code),
  ])
  const askedAt = asked?.issued_at
  return {
    ...state,
    reasons,
    channel: row.channel,
    resultDelivery: row.result_delivery,
    papers: papers
      .filter(p => p.kind !== 'RESULT' || state.status === 'RETURNED')
      .map(p => ({
        no: p.no,
        name: p.name,
        kind: p.kind,
        hasFile: p.file_sha256 !== null,
        fileName: p.file_name,
        addedAt: p.added_at,
      })),
    supplementSent: askedAt ? papers.filter(p => p.kind === 'SUPPLEMENT' && p.added_at >= askedAt).length : 0,
  }
}

/** Why the result is due when it is; nothing after a new date was promised, for that was a decision. */
export async function dueReasons(ctx: Ctx, code: string): Promise<string[]> {
  const row = await ctx.db
    .selectFrom('onestop.dossier')
    .select(['agency_id', 'id', 'received_at', 'limit_unit', 'limit_amount', 'due_at'])
    .where('code', '=', code)
    .executeTakeFirst()
  if (!row?.received_at || row.limit_unit === null || row.limit_amount === null || row.due_at === null) return []
  const pauses = await ctx.db
    .selectFrom('onestop.clock')
    .select(['from_at', 'to_at'])
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .where('state', '=', 'PAUSED')
    .orderBy('no')
    .execute()
  const { calendar } = await calendarFor(ctx.db, row.agency_id)
  const limit: Limit = { unit: row.limit_unit as Limit['unit'], amount: row.limit_amount }
  const due = dueAt(
    calendar,
    row.received_at,
    limit,
    pauses.map(p => ({ from: p.from_at, to: p.to_at })),
  )
  return due.dueAt?.getTime() === row.due_at.getTime() ? explain(due.steps(), ctx.lang) : []
}

export interface Verified {
  state: PublicState
  /** Entries of the dossier's log, and those that are not as they were written. */
  log: { events: number; broken: number }
}

/** What stands behind the QR code: the state, and whether the log it comes from is whole. */
export async function verifiedState(ctx: Ctx, code: string, key: string): Promise<Verified> {
  const state = await publicState(ctx, code, { key })
  const row = await ctx.db
    .selectFrom('onestop.dossier')
    .select(['agency_id', 'id'])
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  const { events, broken } = await verifyStream(ctx.db, row.agency_id, `dossier:${row.id}`)
  return { state, log: { events, broken: broken.length } }
}

import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import { likeWords } from '#app/kernel/search.ts'
import { dayOf } from '#app/kernel/text.ts'
import { calendarFor, dueAt, explain } from '#app/organisation/calendar/index.ts'
import { type ProcedureForIntake, promisedLimit } from '#app/procedures/catalogue/index.ts'

/** What the counter reads: what can be received, for whom before, and what would be promised. */

export interface Receivable {
  code: string
  name: string
  sector: string
  home: string
  /** How often this counter received it in the last ninety days. */
  used: number
}

const KEEP_MS = 300_000
const SHOWN = 60
const kept = perDatabase(() => new Map<number, { used: Map<number, number>; until: number }>())

/** How often a counter received each procedure lately; counted again every five minutes, for it only orders a list. */
async function usedLately(ctx: Ctx, agencyId: number): Promise<Map<number, number>> {
  const memory = kept(ctx.db)
  const known = memory.get(agencyId)
  const now = performance.now()
  if (known && now < known.until) return known.used
  const since = new Date(ctx.now.getTime() - 90 * 86_400_000)
  const { rows } = await sql<{ id: number; n: number }>`
    select procedure_id as id, count(*)::int as n from onestop.dossier
     where receiving_agency_id = ${agencyId} and submitted_at > ${since} group by procedure_id`.execute(ctx.db)
  const used = new Map(rows.map(r => [r.id, r.n]))
  memory.set(agencyId, { used, until: now + KEEP_MS })
  return used
}

/** Procedures that can be received today: published, decided in this province, with an approved process. Most used first. */
export async function receivable(ctx: Ctx, q: string): Promise<{ rows: Receivable[]; more: boolean }> {
  const day = dayOf(ctx.now)
  const like = likeWords(q).map(word => sql`(v.search_text like ${`%${word}%`} or p.code like ${`${word}%`})`)
  const { rows } = await sql<Omit<Receivable, 'used'> & { id: number }>`
    select p.id, p.code, v.name, v.sector, v.home
      from procedures.procedure_version v
      join procedures.procedure p on p.id = v.procedure_id
     where v.state = 'PUBLISHED' and v.scope = 'PUBLIC' and v.home is not null
       and v.effective_from <= ${day}::date and (v.effective_to is null or v.effective_to > ${day}::date)
       and exists (select from procedures.process_version s
                    where s.procedure_id = p.id and s.state = 'APPROVED'
                      and s.effective_from <= ${day}::date and (s.effective_to is null or s.effective_to > ${day}::date))
       and ${like.length > 0 ? sql.join(like, sql` and `) : sql`true`}
     order by v.name collate kernel.vi limit 2000`.execute(ctx.db)
  const used = ctx.actor.agencyId === null ? new Map<number, number>() : await usedLately(ctx, ctx.actor.agencyId)
  const all = rows.map(({ id, ...row }) => ({ ...row, used: used.get(id) ?? 0 })).sort((a, b) => b.used - a.used)
  return { rows: all.slice(0, SHOWN), more: all.length > SHOWN }
}

export interface Known {
  kind: string
  name: string
  phone: string
  email: string
  address: string
}

/** Who filed with this number before; the looking is recorded, whatever it finds. */
export async function applicantBefore(ctx: Ctx, idNo: string): Promise<Known | null> {
  const row = await ctx.db
    .selectFrom('onestop.dossier')
    .select(['id', 'agency_id', 'applicant_kind', 'applicant_name', 'applicant_phone', 'applicant_email'])
    .select('applicant_address')
    .where('applicant_id_no', '=', idNo)
    .orderBy('submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  await ctx.db
    .insertInto('kernel.read_log')
    .values({
      at: ctx.now,
      account_id: ctx.actor.accountId,
      actor_name: ctx.actor.name,
      agency_id: row.agency_id,
      subject: `dossier:${row.id}`,
      fields: ['name', 'phone', 'email', 'address'],
      request_id: ctx.requestId,
    })
    .execute()
  return {
    kind: row.applicant_kind,
    name: row.applicant_name,
    phone: row.applicant_phone,
    email: row.applicant_email,
    address: row.applicant_address,
  }
}

export interface Promised {
  dueAt: Date
  reasons: string[]
}

/** What would be promised if the dossier were received now; null where no limit can be read. */
export async function promisedNow(
  ctx: Ctx,
  intake: ProcedureForIntake,
  agencyId: number,
  channel: 'DIRECT' | 'POST',
): Promise<Promised | null> {
  const limit = promisedLimit(intake, channel)
  if (!limit) return null
  const { calendar } = await calendarFor(ctx.db, agencyId)
  const due = dueAt(calendar, ctx.now, limit)
  return due.dueAt ? { dueAt: due.dueAt, reasons: explain(due.steps(), ctx.lang) } : null
}

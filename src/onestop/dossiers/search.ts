import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { likeText } from '#app/kernel/search.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree, visibleAgencies } from '#app/organisation/agencies/index.ts'
import type { Status } from './rules.ts'

/** Looking for dossiers and procedures from the bar. */

export interface FoundDossier {
  code: string
  procedureName: string
  applicantName: string
  status: Status
  submittedAt: Date
  dueAt: Date | null
}

/**
 * Dossiers the asker may see whose code, applicant or procedure has the text, newest first.
 * @param q  two letters at least: one finds everything
 */
export async function searchDossiers(
  ctx: Ctx,
  q: string,
  page: { limit: number; after?: string | undefined },
): Promise<Page<FoundDossier>> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const visible = [...visibleAgencies(ctx.actor, tree)]
  if (q.trim().length < 2 || visible.length === 0) return { items: [], next: null }
  let query = ctx.db
    .selectFrom('onestop.dossier as d')
    .select(['d.id', 'd.code', 'd.procedure_name', 'd.applicant_name', 'd.status', 'd.submitted_at', 'd.due_at'])
    .select(sql<string>`d.submitted_at::text`.as('sort_key'))
    .where('d.search_text', 'like', `%${likeText(q)}%`)
    .where(
      sql<boolean>`(d.agency_id = any(${visible}::int[]) or d.receiving_agency_id = any(${visible}::int[]) or d.step_agency_id = any(${visible}::int[]))`,
    )
    .orderBy('d.submitted_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(page.limit + 1)
  if (page.after) {
    const columns = [
      { column: sql`d.submitted_at`, type: 'timestamptz' as const },
      { column: sql`d.id`, type: 'bigint' as const },
    ]
    query = query.where(afterKey(columns, 'desc', decodeCursor(page.after, 2)))
  }
  const cut = toPage(await query.execute(), page.limit, r => [r.sort_key, r.id])
  return {
    next: cut.next,
    items: cut.items.map(r => ({
      code: r.code,
      procedureName: r.procedure_name,
      applicantName: r.applicant_name,
      status: r.status as Status,
      submittedAt: r.submitted_at,
      dueAt: r.due_at,
    })),
  }
}

/** Published procedures whose name or code has the text. */
export async function searchProcedures(ctx: Ctx, q: string): Promise<{ code: string; name: string; sector: string }[]> {
  if (q.trim().length < 2) return []
  const day = dayOf(ctx.now)
  return await ctx.db
    .selectFrom('procedures.procedure_version as v')
    .innerJoin('procedures.procedure as p', 'p.id', 'v.procedure_id')
    .select(['p.code', 'v.name', 'v.sector'])
    .where('v.state', '=', 'PUBLISHED')
    .where('v.effective_from', '<=', day)
    .where(eb => eb.or([eb('v.effective_to', 'is', null), eb('v.effective_to', '>', day)]))
    .where(eb => eb.or([eb('v.search_text', 'like', `%${likeText(q)}%`), eb('p.code', 'like', `${likeText(q)}%`)]))
    .orderBy('v.name')
    .limit(10)
    .execute()
}

import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { afterKey, decodeCursor, type Page, pageQuery, toPage } from '#app/kernel/paging.ts'
import { dayOf } from '#app/kernel/text.ts'
import type { Tightest } from './limits.ts'
import { hasWords } from '#app/kernel/search.ts'
import { type OnlineLevel, REVIEW_CODES, type ReviewCode } from './shape.ts'
import type { DecisionKind, VersionState } from './rules.ts'

/** What the control unit looks at: every procedure with its drafts and doubts, and decisions. */

const optional = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()

export const workTabs = ['here', 'draft', 'review', 'national', 'ended', 'all'] as const
export const workQuery = z.object({
  tab: optional(z.enum(workTabs)),
  q: optional(z.string().max(200)),
  sector: optional(z.string().max(200)),
  note: optional(z.enum(REVIEW_CODES)),
  sort: optional(z.enum(['name', 'code'])),
  after: pageQuery.shape.after,
  limit: pageQuery.shape.limit,
})
export type WorkQuery = z.output<typeof workQuery>

export interface WorkRow {
  id: number
  code: string
  name: string
  sector: string
  /** How it stands today: in force here, a national copy, or only a draft or an end. */
  state: VersionState
  no: number
  from: string | null
  home: string | null
  onlineLevel: OnlineLevel
  tightest: Tightest | null
  reviewNotes: ReviewCode[]
  draftNo: number | null
  decision: string | null
  /** A national copy newer than what is in force. */
  newerCopy: boolean
  handled: boolean
}

/** Every procedure once: what is shown today, else its newest version. */
function everyProcedure(day: string): RawBuilder<unknown> {
  return sql`(
    select p.id, p.code, s.name, s.sector, s.search_text, s.state, s.no, s.effective_from as "from", s.home,
           s.online_level as "onlineLevel", s.tightest, s.review_notes as "reviewNotes", dr.no as "draftNo", d.number as decision,
           (s.state <> 'IMPORTED' and exists (select 1 from procedures.procedure_version i
              where i.procedure_id = p.id and i.state = 'IMPORTED' and i.no > s.no)) as "newerCopy",
           exists (select 1 from procedures.process_version a where a.procedure_id = p.id and a.state in ('APPROVED', 'CLOSED')
              and a.effective_from <= ${day}::date and (a.effective_to is null or a.effective_to > ${day}::date)) as handled,
           (shown.id is not null and s.state <> 'IMPORTED') as here
      from procedures.procedure p
      left join procedures.shown_on(${day}::date) shown on shown.procedure_id = p.id
      join procedures.procedure_version s on s.id = coalesce(shown.id,
           (select l.id from procedures.procedure_version l where l.procedure_id = p.id order by l.no desc limit 1))
      left join procedures.procedure_version dr on dr.procedure_id = p.id and dr.state = 'DRAFT'
      left join procedures.publication_decision d on d.id = s.decision_id)`
}

const tabCondition = {
  here: sql<boolean>`e.here`,
  draft: sql<boolean>`e."draftNo" is not null`,
  review: sql<boolean>`e.state = 'IMPORTED' and cardinality(e."reviewNotes") > 0`,
  national: sql<boolean>`e.state = 'IMPORTED'`,
  ended: sql<boolean>`not e.here and e.state = 'CLOSED'`,
  all: sql<boolean>`true`,
} as const satisfies Record<(typeof workTabs)[number], RawBuilder<boolean>>

function narrowed(query: WorkQuery): RawBuilder<boolean> {
  const parts = [hasWords(sql`e.search_text`, query.q)]
  if (query.sector) parts.push(sql<boolean>`e.sector = ${query.sector}`)
  if (query.note) parts.push(sql<boolean>`${query.note} = any(e."reviewNotes")`)
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

export async function workList(db: Reader, day: string, query: WorkQuery): Promise<Page<WorkRow>> {
  const byCode = query.sort === 'code'
  const columns = byCode
    ? [{ column: sql`e.code`, type: 'text' as const }]
    : [
        { column: sql`e.name collate kernel.vi`, type: 'text' as const },
        { column: sql`e.id`, type: 'int' as const },
      ]
  const from = query.after ? afterKey(columns, 'asc', decodeCursor(query.after, columns.length)) : sql<boolean>`true`
  const { rows } = await sql<WorkRow>`
    select e.* from ${everyProcedure(day)} e
     where ${tabCondition[query.tab ?? 'here']} and ${narrowed(query)} and ${from}
     order by ${sql.join(columns.map(one => one.column))} limit ${query.limit + 1}`.execute(db)
  return toPage(rows, query.limit, row => (byCode ? [row.code] : [row.name, row.id]))
}

export type TabCounts = Record<(typeof workTabs)[number], number>

/** How many there are behind each tab, and the sectors to choose from. */
export async function workCounts(
  db: Reader,
  day: string,
  query: WorkQuery,
): Promise<{ tabs: TabCounts; sectors: string[] }> {
  const counts = workTabs.map(tab => sql`count(*) filter (where ${tabCondition[tab]})::int as ${sql.ref(tab)}`)
  const [{ rows }, sectors] = await Promise.all([
    sql<TabCounts>`select ${sql.join(counts)} from ${everyProcedure(day)} e where ${narrowed(query)}`.execute(db),
    sql<{ sector: string }>`
      select distinct e.sector, e.sector collate kernel.vi as ordered from ${everyProcedure(day)} e
       where ${tabCondition[query.tab ?? 'here']} order by ordered`.execute(db),
  ])
  return { tabs: rows[0] as TabCounts, sectors: sectors.rows.map(row => row.sector) }
}

export interface DecisionRow {
  id: number
  kind: DecisionKind
  number: string
  title: string
  signedOn: string
  effectiveOn: string
  signer: string
  illustrative: boolean
  /** Signed from a publication, which publishes it. */
  sealed: boolean
  publishedAt: Date | null
  publishedBy: string | null
  versions: number
  repeals: number
}

const decisionRows = sql`
  select d.id, d.kind, d.number, d.title, d.signed_on as "signedOn", d.effective_on as "effectiveOn", d.signer, d.illustrative, d.sealed,
         d.published_at as "publishedAt", d.published_by as "publishedBy",
         (select count(*) from procedures.procedure_version v where v.decision_id = d.id)::int as versions,
         (select count(*) from procedures.repeal r where r.decision_id = d.id)::int as repeals
    from procedures.publication_decision d`

/** Decisions, those still being prepared first, then the newest. */
export async function decisionList(db: Reader): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    ${decisionRows} order by d.published_at is not null, d.effective_on desc, d.id desc limit 500`.execute(db)
  return rows
}

export interface DecisionView extends DecisionRow {
  items: {
    versionId: number
    code: string
    name: string
    no: number
    state: VersionState
    changeKind: string
    changedComponents: string[]
    home: string | null
  }[]
  planned: { code: string; name: string; basis: string }[]
}

/** @throws Refusal NOT_FOUND */
export async function decisionPage(db: Reader, id: number): Promise<DecisionView> {
  const { rows } = await sql<DecisionRow>`${decisionRows} where d.id = ${id}`.execute(db)
  const decision = rows[0]
  if (!decision) throw notFound({ vi: 'quyết định công bố này', en: 'This publication decision' })
  const [items, planned] = await Promise.all([
    sql<DecisionView['items'][number]>`
      select v.id as "versionId", p.code, v.name, v.no, v.state, v.change_kind as "changeKind", v.changed_components as "changedComponents", v.home
        from procedures.procedure_version v join procedures.procedure p on p.id = v.procedure_id
       where v.decision_id = ${id} order by p.code`.execute(db),
    sql<DecisionView['planned'][number]>`
      select p.code, r.basis, (select v.name from procedures.procedure_version v where v.procedure_id = p.id order by v.no desc limit 1) as name
        from procedures.repeal r join procedures.procedure p on p.id = r.procedure_id
       where r.decision_id = ${id} order by p.code`.execute(db),
  ])
  return { ...decision, items: items.rows, planned: planned.rows }
}

/** How many drafts there are: the number in the side list. */
export async function waitingCount(ctx: Ctx): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('procedures.procedure_version')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'DRAFT')
    .executeTakeFirstOrThrow()
  return n
}

export const today = (ctx: Ctx): string => dayOf(ctx.now)

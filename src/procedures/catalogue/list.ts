import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Reader } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, pageQuery, toPage } from '#app/kernel/paging.ts'
import { hasWords } from '#app/kernel/search.ts'
import type { Tightest } from './limits.ts'
import { LEVELS, type Level, ONLINE_LEVELS, type OnlineLevel, SUBJECTS } from './shape.ts'
import type { VersionState } from './rules.ts'

/** The list everybody sees: each procedure once, as it is shown on a day. */

const optional = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()

export const listQuery = z.object({
  q: optional(z.string().max(200)),
  sector: optional(z.string().max(200)),
  level: optional(z.enum(LEVELS)),
  home: optional(z.string().regex(/^[A-Z0-9.]{2,20}$/)),
  online: optional(z.enum(ONLINE_LEVELS)),
  subject: optional(z.enum(SUBJECTS)),
  /** here: decided in this province; national: copies of the national database only. */
  scope: optional(z.enum(['here', 'national', 'all'])),
  sort: optional(z.enum(['name', 'code'])),
  after: pageQuery.shape.after,
  limit: pageQuery.shape.limit,
})
export type ListQuery = z.output<typeof listQuery>

export interface ListRow {
  id: number
  code: string
  name: string
  sector: string
  levels: Level[]
  state: VersionState
  /** COMMUNE or a department's code; null for national copies. */
  home: string | null
  onlineLevel: OnlineLevel
  tightest: Tightest | null
  illustrative: boolean
}

function conditions(query: ListQuery, only: 'all' | 'scope' = 'all'): RawBuilder<boolean> {
  const scope = query.scope ?? 'here'
  const parts = [
    scope === 'here' ? sql`s.state <> 'IMPORTED'` : scope === 'national' ? sql`s.state = 'IMPORTED'` : sql`true`,
  ]
  if (only === 'all') {
    parts.push(hasWords(sql`s.search_text`, query.q))
    if (query.sector) parts.push(sql`s.sector = ${query.sector}`)
    if (query.level) parts.push(sql`${query.level} = any(s.levels)`)
    if (query.home) parts.push(sql`s.home = ${query.home}`)
    if (query.online) parts.push(sql`s.online_level = ${query.online}`)
    if (query.subject) parts.push(sql`${query.subject} = any(s.subjects)`)
  }
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/** A page of the procedures shown on a day, in the order asked for. */
export async function shownList(db: Reader, day: string, query: ListQuery): Promise<Page<ListRow>> {
  const byCode = query.sort === 'code'
  const columns = byCode
    ? [{ column: sql`p.code`, type: 'text' as const }]
    : [
        { column: sql`s.name collate kernel.vi`, type: 'text' as const },
        { column: sql`p.id`, type: 'int' as const },
      ]
  const from = query.after ? afterKey(columns, 'asc', decodeCursor(query.after, columns.length)) : sql<boolean>`true`
  const { rows } = await sql<ListRow>`
    select p.id, p.code, s.name, s.sector, s.levels, s.state, s.home, s.online_level as "onlineLevel", s.tightest,
           coalesce(d.illustrative, false) as illustrative
      from procedures.shown_on(${day}::date) s
      join procedures.procedure p on p.id = s.procedure_id
      left join procedures.publication_decision d on d.id = s.decision_id
     where ${conditions(query)} and ${from}
     order by ${sql.join(columns.map(one => one.column))}
     limit ${query.limit + 1}`.execute(db)
  return toPage(rows, query.limit, row => (byCode ? [row.code] : [row.name, row.id]))
}

export interface Facets {
  /** How many the query finds, and how many it would in each scope. */
  found: number
  here: number
  national: number
  sectors: { sector: string; n: number }[]
  homes: string[]
}

/** The numbers beside a list, and what can be chosen to narrow it. */
export async function facets(db: Reader, day: string, query: ListQuery): Promise<Facets> {
  const anywhere = { ...query, scope: 'all' as const }
  const { rows } = await sql<{
    here: number
    national: number
    sectors: { sector: string; n: number }[] | null
    homes: string[] | null
  }>`
    with s as materialized (
      select state, sector, home, levels, online_level, subjects, search_text from procedures.shown_on(${day}::date)
    )
    select (select count(*) from s where ${conditions(anywhere)} and s.state <> 'IMPORTED')::int as here,
           (select count(*) from s where ${conditions(anywhere)} and s.state = 'IMPORTED')::int as national,
           (select jsonb_agg(jsonb_build_object('sector', x.sector, 'n', x.n) order by x.sector collate kernel.vi)
              from (select s.sector, count(*)::int as n from s where ${conditions(query, 'scope')} group by s.sector) x) as sectors,
           (select jsonb_agg(distinct s.home order by s.home) from s where s.home is not null) as homes`.execute(db)
  const { here, national, sectors, homes } = rows[0] as (typeof rows)[number]
  const scope = query.scope ?? 'here'
  const found = scope === 'here' ? here : scope === 'national' ? national : here + national
  return { found, here, national, sectors: sectors ?? [], homes: homes ?? [] }
}

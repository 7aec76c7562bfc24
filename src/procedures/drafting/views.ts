import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type KeyPart, type Page, toPage } from '#app/kernel/paging.ts'
import { likeText } from '#app/kernel/search.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type ListQuery, type ListTab, listTabs } from './input.ts'
import type { Change } from './questionnaire.ts'
import { type Me, meOf, ours } from './requests.ts'
import type { DraftKind, Stage } from './rules.ts'

/** The register as a list. */

export interface DraftLine {
  id: number
  kind: DraftKind
  title: string
  agencyId: number
  agency: string
  stage: Stage
  textNo: number
  movedAt: Date
  /** Procedures the present text touches. */
  counts: Record<Change, number>
  /** Requests not answered yet, and when the first of them is due. */
  waiting: number
  nextDueAt: Date | null
  adoptedNo: string | null
  effectiveOn: string | null
}

function tabIs(tab: ListTab, me: Me): RawBuilder<boolean> {
  switch (tab) {
    case 'open':
      return sql<boolean>`d.stage in ('DRAFTING', 'OPINIONS', 'REVISION')`
    case 'asked':
      return sql<boolean>`exists (select 1 from procedures.opinion_round r
        join procedures.opinion_request q on q.round_id = r.id where r.draft_id = d.id and ${ours(me)})`
    case 'appraisal':
      return sql<boolean>`d.stage in ('APPRAISAL', 'APPRAISED')`
    case 'adopted':
      return sql<boolean>`d.stage = 'ADOPTED'`
    case 'withdrawn':
      return sql<boolean>`d.stage = 'WITHDRAWN'`
    default:
      return sql<boolean>`true`
  }
}

/** Counts of all tabs in one look. */
export async function draftCounts(ctx: Ctx): Promise<Record<ListTab, number>> {
  const me = await meOf(ctx)
  const { rows } = await sql<Record<ListTab, number>>`
    select ${sql.join(listTabs.map(tab => sql`count(*) filter (where ${tabIs(tab, me)})::int as ${sql.ref(tab)}`))}
      from procedures.legal_draft d`.execute(ctx.db)
  return rows[0] as Record<ListTab, number>
}

interface Row {
  id: number
  kind: string
  title: string
  agency_id: number
  stage: string
  text_no: number
  moved_at: Date
  adopted_no: string | null
  effective_on: string | null
  counts: Partial<Record<Change, number>> | null
  waiting: number
  next_due_at: Date | null
  key: string
}

const movedKey = sql<string>`to_char(d.moved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Titles from A on, changes from the newest, unless asked otherwise. */
export const directionOf = ({ direction, sort }: ListQuery): 'up' | 'down' =>
  direction ?? (sort === 'title' ? 'up' : 'down')

/** The register as filtered, newest change first or by title. */
export async function listDrafts(ctx: Ctx, query: ListQuery): Promise<Page<DraftLine>> {
  const me = await meOf(ctx)
  const column = query.sort === 'title' ? sql`d.search_text` : sql`d.moved_at`
  const key = query.sort === 'title' ? sql<string>`d.search_text` : movedKey
  const direction = directionOf(query) === 'up' ? 'asc' : 'desc'
  const conditions = [
    tabIs(query.tab, me),
    ...(query.kind ? [sql<boolean>`d.kind = ${query.kind}`] : []),
    ...(query.stage ? [sql<boolean>`d.stage = ${query.stage}`] : []),
    ...(query.agency ? [sql<boolean>`d.agency_id = ${query.agency}`] : []),
    ...(query.q?.trim() ? [sql<boolean>`d.search_text like ${`%${likeText(query.q)}%`}`] : []),
    ...(query.after
      ? [
          afterKey(
            [
              { column, type: query.sort === 'title' ? 'text' : 'timestamptz' },
              { column: sql`d.id`, type: 'int' },
            ],
            direction,
            cursorOf(query),
          ),
        ]
      : []),
  ]
  const { rows } = await sql<Row>`
    select d.id, d.kind, d.title, d.agency_id, d.stage, d.text_no, d.moved_at, d.adopted_no, d.effective_on,
           ${key} as key, w.waiting, w.next_due_at,
           (select jsonb_object_agg(change, n) from (
              select a.change, count(distinct a.id)::int as n from procedures.article_change c
                join procedures.affected_procedure a on a.id = c.affected_id
               where c.draft_id = d.id and c.text_no = d.text_no group by a.change) k) as counts
      from procedures.legal_draft d
      cross join lateral (
        select count(*)::int as waiting, min(q.due_at) as next_due_at from procedures.opinion_round r
          join procedures.opinion_request q on q.round_id = r.id
         where r.draft_id = d.id and r.closed_at is null and q.answered_at is null) w
     where ${sql.join(conditions, sql` and `)}
     order by ${column} ${sql.raw(direction)}, d.id ${sql.raw(direction)} limit ${query.limit + 1}`.execute(ctx.db)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const page = toPage(rows, query.limit, row => [row.key, row.id])
  return {
    items: page.items.map(row => ({
      id: row.id,
      kind: row.kind as DraftKind,
      title: row.title,
      agencyId: row.agency_id,
      agency: tree.get(row.agency_id)?.name ?? '',
      stage: row.stage as Stage,
      textNo: row.text_no,
      movedAt: row.moved_at,
      counts: { NEW: 0, AMENDED: 0, REPLACED: 0, REPEALED: 0, ...row.counts },
      waiting: row.waiting,
      nextDueAt: row.next_due_at,
      adoptedNo: row.adopted_no,
      effectiveOn: row.effective_on,
    })),
    next: page.next,
  }
}

/** A cursor made for another order, or by somebody else, is of no use here. */
function cursorOf(query: ListQuery): KeyPart[] {
  const [key, id] = decodeCursor(query.after ?? '', 2)
  const fits = typeof key === 'string' && isRowId(id) && (query.sort === 'title' || isInstant(key))
  return fits ? [key, id] : decodeCursor('', 2)
}

const isRowId = (id: unknown): id is number => Number.isInteger(id) && Number(id) > 0 && Number(id) < 2 ** 31

/** A real instant as the list writes it: the database refuses a 30th of February. */
function isInstant(text: string): boolean {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{6}Z$/.exec(text)
  const at = found ? new Date(`${found[1]}Z`) : null
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(found?.[1] ?? '')
}

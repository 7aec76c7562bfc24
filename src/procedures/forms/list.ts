import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Reader } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, pageQuery, toPage } from '#app/kernel/paging.ts'
import { hasWords } from '#app/kernel/search.ts'
import type { FormDefinition } from './definition.ts'
import { minutesToFill } from './minutes.ts'

/** Procedures in force here with their forms: searched, narrowed, sorted, page by page. */

const given = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => undefined), schema]).optional()

export const formFilters = ['WITH', 'WITHOUT', 'DRAFT', 'COMING'] as const
export const formListQuery = z.object({
  q: given(z.string().max(200)),
  sector: given(z.string().max(200)),
  /** With a form in force, without one, with a draft, with one published for a day to come. */
  form: given(z.enum(formFilters)),
  sort: given(z.enum(['name', 'code'])),
  direction: given(z.enum(['up', 'down'])),
  after: pageQuery.shape.after,
  limit: pageQuery.shape.limit,
})
export type FormListQuery = z.output<typeof formListQuery>

export interface FormRow {
  id: number
  code: string
  name: string
  sector: string
  onlineLevel: 'FULL' | 'PARTIAL' | 'INFORMATION'
  /** Of the form in force; null: there is none. */
  no: number | null
  from: string | null
  fields: number
  minutes: number | null
  draftNo: number | null
  comingFrom: string | null
}

interface Read extends Omit<FormRow, 'fields' | 'minutes'> {
  definition: FormDefinition | null
}

const procedures = (day: string): RawBuilder<unknown> => sql`(
  select p.id, p.code, v.name, v.sector, v.search_text, v.online_level as "onlineLevel", f.no, f.effective_from as "from",
         f.definition, d.no as "draftNo", n.effective_from as "comingFrom"
    from procedures.procedure_version v
    join procedures.procedure p on p.id = v.procedure_id
    left join procedures.form_version f on f.procedure_id = p.id and f.state <> 'DRAFT' and f.effective_from <= ${day}::date
         and (f.effective_to is null or f.effective_to > ${day}::date)
    left join procedures.form_version d on d.procedure_id = p.id and d.state = 'DRAFT'
    left join procedures.form_version n on n.procedure_id = p.id and n.state = 'PUBLISHED' and n.effective_from > ${day}::date
   where v.state in ('PUBLISHED', 'CLOSED') and v.effective_from <= ${day}::date
     and (v.effective_to is null or v.effective_to > ${day}::date))`

const having: Record<(typeof formFilters)[number], RawBuilder<boolean>> = {
  WITH: sql`e.no is not null`,
  WITHOUT: sql`e.no is null`,
  DRAFT: sql`e."draftNo" is not null`,
  COMING: sql`e."comingFrom" is not null`,
}

function narrowed({ q, sector, form }: FormListQuery): RawBuilder<boolean> {
  const parts = [hasWords(sql.ref('e.search_text'), q)]
  if (sector) parts.push(sql<boolean>`e.sector = ${sector}`)
  if (form) parts.push(having[form])
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/** One page. @throws Refusal BAD_CURSOR */
export async function formList(db: Reader, day: string, query: FormListQuery): Promise<Page<FormRow>> {
  const order = query.direction === 'down' ? 'desc' : 'asc'
  const columns = [
    ...(query.sort === 'code' ? [] : [{ column: sql`e.name collate kernel.vi`, type: 'text' as const }]),
    { column: sql`e.code`, type: 'text' as const },
  ]
  const from = query.after ? afterKey(columns, order, decodeCursor(query.after, columns.length)) : sql<boolean>`true`
  const keys = columns.map(one => sql`${one.column} ${sql.raw(order)}`)
  const { rows } = await sql<Read>`
    select e.* from ${procedures(day)} e where ${narrowed(query)} and ${from}
     order by ${sql.join(keys)} limit ${query.limit + 1}`.execute(db)
  const page = toPage(rows, query.limit, row => (query.sort === 'code' ? [row.code] : [row.name, row.code]))
  return { ...page, items: page.items.map(rowOf) }
}

const rowOf = ({ definition, ...row }: Read): FormRow => ({
  ...row,
  fields: definition?.sections.reduce((sum, section) => sum + section.fields.length, 0) ?? 0,
  minutes: definition && minutesToFill(definition),
})

/** How many there are, and the sectors to choose from. */
export async function formFacets(
  db: Reader,
  day: string,
  query: FormListQuery,
): Promise<{ found: number; sectors: string[] }> {
  const [{ rows }, sectors] = await Promise.all([
    sql<{ n: number }>`select count(*)::int as n from ${procedures(day)} e where ${narrowed(query)}`.execute(db),
    sql<{ sector: string }>`
      select e.sector from ${procedures(day)} e group by 1 order by e.sector collate kernel.vi`.execute(db),
  ])
  return { found: rows[0]?.n ?? 0, sectors: sectors.rows.map(row => row.sector) }
}

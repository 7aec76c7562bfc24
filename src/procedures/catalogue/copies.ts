import { sql } from 'kysely'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { columnsOf } from './row.ts'
import type { ProcedureContent } from './shape.ts'

/** National copies: versions IMPORTED, readable and never in force, so that what is published here is not touched. */

export type CopyFate = 'ADDED' | 'CHANGED' | 'UNCHANGED' | 'NOT_STORABLE'

export interface Copies {
  /** Takes a content as the newest national copy of its procedure; one that is there already changes nothing. */
  put: (content: ProcedureContent) => CopyFate
  /** Writes what was put. */
  flush: () => Promise<void>
}

interface Known {
  procedureId: number
  lastNo: number
  hash: string | null
}

type NewCopy = ReturnType<typeof columnsOf> & { code: string; no: number }

/** The national copies of all procedures, to put newer ones in; one importer at a time, within the act of whoever imports. */
export async function openCopies(ctx: Ctx, tx: Tx): Promise<Copies> {
  await sql`select pg_advisory_xact_lock(hashtext('procedures.import'))`.execute(tx)
  const known = await knownCopies(tx)
  let waiting: NewCopy[] = []
  return {
    put: content => {
      const columns = columnsOf(content, null)
      if (!storable(columns.content)) return 'NOT_STORABLE'
      const copy = known.get(content.code)
      if (copy?.hash === columns.content_hash) return 'UNCHANGED'
      waiting.push({ code: content.code, no: (copy?.lastNo ?? 0) + 1, ...columns })
      return copy?.hash ? 'CHANGED' : 'ADDED'
    },
    flush: async () => {
      await store(ctx, tx, waiting)
      waiting = []
    },
  }
}

/** What is known of each procedure: its newest number, and the digest of its newest national copy. */
async function knownCopies(tx: Tx): Promise<Map<string, Known>> {
  const { rows } = await sql<Known & { code: string }>`
    select p.code, p.id as "procedureId", coalesce(max(v.no), 0) as "lastNo",
           (array_agg(v.content_hash order by v.no desc) filter (where v.state = 'IMPORTED'))[1] as hash
      from procedures.procedure p left join procedures.procedure_version v on v.procedure_id = p.id
     group by p.id`.execute(tx)
  return new Map(rows.map(({ code, ...copy }) => [code, copy]))
}

async function store(ctx: Ctx, tx: Tx, copies: readonly NewCopy[]): Promise<void> {
  if (copies.length === 0) return
  const codes = JSON.stringify(copies.map(copy => copy.code))
  await sql`insert into procedures.procedure (code, created_at)
            select code, ${ctx.now} from jsonb_array_elements_text(${codes}::jsonb) as code
            on conflict (code) do nothing`.execute(tx)
  const rows = JSON.stringify(
    copies.map(copy => ({
      ...copy,
      content: JSON.parse(copy.content) as unknown,
      tightest: parsed(copy.tightest),
    })),
  )
  await sql`
    insert into procedures.procedure_version (procedure_id, no, state, change_kind, name, sector, levels, scope, subjects,
                content, content_hash, tightest, review_notes, search_text, created_at)
    select p.id, v.no, 'IMPORTED', case when v.no = 1 then 'NEW' else 'AMENDED' end, v.name, v.sector, v.levels, v.scope, v.subjects,
           v.content, v.content_hash, nullif(v.tightest, 'null'::jsonb), v.review_notes, v.search_text, ${ctx.now}
      from jsonb_to_recordset(${rows}::jsonb) as v(code text, no int, name text, sector text, levels text[], scope text,
           subjects text[], content jsonb, content_hash text, tightest jsonb, review_notes text[], search_text text)
      join procedures.procedure p on p.code = v.code`.execute(tx)
}

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text))

/** Whether PostgreSQL can hold a JSON text: no NUL, no half of a surrogate pair (JSON.stringify writes both as escapes). */
const storable = (json: string): boolean => !/(^|[^\\])(\\\\)*\\u(0000|d[89a-f])/.test(json)

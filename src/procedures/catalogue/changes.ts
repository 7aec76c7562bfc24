import { sql } from 'kysely'
import type { Json } from '#app/kernel/db/types.ts'
import type { Ctx, Lang, Reader } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { newestCopy, workingVersion } from './adopting.ts'
import { type ComponentDiff, diff } from './diff.ts'
import { codeOf } from './page.ts'
import type { VersionState } from './rules.ts'
import { storedContent, storedPromises } from './stored.ts'

/** What a version changes against the one before it, and how the national copy differs from what holds here. */

export interface VersionChanges {
  /** The version before: of the same procedure, or of the one it takes the place of. */
  before: { code: string; no: number; versionId: number }
  parts: ComponentDiff[]
}

interface Row {
  versionId: number
  content: Json
  promised: Json | null
  beforeId: number
  beforeNo: number
  beforeCode: string
  beforeContent: Json
  beforePromised: Json | null
}

/**
 * The changes of some versions against the versions in force before them; a draft is compared with the one in force now or
 * announced. A first version that follows a replaced procedure is compared with that one's last. Versions that follow
 * nothing are left out.
 */
export async function changesOf(
  db: Reader,
  versionIds: readonly number[],
  lang: Lang,
): Promise<Map<number, VersionChanges>> {
  if (versionIds.length === 0) return new Map()
  const { rows } = await sql<Row>`
    select v.id as "versionId", v.content, v.promised, b.id as "beforeId", b.no as "beforeNo", p.code as "beforeCode",
           b.content as "beforeContent", b.promised as "beforePromised"
      from procedures.procedure_version v
      cross join lateral (
        select o.* from procedures.procedure_version o
         where o.id <> v.id and v.state <> 'IMPORTED' and o.state in ('PUBLISHED', 'CLOSED')
           and (v.effective_from is null or o.effective_from < v.effective_from)
           and (o.procedure_id = v.procedure_id
                or o.procedure_id in (select s.procedure_id from procedures.succession s where s.successor_id = v.procedure_id))
         order by o.procedure_id = v.procedure_id desc, o.effective_from desc limit 1) b
      join procedures.procedure p on p.id = b.procedure_id
     where v.id = any(${[...versionIds]}::int[])`.execute(db)
  return new Map(
    rows.map(row => [
      row.versionId,
      {
        before: { code: row.beforeCode, no: row.beforeNo, versionId: row.beforeId },
        parts: diff(
          { content: storedContent(row.beforeContent), promised: storedPromises(row.beforePromised) },
          { content: storedContent(row.content), promised: storedPromises(row.promised) },
          lang,
        ),
      },
    ]),
  )
}

export interface Comparison {
  code: string
  name: string
  local: { no: number; state: VersionState }
  national: { no: number; at: Date }
  /** Component by component, the local version before, the national copy after. */
  parts: ComponentDiff[]
}

/**
 * The national copy beside the draft, or the version in force, of a procedure; what the province promises is its own
 * and not compared.
 * @throws Refusal NOT_FOUND when there is nothing to compare
 */
export async function comparison(ctx: Ctx, codeText: string): Promise<Comparison> {
  const code = codeOf(codeText)
  const procedure = await ctx.db
    .selectFrom('procedures.procedure')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirst()
  const [copy, local] = procedure
    ? [await newestCopy(ctx.db, procedure.id), await workingVersion(ctx.db, procedure.id)]
    : []
  if (!copy || !local)
    throw notFound({ vi: `hai bản của thủ tục ${code} để so sánh`, en: `Two texts of procedure ${code} to compare` })
  const content = storedContent(local.content)
  return {
    code,
    name: content.name,
    local: { no: local.no, state: local.state as VersionState },
    national: { no: copy.no, at: copy.created_at },
    parts: diff({ content, promised: null }, { content: storedContent(copy.content), promised: null }, ctx.lang),
  }
}

import { sql } from 'kysely'
import { z } from 'zod'
import type { Json } from '#app/kernel/db/types.ts'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import { pageQuery } from '#app/kernel/paging.ts'
import { fold } from '#app/kernel/text.ts'
import { differing } from './diff.ts'
import { COMPONENT_NAMES, type ComponentName } from './parts.ts'
import type { VersionState } from './rules.ts'
import { storedContent } from './stored.ts'

/** Every procedure whose text here, draft or in force, differs from the newest national copy. */

const optional = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()

/** What is narrowed by; the same on the list and on each comparison, which leads to the next of it. */
export const differenceFilter = z.object({
  part: optional(z.enum(COMPONENT_NAMES)),
  q: optional(z.string().max(200)),
})
export type DifferenceFilter = z.output<typeof differenceFilter>
export const differenceQuery = differenceFilter.extend({
  after: optional(z.string().max(40)),
  limit: pageQuery.shape.limit,
})
export type DifferenceQuery = z.output<typeof differenceQuery>

export interface Difference {
  code: string
  name: string
  home: string | null
  localNo: number
  localState: VersionState
  nationalNo: number
  nationalAt: Date
  parts: readonly ComponentName[]
}

interface Pair extends Omit<Difference, 'parts'> {
  localId: number
  nationalId: number
  key: string
}

/** Contents are known by their digests, so a pair of them is compared once. */
const KEPT = 20_000
const kept = perDatabase(() => new Map<string, readonly ComponentName[]>())

/** All of them, by code, narrowed. */
export async function procedureDifferences(db: Reader, filter: DifferenceFilter): Promise<Difference[]> {
  const words = fold(filter.q ?? '').split(/\s+/)
  const found = await allDifferences(db)
  return found.filter(
    one =>
      (filter.part === undefined || one.parts.includes(filter.part)) &&
      words.every(word => fold(`${one.code} ${one.name}`).includes(word)),
  )
}

export interface DifferencePage {
  items: Difference[]
  /** How many in all, narrowed. */
  found: number
  next: string | null
  /** How many differ in each component, whichever is chosen. */
  byPart: Record<ComponentName, number>
}

export async function differencePage(ctx: Ctx, query: DifferenceQuery): Promise<DifferencePage> {
  const { part, q, after = '', limit } = query
  const all = await procedureDifferences(ctx.db, { q })
  const chosen = all.filter(one => part === undefined || one.parts.includes(part))
  const rest = chosen.filter(one => one.code > after)
  const items = rest.slice(0, limit)
  return {
    items,
    found: chosen.length,
    next: rest.length > limit ? (items.at(-1)?.code ?? null) : null,
    byPart: Object.fromEntries(
      COMPONENT_NAMES.map(name => [name, all.filter(one => one.parts.includes(name)).length]),
    ) as Record<ComponentName, number>,
  }
}

export interface Neighbours {
  /** From 1; null where this one is not among them any more. */
  at: number | null
  of: number
  previous: string | null
  next: string | null
}

/** Where a procedure stands among those that differ, and which come before and after it. */
export async function neighbours(ctx: Ctx, code: string, filter: DifferenceFilter): Promise<Neighbours> {
  const codes = (await procedureDifferences(ctx.db, filter)).map(one => one.code)
  const at = codes.indexOf(code)
  return {
    at: at < 0 ? null : at + 1,
    of: codes.length,
    previous: codes.findLast(one => one < code) ?? null,
    next: codes.find(one => one > code) ?? null,
  }
}

async function allDifferences(db: Reader): Promise<Difference[]> {
  const { rows } = await sql<Pair>`
    select p.code, l.name, l.home, l.id as "localId", l.no as "localNo", l.state as "localState", n.id as "nationalId",
           n.no as "nationalNo", n.created_at as "nationalAt", l.content_hash || n.content_hash as key
      from procedures.procedure p
      cross join lateral (
        select v.* from procedures.procedure_version v
         where v.procedure_id = p.id and (v.state = 'DRAFT' or (v.state = 'PUBLISHED' and v.effective_to is null))
         order by v.state = 'DRAFT' desc limit 1) l
      cross join lateral (
        select v.* from procedures.procedure_version v
         where v.procedure_id = p.id and v.state = 'IMPORTED' order by v.no desc limit 1) n
     where l.content_hash <> n.content_hash
     order by p.code`.execute(db)
  const memory = kept(db)
  if (memory.size > KEPT) memory.clear()
  await compare(
    db,
    rows.filter(row => !memory.has(row.key)),
  )
  return rows.flatMap(({ localId: _local, nationalId: _national, key, ...row }) => {
    const parts = memory.get(key) ?? []
    return parts.length === 0 ? [] : [{ ...row, parts }]
  })
}

/** What a procedure promises is the province's own and not compared. */
async function compare(db: Reader, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return
  const ids = pairs.flatMap(pair => [pair.localId, pair.nationalId])
  const { rows } = await sql<{ id: number; content: Json }>`
    select id, content from procedures.procedure_version where id = any(${ids}::int[])`.execute(db)
  const contents = new Map(rows.map(row => [row.id, storedContent(row.content)]))
  for (const { localId, nationalId, key } of pairs) {
    const [local, national] = [contents.get(localId), contents.get(nationalId)]
    if (!local || !national) continue
    const parts = differing({ content: local, promised: null }, { content: national, promised: null })
    kept(db).set(key, parts)
  }
}

import { sql } from 'kysely'
import type { Json } from '#app/kernel/db/types.ts'
import type { Reader } from '#app/kernel/context.ts'
import { roundHalfUp } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { legalLimit, type Limited, surelyHours } from './limits.ts'
import { CHANNELS, type Channel } from './shape.ts'
import { storedContent, storedPromises } from './stored.ts'

/** How far the promises of the province stay below the legal limits. */

export interface Cut {
  channel: Channel
  legal: Limit
  promised: Limit
  /** Share of the legal limit that is saved, in percent of the working hours each surely holds. */
  percent: number
}

/** The channels on which a version promises less than the law allows. Pure. */
export function cutsOf({ content, promised }: Limited): Cut[] {
  return CHANNELS.flatMap(channel => {
    const shorter = promised?.[channel]
    const legal = legalLimit(content, channel)
    if (!shorter || !legal) return []
    const [before, after] = [surelyHours(legal), surelyHours(shorter)]
    if (after >= before) return []
    return [{ channel, legal, promised: shorter, percent: roundHalfUp(((before - after) / before) * 100, 2) }]
  })
}

export interface ShortenedFigures {
  /** Procedures in force on the day. */
  total: number
  /** Of them promised shorter than the law on at least one channel. */
  shortened: number
  /** Mean of the cuts of these procedures, each the mean of its channels; null where none is shortened. */
  averagePercent: number | null
  items: { code: string; name: string; decision: string | null; cuts: Cut[]; percent: number }[]
}

/**
 * Procedures in force on a day that are promised shorter than the legal limit, each with the decision that promised it.
 * @param agencyId  who decides: an agency with all below it; null for all
 */
export async function shortenedFigures(db: Reader, day: string, agencyId: number | null): Promise<ShortenedFigures> {
  const { rows } = await sql<{
    code: string
    name: string
    home: string | null
    content: Json | null
    promised: Json | null
    decision: string | null
  }>`
    select p.code, v.name, v.home, case when v.promised is not null then v.content end as content, v.promised,
           coalesce(v.promise_basis, d.number) as decision
      from procedures.procedure_version v
      join procedures.procedure p on p.id = v.procedure_id
      left join procedures.publication_decision d on d.id = v.decision_id
     where v.state in ('PUBLISHED', 'CLOSED') and v.effective_from <= ${day}::date
       and (v.effective_to is null or v.effective_to > ${day}::date)
     order by p.code`.execute(db)
  const decides = (await agencyTree(db, day)).decides(agencyId)
  const here = rows.filter(row => decides(row.home))
  const items = here.flatMap(row => {
    if (row.content === null) return []
    const cuts = cutsOf({ content: storedContent(row.content), promised: storedPromises(row.promised) })
    if (cuts.length === 0) return []
    return [{ code: row.code, name: row.name, decision: row.decision, cuts, percent: meanOf(cuts.map(c => c.percent)) }]
  })
  return {
    total: here.length,
    shortened: items.length,
    averagePercent: items.length === 0 ? null : meanOf(items.map(item => item.percent)),
    items,
  }
}

const meanOf = (values: readonly number[]): number =>
  roundHalfUp(values.reduce((sum, value) => sum + value, 0) / values.length, 2)

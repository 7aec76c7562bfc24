import { sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { addDays, startOfDay } from '#app/kernel/text.ts'
import type { Change } from './questionnaire.ts'
import type { DraftKind } from './rules.ts'

/** What the reports on drafting count (forms II.01 and II.02). */

export interface DraftingPeriod {
  /** Civil days, both included. */
  from: string
  to: string
  /** The drafting agency; null: all of them. */
  agencyId: number | null
}

export interface DraftingRow {
  kind: DraftKind
  /** Texts with at least one procedure whose assessment (annex I) was signed in the period. */
  drafts: number
  /** Procedures assessed in the period, by what the text does to them. */
  assessed: Record<Change, number>
  /** Texts adopted in the period with procedures. */
  adopted: number
  /** Procedures of those texts. */
  issued: Record<Change, number>
}

export interface DraftingFigures {
  rows: DraftingRow[]
  total: Omit<DraftingRow, 'kind'>
}

interface Counted {
  kind: DraftKind
  what: 'ASSESSED' | 'ISSUED'
  change: Change
  procedures: number
  drafts: number[]
}

const none = (): Record<Change, number> => ({ NEW: 0, AMENDED: 0, REPLACED: 0, REPEALED: 0 })

/**
 * Drafts and procedures assessed, texts adopted and procedures issued in a period, by kind of text. An assessment counts on the day
 * its annex I was signed last; one opened again counts no more until it is signed anew.
 */
export async function draftingFigures(db: Reader, { from, to, agencyId }: DraftingPeriod): Promise<DraftingFigures> {
  const [begin, end] = [startOfDay(from), startOfDay(addDays(to, 1))]
  const { rows } = await sql<Counted>`
    with touched as (
      select distinct d.id as draft, d.kind, d.stage, d.adopted_on, a.id, a.change
        from procedures.legal_draft d
        join procedures.article_change c on c.draft_id = d.id and c.text_no = d.text_no
        join procedures.affected_procedure a on a.id = c.affected_id
       where ${agencyId}::int is null or d.agency_id = ${agencyId}::int)
    select t.kind, 'ASSESSED' as what, t.change, count(*)::int as procedures, array_agg(distinct t.draft) as drafts
      from touched t
      join procedures.impact_assessment s on s.affected_id = t.id and s.form = 'PROCEDURE' and s.state = 'SIGNED'
     where s.signed_at >= ${begin} and s.signed_at < ${end} group by t.kind, t.change
    union all
    select t.kind, 'ISSUED', t.change, count(*)::int, array_agg(distinct t.draft)
      from touched t where t.stage = 'ADOPTED' and t.adopted_on between ${from}::date and ${to}::date
     group by t.kind, t.change`.execute(db)
  const sum = (counted: readonly Counted[]): Omit<DraftingRow, 'kind'> => {
    const out = { drafts: new Set<number>(), adopted: new Set<number>(), assessed: none(), issued: none() }
    for (const one of counted) {
      const [into, counts] = one.what === 'ASSESSED' ? [out.drafts, out.assessed] : [out.adopted, out.issued]
      for (const draft of one.drafts) into.add(draft)
      counts[one.change] += one.procedures
    }
    return { ...out, drafts: out.drafts.size, adopted: out.adopted.size }
  }
  const kinds = [...new Set(rows.map(one => one.kind))].sort()
  return { rows: kinds.map(kind => ({ kind, ...sum(rows.filter(one => one.kind === kind)) })), total: sum(rows) }
}

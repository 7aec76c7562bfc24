import { sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { percentOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import type { decisions } from '../catalogue/index.ts'
import { countedOnce, deadlineState, type DeadlineState } from '../deadlines/index.ts'
import { type Change, countsOf, type Counts, type LevelGroup, levelGroup } from './rules.ts'

/** How publication went in a period: for reports II.02 and II.03 and the index 1.1 and 1.2. */

export interface Timeliness {
  /** Procedures measured, each once; one that was late in one decision is late for the period. */
  total: number
  onTime: number
  late: number
  percent: number | null
}

export interface PublicationFigures {
  from: string
  to: string
  decisions: number
  /** Procedures published by these decisions, by kind of change and level; one of several decisions counts in each. */
  counts: Counts
  /** Index 1.1: decided before the newest legal basis takes effect. */
  decided: Timeliness
  /** Index 1.2: public after the decision. */
  public: Timeliness
  items: PublishedItem[]
}

export interface PublishedItem {
  decisionId: number
  decision: string
  kind: decisions.Kind
  signedOn: string
  code: string
  name: string
  change: Change
  level: LevelGroup
  decided: DeadlineState
  public: DeadlineState
}

interface Row {
  decisionId: number
  decision: string
  kind: decisions.Kind
  signedOn: string
  decisionDueOn: string | null
  publicDueOn: string | null
  publicOn: string | null
  submitter: number | null
  code: string
  name: string
  change: Change
  levels: string[]
  home: string | null
}

/**
 * Decisions signed in a period, and how they kept their deadlines as seen at its end.
 * @param agencyId  who submitted, or who decides the procedure where it came otherwise; null or the province: all
 */
export async function publicationFigures(
  db: Reader,
  { from, to, agencyId }: { from: string; to: string; agencyId: number | null },
): Promise<PublicationFigures> {
  const { rows } = await sql<Row>`
    select d.id as "decisionId", d.number as decision, d.kind, d.signed_on as "signedOn", d.decision_due_on as "decisionDueOn",
           d.public_due_on as "publicDueOn", (d.published_at at time zone 'Asia/Ho_Chi_Minh')::date as "publicOn",
           s.agency_id as submitter, i.code, i.name, i.change, i.levels, i.home
      from procedures.publication_decision d
      left join procedures.proposal s on s.decision_id = d.id
      join lateral (
        select p.code, v.name, coalesce(x.change, v.change_kind) as change, v.levels, v.home
          from procedures.procedure_version v join procedures.procedure p on p.id = v.procedure_id
          left join procedures.proposal_item x on x.proposal_id = s.id and coalesce(x.successor_code, x.code) = p.code
         where v.decision_id = d.id
        union all
        select p.code, v.name, 'REPEALED', v.levels, v.home
          from procedures.repeal r join procedures.procedure p on p.id = r.procedure_id
          join lateral (select * from procedures.procedure_version v where v.procedure_id = p.id and v.state in ('PUBLISHED', 'CLOSED')
                         order by v.effective_from desc limit 1) v on true
         where r.decision_id = d.id and not exists (
           select 1 from procedures.proposal_item x where x.proposal_id = s.id and x.code = p.code and x.successor_code is not null)) i on true
     where d.signed_on between ${from}::date and ${to}::date
     order by d.signed_on, d.id, i.code`.execute(db)
  const tree = await agencyTree(db, to)
  const decides = tree.decides(agencyId)
  const submitters = agencyId === null ? null : new Set(tree.subtree(agencyId))
  const submits = (id: number): boolean => submitters?.has(id) ?? true
  const here = rows.filter(row => (row.submitter === null ? decides(row.home) : submits(row.submitter)))
  const items = here.map(row => ({
    decisionId: row.decisionId,
    decision: row.decision,
    kind: row.kind,
    signedOn: row.signedOn,
    code: row.code,
    name: row.name,
    change: row.change,
    level: levelGroup(row.levels, row.home),
    decided: deadlineState(row.decisionDueOn, row.signedOn, to),
    public: deadlineState(row.publicDueOn, row.publicOn, to),
  }))
  return {
    from,
    to,
    decisions: new Set(here.map(row => row.decisionId)).size,
    counts: countsOf(items),
    decided: timeliness(items.map(({ code, decided }) => ({ code, state: decided }))),
    public: timeliness(items.map(item => ({ code: item.code, state: item.public }))),
    items,
  }
}

function timeliness(rows: readonly { code: string; state: DeadlineState }[]): Timeliness {
  const counted = countedOnce(rows)
  return { ...counted, percent: percentOf(counted.onTime, counted.total) }
}

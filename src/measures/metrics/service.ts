import { sql } from 'kysely'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Database } from '#app/kernel/context.ts'
import { catchUp } from '#app/kernel/listeners.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import type { Difference } from './cells.ts'
import { cellListener } from './listener.ts'
import { cellsOf, type Reading, reading } from './reading.ts'
import { wrongStocks } from './stock.ts'

/** Proving the cells right, and making them anew. */

export interface Reconciliation {
  /** Cells compared. */
  checked: number
  /** At most a hundred; an empty list is the proof. */
  differences: Difference[]
}

/**
 * Counts all cells again from dossiers and clocks and compares them with what was folded, in one snapshot: what has happened
 * and is not folded yet is added to the cells first. Changes nothing.
 */
export async function recount(db: Database): Promise<Reconciliation> {
  return await reading(db, async look => {
    const { checked, differences } = await compare(look)
    return { checked, differences: [...differences, ...(await wrongStocks(look.db))] }
  })
}

/** Recounts and keeps the result in measures.reconciliation. */
export async function reconcile(ctx: Ctx): Promise<Reconciliation> {
  const found = await recount(ctx.db)
  const agencyId = (await agencyTree(ctx.db, dayOf(ctx.now))).province()
  return await act({ ...ctx, idempotencyKey: null }, 'measures.reconcile', {}, async ({ tx, emit }) => {
    await tx
      .insertInto('measures.reconciliation')
      .values({ at: ctx.now, checked: found.checked, differences: JSON.stringify(found.differences) })
      .execute()
    emit({
      agencyId,
      stream: 'measures:cells',
      type: 'measures.cells.reconciled',
      data: { checked: found.checked, differences: found.differences.length },
    })
    return found
  })
}

async function compare(look: Reading): Promise<Reconciliation> {
  const { rows } = await sql<{ checked: number; differences: Difference[] }>`
    with folded as (
      select agency_id, day, sector, procedure_id, kind, dim, sum(n) as n
        from ${cellsOf(look)}
       group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0),
    recounted as (
      select agency_id, day, sector, procedure_id, kind, dim, sum(n) as n from (${cellsFromFacts}) as f
       group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0),
    compared as (
      select agency_id, day, sector, procedure_id, kind, dim, coalesce(c.n, 0) as counted, coalesce(f.n, 0) as facts
        from folded c full join recounted f using (agency_id, day, sector, procedure_id, kind, dim))
    select (select count(*) from compared)::int as checked,
           coalesce((select jsonb_agg(jsonb_build_object('agencyId', agency_id, 'day', day, 'sector', sector, 'procedureId', procedure_id,
                      'kind', kind, 'dim', dim, 'counted', counted, 'facts', facts))
                       from (select * from compared where counted <> facts order by day, agency_id limit 100) as d), '[]') as differences`.execute(
    look.db,
  )
  return rows[0] as Reconciliation
}

/**
 * Every cell from the facts. A ledger line begins where the one before it ended: after a correction the time between
 * belongs to the line that takes the promise up again.
 */
const cellsFromFacts = sql`
  select agency_id, ${localDay('received_at')} as day, sector, procedure_id, 'RECEIVED' as kind, channel as dim, 1 as n
    from onestop.dossier where received_at is not null
  union all
  select agency_id, ${localDay('finished_at')}, sector, procedure_id, 'FINISHED',
         case status when 'WITHDRAWN' then 'WITHDRAWN.' when 'STOPPED' then 'STOPPED.' else 'COMPLETED.' end || outcome, 1
    from onestop.dossier where received_at is not null and finished_at is not null and outcome is not null
  union all
  select k.agency_id, e.day, d.sector, d.procedure_id, case k.state when 'RUNNING' then 'DUE' else 'PAUSED' end,
         coalesce(${localDay('k.due_at')}::text, ''), e.n
    from (select *, coalesce(lag(to_at) over (partition by agency_id, dossier_id order by no), from_at) as begins_at from onestop.clock) k
    join onestop.dossier d on d.agency_id = k.agency_id and d.id = k.dossier_id
   cross join lateral (values (${localDay('k.begins_at')}, 1), (${localDay('k.to_at')}, -1)) as e(day, n)
   where e.day is not null`

function localDay(column: string) {
  return sql`(${sql.ref(column)} at time zone 'Asia/Ho_Chi_Minh')::date`
}

/** Throws all cells away and folds the whole log again. Who reads meanwhile adds what is not folded yet: none sees half. */
export async function rebuild(ctx: Ctx): Promise<void> {
  const agencyId = (await agencyTree(ctx.db, dayOf(ctx.now))).province()
  await act({ ...ctx, idempotencyKey: null }, 'measures.rebuild', {}, async ({ tx, emit }) => {
    await tx
      .insertInto('kernel.listener')
      .values({ name: cellListener.name, cursor: 0 })
      .onConflict(oc => oc.column('name').doUpdateSet({ cursor: 0 }))
      .execute()
    await tx.deleteFrom('measures.cell').execute()
    await tx.deleteFrom('measures.stock_month').execute()
    await tx.deleteFrom('measures.stock').execute()
    await tx.deleteFrom('kernel.dead_letter').where('listener', '=', cellListener.name).execute()
    emit({ agencyId, stream: 'measures:cells', type: 'measures.cells.rebuilt', data: {} })
  })
  await catchUp(ctx.db, cellListener, { waitMs: 30_000 })
}

import { sql } from 'kysely'
import type { Tx } from '#app/kernel/context.ts'
import type { Listener } from '#app/kernel/listeners.ts'
import { dayOf } from '#app/kernel/text.ts'
import { dossierEvents } from '#app/onestop/dossiers/index.ts'
import { type Delta, deltasOf, sumDeltas } from './cells.ts'
import { keepStocks } from './stock.ts'

/**
 * Folds what happens to dossiers into counting cells. All events of a dossier are heard, not only those that end or
 * pause it: whatever moves a due instant is counted by what it says was due before and after.
 */
export const cellListener: Listener = {
  name: 'measures.cells',
  types: Object.values(dossierEvents),
  handle: async (tx, events) => {
    const deltas = sumDeltas(events.flatMap(deltasOf))
    await addToCells(tx, deltas)
    await keepStocks(
      tx,
      deltas,
      events.reduce((latest, { at }) => (dayOf(at) > latest ? dayOf(at) : latest), ''),
    )
  },
}

/** One statement for a whole batch: the folder is alone, and every cell is touched once. */
async function addToCells(tx: Tx, deltas: readonly Delta[]): Promise<void> {
  if (deltas.length === 0) return
  await sql`
    insert into measures.cell as c (agency_id, day, sector, procedure_id, kind, dim, n)
    select x.* from ${deltaRows(deltas)}
    on conflict (agency_id, kind, day, sector, procedure_id, dim) do update set n = c.n + excluded.n`.execute(tx)
}

/** Deltas as a table expression with the columns of measures.cell in its order of writing. */
export const deltaRows = (deltas: readonly Delta[]) => sql`
  (select r."agencyId", r.day, r.sector, r."procedureId", r.kind, r.dim, r.n
     from jsonb_to_recordset(${JSON.stringify(deltas)}::jsonb)
       as r("agencyId" int, day date, sector text, "procedureId" int, kind text, dim text, n bigint))
  as x (agency_id, day, sector, procedure_id, kind, dim, n)`

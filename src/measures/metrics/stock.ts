import { sql } from 'kysely'
import type { Reader, Tx } from '#app/kernel/context.ts'
import type { Delta, Difference } from './cells.ts'

/**
 * Stocks at the beginning of months: sums of all cells before, so that a report costs its own days and not the whole
 * history. A short cut that is right or absent: a cell of the past that changes takes out the months after it in the same
 * transaction, and a later batch builds them anew.
 */

/** Called by the folder with what it has just added. `until`: the latest day anything of this batch happened on. */
export async function keepStocks(tx: Tx, deltas: readonly Delta[], until: string): Promise<void> {
  const oldest = deltas.reduce((least, { day }) => (day < least ? day : least), until)
  const gone = await sql`delete from measures.stock_month where month > ${oldest} returning month`.execute(tx)
  // While the past is being written (a seed, an import), building would be for nothing.
  if (gone.rows.length === 0) await buildStocks(tx, until)
}

/** Builds the months that are missing, up to the one `until` lies in. */
export async function buildStocks(tx: Tx, until: string): Promise<void> {
  const { rows } = await sql<{ last: string | null; months: string[] }>`
    with known as (
      select (select max(month) from measures.stock_month) as last,
             (select date_trunc('month', min(day))::date from measures.cell) as first)
    select last, array(select generate_series(coalesce(last, first) + interval '1 month', date_trunc('month', ${until}::date), interval '1 month')::date)::text[] as months
      from known`.execute(tx)
  let before = rows[0]?.last ?? null
  for (const month of rows[0]?.months ?? []) {
    await sql`delete from measures.stock where month = ${month}`.execute(tx)
    await sql`
      insert into measures.stock (agency_id, month, kind, sector, dim, n)
      select agency_id, ${month}::date, kind, sector, dim, sum(n) from (${stockFrom(before, month)}) s
       group by agency_id, kind, sector, dim having sum(n) <> 0`.execute(tx)
    await sql`insert into measures.stock_month (month) values (${month}::date)`.execute(tx)
    before = month
  }
}

/** The stock of `month` as the one `before` it and the cells between; from all cells where there is none. */
const stockFrom = (before: string | null, month: string) => sql`
  select agency_id, kind, sector, dim, n from measures.stock where month = ${before}::date
  union all
  select agency_id, case when kind in ('RECEIVED', 'FINISHED') then 'OPEN' else kind end, sector,
         case when kind = 'DUE' then dim else '' end, case when kind = 'FINISHED' then -n else n end
    from measures.cell where day < ${month}::date and day >= coalesce(${before}::date, '-infinity')`

/** The latest stocks that can stand for everything before a day; null: there is none. */
export async function stocksBefore(
  db: Reader,
  from: string,
  to: string,
): Promise<{ from: string | null; to: string | null }> {
  const { rows } = await sql<{ from: string | null; to: string | null }>`
    select max(month) filter (where month <= ${from}) as "from", max(month) filter (where month <= ${to}) as "to"
      from measures.stock_month`.execute(db)
  return rows[0] ?? { from: null, to: null }
}

/** Stocks that are not the one before with the cells between (none, ever), told as differences of cells are. */
export async function wrongStocks(db: Reader): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with months as (select month, lag(month) over (order by month) as before from measures.stock_month),
    expected as (
      select month, agency_id, kind, sector, dim, sum(n) as n from (
        select m.month, s.agency_id, s.kind, s.sector, s.dim, s.n from months m join measures.stock s on s.month = m.before
        union all
        select m.month, c.agency_id, case when c.kind in ('RECEIVED', 'FINISHED') then 'OPEN' else c.kind end, c.sector,
               case when c.kind = 'DUE' then c.dim else '' end, case when c.kind = 'FINISHED' then -c.n else c.n end
          from months m join measures.cell c on c.day < m.month and c.day >= coalesce(m.before, '-infinity')) x
       group by 1, 2, 3, 4, 5 having sum(n) <> 0)
    select agency_id as "agencyId", month as day, sector, 0 as "procedureId", 'STOCK ' || kind as kind, dim,
           coalesce(s.n, 0) as counted, coalesce(e.n, 0)::bigint as facts
      from expected e full join (select s.* from measures.stock s join measures.stock_month m using (month)) s
           using (month, agency_id, kind, sector, dim)
     where e.n is distinct from s.n order by month limit 100`.execute(db)
  return rows
}

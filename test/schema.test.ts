import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { testDatabase } from './harness/database.ts'

/** The tables that grow without bound must be ready to be spread over machines by agency. */

const { db } = await testDatabase()
const BIG = [
  'kernel.event',
  'onestop.dossier',
  'onestop.paper',
  'onestop.clock',
  'onestop.step_log',
  'onestop.slip',
  'onestop.opinion',
  'voice.feedback',
  'voice.feedback_note',
  'voice.feedback_vote',
  'voice.satisfaction',
  'measures.cell',
]

it('begins every primary key of a big table with the agency', async () => {
  const keys = await sql<{ t: string; columns: string[] }>`
    select i.indrelid::regclass::text as t, array_agg(a.attname::text order by k.o) as columns
      from pg_index i cross join unnest(i.indkey) with ordinality as k(n, o)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n
     where i.indisprimary and i.indrelid::regclass::text = any(${BIG}) group by 1`.execute(db)
  expect(new Map(keys.rows.map(k => [k.t, k.columns[0]]))).toEqual(new Map(BIG.map(t => [t, 'agency_id'])))
})

it('lets no small table point at a big one', async () => {
  const links = await sql<{ from: string; to: string }>`
    select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint where contype = 'f'`.execute(
    db,
  )
  expect(links.rows.filter(l => BIG.includes(l.to) && !BIG.includes(l.from))).toEqual([])
})

it('keeps every instant with its zone and every table in a wing of its own', async () => {
  const naive = await sql<{ c: string }>`
    select table_schema || '.' || table_name || '.' || column_name as c from information_schema.columns
     where data_type = 'timestamp without time zone' and table_schema in ('kernel','organisation','procedures','onestop','voice','measures','reform')`.execute(
    db,
  )
  const strays = await sql<{
    t: string
  }>`select table_name as t from information_schema.tables where table_schema = 'public'`.execute(db)
  expect(naive.rows).toEqual([])
  expect(strays.rows).toEqual([])
})

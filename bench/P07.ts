/**
 * P07: an officer's inbox at a million dossiers (unit, status, due order, 50 rows, keyset) against one row by its primary
 * key on the same connection, and against the same page at ten thousand dossiers. A-B-A-B, median of the pairs.
 */

import { Client } from 'pg'
import { anonymous, type Ctx } from '../src/kernel/context.ts'
import { connect, type Connection } from '../src/kernel/db/connect.ts'
import { startTemporary } from '../src/kernel/db/launcher.ts'
import { migrate } from '../src/kernel/db/migrate.ts'
import { queue } from '../src/onestop/dossiers/queue.ts'
import type { Line } from './index.ts'
import { median, percentile, round } from './measure.ts'

const NOW = new Date('2026-11-23T14:30:00+07:00')
const AGENCIES = 60
/** The busiest agency: about a fifth of everything, so that its page is full at ten thousand dossiers too. */
const BUSIEST = 1
const PAIRS = 9
const EACH = 60

/** Shares of agencies as in a province: the n-th has a n-th of the first. */
const weights = Array.from({ length: AGENCIES }, (_, i) => 1 / (i + 1))
const total = weights.reduce((sum, weight) => sum + weight, 0)
const borders = weights.map((_, i) => weights.slice(0, i).reduce((sum, weight) => sum + weight, 0) / total)

/** Made again after filling: what lists of work are read by. The others would only make the filling longer. */
const USED = ['dossier_pkey', 'dossier_step', 'dossier_inbox', 'dossier_reception', 'dossier_assignee', 'dossier_code']

/** Rows as they would be after years: a few per cent open, the rest returned long ago. */
async function fill(client: Client, rows: number): Promise<void> {
  const indexes = await client.query<{ name: string; text: string }>(
    `select indexname as name, indexdef as text from pg_indexes where schemaname = 'onestop' and tablename = 'dossier'`,
  )
  await client.query(`
    alter table onestop.dossier drop constraint dossier_pkey cascade, drop constraint dossier_agency_id_code_key;
    alter table onestop.dossier set unlogged;`)
  const plain = indexes.rows.filter(({ name }) => !name.endsWith('_key') && !name.endsWith('_pkey'))
  await client.query(plain.map(({ name }) => `drop index onestop.${name}`).join(';'))
  const r = (seed: number): string => `((hashint8extended(i, ${seed}) & 1048575) / 1048576.0::float8)`
  await client.query(
    `
    insert into onestop.dossier (agency_id, code, status, channel, procedure_id, procedure_version_id, process_version_id, sector,
      procedure_name, receiving_agency_id, applicant_kind, applicant_name, applicant_id_no, applicant_phone, form, result_delivery,
      submitted_at, received_at, due_original_at, due_at, step_no, step_code, step_name, step_role, step_agency_id, step_started_at,
      step_due_at, assignee_id, finished_at, outcome, returned_at, verify_key, search_text)
    select a, 'H71.' || a || '-20261101-' || lpad(i::text, 7, '0'), s, 'ONLINE', 1 + i % 40, 1 + i % 40, null, 'Hộ tịch',
      'Cấp Giấy xác nhận tình trạng hôn nhân', a, 'CITIZEN', 'Người nộp số ' || i, '040090' || lpad((i % 1000000)::text, 6, '0'), '0100000000',
      '{"applicantName": "Người nộp", "purpose": "Minh họa"}', 'COUNTER', came, came, due, case when s = 'RETURNED' then null else due end,
      case when open then 2 end, case when open then 'B2' end, case when open then 'Thẩm tra hồ sơ' end,
      case when open then 'SPECIALIST' end, case when open then a end, case when open then came end, case when open then due end,
      case when open then a * 10 + i % 5 end, case when s = 'RETURNED' then due end, case when s = 'RETURNED' then 'ON_TIME' end,
      case when s = 'RETURNED' then due end, md5(i::text), 'nguoi nop so ' || i
    from (
      select i, a, s, s in ('RECEIVED', 'PROCESSING', 'SUPPLEMENT_REQUESTED') as open, came,
             case when s = 'SUPPLEMENT_REQUESTED' then null else came + interval '5 days' end as due
        from (
          select i, width_bucket(r1, $1::float8[]) as a,
                 case when r2 < 0.04 then 'PROCESSING' when r2 < 0.046 then 'RECEIVED' when r2 < 0.05 then 'SUPPLEMENT_REQUESTED'
                      when r2 < 0.053 then 'SUBMITTED' when r2 < 0.06 then 'COMPLETED' when r2 < 0.07 then 'WITHDRAWN' else 'RETURNED' end as s,
                 $2::timestamptz - make_interval(secs => case when r2 < 0.06 then r3 * 864000 else r3 * 94608000 end) as came
            from (select i, ${r(1)} as r1, ${r(2)} as r2, ${r(3)} as r3 from generate_series(1, ${rows}) as g(i) offset 0) w
          offset 0) x
      offset 0) y`,
    [borders, NOW],
  )
  await client.query(`
    insert into onestop.slip (agency_id, dossier_id, no, form_no, number, issued_at, issued_by, data)
    select agency_id, id, 1, '01', code, submitted_at, 'Minh họa', '{}' from onestop.dossier where step_no is not null`)
  for (const { text } of indexes.rows.filter(({ name }) => USED.includes(name))) await client.query(text)
  await client.query('vacuum analyze onestop.dossier')
  await client.query('vacuum analyze onestop.slip')
}

/** One connection, so that both sides of a pair wait in the same queue. */
interface Place {
  connection: Connection
  ctx: Ctx
  ids: number[]
  /** Cursor of the second page. */
  after: string
}

async function prepare(admin: Client, url: URL, rows: number): Promise<Place> {
  const name = `bench_${rows}`
  await admin.query(`create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const connection = connect(own.href, 1)
  await migrate(connection.db)
  const client = new Client({ connectionString: own.href })
  await client.connect()
  // Where filling fails the server stops under this connection; what is wrong is what filling said.
  client.on('error', () => {})
  const started = performance.now()
  await fill(client, rows)
  process.stderr.write(`  ${rows} dossiers made in ${round((performance.now() - started) / 1000)} s\n`)
  const found = await client.query<{ id: string }>(
    'select id from onestop.dossier where agency_id = $1 order by md5(id::text) limit 500',
    [BUSIEST],
  )
  await client.end()
  const ctx: Ctx = {
    db: connection.db,
    now: NOW,
    actor: {
      ...anonymous,
      kind: 'OFFICER',
      accountId: 1,
      officerId: 11,
      name: 'bench',
      roles: ['SPECIALIST'],
      unitId: BUSIEST,
      agencyId: BUSIEST,
    },
    lang: 'vi',
    requestId: 'bench',
    idempotencyKey: null,
    random: n => new Uint8Array(n),
    dataDir: '',
    publicUrl: '',
  }
  const first = await queue(ctx, { tab: 'working', scope: 'team', limit: 50 })
  if (first.items.length !== 50 || first.next === null) throw new Error(`P07: a page of ${first.items.length} rows`)
  return { connection, ctx, ids: found.rows.map(row => Number(row.id)), after: first.next }
}

/** Milliseconds of each of `EACH` calls. */
async function times(work: (i: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let i = 0; i < EACH; i++) {
    const started = performance.now()
    await work(i)
    taken.push(performance.now() - started)
  }
  return taken
}

const page = ({ ctx, after }: Place, i: number): Promise<unknown> =>
  queue(ctx, { tab: 'working', scope: 'team', limit: 50, ...(i % 2 === 0 ? {} : { after }) })

const point = ({ connection, ids }: Place, i: number): Promise<unknown> =>
  connection.pool.query('select * from onestop.dossier where agency_id = $1 and id = $2', [
    BUSIEST,
    ids[i % ids.length],
  ])

async function pairs(a: (i: number) => Promise<unknown>, b: (i: number) => Promise<unknown>) {
  await times(a)
  await times(b)
  const runs: { a: number; b: number; slow: number }[] = []
  for (let i = 0; i < PAIRS; i++) {
    const [one, other] = [await times(a), await times(b)]
    runs.push({ a: median(one), b: median(other), slow: percentile(one, 0.99) })
  }
  return {
    a: median(runs.map(run => run.a)),
    b: median(runs.map(run => run.b)),
    slow: median(runs.map(run => run.slow)),
    ratio: median(runs.map(run => run.a / run.b)),
  }
}

/** Two lines: how far from a point select, and how flat in the number of dossiers. */
export async function run(): Promise<Line[]> {
  const server = await startTemporary('bench-p07')
  const admin = new Client({ connectionString: server.url })
  await admin.connect()
  const places: Place[] = []
  try {
    for (const rows of [10_000, 1_000_000]) places.push(await prepare(admin, new URL(server.url), rows))
    const [small, large] = places as [Place, Place]
    const against = await pairs(
      i => page(large, i),
      i => point(large, i),
    )
    const flat = await pairs(
      i => page(large, i),
      i => page(small, i),
    )
    return [
      {
        name: 'P07',
        ratio: round(against.ratio),
        goal: 5,
        ok: against.ratio <= 5,
        detail: `inbox page at 1 000 000 dossiers ÷ point select: ${round(against.a)} ms (p99 ${round(against.slow)}) ÷ ${round(against.b)} ms`,
      },
      {
        name: 'P07-flatness',
        ratio: round(flat.ratio),
        goal: 1.2,
        ok: flat.ratio <= 1.2,
        detail: `inbox page at 1 000 000 ÷ at 10 000 dossiers: ${round(flat.a)} ms ÷ ${round(flat.b)} ms`,
      },
    ]
  } finally {
    for (const place of places) await place.connection.close()
    await admin.end()
    await server.stop()
  }
}

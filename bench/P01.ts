/**
 * P01: one dossier taken in over HTTP (30 answers, 3 papers, deadline, receipt, event, chain, fsync) against the same rows
 * written by the same function in bare SQL: same database, same payload, same number of connections. A-B-A-B; every
 * acknowledged dossier is counted in the database afterwards.
 */

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { ctxAt, storyTeller } from '../db/seed/cast.ts'
import { Dice } from '../db/seed/dice.ts'
import { seedOrganisation } from '../db/seed/organisation.ts'
import rows from '../db/seed/procedures.json' with { type: 'json' }
import { accounts } from '../src/kernel/account/index.ts'
import { anonymous, type Ctx, type Database } from '../src/kernel/context.ts'
import { connect } from '../src/kernel/db/connect.ts'
import { startEmbedded } from '../src/kernel/db/launcher.ts'
import { migrate } from '../src/kernel/db/migrate.ts'
import type { DB } from '../src/kernel/db/types.ts'
import { productRoot } from '../src/kernel/product.ts'
import { dossierInput, dossiers } from '../src/onestop/dossiers/index.ts'
import { createDecision, draftVersion, publishDecision } from '../src/procedures/catalogue/service.ts'
import { SeedProcedureSchema } from '../db/seed/procedure-shape.ts'
import { publishForm, saveForm } from '../src/procedures/forms/service.ts'
import { approveProcess, draftProcess } from '../src/procedures/processes/service.ts'
import type { Answered, Asked } from './load.ts'
import type { Line } from './index.ts'
import { median, round } from './measure.ts'
import { startServer } from './server.ts'

const PAIRS = 5
const WORKERS = 8
const MS = 2_500
const CODE = '1.999999'

const fields = Array.from({ length: 30 }, (_, i) => `field${i + 1}`)

/** The province, and a procedure whose form has thirty fields. */
async function prepare(ctx: Ctx): Promise<void> {
  await seedOrganisation(ctx)
  const model = SeedProcedureSchema.parse(rows.find(row => row.code === '1.004873'))
  const { home, onlineLevel, process: steps, form: _, promised: __, ...content } = model
  const { decisionId } = await createDecision(ctx, {
    number: '1/QĐ-UBND',
    title: 'Công bố thủ tục để đo',
    signedOn: '2025-06-27',
    signer: 'Minh họa',
    effectiveOn: '2025-07-01',
    illustrative: true,
  })
  const label = (i: number) => ({ vi: `Mục ${i + 1}`, en: `Field ${i + 1}` })
  await draftVersion(ctx, {
    code: CODE,
    content: { ...content, code: CODE },
    home,
    onlineLevel,
    promised: null,
    decisionId,
  })
  await publishDecision(ctx, { decisionId })
  const asked = fields.map((key, i) => ({ key, label: label(i), type: 'text' as const, required: true }))
  const definition = { sections: [{ key: 's1', title: { vi: 'Tờ khai', en: 'Form' }, fields: asked }] }
  await saveForm(ctx, { procedureCode: CODE, definition })
  await publishForm(ctx, { procedureCode: CODE, effectiveFrom: '2025-07-01' })
  await draftProcess(ctx, { procedureCode: CODE, steps })
  await approveProcess(ctx, {
    procedureCode: CODE,
    decisionNo: '2/QĐ-UBND',
    effectiveFrom: '2025-07-01',
    illustrative: true,
  })
}

/** Counters of twelve communes at work: dossiers of one agency and day queue for their numbers, in either way of writing. */
const bodies = Array.from({ length: 12 }, (_, i) => ({
  procedureCode: CODE,
  agencyCode: `H71.${30 + i}`,
  channel: 'DIRECT',
  applicant: {
    kind: 'CITIZEN',
    name: 'Người Nộp Minh Họa',
    idNo: '040090000001',
    phone: '0100000001',
    email: '',
    address: 'Tổ dân phố 1, phường Trường Vinh',
  },
  form: Object.fromEntries(fields.map((key, i) => [key, `Nội dung kê khai số ${i + 1}, viết bằng chữ có dấu`])),
  papers: [1, 2, 3].map(n => ({ name: `Giấy tờ số ${n} kèm theo hồ sơ`, originals: 1, copies: 1 })),
}))

/** What the server sends to the database for such dossiers, each in a batch of its own, heard on a connection of our own. */
async function payloadsOf(ctx: Ctx, url: string): Promise<string[]> {
  const heard: string[] = []
  const listening: Database = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: connect(url, 1).pool }),
    log: ({ query }) => {
      if (query.sql.includes('onestop.accept')) heard.push(String(query.parameters[0]).slice(1, -1))
    },
  })
  const actor = { ...anonymous, kind: 'MACHINE' as const, accountId: 1, name: 'bench', roles: ['dossiers.write'] }
  try {
    for (const body of bodies) {
      await dossiers.receive({ ...ctx, db: listening, actor }, dossierInput.receiveInput.parse(body))
    }
  } finally {
    await listening.destroy()
  }
  return heard
}

async function load(asked: Asked): Promise<Answered> {
  const child = spawn(process.execPath, [join(productRoot(), 'bench', 'load.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(asked))
  const answer = JSON.parse(await text(child.stdout)) as Answered
  if (answer.failed > 0) throw new Error(`P01: ${answer.failed} were refused: ${answer.firstFailure}`)
  return answer
}

interface Counted {
  dossiers: number
  codes: number
  events: number
  clocks: number
  papers: number
}

/** Rows and codes as they are now. */
async function counted(db: Database): Promise<Counted> {
  const { rows: found } = await sql<Counted>`
    select (select count(*) from onestop.dossier) as dossiers, (select count(distinct code) from onestop.dossier) as codes,
           (select count(*) from kernel.event where stream like 'dossier:%') as events,
           (select count(*) from onestop.clock) as clocks, (select count(*) from onestop.paper) as papers`.execute(db)
  return found[0] as Counted
}

export async function run(): Promise<Line[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-p01-'))
  const server = await startEmbedded(dataDir)
  const connection = connect(server.url, 4)
  const closing: (() => Promise<void>)[] = [async () => await server.stop(), connection.close]
  try {
    await migrate(connection.db)
    const options = { now: new Date(), dataDir, publicUrl: 'http://localhost' }
    const ctx = ctxAt({ db: connection.db, options }, storyTeller, options.now, new Dice('P01'))
    await prepare({ ...ctx, now: new Date('2025-07-02T01:00:00Z') })
    const { token } = await accounts.createMachine(ctx, { name: 'bench', scopes: ['dossiers.write'] })
    const payloads = await payloadsOf(ctx, server.url)
    const product = await startServer({ DATA_DIR: dataDir, DATABASE_URL: server.url }, ['--no-demo', '--no-work'])
    closing.push(product.stop)
    const http: Asked = {
      workers: WORKERS,
      ms: MS,
      http: { url: `${product.address}/api/v1/dossiers`, token, bodies: bodies.map(body => JSON.stringify(body)) },
    }
    const bare: Asked = { workers: WORKERS, ms: MS, sql: { url: server.url, payloads } }
    await load(http)
    await load(bare)
    // As an installation in use has been: plans made for empty tables would walk an index that only begins right.
    await sql`analyze`.execute(connection.db)
    const before = await counted(connection.db)
    const runs: { http: Answered; sql: Answered }[] = []
    for (let i = 0; i < PAIRS; i++) runs.push({ http: await load(http), sql: await load(bare) })
    const after = await counted(connection.db)
    const acknowledged = runs.reduce((sum, pair) => sum + pair.http.done + pair.sql.done, 0)
    const made = after.dossiers - before.dossiers
    const whole =
      made === acknowledged &&
      after.codes === after.dossiers &&
      after.events - before.events === made &&
      after.clocks - before.clocks === made &&
      after.papers - before.papers === made * 3
    const rate = ({ done, ms }: Answered): number => (done / ms) * 1_000
    const ratios = runs.map(pair => rate(pair.http) / rate(pair.sql))
    const ratio = median(ratios)
    const p99 = median(runs.map(pair => pair.http.percentiles[99] ?? 0))
    return [
      {
        name: 'P01',
        ratio: round(ratio),
        goal: 0.75,
        ok: ratio >= 0.75 && whole,
        detail:
          `${round(median(runs.map(pair => rate(pair.http))))} dossiers/s over HTTP (p99 ${round(p99)} ms) ÷ ` +
          `${round(median(runs.map(pair => rate(pair.sql))))}/s in bare SQL (p99 ${round(median(runs.map(pair => pair.sql.percentiles[99] ?? 0)))} ms), ` +
          `${WORKERS} connections, pairs ${ratios.map(round).join(' ')}; ${acknowledged} acknowledged, ${made} found, ${whole ? 'all whole' : 'ROWS MISSING'}`,
      },
    ]
  } finally {
    for (const close of closing.reverse()) await close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

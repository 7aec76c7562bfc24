import { serve as listen } from '@hono/node-server'
import { except } from 'hono/combine'
import { compress } from 'hono/compress'
import { sql } from 'kysely'
import type { Config } from '#app/config.ts'
import type { Database } from '#app/kernel/context.ts'
import { checkServer, connect } from '#app/kernel/db/connect.ts'
import { lockFolder, startEmbedded, stopLeftBehind } from '#app/kernel/db/launcher.ts'
import { isCurrent, migrate } from '#app/kernel/db/migrate.ts'
import { House } from '#app/kernel/http/house.ts'
import { openapiDocument } from '#app/kernel/http/openapi.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { staticFiles } from '#app/kernel/http/static.ts'
import { startJobs } from '#app/kernel/jobs.ts'
import { startListeners } from '#app/kernel/listeners.ts'
import { createLog } from '#app/kernel/log.ts'
import { Refusal, refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { recognise } from '#app/organisation/staff/index.ts'
import { furnish } from '#app/rooms.ts'
import { assets, clientFolder } from '#app/ui/assets.ts'
import { errorPage } from '#app/ui/error.tsx'
import { describeInstallation } from '#app/ui/screen.tsx'
import { listeners, scheduledJobs } from '#app/work.ts'

/** Built into the same file, because rooms have pages that only a build can read. */
export { demoLogins, prepareDemo } from '#app/commands/demo.ts'

export interface ServeOptions {
  /** Listeners and scheduled work run in this process too. */
  withWork: boolean
  /** Called on a fresh, migrated database before it is served. */
  prepare: (database: { db: Database; url: string }) => Promise<void>
  clock?: () => Date
}

export interface Served {
  address: string
  db: Database
  stop: () => Promise<void>
}

/**
 * The whole product in one process: database, pages, API, listeners, schedule.
 * @throws Refusal with one clear line: PORT_TAKEN, DATA_FOLDER_IN_USE, DATA_FOLDER_NOT_WRITABLE, DATABASE_UNREACHABLE, DATABASE_NEWER, …
 */
export async function serve(config: Config, options: ServeOptions): Promise<Served> {
  const closing: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    return { ...(await start(config, options, closing)), stop }
  } catch (cause) {
    await stop()
    throw cause
  }
}

async function start(
  config: Config,
  options: ServeOptions,
  closing: (() => Promise<void>)[],
): Promise<Omit<Served, 'stop'>> {
  const clock = options.clock ?? (() => new Date())
  const log = createLog(config.logLevel)
  const url = await openServer(config, closing)
  const connection = connect(url)
  closing.push(connection.close)
  await checkServer(connection)
  await migrate(connection.db)
  await options.prepare({ db: connection.db, url })
  await describe(connection.db, clock())

  const house = openedHouse(connection.db, config, clock, log)
  const address = await listenOn(house, config, closing)
  if (options.withWork) {
    closing.push(startListeners(connection.db, listeners, log))
    closing.push(await startJobs(scheduledJobs, { ...config, db: connection.db, databaseUrl: url, clock, log }))
  }
  return { address, db: connection.db }
}

async function openServer(config: Config, closing: (() => Promise<void>)[]): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl
  closing.push(await lockFolder(config.dataDir))
  await stopLeftBehind(config.dataDir)
  const server = await startEmbedded(config.dataDir)
  closing.push(server.stop)
  return server.url
}

async function describe(db: Database, now: Date): Promise<void> {
  const row = await db.selectFrom('kernel.parameter').select('value').where('name', '=', 'demo').executeTakeFirst()
  const tree = await agencyTree(db, dayOf(now))
  const hasProvince = await db
    .selectFrom('kernel.parameter')
    .select('name')
    .where('name', '=', 'province')
    .executeTakeFirst()
  const province = hasProvince ? (tree.get(tree.province())?.shortName ?? '') : ''
  describeInstallation({ province, demo: row?.value === true })
}

/** The house with its front on and every room furnished; tests open the same one. */
export function openedHouse(db: Database, config: Config, clock: () => Date, log: ReturnType<typeof createLog>): House {
  const house = new House()
  // Files and their names are taken together: a build made while we serve is for the next start.
  assets()
  house.app.use('/assets/*', staticFiles(clientFolder()))
  // Answers to machines' writes are shorter than what compressing them would add.
  house.app.use(except(c => c.req.method !== 'GET' && c.req.path.startsWith('/api/'), compress()))
  health(house, db, log)
  openHouse(house, {
    db,
    log,
    clock,
    dataDir: config.dataDir,
    publicUrl: config.publicUrl,
    secure: config.secureCookies,
    trustedProxies: config.trustedProxies,
    recognise: recognise(db),
    errorPage,
  })
  if (!config.citizenPortal) closeFiling(house)
  furnish(house)
  // Made when first asked for: it takes longer than everything else that is opened here.
  let document: string | undefined
  house.app.get('/api/openapi.json', c =>
    c.body((document ??= openapiText()), 200, { 'content-type': 'application/json; charset=utf-8' }),
  )
  return house
}

/** Filing on-line happens at the national portal only; what was begun here before may still be finished. */
function closeFiling(house: House): void {
  for (const path of ['/apply/*', '/api/v1/dossiers/online']) {
    house.app.use(path, () => {
      refuse('FILED_AT_NATIONAL_PORTAL', 422, {
        vi: 'Hồ sơ trực tuyến được nộp tại Cổng Dịch vụ công quốc gia (dichvucong.gov.vn), hoặc trực tiếp tại bộ phận một cửa.',
        en: 'Dossiers are filed on-line at the National Public Service Portal (dichvucong.gov.vn), or at the counter.',
      })
    })
  }
}

/** The API document as it is committed and served; made without a database, for no door is passed. */
export function openapiText(): string {
  const house = new House()
  furnish(house)
  return `${JSON.stringify(openapiDocument(house), null, 2)}\n`
}

/** For whatever watches us: alive; and able to work (database there and at our version). Outside sessions and pages. */
function health(house: House, db: Database, log: ReturnType<typeof createLog>): void {
  house.app.get('/healthz', c => c.json({ status: 'ok' }))
  house.app.get('/readyz', async c => {
    try {
      await sql`select 1`.execute(db)
      const current = await isCurrent(db)
      return c.json({ status: current ? 'ready' : 'migrating' }, current ? 200 : 503)
    } catch (cause) {
      log.warn({ err: cause }, 'not ready')
      return c.json({ status: 'database unreachable' }, 503)
    }
  })
}

async function listenOn(house: House, config: Config, closing: (() => Promise<void>)[]): Promise<string> {
  return await new Promise((done, failed) => {
    const server = listen({ fetch: house.app.fetch, port: config.port, hostname: config.host }, info => {
      closing.push(
        () =>
          new Promise(ended => {
            server.close(() => ended())
            if ('closeIdleConnections' in server) server.closeIdleConnections()
            setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 3_000).unref()
          }),
      )
      done(`http://localhost:${info.port}`)
    })
    server.on('error', (cause: NodeJS.ErrnoException) => failed(portRefusal(cause, config.port)))
  })
}

function portRefusal(cause: NodeJS.ErrnoException, port: number): Error {
  if (cause.code === 'EADDRINUSE') {
    return new Refusal('PORT_TAKEN', 503, {
      vi: `Cổng ${port} đang được dùng. Hãy đặt PORT khác.`,
      en: `Port ${port} is taken. Set PORT to another, for example: PORT=${port + 1} npm start`,
    })
  }
  if (cause.code === 'EACCES') {
    return new Refusal('PORT_NOT_ALLOWED', 503, {
      vi: `Không được phép mở cổng ${port}.`,
      en: `Port ${port} may not be opened by this user. Set PORT to one above 1023.`,
    })
  }
  return cause
}

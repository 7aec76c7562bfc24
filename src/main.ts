import { Command, CommanderError } from 'commander'
import { readConfig } from './config.ts'
import { openDatabase } from './kernel/cli/database.ts'
import { systemCtx } from './kernel/jobs.ts'
import { isRefusal, Refusal } from './kernel/refusal.ts'
import type * as ServeModule from './serve.ts'

/**
 * The command line. Each command loads what it needs when it is called, so that `due` answers without a database and
 * nothing but `serve` loads pages.
 */

const program = new Command('motcua')
  .description('Một Cửa: procedures, one-stop handling, feedback, measures and reform plans of a province')
  .exitOverride()

const say = (text: string): void => console.log(text)
const tell = (text: string): void => console.error(text)

program
  .command('serve', { isDefault: true })
  .description('Start the product: migrate, seed the demo on an empty data folder, serve on PORT (default 3000)')
  .option('--no-work', 'leave listeners and scheduled work to `motcua work`')
  .option('--no-demo', 'start empty: do not seed the demo')
  .option('--demo', 'seed the demo also on an empty DATABASE_URL')
  .action(async (options: { work: boolean; demo?: boolean }) => {
    const started = performance.now()
    const config = readConfig(process.env)
    const { build } = await import('./kernel/cli/build.ts')
    const built = await build()
    if (built.built) tell(`Đã dựng giao diện / built the pages in ${(built.ms / 1000).toFixed(1)} s`)
    process.env['NODE_ENV'] = 'production'
    const { demoLogins, prepareDemo, serve } = await builtServer()
    const wanted = options.demo ?? config.databaseUrl === null
    const served = await serve(config, {
      withWork: options.work,
      prepare: database => prepareDemo(database, config, wanted, tell),
    })
    say(
      `\nMột Cửa: ${config.publicUrl.includes('localhost') ? served.address : config.publicUrl}   (${((performance.now() - started) / 1000).toFixed(1)} s)`,
    )
    for (const line of await demoLogins(served.db)) say(line)
    await untilSignal()
    tell('Đang dừng / stopping …')
    await served.stop()
  })

program
  .command('work')
  .description('Run listeners and scheduled work in a process of their own')
  .action(async () => {
    const config = readConfig(process.env)
    const database = await openDatabase(config)
    const [{ createLog }, { startListeners }, { startJobs }, { listeners, scheduledJobs }] = await Promise.all([
      import('./kernel/log.ts'),
      import('./kernel/listeners.ts'),
      import('./kernel/jobs.ts'),
      import('./work.ts'),
    ])
    const log = createLog(config.logLevel)
    const stopListeners = startListeners(database.db, listeners, log)
    const stopJobs = await startJobs(scheduledJobs, {
      ...config,
      db: database.db,
      databaseUrl: database.url,
      clock: () => new Date(),
      log,
    })
    say('Một Cửa: working')
    await untilSignal()
    await stopJobs()
    await stopListeners()
    await database.close()
  })

program
  .command('migrate')
  .description('Bring the database to this version')
  .action(async () => {
    const database = await openDatabase(readConfig(process.env))
    say('The database is at this version.')
    await database.close()
  })

program
  .command('seed')
  .description('Fill an empty database with the demo: an invented province with a year of work')
  .option('--size <n>', 'number of dossiers', '2100')
  .action(async (options: { size: string }) => {
    const config = readConfig(process.env)
    const { build } = await import('./kernel/cli/build.ts')
    await build()
    const { demoLogins, prepareDemo } = await builtServer()
    const database = await openDatabase(config)
    try {
      await prepareDemo(database, config, true, tell, Number(options.size))
      for (const line of await demoLogins(database.db)) say(line)
    } finally {
      await database.close()
    }
  })

program
  .command('build')
  .description('Build the pages into dist/')
  .action(async () => {
    const { build } = await import('./kernel/cli/build.ts')
    say(`built in ${(await build({ force: true })).ms} ms`)
  })

program
  .command('generate')
  .description('Write generated files anew: row types, docs/openapi.json')
  .option('--check', 'only say whether they are fresh')
  .action(async (options: { check?: boolean }) => {
    const { generate } = await import('./commands/generate.ts')
    const stale = await generate(options.check ?? false)
    if (stale.length === 0) say('generated files are fresh')
    else if (options.check)
      throw new Refusal('STALE', 409, {
        vi: `Cần sinh lại: ${stale.join(', ')}`,
        en: `Not fresh: ${stale.join(', ')}. Run: npm run generate`,
      })
    else say(`wrote ${stale.join(', ')}`)
  })

program
  .command('verify')
  .description('Walk every chain of the event log and find any change; check the counting cells against the facts')
  .option('--json', 'print the result as JSON')
  .action(async (options: { json?: boolean }) => {
    const database = await openDatabase(readConfig(process.env), 'ready')
    try {
      const { verify } = await import('./commands/verify.ts')
      process.exitCode = await verify(database.db, options.json ?? false, say)
    } finally {
      await database.close()
    }
  })

program
  .command('bench')
  .description('Performance figures: prints `name ratio goal` for each line')
  .argument('[names...]', 'P01 P04 P07 P14; all when none is named')
  .option('--strict', 'exit 1 when a goal is missed')
  .action(async (names: string[], options: { strict?: boolean }) => {
    const { runBench } = await import('../bench/index.ts')
    const ok = await runBench(names)
    if (options.strict && !ok) process.exitCode = 1
  })

const importing = program.command('import').description('Bring data in from files')
importing
  .command('procedures')
  .description('National procedures, one JSON record a line (.ndjson or .ndjson.gz)')
  .argument('<file>')
  .option('--json', 'print the summary as JSON')
  .action(async (file: string, options: { json?: boolean }) => {
    await importFrom(
      async ctx => (await import('./procedures/national/index.ts')).importProcedures(ctx, file),
      options.json ?? false,
    )
  })
importing
  .command('units')
  .description('Provinces and communes of the administrative map (JSON)')
  .argument('<file>')
  .option('--json', 'print the summary as JSON')
  .action(async (file: string, options: { json?: boolean }) => {
    await importFrom(
      async ctx => (await import('./organisation/agencies/index.ts')).importUnits(ctx, file),
      options.json ?? false,
    )
  })

async function importFrom(run: (ctx: ReturnType<typeof systemCtx>) => Promise<object>, json: boolean): Promise<void> {
  const config = readConfig(process.env)
  const database = await openDatabase(config)
  try {
    const summary = await run(systemCtx({ ...config, db: database.db, now: new Date() }, 'import'))
    if (json) say(JSON.stringify(summary))
    else
      for (const [key, value] of Object.entries(summary))
        say(`${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
  } finally {
    await database.close()
  }
}

async function builtServer(): Promise<typeof ServeModule> {
  return (await import(new URL('../dist/server/serve.js', import.meta.url).href)) as typeof ServeModule
}

async function untilSignal(): Promise<void> {
  await new Promise<void>(done => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
}

/** Commands that live in their rooms; loaded only when asked for, or to be named in the help. */
async function run(): Promise<void> {
  const name = process.argv[2]
  const config = (): ReturnType<typeof readConfig> => readConfig(process.env)
  if (name === 'due' || isHelp(name)) {
    const { registerDue } = await import('./organisation/calendar/command.ts')
    const { calendarOf } = await import('./commands/calendar.ts')
    registerDue(program, { calendarOf: code => calendarOf(config(), code) })
  }
  if (name === 'report' || isHelp(name)) {
    const { registerReport } = await import('./measures/reports/index.ts')
    registerReport(program, { open: () => openDatabase(config(), 'ready'), now: () => new Date() })
  }
  if (name === 'setup' || name === 'token' || isHelp(name)) {
    const { registerSetup } = await import('./commands/setup.ts')
    registerSetup(program, { config, now: () => new Date(), say })
  }
  await program.parseAsync()
}

const isHelp = (name: string | undefined): boolean => name === 'help' || name === '--help' || name === '-h'

try {
  await run()
} catch (cause) {
  if (cause instanceof CommanderError) process.exitCode = cause.exitCode === 0 ? 0 : 2
  else if (isRefusal(cause)) {
    tell(`motcua: ${cause.words.en}`)
    process.exitCode = cause.status === 503 ? 1 : 2
  } else if (cause instanceof Error && /^(PORT|PUBLIC_URL) must/.test(cause.message)) {
    tell(`motcua: ${cause.message}`)
    process.exitCode = 2
  } else throw cause
}

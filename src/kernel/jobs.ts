import { randomBytes, randomUUID } from 'node:crypto'
import { PgBoss } from 'pg-boss'
import { type Ctx, type Database, systemActor } from './context.ts'
import type { Log } from './log.ts'

/** Work that comes by the clock. What follows from events is a listener instead (listeners.ts). */
export interface ScheduledJob {
  /** 'measures.reconcile' */
  name: string
  /** Five-field cron, on the wall clock of Việt Nam. */
  cron: string
  run: (ctx: Ctx) => Promise<void>
}

export interface JobOptions {
  db: Database
  /** pg-boss keeps its tables in a schema of its own and needs its own connections. */
  databaseUrl: string
  dataDir: string
  publicUrl: string
  clock: () => Date
  log: Log
}

/** A context for work nobody at a desk asked for. */
export function systemCtx(
  options: Omit<JobOptions, 'databaseUrl' | 'log' | 'clock'> & { now: Date },
  name: string,
): Ctx {
  return {
    db: options.db,
    now: options.now,
    actor: systemActor(name),
    lang: 'vi',
    requestId: randomUUID(),
    idempotencyKey: null,
    random: n => randomBytes(n),
    dataDir: options.dataDir,
    publicUrl: options.publicUrl,
  }
}

/**
 * Starts the schedule. One of several servers runs each job; a failed run is tried again three times, later and later,
 * and is logged each time.
 */
export async function startJobs(jobs: readonly ScheduledJob[], options: JobOptions): Promise<() => Promise<void>> {
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    schema: 'jobs',
    max: 3,
    application_name: 'motcua jobs',
  })
  boss.on('error', cause => options.log.error({ err: cause }, 'job queue'))
  await boss.start()
  for (const job of jobs) {
    await boss.createQueue(job.name, { retryLimit: 3, retryDelay: 30, retryBackoff: true, expireInSeconds: 1_800 })
    await boss.schedule(job.name, job.cron, {}, { tz: 'Asia/Ho_Chi_Minh' })
    await boss.work(job.name, { pollingIntervalSeconds: 15 }, async () => {
      try {
        await job.run(systemCtx({ ...options, now: options.clock() }, job.name))
      } catch (cause) {
        options.log.error({ err: cause, job: job.name }, 'job failed, will be tried again')
        throw cause
      }
    })
  }
  return async () => {
    await boss.stop({ graceful: true, timeout: 5_000 })
  }
}

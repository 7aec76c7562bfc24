import { createHash, randomBytes } from 'node:crypto'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Refusal } from '../refusal.ts'
import { fail, nativeBinaries, readableByAll } from './native.ts'

/**
 * Starts a real PostgreSQL from an npm package on a folder of ours: loopback only, a random password, fsync on, one
 * server per folder. PostgreSQL refuses to run as root, so as root it runs as "nobody".
 */
export interface Embedded {
  url: string
  /** Stops the server this process started; a server that was already running is left alone. */
  stop: () => Promise<void>
}

const NOBODY = 65_534

interface Options {
  /** Tests trade durability for speed; a real folder never does. */
  durable?: boolean
  /** Another process of ours may share the running server (commands beside `serve`). */
  share?: boolean
}

/** @throws Refusal DATA_FOLDER_NOT_WRITABLE, DATA_FOLDER_IN_USE, EMBEDDED_DATABASE_FAILED */
export async function startEmbedded(dataDir: string, options: Options = {}): Promise<Embedded> {
  const asRoot = process.getuid?.() === 0
  const cluster = await prepareFolder(dataDir, asRoot)

  const running = await readPidFile(cluster)
  if (running) {
    if (!options.share) {
      throw fail(
        'DATA_FOLDER_IN_USE',
        `Thư mục dữ liệu ${dataDir} đang được một máy chủ khác dùng.`,
        `Data folder ${dataDir} is in use by another server (process ${running.pid}). Stop it, or set DATA_DIR.`,
      )
    }
    return { url: await urlOf(dataDir, running.port), stop: async () => {} }
  }

  const bin = await nativeBinaries(asRoot)
  const run = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(bin, dataDir, cluster, asRoot, run)

  const port = await freePort()
  const args = ['-D', cluster, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  args.push('-c', 'max_connections=60', '-c', 'shared_buffers=256MB', '-c', 'timezone=UTC', '-c', 'jit=off')
  args.push('-c', 'logging_collector=off', '-c', 'log_min_messages=fatal', '-c', 'max_wal_size=2GB')
  if (options.durable === false)
    args.push('-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off')
  const logFile = join(dataDir, 'postgres.log')
  const log = await open(logFile, 'w')
  const child = spawn(join(bin, 'bin/postgres'), args, { ...run, stdio: ['ignore', log.fd, log.fd], detached: true })
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null
  await log.close()
  const url = await urlOf(dataDir, port)
  if (!(await answers(url, ended))) {
    throw fail(
      'EMBEDDED_DATABASE_FAILED',
      'Không khởi động được cơ sở dữ liệu kèm theo.',
      `The embedded database did not start: ${(await readFile(logFile, 'utf8')).trim().split('\n')[0]}`,
    )
  }
  child.unref()
  return {
    url,
    stop: async () => {
      if (ended()) return
      child.kill('SIGINT') // "fast" shutdown: open transactions are rolled back, everything committed is on disk
      for (let i = 0; i < 200 && !ended(); i++) await sleep(25)
      if (!ended()) child.kill('SIGQUIT')
    },
  }
}

const notWritable = (dataDir: string, cause: unknown): Refusal =>
  fail(
    'DATA_FOLDER_NOT_WRITABLE',
    `Không ghi được vào thư mục dữ liệu ${dataDir}.`,
    `Data folder ${dataDir} is not writable (${(cause as NodeJS.ErrnoException).code}). Set DATA_DIR to a folder you own.`,
  )

/** Makes the cluster's folder and answers where it lies. */
async function prepareFolder(dataDir: string, asRoot: boolean): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o755 })
    const probe = join(dataDir, `.writable-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
    const cluster = await clusterPlace(dataDir, asRoot)
    await mkdir(dirname(cluster), { recursive: true, mode: 0o755 })
    await mkdir(cluster, { recursive: true, mode: 0o700 })
    if (asRoot) {
      await chown(cluster, NOBODY, NOBODY)
      await chmod(cluster, 0o700)
    }
    return cluster
  } catch (cause) {
    throw notWritable(dataDir, cause)
  }
}

/**
 * Where the cluster of a data folder lies: inside it, unless we are root and "nobody" cannot walk there (a project
 * under a closed home); then beside the system's own databases, with a note left in the data folder.
 */
async function clusterPlace(dataDir: string, asRoot: boolean): Promise<string> {
  const note = join(dataDir, 'postgres.location')
  if (existsSync(note)) return (await readFile(note, 'utf8')).trim()
  const inside = join(dataDir, 'postgres')
  if (!asRoot || existsSync(inside) || (await readableByAll(dataDir))) return inside
  const outside = join('/var/lib/motcua', createHash('sha256').update(dataDir).digest('hex').slice(0, 12), 'postgres')
  await writeFile(note, `${outside}\n`)
  return outside
}

async function readPidFile(cluster: string): Promise<{ pid: number; port: number } | null> {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = (await readFile(file, 'utf8')).split('\n')
  const pid = Number(lines[0])
  if (!isPostgres(pid)) {
    await rm(file, { force: true })
    return null
  }
  return { pid, port: Number(lines[3]) }
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
  const ps = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' })
  return ps.error !== undefined || ps.stdout.includes('postgres')
}

/** Stops a server left behind on this folder by a process that died. */
export async function stopLeftBehind(dataDir: string): Promise<void> {
  const note = join(dataDir, 'postgres.location')
  const cluster = existsSync(note) ? (await readFile(note, 'utf8')).trim() : join(dataDir, 'postgres')
  const running = await readPidFile(cluster)
  if (!running) return
  process.kill(running.pid, 'SIGINT')
  for (let i = 0; i < 200 && (await readPidFile(cluster)); i++) await sleep(25)
}

async function urlOf(dataDir: string, port: number): Promise<string> {
  const password = await readFile(join(dataDir, 'postgres.secret'), 'utf8')
  return `postgres://motcua:${password.trim()}@127.0.0.1:${port}/motcua`
}

async function initialise(
  bin: string,
  dataDir: string,
  cluster: string,
  asRoot: boolean,
  run: { uid?: number; gid?: number },
) {
  const secret = join(dataDir, 'postgres.secret')
  await writeFile(secret, randomBytes(24).toString('hex'), { mode: 0o600 })
  const pwfile = join(tmpdir(), `motcua-${process.pid}-${randomBytes(6).toString('hex')}`)
  await cp(secret, pwfile)
  if (asRoot) await chown(pwfile, NOBODY, NOBODY)
  const args = ['-D', cluster, '-U', 'motcua', '--pwfile', pwfile, '-A', 'scram-sha-256', '-E', 'UTF8']
  args.push('--locale-provider=libc', '--locale=C', '--data-checksums')
  const done = spawnSync(join(bin, 'bin/initdb'), args, { ...run, encoding: 'utf8', cwd: '/' })
  await rm(pwfile, { force: true })
  if (done.status !== 0) {
    await rm(cluster, { recursive: true, force: true })
    throw fail(
      'EMBEDDED_DATABASE_FAILED',
      'Không tạo được cơ sở dữ liệu kèm theo.',
      `The embedded database could not be created: ${(done.stderr || String(done.error)).trim().split('\n').at(-1)}`,
    )
  }
}

async function answers(url: string, ended: () => boolean): Promise<boolean> {
  const admin = new URL(url)
  admin.pathname = '/postgres'
  for (let i = 0; i < 400 && !ended(); i++) {
    const client = new pg.Client({ connectionString: admin.href })
    client.on('error', () => {}) // a refused early connection is retried below
    try {
      await client.connect()
      const found = await client.query("select 1 from pg_database where datname = 'motcua'")
      if (found.rowCount === 0) await client.query('create database motcua')
      await client.end()
      return true
    } catch (cause) {
      await client.end().catch(() => {})
      if (i === 399) throw cause
      await sleep(25)
    }
  }
  return false
}

async function freePort(): Promise<number> {
  return await new Promise((done, failed) => {
    const probe = createServer()
    probe.on('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : failed(new Error('no port'))))
    })
  })
}

/** A server on a folder of its own under the system's temporary folder, gone when stopped: tests, benches, generators. */
export async function startTemporary(name: string): Promise<Embedded> {
  const folder = await mkdtemp(join(tmpdir(), `motcua-${name}-`))
  await chmod(folder, 0o711)
  const server = await startEmbedded(folder, { durable: false })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Holds an exclusive lock file for as long as the process lives; a lock of a dead process is taken over. */
export async function lockFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'serve.lock')
  await mkdir(dataDir, { recursive: true }).catch((cause: unknown) => {
    throw notWritable(dataDir, cause)
  })
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = await open(file, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      return () => rm(file, { force: true })
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw notWritable(dataDir, cause)
      const pid = Number(await readFile(file, 'utf8').catch(() => '0'))
      if (pid && pid !== process.pid && isAlive(pid)) {
        throw fail(
          'DATA_FOLDER_IN_USE',
          `Thư mục dữ liệu ${dataDir} đang được một máy chủ khác dùng.`,
          `Data folder ${dataDir} is in use by another server (process ${pid}). Stop it, or set DATA_DIR.`,
        )
      }
      await rm(file, { force: true })
    }
  }
  throw new Error(`could not lock ${dataDir}`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

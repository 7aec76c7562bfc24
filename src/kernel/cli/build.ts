import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = join(import.meta.dirname, '..', '..', '..')
const sources = ['src/**/*', 'db/seed/*', 'vite.config.ts', 'package-lock.json']
const isTest = /\.test\.tsx?$/
const isText = /\.(?:css|js|svg|json|txt)$/

/** What the sources look like now: paths, sizes and times of change; reading their bytes would cost every start. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of globSync(sources, { cwd: root }).sort()) {
    const facts = statSync(join(root, file))
    if (facts.isFile() && !isTest.test(file)) hash.update(`${file} ${facts.size} ${facts.mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** Every text also as brotli and gzip, once, so that no request pays for it. */
function compress(folder: string): void {
  for (const file of globSync('**/*', { cwd: folder })) {
    const path = join(folder, file)
    if (!isText.test(file)) continue
    const bytes = readFileSync(path)
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

/** Puts a finished folder in the place of the old one; another builder may do the same at this moment, so more than one try. */
function swap(from: string, to: string): void {
  for (let left = 5; ; left--) {
    const old = `${from}.old${left}`
    try {
      if (existsSync(to)) renameSync(to, old)
      renameSync(from, to)
      return
    } catch (error) {
      if (left === 0) throw error
    } finally {
      rmSync(old, { recursive: true, force: true })
    }
  }
}

/**
 * Builds pages, styles and scripts into dist/ when the sources changed since the last build (or `force`).
 * Builds aside and swaps, so a running server or a second builder never sees half a build.
 */
export async function build({ force = false }: { force?: boolean } = {}): Promise<{ built: boolean; ms: number }> {
  const start = performance.now()
  const dist = join(root, 'dist')
  const stamp = join(dist, 'sources.sha256')
  const now = fingerprint()
  const done = (built: boolean) => ({ built, ms: Math.round(performance.now() - start) })
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return done(false)

  const vite = await import('vite')
  mkdirSync(dist, { recursive: true })
  const shared = { root, configFile: join(root, 'vite.config.ts'), mode: 'production', logLevel: 'error' } as const
  const aside = (name: string) => join(dist, `${name}.${process.pid}`)
  try {
    await vite.build({ ...shared, build: { outDir: aside('client'), emptyOutDir: true } })
    await vite.build({ ...shared, build: { ssr: 'src/serve.ts', outDir: aside('server'), emptyOutDir: true } })
    compress(aside('client'))
    swap(aside('client'), join(dist, 'client'))
    swap(aside('server'), join(dist, 'server'))
  } finally {
    rmSync(aside('client'), { recursive: true, force: true })
    rmSync(aside('server'), { recursive: true, force: true })
  }
  writeFileSync(stamp, now)
  return done(true)
}

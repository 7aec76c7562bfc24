import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Starts the product as people do, with a small demo on a folder of its own, and names its address in MOTCUA_URL.
 * With MOTCUA_URL given, that one is used as it is.
 */
export default async function startProduct(): Promise<() => Promise<void>> {
  if (process.env['MOTCUA_URL']) return async () => {}
  const folder = await mkdtemp(join(tmpdir(), 'motcua-product-'))
  await chmod(folder, 0o711)
  const child = spawn(process.execPath, ['src/main.ts', 'serve'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, PORT: '0', DATA_DIR: folder, DEMO_SIZE: '150', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  const address = await new Promise<string>((done, failed) => {
    const hear = (chunk: Buffer): void => {
      said.push(chunk.toString())
      const found = /Một Cửa: (http:\S+)/.exec(said.join(''))
      if (found?.[1]) done(found[1])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', () => failed(new Error(`the product did not start:\n${said.join('')}`)))
  })
  process.env['MOTCUA_URL'] = address
  return async () => {
    child.kill('SIGTERM')
    await new Promise(done => child.on('exit', done))
    await rm(folder, { recursive: true, force: true })
  }
}

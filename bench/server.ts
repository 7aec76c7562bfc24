import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { productRoot } from '../src/kernel/product.ts'

/** The real server in a process of its own, as `npm start` runs it. */
export interface Running {
  address: string
  stop: () => Promise<void>
}

/** @param env  on top of this process's own; PORT 0 takes a free one */
export async function startServer(env: Record<string, string>, options: readonly string[] = []): Promise<Running> {
  const main = join(productRoot(), 'src', 'main.ts')
  const child = spawn(process.execPath, [main, 'serve', ...options], {
    cwd: productRoot(),
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await new Promise(done => child.once('exit', done))
  }
  let said = ''
  const address = await new Promise<string>((done, failed) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = /Một Cửa: (http\S+)/.exec(said)
      if (found?.[1]) done(found[1])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', code => failed(new Error(`the server ended with ${code}: ${said.slice(-2_000)}`)))
  })
  return { address: address.replace('localhost', '127.0.0.1'), stop }
}

import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

/** The command line, run as people run it: what it answers, and the one clear line when it cannot. */

const root = join(import.meta.dirname, '..')
const folders: string[] = []
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'motcua-command-'))
  await chmod(path, 0o711)
  folders.push(path)
  return path
}
afterAll(async () => {
  for (const path of folders) await rm(path, { recursive: true, force: true })
})

async function motcua(
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', NODE_ENV: '', ...env },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const code = await new Promise<number>(done => child.on('exit', n => done(n ?? 1)))
  return { code, out, err }
}

const lines = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .filter(line => !line.includes('built the pages'))

describe('due', () => {
  it('answers with the instant and why', async () => {
    const { code, out } = await motcua(['due', '--received', '2026-08-27T16:00', '--limit', '3wd', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ dueAt: '2026-09-04T16:00:00+07:00', explain: expect.any(Array) })
  })
})

describe('one clear line', () => {
  it('for bad input, with exit code 2', async () => {
    const { code, err } = await motcua(['due', '--received', 'yesterday', '--limit', '3wd'])
    expect(code).toBe(2)
    expect(lines(err)).toHaveLength(1)
  })

  it('for a port that is no number', async () => {
    const { code, err } = await motcua(['serve'], { PORT: 'abc' })
    expect([code, lines(err)]).toEqual([2, ['motcua: PORT must be a number from 0 to 65535, not "abc"']])
  })

  it('for a port that is taken', async () => {
    const taken = createServer()
    const port = await new Promise<number>(done =>
      taken.listen(0, '0.0.0.0', () => done((taken.address() as { port: number }).port)),
    )
    const { code, err } = await motcua(['serve', '--no-demo'], { PORT: String(port), DATA_DIR: await folder() })
    taken.close()
    expect(code).toBe(1)
    expect(lines(err).at(-1)).toMatch(new RegExp(`^motcua: Port ${port} is taken`))
  })

  it('for a data folder that cannot be written', async () => {
    const dir = await folder()
    await writeFile(join(dir, 'file'), '')
    const { code, err } = await motcua(['migrate'], { DATA_DIR: join(dir, 'file', 'data') })
    expect(code).toBe(1)
    expect(lines(err)).toEqual([expect.stringMatching(/^motcua: Data folder .* is not writable/)])
  })

  it('for a database that does not answer', async () => {
    const { code, err } = await motcua(['migrate'], { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' })
    expect([code, lines(err)]).toEqual([1, [expect.stringMatching(/^motcua: The database is unreachable/)]])
  })

  it('for a command nobody knows', async () => {
    const { code } = await motcua(['sevre'])
    expect(code).toBe(2)
  })
})

describe('setup', () => {
  it('makes the province and its administrator, once', async () => {
    const env = { DATA_DIR: await folder() }
    const args = [
      'setup',
      '--province',
      'Ủy ban nhân dân tỉnh Thử',
      '--short',
      'tỉnh Thử',
      '--code',
      'H90',
      '--login',
      'quantri',
      '--name',
      'Người Thử',
    ]
    const first = await motcua(args, env)
    expect([first.code, first.out]).toEqual([0, expect.stringMatching(/^quantri {2}\S+/)])
    const second = await motcua(args, env)
    expect([second.code, lines(second.err)]).toEqual([2, [expect.stringMatching(/has agencies already/)]])
  })
})

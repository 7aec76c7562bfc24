import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as viteBuild } from 'vite'
import { refuse } from '../src/kernel/refusal.ts'

/** The performance suite: each line is `name ratio goal`; what was measured goes to stderr. */

export interface Line {
  name: string
  ratio: number
  goal: number
  ok: boolean
  detail: string
}

const BENCHES = ['P01', 'P04', 'P07', 'P14'] as const
const root = join(import.meta.dirname, '..')

/** Loads one bench, built like the server, because rooms lead to pages that plain Node cannot read. */
async function load(name: string): Promise<{ run: () => Promise<Line[]> }> {
  const folder = join(root, 'dist', 'bench')
  await viteBuild({
    root,
    configFile: join(root, 'vite.config.ts'),
    mode: 'production',
    logLevel: 'error',
    build: {
      ssr: `bench/${name}.ts`,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: `${name}.js` } },
    },
  })
  return (await import(pathToFileURL(join(folder, `${name}.js`)).href)) as { run: () => Promise<Line[]> }
}

/** Runs the named benches, or all. @returns whether every goal was met */
export async function runBench(names: readonly string[]): Promise<boolean> {
  const known: readonly string[] = BENCHES
  const wanted = names.length > 0 ? names.map(name => name.toUpperCase()) : known
  const unknown = wanted.filter(name => !known.includes(name))
  if (unknown.length > 0) {
    refuse('NO_SUCH_BENCH', 422, {
      vi: `Không có phép đo ${unknown.join(', ')}; hiện có ${known.join(', ')}.`,
      en: `There is no bench ${unknown.join(', ')}; there are ${known.join(', ')}.`,
    })
  }
  let met = true
  for (const name of wanted) {
    const lines = await (await load(name)).run()
    for (const { name: line, ratio, goal, ok, detail } of lines) {
      process.stdout.write(`${line} ${ratio} ${goal}\n`)
      process.stderr.write(`  ${ok ? 'met' : 'MISSED'}: ${detail}\n`)
      met &&= ok
    }
  }
  return met
}

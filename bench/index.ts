/** The performance suite: each line is `name ratio goal`; what was measured goes to stderr. */

export interface Line {
  name: string
  ratio: number
  goal: number
  ok: boolean
  detail: string
}

/** Benches by name, loaded when asked for. */
const benches: Record<string, () => Promise<{ run: () => Promise<Line[]> }>> = {
  P01: async () => await import('./P01.ts'),
  P04: async () => await import('./P04.ts'),
  P07: async () => await import('./P07.ts'),
  P14: async () => await import('./P14.ts'),
}

/** Runs the named benches, or all. @returns whether every goal was met */
export async function runBench(names: readonly string[]): Promise<boolean> {
  const wanted = names.length > 0 ? names.map(name => name.toUpperCase()) : Object.keys(benches)
  const unknown = wanted.filter(name => !benches[name])
  if (unknown.length > 0)
    throw new Error(`no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`)
  let met = true
  for (const name of wanted) {
    const lines = await (await benches[name]?.())?.run()
    for (const { name: line, ratio, goal, ok, detail } of lines ?? []) {
      process.stdout.write(`${line} ${ratio} ${goal}\n`)
      process.stderr.write(`  ${ok ? 'met' : 'MISSED'}: ${detail}\n`)
      met &&= ok
    }
  }
  return met
}

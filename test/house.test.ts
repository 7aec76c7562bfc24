import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'

/** The map of the house against its walls: every import of every file. */

const root = join(import.meta.dirname, '..')
const map = JSON.parse(readFileSync(join(root, 'house.json'), 'utf8')) as {
  wings: string[]
  rooms: Record<string, string[]>
}

const byText = (a: string | null, b: string | null): number => (a ?? '').localeCompare(b ?? '')

interface Import {
  from: string
  to: string
}

const sources = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter(file => !file.endsWith('.d.ts'))
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file)

function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(join(root, file), 'utf8'))
  const fixed = [
    ...module.staticImports.map(i => i.moduleRequest.value),
    ...module.staticExports.flatMap(e => e.entries.flatMap(x => x.moduleRequest?.value ?? [])),
  ]
  const lazy = [...readFileSync(join(root, file), 'utf8').matchAll(/import\('([^']+)'\)/g)].map(m => m[1] as string)
  return [...fixed, ...lazy]
}

/** Every import of ours by ours, both ends as paths from the root. */
const all: Import[] = sources.flatMap(from =>
  importsOf(from).flatMap(target => {
    if (target.startsWith('#app/')) return [{ from, to: target.replace('#app/', 'src/') }]
    if (target.startsWith('.')) return [{ from, to: relative(root, resolve(root, dirname(from), target)) }]
    return []
  }),
)

/** 'src/onestop/dossiers/pages/x.tsx' → 'onestop/dossiers'; null outside wings. Loose files of the kernel are one room. */
function roomOf(file: string): string | null {
  const [src, wing, second, third] = file.split('/')
  if (src !== 'src' || !wing || !map.wings.includes(wing)) return null
  if (wing === 'kernel') return second && `${wing}/${second}` in map.rooms ? `${wing}/${second}` : 'kernel'
  return second && third ? `${wing}/${second}` : wing
}
const wingOf = (room: string): string => room.split('/')[0] as string

describe('house.json', () => {
  it('names every room there is, and no other', () => {
    const found = new Set(sources.map(roomOf).filter(room => room !== null && room !== 'kernel'))
    expect([...found].toSorted(byText)).toEqual(Object.keys(map.rooms).toSorted(byText))
  })

  it('lets a wing use only wings to its left', () => {
    const wrong = all.filter(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)]
      return a && b && map.wings.indexOf(wingOf(a)) < map.wings.indexOf(wingOf(b))
    })
    expect(wrong).toEqual([])
  })

  it('lets rooms of a wing use only the neighbours the map names', () => {
    const wrong = all.filter(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)]
      if (!a || !b || a === b || wingOf(a) !== wingOf(b) || isTest(from)) return false
      return b !== 'kernel' && a !== 'kernel' && !map.rooms[a]?.includes(b)
    })
    expect(wrong).toEqual([])
  })

  it('names no neighbours that stand in a circle', () => {
    const circles = Object.keys(map.rooms).filter(room => {
      const reached = new Set(map.rooms[room])
      for (const next of reached) for (const further of map.rooms[next] ?? []) reached.add(further)
      return reached.has(room)
    })
    expect(circles).toEqual([])
  })

  it('leads into another room through its front door only', () => {
    const wrong = all.filter(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)]
      if (!b || b === 'kernel' || a === b || isTest(from)) return false
      const composes = a === null && /\/(api\.ts|pages\/index\.tsx?|command\.ts|jobs\.ts|index\.ts)$/.test(to)
      return !composes && !to.endsWith('/index.ts')
    })
    expect(wrong).toEqual([])
  })

  it('keeps the kernel and the front doors free of screens', () => {
    const wrong = all.filter(({ from, to }) => {
      if (isTest(from)) return false
      const isPage =
        from.includes('/pages/') || from.startsWith('src/ui/') || ['src/rooms.ts', 'src/serve.ts'].includes(from)
      return !isPage && (to.startsWith('src/ui/') || to.includes('/pages/') || to.endsWith('.tsx'))
    })
    expect(wrong).toEqual([])
  })

  it('lets ui know the kernel and nothing else', () => {
    expect(
      all.filter(({ from, to }) => from.startsWith('src/ui/') && !isTest(from) && !/^src\/(ui|kernel)\//.test(to)),
    ).toEqual([])
  })
})

describe('a room', () => {
  const rooms = Object.keys(map.rooms)
  it.each(rooms)('%s has a README and a front door', room => {
    expect(existsSync(join(root, 'src', room, 'README.md'))).toBe(true)
    expect(existsSync(join(root, 'src', room, 'index.ts'))).toBe(true)
  })

  it.each(rooms)('%s shows at most eight names at its front door, a value and its type counting once', room => {
    const file = join(root, 'src', room, 'index.ts')
    const shown = parseSync(file, readFileSync(file, 'utf8')).module.staticExports.flatMap(e => e.entries)
    expect(shown.filter(entry => entry.exportName.kind !== 'Name')).toEqual([])
    const names = new Set(shown.map(entry => entry.exportName.name?.toLowerCase()))
    expect([...names].slice(8)).toEqual([])
  })

  it('has no drawers', () => {
    const drawers = sources.filter(file =>
      /(^|\/)(utils?|helpers?|common|lib|misc|shared|manager)(\/|\.tsx?$)/.test(file),
    )
    expect(drawers).toEqual([])
  })

  it('has no file of more than 600 lines', () => {
    const long = sources.filter(
      file => !file.endsWith('db/types.ts') && readFileSync(join(root, file), 'utf8').split('\n').length > 600,
    )
    expect(long).toEqual([])
  })

  it('takes its time from the caller: no clock in rules, verbs or views', () => {
    const allowed = /^src\/(kernel\/(cli|http|db)\/|kernel\/(jobs|listeners|log)\.ts|main\.ts|serve\.ts|commands\/)/
    const wrong = sources.filter(file => {
      if (allowed.test(file) || isTest(file) || file.includes('/islands/')) return false
      return /Date\.now\(\)|new Date\(\)/.test(readFileSync(join(root, file), 'utf8'))
    })
    expect(wrong).toEqual([])
  })
})

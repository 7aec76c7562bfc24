import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { productRoot } from '#app/kernel/product.ts'

export { productRoot }

/** Addresses of what a page loads. */
export type Assets = { css: string[]; js: string[]; fonts: string[] }

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    name: z.string().optional(),
    css: z.array(z.string()).optional(),
    assets: z.array(z.string()).optional(),
  }),
)
type Manifest = z.infer<typeof Manifest>

/** Where the build puts what browsers fetch. */
export const clientFolder = (): string => join(productRoot(), 'dist', 'client')

/** Without a build: stable names, so that pages rendered in tests do not change with the sources. */
const fallback: Assets = { css: ['/assets/app.css'], js: ['/assets/app.js'], fonts: [] }

/** The font file every page needs at once; the rest comes when a letter asks for it. */
const urgent = /be-vietnam-pro-latin-400-/

/** Reads a Vite manifest into addresses below `/`. */
export function readManifest(manifest: Manifest): Assets {
  const app = manifest['src/ui/islands/app.ts']
  if (!app) return fallback
  return {
    css: (app.css ?? []).map(file => `/${file}`),
    js: [`/${app.file}`],
    fonts: (app.assets ?? []).filter(file => urgent.test(file)).map(file => `/${file}`),
  }
}

function load(folder: string): Manifest {
  const file = join(folder, '.vite', 'manifest.json')
  return existsSync(file) ? Manifest.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
}

const read = new Map<string, Manifest>()

function manifest(folder: string): Manifest {
  const known = read.get(folder) ?? load(folder)
  read.set(folder, known)
  return known
}

/** What every page loads: one stylesheet, one script, the fonts to fetch ahead. Read once per process. */
export const assets = (folder: string = clientFolder()): Assets => readManifest(manifest(folder))

/** Address of a room's own island, by the name of its file in `pages/islands/`. */
export function island(name: string, folder: string = clientFolder()): string {
  const entry = Object.values(manifest(folder)).find(one => one.name === name)
  return entry ? `/${entry.file}` : `/assets/${name}.js`
}

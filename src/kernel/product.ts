import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The product's folder: the nearest one above with our package.json (sources and the built server lie at different depths). */
export function productRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'src'))) return folder
    if (dirname(folder) === folder) return process.cwd()
  }
}

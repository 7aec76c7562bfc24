import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rowTypes, typesFile } from '#app/kernel/db/generate.ts'
import { build } from '#app/kernel/cli/build.ts'
import type * as ServeModule from '#app/serve.ts'

const root = join(import.meta.dirname, '../..')
const openapiFile = join(root, 'docs/openapi.json')

/**
 * Files that are made from others: row types from the migrations, the API document from the doors.
 * @param checkOnly  leaves them as they are
 * @returns paths of the files that were not fresh
 */
export async function generate(checkOnly: boolean): Promise<string[]> {
  await build()
  const { openapiText } = (await import(
    new URL('../../dist/server/serve.js', import.meta.url).href
  )) as typeof ServeModule
  const wanted = [
    { path: typesFile, text: await rowTypes() },
    { path: openapiFile, text: openapiText() },
  ]
  const stale: string[] = []
  for (const { path, text } of wanted) {
    const now = await readFile(path, 'utf8').catch(() => '')
    if (now === text) continue
    stale.push(path.slice(root.length + 1))
    if (!checkOnly) await writeFile(path, text)
  }
  return stale
}

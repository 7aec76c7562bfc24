import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from './connect.ts'
import { startTemporary } from './launcher.ts'
import { productRoot } from '../product.ts'
import { migrate } from './migrate.ts'

const SCHEMAS = ['kernel', 'organisation', 'procedures', 'onestop', 'voice', 'measures', 'reform']
export const typesFile = join(productRoot(), 'src/kernel/db/types.ts')

/** Row types of the migrated database, as text. `url`: an empty database to migrate; without it one is made and thrown away. */
export async function rowTypes(url?: string): Promise<string> {
  if (url) return await typesOf(url)
  const server = await startTemporary('types')
  try {
    return await typesOf(server.url)
  } finally {
    await server.stop()
  }
}

async function typesOf(url: string): Promise<string> {
  const connection = connect(url)
  await migrate(connection.db)
  await connection.close()
  const out = join(await mkdtemp(join(tmpdir(), 'motcua-codegen-')), 'types.ts')
  const bin = join(productRoot(), 'node_modules/.bin/kysely-codegen')
  const args = [
    '--dialect',
    'postgres',
    '--url',
    url,
    '--out-file',
    out,
    '--date-parser',
    'string',
    '--numeric-parser',
    'number',
  ]
  args.push(
    '--include-pattern',
    `(${SCHEMAS.join('|')}).*`,
    '--log-level',
    'error',
    '--no-domains',
    '--type-only-imports',
  )
  const done = spawnSync(bin, args, { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`kysely-codegen: ${done.stderr || done.stdout}`)
  return exactTypes(await readFile(out, 'utf8'))
}

/** Our type parsers read bigint and numeric as exact numbers; the generator only knows the driver's own. */
function exactTypes(generated: string): string {
  return generated
    .replace(
      /export type Int8 = .*;/,
      'export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;',
    )
    .replace(/export type Numeric = .*;/, 'export type Numeric = ColumnType<number, number | string, number | string>;')
}

export async function writeRowTypes(): Promise<void> {
  await writeFile(typesFile, await rowTypes())
}

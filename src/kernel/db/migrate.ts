import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Migrator, type Migration, type MigrationProvider } from 'kysely/migration'
import type { Database } from '../context.ts'
import { productRoot } from '../product.ts'
import { Refusal } from '../refusal.ts'

/** Plain SQL files in name order, forward only, all of a run in one transaction. */
class SqlFiles implements MigrationProvider {
  readonly folder: string
  constructor(folder: string) {
    this.folder = folder
  }
  async getMigrations(): Promise<Record<string, Migration>> {
    const names = (await readdir(this.folder)).filter(name => name.endsWith('.sql')).sort()
    const entries = names.map(async name => {
      const text = await readFile(join(this.folder, name), 'utf8')
      return [
        name.replace('.sql', ''),
        { up: async db => void (await sql.raw(text).execute(db)) } satisfies Migration,
      ] as const
    })
    return Object.fromEntries(await Promise.all(entries))
  }
}

export const migrationsFolder = join(productRoot(), 'db/migrations')

/**
 * Brings the database to this version.
 * @returns names of the migrations applied now
 * @throws Refusal DATABASE_NEWER when the database was made by a later version of this program
 */
export async function migrate(db: Database, folder = migrationsFolder): Promise<string[]> {
  const provider = new SqlFiles(folder)
  const known = Object.keys(await provider.getMigrations())
  const unknown = (await appliedNames(db)).filter(name => !known.includes(name))
  if (unknown.length > 0) {
    throw new Refusal('DATABASE_NEWER', 503, {
      vi: 'Cơ sở dữ liệu thuộc phiên bản mới hơn chương trình này. Hãy nâng cấp chương trình.',
      en: `The database is of a newer version than this program (it has ${unknown.at(-1)}). Upgrade the program.`,
    })
  }
  const migrator = new Migrator({
    db,
    provider,
    migrationTableSchema: 'migrations',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map(r => r.migrationName)
}

async function appliedNames(db: Database): Promise<string[]> {
  const exists = await sql<{ t: string | null }>`select to_regclass('migrations.migration')::text as t`.execute(db)
  if (!exists.rows[0]?.t) return []
  const rows = await sql<{ name: string }>`select name from migrations.migration order by name`.execute(db)
  return rows.rows.map(r => r.name)
}

/** Whether this database is exactly at this program's version. */
export async function isCurrent(db: Database, folder = migrationsFolder): Promise<boolean> {
  const known = Object.keys(await new SqlFiles(folder).getMigrations())
  return (await appliedNames(db)).length === known.length
}

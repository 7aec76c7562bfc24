import type { Config } from '#app/config.ts'
import { checkServer, type Connection, connect } from '../db/connect.ts'
import { lockFolder, startEmbedded, stopLeftBehind } from '../db/launcher.ts'
import { isCurrent, migrate } from '../db/migrate.ts'
import { Refusal } from '../refusal.ts'

export interface Opened extends Connection {
  url: string
}

/**
 * Opens the database of this installation for one command: the server DATABASE_URL names, or the embedded one, which a
 * running `serve` shares with us. Brings it to this version first.
 * @param need  'migrated' makes the tables; 'ready' refuses a database that has none
 */
export async function openDatabase(config: Config, need: 'migrated' | 'ready' = 'migrated'): Promise<Opened> {
  if (config.databaseUrl) return await prepared(config.databaseUrl, need, async () => {})
  const release = await lockFolder(config.dataDir).catch((cause: unknown) => {
    if (cause instanceof Refusal && cause.code === 'DATA_FOLDER_IN_USE') return null
    throw cause
  })
  if (release) await stopLeftBehind(config.dataDir)
  const server = await startEmbedded(config.dataDir, { share: release === null })
  return await prepared(server.url, need, async () => {
    await server.stop()
    await release?.()
  })
}

async function prepared(url: string, need: 'migrated' | 'ready', stop: () => Promise<void>): Promise<Opened> {
  const connection = connect(url)
  const close = async (): Promise<void> => {
    await connection.close()
    await stop()
  }
  try {
    await checkServer(connection)
    if (need === 'migrated') await migrate(connection.db)
    else if (!(await isCurrent(connection.db))) {
      throw new Refusal('DATABASE_NOT_MIGRATED', 503, {
        vi: 'Cơ sở dữ liệu chưa được chuẩn bị. Hãy chạy lệnh migrate.',
        en: 'The database is not prepared. Run: npm run -s motcua -- migrate',
      })
    }
    return { ...connection, url, close }
  } catch (cause) {
    await close()
    throw cause
  }
}

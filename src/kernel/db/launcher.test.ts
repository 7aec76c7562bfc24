import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { checkServer, connect } from './connect.ts'
import { lockFolder, startEmbedded, stopLeftBehind } from './launcher.ts'
import { isCurrent, migrate } from './migrate.ts'

const folders: string[] = []
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'motcua-launcher-'))
  await chmod(path, 0o711)
  folders.push(path)
  return path
}
afterAll(async () => {
  for (const path of folders) {
    await stopLeftBehind(path)
    await rm(path, { recursive: true, force: true })
  }
})

describe('the embedded database', () => {
  it('starts on an empty folder, keeps what was written, and starts again on it', async () => {
    const dir = await folder()
    const first = await startEmbedded(dir)
    const one = connect(first.url, 1)
    await sql`create table public.kept as select 42 as n`.execute(one.db)
    await one.close()
    await first.stop()
    const second = await startEmbedded(dir)
    const two = connect(second.url, 1)
    const rows = await sql<{ n: number }>`select n from public.kept`.execute(two.db)
    const settings = await sql<{
      fsync: string
      checksums: string
    }>`select current_setting('fsync') as fsync, current_setting('data_checksums') as checksums`.execute(two.db)
    await two.close()
    await second.stop()
    expect(rows.rows).toEqual([{ n: 42 }])
    expect(settings.rows).toEqual([{ fsync: 'on', checksums: 'on' }])
  })

  it('refuses a second server on the folder, and is shared where that is asked', async () => {
    const dir = await folder()
    const first = await startEmbedded(dir, { durable: false })
    await expect(startEmbedded(dir)).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' })
    expect((await startEmbedded(dir, { share: true })).url).toBe(first.url)
    await first.stop()
  })

  it('refuses a folder it cannot write', async () => {
    const dir = await folder()
    await writeFile(join(dir, 'file'), '')
    await expect(startEmbedded(join(dir, 'file', 'data'))).rejects.toMatchObject({ code: 'DATA_FOLDER_NOT_WRITABLE' })
  })
})

describe('the lock of a data folder', () => {
  it('is held by one living process, and taken over from a dead one', async () => {
    const dir = await folder()
    await writeFile(join(dir, 'serve.lock'), String(process.ppid))
    await expect(lockFolder(dir)).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' })
    await writeFile(join(dir, 'serve.lock'), '99999999')
    const release = await lockFolder(dir)
    await release()
    expect(await lockFolder(dir)).toBeTypeOf('function')
  })
})

describe('a server elsewhere', () => {
  it('that does not answer is named as unreachable', async () => {
    const nowhere = connect('postgres://nobody:x@127.0.0.1:1/none', 1)
    await expect(checkServer(nowhere)).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' })
    await nowhere.close()
  })
})

describe('migrations', () => {
  it('leave a current database alone and refuse a newer one', async () => {
    const connection = await testDatabase()
    expect(await isCurrent(connection.db)).toBe(true)
    expect(await migrate(connection.db)).toEqual([])
    await sql`insert into migrations.migration (name, timestamp) values ('9999_later', '2099-01-01')`.execute(
      connection.db,
    )
    await expect(migrate(connection.db)).rejects.toMatchObject({ code: 'DATABASE_NEWER' })
  })
})

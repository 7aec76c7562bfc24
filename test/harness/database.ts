import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import type { Actor, Ctx } from '#app/kernel/context.ts'
import { systemActor } from '#app/kernel/context.ts'
import { connect, type Connection } from '#app/kernel/db/connect.ts'

/** A migrated, empty database of this test file's own, dropped at its end. Call at the top level of a file or describe. */
export async function testDatabase(): Promise<Connection & { url: string }> {
  const name = `motcua_${randomBytes(8).toString('hex')}`
  const admin = new pg.Client({ connectionString: inject('adminUrl') })
  await admin.connect()
  // Two files cloning the template at the same instant: one waits, as long as nobody else is connected to it.
  await admin.query('select pg_advisory_lock(7131)')
  await admin.query(`create database ${name} template motcua_template`)
  await admin.end()
  const url = new URL(inject('adminUrl'))
  url.pathname = `/${name}`
  const connection = connect(url.href, 6)
  afterAll(async () => {
    await connection.close()
    const last = new pg.Client({ connectionString: inject('adminUrl') })
    await last.connect()
    await last.query(`drop database if exists ${name} with (force)`)
    await last.end()
  })
  return { ...connection, url: url.href }
}

/** A context for a verb in a test: who acts, when. `random` is deterministic. */
export function testCtx(
  connection: Connection,
  now: string,
  actor: Actor = systemActor('test'),
  more: Partial<Ctx> = {},
): Ctx {
  let n = 0
  return {
    db: connection.db,
    now: new Date(now),
    actor,
    lang: 'vi',
    requestId: 'test',
    idempotencyKey: null,
    random: bytes => Uint8Array.from({ length: bytes }, (_, i) => (i * 7 + n++ * 31) % 256),
    dataDir: mkdtempSync(join(tmpdir(), 'motcua-files-')),
    publicUrl: 'http://localhost:3000',
    ...more,
  }
}

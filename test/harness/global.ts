import type { TestProject } from 'vitest/node'
import { connect } from '#app/kernel/db/connect.ts'
import { startTemporary } from '#app/kernel/db/launcher.ts'
import { migrate } from '#app/kernel/db/migrate.ts'
import pg from 'pg'

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string
  }
}

const TEMPLATE = 'motcua_template'

/** One server for the run: ours, or the one TEST_DATABASE_URL names. Each test file clones a migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const server = given ? { url: given, stop: async () => {} } : await startTemporary('test')
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`drop database if exists ${TEMPLATE} with (force)`)
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  const url = new URL(server.url)
  url.pathname = `/${TEMPLATE}`
  const connection = connect(url.href, 2)
  await migrate(connection.db)
  await connection.close()
  project.provide('adminUrl', server.url)
  return server.stop
}

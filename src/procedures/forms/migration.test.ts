import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connect, type Connection } from '#app/kernel/db/connect.ts'
import { migrate, migrationsFolder } from '#app/kernel/db/migrate.ts'

const name = `motcua_${randomBytes(8).toString('hex')}`
let connection: Connection

async function admin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('adminUrl') })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const form = (key: string): string =>
  JSON.stringify({
    sections: [
      {
        key: 's1',
        title: { vi: 'Phần', en: 'Part' },
        fields: [{ key, label: { vi: 'Mục', en: 'Field' }, type: 'text', required: true }],
      },
    ],
  })
const NONE = '{"sections":[]}'

/** A database as it was before forms had versions: seven versions of one procedure, with a dossier under each. */
beforeAll(async () => {
  await admin(`create database ${name}`)
  const url = new URL(inject('adminUrl'))
  url.pathname = `/${name}`
  connection = connect(url.href, 2)
  const before = await mkdtemp(join(tmpdir(), 'motcua-migrations-'))
  for (const file of (await readdir(migrationsFolder)).filter(one => one < '0015')) {
    await cp(join(migrationsFolder, file), join(before, file))
  }
  await migrate(connection.db, before)
  await sql`insert into procedures.procedure (code, created_at) values ('1.000001', now()), ('1.000002', now())`.execute(
    connection.db,
  )
  const versions: [string, string | null, string | null, string][] = [
    ['CLOSED', '2024-01-01', '2024-03-01', form('one')],
    ['CLOSED', '2024-03-01', '2024-06-01', form('one')],
    ['CLOSED', '2024-06-01', '2024-09-01', form('two')],
    ['CLOSED', '2024-09-01', '2024-10-01', NONE],
    ['CLOSED', '2024-10-01', '2025-01-01', form('two')],
    ['PUBLISHED', '2025-02-01', null, form('two')],
    ['DRAFT', null, null, form('three')],
  ]
  for (const [at, [state, from, to, asked]] of versions.entries()) {
    await sql`
      insert into procedures.procedure_version (procedure_id, no, state, change_kind, effective_from, effective_to, name, sector,
        levels, form, content, content_hash, search_text, created_at, published_at)
      values (1, ${at + 1}, ${state}, 'NEW', ${from}, ${to}, 'Thủ tục', 'Lĩnh vực', '{}', ${asked}::jsonb, '{}', '', '',
        '2024-01-01', ${from})`.execute(connection.db)
    await sql`
      insert into onestop.dossier (agency_id, code, status, channel, procedure_id, procedure_version_id, sector, procedure_name,
        receiving_agency_id, applicant_kind, applicant_name, applicant_id_no, form, result_delivery, submitted_at, verify_key, search_text)
      values (1, ${`D${at + 1}`}, 'SUBMITTED', 'ONLINE', 1, ${at + 1}, '', '', 1, 'CITIZEN', '', '', '{"one":"x"}', 'POST', now(), '', '')`.execute(
      connection.db,
    )
  }
  await sql`
    insert into procedures.procedure_version (procedure_id, no, state, change_kind, effective_from, name, sector, levels, form, content,
      content_hash, search_text, created_at, published_at)
    values (2, 1, 'PUBLISHED', 'NEW', '2024-01-01', 'Thủ tục', 'Lĩnh vực', '{}', ${NONE}::jsonb, '{}', '', '', now(), now())`.execute(
    connection.db,
  )
  await sql`insert into onestop.draft (id, account_id, procedure_version_id, step, data, created_at, updated_at, expires_at)
    values ('open', 1, 6, 'answers', '{}', now(), now(), now())`.execute(connection.db)
  await migrate(connection.db)
})

afterAll(async () => {
  await connection.close()
  await admin(`drop database if exists ${name} with (force)`)
})

test('forms become versions of their own: the same form without a gap is one', async () => {
  const rows = await connection.db
    .selectFrom('procedures.form_version')
    .select(['procedure_id', 'no', 'state', 'effective_from', 'effective_to', 'definition'])
    .orderBy('no')
    .execute()
  const first = (definition: unknown): string =>
    (definition as { sections: { fields: { key: string }[] }[] }).sections[0]?.fields[0]?.key ?? ''
  expect(rows.map(row => [row.state, row.effective_from, row.effective_to, first(row.definition)])).toEqual([
    ['CLOSED', '2024-01-01', '2024-06-01', 'one'],
    ['CLOSED', '2024-06-01', '2024-09-01', 'two'],
    ['CLOSED', '2024-10-01', '2025-01-01', 'two'],
    ['PUBLISHED', '2025-02-01', null, 'two'],
    ['DRAFT', null, null, 'three'],
  ])
  expect(rows.every(row => row.procedure_id === 1)).toBe(true)
})

test('every dossier and every open draft knows the form it was filled in', async () => {
  const { rows } = await sql<{ code: string; no: number | null }>`
    select d.code, f.no from onestop.dossier d left join procedures.form_version f on f.id = d.form_version_id
     order by d.code`.execute(connection.db)
  expect(rows.map(row => row.no)).toEqual([1, 1, 2, null, 3, 4, null])
  const { rows: drafts } = await sql<{ no: number }>`
    select f.no from onestop.draft d join procedures.form_version f on f.id = d.form_version_id`.execute(connection.db)
  expect(drafts).toEqual([{ no: 4 }])
})

test('what is published never changes', async () => {
  const changing = sql`update procedures.form_version set note = 'khác' where state = 'PUBLISHED'`.execute(
    connection.db,
  )
  await expect(changing).rejects.toThrow(/never changed/)
})

import { sql } from 'kysely'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readConfig } from '#app/config.ts'
import type { Actor } from '#app/kernel/context.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { openapiDocument } from '#app/kernel/http/openapi.ts'
import { createLog } from '#app/kernel/log.ts'
import { dossierInput, dossiers } from '#app/onestop/dossiers/index.ts'
import { furnish } from '#app/rooms.ts'
import { errorPage } from '#app/ui/error.tsx'
import { testCtx, testDatabase } from './harness/database.ts'
import { openOffice } from './harness/office.ts'
import { hostile, places, put, type Schema, sample } from './harness/schema-values.ts'

/** Every field of every API door, fed with wrong types, sizes and encodings: a problem document each time, nothing half written. */

const connection = await testDatabase()
const office = await openOffice(connection)
const counter = await office.actor('hau.le')
/** Somebody at a ward's counter who may do everything, so that no field is spared by a permission. */
const everything: Actor = {
  ...counter,
  roles: [
    'RECEPTION',
    'SPECIALIST',
    'DIVISION_HEAD',
    'LEADER',
    'CLERK',
    'CONTROL',
    'REFORM',
    'INSPECTOR',
    'ADMIN',
    'CITIZEN',
    'MACHINE',
  ],
}
const dossier = await dossiers.receive(
  testCtx(connection, '2026-11-20T09:00:00+07:00', counter),
  dossierInput.receiveInput.parse({
    procedureCode: '1.004873',
    agencyCode: 'H71.30',
    applicant: { name: 'Võ Thị Lan', idNo: '040090000017' },
    form: {
      applicantName: 'Võ Thị Lan',
      applicantId: '040090000017',
      applicantPhone: '0912000456',
      residence: 'Trường Vinh',
      status: 'SINGLE',
      purpose: 'Kết hôn',
    },
  }),
)

/** What really exists, where a made-up value would be refused before anything else is looked at. */
const known: Record<string, unknown> = {
  procedureCode: '1.004873',
  agencyCode: 'H71.30',
  idNo: '040090000017',
  phone: '0912000456',
  email: 'a@songlam.example',
  agency: 'H71.30',
}
const codeOf = (path: string): string =>
  path.includes('/dossiers') ? dossier.code : path.includes('/agencies') ? 'H71.30' : '1.004873'

/** The same value with what exists put in by name. */
function real(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(real)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'string' && name in known ? known[name] : real(inner),
    ]),
  )
}

const house = new House()
openHouse(house, {
  ...readConfig({}),
  db: connection.db,
  log: createLog('silent'),
  clock: () => new Date('2026-11-23T14:30:00+07:00'),
  secure: false,
  recognise: async () => ({ actor: everything, sessionId: null, where: '' }),
  errorPage,
})
furnish(house)

interface Operation {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
const document = openapiDocument(house) as unknown as {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}
const resolve = (schema: Schema): Schema =>
  schema.$ref ? resolve(document.components?.schemas?.[schema.$ref.split('/').at(-1) as string] ?? {}) : schema
const doors = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
)

interface Asked {
  params: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
}

function plain({ path, operation }: (typeof doors)[number]): Asked {
  const of = (where: string) =>
    Object.fromEntries(
      (operation.parameters ?? []).filter(p => p.in === where).map(p => [p.name, sample(p.schema, resolve)]),
    )
  const schema = operation.requestBody?.content['application/json']?.schema
  const params = { ...of('path') }
  if ('code' in params) params['code'] = codeOf(path)
  return { params, query: of('query'), body: schema ? real(sample(schema, resolve)) : undefined }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

async function ask(door: (typeof doors)[number], asked: Asked): Promise<Response> {
  const path = door.path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => encodeURIComponent(textOf(asked.params[name]).toWellFormed()) || '_',
  )
  const query = new URLSearchParams(Object.entries(asked.query).map(([k, v]) => [k, textOf(v).toWellFormed()]))
  return await house.app.request(`${path}?${query}`, {
    method: door.method.toUpperCase(),
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
  })
}

/** What is wrong with an answer: it must be done, or refused with a problem document. Empty when all is well. */
async function fault(response: Response): Promise<string> {
  if (response.status < 400) return ''
  const text = await response.text()
  const told = `${response.status} ${response.headers.get('content-type')} ${text.slice(0, 300)}`
  if (response.status >= 500 || !response.headers.get('content-type')?.includes('application/problem+json')) return told
  const problem = JSON.parse(text) as { status?: unknown; code?: unknown }
  return problem.status === response.status && typeof problem.code === 'string' ? '' : told
}

describe('the API, field by field', () => {
  it.each(doors.map(d => [d.method, d.path, d] as const))('%s %s', async (_method, _path, door) => {
    const fits = plain(door)
    const where = places(fits).filter(path => path.length > 1 || (path[0] === 'body' && fits.body !== undefined))
    await fc.assert(
      fc.asyncProperty(fc.nat(), hostile, async (n, value) => {
        const path = where[n % where.length]
        expect(await fault(await ask(door, path ? (put(fits, path, value) as Asked) : fits))).toBe('')
      }),
      { numRuns: 60 },
    )
  })

  it('takes no body that is not JSON, and none that is too large', async () => {
    for (const body of ['{', '[1,', '\u0000', 'a=b', '"'.repeat(100), '{"a":'.repeat(5_000)]) {
      for (const door of doors.filter(d => d.operation.requestBody)) {
        const response = await house.app.request(door.path.replaceAll(/\{\w+\}/g, 'x'), {
          method: door.method.toUpperCase(),
          headers: { 'content-type': 'application/json' },
          body,
        })
        expect(response.status).toBeGreaterThanOrEqual(400)
        expect(await fault(response)).toBe('')
      }
    }
  })

  it('has written nothing by halves', async () => {
    const halves = await sql<{ what: string; n: number }>`
      select 'dossier without event' as what, count(*)::int as n from onestop.dossier d
       where not exists (select 1 from kernel.event e where e.agency_id = d.agency_id and e.stream = 'dossier:' || d.id)
      union all select 'dossier event without dossier', count(*)::int from kernel.event e
       where e.stream like 'dossier:%' and not exists (select 1 from onestop.dossier d where e.agency_id = d.agency_id and e.stream = 'dossier:' || d.id)
      union all select 'received without clock', count(*)::int from onestop.dossier d
       where d.received_at is not null and not exists (select 1 from onestop.clock c where c.agency_id = d.agency_id and c.dossier_id = d.id)
      union all select 'key without answer', count(*)::int from kernel.idempotency where answer is null`.execute(
      connection.db,
    )
    expect(halves.rows.filter(r => r.n > 0)).toEqual([])
  })
})

import { brotliCompressSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { createLog } from '#app/kernel/log.ts'
import { errorPage } from '#app/ui/error.tsx'
import { seedOrganisation } from '../../../db/seed/organisation.ts'
import { seedProcedures } from '../../../db/seed/procedures.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { importProcedures } from './index.ts'
import { catalogueDoors } from './pages/index.ts'
import { closeVersion } from './service.ts'

const connection = await testDatabase()
const NOW = '2026-11-23T14:30:00+07:00'
const ctx = testCtx(connection, '2025-07-01T07:30:00+07:00')

const officer = (...roles: string[]): Actor => ({ ...anonymous, kind: 'OFFICER', accountId: null, officerId: 1, name: 'Cán bộ', roles, unitId: 1, agencyId: 1 })
const actors: Record<string, Actor> = { reader: officer('SPECIALIST'), control: officer('CONTROL') }
const house = new House()
openHouse(house, {
  db: connection.db,
  log: createLog('silent'),
  clock: () => new Date(NOW),
  dataDir: ctx.dataDir,
  publicUrl: 'http://motcua.example',
  secure: false,
  recognise: async ({ bearer }) => ({ actor: actors[bearer ?? ''] ?? anonymous, sessionId: null, where: '' }),
  errorPage,
})
catalogueDoors(house)

const get = async (path: string, who?: string) => {
  const answer = await house.app.request(path, { headers: who ? { authorization: `Bearer ${who}` } : {} })
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
}

beforeAll(async () => {
  await seedOrganisation(ctx)
  await seedProcedures(ctx)
})

const weigh = (html: string): number => brotliCompressSync(html).byteLength

describe('the public list', () => {
  test('shows what is handled here, and is light', async () => {
    const { status, html } = await get('/procedures')
    expect(status).toBe(200)
    expect(html).toContain('37 thủ tục')
    expect(html).toContain('/procedures/1.001193')
    console.info('list', weigh(html), html.length)
    const one = await get('/procedures/1.001193')
    console.info('one', weigh(one.html), one.html.length)
  })
})

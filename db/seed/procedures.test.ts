import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { procedureForIntake, promisedLimit } from '#app/procedures/catalogue/index.ts'
import { testCtx, testDatabase } from '../../test/harness/database.ts'
import { seedOrganisation } from './organisation.ts'
import { seedProcedures } from './procedures.ts'

const connection = await testDatabase()
const ctx = testCtx(connection, '2025-07-01T07:30:00+07:00')

test('the demo catalogue is published by the verbs, each procedure with an approved process', async () => {
  await seedOrganisation(ctx)
  const { procedures } = await seedProcedures(ctx)
  expect(procedures).toBeGreaterThanOrEqual(25)
  const counted = await sql<{ versions: number; processes: number }>`
    select (select count(*) from procedures.procedure_version where state = 'PUBLISHED' and effective_from = '2025-07-01')::int as versions,
           (select count(*) from procedures.process_version where state = 'APPROVED' and illustrative)::int as processes`.execute(
    ctx.db,
  )
  expect(counted.rows[0]).toEqual({ versions: procedures, processes: procedures })

  const permit = await procedureForIntake(ctx.db, '1.013225', '2026-11-23')
  expect(permit).toMatchObject({ home: 'COMMUNE', onlineLevel: 'FULL' })
  expect(permit && promisedLimit(permit, 'ONLINE')).toEqual({ unit: 'CALENDAR_DAY', amount: 20 })
  expect(permit && promisedLimit(permit, 'DIRECT')).toEqual({ unit: 'CALENDAR_DAY', amount: 15 })
  expect(permit?.process?.steps.at(-1)).toMatchObject({ role: 'RECEPTION', name: 'Trả kết quả' })
  const status = await procedureForIntake(ctx.db, '1.004873', '2026-11-23')
  expect(status && promisedLimit(status, 'POST')).toEqual({ unit: 'WORKING_DAY', amount: 2 })
  expect(await procedureForIntake(ctx.db, '1.013225', '2025-06-30')).toBeNull()
})

import { beforeAll, expect, test } from 'vitest'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { mapLevels } from './mapping.ts'
import { provisionDoors } from './pages/index.tsx'
import { proposedLevel } from './rules.ts'
import { mappingOfLevels } from './views.ts'

const NOW = '2026-11-23T14:30:00+07:00'
const connection = await testDatabase()
const ctx = testCtx(connection, NOW)
const { get, post } = openDoors(connection, NOW, provisionDoors)
let control = officerOf(0, 'CONTROL')
let reader = officerOf(0, 'SPECIALIST')
let ofCommune = officerOf(0, 'CONTROL')
beforeAll(async () => {
  const { province, commune } = await smallProvince(ctx)
  control = officerOf(province, 'CONTROL')
  reader = officerOf(province, 'SPECIALIST')
  ofCommune = officerOf(commune, 'CONTROL')
})

const fields = {
  validFrom: '2027-01-01',
  basis: 'Nghị định thử nghiệm',
  verified: 'on',
  'level.1': 'INFORMATION',
  'level.2': 'INFORMATION',
  'level.3': 'FULL',
  'level.4': 'FULL',
}

test('how the old scale is read is shown with its day and source', async () => {
  const html = await (await get(reader, '/provision/levels')).text()
  expect(html).toContain('Từ 15/08/2022')
  expect(html).toContain('Ghi theo trí nhớ')
  expect(html).toContain('/provision?old=3')
  expect(html).not.toContain('Lập bảng mới')
  expect(await (await get(ofCommune, '/provision/levels')).text()).not.toContain('Lập bảng mới')
})

test('another reading is a further mapping from a day on; what was read for days before stays', async () => {
  const lacking = await post(control, '/provision/levels', { ...fields, 'level.3': '' })
  expect(lacking.status).toBe(422)
  expect(await lacking.text()).toContain('Nghị định thử nghiệm')
  expect((await post(ofCommune, '/provision/levels', fields)).status).toBe(422)
  const done = await post(control, '/provision/levels', fields)
  expect([done.status, done.headers.get('location')]).toEqual([303, '/provision/levels?saved'])
  const mapping = await mappingOfLevels(ctx.db)
  expect(mapping).toHaveLength(8)
  expect([proposedLevel(mapping, 3, '2026-12-31'), proposedLevel(mapping, 3, '2027-01-01')]).toEqual([
    'PARTIAL',
    'FULL',
  ])
  const event = await connection.db
    .selectFrom('kernel.event')
    .select('data')
    .where('stream', '=', 'online-levels')
    .executeTakeFirstOrThrow()
  expect(event.data).toMatchObject({ validFrom: '2027-01-01', verified: true, level: { 3: 'FULL' } })
  const level = { 1: 'FULL', 2: 'FULL', 3: 'FULL', 4: 'FULL' } as const
  const again = mapLevels(ctx, { validFrom: '2027-01-01', basis: 'Nghị định thử nghiệm', level })
  await expect(again).rejects.toMatchObject({ code: 'MAPPING_DAY_TAKEN' })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { seedForms } from '../../../db/seed/forms.ts'
import { seedOrganisation } from '../../../db/seed/organisation.ts'
import { seedProcedures } from '../../../db/seed/procedures.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { fits } from '../../../test/harness/json-schema.ts'
import { formsApi } from './api.ts'

const connection = await testDatabase()
const doors = openDoors(connection, '2026-11-23T14:30:00+07:00', formsApi)
const BIRTH = '1.001193'
const reader = officerOf(1, 'SPECIALIST')
const machine: Actor = { ...anonymous, kind: 'MACHINE', name: 'Máy', roles: ['procedures.write'] }

async function json(method: string, path: string, body?: unknown, who = machine) {
  const answer = await doors.get(who, path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

beforeAll(async () => {
  const ctx = testCtx(connection, '2025-07-01T07:30:00+07:00')
  await seedOrganisation(ctx)
  await seedProcedures(ctx)
  await seedForms(ctx)
})

describe('the API', () => {
  const path = `/api/v1/procedures/${BIRTH}/form`
  test('publishes the JSON Schema of the form in force, which right answers fit', async () => {
    const { body } = await json('GET', path, undefined, anonymous)
    expect(body).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `http://localhost:3000${path}`,
      title: 'Đăng ký khai sinh',
      additionalProperties: false,
    })
    const found = {
      childName: 'Bưởi',
      childGender: 'FEMALE',
      childBirthDate: '2026-11-01',
      situation: 'FOUND',
      foundAt: { province: '99', commune: '99004' },
      proxy: 'NO',
    }
    expect(fits(body, found)).toBe(true)
    expect(fits(body, { ...found, mother: { name: 'Trần Cam', citizenId: '040091000017' } })).toBe(false)
    expect(fits(body, { ...found, situation: 'USUAL' })).toBe(false)
  })

  test('a draft is written, refused by name and place, published, listed', async () => {
    const { body: before } = await json('GET', `${path}/versions`, undefined, anonymous)
    const [newest] = before['items'] as { definition: Record<string, unknown>; no: number }[]
    const definition = structuredClone(newest?.definition) as { sections: { fields: Record<string, unknown>[] }[] }
    expect((await json('PUT', `${path}/draft`, { definition }, reader)).status).toBe(403)
    const broken = structuredClone(definition)
    const when = { match: 'ALL', tests: [{ field: 'nowhere', is: 'FILLED' }] }
    broken.sections[0]?.fields.push({
      key: 'extra',
      label: { vi: 'Thêm', en: 'More' },
      type: 'text',
      required: false,
      when,
    })
    const refused = await json('PUT', `${path}/draft`, { definition: broken })
    expect([refused.status, refused.body['code']]).toEqual([422, 'FIELD_MISSING'])
    expect(JSON.stringify(refused.body)).toContain('definition.sections.0.fields.6.when.tests.0')
    definition.sections[0]?.fields.push({
      key: 'extra',
      label: { vi: 'Thêm', en: 'More' },
      type: 'text',
      required: false,
    })
    const saved = await json('PUT', `${path}/draft`, { definition, note: 'Thêm một mục' })
    expect(saved.body).toMatchObject({ no: 3, revision: 1 })
    expect((await json('GET', `${path}/draft`)).body).toMatchObject({ state: 'DRAFT', note: 'Thêm một mục' })
    expect((await json('GET', `${path}/draft`, undefined, anonymous)).status).toBe(401)
    const late = await json('POST', `${path}/draft/publish`, { effectiveFrom: '2026-12-01', revision: 7 })
    expect([late.status, late.body['code']]).toEqual([409, 'FORM_CHANGED_MEANWHILE'])
    expect((await json('POST', `${path}/draft/publish`, { effectiveFrom: '2026-12-01', revision: 1 })).status).toBe(200)
    const { body } = await json('GET', `${path}/versions`, undefined, anonymous)
    expect(
      (body['items'] as { no: number; state: string; from: string; to: string | null }[]).map(one => [
        one.no,
        one.state,
        one.from,
        one.to,
      ]),
    ).toEqual([
      [3, 'PUBLISHED', '2026-12-01', null],
      [2, 'CLOSED', '2026-07-01', '2026-12-01'],
      [1, 'CLOSED', '2025-07-01', '2026-07-01'],
    ])
    expect((await json('DELETE', `${path}/draft`)).body['code']).toBe('NO_FORM_DRAFT')
    const withdraw = { no: 3, effectiveTo: '2026-12-01', reason: 'Mẫu sai, chờ Thông tư.' }
    expect((await json('POST', `${path}/withdraw`, withdraw, reader)).status).toBe(403)
    const withdrawn = await json('POST', `${path}/withdraw`, withdraw)
    expect(withdrawn.body).toEqual({ no: 3, effectiveTo: '2026-12-01', goesOn: 2 })
    const { body: after } = await json('GET', `${path}/versions`, undefined, anonymous)
    expect(after['items']).toMatchObject([
      { withdrawn: { reason: withdraw.reason } },
      { to: null, withdrawn: null },
      {},
    ])
  })
})

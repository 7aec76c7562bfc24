import { describe, expect, test } from 'vitest'
import { openCatalogue } from '../../../test/harness/catalogue.ts'

const { house } = await openCatalogue()

describe('the API', () => {
  const json = async (path: string) => {
    const answer = await house.app.request(path)
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  test('reads the list, a procedure, its versions and its form', async () => {
    const list = await json('/api/v1/procedures?q=khai+sinh&sort=code&limit=1')
    expect(list.body).toMatchObject({
      items: [{ code: '1.001193', state: 'PUBLISHED', limit: { unit: 'SAME_DAY', amount: 1 } }],
    })
    expect(list.body['next']).toBeTypeOf('string')
    const one = await json('/api/v1/procedures/1.001193')
    expect(one.body).toMatchObject({
      code: '1.001193',
      standing: 'IN_FORCE',
      handled: true,
      home: 'COMMUNE',
      content: { sector: 'Hộ tịch' },
    })
    expect((await json('/api/v1/procedures/1.001193/versions')).body).toMatchObject({
      items: [
        { no: 2, state: 'IMPORTED' },
        { no: 1, from: '2025-07-01', decision: '1128/QĐ-UBND' },
      ],
    })
    const form = await json('/api/v1/procedures/1.001193/form')
    expect(form.body).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
    })
    expect((await json('/api/v1/procedures/1.001193/process')).body).toMatchObject({
      process: { no: 1, steps: [{ code: 'B1', place: 'RECEPTION' }, {}, {}, {}, {}] },
    })
    expect((await json('/api/v1/procedures/nothing')).status).toBe(422)
    expect((await json('/api/v1/procedures/1.999999')).status).toBe(404)
  })

  test('a machine with the scope publishes; one without is refused', async () => {
    const send = async (path: string, body: unknown, who: string) => {
      const answer = await house.app.request(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${who}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
    const decision = {
      number: '2002/QĐ-UBND',
      title: 'Qua máy',
      signedOn: '2026-11-20',
      signer: 'Chủ tịch',
      effectiveOn: '2026-12-01',
    }
    expect((await send('/api/v1/decisions', decision, 'reader')).status).toBe(403)
    const made = await send('/api/v1/decisions', decision, 'machine')
    expect(made.status).toBe(201)
    const id = String(made.body['decisionId'])
    expect(
      (await send(`/api/v1/decisions/${id}/repeals`, { code: '2.000884', basis: 'Nghị định mới' }, 'machine')).status,
    ).toBe(200)
    expect(await send(`/api/v1/decisions/${id}/publish`, {}, 'machine')).toMatchObject({
      status: 200,
      body: { closed: ['2.000884'], published: [] },
    })
    expect(await send(`/api/v1/decisions/${id}/publish`, {}, 'machine')).toMatchObject({
      status: 409,
      body: { code: 'DECISION_PUBLISHED' },
    })
  })

  test('is described whole', () => {
    const described = house.app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'test', version: '1' } })
    expect(Object.keys(described.paths ?? {})).toEqual(
      expect.arrayContaining([
        '/api/v1/procedures',
        '/api/v1/procedures/{code}/draft',
        '/api/v1/procedures/{code}/process/draft',
      ]),
    )
  })
})

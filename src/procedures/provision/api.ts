import { z } from '@hono/zod-openapi'
import { procedureCode } from '#app/kernel/codes.ts'
import type { House } from '#app/kernel/http/house.ts'
import { civilDay } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { factKinds, mechanisms, recordFactsInput } from './input.ts'
import { permissions } from './rules.ts'
import { recordFacts } from './service.ts'
import { provisionOf } from './views.ts'

/** Provision for machines. */

const tag = 'procedures'
const level = z.enum(['FULL', 'PARTIAL', 'INFORMATION'])
const fact = z
  .object({
    kind: z.enum(factKinds),
    value: z.string().nullable(),
    from: z.string(),
    to: z.string().nullable().openapi({ description: 'First day it no longer holds' }),
    reason: z.string(),
    basis: z.string(),
    evidenceOn: z.string(),
    illustrative: z.boolean(),
    by: z.string(),
    at: z.date().transform(at => at.toISOString()),
  })
  .openapi('ProvisionFact')
const answer = z
  .object({
    code: z.string(),
    name: z.string(),
    day: z.string(),
    inForce: z.boolean(),
    atCentre: z.boolean().nullable().openapi({ description: 'Null: not recorded' }),
    centreReason: z.string(),
    online: level.nullable().openapi({ description: 'Level of the present scale on that day' }),
    oldLevel: z.number().int().nullable().openapi({ description: 'As last recorded in the scale 1–4' }),
    proposed: level.nullable().openapi({ description: 'What the mapping makes of the old level' }),
    iso: z.string().nullable(),
    mechanism: z.enum(mechanisms).nullable(),
    mechanismRecorded: z.boolean().openapi({ description: 'False: read from the process in force' }),
    onSite: z.number().int().nullable().openapi({ description: 'Steps on the spot: 3, 4 or 5' }),
    facts: z.array(fact).openapi({ description: 'Every record, the newest first day first' }),
  })
  .openapi('Provision')

export function provisionApi(house: House): void {
  const params = z.object({ code: procedureCode })
  const recorded = z.object({ recorded: z.number().int() }).openapi('ProvisionRecorded')
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures/{code}/provision',
      permission: permissions.look,
      tag,
      summary: 'How a procedure is provided on a day, and every fact ever recorded',
      params,
      query: z.object({ day: civilDay.optional() }),
      answer,
    },
    async (ctx, { params: { code }, query }) => {
      const day = query.day ?? dayOf(ctx.now)
      const { now, name, facts } = await provisionOf(ctx.db, code, day)
      return {
        code,
        name,
        day,
        inForce: now !== null,
        atCentre: now?.centre ? now.centre.value === 'YES' : null,
        centreReason: now?.centre?.reason ?? '',
        online: now?.online ?? null,
        oldLevel: now?.oldLevel ?? null,
        proposed: now?.proposed ?? null,
        iso: now?.iso?.value ?? null,
        mechanism: now?.mechanism ?? null,
        mechanismRecorded: now?.mechanismRecorded ?? false,
        onSite: now?.onSite ?? null,
        facts: facts.map(({ id: _id, ...one }) => one),
      }
    },
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/procedures/{code}/provision',
      permission: permissions.record,
      tag,
      summary: 'Record how a procedure is provided from a day on; what was recorded before stays',
      params,
      body: recordFactsInput.omit({ codes: true }),
      answer: recorded,
      status: 201,
    },
    async (ctx, { params: { code }, body }) => await recordFacts(ctx, { ...body, codes: [code] }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/provision',
      permission: permissions.record,
      tag,
      summary: 'Record one fact for many procedures by the same decision',
      body: recordFactsInput,
      answer: recorded,
      status: 201,
    },
    async (ctx, { body }) => await recordFacts(ctx, body),
  )
}

import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { dayOf } from '#app/kernel/text.ts'
import { approveProcessInput, draftProcessInput, ON_SITE, procedureCode, stepInput } from './input.ts'
import { processPermissions, processStates } from './rules.ts'
import { approveProcess, discardProcess, draftProcess } from './service.ts'
import { processPage } from './views.ts'

/** Handling processes for machines. */

const tag = 'procedures'
const params = z.object({ code: procedureCode })
const version = z
  .object({
    no: z.number().int(),
    state: z.enum(processStates),
    hours: z.number().openapi({ description: 'Working hours of the longest way through' }),
    onSite: z.array(z.enum(ON_SITE)).nullable().openapi({ description: 'Declared; null: as the steps say' }),
    onSiteClass: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'Steps on the spot: 3, 4 or 5; null: not at the centre' }),
    decisionNo: z.string().nullable(),
    illustrative: z.boolean(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    steps: z.array(stepInput.extend({ no: z.number().int(), name: z.string(), output: z.string() })),
  })
  .openapi('ProcessVersion')
const changed = z.object({ processVersionId: z.number().int(), no: z.number().int() }).openapi('ProcessChanged')

export function processesApi(house: House): void {
  const { read, write } = processPermissions
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures/{code}/process',
      permission: read,
      tag,
      summary: 'The handling process in force today; null where none is approved',
      params,
      answer: z.object({ code: z.string(), process: version.nullable() }),
    },
    async (ctx, { params: { code } }) => {
      const { inForce } = await processPage(ctx.db, code, dayOf(ctx.now))
      if (!inForce) return { code, process: null }
      const { id: _id, approvedBy: _by, ...process } = inForce
      return { code, process: { ...process, onSite: process.onSite && [...process.onSite], steps: [...process.steps] } }
    },
  )
  house.api(
    {
      method: 'put',
      path: '/api/v1/procedures/{code}/process/draft',
      permission: write,
      tag,
      summary: 'Write the draft process, or replace it',
      params,
      body: draftProcessInput.omit({ procedureCode: true }),
      answer: changed,
    },
    async (ctx, { params: { code }, body }) => await draftProcess(ctx, { ...body, procedureCode: code }),
  )
  house.api(
    {
      method: 'delete',
      path: '/api/v1/procedures/{code}/process/draft',
      permission: write,
      tag,
      summary: 'Throw the draft process away',
      params,
      answer: z.object({ no: z.number().int() }),
    },
    async (ctx, { params: { code } }) => await discardProcess(ctx, code),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/procedures/{code}/process/approve',
      permission: write,
      tag,
      summary: 'Approve the draft process; its hours must fit the tightest promise',
      params,
      body: approveProcessInput.omit({ procedureCode: true }),
      answer: changed,
    },
    async (ctx, { params: { code }, body }) => await approveProcess(ctx, { ...body, procedureCode: code }),
  )
}

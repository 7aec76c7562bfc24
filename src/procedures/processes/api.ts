import { z } from '@hono/zod-openapi'
import { procedureCode } from '#app/kernel/codes.ts'
import { type House, requirePermission } from '#app/kernel/http/house.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { approveProcessInput, draftProcessInput, ON_SITE, simulationQuery, stepInput } from './input.ts'
import { processPermissions, processStates } from './rules.ts'
import { approveProcess, discardProcess, draftProcess } from './service.ts'
import { simulateVersion } from './simulation.ts'
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

const instant = z.date().transform(at => at.toISOString())
const simulation = z
  .object({
    code: z.string(),
    version: z.number().int(),
    state: z.enum(processStates),
    at: instant,
    dueAt: instant.nullable().openapi({ description: 'By the tightest promise; null: no limit can be read' }),
    hours: z.number(),
    finishesAt: instant,
    spareMinutes: z.number().int().nullable().openapi({ description: 'Working minutes left; negative: too late' }),
    steps: z.array(
      z.object({
        no: z.number().int(),
        code: z.string(),
        name: z.string(),
        role: z.string(),
        place: z.string(),
        hours: z.number(),
        startAt: instant,
        endAt: instant,
        opinions: z.array(z.object({ agency: z.string(), ask: z.string(), endAt: instant })),
      }),
    ),
  })
  .openapi('ProcessSimulation')

export function processesApi(house: House): void {
  const { read, write, seeDraft } = processPermissions
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
      method: 'get',
      path: '/api/v1/procedures/{code}/process/simulation',
      permission: read,
      tag,
      summary: 'Filed at an instant, when it would be due and when each step would be done; drafts for officers',
      params,
      query: simulationQuery,
      answer: simulation,
    },
    async (ctx, { params: { code }, query }) => {
      if (query.draft === 'true') requirePermission(ctx.actor, seeDraft)
      const view = await processPage(ctx.db, code, dayOf(ctx.now))
      const version = query.draft === 'true' ? view.draft : view.inForce
      if (!version) throw notFound({ vi: `quy trình của thủ tục ${code}`, en: `The process of ${code}` })
      const at = query.at === undefined ? ctx.now : new Date(query.at)
      const answers = Object.fromEntries((query.case ?? []).map(one => one.split(/=(.*)/s, 2)))
      const { limit: _limit, ...done } = await simulateVersion(ctx, view, version, at, answers)
      return { code, version: version.no, state: version.state, ...done }
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

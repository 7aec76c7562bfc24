import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { places } from '../metrics/index.ts'
import { reportJson } from './command.ts'
import { columnNumbers, FORM } from './form.ts'
import { closeInput, reportQuery } from './input.ts'
import { permissions } from './rules.ts'
import { closePeriod } from './service.ts'
import { report } from './views.ts'

const cells = z.object(Object.fromEntries(columnNumbers.map(column => [column, z.number().int()])))

const reportAnswer = z
  .object({
    form: z.string(),
    agency: z.string().nullable().openapi({ description: 'Code; null: the whole province' }),
    from: z.string(),
    to: z.string(),
    rows: z
      .array(z.object({ label: z.string(), cells }))
      .openapi({ description: 'A row for each field, the total last' }),
    asOf: z.string().nullable().openapi({ description: 'Set while the period is not over' }),
    formulaVersion: z.number().int(),
    failedChecks: z.array(z.object({ rule: z.string(), row: z.string(), left: z.number(), right: z.number() })),
    closed: z
      .object({
        version: z.number().int(),
        closedAt: z.string(),
        closedBy: z.string(),
        reason: z.string(),
        changedSince: z.number().int(),
      })
      .nullable()
      .openapi({ description: 'Set when these are the frozen figures of a closed period' }),
  })
  .openapi('ReportII06a')

export function reportsApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: `/api/v1/reports/${FORM}`,
      permission: permissions.read,
      tag: 'measures',
      summary: 'Form II.06a of an agency (with everything below it) or of the whole province, in a period',
      query: reportQuery,
      answer: reportAnswer,
    },
    async (ctx, { query }) => {
      const place = places.placeFor(ctx.actor, await agencyTree(ctx.db, dayOf(ctx.now)), query.agency)
      return reportJson(await report(ctx, { place, from: query.from, to: query.to }, { live: query.live === '1' }))
    },
  )
  house.api(
    {
      method: 'post',
      path: `/api/v1/reports/${FORM}/closings`,
      permission: permissions.close,
      tag: 'measures',
      summary: 'Freeze the figures of a period that is over',
      body: closeInput,
      answer: z.object({ version: z.number().int() }).openapi('PeriodClosed'),
      status: 201,
    },
    async (ctx, { body }) => await closePeriod(ctx, body),
  )
}

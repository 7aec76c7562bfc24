import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import * as places from '../places/index.ts'
import { reportJson } from './command.ts'
import { type FormCode, MAIN_FORM, reportForms } from './forms.ts'
import { columnNumbers } from './handling.ts'
import { closeInput, reportQuery } from './input.ts'
import { permissions } from './rules.ts'
import { closePeriod } from './service.ts'
import { report } from './views.ts'

/** Columns of the form that never changes are named; those of the others are data. */
const mainCells = z.object(Object.fromEntries(columnNumbers.map(column => [column, z.number().int()])))
const someCells = z
  .record(z.string(), z.number().int())
  .openapi({ description: 'By number of the column; what holds for the total only is absent in lines' })

const answerOf = (code: FormCode) =>
  z
    .object({
      form: z.string(),
      agency: z.string().nullable().openapi({ description: 'Code; null: the whole province' }),
      from: z.string(),
      to: z.string(),
      rows: z
        .array(z.object({ label: z.string(), cells: code === MAIN_FORM ? mainCells : someCells }))
        .openapi({ description: code === MAIN_FORM ? 'A row for each field, the total last' : 'The total last' }),
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
    .openapi(`Report${code.replace('.', '')}`)

export function reportsApi(house: House): void {
  const closed = z.object({ version: z.number().int() }).openapi('PeriodClosed')
  for (const { code, title } of reportForms) {
    house.api(
      {
        method: 'get',
        path: `/api/v1/reports/${code}`,
        permission: permissions.read,
        tag: 'measures',
        summary:
          code === MAIN_FORM
            ? `Form ${code} of an agency (with everything below it) or of the whole province, in a period`
            : `Form ${code}: ${title.en.charAt(0).toLowerCase()}${title.en.slice(1)}`,
        query: reportQuery,
        answer: answerOf(code),
      },
      async (ctx, { query }) => {
        const place = places.placeFor(ctx.actor, await agencyTree(ctx.db, dayOf(ctx.now)), query.agency)
        const { from, to, live } = query
        return reportJson(await report(ctx, { form: code, place, from, to }, { live: live === '1' }))
      },
    )
    house.api(
      {
        method: 'post',
        path: `/api/v1/reports/${code}/closings`,
        permission: permissions.close,
        tag: 'measures',
        summary: 'Freeze the figures of a period that is over',
        body: closeInput.safeExtend({ form: z.literal(code) }),
        answer: closed,
        status: 201,
      },
      async (ctx, { body }) => await closePeriod(ctx, body),
    )
  }
}

import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { metricKeys } from './definitions.ts'
import { metricParams, metricQuery } from './input.ts'
import { placeFor } from '../places/index.ts'
import { permissions } from './rules.ts'
import { metricValue } from './views.ts'

const words = z.object({ vi: z.string(), en: z.string() })
const unit = z.enum(['PERCENT', 'DOSSIERS', 'HOURS'])

const metricList = z
  .object({ items: z.array(z.object({ key: z.string(), name: words, formula: words, unit })) })
  .openapi('MetricList')

const metricAnswer = z
  .object({
    key: z.string(),
    agency: z.string().nullable().openapi({ description: 'Code; null: the whole province' }),
    from: z.string(),
    to: z.string(),
    value: z.number().nullable().openapi({ description: 'Null where nothing was counted' }),
    unit,
    numerator: z.number(),
    denominator: z.number().nullable(),
    href: z.string().openapi({ description: 'Page with the dossiers behind' }),
  })
  .openapi('Metric')

export function metricsApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/metrics',
      permission: permissions.statistics,
      tag: 'measures',
      summary: 'Metrics there are',
      answer: metricList,
    },
    async () => ({ items: metricKeys.map(metric => ({ ...metric })) }),
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/metrics/{key}',
      permission: permissions.read,
      tag: 'measures',
      summary: 'One metric of an agency (with everything below it) or of the whole province, in a period',
      params: metricParams,
      query: metricQuery,
      answer: metricAnswer,
    },
    async (ctx, { params, query }) => {
      const place = placeFor(ctx.actor, await agencyTree(ctx.db, dayOf(ctx.now)), query.agency)
      const { from, to } = query
      const value = await metricValue(ctx.db, { key: params.key, agencyId: place.id, from, to, now: ctx.now })
      return { key: params.key, agency: place.code, from, to, ...value }
    },
  )
}

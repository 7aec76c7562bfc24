import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { civilDay } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { opinionsByAgency } from './punctuality.ts'
import { permissions } from './rules.ts'

/** Figures of opinions for machines. */

const count = z.number().int()
const line = z
  .object({
    agencyId: count,
    agency: z.string(),
    asked: count,
    inTime: count,
    late: count,
    closed: count,
    waiting: count,
    overdue: count,
    rate: z.number().nullable().openapi({ description: 'Percent of those answered or overdue that came in time' }),
  })
  .openapi('AgencyOpinions')

export function opinionApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/opinions/by-agency',
      permission: permissions.read,
      tag: 'dossiers',
      summary: 'Whether the agencies asked for opinions answered in time; of this year, where no days are given',
      query: z.object({ from: civilDay.optional(), to: civilDay.optional() }),
      answer: z.object({ from: z.string(), to: z.string(), items: z.array(line) }),
    },
    async (ctx, { query }) => {
      const today = dayOf(ctx.now)
      const period = { from: query.from ?? `${today.slice(0, 4)}-01-01`, to: query.to ?? today }
      return { ...period, items: await opinionsByAgency(ctx, period) }
    },
  )
}

import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { isoLocal } from '#app/kernel/text.ts'
import { dossierCode, rateBody } from './input.ts'
import { ratePermission } from './rules.ts'
import { rate } from './service.ts'

/** Satisfaction for machines. */
export function satisfactionApi(house: House): void {
  house.api(
    {
      method: 'post',
      path: '/api/v1/dossiers/{code}/rating',
      permission: ratePermission,
      summary: 'Rate how a dossier was handled, once, with the key of its receipt',
      tag: 'satisfaction',
      params: z.object({ code: dossierCode.openapi({ example: 'H71.06-20261123-0000004' }) }),
      body: rateBody,
      answer: z.object({ code: z.string(), score: z.number().int(), givenAt: z.string() }),
      status: 201,
    },
    async (ctx, { params: { code }, body }) => {
      const given = await rate(ctx, { ...body, code })
      return { ...given, givenAt: isoLocal(new Date(given.givenAt)) }
    },
  )
}

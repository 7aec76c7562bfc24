import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { dossierInput } from '../dossiers/index.ts'
import { sendPdf } from './answer.ts'
import { permissions } from './rules.ts'
import { officerReceipt } from './views.ts'

export function papersApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/dossiers/{code}/receipt',
      permission: permissions.read,
      tag: 'dossiers',
      summary: 'The receipt (form 01) as PDF',
      params: z.object({ code: dossierInput.dossierCode }),
      produces: 'application/pdf',
      answer: z.string().openapi({ format: 'binary' }),
    },
    async (ctx, { params: { code } }, c) => await sendPdf(c, await officerReceipt(ctx, code)),
  )
}

import { z } from '@hono/zod-openapi'
import { civilDay, paragraphs, rowId } from '#app/kernel/input.ts'
import { pageQuery } from '#app/kernel/paging.ts'

/** The four short questions behind the one click; each may be left out. */
export const questions = ['attitude', 'time', 'clarity', 'place'] as const
export type Question = (typeof questions)[number]

/** 1 very dissatisfied … 5 very satisfied. */
export const levels = [5, 4, 3, 2, 1] as const
export type Level = (typeof levels)[number]

const level = z.coerce.number().int().min(1).max(5)

export const dossierCode = z
  .string()
  .max(60)
  .transform(s => s.trim().toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9.]{2,20}-\d{6,8}-\d{4,8}$/, 'dossierCode'))

export const slipKey = z.string().min(8).max(200)

export const rateInput = z.object({
  score: level,
  attitude: level.optional(),
  time: level.optional(),
  clarity: level.optional(),
  place: level.optional(),
  comment: paragraphs(2_000).default(''),
})

export const rateBody = rateInput.extend({ key: slipKey })
export const rateVerbInput = rateBody.extend({ code: dossierCode })
export type RateInput = z.output<typeof rateVerbInput>

export const figuresQuery = pageQuery.extend({
  limit: z.coerce.number().int().min(1).max(100).catch(30).default(30),
  from: civilDay.optional().catch(undefined),
  to: civilDay.optional().catch(undefined),
  agency: rowId.optional().catch(undefined),
})
export type FiguresQuery = z.output<typeof figuresQuery>

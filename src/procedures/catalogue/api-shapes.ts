import { LimitSchema } from '#app/kernel/limit.ts'
import { procedureCode } from '#app/kernel/codes.ts'
import { z } from '@hono/zod-openapi'
import { CHANNELS } from './shape.ts'

/** What reading and writing procedures have in common. */

export const tag = 'procedures'
export const params = z.object({ code: procedureCode })
export const promises = z.object(Object.fromEntries(CHANNELS.map(channel => [channel, LimitSchema.optional()])))

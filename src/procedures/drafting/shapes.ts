import { z } from '@hono/zod-openapi'
import { changes, draftKinds, roundKinds, stages } from './rules.ts'

/** What the doors for machines answer with. */

export const done = z.object({ draftId: z.number().int(), stage: z.enum(stages), version: z.number().int() })
export const counts = z.object({ NEW: z.number(), AMENDED: z.number(), REPLACED: z.number(), REPEALED: z.number() })
const words2 = z.object({ vi: z.string(), en: z.string() })

export const item = z.object({
  id: z.number().int(),
  kind: z.enum(draftKinds),
  title: z.string(),
  agencyId: z.number().int(),
  agency: z.string(),
  stage: z.enum(stages),
  textNo: z.number().int(),
  counts,
  waiting: z.number().int(),
  nextDueAt: z.string().nullable(),
  adoptedNo: z.string().nullable(),
  effectiveOn: z.string().nullable(),
  movedAt: z.string(),
})

const affected = z.object({
  id: z.number().int(),
  change: z.enum(changes),
  procedureId: z.number().int().nullable(),
  code: z.string().nullable(),
  name: z.string(),
  articles: z.array(z.string()),
})

export const list = z.object({
  draftId: z.number().int(),
  agencyId: z.number().int(),
  title: z.string(),
  number: z.string().nullable(),
  adoptedOn: z.string().nullable(),
  effectiveOn: z.string().nullable(),
  procedures: z.array(affected),
  counts,
})

export const request = z.object({
  id: z.number().int(),
  draftId: z.number().int(),
  title: z.string(),
  agency: z.string(),
  kind: z.enum(roundKinds),
  asked: z.string(),
  openedAt: z.string(),
  dueAt: z.string(),
  timing: z.enum(['RUNNING', 'SOON', 'LATE', 'IN_TIME', 'ANSWERED_LATE', 'SILENT']),
  answeredAt: z.string().nullable(),
  documentNo: z.string().nullable(),
  remindedAt: z.string().nullable(),
  overdueNotedAt: z.string().nullable(),
})

export const answering = z.object({
  agencyId: z.number().int().nullable(),
  control: z.boolean(),
  asked: z.string(),
  requests: z.number().int(),
  inTime: z.number().int(),
  answeredLate: z.number().int(),
  silent: z.number().int(),
  waiting: z.number().int(),
  overdue: z.number().int(),
  late: z.number().int(),
})

export const whole = z.object({
  id: z.number().int(),
  kind: z.enum(draftKinds),
  title: z.string(),
  agency: z.string(),
  stage: z.enum(stages),
  version: z.number().int(),
  textNo: z.number().int(),
  articles: z.array(z.object({ no: z.string(), heading: z.string(), body: z.string() })),
  affected: z.array(
    affected.extend({
      assessments: z.array(
        z.object({
          id: z.number().int(),
          form: z.enum(['PROCEDURE', 'FORM', 'REQUIREMENT']),
          subject: z.string(),
          complete: z.boolean(),
          signed: z.boolean(),
          verdict: z.enum(['KEEP', 'AMEND', 'DROP']).nullable(),
        }),
      ),
    }),
  ),
  rounds: z.array(
    z.object({
      id: z.number().int(),
      kind: z.enum(roundKinds),
      dueAt: z.string(),
      closedAt: z.string().nullable(),
      requests: z.array(
        z.object({ id: z.number().int(), name: z.string(), dueAt: z.string(), answeredAt: z.string().nullable() }),
      ),
    }),
  ),
  missing: z.array(words2),
})

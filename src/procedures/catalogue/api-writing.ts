import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { procedureCode } from '#app/kernel/codes.ts'
import {
  adoptComponentsInput,
  adoptNationalInput,
  closeVersionInput,
  createDecisionInput,
  draftVersionInput,
  repealInput,
} from './input.ts'
import { params, promises, tag } from './api-shapes.ts'
import { COMPONENT_NAMES } from './parts.ts'
import { permissions } from './rules.ts'
import * as service from './service.ts'

/** Procedures written by machines with 'procedures.write': drafts, decisions, what is published and ended. */

const drafted = z
  .object({ code: z.string(), versionId: z.number().int(), no: z.number().int() })
  .openapi('ProcedureDraft')
const decision = z.object({ decisionId: z.number().int() }).openapi('PublicationDecision')
const done = z
  .object({
    decisionId: z.number().int(),
    number: z.string(),
    effectiveOn: z.string(),
    published: z.array(z.string()),
    closed: z.array(z.string()),
  })
  .openapi('PublicationDone')

/** What a machine sends: the promises as an object of channels, as OpenAPI can say it. */
const local = { promised: promises.nullish() }

export function writingApi(house: House): void {
  const { write } = permissions
  house.api(
    {
      method: 'post',
      path: '/api/v1/procedures/{code}/draft',
      permission: write,
      tag,
      summary: 'Write the next version of a procedure as a draft',
      params,
      body: draftVersionInput.omit({ code: true }).extend(local),
      answer: drafted,
      status: 201,
    },
    async (ctx, { params: { code }, body }) => await service.draftVersion(ctx, { ...body, code }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/procedures/{code}/adopt',
      permission: write,
      tag,
      summary: 'Write a draft with the content of the national copy',
      params,
      body: adoptNationalInput.omit({ code: true }).extend(local),
      answer: drafted,
      status: 201,
    },
    async (ctx, { params: { code }, body }) => await service.adoptNational(ctx, { ...body, code }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/procedures/{code}/adopt-components',
      permission: write,
      tag,
      summary:
        'Take components of the national copy over into the draft, made from the version in force if there is none',
      params,
      body: adoptComponentsInput.omit({ code: true }),
      answer: z.object({
        code: z.string(),
        versionId: z.number().int(),
        no: z.number().int(),
        taken: z.array(z.enum(COMPONENT_NAMES)),
      }),
    },
    async (ctx, { params: { code }, body }) => await service.adoptComponents(ctx, { ...body, code }),
  )
  house.api(
    {
      method: 'delete',
      path: '/api/v1/procedures/{code}/draft',
      permission: write,
      tag,
      summary: 'Throw the draft away',
      params,
      answer: drafted,
    },
    async (ctx, { params: { code } }) => await service.discardDraft(ctx, code),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/procedures/{code}/close',
      permission: write,
      tag,
      summary: 'End the version in force from a day on',
      params,
      body: closeVersionInput.omit({ code: true }),
      answer: z.object({ code: z.string(), no: z.number().int() }),
    },
    async (ctx, { params: { code }, body }) => await service.closeVersion(ctx, { ...body, code }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/decisions',
      permission: write,
      tag,
      summary: 'Prepare a publication decision',
      body: createDecisionInput,
      answer: decision,
      status: 201,
    },
    async (ctx, { body }) => await service.createDecision(ctx, body),
  )
  const decisionParams = z.object({ decision: rowId })
  house.api(
    {
      method: 'post',
      path: '/api/v1/decisions/{decision}/drafts',
      permission: write,
      tag,
      summary: 'Attach the draft of a procedure to a decision',
      params: decisionParams,
      body: z.object({ code: procedureCode }),
      answer: drafted,
    },
    async (ctx, { params: at, body }) => await service.attachDraft(ctx, { code: body.code, decisionId: at.decision }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/decisions/{decision}/repeals',
      permission: write,
      tag,
      summary: 'Plan that a decision repeals a procedure',
      params: decisionParams,
      body: repealInput.omit({ decisionId: true }),
      answer: z.object({ code: z.string(), decisionId: z.number().int() }),
    },
    async (ctx, { params: at, body }) => await service.repeal(ctx, { ...body, decisionId: at.decision }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/decisions/{decision}/publish',
      permission: write,
      tag,
      summary: 'Publish a decision: its drafts are in force from its day of effect, what they replace ends',
      params: decisionParams,
      answer: done,
    },
    async (ctx, { params: at }) => await service.publishDecision(ctx, { decisionId: at.decision }),
  )
}

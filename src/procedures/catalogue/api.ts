import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { changesOf, comparison } from './changes.ts'
import {
  adoptComponentsInput,
  adoptNationalInput,
  closeVersionInput,
  createDecisionInput,
  draftVersionInput,
  procedureCode,
  repealInput,
} from './input.ts'
import { facets, listQuery, shownList } from './list.ts'
import { procedurePage, type VersionLine } from './page.ts'
import { COMPONENT_NAMES, permissions, versionStates } from './rules.ts'
import * as service from './service.ts'
import { CHANNELS, LEVELS, LimitSchema, ONLINE_LEVELS, ProcedureContentSchema } from './shape.ts'

/** Procedures for machines: everybody may read, those with 'procedures.write' may publish. */

const tag = 'procedures'
const params = z.object({ code: procedureCode })
const limit = LimitSchema.nullable()
const promises = z.object(Object.fromEntries(CHANNELS.map(channel => [channel, LimitSchema.optional()])))

const row = z
  .object({
    code: z.string(),
    name: z.string(),
    sector: z.string(),
    levels: z.array(z.enum(LEVELS)),
    state: z.enum(versionStates),
    home: z
      .string()
      .nullable()
      .openapi({ description: 'COMMUNE or the code of a department; null for national copies' }),
    onlineLevel: z.enum(ONLINE_LEVELS),
    limit: limit.openapi({ description: 'The shortest promise of any channel; null where none could be read' }),
    illustrative: z.boolean(),
  })
  .openapi('ProcedureRow')

const version = z
  .object({
    no: z.number().int(),
    state: z.enum(versionStates),
    changeKind: z.string(),
    changedComponents: z.array(z.string()),
    from: z.string().nullable(),
    to: z.string().nullable().openapi({ description: 'First day it no longer holds' }),
    decision: z.string().nullable(),
    createdAt: z.string(),
  })
  .openapi('ProcedureVersion')

const detail = z
  .object({
    code: z.string(),
    standing: z.enum(['IN_FORCE', 'COMING', 'ENDED', 'NATIONAL', 'DRAFT']),
    version,
    home: z.string().nullable(),
    homeName: z.string().nullable(),
    onlineLevel: z.enum(ONLINE_LEVELS),
    promised: promises.nullable(),
    handled: z.boolean().openapi({ description: 'Dossiers can be received: a process is approved' }),
    content: ProcedureContentSchema,
  })
  .openapi('Procedure')

const list = z
  .object({ items: z.array(row), next: z.string().nullable(), found: z.number().int() })
  .openapi('ProcedureList')
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

const componentDiffs = z.array(
  z.object({
    part: z.enum(COMPONENT_NAMES),
    lines: z.array(
      z.object({
        sign: z.enum(['SAME', 'CHANGED', 'ADDED', 'REMOVED']),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
  }),
)
const versionChanges = z
  .object({ before: z.object({ code: z.string(), no: z.number().int() }).nullable(), parts: componentDiffs })
  .openapi('ProcedureChanges')

const lineOf = (one: VersionLine) => ({
  no: one.no,
  state: one.state,
  changeKind: one.changeKind,
  changedComponents: one.changedComponents,
  from: one.from,
  to: one.to,
  decision: one.decision?.number ?? null,
  createdAt: one.createdAt,
})

export function catalogueApi(house: House): void {
  readingApi(house)
  writingApi(house)
}

function readingApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures',
      permission: permissions.read,
      tag,
      summary: 'Procedures as shown today; scope=national for copies of the national database',
      query: listQuery,
      answer: list,
    },
    async (ctx, { query }) => {
      const day = dayOf(ctx.now)
      const [page, { found }] = await Promise.all([shownList(ctx.db, day, query), facets(ctx.db, day, query)])
      return {
        items: page.items.map(({ id: _id, tightest, ...one }) => ({ ...one, limit: tightest?.limit ?? null })),
        next: page.next,
        found,
      }
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures/{code}',
      permission: permissions.read,
      tag,
      summary: 'One procedure, the version shown today',
      params,
      answer: detail,
    },
    async (ctx, { params: { code } }) => {
      const view = await procedurePage(ctx, code)
      return {
        code: view.code,
        standing: view.standing,
        version: lineOf(view.shown),
        home: view.shown.home,
        homeName: view.homeName,
        onlineLevel: view.shown.onlineLevel,
        promised: view.promised,
        handled: view.handled,
        content: view.content,
      }
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures/{code}/versions',
      permission: permissions.read,
      tag,
      summary: 'All versions of a procedure, newest first',
      params,
      answer: z.object({ items: z.array(version) }),
    },
    async (ctx, { params: { code } }) => ({ items: (await procedurePage(ctx, code)).versions.map(lineOf) }),
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures/{code}/versions/{no}/changes',
      permission: permissions.read,
      tag,
      summary: 'What a version changes, component by component, against the one before it',
      params: params.extend({ no: rowId }),
      answer: versionChanges,
    },
    async (ctx, { params: { code, no } }) => {
      const { shown } = await procedurePage(ctx, code, { no })
      const found = (await changesOf(ctx.db, [shown.id], ctx.lang)).get(shown.id)
      return { before: found ? { code: found.before.code, no: found.before.no } : null, parts: found?.parts ?? [] }
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures/{code}/compare',
      permission: permissions.look,
      tag,
      summary: 'The local text beside the national copy, component by component',
      params,
      answer: z.object({ localNo: z.number().int(), nationalNo: z.number().int(), parts: componentDiffs }),
    },
    async (ctx, { params: { code } }) => {
      const { local: here, national, parts } = await comparison(ctx, code)
      return { localNo: here.no, nationalNo: national.no, parts }
    },
  )
}

/** What a machine sends: the promises as an object of channels, as OpenAPI can say it. */
const local = { promised: promises.nullish() }

function writingApi(house: House): void {
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

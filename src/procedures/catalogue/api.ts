import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { LimitSchema } from '#app/kernel/limit.ts'
import { changesOf, comparison } from './changes.ts'
import { params, promises, tag } from './api-shapes.ts'
import { writingApi } from './api-writing.ts'
import { facets, listQuery, shownList } from './list.ts'
import { procedurePage, type VersionLine } from './page.ts'
import { COMPONENT_NAMES } from './parts.ts'
import { permissions, versionStates } from './rules.ts'
import { LEVELS, ONLINE_LEVELS, ProcedureContent } from './shape.ts'

/** Procedures for machines: everybody may read, those with 'procedures.write' may publish. */

const limit = LimitSchema.nullable()

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
    content: ProcedureContent,
  })
  .openapi('Procedure')

const list = z
  .object({ items: z.array(row), next: z.string().nullable(), found: z.number().int() })
  .openapi('ProcedureList')
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

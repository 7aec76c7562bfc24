import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { decisions } from '../catalogue/index.ts'
import { deadlineList } from './deadlines.ts'
import {
  deadlineQuery,
  endInput,
  fromDraftInput,
  listQuery,
  openProposalInput,
  setItemInput,
  signInput,
  skipNumbersInput,
} from './input.ts'
import { changes, levelGroups, permissions, stages } from './rules.ts'
import * as service from './service.ts'
import { proposalList, proposalPage } from './views.ts'

/** Publications for machines. */

const tag = 'publications'
const params = z.object({ publication: rowId })
const day = z.string().nullable()

const deadline = z
  .object({
    due: day,
    doneOn: day,
    state: z.enum(['NOT_MEASURED', 'RUNNING', 'MET', 'LATE']),
    left: z.number().int().nullable().openapi({ description: 'Working days left; negative when over' }),
  })
  .openapi('PublicationDeadline')

const line = z
  .object({
    id: z.number().int(),
    stage: z.enum(stages),
    kind: z.enum(decisions.kinds),
    title: z.string(),
    agency: z.string(),
    basisNo: z.string(),
    basisEffectiveOn: z.string(),
    decisionDueOn: z.string(),
    submissionNo: z.string().nullable(),
    decisionNo: z.string().nullable(),
  })
  .openapi('PublicationLine')

const levels = z.object(Object.fromEntries(levelGroups.map(level => [level, z.number().int()])))
const detail = line
  .extend({
    decisionId: z.number().int().nullable(),
    effectiveOn: day,
    counts: z.object(Object.fromEntries(changes.map(change => [change, levels]))),
    decided: deadline,
    public: deadline,
    items: z.array(
      z.object({
        no: z.number().int(),
        change: z.enum(changes),
        code: z.string().nullable(),
        successorCode: z.string().nullable(),
        name: z.string(),
        basis: z.string(),
        level: z.enum(levelGroups),
        changedComponents: z.array(z.string()),
        lacks: z.array(z.string()),
      }),
    ),
  })
  .openapi('Publication')

const moved = z.object({ proposalId: z.number().int(), stage: z.enum(stages) }).openapi('PublicationMoved')
const opened = z.object({ proposalId: z.number().int() })
const item = z.object({ proposalId: z.number().int(), no: z.number().int() })
const base = '/api/v1/decisions/publications'

export function publicationApi(house: House): void {
  readingApi(house)
  preparingApi(house)
  decidingApi(house)
}

function readingApi(house: House): void {
  const permission = permissions.read
  house.api(
    {
      method: 'get',
      path: base,
      permission,
      tag,
      summary: 'Publications on their way, the newest first',
      query: listQuery,
      answer: z.object({ items: z.array(line), next: z.string().nullable() }),
    },
    async (ctx, { query }) => await proposalList(ctx, query),
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/decisions/deadlines',
      permission,
      tag,
      summary: 'Deadlines of publication: what runs, what was kept, what was late',
      query: deadlineQuery,
      answer: z.object({
        items: z.array(
          z.object({
            key: z.string(),
            number: z.string().nullable(),
            title: z.string(),
            kind: z.enum(decisions.kinds),
            basisEffectiveOn: day,
            decided: deadline,
            public: deadline,
          }),
        ),
        next: z.string().nullable(),
      }),
    },
    async (ctx, { query }) => await deadlineList(ctx, query),
  )
  house.api(
    {
      method: 'get',
      path: `${base}/{publication}`,
      permission,
      tag,
      summary: 'One publication with its procedures, counts and deadlines',
      params,
      answer: detail,
    },
    async (ctx, { params: at }) => {
      const view = await proposalPage(ctx, at.publication)
      return {
        ...view,
        items: view.items.map(one => ({
          ...one,
          changedComponents: [...(one.draft?.changedComponents ?? [])],
          lacks: one.lacks.map(lack => (lack.what === 'PARTS' ? `PARTS:${lack.parts.join(',')}` : lack.what)),
        })),
      }
    },
  )
}

function preparingApi(house: House): void {
  const permission = permissions.write
  house.api(
    {
      method: 'post',
      path: base,
      permission,
      tag,
      summary: 'Begin a publication by hand',
      body: openProposalInput,
      answer: opened,
      status: 201,
    },
    async (ctx, { body }) => await service.openProposal(ctx, body),
  )
  house.api(
    {
      method: 'post',
      path: `${base}/from-draft`,
      permission,
      tag,
      summary: 'Begin a publication with the procedures an adopted text touches',
      body: fromDraftInput,
      answer: opened,
      status: 201,
    },
    async (ctx, { body }) => await service.fromDraft(ctx, body),
  )
  house.api(
    {
      method: 'post',
      path: `${base}/{publication}/items`,
      permission,
      tag,
      summary: 'Add or change a procedure of a publication',
      params,
      body: setItemInput.omit({ proposalId: true }),
      answer: item,
    },
    async (ctx, { params: at, body }) => await service.setItem(ctx, { ...body, proposalId: at.publication }),
  )
  house.api(
    {
      method: 'delete',
      path: `${base}/{publication}/items/{no}`,
      permission,
      tag,
      summary: 'Take a procedure out of a publication',
      params: params.extend({ no: rowId }),
      answer: item,
    },
    async (ctx, { params: at }) => await service.removeItem(ctx, { proposalId: at.publication, no: at.no }),
  )
  house.api(
    {
      method: 'post',
      path: `${base}/{publication}/submit`,
      permission: permissions.submit,
      tag,
      summary: 'Submit a publication; what is missing is named',
      params,
      answer: moved.extend({ submissionNo: z.string() }),
    },
    async (ctx, { params: at }) => await service.submitProposal(ctx, { proposalId: at.publication }),
  )
  house.api(
    {
      method: 'post',
      path: `${base}/{publication}/cancel`,
      permission: permissions.submit,
      tag,
      summary: 'End a publication that is not signed',
      params,
      body: endInput.omit({ proposalId: true }),
      answer: moved,
    },
    async (ctx, { params: at, body }) => await service.cancelProposal(ctx, { ...body, proposalId: at.publication }),
  )
}

function decidingApi(house: House): void {
  house.api(
    {
      method: 'post',
      path: `${base}/{publication}/give-back`,
      permission: permissions.number,
      tag,
      summary: 'Give a publication back to who submitted it',
      params,
      body: endInput.omit({ proposalId: true }),
      answer: moved,
    },
    async (ctx, { params: at, body }) => await service.giveBack(ctx, { ...body, proposalId: at.publication }),
  )
  house.api(
    {
      method: 'post',
      path: `${base}/{publication}/number`,
      permission: permissions.number,
      tag,
      summary: 'Give the decision the next number of the year',
      params,
      answer: moved.extend({ decisionNo: z.string() }),
    },
    async (ctx, { params: at }) => await service.numberDecision(ctx, { proposalId: at.publication }),
  )
  house.api(
    {
      method: 'post',
      path: `${base}/{publication}/sign`,
      permission: permissions.sign,
      tag,
      summary: 'A leader of the province signs',
      params,
      body: signInput.omit({ proposalId: true }),
      answer: moved.extend({ decisionId: z.number().int() }),
    },
    async (ctx, { params: at, body }) => await service.signProposal(ctx, { ...body, proposalId: at.publication }),
  )
  house.api(
    {
      method: 'post',
      path: `${base}/{publication}/publish`,
      permission: permissions.publish,
      tag,
      summary: 'Make a signed publication public',
      params,
      answer: moved.extend({ published: z.array(z.string()), closed: z.array(z.string()) }),
    },
    async (ctx, { params: at }) => await service.publishProposal(ctx, { proposalId: at.publication }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/decisions/numbers/skip',
      permission: permissions.number,
      tag,
      summary: 'Pass over numbers of a series that other documents use',
      body: skipNumbersInput,
      answer: z.object({ from: z.number().int(), through: z.number().int() }),
    },
    async (ctx, { body }) => await service.skipNumbers(ctx, body),
  )
}

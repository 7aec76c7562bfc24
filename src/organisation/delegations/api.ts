import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { delegationsQuery, extendInput, grantInput, revokeInput } from './input.ts'
import { delegationStates, keepDelegations, lookAtDelegations } from './rules.ts'
import { extend, grant, revoke } from './service.ts'
import { delegation, delegationList } from './views.ts'

/** Delegations for machines. */

const tag = 'delegations'
const row = z
  .object({
    id: z.number().int(),
    decisionNo: z.string(),
    decidedOn: z.string(),
    fromAgencyId: z.number().int(),
    fromName: z.string(),
    fromTitle: z.string(),
    toAgencyId: z.number().int(),
    toName: z.string(),
    toTitle: z.string(),
    officer: z.string().nullable(),
    works: z.number().int(),
    validFrom: z.string(),
    lastDay: z.string().openapi({ description: 'The last day on which it holds' }),
    state: z.enum(delegationStates),
    daysLeft: z.number().int().nullable(),
    illustrative: z.boolean(),
  })
  .openapi('DelegationRow')
const detail = row
  .omit({ works: true })
  .extend({
    conditions: z.string(),
    works: z.array(z.object({ code: z.string().nullable(), title: z.string() })),
    extendsId: z.number().int().nullable(),
    extendedById: z.number().int().nullable(),
    revokeReason: z.string().nullable(),
  })
  .openapi('Delegation')
const params = z.object({ id: rowId })
const done = z.object({ delegationId: z.number().int() }).openapi('DelegationDone')

export function delegationsApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/delegations',
      permission: lookAtDelegations,
      tag,
      summary: 'Delegations an actor may see; tab=valid unless asked otherwise',
      query: delegationsQuery,
      answer: z
        .object({
          items: z.array(row),
          next: z.string().nullable(),
          delegatedWorks: z.number().int().openapi({ description: 'Works delegated today' }),
        })
        .openapi('DelegationList'),
    },
    async (ctx, { query }) => {
      const { items, next, delegatedWorks } = await delegationList(ctx, query)
      return { items: items.map(({ firstWorks: _firstWorks, ...one }) => one), next, delegatedWorks }
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/delegations/{id}',
      permission: lookAtDelegations,
      tag,
      summary: 'One delegation with its works',
      params,
      answer: detail,
    },
    async (ctx, { params: { id } }) => {
      const one = await delegation(ctx, id)
      return {
        id,
        decisionNo: one.decisionNo,
        decidedOn: one.decidedOn,
        fromAgencyId: one.fromAgencyId,
        fromName: one.fromName,
        fromTitle: one.fromTitle,
        toAgencyId: one.toAgencyId,
        toName: one.toName,
        toTitle: one.toTitle,
        officer: one.officer,
        validFrom: one.validFrom,
        lastDay: one.lastDay,
        state: one.state,
        daysLeft: one.daysLeft,
        illustrative: one.illustrative,
        conditions: one.conditions,
        extendsId: one.extendsId,
        extendedById: one.extendedById,
        revokeReason: one.revokeReason,
        works: one.items.map(({ code, title }) => ({ code, title })),
      }
    },
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/delegations',
      permission: keepDelegations,
      tag,
      summary: 'Record a delegation',
      body: grantInput,
      answer: done,
      status: 201,
    },
    async (ctx, { body }) => await grant(ctx, body),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/delegations/{id}/extend',
      permission: keepDelegations,
      tag,
      summary: 'Carry a delegation on by a new record',
      params,
      body: extendInput.omit({ delegationId: true }),
      answer: done,
      status: 201,
    },
    async (ctx, { params: { id }, body }) => await extend(ctx, { ...body, delegationId: id }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/delegations/{id}/revoke',
      permission: keepDelegations,
      tag,
      summary: 'Revoke a delegation from a day on',
      params,
      body: revokeInput.omit({ delegationId: true }),
      answer: done,
    },
    async (ctx, { params: { id }, body }) => await revoke(ctx, { ...body, delegationId: id }),
  )
}

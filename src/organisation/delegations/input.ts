import { z } from 'zod'
import { civilDay, line, paragraphs, rowId } from '#app/kernel/input.ts'
import { delegationTabs } from './rules.ts'

/** What may come in about delegations and about whose signature a work needs. */

export const workCode = z.string().regex(/^[1-6]\.\d{6}(\.[A-Z]\d{2}(\.\d{2})*)?$/, 'workCode')

export const workInput = z.object({
  /** Code of a procedure; left out for another task. */
  code: workCode.optional(),
  title: line(500, 2),
})

const decision = { decisionNo: line(60, 3), decidedOn: civilDay }

export const grantInput = z.object({
  fromAgencyId: rowId,
  /** The position that delegates, as the decision names it. */
  fromTitle: line(200, 2),
  toAgencyId: rowId,
  toOfficerId: rowId.optional(),
  toTitle: line(200, 2),
  works: z.array(workInput).min(1).max(200),
  ...decision,
  validFrom: civilDay,
  /** The last day on which it holds. */
  lastDay: civilDay,
  conditions: paragraphs(2_000).default(''),
  illustrative: z.boolean().default(false),
})
export type GrantInput = z.input<typeof grantInput>

export const revokeInput = z.object({
  delegationId: rowId,
  /** First day on which it no longer holds. */
  on: civilDay,
  decisionNo: line(60).default(''),
  reason: line(500, 3),
})
export type RevokeInput = z.input<typeof revokeInput>

export const extendInput = z.object({ delegationId: rowId, ...decision, lastDay: civilDay })
export type ExtendInput = z.input<typeof extendInput>

export const setAuthorityInput = z.object({ code: workCode, agencyId: rowId, from: civilDay, basis: line(500, 3) })
export type SetAuthorityInput = z.input<typeof setAuthorityInput>

export const endAuthorityInput = z.object({ authorityId: rowId, on: civilDay })
export type EndAuthorityInput = z.input<typeof endAuthorityInput>

const given = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => undefined), schema]).optional()

export const delegationsQuery = z.object({
  tab: given(z.enum(delegationTabs)),
  q: given(z.string().max(200)),
  from: given(rowId),
  to: given(rowId),
  sort: given(z.enum(['ends', 'decided'])),
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type DelegationsQuery = z.output<typeof delegationsQuery>

import { z } from 'zod'
import { procedureCode } from '#app/kernel/codes.ts'
import { civilDay, line, rowId } from '#app/kernel/input.ts'
import { pageQuery } from '#app/kernel/paging.ts'
import { decisions } from '../catalogue/index.ts'
import { changes, seriesKinds, stages } from './rules.ts'

/** What may come in about publications. */

const absent = <T extends z.ZodType>(schema: T) => schema.nullish().transform(value => value ?? null)

const itemShape = {
  change: z.enum(changes),
  code: absent(procedureCode),
  name: line(1000, 1),
  /** The code that takes the place of a replaced one; left out where it keeps its code. */
  successorCode: absent(procedureCode),
  /** The text that makes, changes or repeals it; the basis of the whole publication when left out. */
  basis: absent(line(500, 3)),
}
const item = z.object(itemShape)

const head = {
  /** Who submits; the actor's own agency when left out. */
  agencyId: absent(rowId),
  kind: z.enum(decisions.kinds),
}

/** From an adopted text of the register of drafts. */
export const fromDraftInput = z.object({ draftId: rowId, ...head })
export type FromDraftInput = z.input<typeof fromDraftInput>

/** By hand, from a text that is not in the register. */
export const openProposalInput = z.object({
  ...head,
  title: line(500, 5),
  basisNo: line(120, 3),
  basisTitle: line(500, 3),
  basisEffectiveOn: civilDay,
  items: z.array(item).max(500).default([]),
})
export type OpenProposalInput = z.input<typeof openProposalInput>

/** Writes an item: the one with this number, or a new one. */
export const setItemInput = z.object({ proposalId: rowId, no: absent(rowId), ...itemShape })
export type SetItemInput = z.input<typeof setItemInput>

export const removeItemInput = z.object({ proposalId: rowId, no: rowId })
export type RemoveItemInput = z.input<typeof removeItemInput>

export const proposalInput = z.object({ proposalId: rowId })
export type ProposalInput = z.input<typeof proposalInput>

export const endInput = z.object({ proposalId: rowId, reason: line(500, 3) })
export type EndInput = z.input<typeof endInput>

export const signInput = z.object({
  proposalId: rowId,
  /** From when the procedures hold; the day the basis takes effect, not before today, when left out. */
  effectiveOn: absent(civilDay),
})
export type SignInput = z.input<typeof signInput>

export const skipNumbersInput = z.object({
  kind: z.enum(seriesKinds),
  /** The last number that is used elsewhere. */
  through: z.coerce.number().int().min(1).max(100_000),
  reason: line(500, 3),
})
export type SkipNumbersInput = z.input<typeof skipNumbersInput>

const optional = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()

export const stageTabs = ['open', ...stages, 'all'] as const
export const listQuery = z.object({
  tab: optional(z.enum(stageTabs)),
  kind: optional(z.enum(decisions.kinds)),
  q: optional(z.string().max(200)),
  after: pageQuery.shape.after,
  limit: pageQuery.shape.limit,
})
export type ListQuery = z.output<typeof listQuery>

export const deadlineTabs = ['running', 'late', 'met', 'all'] as const
export const deadlineQuery = z.object({
  tab: optional(z.enum(deadlineTabs)),
  kind: optional(z.enum(decisions.kinds)),
  q: optional(z.string().max(200)),
  after: pageQuery.shape.after,
  limit: pageQuery.shape.limit,
})
export type DeadlineQuery = z.output<typeof deadlineQuery>

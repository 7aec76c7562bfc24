import { z } from 'zod'
import { procedureCode } from '#app/kernel/codes.ts'
import { civilDay, line, rowId } from '#app/kernel/input.ts'
import { cellStates, placeKinds, proofs } from './rules.ts'

/** What may come in about places of disclosure and about evidence. */

export const placeCode = z.string().regex(/^[A-Z][A-Z0-9_]{1,29}$/, 'placeCode')

const webAddress = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s"<>]+$/u, 'url')

export const recordInput = z.object({
  /** Whose posting it is; the actor's own agency when left out. */
  agencyId: rowId.optional(),
  codes: z.array(procedureCode).min(1).max(500),
  place: placeCode,
  /** The day on which it was seen posted. */
  day: civilDay,
  /** Of which version, for one procedure; the version in force on that day when left out. */
  versionNo: z.coerce.number().int().min(1).max(10_000).optional(),
  url: webAddress.optional(),
  file: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), name: line(200, 1) }).optional(),
  note: line(500).default(''),
})
export type RecordInput = z.input<typeof recordInput>

export const withdrawInput = z.object({ evidenceId: rowId, reason: line(500, 3) })
export type WithdrawInput = z.input<typeof withdrawInput>

export const addPlaceInput = z.object({
  code: placeCode,
  name: line(200, 2),
  nameEn: line(200, 2),
  agencyKinds: z.array(z.enum(placeKinds)).min(1).max(placeKinds.length),
  proof: z.enum(proofs),
  from: civilDay,
  basis: line(500, 3),
})
export type AddPlaceInput = z.input<typeof addPlaceInput>

export const endPlaceInput = z.object({ placeId: rowId, on: civilDay })
export type EndPlaceInput = z.input<typeof endPlaceInput>

const given = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => undefined), schema]).optional()

export const matrixQuery = z.object({
  /** Code of an agency; left out: all one may see. */
  agency: given(z.string().regex(/^[A-Z0-9.]{1,20}$/)),
  sector: given(z.string().max(200)),
  state: given(z.enum(cellStates)),
  q: given(z.string().max(200)),
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type MatrixQuery = z.output<typeof matrixQuery>

import { z } from 'zod'
import { civilDay, line, rowId } from '#app/kernel/input.ts'

/** What may come in about agencies. */

export const agencyKinds = [
  'PROVINCE',
  'DEPARTMENT',
  'DIVISION',
  'COMMUNE',
  'SERVICE_CENTRE',
  'COMMUNE_CENTRE',
  'MINISTRY',
  'OTHER',
] as const
export type AgencyKind = (typeof agencyKinds)[number]

export const codeSchemes = ['AGENCY', 'TERRITORY', 'LOCAL'] as const
export type CodeScheme = (typeof codeSchemes)[number]

export const successionKinds = ['MERGED', 'SPLIT', 'RENAMED', 'TRANSFERRED'] as const
export type SuccessionKind = (typeof successionKinds)[number]

export const agencyCode = z.string().regex(/^[A-Z0-9.]{2,20}$/, 'agencyCode')

const contact = {
  address: line(300).default(''),
  phone: line(30).default(''),
  email: z.union([z.literal(''), z.email().max(200)]).default(''),
}

export const createAgencyInput = z.object({
  kind: z.enum(agencyKinds),
  name: line(300, 2),
  shortName: line(120).optional(),
  parentId: rowId.nullish().transform(id => id ?? null),
  validFrom: civilDay,
  /** Given for an agency of the past. */
  validTo: civilDay.nullish().transform(day => day ?? null),
  codes: z
    .array(z.object({ scheme: z.enum(codeSchemes), code: agencyCode }))
    .max(10)
    .default([]),
  illustrative: z.boolean().default(false),
  ...contact,
})
export type CreateAgencyInput = z.input<typeof createAgencyInput>

export const renameAgencyInput = z.object({
  agencyId: rowId,
  from: civilDay,
  name: line(300, 2),
  shortName: line(120).optional(),
  address: line(300).optional(),
  phone: line(30).optional(),
  email: z.union([z.literal(''), z.email().max(200)]).optional(),
})
export type RenameAgencyInput = z.input<typeof renameAgencyInput>

export const moveAgencyInput = z.object({
  agencyId: rowId,
  from: civilDay,
  parentId: rowId.nullish().transform(id => id ?? null),
})
export type MoveAgencyInput = z.input<typeof moveAgencyInput>

export const closeAgencyInput = z.object({ agencyId: rowId, on: civilDay })
export type CloseAgencyInput = z.input<typeof closeAgencyInput>

export const addCodeInput = z.object({
  agencyId: rowId,
  scheme: z.enum(codeSchemes),
  code: agencyCode,
  validFrom: civilDay,
  validTo: civilDay.nullish().transform(day => day ?? null),
})
export type AddCodeInput = z.input<typeof addCodeInput>

export const succeedInput = z.object({
  fromId: rowId,
  toId: rowId,
  on: civilDay,
  kind: z.enum(successionKinds),
  basis: line(500, 2),
})
export type SucceedInput = z.input<typeof succeedInput>

/** What the list of agencies is narrowed by. */
export const agenciesQuery = z.object({
  asOf: civilDay.optional(),
  q: line(100).optional(),
  scope: z.enum(['province', 'country']).default('province'),
})
export type AgenciesQuery = z.output<typeof agenciesQuery>

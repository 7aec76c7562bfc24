import { z } from 'zod'
import { accountInput } from '#app/kernel/account/index.ts'
import { civilDay, line, rowId } from '#app/kernel/input.ts'
import { roles } from './rules.ts'

/** What may come in about officers and their positions. */

const email = z.union([z.literal(''), z.email().max(200)]).default('')
const phoneText = z.union([z.literal(''), z.string().regex(/^(\+84|0)\d{8,10}$/, 'phone')]).default('')
/** One box ticked arrives as a text, several as a list. */
const rolesInput = z
  .union([z.enum(roles).transform(role => [role]), z.array(z.enum(roles))])
  .pipe(z.array(z.enum(roles)).min(1).max(roles.length))
  .transform(list => [...new Set(list)])

const position = {
  agencyId: rowId,
  title: line(150, 2),
  roles: rolesInput,
  from: civilDay,
}

export const createOfficerInput = z.object({
  login: accountInput.login,
  fullName: line(150, 2),
  email,
  phone: phoneText,
  ...position,
})
export type CreateOfficerInput = z.input<typeof createOfficerInput>

export const addPositionInput = z.object({
  officerId: rowId,
  ...position,
  isMain: z.union([z.boolean(), z.literal('on').transform(() => true)]).default(false),
})
export type AddPositionInput = z.input<typeof addPositionInput>

/** `on`: the first day on which the position is no longer held. */
export const endPositionInput = z.object({ positionId: rowId, on: civilDay })
export type EndPositionInput = z.input<typeof endPositionInput>

export const officersQuery = z.object({
  q: line(100).optional(),
  agency: rowId.optional(),
  role: z.enum(roles).optional(),
  state: z.enum(['active', 'disabled', 'locked']).optional(),
})
export type OfficersQuery = z.output<typeof officersQuery>

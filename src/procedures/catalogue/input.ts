import { z } from 'zod'
import { procedureCode } from '#app/kernel/codes.ts'
import { civilDay, line, rowId } from '#app/kernel/input.ts'
import { LimitSchema } from '#app/kernel/limit.ts'
import { COMPONENT_NAMES } from './parts.ts'
import { decisionKinds } from './rules.ts'
import { CHANNELS, ONLINE_LEVELS, ProcedureContent } from './shape.ts'

/** What may come in about procedures, their versions and the decisions that publish them. */

export const homeCode = z.string().regex(/^[A-Z0-9][A-Z0-9.]{1,19}$/, 'homeCode')
export const promisesInput = z.partialRecord(z.enum(CHANNELS), LimitSchema)

export const createDecisionInput = z.object({
  number: line(60, 3),
  title: line(500, 5),
  signedOn: civilDay,
  /** The office that signed, as printed on the decision. */
  signer: line(200, 2),
  effectiveOn: civilDay,
  illustrative: z.boolean().default(false),
  kind: z.enum(decisionKinds).default('FULL'),
  /** The newest legal basis and the day it takes effect: what the deadline of the decision is counted from. */
  basisNo: line(120, 3).nullish(),
  basisEffectiveOn: civilDay.nullish(),
})
export type CreateDecisionInput = z.input<typeof createDecisionInput>

const local = {
  home: homeCode,
  onlineLevel: z.enum(ONLINE_LEVELS),
  promised: promisesInput.nullish().transform(value => (value && Object.keys(value).length > 0 ? value : null)),
  /** Number of the decision that promises them, where it is not the publication decision itself. */
  promiseBasis: line(200, 3)
    .nullish()
    .transform(text => text ?? null),
  decisionId: rowId.nullish().transform(id => id ?? null),
  changeKind: z.enum(['NEW', 'AMENDED', 'REPLACED']).optional(),
  changedComponents: z.array(z.enum(COMPONENT_NAMES)).max(COMPONENT_NAMES.length).default([]),
}

export const draftVersionInput = z.object({ code: procedureCode, content: ProcedureContent, ...local })
export type DraftVersionInput = z.input<typeof draftVersionInput>

/** Takes the content of the newest national copy. */
export const adoptNationalInput = z.object({ code: procedureCode, ...local })
export type AdoptNationalInput = z.input<typeof adoptNationalInput>

/** Takes components of the newest national copy over into the draft, which is made from the version in force if there is none. */
export const adoptComponentsInput = z.object({
  code: procedureCode,
  parts: z.array(z.enum(COMPONENT_NAMES)).min(1).max(COMPONENT_NAMES.length),
})
export type AdoptComponentsInput = z.input<typeof adoptComponentsInput>

export const attachDraftInput = z.object({ code: procedureCode, decisionId: rowId })
export type AttachDraftInput = z.input<typeof attachDraftInput>

export const publishDecisionInput = z.object({ decisionId: rowId })
export type PublishDecisionInput = z.input<typeof publishDecisionInput>

export const repealInput = z.object({ code: procedureCode, decisionId: rowId, basis: line(500, 3) })
export type RepealInput = z.input<typeof repealInput>

export const closeVersionInput = z.object({ code: procedureCode, on: civilDay, reason: line(500, 3) })
export type CloseVersionInput = z.input<typeof closeVersionInput>

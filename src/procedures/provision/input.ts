import { z } from 'zod'
import { procedureCode } from '#app/kernel/codes.ts'
import { civilDay, line } from '#app/kernel/input.ts'
import { pageQuery } from '#app/kernel/paging.ts'

/** What may come in about how procedures are provided. */

export const factKinds = ['CENTRE', 'OLD_LEVEL', 'ISO', 'MECHANISM'] as const
export type FactKind = (typeof factKinds)[number]

export const mechanisms = ['ONE_STOP', 'INTERLINKED', 'NONE'] as const
export type Mechanism = (typeof mechanisms)[number]

/** The values a kind knows; null: any text, the number of a document. */
export const factValues = {
  CENTRE: ['YES', 'NO'],
  OLD_LEVEL: ['1', '2', '3', '4'],
  ISO: null,
  MECHANISM: mechanisms,
} as const satisfies Record<FactKind, readonly string[] | null>

const fact = {
  kind: z.enum(factKinds),
  /** From this day on it is so. */
  from: civilDay,
  /** Last day of a document; without end when left out. */
  to: civilDay.optional(),
  /** Left out for ISO: there is no document from that day on. */
  value: line(120).optional(),
  reason: line(500).default(''),
  /** The decision or document that says so. */
  basis: line(300).default(''),
  /** The day of that decision, or on which it was seen. */
  evidenceOn: civilDay,
  illustrative: z.boolean().default(false),
}

export const recordFactsInput = z.object({ codes: z.array(procedureCode).min(1).max(500), ...fact })
export type RecordFactsInput = z.input<typeof recordFactsInput>
export type Recorded = z.output<typeof recordFactsInput>

const given = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => undefined), schema]).optional()

export const provisionSorts = ['name', 'code', 'sector'] as const
export const provisionQuery = z.object({
  q: given(z.string().max(200)),
  sector: given(z.string().max(200)),
  home: given(z.string().regex(/^[A-Z0-9.]{2,20}$/)),
  centre: given(z.enum(['YES', 'NO', 'UNKNOWN'])),
  onSite: given(z.enum(['3', '4', '5', '0'])),
  online: given(z.enum(['FULL', 'PARTIAL', 'INFORMATION'])),
  /** Level of the old scale; 0: none recorded; DIFFERS: the mapping proposes another level than the version has. */
  old: given(z.enum(['0', '1', '2', '3', '4', 'DIFFERS'])),
  iso: given(z.enum(['YES', 'NO'])),
  sort: given(z.enum(provisionSorts)),
  direction: given(z.enum(['up', 'down'])),
  after: pageQuery.shape.after,
  limit: pageQuery.shape.limit,
})
export type ProvisionQuery = z.output<typeof provisionQuery>

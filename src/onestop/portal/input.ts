import { z } from 'zod'
import { line } from '#app/kernel/input.ts'
import { dossierInput } from '../dossiers/index.ts'

/** What may come in from the citizens' pages. Steps of a draft are kept as typed and judged by rules.ts. */

export const draftId = z.string().regex(/^[\w-]{16,40}$/)

const typed = (max: number) => z.string().max(max).default('')
const typedMap = (keys: RegExp, max: number) => z.record(z.string().regex(keys), typed(max)).default({})

export const stepForms = {
  agency: z.object({ agencyCode: typed(20) }),
  applicant: z.object({ applicant: typedMap(/^(kind|name|idNo|phone|email|address)$/, 300) }),
  answers: z.object({ form: typedMap(/^[A-Za-z][A-Za-z0-9_]{0,59}$/, 8_000) }),
  papers: z.object({ onPaper: z.union([line(480), z.array(line(480)).max(60)]).default([]) }),
  delivery: z.object({ resultDelivery: typed(20), deliveryAddress: typed(300), copies: typed(4) }),
} as const

export const attachForm = z.object({ paper: line(480, 1) })
export const detachForm = z.object({ paper: line(480, 1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
export const trackForm = dossierInput.trackInput
/** Keys of the receipt are 16 letters; a wrong one is looked up like any other. */
export const receiptKey = z.string().regex(/^[\w-]{8,60}$/)
export const reasonForm = dossierInput.endInput

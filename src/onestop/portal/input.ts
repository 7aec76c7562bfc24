import { z } from 'zod'
import { line } from '#app/kernel/input.ts'
import { dossierInput } from '../dossiers/index.ts'

/** What may come in from the citizens' pages. Steps of a draft are kept as typed and judged by rules.ts. */

export const draftId = z.string().regex(/^[\w-]{16,40}$/)

const typed = (max: number) => z.string().max(max).default('')
/** Answers to a form as they were typed: texts, lists of them, boxes of a field, rows of boxes. */
const boxName = z.string().regex(/^([a-z][A-Za-z0-9]{0,60}|\d{1,3})$/)
const box = z.union([z.string().max(8_000), z.array(z.string().max(300)).max(200)])
const boxes = z.record(boxName, box)
const row = z.record(boxName, z.union([box, boxes]))
const answersTyped = z.record(boxName, z.union([box, z.record(boxName, z.union([box, row]))])).default({})
const yesNo = z.enum(['YES', 'NO'])

const typedMap = (keys: RegExp, max: number) => z.record(z.string().regex(keys), typed(max)).default({})

export const stepForms = {
  agency: z.object({ agencyCode: typed(20) }),
  applicant: z.object({ applicant: typedMap(/^(kind|name|idNo|phone|email|address)$/, 300) }),
  answers: z.object({ form: answersTyped }),
  papers: z.object({ onPaper: z.union([line(480), z.array(line(480)).max(60)]).default([]) }),
  delivery: z.object({ resultDelivery: typed(20), deliveryAddress: typed(300), copies: typed(4) }),
} as const

/** Answers to the questions before filing, by key: in an address, then in the form that begins. */
export const eligibilityForm = z.object({
  q: z.record(boxName, yesNo).default({}),
  /** The draft they are for, where it was begun before they were asked. */
  draft: draftId.optional(),
})

export const attachForm = z.object({ paper: line(480, 1) })
export const detachForm = z.object({ paper: line(480, 1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
export const trackForm = dossierInput.trackInput
/** Keys of the receipt are 16 letters; a wrong one is looked up like any other. */
export const receiptKey = z.string().regex(/^[\w-]{8,60}$/)
export const reasonForm = dossierInput.endInput

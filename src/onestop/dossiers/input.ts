import { z } from 'zod'
import { citizenId, civilDay, line, paragraphs, phone } from '#app/kernel/input.ts'
import { verdicts } from './rules.ts'

/** What may come in about a dossier; the same schemas serve API and forms. */

export const dossierCode = z.string().regex(/^[A-Z0-9.]{2,20}-\d{8}-\d{7}$/, 'Mã hồ sơ không đúng dạng')

/** The code in what was typed or scanned (a receipt's QR holds an address with the code in it); null when there is none. */
export function codeIn(text: string): string | null {
  const found = /[A-Z0-9.]{2,20}-\d{8}-\d{7}/.exec(text.trim().toUpperCase())
  return found && dossierCode.safeParse(found[0]).success ? found[0] : null
}

export const channel = z.enum(['DIRECT', 'ONLINE', 'POST'])
export const resultDelivery = z.enum(['COUNTER', 'POST', 'ONLINE'])

export const applicantInput = z
  .object({
    kind: z.enum(['CITIZEN', 'BUSINESS', 'ORGANISATION']).default('CITIZEN'),
    name: line(200, 2),
    idNo: line(20, 1),
    phone: phone.or(z.literal('')).default(''),
    email: z.email().max(200).or(z.literal('')).default(''),
    address: line(300).default(''),
  })
  .superRefine((applicant, issues) => {
    const fits =
      applicant.kind === 'CITIZEN'
        ? citizenId.safeParse(applicant.idNo).success
        : /^\d{10}(-?\d{3})?$|^\d{12}$/.test(applicant.idNo)
    if (fits) return
    const message = applicant.kind === 'CITIZEN' ? 'citizenId' : 'Mã số thuế gồm 10 hoặc 13 chữ số.'
    issues.addIssue({ code: 'custom', path: ['idNo'], message })
  })

export const paperInput = z.object({
  name: line(500, 1),
  originals: z.coerce.number().int().min(0).max(100).default(0),
  copies: z.coerce.number().int().min(0).max(100).default(0),
  /** SHA-256 of an upload made before. */
  fileSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  fileName: line(200, 1).optional(),
})

/** A box of a person, an organisation or an address is named like a field. */
const formKey = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,60}$/)
const plainAnswer = paragraphs(4_000).or(z.number())
const oneAnswer = z.union([plainAnswer, z.array(plainAnswer).max(200), z.record(formKey, plainAnswer)])
const answerRow = z.record(formKey, oneAnswer)

/** Answers to the procedure's form, by field key: as typed or as read; what fits is said by the form. */
export const formAnswers = z
  .record(
    formKey,
    z.union([oneAnswer, z.array(answerRow).max(100), z.record(z.string().regex(/^\d{1,3}$/), answerRow)]),
  )
  .refine(answers => Object.keys(answers).length <= 400)

const intake = z.object({
  procedureCode: z.string().min(8).max(40),
  /** Code of the agency that decides. */
  agencyCode: z.string().regex(/^[A-Z0-9.]{2,20}$/),
  applicant: applicantInput,
  form: formAnswers.default({}),
  /** Answers to the form's questions before filing, by key; left out where nobody asked them, as at the counter. */
  eligibility: z.record(z.string().max(80), z.enum(['YES', 'NO'])).default({}),
  papers: z.array(paperInput).max(60).default([]),
  resultDelivery: resultDelivery.default('COUNTER'),
  deliveryAddress: line(300).default(''),
  copies: z.coerce.number().int().min(1).max(20).default(1),
})

/** A dossier taken in at a counter or by post. */
export const receiveInput = intake.extend({ channel: z.enum(['DIRECT', 'POST']).default('DIRECT') })
export type ReceiveInput = z.output<typeof receiveInput>

/** A dossier filed on-line. */
export const submitInput = intake
export type SubmitInput = z.output<typeof submitInput>

/** The version of the dossier the person had before their eyes; left out by machines that do not care. */
const seen = { version: z.coerce.number().int().min(1).optional() }
const note = paragraphs(1_000).default('')

export const acceptInput = z.object({ ...seen, note })
export const refuseInput = z.object({ ...seen, reason: paragraphs(2_000, 5) })
export const claimInput = z.object({ ...seen })
export const assignInput = z.object({ ...seen, officerId: z.coerce.number().int().min(1) })
export const forwardInput = z.object({ ...seen, note, assigneeId: z.coerce.number().int().min(1).optional() })
export const approveInput = z.object({ ...seen, note, resultNo: line(60).default('') })
export const completeInput = z.object({
  ...seen,
  note,
  resultNo: line(60, 1),
  resultFile: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), name: line(200, 1) }).optional(),
})
export const sendBackInput = z.object({ ...seen, reason: paragraphs(1_000, 5) })
export const supplementInput = z.object({
  ...seen,
  items: z.array(line(500, 1)).min(1).max(30),
  reason: paragraphs(1_000, 5),
})
/** What the applicant sends on-line; an officer confirms it with `takeSupplement`. */
export const sendSupplementInput = z.object({ ...seen, papers: z.array(paperInput).min(1).max(30) })
export const takeSupplementInput = z.object({ ...seen, papers: z.array(paperInput).max(60).default([]), note })
export const extendInput = z.object({ ...seen, newDay: civilDay, reason: paragraphs(1_000, 5) })
export const endInput = z.object({ ...seen, reason: paragraphs(1_000, 5) })
/** Which of the opinions asked is given; it stands by itself, whatever else happens to the dossier meanwhile. */
export const giveOpinionInput = z.object({
  no: z.coerce.number().int().min(1).max(10_000),
  verdict: z.enum(verdicts),
  body: paragraphs(4_000, 5),
  file: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), name: line(200, 1) }).optional(),
})
export const moveProcessInput = z.object({
  ...seen,
  processVersionId: z.coerce.number().int().min(1).max(2_147_483_647),
  reason: paragraphs(1_000, 5),
})
export const handOverInput = z.object({ ...seen, receivedBy: line(200, 2), delivery: resultDelivery.optional(), note })

export const trackInput = z.object({
  code: z.string().trim().toUpperCase().pipe(dossierCode),
  /** Last four digits of the applicant's citizen number, tax code or telephone. */
  proof: z
    .string()
    .trim()
    .regex(/^\d{4}$/, 'Bốn chữ số cuối'),
})

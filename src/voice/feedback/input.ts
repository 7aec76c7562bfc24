import { z } from '@hono/zod-openapi'
import { civilDay, line, paragraphs, phone, rowId } from '#app/kernel/input.ts'
import { pageQuery } from '#app/kernel/paging.ts'

export const feedbackKinds = ['REGULATION', 'BEHAVIOUR'] as const
export type FeedbackKind = (typeof feedbackKinds)[number]

/** Fields that hold personal data: masked for officers until asked for, never in events, never in public texts. */
export const personalFields = ['senderName', 'senderPhone', 'senderEmail', 'senderAddress'] as const

/** Spaces, dots and hyphens are how people write numbers; they are not part of them. */
const writtenPhone = z
  .string()
  .max(40)
  .transform(s => s.replaceAll(/[\s.-]/g, ''))
  .pipe(phone)

export const sendInput = z.object({
  kind: z.enum(feedbackKinds),
  agencyId: rowId,
  dossierCode: line(60).optional(),
  procedureCode: line(40).optional(),
  subject: line(200, 5),
  body: paragraphs(8_000, 20),
  senderName: line(120).optional(),
  senderPhone: writtenPhone.optional(),
  senderEmail: z.email().max(200).optional(),
  senderAddress: line(300).optional(),
})
export type SendInput = z.output<typeof sendInput>

/** What people type from a receipt: any case, with or without the hyphen. */
const secret = z
  .string()
  .max(40)
  .transform(s => s.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))
  .pipe(z.string().min(1).max(20))

export const feedbackNumber = z
  .string()
  .max(60)
  .transform(s => s.trim().toUpperCase())
  .pipe(z.string().regex(/^PAKN-[A-Z0-9.]{2,20}-\d{8}-\d{4,8}$/, 'number'))

export const lookUpInput = z.object({ number: feedbackNumber, secret })
export type LookUpInput = z.output<typeof lookUpInput>
export const secretQuery = z.object({ secret })

export const informInput = z.object({ number: feedbackNumber, secret, text: paragraphs(8_000, 5) })
export type InformInput = z.output<typeof informInput>

const version = z.coerce.number().int().min(1).max(2_147_483_647)
/** What every officer's verb names: the feedback, and the version the officer was looking at. */
const at = { number: feedbackNumber, version: version.optional() }

export const assignInput = z.object({ ...at, officerId: rowId })
export const askInput = z.object({ ...at, text: paragraphs(2_000, 10) })
export const draftInput = z.object({ ...at, answer: paragraphs(8_000, 20) })
export const approveInput = z.object(at)
export const sendBackInput = z.object({ ...at, reason: paragraphs(2_000, 5) })
export const publishInput = z.object({
  ...at,
  subject: line(200, 5),
  body: paragraphs(8_000, 10),
  answer: paragraphs(8_000, 10),
})
export const rejectInput = z.object({ ...at, reason: paragraphs(2_000, 10) })
export const transferInput = z.object({ ...at, agencyId: rowId, reason: paragraphs(2_000, 5) })
export const openSenderInput = z.object({ number: feedbackNumber })
export const voteInput = z.object({
  number: feedbackNumber,
  liked: z.boolean(),
  voter: z.string().regex(/^[0-9a-f]{32}$/),
})

export type AssignInput = z.output<typeof assignInput>
export type AskInput = z.output<typeof askInput>
export type DraftInput = z.output<typeof draftInput>
export type ApproveInput = z.output<typeof approveInput>
export type SendBackInput = z.output<typeof sendBackInput>
export type PublishInput = z.output<typeof publishInput>
export type RejectInput = z.output<typeof rejectInput>
export type TransferInput = z.output<typeof transferInput>
export type VoteInput = z.output<typeof voteInput>

export const queueTabs = ['new', 'doing', 'waiting', 'due', 'answered', 'published', 'rejected'] as const
export type QueueTab = (typeof queueTabs)[number]

/** Words of a search field. */
const words = z.string().max(200).optional()

export const queueQuery = pageQuery.extend({
  tab: z.enum(queueTabs).catch('new').default('new'),
  q: words,
  kind: z.enum(feedbackKinds).optional().catch(undefined),
  agency: rowId.optional().catch(undefined),
})
export type QueueQuery = z.output<typeof queueQuery>

export const listQuery = pageQuery.extend({
  status: z.enum(['NEW', 'ASSIGNED', 'NEED_INFO', 'DRAFTED', 'ANSWERED', 'PUBLISHED', 'REJECTED']).optional(),
  kind: z.enum(feedbackKinds).optional(),
  agency: rowId.optional(),
})
export type ListQuery = z.output<typeof listQuery>

export const publishedQuery = pageQuery.extend({
  limit: z.coerce.number().int().min(1).max(100).catch(20).default(20),
  q: words,
  kind: z.enum(feedbackKinds).optional().catch(undefined),
  agency: rowId.optional().catch(undefined),
  from: civilDay.optional().catch(undefined),
  to: civilDay.optional().catch(undefined),
})
export type PublishedQuery = z.output<typeof publishedQuery>

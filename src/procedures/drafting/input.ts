import { z } from '@hono/zod-openapi'
import { civilDay, line, paragraphs, rowId } from '#app/kernel/input.ts'
import { pageQuery } from '#app/kernel/paging.ts'
import { changes, dispositions, draftKinds, roundKinds, stages, stances } from './rules.ts'

/** What may come in. */

const version = z.coerce.number().int().min(1).max(2_147_483_647)
/** What every verb names: the draft, and the version of it the officer was looking at. */
const at = { draftId: rowId, version: version.optional() }

export const articleNo = z
  .string()
  .max(20)
  .transform(s => s.normalize('NFC').trim().toLowerCase())
  .pipe(z.string().regex(/^[1-9]\d{0,3}[a-zđ]?$/, 'articleNo'))

const head = {
  kind: z.enum(draftKinds),
  title: line(500, 5),
  purpose: paragraphs(4_000).default(''),
  plannedOn: civilDay.optional(),
}
export const registerInput = z.object({ ...head, agencyId: rowId.optional(), illustrative: z.boolean().optional() })
export const editInput = z.object({ ...at, ...head })
export const withdrawInput = z.object({ ...at, reason: paragraphs(2_000, 5) })

const article = z.object({ no: articleNo, heading: line(500).default(''), body: paragraphs(20_000).default('') })
export const writeInput = z.object({ ...at, articles: z.array(article).min(1).max(300) })
export const pasteInput = z.object({ ...at, text: paragraphs(200_000, 10) })
export const saveArticleInput = z.object({ ...at, ...article.shape })
export const removeArticleInput = z.object({ ...at, no: articleNo })
export const newTextInput = z.object({ ...at, note: line(500, 3) })

export const tagInput = z.object({
  ...at,
  articleNo,
  change: z.enum(changes),
  /** Of the procedure that is changed, replaced or repealed. */
  code: line(40).optional(),
  /** Working name of the new one. */
  name: line(500, 3).optional(),
})
export const untagInput = z.object({ ...at, articleNo, affectedId: rowId })

const names = z.array(line(300, 3)).max(50)
export const declareInput = z.object({ ...at, affectedId: rowId, forms: names, requirements: names })
export const answersInput = z.object({
  ...at,
  assessmentId: rowId,
  /** Part of the questionnaire → the text, or the values ticked; an empty one takes the answer back. */
  answers: z
    .record(z.string().max(10), z.union([z.array(z.string().max(40)).max(20), paragraphs(4_000)]))
    .refine(all => Object.keys(all).length <= 100, 'Too many answers.'),
})
export const assessmentInput = z.object({ ...at, assessmentId: rowId })

export const openRoundInput = z.object({
  ...at,
  kind: z.enum(roundKinds),
  question: paragraphs(4_000, 5),
  days: z.coerce.number().int().min(1).max(365).optional(),
  agencyIds: z.array(rowId).max(500).default([]),
  /** Bodies outside the province's agencies, by name. */
  others: z.array(line(300, 3)).max(50).default([]),
})
export const closeRoundInput = z.object({ ...at, roundId: rowId, note: paragraphs(2_000).default('') })

const oneOpinion = z.object({
  /** Left out: on the draft as a whole. */
  articleNo: articleNo.optional(),
  stance: z.enum(stances),
  body: paragraphs(8_000).default(''),
})
export const opinionsInput = z.object({
  ...at,
  requestId: rowId,
  documentNo: line(60, 1).optional(),
  opinions: z.array(oneOpinion).min(1).max(300),
})
export const publicOpinionInput = z.object({ draftId: rowId, ...oneOpinion.shape, author: line(120).default('') })
export const answerInput = z.object({
  ...at,
  opinionId: rowId,
  disposition: z.enum(dispositions),
  answer: paragraphs(8_000).default(''),
})

export const requestAppraisalInput = z.object({ ...at, appraiserId: rowId })
export const appraiseInput = z.object({
  ...at,
  passed: z.union([z.boolean(), z.enum(['yes', 'no']).transform(one => one === 'yes')]),
  number: line(60, 3),
  note: paragraphs(8_000, 5),
})
export const reviseInput = z.object({ ...at, reason: paragraphs(2_000, 5) })
export const adoptInput = z.object({ ...at, number: line(60, 3), adoptedOn: civilDay, effectiveOn: civilDay })

export type RegisterInput = z.output<typeof registerInput>
export type EditInput = z.output<typeof editInput>
export type WithdrawInput = z.output<typeof withdrawInput>
export type WriteInput = z.output<typeof writeInput>
export type PasteInput = z.output<typeof pasteInput>
export type SaveArticleInput = z.output<typeof saveArticleInput>
export type RemoveArticleInput = z.output<typeof removeArticleInput>
export type NewTextInput = z.output<typeof newTextInput>
export type TagInput = z.output<typeof tagInput>
export type UntagInput = z.output<typeof untagInput>
export type DeclareInput = z.output<typeof declareInput>
export type AnswersInput = z.output<typeof answersInput>
export type AssessmentInput = z.output<typeof assessmentInput>
export type OpenRoundInput = z.output<typeof openRoundInput>
export type CloseRoundInput = z.output<typeof closeRoundInput>
export type OpinionsInput = z.output<typeof opinionsInput>
export type PublicOpinionInput = z.output<typeof publicOpinionInput>
export type AnswerInput = z.output<typeof answerInput>
export type RequestAppraisalInput = z.output<typeof requestAppraisalInput>
export type AppraiseInput = z.output<typeof appraiseInput>
export type ReviseInput = z.output<typeof reviseInput>
export type AdoptInput = z.output<typeof adoptInput>

export const listTabs = ['open', 'asked', 'appraisal', 'adopted', 'withdrawn', 'all'] as const
export type ListTab = (typeof listTabs)[number]
export const listSorts = ['moved', 'title'] as const

/** What machines may ask for: whatever does not fit is refused. */
export const listQuery = pageQuery.extend({
  tab: z.enum(listTabs).default('all'),
  q: z.string().max(200).optional(),
  kind: z.enum(draftKinds).optional(),
  stage: z.enum(stages).optional(),
  agency: rowId.optional(),
  sort: z.enum(listSorts).default('moved'),
  direction: z.enum(['up', 'down']).optional(),
})
export type ListQuery = z.output<typeof listQuery>

export const requestScopes = ['ours', 'sent', 'all'] as const
export type RequestScope = (typeof requestScopes)[number]
export const requestStates = ['waiting', 'soon', 'late', 'answered', 'answeredLate', 'silent', 'all'] as const
export type RequestState = (typeof requestStates)[number]

export const requestsQuery = pageQuery.extend({
  /** Asked of the reader's agency, sent by it, or everybody's. */
  scope: z.enum(requestScopes).default('all'),
  state: z.enum(requestStates).default('waiting'),
  kind: z.enum(roundKinds).optional(),
  /** The agency that was asked. */
  asked: rowId.optional(),
  q: z.string().max(200).optional(),
  /** Sent from this day on, and up to that one. */
  from: civilDay.optional(),
  to: civilDay.optional(),
  direction: z.enum(['up', 'down']).default('up'),
})
export type RequestsQuery = z.output<typeof requestsQuery>

export const requestsScreen = requestsQuery.extend({
  scope: z.enum(requestScopes).catch('ours').default('ours'),
  state: z.enum(requestStates).catch('waiting').default('waiting'),
  kind: z.enum(roundKinds).optional().catch(undefined),
  asked: rowId.optional().catch(undefined),
  from: civilDay.optional().catch(undefined),
  to: civilDay.optional().catch(undefined),
  direction: z.enum(['up', 'down']).catch('up').default('up'),
})

/** The year asked about; the present one when left out. */
export const yearQuery = z.object({ year: z.coerce.number().int().min(2000).max(2200).optional() })
export const yearScreen = z.object({ year: yearQuery.shape.year.catch(undefined) })

/** The same from an address people edit: what does not fit is as if not given. */
export const screenQuery = listQuery.extend({
  tab: z.enum(listTabs).catch('open').default('open'),
  kind: z.enum(draftKinds).optional().catch(undefined),
  stage: z.enum(stages).optional().catch(undefined),
  agency: rowId.optional().catch(undefined),
  sort: z.enum(listSorts).catch('moved').default('moved'),
  direction: z.enum(['up', 'down']).optional().catch(undefined),
})

export const publicListQuery = pageQuery.extend({
  limit: z.coerce.number().int().min(1).max(100).catch(20).default(20),
})

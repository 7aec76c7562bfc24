import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { adoptDraft, requestAppraisal } from './appraisal.ts'
import { openRound } from './asking.ts'
import { saveAnswers } from './assessing.ts'
import {
  adoptInput,
  answersInput,
  openRoundInput,
  opinionsInput,
  publicOpinionInput,
  registerInput,
  requestAppraisalInput,
  tagInput,
  writeInput,
} from './input.ts'
import { giveOpinions, sendPublicOpinion } from './opinions.ts'
import { opinionPace } from './pace.ts'
import { draftReadingApi } from './reading.ts'
import { publicPermission, writePermission } from './rules.ts'
import { registerDraft } from './service.ts'
import { done, list } from './shapes.ts'
import { tagArticle } from './tagging.ts'
import { writeArticles } from './texts.ts'

const params = z.object({ id: rowId })

/** What machines, and programs of the public, may do with drafts. */
export function draftingApi(house: House): void {
  draftReadingApi(house)

  const tag = 'drafting'
  house.api(
    {
      method: 'post',
      path: '/api/v1/drafts',
      permission: writePermission,
      summary: 'Register a draft legal text',
      tag,
      body: registerInput,
      answer: done,
      status: 201,
    },
    async (ctx, { body }) => await registerDraft(ctx, body),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/articles',
      permission: writePermission,
      summary: 'Write all articles of the present text anew',
      tag,
      params,
      body: writeInput.omit({ draftId: true }),
      answer: done,
    },
    async (ctx, { params: { id }, body }) => await writeArticles(ctx, { ...body, draftId: id }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/changes',
      permission: writePermission,
      summary: 'Say that an article creates, amends, replaces or repeals a procedure',
      tag,
      params,
      body: tagInput.omit({ draftId: true }),
      answer: done.extend({ affectedId: z.number().int() }),
      status: 201,
    },
    async (ctx, { params: { id }, body }) => await tagArticle(ctx, { ...body, draftId: id }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/answers',
      permission: writePermission,
      summary: 'Write answers of an impact assessment; what is still missing comes back',
      tag,
      params,
      body: answersInput.omit({ draftId: true }),
      answer: done.extend({ complete: z.boolean(), missing: z.array(z.string()) }),
    },
    async (ctx, { params: { id }, body }) => await saveAnswers(ctx, { ...body, draftId: id }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/rounds',
      permission: writePermission,
      summary: 'Ask for opinions on the present text',
      tag,
      params,
      body: openRoundInput.omit({ draftId: true }),
      answer: done.extend({ roundId: z.number().int() }),
      status: 201,
    },
    async (ctx, { params: { id }, body }) => await openRound(ctx, { ...body, draftId: id }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/responses',
      permission: writePermission,
      summary: 'Answer a request for opinions, by article',
      tag,
      params,
      body: opinionsInput.omit({ draftId: true }),
      answer: done,
      status: 201,
    },
    async (ctx, { params: { id }, body }) => await giveOpinions(ctx, { ...body, draftId: id }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/opinions',
      permission: publicPermission,
      summary: 'What somebody of the public thinks of a draft open to everybody',
      tag,
      params,
      body: publicOpinionInput.omit({ draftId: true }),
      answer: z.object({ opinionId: z.number().int() }),
      status: 201,
    },
    async (ctx, { params: { id }, body }, c) => {
      await opinionPace(c)
      return await sendPublicOpinion(ctx, { ...body, draftId: id })
    },
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/appraisal',
      permission: writePermission,
      summary: 'Send a draft to appraisal; refused naming each missing thing',
      tag,
      params,
      body: requestAppraisalInput.omit({ draftId: true }),
      answer: done,
    },
    async (ctx, { params: { id }, body }) => await requestAppraisal(ctx, { ...body, draftId: id }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/drafts/{id}/adoption',
      permission: writePermission,
      summary: 'Record that the text was adopted; the procedures to publish come back',
      tag,
      params,
      body: adoptInput.omit({ draftId: true }),
      answer: done.extend({ affected: list }),
    },
    async (ctx, { params: { id }, body }) => await adoptDraft(ctx, { ...body, draftId: id }),
  )
}

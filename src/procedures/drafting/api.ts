import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { dayOf, isoLocal } from '#app/kernel/text.ts'
import { affectedProcedures } from './affected.ts'
import { adoptDraft, requestAppraisal } from './appraisal.ts'
import { openRound } from './asking.ts'
import { saveAnswers } from './assessing.ts'
import {
  adoptInput,
  answersInput,
  listQuery,
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
import { draftView } from './page.ts'
import { questionnaireOn } from './questionnaire.ts'
import { publicPermission, readPermission, writePermission } from './rules.ts'
import { registerDraft } from './service.ts'
import { done, item, list, whole } from './shapes.ts'
import { tagArticle } from './tagging.ts'
import { writeArticles } from './texts.ts'
import { listDrafts } from './views.ts'
import { missingWords } from './words.ts'

const params = z.object({ id: rowId })

/** What machines, and programs of the public, may do with drafts. */
export function draftingApi(house: House): void {
  readingDoors(house)

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

function readingDoors(house: House): void {
  const tag = 'drafting'
  house.api(
    {
      method: 'get',
      path: '/api/v1/drafts',
      permission: readPermission,
      summary: 'The register of draft legal texts',
      tag,
      query: listQuery,
      answer: z.object({ items: z.array(item), next: z.string().nullable() }),
    },
    async (ctx, { query }) => {
      const page = await listDrafts(ctx, query)
      return {
        items: page.items.map(one => ({
          ...one,
          nextDueAt: one.nextDueAt && isoLocal(one.nextDueAt),
          movedAt: isoLocal(one.movedAt),
        })),
        next: page.next,
      }
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/drafts/{id}',
      permission: readPermission,
      summary: 'One draft: articles, procedures, assessments, rounds, what is missing before appraisal',
      tag,
      params,
      answer: whole,
    },
    async (ctx, { params: { id } }) => {
      const view = await draftView(ctx, id)
      return whole.parse({
        id,
        kind: view.row.kind,
        title: view.row.title,
        agency: view.agency,
        stage: view.row.stage,
        version: view.row.version,
        textNo: view.row.text_no,
        articles: view.articles,
        affected: view.affected,
        rounds: view.rounds.map(round => ({
          ...round,
          dueAt: isoLocal(round.dueAt),
          closedAt: round.closedAt && isoLocal(round.closedAt),
          requests: round.requests.map(one => ({
            ...one,
            dueAt: isoLocal(one.dueAt),
            answeredAt: one.answeredAt && isoLocal(one.answeredAt),
          })),
        })),
        missing: view.missing.map(one => missingWords(one)),
      })
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/drafts/{id}/affected',
      permission: readPermission,
      summary: 'The procedures a draft touches, in the law’s four kinds',
      tag,
      params,
      answer: list,
    },
    async (ctx, { params: { id } }) => await affectedProcedures(ctx.db, id),
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/assessment-questions',
      permission: publicPermission,
      summary: 'The questionnaires of impact assessment in force',
      tag,
      answer: z.object({
        version: z.number().int(),
        validFrom: z.string(),
        basis: z.string(),
        forms: z.record(z.string(), z.unknown()),
      }),
    },
    async ctx => {
      const { version, validFrom, basis, forms } = questionnaireOn(dayOf(ctx.now))
      return { version, validFrom, basis, forms }
    },
  )
}

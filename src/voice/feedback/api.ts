import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { isoLocal } from '#app/kernel/text.ts'
import { approveAnswer, draftAnswer, publishFeedback } from './handling.ts'
import { draftInput, feedbackNumber, informInput, listQuery, publishInput, secretQuery, sendInput } from './input.ts'
import { publicPaces as paces } from './pace.ts'
import { trackView } from './public.ts'
import { feedbackStates, handlePermission, lookUpPermission, readPermission, sendPermission } from './rules.ts'
import { giveInfo, sendFeedback } from './service.ts'
import { listFeedback } from './queue.ts'

const params = z.object({ number: feedbackNumber.openapi({ example: 'PAKN-H71.06-20261123-0004' }) })
const state = z.object({ number: z.string(), status: z.enum(feedbackStates) })

const item = z.object({
  number: z.string(),
  subject: z.string(),
  kind: z.enum(['REGULATION', 'BEHAVIOUR']),
  status: z.enum(feedbackStates),
  handler: z.string(),
  assignee: z.string(),
  sentAt: z.string(),
  dueAt: z.string().nullable(),
  timing: z.enum(['RUNNING', 'SOON', 'LATE', 'WAITING', 'DONE_IN_TIME', 'DONE_LATE']),
  likes: z.number().int(),
  dislikes: z.number().int(),
})

const tracked = z.object({
  number: z.string(),
  kind: z.enum(['REGULATION', 'BEHAVIOUR']),
  status: z.enum(feedbackStates),
  subject: z.string(),
  agency: z.string(),
  sentAt: z.string(),
  dueAt: z.string().nullable(),
  question: z.string().nullable(),
  answer: z.object({ text: z.string(), at: z.string() }).nullable(),
  rejection: z.string().nullable(),
})

/** Feedback for machines. */
export function feedbackApi(house: House): void {
  const tag = 'feedback'
  house.api(
    {
      method: 'post',
      path: '/api/v1/feedback',
      permission: sendPermission,
      summary: 'Send feedback; the secret is given once, here',
      tag,
      body: sendInput,
      answer: z.object({ number: z.string(), secret: z.string() }),
      status: 201,
    },
    async (ctx, { body }, c) => {
      await paces.send(c)
      return await sendFeedback(ctx, body, 'API')
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/feedback',
      permission: readPermission,
      summary: 'Feedback the caller may read, newest first, without senders',
      tag,
      query: listQuery,
      answer: z.object({ items: z.array(item), next: z.string().nullable() }),
    },
    async (ctx, { query }) => {
      const page = await listFeedback(ctx, query)
      return {
        items: page.items.map(one =>
          item.parse({ ...one, sentAt: isoLocal(one.sentAt), dueAt: one.dueAt && isoLocal(one.dueAt) }),
        ),
        next: page.next,
      }
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/feedback/{number}',
      permission: lookUpPermission,
      summary: 'How one’s own feedback stands, with number and secret',
      tag,
      params,
      query: secretQuery,
      answer: tracked,
    },
    async (ctx, { params: { number }, query: { secret } }, c) => {
      await paces.lookUp(c)
      const view = await trackView(ctx, { number, secret })
      return {
        number: view.number,
        kind: view.kind,
        status: view.status,
        subject: view.subject,
        agency: view.agency,
        sentAt: isoLocal(view.sentAt),
        dueAt: view.dueAt && isoLocal(view.dueAt),
        question: view.question,
        answer: view.answer && { text: view.answer.text, at: isoLocal(view.answer.at) },
        rejection: view.rejection,
      }
    },
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/feedback/{number}/information',
      permission: lookUpPermission,
      summary: 'The sender gives the information asked for',
      tag,
      params,
      body: informInput.omit({ number: true }),
      answer: state,
    },
    async (ctx, { params: { number }, body }, c) => {
      await paces.lookUp(c)
      return (await giveInfo(ctx, { ...body, number })) as z.input<typeof state>
    },
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/feedback/{number}/answer',
      permission: handlePermission,
      summary: 'Submit an answer for approval',
      tag,
      params,
      body: draftInput.omit({ number: true }),
      answer: state,
    },
    async (ctx, { params: { number }, body }) => await draftAnswer(ctx, { ...body, number }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/feedback/{number}/approve',
      permission: handlePermission,
      summary: 'Approve the answer, so that the sender reads it',
      tag,
      params,
      answer: state,
    },
    async (ctx, { params: { number } }) => await approveAnswer(ctx, { number }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/feedback/{number}/publish',
      permission: handlePermission,
      summary: 'Publish question and answer in words free of personal data',
      tag,
      params,
      body: publishInput.omit({ number: true }),
      answer: state,
    },
    async (ctx, { params: { number }, body }) => await publishFeedback(ctx, { ...body, number }),
  )
}

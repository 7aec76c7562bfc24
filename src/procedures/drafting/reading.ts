import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { dayOf, isoLocal } from '#app/kernel/text.ts'
import { affectedProcedures } from './affected.ts'
import { listQuery, requestsQuery, yearQuery } from './input.ts'
import { draftView } from './page.ts'
import { questionnaireOn } from './questionnaire.ts'
import { listRequests, punctuality, yearOf } from './requests.ts'
import { publicPermission, readPermission } from './rules.ts'
import { answering, item, list, request, whole } from './shapes.ts'
import { listDrafts } from './views.ts'
import { missingWords } from './words.ts'

const params = z.object({ id: rowId })

/** What machines may read of drafts and of the opinions asked for. */
export function draftReadingApi(house: House): void {
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
      path: '/api/v1/opinion-requests',
      permission: readPermission,
      summary: 'Who was asked for an opinion on a draft, until when, and whether they answered',
      tag,
      query: requestsQuery,
      answer: z.object({ items: z.array(request), next: z.string().nullable() }),
    },
    async (ctx, { query }) => {
      const { items, next } = await listRequests(ctx, query)
      const at = (instant: Date | null): string | null => instant && isoLocal(instant)
      return {
        items: items.map(({ ours: _ours, ...one }) => ({
          ...one,
          openedAt: isoLocal(one.openedAt),
          dueAt: isoLocal(one.dueAt),
          answeredAt: at(one.answeredAt),
          remindedAt: at(one.remindedAt),
          overdueNotedAt: at(one.overdueNotedAt),
        })),
        next,
      }
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/opinion-punctuality',
      permission: readPermission,
      summary: 'How agencies answered what they were asked in a year: in time, late, never, still waiting',
      tag,
      query: yearQuery,
      answer: z.object({ from: z.string(), to: z.string(), items: z.array(answering) }),
    },
    async (ctx, { query }) => {
      const { from, to } = yearOf(ctx, query.year)
      return { from, to, items: await punctuality(ctx, { from, to }) }
    },
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
